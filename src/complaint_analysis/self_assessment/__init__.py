"""The self-assessments against the two Codes: read from any form, held against records, followed up.

No answer is ever changed.

Not here: the Codes' provisions (`council/codes`), and the order in which the report prints the answers
(`chapters/self_assessments.py`).
"""
