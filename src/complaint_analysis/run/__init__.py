"""One run: the records of a year or quarter, its figures, and the years it is compared with."""
