"""A canvas that the configuration names and that does not exist.

`comparisons` and `featured` name canvases by their slugs. A comparison shows those of its
canvases that exist, and there is none where only one does.

Example:

```markdown
---
title: Example
as_of: 2023
---
```

```toml
[tool.ninefold]
comparisons = [["example", "zooom"]]
```

Instead:

```markdown
---
title: Example
as_of: 2023
---
```

```toml
[tool.ninefold]
comparisons = [["example", "zoom"]]
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF905", "unknown-canvas", Severity.WARNING)
