"""A setting whose value is not what the setting holds.

The message says what is expected.

Example:

```toml
[tool.ninefold]
neighbours = "four"
```

Instead:

```toml
[tool.ninefold]
neighbours = 4
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF903", "bad-setting", Severity.ERROR)
