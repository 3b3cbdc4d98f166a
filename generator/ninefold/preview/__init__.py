"""The editor's preview: a server of the site in memory that shows every save at once.

Built on the livereload package: its server, its protocol and its script for browsers.
"""
