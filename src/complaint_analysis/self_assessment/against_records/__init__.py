"""What complaint records show of each provision, held against what the self-assessment says of it.

Not here: which test belongs to which provision (`council/codes`), the clocks that decide what was late
(`records/clocks.py`), and the published figures (`measures`).
"""
