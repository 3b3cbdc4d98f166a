"""A file that is not UTF-8 text.

A file in another encoding, or one that is no text at all, cannot be read without guessing,
and a wrong guess would publish wrong letters. Save the file as UTF-8.

Example:

```sh
iconv -f UTF-8 -t LATIN1 notes/example.md > content/example.md
```

Instead:

```sh
cp notes/example.md content/example.md
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule, reported

RULE = Rule("NF001", "undecodable-text", Severity.ERROR, reported("undecodable-text"))
