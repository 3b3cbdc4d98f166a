"""Addresses of the web: which may be asked for, what the answers mean, and the asking.

`address` and `verdicts` are pure; `asking` alone opens connections, and `rounds` spreads the
work over hosts. Imported only by `ninefold check --external`.
"""
