"""Who the council is, the years it reports on, its calendar, and the two Codes it is held to."""
