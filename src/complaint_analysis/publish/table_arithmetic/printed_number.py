"""A number as a table prints it: its exact value, and the places to which it was rounded."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from complaint_analysis.printing.rounding import half_up

_NUMBER = re.compile(r"(-?)£?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?\s*%?")
_COUNTS = re.compile(r"([\d,]+) of ([\d,]+)")
_WITH_SHARE = re.compile(r"([\d,]+)\s*\(([\d.]+\s*%)\)")
_SHARE = re.compile(rf"([\d,.]+%) \(({_COUNTS.pattern})\)")


class Printed(NamedTuple):
    """A printed number: `1,234`, `83.7%`, `£19,727.50`."""

    value: Fraction
    places: int
    text: str

    def is_of(self, exact: Fraction) -> bool:
        """Whether it is the exact number rounded half-up to its places."""
        return half_up(exact, self.places) == float(self.value)


def printed(cell: str) -> Printed | None:
    """The number that a cell prints; None where it is words, a mark or empty.

    >>> printed("85.7%").places, printed("£1,250").value, printed("[x]")
    (1, Fraction(1250, 1), None)
    """
    match = _NUMBER.fullmatch(cell.strip())
    if not match:
        return None
    sign, whole, places = match[1], match[2].replace(",", ""), match[3] or ""
    return Printed(Fraction(f"{sign}{whole}.{places or 0}"), len(places), cell.strip())


def counts(cell: str) -> tuple[Fraction, Fraction] | None:
    """The two numbers of a cell such as `86 of 3,601`; None of any other."""
    match = _COUNTS.fullmatch(cell.strip())
    return (_whole(match[1]), _whole(match[2])) if match else None


def share_and_counts(cell: str) -> tuple[Printed, Fraction, Fraction] | None:
    """The share and the counts of a cell such as `83.7% (72 of 86)`; None of any other."""
    match = _SHARE.fullmatch(cell.strip())
    share, both = (printed(match[1]), counts(match[2])) if match else (None, None)
    return (share, *both) if share and both else None


def count_and_share(cell: str) -> tuple[str, str] | None:
    """The count and the share of a cell such as `12 (40%)`, as text; None of any other."""
    match = _WITH_SHARE.fullmatch(cell.strip())
    return (match[1], match[2]) if match else None


def plain(number: Fraction) -> str:
    """An exact number as a message says it."""
    return f"{number.numerator:,}" if number.denominator == 1 else f"{float(number):,g}"


def _whole(digits: str) -> Fraction:
    return Fraction(digits.replace(",", ""))
