"""Text that others wrote, made so that no spreadsheet program runs it."""

from __future__ import annotations

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(cell: object) -> object:
    """A cell that no spreadsheet program reads as a formula; numbers and dates stay as they are.

    >>> inert("=1+1"), inert("Council Housing"), inert(-4)
    ("'=1+1", 'Council Housing', -4)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA) else cell
