"""An address of the web at which there is nothing any more.

Told by `ninefold check --external` alone, which asks for the addresses of links, images and
sources. Its host answers that the page is not there (404 or 410), or no host has that name.
What is unsure is no finding: no answer in time, a page behind a login, a host in trouble.

Example: `[Annual report](https://example.org/reports/2016.pdf)`, which was taken away
Instead: the address where it is now, or that of a copy in an archive of the web.
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF507", "dead-address", Severity.WARNING)
