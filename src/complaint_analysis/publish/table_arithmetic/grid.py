"""A table as rows of printed cells, whether it is this report's own or a file of anybody's."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from complaint_analysis.council.text_files import DELIMITERS
from complaint_analysis.errors import InputError
from complaint_analysis.printing.table import NOT_APPLICABLE, SHORTHAND, Table
from complaint_analysis.printing.table_formats import plain_rows
from complaint_analysis.publish.table_arithmetic.printed_number import Printed, printed
from complaint_analysis.records.reading.delimited import parsed, text_of

TOTAL_WORDS = ("total", "grand total", "all", "overall", "all services")
"""How a row or column of totals is called, before anything in brackets."""


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
        return _addends([self.cell(part, column) for part in self.parts(row)])

    def column_total(self, row: int, column: str) -> Fraction | None:
        """The total under a column, in the next row of totals from a row on; without one, its sum."""
        after = sorted(total for total in self.totals if total >= row)
        if after:
            return self.exact(after[0], (column,))
        numbers = _addends(self.column(column))
        return sum(numbers, Fraction(0)) if numbers else None

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
    lines = [line for line in widest if any(line) and not line[0].startswith("#")]
    if len(lines) < 2:
        raise InputError("the table has no rows", where=path.name, do="give a CSV with a line of headings")
    columns = tuple(cell.strip() for cell in lines[0])
    rows = tuple(tuple((line + [""] * len(columns))[: len(columns)]) for line in lines[1:])
    totals = frozenset(number for number, row in enumerate(rows) if any(is_total(cell) for cell in row))
    return Grid(path.stem, columns, rows, totals)


def _is_numeric(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell.strip() and cell not in SHORTHAND]
    return bool(filled) and all(printed(cell) for cell in filled)


def is_total(cell: str) -> bool:
    """Whether a row's or column's name says that it is a total."""
    return cell.partition("(")[0].strip().casefold() in TOTAL_WORDS


def _addends(cells: list[str]) -> list[Fraction]:
    """The numbers of cells, of which those that do not apply add nothing; none where one is unknown."""
    numbers = [number.value for cell in cells if (number := printed(cell))]
    return numbers if len(numbers) == sum(cell != NOT_APPLICABLE for cell in cells) else []
