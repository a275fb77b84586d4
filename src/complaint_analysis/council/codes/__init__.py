"""The two Complaint Handling Codes as data: their provisions, in our own words, and their names.

Not here: the official wording, which comes in with a council's own form, and the clocks
(`records/clocks.py`).
"""
