"""One module for each command of the program, and what it says on the terminal.

The way from a data folder to a publication is `pipeline.py`.

Not here: what a step does. Reading, counting, printing and publishing are in the rooms below; a command
names the steps in their order. The options and exit codes are in `cli.py`.
"""
