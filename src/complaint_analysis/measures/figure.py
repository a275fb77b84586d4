"""A figure: what is published under one id, with what it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

import pandas as pd

from complaint_analysis.printing.numbers import (
    SMALL_BASE,
    print_count,
    print_one_place,
    print_per_cent,
    print_pounds,
)
from complaint_analysis.printing.rounding import Number, half_up
from complaint_analysis.printing.table import NOT_APPLICABLE, NOT_RECORDED, SHORTHAND, SUPPRESSED

Status = Literal["ok", "suppressed", "not_recorded", "not_applicable"]

Unit = Literal[
    "complaints",
    "requests",
    "extensions",
    "actions",
    "awards",
    "findings",
    "determinations",
    "provisions",
    "rows",
    "working_days",
    "per_cent",
    "per_1000_homes",
    "per_100_complaints",
    "gbp",
]

RowsOf = Literal["table", "actions", "sources", "file"]
_WITHOUT_VALUE = {
    "suppressed": "withheld",
    "not_recorded": "not recorded",
    "not_applicable": "not applicable",
}
_PRINT = {
    "per_cent": print_per_cent,
    "per_1000_homes": print_one_place,
    "per_100_complaints": print_one_place,
    "working_days": print_one_place,
    "gbp": print_pounds,
}
_MARKS = {"suppressed": SUPPRESSED, "not_recorded": NOT_RECORDED, "not_applicable": NOT_APPLICABLE}
_UNIT_PRINTS = {"per_cent": print_per_cent, "working_days": print_one_place, "gbp": print_pounds}


@dataclass(frozen=True, eq=False)
class Cases:
    """The rows that a figure counts, as flags over all rows among which its measure chose.

    `counted` make the value or the numerator, `base` the denominator where that counts rows too. `adds` is
    what a counted row adds where that is not 1, `by` the value that decided, row by row. `of` names the
    table of the records in which the rows are, `own` has columns of it as the measure sees them, where it
    does not take them as they are; the rows of a side file (`of="file"`) are all in `own`, with `reference`.
    """

    counted: pd.Series
    base: pd.Series | None = None
    adds: pd.Series | None = None
    by: pd.Series | None = None
    of: RowsOf = "table"
    own: pd.DataFrame | None = None


@dataclass(frozen=True)
class Figure:
    """One published figure.

    `value` is rounded as printed and None unless `status` is `ok`; `numerator` and `denominator` are
    exact, and None for counts, totals and medians. `definition` is written by `@measure`. `cases` is never
    published.
    """

    id: str
    value: Number | None
    unit: Unit
    definition: str = ""
    numerator: Number | None = None
    denominator: Number | None = None
    status: Status = "ok"
    cases: Cases | None = field(default=None, compare=False, repr=False)

    def __repr__(self) -> str:
        base = f" ({print_base(self)})" if self.denominator and not has_small_base(self) else ""
        return f"Figure({self.id}: {print_figure(self)}{base}, {self.unit})"

    def published(self) -> dict[str, object]:
        """What is published of it, by column."""
        return {name: value for name, value in vars(self).items() if name != "cases"}

    def without_value(self, status: Status) -> Figure:
        """The same figure, saying why it has no value."""
        return Figure(self.id, None, self.unit, self.definition, status=status)


Figures = dict[str, Figure]
"""Figures by their ids."""


def count(id: str, number: Number, unit: Unit) -> Figure:
    """A count or a total: an exact number without numerator and denominator."""
    return Figure(id, number, unit)


def rate(
    id: str, numerator: Number, denominator: Number, unit: Unit, *, per: int = 100, places: int = 1
) -> Figure:
    """Numerator per so many of the denominator, half-up to one decimal place or so many `places`; not
    applicable on a base of 0."""
    if denominator == 0:
        return _of_nothing(id, numerator, unit)
    value = half_up(Fraction(numerator) * per / Fraction(denominator), places)
    return Figure(id, value, unit, numerator=numerator, denominator=denominator)


def mean(id: str, total: Number, number: int, unit: Unit, *, places: int = 1) -> Figure:
    """A mean with its sum and count; not applicable where there is nothing to average."""
    if number == 0:
        return _of_nothing(id, total, unit)
    value = half_up(Fraction(str(total)) / number, places)
    return Figure(id, value, unit, numerator=total, denominator=number)


def _of_nothing(id: str, numerator: Number, unit: Unit) -> Figure:
    return Figure(id, None, unit, numerator=numerator, denominator=0, status="not_applicable")


def count_of(
    id: str, counted: pd.Series, unit: Unit, by: pd.Series | None = None, *, of: RowsOf = "table"
) -> Figure:
    """How many rows are flagged, among all that the flags are for; see `Cases`."""
    return replace(count(id, int(counted.sum()), unit), cases=Cases(counted, by=by, of=of))


def rate_of(
    id: str,
    counted: pd.Series,
    base: pd.Series | int,
    unit: Unit,
    by: pd.Series | None = None,
    *,
    per: int = 100,
) -> Figure:
    """The flagged rows per so many of the base: other flagged rows, or a number such as homes."""
    number, flags = (base, None) if isinstance(base, int) else (int(base.sum()), base)
    figure = rate(id, int(counted.sum()), number, unit, per=per)
    return replace(figure, cases=Cases(counted, flags, by=by))


def of_file(
    figure: Figure,
    rows: pd.DataFrame,
    counted: pd.Series,
    base: pd.Series | None = None,
    *,
    adds: pd.Series | None = None,
    by: str = "",
) -> Figure:
    """The figure with the rows of a side file behind it; `by` is the column that decided."""
    decided = rows[by] if by else None
    return replace(figure, cases=Cases(counted, base, adds, decided, of="file", own=rows))


def count_of_file(id: str, rows: pd.DataFrame, counted: pd.Series, unit: Unit, *, by: str = "") -> Figure:
    """How many rows of a side file are flagged; see `of_file`."""
    return of_file(count(id, int(counted.sum()), unit), rows, counted, by=by)


def every(rows: pd.DataFrame) -> pd.Series:
    """A flag on each row."""
    return pd.Series(True, index=rows.index)


def print_base(figure: Figure) -> str:
    """A percentage's counts: 72 of 86."""
    return f"{print_count(figure.numerator or 0)} of {print_count(figure.denominator or 0)}"


def has_small_base(figure: Figure) -> bool:
    """Whether a percentage stands on a base under 10, where the report's words give the counts instead."""
    return figure.unit == "per_cent" and (figure.denominator or 0) < SMALL_BASE


def print_figure(figure: Figure) -> str:
    """A figure as the report's text prints it.

    >>> print_figure(Figure("a", 83.7, "per_cent", "", 72, 86))
    '83.7%'
    >>> print_figure(Figure("a", 88.9, "per_cent", "", 8, 9))
    '8 of 9'
    >>> print_figure(Figure("a", None, "complaints", "", status="suppressed"))
    'withheld'
    """
    if figure.value is None:
        return _WITHOUT_VALUE.get(figure.status, "not recorded")
    return (
        print_base(figure) if has_small_base(figure) else _PRINT.get(figure.unit, print_count)(figure.value)
    )


def print_share(figure: Figure) -> str:
    """A percentage with its counts, `83.7% (72 of 86)`; on a base under 10 the counts alone, `8 of 9`."""
    if has_small_base(figure):
        return print_base(figure)
    return f"{print_figure(figure)} ({print_base(figure)})"


def percentage_points(now: Figure, before: Figure) -> float:
    """The change between two percentages in points, from their exact counts, rounded half-up to one place."""
    return half_up(_exact(now) - _exact(before), 1)


def _exact(figure: Figure) -> Fraction:
    return Fraction(str(figure.numerator)) / Fraction(str(figure.denominator)) * 100


def cell(figures: Mapping[str, Figure], id: str) -> Any:
    """A figure's value, or the mark that says why it has none; an id that nobody computed is not recorded."""
    figure = figures.get(id)
    if figure is None:
        return NOT_RECORDED
    return figure.value if figure.status == "ok" else _MARKS[figure.status]


def printed_with_base(figures: Mapping[str, Figure], id: str) -> str:
    """A figure as text, a percentage with the counts that it is made of: `83.7% (72 of 86)`."""
    value = cell(figures, id)
    if value in SHORTHAND:
        return str(value)
    figure: Figure = figures[id]
    text = _UNIT_PRINTS.get(figure.unit, print_count)(value)
    return f"{text} ({print_base(figure)})" if figure.unit == "per_cent" else text


def printed_unless_small(figures: Mapping[str, Figure], id: str) -> str:
    """A figure as text, a percentage with its counts; on a base under 10 the counts alone: `8 of 9`."""
    figure = figures.get(id)
    if figure is not None and figure.status == "ok" and has_small_base(figure):
        return print_base(figure)
    return printed_with_base(figures, id)


def known(figures: Mapping[str, Figure], id: str) -> Figure | None:
    """A figure that has a value, else None."""
    figure = figures.get(id)
    return figure if figure is not None and figure.value is not None else None
