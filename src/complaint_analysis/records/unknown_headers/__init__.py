"""What the headers of an export that nobody knows may stand for: a proposal for a person to correct.

Nothing is read by a proposal until a person has put it into `council.toml`.

Not here: the headers that are known (`records/reading/headers.toml`).
"""
