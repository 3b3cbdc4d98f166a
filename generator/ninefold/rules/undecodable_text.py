"""A file that is not UTF-8 text.

A file in another encoding, or one that is no text at all, cannot be read without guessing,
and a wrong guess would publish wrong letters. Save the file as UTF-8.
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule, reported

RULE = Rule("NF001", "undecodable-text", Severity.ERROR, reported("undecodable-text"))
