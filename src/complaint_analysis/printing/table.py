"""A table as it is published: columns of a known kind, a caption, notes, and shorthand for no value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any, Literal

import pandas as pd

Kind = Literal["text", "printed", "count", "per_cent", "rate", "days", "gbp", "date"]

SUPPRESSED, NOT_RECORDED, NOT_APPLICABLE = "[c]", "[x]", "[z]"
SHORTHAND = {
    SUPPRESSED: "a number withheld so that nobody can be recognised",
    NOT_RECORDED: "not recorded",
    NOT_APPLICABLE: "not applicable",
}
TOTAL = "Total"


@dataclass(frozen=True)
class Column:
    """A column: its key in the frame and the CSV, its printed heading, and the kind of its cells."""

    key: str
    heading: str
    kind: Kind = "text"

    @property
    def numeric(self) -> bool:
        return self.kind not in ("text", "date")


@dataclass(frozen=True)
class Table:
    """One published table.

    `frame` holds a column for each of `columns`, in any order; its cells are text, numbers, dates, or one
    of the shorthand marks. The first column names the row. `total` says that the last row is a total of
    the rows above it. `otherwise` is what is said in the place of the table where it has no rows; '' where
    that depends on its name alone.
    """

    name: str
    caption: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    total: bool = False
    otherwise: str = ""

    @property
    def shorthand_used(self) -> dict[str, str]:
        """The shorthand marks that occur in the cells, each with its meaning."""
        cells = set(self.frame[[column.key for column in self.columns]].astype(object).to_numpy().ravel())
        return {mark: meaning for mark, meaning in SHORTHAND.items() if mark in cells}

    @property
    def without_a_value(self) -> bool:
        """Whether each cell of a figure says that it is not recorded or does not apply."""
        figures = self.frame[[column.key for column in self.columns if column.numeric]].astype(object)
        cells = set(figures.to_numpy().ravel())
        return bool(cells) and cells <= {NOT_RECORDED, NOT_APPLICABLE}

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.printed().to_string(index=False)}"

    def _repr_html_(self) -> str:
        cells = self.printed().to_html(index=False)
        return f"<p><strong>{escape(self.caption)}</strong></p>{cells}"

    def printed(self) -> pd.DataFrame:
        """The cells as text, under the printed headings."""
        return pd.DataFrame(
            {
                column.heading: [print_cell(cell, column.kind) for cell in self.frame[column.key]]
                for column in self.columns
            }
        )


def print_cell(cell: object, kind: Kind) -> str:
    """One cell as a reader sees it.

    >>> print_cell(1234, "count"), print_cell(83.7, "per_cent"), print_cell("[x]", "count")
    ('1,234', '83.7%', '[x]')
    >>> print_cell(-3, "count")
    '−3'
    >>> print_cell(date(2025, 9, 16), "date"), print_cell(1250.5, "gbp"), print_cell(None, "text")
    ('16 September 2025', '£1,250.50', '')
    """
    if cell in SHORTHAND:
        return str(cell)
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return ""
    return _PRINT[kind](cell)


def print_date(day: date) -> str:
    """A date as the report writes it: 16 September 2025."""
    return f"{day.day} {day:%B %Y}"


_PRINT: dict[Kind, Callable[[Any], str]] = {
    "text": str,
    "printed": str,
    "count": lambda cell: f"{int(cell):,}".replace("-", "\u2212"),
    "per_cent": lambda cell: f"{cell:,.1f}%",
    "rate": lambda cell: f"{cell:,.1f}",
    "days": lambda cell: f"{cell:,.1f}",
    "gbp": lambda cell: f"£{cell:,.2f}",
    "date": print_date,
}


def with_total(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows and their total, in which a column with a cell that has no number has none either."""
    first, *keys = rows[0] if rows else ["row"]
    return [*rows, {first: TOTAL} | {key: add([row[key] for row in rows]) for key in keys}]


def add(cells: list[Any]) -> Any:
    """The sum of the numbers shown; a mark where one is withheld or not recorded, or where none is a number.

    >>> add([1, 2]), add(["[x]", 2]), add([3, "[z]"]), add([3, "[c]"]), add(["[z]", "[z]"])
    (3, '[x]', 3, '[c]', '[z]')
    """
    marks = [mark for mark in (SUPPRESSED, NOT_RECORDED) if mark in cells]
    numbers = [each for each in cells if not isinstance(each, str)]
    return marks[0] if marks else sum(numbers) if numbers else NOT_APPLICABLE


def table_of(
    name: str,
    caption: str,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    notes: tuple[str, ...] = (),
    total: bool = False,
    otherwise: str = "",
) -> Table:
    """A table of rows whose cells stay as they are, numbers and marks alike."""
    frame = pd.DataFrame(list(rows), columns=[column.key for column in columns], dtype=object)
    return Table(name, caption, frame, tuple(columns), notes, total, otherwise)


def all_nought(table: Table) -> bool:
    """Whether every number of a table is 0 and no mark says that something is unknown."""
    cells = table.frame[[column.key for column in table.columns if column.numeric]].to_numpy().ravel()
    return all(each == 0 for each in cells)


def without_rows(table: Table) -> Table:
    """The table without rows: there is nothing to show, and a sentence takes its place."""
    return replace(table, frame=table.frame.iloc[:0])


def unless_all_nought(table: Table) -> Table:
    """The table, without rows when every number of it is 0."""
    return without_rows(table) if all_nought(table) else table


def weekday(day: date) -> str:
    """A day's name in English, whatever the machine's language."""
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]
