"""What the site itself says, and how it writes numbers and dates, in each language.

The phrases are data: one TOML file a language, beside this module. `catalogue` reads them
and lays a site's own over them, `phrasebook` fills them in, `cldr` knows how numbers,
dates and plurals are written.
"""

from ninefold.languages.catalogue import LANGUAGES, Catalogue, Fault, choose
from ninefold.languages.phrasebook import Phrasebook, UnknownPhrase, phrasebook

__all__ = [
    "LANGUAGES",
    "Catalogue",
    "Fault",
    "Phrasebook",
    "UnknownPhrase",
    "choose",
    "phrasebook",
]
