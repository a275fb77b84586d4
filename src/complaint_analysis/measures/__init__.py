"""Every figure: a pure function of the records, a period and the settings, with the cases behind it.

The docstring of that function is the definition that is published. Small numbers are withheld here too.

Not here: what is said of a figure and the table in which it stands (`chapters`), when an answer was due
(`records/clocks.py`), and figures of side files and forms (`oversight`, `self_assessment`).
"""
