"""The arithmetic of printed tables: sums, shares and means that cannot be right, ours or anybody's.

Nothing is counted here; figures come from `measures`.
"""
