"""Text as it may stand in files of other kinds: `xml` escapes, `tabular` writes CSV."""
