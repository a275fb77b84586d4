"""Filled-in forms of any layout, read: files, headings, lines, marks and answers."""
