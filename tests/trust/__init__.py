"""What Ninefold promises to whoever runs it on other people's files: one promise a file.

The promises, and who is trusted with what, are in SECURITY.md.
"""
