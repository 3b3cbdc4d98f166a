"""A post longer than a million characters.

No canvas is that long; such a file holds data, or is in the wrong folder. Keep one canvas
in a file.
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule, reported

RULE = Rule("NF002", "oversized-file", Severity.ERROR, reported("oversized-file"))
