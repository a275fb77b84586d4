"""How things look in print: numbers, sentences, tables, workbooks, and text that is made harmless.

Not here: what is printed (`chapters`), or anything that knows what a complaint is.
"""
