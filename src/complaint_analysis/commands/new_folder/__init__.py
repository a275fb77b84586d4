"""`new`: a data folder for another council, with commented settings and blank files to fill in.

What is there already stays as it is.

Not here: what the settings mean to the program (`council/settings.py`) and how the filled-in files are read
(`records/side_files.py`).
"""
