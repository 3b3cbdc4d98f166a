"""A template that cannot be used.

A syntax error, or a name that the page does not have, in a template of your own. The page's
last version stays in place.

Example:

`templates/not-found.html`:

```html
<p>Page not found. <a href="{{ url(page('home') }}">All canvases</a></p>
```

Instead:

`templates/not-found.html`:

```html
<p>Page not found. <a href="{{ url(page('home')) }}">All canvases</a></p>
```
"""

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Rule

RULE = Rule("NF904", "broken-template", Severity.ERROR)
