"""A figure: what is published under one id, with what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from complaint_analysis.rounding import half_up

Status = Literal["ok", "suppressed", "not_recorded", "not_applicable"]
Number = int | float

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


@dataclass(frozen=True)
class Figure:
    """One published figure.

    `value` is rounded as printed and None unless `status` is `ok`; `numerator` and `denominator` are
    exact, and None for counts, totals and medians.
    """

    id: str
    value: Number | None
    unit: Unit
    definition: str = ""
    numerator: Number | None = None
    denominator: Number | None = None
    status: Status = "ok"

    def without_value(self, status: Status) -> Figure:
        """The same figure, saying why it has no value."""
        return Figure(self.id, None, self.unit, self.definition, status=status)


def count(id: str, number: Number, unit: Unit, definition: str = "") -> Figure:
    """A count or a total: an exact number without numerator and denominator."""
    return Figure(id, number, unit, definition)


def rate(
    id: str,
    numerator: Number,
    denominator: Number,
    unit: Unit,
    definition: str = "",
    *,
    per: int = 100,
    places: int = 1,
) -> Figure:
    """Numerator per so many of the denominator, half-up to one decimal place or so many `places`; not
    applicable on a base of 0."""
    if denominator == 0:
        return Figure(id, None, unit, definition, numerator, denominator, "not_applicable")
    value = half_up(Fraction(numerator) * per / Fraction(denominator), places)
    return Figure(id, value, unit, definition, numerator, denominator)


def mean(id: str, total: Number, number: int, unit: Unit, definition: str = "", *, places: int = 1) -> Figure:
    """A mean with its sum and count; not applicable where there is nothing to average."""
    if number == 0:
        return Figure(id, None, unit, definition, total, number, "not_applicable")
    value = half_up(Fraction(str(total)) / number, places)
    return Figure(id, value, unit, definition, total, number)
