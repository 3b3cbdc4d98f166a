"""A setting that Ninefold does not have.

A misspelt setting would be without effect and without a word, so it is refused.

Example:

```toml
[tool.ninefold]
langauge = "en"
```

Instead:

```toml
[tool.ninefold]
language = "en"
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF902", "unknown-setting", Severity.ERROR)
