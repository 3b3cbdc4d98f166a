"""A key that the front matter holds twice.

YAML readers keep one of the two values and drop the other without a word; which one an
author meant is not certain.

Example:

```markdown
---
title: Example
as_of: 2022
as_of: 2023
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

RULE = Rule("NF103", "duplicate-key", Severity.ERROR, reported("duplicate-key"))
