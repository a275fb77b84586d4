"""What the documents print. Every function takes a run and returns what it made; the notebook publishes it.

Every function takes a run and returns what it made; the notebook publishes it. The module says what comes
back: of `tables` a table, under the name that it is published by; of `charts` a chart, drawn from its table;
of `figures` figures; of `commentary` words, a sentence or a passage of markdown. A table that may be without
rows has with it what is said in its place. In the rooms below, where words stand beside tables in one module,
a function that gives a sentence is called `say_…`.

The checklist of a complete publication, the cover report and what every page says of itself are here too.

Not here: what a figure counts (`measures`), how a number or a table is written (`printing`), and how a
document becomes HTML, PDF and Word (`publish`). The documents' own standing text is in `report/`.
"""
