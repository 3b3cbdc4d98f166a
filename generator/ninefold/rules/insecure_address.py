"""An address with `http:` that its host answers over `https:` as well.

Told by `ninefold check --external` alone, which asks. Over `http:` anyone on the way can read
what is asked for, and change what is answered.
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF508", "insecure-address", Severity.HINT)
