"""`new`: a data folder for another council, with commented settings and blank files to fill in.

Nothing of a council is read here; what is there already stays as it is.
"""
