"""A post that the system does not let Ninefold read.

The message gives the system's reason. Check who may read the file, and that it is still
there.
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF004", "unreadable-file", Severity.ERROR)
