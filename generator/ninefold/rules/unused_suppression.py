"""A suppression that silences nothing.

What was to be ignored has been mended, or was never there. Left in place, the words would
hide the next finding of that rule, which may matter.

Example:

```markdown
<!-- ninefold: ignore NF402 -->
Cafés, and a stall at the market.
```

Instead:

```markdown
Cafés, and a stall at the market.
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF111", "unused-suppression", Severity.HINT)
