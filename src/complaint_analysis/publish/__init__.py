"""From what notebooks hand over to a finished publication: rendered, searched for personal data, put in place."""
