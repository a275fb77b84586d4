"""How a table's columns share the line of a printed page: figures and names are narrow, text has the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from complaint_analysis.printing.table import Column, Table

WIDE_FROM = 7
"""A table of this many columns is set in small letters, and scrolled on a narrow screen."""

_LINE, _SMALL_LINE, _TURNED_LINE = 98, 110, 170
"""Characters on a line of an upright page, in small letters, and in these on a page turned on its side."""
_GAP = 2.6
"""Characters that the space between two columns takes."""
_NARROWEST = 4
_SENTENCE = 24
"""What a sentence reads well in; a shorter text has enough with three lines."""

_BEFORE_BASE = re.compile(r" (?=\()")
_BETWEEN_WORDS = re.compile(r"(?<!\b\d)(?<!\b\d\d) +")
"""A number and what it counts stay together, such as the day and the month of a date."""


def shares(table: Table) -> list[float]:
    """The share of the line that each column takes, in hundredths.

    No column is narrower than its longest word. What the line has left goes to the sentences first, then to
    all text, to the figures, which may break before their base, to headings of several words, and last to the
    columns of figures until they are alike.
    """
    cells = [_longest(each) for each in _printed_columns(table)]
    text = [0 if column.numeric else width for column, width in zip(table.columns, cells, strict=True)]
    sentences = [min(_SENTENCE, width // 3) for width in text]
    headings = [len(column.heading) + 1 for column in table.columns]
    rooms = _least(table)
    for wanted in (sentences, text, cells, headings):
        rooms = _widened(table, rooms, wanted)
    rooms = _widened(table, rooms, _like_figures(table, rooms))
    return [100 * room / sum(rooms) for room in rooms]


def is_wide(table: Table) -> bool:
    """Whether the table has more columns than a page takes in letters of the usual size."""
    return len(table.columns) >= WIDE_FROM


def is_small(table: Table) -> bool:
    """Whether the table needs small letters in print, though it has few columns."""
    return not is_wide(table) and sum(_least(table)) > _LINE


def is_turned(table: Table) -> bool:
    """Whether the table needs a page turned on its side."""
    return sum(_least(table)) > _SMALL_LINE


def _line(table: Table) -> int:
    if is_turned(table):
        return _TURNED_LINE
    return _SMALL_LINE if is_wide(table) or is_small(table) else _LINE


def _least(table: Table) -> list[float]:
    return [
        _least_of(column, cells) + _GAP
        for column, cells in zip(table.columns, _printed_columns(table), strict=True)
    ]


def _least_of(column: Column, cells: list[str]) -> int:
    """The room for a column's longest word, and a little more: its letters may be wide or bold."""
    words = [*column.heading.split(), *_words(column, cells)]
    return max(_NARROWEST, _longest(words) + 1)


def _words(column: Column, cells: Iterable[str]) -> list[str]:
    """The words of its cells; a figure is one word, but for its base."""
    between = _BEFORE_BASE if column.numeric else _BETWEEN_WORDS
    return [word for cell in cells for word in between.split(cell)]


def _like_figures(table: Table, rooms: Sequence[float]) -> list[float]:
    """The columns of figures as wide as the widest of them."""
    figures = [room for column, room in zip(table.columns, rooms, strict=True) if column.numeric]
    return [max(figures) - _GAP if column.numeric else 0 for column in table.columns]


def _widened(table: Table, rooms: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """The rooms with what the line has left, so much of it for each column as it lacks of what is wanted."""
    lacks = [max(0, want + _GAP - room) for want, room in zip(wanted, rooms, strict=True)]
    spare = max(0, _line(table) - sum(rooms))
    given = min(1, spare / (sum(lacks) or 1))
    return [room + given * lack for room, lack in zip(rooms, lacks, strict=True)]


def _printed_columns(table: Table) -> list[list[str]]:
    cells = table.printed()
    return [cells.iloc[:, index].to_list() for index in range(len(table.columns))]


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)
