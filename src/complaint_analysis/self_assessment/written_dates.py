"""Dates as people write them in forms, read as the last day of what they name.

A month, a quarter or a year means its last day. Quarters and years such as 2024-25 run from April.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from complaint_analysis.council.periods import ReportingYear

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name[:3].lower(): number for name, number in _MONTHS.items()}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:\s*+(?:st|nd|rd|th))?"
_YEAR_PAIR = r"(?P<first>20\d\d|\d\d)\s?[/–-]\s?(?P<second>20\d\d|\d\d)(?![\d/–-])"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_QUARTER = rf"(?:(?:q|quarter\s?)(?P<quarter>[1-4])|(?P<ordinal>{'|'.join(_ORDINALS)})\s+quarter)"
_OF = r"(?:\s+of)?(?:\s+the)?(?:\s+financial\s+year)?,?\s*"
Read = tuple[date | None, str]
_ENDS = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'(]?[A-Z0-9])|(?<=[a-z][.!?])(?=[A-Z][a-z])|;\s+")


@dataclass(frozen=True)
class Mention:
    """A date in a text: where it stands, its words, the day it means, and how it was read.

    `day` is None where the words do not say of which year, and nothing else does.
    """

    start: int
    end: int
    written: str
    day: date | None
    read_as: str


def find_dates(text: str, on: date | None = None) -> list[Mention]:
    """The dates that a text names, in order; `on` is the day on which it was written, where that is known.

    >>> [mention.day.isoformat() for mention in find_dates("by April 25, or in Q1 of 2025-26")]
    ['2025-04-30', '2025-06-30']
    """
    found: list[Mention] = []
    taken = bytearray(len(text))
    for pattern, read in _READINGS:
        for match in pattern.finditer(text):
            start, end = match.span()
            read_date = None if any(taken[start:end]) else read(match, on)
            if read_date is not None:
                found.append(Mention(start, end, match[0].strip(), *read_date))
                taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda mention: mention.start)


def _iso(match: re.Match[str], on: date | None) -> Read | None:
    return _day(int(match["year"]), int(match["number"]), int(match["day"]))


def _numeric(match: re.Match[str], on: date | None) -> Read | None:
    return _day(_full(match["year"]), int(match["number"]), int(match["day"]))


def _named_day(match: re.Match[str], on: date | None) -> Read | None:
    return _day(_full(match["year"]), _month(match), int(match["day"]))


def _day_without_year(match: re.Match[str], on: date | None) -> Read | None:
    if on is None:
        return None, "the year is not said"
    month, day = _month(match), int(match["day"])
    read = _day(on.year, month, day)
    return _day(on.year + 1, month, day) if read[0] and read[0] < on else read


def _quarter_of_pair(match: re.Match[str], on: date | None) -> Read | None:
    year = _financial_year(match)
    return _quarter(year, match) if year else None


def _quarter_of_year(match: re.Match[str], on: date | None) -> Read | None:
    return _quarter(ReportingYear(int(match["year"])), match)


def _month_of_year(match: re.Match[str], on: date | None) -> Read | None:
    return _end_of_month(_full(match["year"]), _month(match))


def _month_alone(match: re.Match[str], on: date | None) -> Read | None:
    if on is None:
        return None, "the year is not said"
    month = _month(match)
    return _end_of_month(on.year if month >= on.month else on.year + 1, month)


def _financial(match: re.Match[str], on: date | None) -> Read | None:
    year = _financial_year(match)
    return (year.period.end, f"the last day of {year.name}") if year else None


def _calendar_year(match: re.Match[str], on: date | None) -> Read | None:
    year = int(match["year"])
    return date(year, 12, 31), f"the last day of {year}"


def _this_or_next(match: re.Match[str], on: date | None) -> Read | None:
    if on is None:
        return None, "the year is not said"
    year = ReportingYear.containing(on)
    year = ReportingYear(year.period.start.year + 1) if match["which"].lower() == "next" else year
    return year.period.end, f"the last day of {year.name}"


def _season(match: re.Match[str], on: date | None) -> Read | None:
    return None, "a season has no last day that everybody agrees on"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/]){text}(?!\w)", re.IGNORECASE)


_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], Read | None]], ...] = (
    (_pattern(r"(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)"), _iso),
    (_pattern(r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>20\d\d|\d\d)"), _numeric),
    (_pattern(rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>20\d\d|'?\d\d)"), _named_day),
    (_pattern(rf"{_MONTH}\s+{_DAY},?\s+(?P<year>20\d\d)"), _named_day),
    (_pattern(rf"{_QUARTER}{_OF}{_YEAR_PAIR}(?:\s+financial\s+year)?"), _quarter_of_pair),
    (_pattern(rf"{_YEAR_PAIR},?\s*(?:\(\s*)?{_QUARTER}"), _quarter_of_pair),
    (_pattern(rf"{_QUARTER}{_OF}(?P<year>20\d\d)"), _quarter_of_year),
    (_pattern(rf"{_MONTH},?\s+(?P<year>20\d\d|['’]?[2-4]\d)"), _month_of_year),
    (_pattern(rf"(?:financial\s+year\s+|fy\s?)?{_YEAR_PAIR}"), _financial),
    (_pattern(r"(?:spring|summer|autumn|winter|easter|christmas)(?:\s+of)?\s+20\d\d"), _season),
    (_pattern(rf"{_DAY}\s+(?:of\s+)?{_MONTH}"), _day_without_year),
    (_pattern(r"(?P<which>this|next|the|current)\s+financial\s+year"), _this_or_next),
    (_pattern(r"(?P<year>20[2-4]\d)(?!\s?[/–-]\s?\d)"), _calendar_year),
    (re.compile(rf"(?<=[a-z] )(?-i:(?=[A-Z])){_MONTH}(?!\w)", re.IGNORECASE), _month_alone),
)  # fmt: skip
"""How dates are written, the most exact first."""


def _day(year: int, month: int, day: int) -> Read:
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, "no day of the calendar"


def _month(match: re.Match[str]) -> int:
    return _SHORT[match["month"].lower()[:3]]


def _full(year: str) -> int:
    number = int(year.strip("'’"))
    return number if number > 99 else 2000 + number


def _end_of_month(year: int, month: int) -> Read:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last), f"the last day of {calendar.month_name[month]} {year}"


def _quarter(year: ReportingYear, match: re.Match[str]) -> Read:
    number = int(match["quarter"]) if match["quarter"] else _ORDINALS[match["ordinal"].lower()]
    quarter = year.quarter(number)
    return quarter.end, f"the last day of {quarter.label}"


def _financial_year(match: re.Match[str]) -> ReportingYear | None:
    """The year from April that two numbers name; None where the second does not follow on the first."""
    first, second = _full(match["first"]), _full(match["second"])
    return ReportingYear(first) if second == first + 1 else None


def sentences(text: str) -> Iterator[str]:
    """The sentences of a cell's text; a line or an item of a list ends one too."""
    for line in text.splitlines():
        for sentence in _ENDS.split(line):
            if sentence.strip(" •-–\t"):
                yield sentence.strip(" •-–\t")
