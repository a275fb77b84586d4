"""From what notebooks hand over to a finished publication.

Executing notebooks, rendering, the search for personal data, the arithmetic of tables, the output folder.
What may not go out is stopped here.

Not here: what is printed (`chapters`), and which small numbers are withheld (`measures`).
"""
