"""A key that the front matter holds twice.

YAML readers keep one of the two values and drop the other without a word; which one an
author meant is not certain.
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule, reported

RULE = Rule("NF103", "duplicate-key", Severity.ERROR, reported("duplicate-key"))
