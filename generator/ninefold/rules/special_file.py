"""A file in the content folder that is not read because of what it is.

Symbolic links, pipes, sockets and devices are not followed or opened: a post must not be
able to publish a file from outside the content folder. Put the file itself there.

Example:

```sh
ln -s ../notes/example.md content/example.md
```

Instead:

```sh
cp notes/example.md content/example.md
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF003", "special-file", Severity.WARNING)
