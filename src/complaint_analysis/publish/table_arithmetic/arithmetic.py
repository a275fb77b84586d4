"""What can be wrong with one printed number: each check says it in words, or nothing where all is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from complaint_analysis.printing.rounding import half_up
from complaint_analysis.publish.table_arithmetic.printed_number import Printed, plain

NEAR = 5
"""So far a base is looked for that the number would fit."""


def sum_slip(total: Printed, parts: Sequence[Fraction]) -> str:
    """That the parts of a total come to another number.

    >>> from complaint_analysis.publish.table_arithmetic.printed_number import printed
    >>> sum_slip(printed("38"), [Fraction(each) for each in (15, 6, 5, 3)])
    '38 is printed, but its parts come to 29'
    """
    exact = sum(parts, Fraction(0))
    return "" if total.is_of(exact) else f"{total.text} is printed, but its parts come to {plain(exact)}"


def share_slip(share: Printed, part: Fraction, base: Fraction, per: int = 100) -> str:
    """That a share is not its part of its base, to the places printed.

    >>> from complaint_analysis.publish.table_arithmetic.printed_number import printed
    >>> share_slip(printed("85%"), Fraction(13), Fraction(13))
    '85% is printed for 13 of 13, which is 100%'
    """
    if base == 0 or share.is_of(part * per / base):
        return ""
    right = f"{half_up(part * per / base, share.places):g}{'%' if per == 100 else ''}"
    fits = _fitting(base, lambda other: share.is_of(part * per / other))
    return f"{share.text} is printed for {plain(part)} of {plain(base)}, which is {right}{fits}"


def fraction_slip(share: Printed, base: Fraction, per: int = 100) -> str:
    """That a share whose part is not given is no whole number's share of its base.

    >>> from complaint_analysis.publish.table_arithmetic.printed_number import printed
    >>> fraction_slip(printed("72.7%"), Fraction(11)), fraction_slip(printed("83.8%"), Fraction(38))
    ('', '83.8% is no whole number of 38; it fits a base of 37')
    """
    if base == 0 or _is_a_fraction(share, base, per):
        return ""
    fits = _fitting(base, lambda other: _is_a_fraction(share, other, per))
    return f"{share.text} is no whole number of {plain(base)}{fits}"


def mean_slip(mean: Printed, total: Fraction, base: Fraction) -> str:
    """That a mean is not its total over its base.

    >>> from complaint_analysis.publish.table_arithmetic.printed_number import printed
    >>> mean_slip(printed("£986"), Fraction(19727), Fraction(21))
    '£986 is printed for 19,727 over 21, which is 939; it fits a base of 20'
    """
    if base == 0 or mean.is_of(total / base):
        return ""
    fits = _fitting(base, lambda other: mean.is_of(total / other))
    right = f"{half_up(total / base, mean.places):g}"
    return f"{mean.text} is printed for {plain(total)} over {plain(base)}, which is {right}{fits}"


def _is_a_fraction(share: Printed, base: Fraction, per: int) -> bool:
    nearest = round(share.value * base / per)
    return any(share.is_of(Fraction(part * per) / base) for part in (nearest - 1, nearest, nearest + 1))


def _fitting(base: Fraction, fits: Callable[[Fraction], bool]) -> str:
    """The nearest other base that the printed number fits, where one is near."""
    others = [base + step for far in range(1, NEAR + 1) for step in (-far, far) if base + step > 0]
    found = next((other for other in others if fits(other)), None)
    return f"; it fits a base of {plain(found)}" if found else ""
