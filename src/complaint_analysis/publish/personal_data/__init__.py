"""The last search before anything is published: private values, looked for in every file.

Taking personal words out of texts is `records/redaction`, withholding small numbers is in `measures`.
"""
