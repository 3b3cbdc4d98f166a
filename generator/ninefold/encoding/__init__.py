"""Text as it may stand in files of other kinds: `tabular` writes CSV."""
