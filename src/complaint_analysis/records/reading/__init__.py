"""Any export as rows and canonical columns: files, headers, words, dates, cells, stages.

Not here: which rows are one complaint (`records/joining`), and headers that nobody knows
(`records/unknown_headers`).
"""
