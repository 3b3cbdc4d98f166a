"""An address of the web at which there is nothing any more.

Told by `ninefold check --external` alone, which asks for the addresses of links, images and
sources. Its host answers that the page is not there (404 or 410), or no host has that name.
What is unsure is no finding: no answer in time, a page behind a login, a host in trouble.
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF507", "dead-address", Severity.WARNING)
