"""The two Complaint Handling Codes as data: their provisions, in our own words, and their names."""
