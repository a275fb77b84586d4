"""The self-assessments against the two Codes: read from any form, held against records, followed up.

No answer is ever changed. What the report prints of them is in `chapters/self_assessments.py`.
"""
