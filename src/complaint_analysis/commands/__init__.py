"""One module for each command of the program, and what it says on the terminal.

The way from a data folder to a publication is `pipeline.py`; what each step does is in the rooms below.
"""
