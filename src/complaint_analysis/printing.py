"""Numbers as the report prints them, and what has no value in words."""

from __future__ import annotations

from fractions import Fraction

from complaint_analysis.measures.figure import Figure, Number
from complaint_analysis.rounding import half_up

SMALL_BASE = 10
"""Below this base a percentage gives way to the counts it is made of."""

_WITHOUT_VALUE = {
    "suppressed": "withheld",
    "not_recorded": "not recorded",
    "not_applicable": "not applicable",
}


def print_count(number: Number) -> str:
    """A count with its thousands set apart: 1,234."""
    return f"{int(number):,}"


def print_number_of(number: Number, one: str, many: str = "") -> str:
    """A count with what it counts: `1 finding`, `1,234 findings`; `many` where an s will not do."""
    return f"{print_count(number)} {one if number == 1 else many or one + 's'}"


def print_one_place(number: Number) -> str:
    """A rate or a number of working days to one decimal place, rounded half-up."""
    return f"{half_up(number, 1):,.1f}"


def print_per_cent(number: Number) -> str:
    """A percentage to one decimal place with its sign: 83.7%."""
    return f"{print_one_place(number)}%"


def print_pounds(number: Number) -> str:
    """Money to the pound, as in the report's text: £1,251."""
    return f"£{int(half_up(number, 0)):,}"


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


_PRINT = {
    "per_cent": print_per_cent,
    "per_1000_homes": print_one_place,
    "per_100_complaints": print_one_place,
    "working_days": print_one_place,
    "gbp": print_pounds,
}
