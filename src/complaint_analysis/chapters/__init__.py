"""What the documents print: tables, sentences, charts, and the checklist of a complete publication.

Every function takes a run and returns what it made; the notebook publishes it.
"""
