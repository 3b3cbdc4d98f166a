"""A post that takes more time or memory than any canvas needs.

One post may take four seconds of the processor to be read and as many to be rendered, and
400 MB of memory, a hundred times what a long canvas takes. One that takes more is left out,
and all others go on.
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF005", "costly-post", Severity.ERROR)
