"""One run: the records of a year or a quarter, its figures, and the years it is compared with.

What an analyst holds in hand as `run`.

Not here: how records are read (`records`), how a figure is counted (`measures`), and what is printed of
either (`chapters`).
"""
