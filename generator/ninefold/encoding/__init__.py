"""Text as it may stand in files of other kinds: XML (`xml`), CSV (`tabular`), JSON (`jsontext`)."""
