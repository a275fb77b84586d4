"""How things look in print: numbers, sentences, tables, workbooks, and text that is made harmless.

Nothing here knows what a complaint is.
"""
