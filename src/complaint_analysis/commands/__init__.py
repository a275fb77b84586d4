"""One module for each command of the program, and what it says on the terminal."""
