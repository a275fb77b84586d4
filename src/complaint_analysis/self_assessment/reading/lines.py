"""Rows of cells as any kind of file has them, and the numbers that stand in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from complaint_analysis.self_assessment.form import words

_WORDS = words()["rows"]
NUMBER = re.compile(rf"{_WORDS['number']}\s*", re.IGNORECASE)
SECTION = re.compile(rf"{_WORDS['section']}\s*", re.IGNORECASE)
STAGE_HEADING = re.compile(_WORDS["stage_heading"], re.IGNORECASE)
_SEPARATOR = re.compile(_WORDS["separator"])


@dataclass(frozen=True)
class Line:
    """One row as a file has it; `flagged` where the file marks it, as by a highlight.

    `merged` are the columns whose cell goes on from the row above; `hidden` where a reader is
    not shown all its text, and what is not shown is not read.
    """

    cells: tuple[str, ...]
    flagged: bool = False
    merged: frozenset[int] = frozenset()
    hidden: bool = False


Piece = Sequence[Line]
"""Lines that stand together: a table of a document, a sheet, or lines of text without a blank one between."""


def tidy(text: str) -> str:
    """A cell's text without surrounding or repeated space; its line breaks stay.

    >>> tidy("  Complaints  policy \\n  page 4 ")
    'Complaints policy\\npage 4'
    """
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def holds_text(line: Line) -> bool:
    """Whether a row holds anything but a rule of dashes."""
    text = "".join(line.cells)
    return bool(text) and not _SEPARATOR.fullmatch(text)


def number_of(written: str) -> str:
    """A provision's number as the Codes write it, of one written with spaces, other points or noughts before.

    >>> number_of("6.03"), number_of("6. 3"), number_of("6,3"), number_of("6.10")
    ('6.3', '6.3', '6.3', '6.10')
    """
    section, point = re.findall(r"\d+", written)
    return f"{int(section)}.{point.lstrip('0') or point}"


def opening_number(cell: str) -> str:
    """The number with which a cell opens, as the Codes write it; '' where it opens with none.

    >>> opening_number("HO 6.3 Reply in time"), opening_number("5,000 homes")
    ('6.3', '')
    """
    found = NUMBER.match(cell)
    return number_of(found[1]) if found else ""
