"""What readers may expect of every page of a site, one file a family of gates.

The pages are found in the built sites, one or a few of each kind (`kinds.py`), so that a new
kind of page is held to the gates as soon as it exists. `sites.py` builds what they are tried
on: this repository's own content among posts made to strain it, nothing at all, and an
Arabic site. All of it is served below a path, with the strict policy of `serving.py`.
"""
