"""The self-assessments against the two Codes: read from any form, held against records, followed up.

No answer is ever changed. `reading` makes a form of any file, `against_records` sets its answers beside the
complaints; only `officer_lists`, which writes the private lists of a run, takes a run.

Not here: the Codes' provisions (`council/codes`), and what the report prints of the forms (`chapters`).
"""
