"""The arithmetic of printed tables: sums, shares and means that cannot be right, ours or anybody's.

They are told, never put right.

Not here: how a percentage is counted (`measures`) and rounded (`printing/rounding.py`).
"""
