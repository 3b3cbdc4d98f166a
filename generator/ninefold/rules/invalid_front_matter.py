"""Front matter that is not plain YAML.

Broken YAML, TOML, and YAML that goes beyond keys, lists and text (aliases, anchors, tags,
nesting without end) are not read, so nothing of the post is known. Write `key: value` lines
between two lines of three hyphens.

Example:

```markdown
---
title: Example: a canvas
---
```

Instead:

```markdown
---
title: "Example: a canvas"
---
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule, reported

RULE = Rule("NF101", "invalid-front-matter", Severity.ERROR, reported("invalid-front-matter"))
