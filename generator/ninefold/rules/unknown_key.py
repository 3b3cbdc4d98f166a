"""A key of the front matter that Ninefold does not know.

Other tools may use it, so it is kept and does no harm; but a misspelt key is silently
without effect, and that is worth a look.

Example:

```markdown
---
title: Example
as_off: 2023
---
```

Instead:

```markdown
---
title: Example
as_of: 2023
---
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule, reported

RULE = Rule("NF106", "unknown-key", Severity.HINT, reported("unknown-key"))
