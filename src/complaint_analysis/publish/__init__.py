"""From what notebooks hand over to a finished publication.

Executing notebooks, rendering, the search for personal data, the arithmetic of tables, the output folder.
What is printed comes from `chapters`; here it is put in place.
"""
