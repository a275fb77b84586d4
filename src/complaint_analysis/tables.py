"""A table as it is published: columns of a known kind, a caption, notes, and shorthand for no value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
    the rows above it.
    """

    name: str
    caption: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    total: bool = False

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
