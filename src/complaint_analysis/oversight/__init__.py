"""Those who watch over complaint handling, and what was learnt: the Codes' section 9.

Ombudsmen and their letters, improvements and promises, quality checks, surveys, other landlords. Each
module takes tables and gives tables, figures and sentences; it knows no run.
"""
