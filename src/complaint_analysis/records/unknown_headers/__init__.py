"""What the headers of an export that nobody knows may stand for: a proposal for a person to correct."""
