"""A day of birth in each of the ways in which people write it, as it is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil import parser

from complaint_analysis.publish.personal_data.secret import MARKED, Secret

_HALVES = 100


def ways_to_write_a_day(column: str, value: str, reference: str) -> Iterator[Secret]:
    """A day in figures and with the month's name, the year whole; a short year only between figures alone."""
    if (born := _day(value)) is None:
        return
    for words in dict.fromkeys(_words(born)):
        yield Secret(column, value, reference, words, MARKED)


def _day(value: str) -> date | None:
    """The day that a cell gives, day first; None where it gives none."""
    try:
        return parser.parse(value, dayfirst=not value.strip()[:4].isdigit()).date()
    except (ValueError, OverflowError):
        return None


def _words(born: date) -> Iterator[tuple[str, ...]]:
    year, short = str(born.year), f"{born.year % _HALVES:02}"
    days, months = (str(born.day), f"{born.day:02}"), (str(born.month), f"{born.month:02}")
    for day in days:
        for month in months:
            yield from ((day, month, year), (day, month, short), (year, month, day), (month, day, year))
        for name in (f"{born:%B}".casefold(), f"{born:%b}".casefold()):
            for numbered in (day, *(f"{day}{ending}" for ending in ("st", "nd", "rd", "th"))):
                yield from ((numbered, name, year), (name, numbered, year), (numbered, "of", name, year))
