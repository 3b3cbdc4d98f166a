"""The preview, against the real server on this machine."""
