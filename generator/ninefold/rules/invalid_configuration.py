"""A configuration file that is not valid TOML.

Nothing in it is known, so nothing is built.

Example:

```toml
[tool.ninefold]
title = Our business models
```

Instead:

```toml
[tool.ninefold]
title = "Our business models"
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF901", "invalid-configuration", Severity.ERROR)
