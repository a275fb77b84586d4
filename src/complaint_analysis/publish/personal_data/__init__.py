"""The last search before anything is published: private values, looked for in every file.

Not here: taking identifiers out of a complaint's text, which is done long before (`records/redaction`), and
withholding small numbers (`measures/disclosure_control.py`).
"""
