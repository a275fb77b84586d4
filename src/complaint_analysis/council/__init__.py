"""Who the council is, the years that it reports on, its calendar, and the two Codes that it is held to.

Settings and facts as read from `council.toml` and `year.toml`; no complaint is known here.
"""
