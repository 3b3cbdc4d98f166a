"""The edge to the disk: reads sources, themes and configuration; writes the site."""
