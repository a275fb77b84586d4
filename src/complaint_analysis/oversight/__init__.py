"""Those who watch over complaint handling, and what was learnt: the Codes' section 9.

Ombudsmen and their letters, improvements and promises, quality checks, surveys, other landlords. A module
takes the rows of the year's files, a day and the Codes in scope, never a run, and gives tables, figures and
sentences.

Not here: figures of the complaint records (`measures`), the self-assessments (`self_assessment`), and what a
run shows of all this (`chapters`).
"""
