"""A table as rows of printed cells, whether it is this report's own or a file of anybody's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import dropwhile
from pathlib import Path

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.text_files import DELIMITERS
from complaint_analysis.errors import InputError
from complaint_analysis.printing.table import NOT_APPLICABLE, SHORTHAND, Table
from complaint_analysis.printing.table_formats import plain_rows
from complaint_analysis.publish.table_arithmetic.printed_number import Printed, count_and_share, printed
from complaint_analysis.records.reading.delimited import parsed, text_of

TOTAL_WORDS = (
    "total",
    "totals",
    "grand total",
    "overall total",
    "all",
    "overall",
    "all services",
    "subtotal",
    "sub-total",
)
"""How a row or column of totals is called, before anything in brackets."""
_MARK = re.compile(own_toml(__package__, "table_words")["names"]["mark"])


@dataclass(frozen=True)
class Grid:
    """A table's name, columns and rows of cells as text; `totals` are the numbers of its rows of totals."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: frozenset[int]

    def cell(self, row: int, column: str) -> str:
        return self.rows[row][self.columns.index(column)]

    def number(self, row: int, column: str) -> Printed | None:
        """The number of a cell; None where the table has no such column, or the cell no number."""
        return printed(self.cell(row, column)) if column in self.columns else None

    def exact(self, row: int, columns: tuple[str, ...]) -> Fraction | None:
        """The sum of a row's cells; None unless each is a number."""
        numbers = [self.number(row, column) for column in columns]
        known = [number.value for number in numbers if number is not None]
        return sum(known, Fraction(0)) if len(known) == len(columns) else None

    def addends(self, row: int, column: str) -> list[Fraction]:
        """The numbers that a row's total adds up; none where one is unknown, or no cell has any."""
        return addends_of([self.cell(part, column) for part in self.parts(row)])

    def column_total(self, row: int, column: str) -> Fraction | None:
        """The total under a column, in the next row of totals from a row on; without one, its sum."""
        after = sorted(total for total in self.totals if total >= row)
        if after:
            return self.exact(after[0], (column,))
        numbers = addends_of(self.column(column))
        return sum(numbers, Fraction(0)) if numbers else None

    def column_totals(self, row: int, column: str) -> list[Fraction]:
        """What a row's number can be a share of: each printed total below it, and what the rows come to."""
        below = [total for total in sorted(self.totals) if total >= row] or sorted(self.totals)[-1:]
        printed_totals = [total for each in below if (total := self.exact(each, (column,))) is not None]
        group = [each for each in self.parts(below[0]) if each not in self.totals] if below else []
        plain = [each for each in range(len(self.rows)) if each not in self.totals]
        counted = [addends_of([self.cell(each, column) for each in rows]) for rows in (group, plain)]
        return list(dict.fromkeys([*printed_totals, *(sum(each, Fraction(0)) for each in counted if each)]))

    @property
    def numeric(self) -> tuple[str, ...]:
        """The columns that hold numbers, and no words but marks."""
        return tuple(column for column in self.columns if _is_numeric(self.column(column)))

    def column(self, column: str) -> list[str]:
        return [self.cell(row, column) for row in range(len(self.rows))]

    def label(self, row: int) -> str:
        """What a row is called: its words, those of a row of totals with its number of line."""
        words = [cell for cell in self.rows[row] if cell and printed(cell) is None]
        return words[0] if words else f"line {row + 1}"

    def turned(self) -> Grid | None:
        """The table with its rows as columns, named by their first cells; None where two are alike."""
        labels = [row[0] for row in self.rows]
        if len(set(labels)) < len(labels) or not all(labels) or len(self.columns) < 2:
            return None
        turned = zip(*self.rows, strict=True)
        next(turned)
        rows = tuple((column, *cells) for column, cells in zip(self.columns[1:], turned, strict=True))
        totals = frozenset(number for number, row in enumerate(rows) if is_total(row[0]))
        return Grid(self.name, (self.columns[0], *labels), rows, totals)

    def parts(self, row: int) -> list[int]:
        """The rows that a row of totals adds up: those since the total before, else the totals before."""
        before = max((total for total in self.totals if total < row), default=-1)
        return list(range(before + 1, row)) or sorted(total for total in self.totals if total < row)


def grid_of(table: Table) -> Grid:
    """A table of this report; its last row is the total where the table says so."""
    rows = tuple(tuple(str(cell) for cell in row) for row in plain_rows(table))
    totals = frozenset({len(rows) - 1}) if table.total and rows else frozenset()
    return Grid(table.name, tuple(column.key for column in table.columns), rows, totals)


def read_grid(path: Path) -> Grid:
    """The table of a CSV file; lines that begin with `#` are remarks. An InputError where it has no rows."""
    if not path.is_file():
        raise InputError("the table is not there", where=path.name, do="name a CSV file")
    text = text_of(path, path.name)
    read = [parsed(text, delimiter, path.name) for delimiter in DELIMITERS]
    widest = max(read, key=lambda rows: max(map(len, rows), default=0))
    filled = [line for line in widest if any(line) and not line[0].startswith("#")]
    lines = list(dropwhile(lambda line: _is_title(line, filled), filled))
    if len(lines) < 2:
        raise InputError("the table has no rows", where=path.name, do="give a CSV with a line of headings")
    columns = _distinct([cell.strip() for cell in lines[0]])
    rows = tuple(tuple((line + [""] * len(columns))[: len(columns)]) for line in lines[1:])
    columns, rows = _with_shares_apart(columns, rows)
    totals = frozenset(number for number, row in enumerate(rows) if any(is_total(cell) for cell in row))
    return Grid(path.stem, columns, rows, totals)


def _is_title(line: list[str], lines: list[list[str]]) -> bool:
    """Whether a line above the headings is none: words in its first cell alone, where others have more."""
    alone = sum(map(bool, line)) == 1 < max(sum(map(bool, each)) for each in lines)
    return alone and len(line[0].split()) > 1


def _distinct(headings: list[str]) -> tuple[str, ...]:
    """Headings of which none stands twice: a second `%` is `% (2)`."""
    return tuple(
        f"{heading} ({number})" if (number := headings[: place + 1].count(heading)) > 1 else heading
        for place, heading in enumerate(headings)
    )


def _with_shares_apart(
    columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The table with columns of cells such as `12 (40%)` as two, the second called `… %`."""
    both = [
        sum(map(bool, map(count_and_share, cells))) * 2 > sum(map(bool, cells))
        for cells in zip(*rows, strict=True)
    ]
    parted = [
        part for name, double in zip(columns, both, strict=True) for part in _apart(name, f"{name} %", double)
    ]
    return tuple(parted), tuple(
        tuple(
            part
            for cell, double in zip(row, both, strict=True)
            for part in _apart(*(count_and_share(cell) or (cell, "")), double)
        )
        for row in rows
    )


def _apart(first: str, second: str, double: bool) -> tuple[str, ...]:
    return (first, second) if double else (first,)


def _is_numeric(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell.strip() and cell not in SHORTHAND and not _is_mark(cell)]
    return bool(filled) and all(printed(cell) for cell in filled)


def _is_mark(cell: str) -> bool:
    return bool(_MARK.fullmatch(cell.strip().casefold()))


def is_total(cell: str) -> bool:
    """Whether a row's or column's name says that it is a total."""
    return cell.partition("(")[0].strip().casefold() in TOTAL_WORDS


def addends_of(cells: list[str]) -> list[Fraction]:
    """The numbers of cells, of which those that do not apply add nothing; none where one is unknown."""
    numbers = [number.value for cell in cells if (number := printed(cell))]
    return numbers if len(numbers) == sum(cell != NOT_APPLICABLE for cell in cells) else []
