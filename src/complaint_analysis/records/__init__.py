"""Any export becomes canonical complaints; every row is accounted for, and nothing is guessed.

Reading, joining, redaction, the clocks, and the side files of a year.

Not here: what a case is about (`classify`), what is counted of it (`measures`), and the forms of the
self-assessments (`self_assessment/reading`).
"""
