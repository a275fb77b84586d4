"""Those who watch over complaint handling, and what was learnt: the Codes' section 9.

Ombudsmen and their letters, improvements and promises, quality checks, surveys, other landlords. Each
module takes tables and gives tables, figures and sentences.

Not here: figures of the complaint records (`measures`), the self-assessments (`self_assessment`), and the run
that all of this is shown for (`chapters/ombudsmen.py`, `chapters/learning.py`).
"""
