"""Half-up rounding, as the regulator's 3,300 published rates of two years were rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Number = int | float


def half_up(value: Fraction | Decimal | float | int, places: int) -> float:
    """A number rounded half-up to so many decimal places.

    A float is read by its shortest decimal text, so that 2.675 is the number one sees.

    >>> half_up(Fraction(26, 32) * 100, 1), half_up(2.25, 1), half_up(Fraction(-9, 4), 1)
    (81.3, 2.3, -2.3)
    """
    if isinstance(value, Fraction):
        scaled = abs(value) * 10**places
        rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return float(Fraction(rounded if value >= 0 else -rounded, 10**places))
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return float(exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
