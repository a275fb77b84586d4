"""Rows of one complaint become one complaint: joined, corrected by overrides, as they stood on a day.

Not here: what a cell means (`records/reading`), and whether an answer was in time (`records/clocks.py`).
"""
