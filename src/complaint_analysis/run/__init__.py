"""One run: the records of a year or a quarter, its figures, and the years it is compared with.

What an analyst holds in hand as `run`. Reading is done in `records`, counting in `measures`.
"""
