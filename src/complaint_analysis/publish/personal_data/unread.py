"""A part of a file that cannot be searched: nothing with such a part is published."""

from __future__ import annotations


class UnreadPart(ValueError):
    """Says what a part is that cannot be read: `an encrypted file`."""
