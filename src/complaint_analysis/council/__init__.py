"""Who the council is, the years that it reports on, its calendar, and the two Codes that it is held to.

Settings and facts as read from `council.toml` and `year.toml`.

Not here: any complaint or side file (`records`), and whether the council meets a Code (`self_assessment`).
"""
