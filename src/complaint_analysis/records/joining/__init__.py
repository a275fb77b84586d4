"""Rows of one complaint become one complaint: joined, corrected by overrides, as they stood on a day."""
