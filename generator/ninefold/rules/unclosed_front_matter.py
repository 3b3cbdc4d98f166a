"""Front matter that opens and never closes.

Without its closing line of three hyphens the whole post would be taken for front matter.

Example:

```markdown
---
title: Example
as_of: 2023

## Channels

An online shop.
```

Instead:

```markdown
---
title: Example
as_of: 2023
---

## Channels

An online shop.
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule, reported

RULE = Rule("NF102", "unclosed-front-matter", Severity.ERROR, reported("unclosed-front-matter"))
