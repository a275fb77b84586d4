"""Numbers as the report prints them, and what has no value in words."""

from __future__ import annotations

from complaint_analysis.printing.rounding import Number, half_up

SMALL_BASE = 10
"""Below this base a percentage gives way to the counts it is made of."""
_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def print_count(number: Number) -> str:
    """A count with its thousands set apart: 1,234."""
    return f"{int(number):,}"


def print_in_words(number: int) -> str:
    """A number in running text, in words as far as ten.

    >>> print_in_words(5), print_in_words(20)
    ('five', '20')
    """
    return _WORDS[number] if number < len(_WORDS) else print_count(number)


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
