"""A day of birth in each of the ways in which people write it, as it is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil import parser

from complaint_analysis.publish.personal_data.secret import MARKED, Secret

_CENTURY, _ENDINGS = 100, ("st", "nd", "rd", "th")


def ways_to_write_a_day(column: str, value: str, reference: str) -> Iterator[Secret]:
    """A day in figures with the marks of a date between, and with the month's name."""
    if (born := _day(value)) is None:
        return
    for words in dict.fromkeys(_in_figures(born)):
        yield Secret(column, value, reference, words, r"[./-]")
    for words in dict.fromkeys(_with_name(born)):
        yield Secret(column, value, reference, words, MARKED)


def _day(value: str) -> date | None:
    """The day that a cell gives, day first; None where it gives none."""
    try:
        return parser.parse(value, dayfirst=not value.strip()[:4].isdigit()).date()
    except (ValueError, OverflowError):
        return None


def _in_figures(born: date) -> Iterator[tuple[str, ...]]:
    year, short = str(born.year), f"{born.year % _CENTURY:02}"
    for day in (str(born.day), f"{born.day:02}"):
        for month in (str(born.month), f"{born.month:02}"):
            yield from ((day, month, year), (day, month, short), (year, month, day), (month, day, year))


def _with_name(born: date) -> Iterator[tuple[str, ...]]:
    year = str(born.year)
    for month in (f"{born:%B}".casefold(), f"{born:%b}".casefold()):
        for day in (str(born.day), f"{born.day:02}", *(f"{born.day}{each}" for each in _ENDINGS)):
            yield from ((day, month, year), (month, day, year), (day, "of", month, year))
