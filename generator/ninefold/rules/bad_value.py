"""A value of the front matter that is not what its key holds.

A date that is no date, a list where text belongs, an item of `facts` without a name: the
value cannot be shown or compared, so it is refused rather than guessed at.

Example:

```markdown
---
title: Example
as_of: end of 2023
---
```

Instead:

```markdown
---
title: Example
as_of: 2023-12
---
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule, reported

RULE = Rule("NF105", "bad-value", Severity.ERROR, reported("bad-value"))
