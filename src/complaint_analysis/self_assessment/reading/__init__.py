"""Filled-in forms of any layout, read: files, headings, lines, marks and answers.

Not here: what the answers amount to (`self_assessment/status.py`), and exports of complaints, which are read
in `records/reading`.
"""
