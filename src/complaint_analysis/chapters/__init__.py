"""What the documents print: tables, sentences, charts, and the checklist of a complete publication.

Every function takes a run and returns what it made; the notebook publishes it.

Not here: what a figure counts (`measures`), how a number or a table is written (`printing`), and how a
document becomes HTML, PDF and Word (`publish`). The documents' own standing text is in `report/`.
"""
