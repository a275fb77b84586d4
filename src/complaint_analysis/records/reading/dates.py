"""Dates as exports write them: every usual notation, day first, and refused rather than guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from complaint_analysis.records.reading.synonyms import folded, words_for

Order = Literal["day-first", "month-first"]

EARLIEST, LATEST = date(1950, 1, 1), date(2060, 12, 31)
EXCEL_EPOCH, MAC_EPOCH = date(1899, 12, 30), date(1904, 1, 1)
"""The day 0 of a spreadsheet's numbers, and of one that counts from 1904."""
LOCAL = ZoneInfo("Europe/London")

_TIME = r"(?:[ T,]+(?:at )?(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?) ?(?P<half>[ap]\.?m\.?)?"
_TIME += r" ?(?P<zone>(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?|Z|UTC|GMT|BST)?(?: \([a-z ]+\))?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+)?"
_NUMERIC = re.compile(rf"{_WEEKDAY}(\d{{1,2}})[/. -](\d{{1,2}})[/. -](\d{{4}}|\d{{2}}){_TIME}", re.I)
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.I)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[ -/.]*(?:of )?([a-z]{{3,9}})\.?[ -/.,]*(\d{{4}}|\d{{2}}){_TIME}",
    re.I,
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?[ -]+(\d{{1,2}})(?:st|nd|rd|th)?[ ,]+(\d{{4}}){_TIME}", re.I
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})?$")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_MARKS = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF]) | dict.fromkeys(
    [*range(0x2010, 0x2015), 0x2212], "-"
)
"""Marks that copying leaves in a cell unseen, and the dashes that a word processor makes of a hyphen."""
_LONGEST_BLANK = 30
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december"]  # fmt: skip


@dataclass(frozen=True)
class DateReading:
    """What one cell can mean: a day, or two days by the order in which it is read; none is a bad cell."""

    day_first: date | None = None
    month_first: date | None = None

    @property
    def known(self) -> date | None:
        """The day where both orders agree or only one is possible."""
        if self.day_first and self.month_first and self.day_first != self.month_first:
            return None
        return self.day_first or self.month_first

    @property
    def is_day(self) -> bool:
        """Whether the cell can be a day at all."""
        return bool(self.day_first or self.month_first)

    @property
    def proves(self) -> Order | None:
        """The order that this cell proves its column to be written in."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return "day-first" if self.day_first else "month-first"

    def by(self, order: Order) -> date | None:
        return self.day_first if order == "day-first" else self.month_first


@dataclass(frozen=True)
class DateColumn:
    """The days of a column by cell text; the cells refused; whether it was read month first."""

    days: dict[str, date]
    refused: frozenset[str]
    month_first: bool


def read_dates(
    cells: Iterable[str],
    order: Order | None = None,
    unproved: Order | None = "day-first",
    epoch: date = EXCEL_EPOCH,
) -> DateColumn:
    """The days of a column's distinct cells.

    A column that proves one order is read so, one that proves nothing in the order `unproved`; where it holds
    proof of both, or `unproved` is None, a cell that could be either is refused. With `order` given, a cell
    that cannot be so is refused. A number is so many days after the `epoch`.

    >>> read_dates(["01/04/2024", "23/09/24"]).days["01/04/2024"]
    datetime.date(2024, 4, 1)
    >>> sorted(read_dates(["23/09/2024", "04/13/2024", "01/04/2024"]).refused)
    ['01/04/2024']
    """
    readings = {cell: read_date(cell, epoch) for cell in set(cells) if not is_blank(cell)}
    proofs = _proofs(readings.values())
    taken = order or (one_order(proofs) if proofs else unproved)
    days = {cell: day for cell, reading in readings.items() if (day := _taken(reading, taken, order))}
    return DateColumn(
        days, frozenset(readings.keys() - days.keys()), taken == "month-first" and order is None
    )


def proofs_of(cells: Iterable[str]) -> set[Order]:
    """The orders of day and month that cells prove.

    >>> proofs_of(["4/17/2024", "01/04/2024"])
    {'month-first'}
    """
    return _proofs(read_date(cell) for cell in cells if not is_blank(cell))


def one_order(proofs: set[Order]) -> Order | None:
    """The order that proofs agree on, day first where there are none; None where they contradict."""
    if len(proofs) == 2:
        return None
    return "month-first" if "month-first" in proofs else "day-first"


def is_blank(cell: str) -> bool:
    """Whether a cell says nothing: empty, a dash, "n/a", "TBC" and the like."""
    return not cell.strip() or (len(cell) <= _LONGEST_BLANK and folded(cell) in words_for("blank"))


@cache
def read_date(cell: str, epoch: date = EXCEL_EPOCH) -> DateReading:
    """What a cell can mean as a date: day-first and month-first; far-off years are no date.

    A time stamp in UTC becomes the local date.
    """
    text = " ".join(cell.translate(_MARKS).split())
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _both(_stamped(match, int(match[1]), int(match[2]), int(match[3])))
    if match := _NUMERIC.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), _year(match[3])
        return _WrittenInNumbers(_stamped(match, year, second, first), _stamped(match, year, first, second))
    if match := _DAY_MONTH.fullmatch(text):
        return _both(_stamped(match, _year(match[3]), _month(match[2]), int(match[1])))
    if match := _MONTH_DAY.fullmatch(text):
        return _both(_stamped(match, _year(match[3]), _month(match[1]), int(match[2])))
    if match := _SERIAL.fullmatch(text):
        day = epoch + timedelta(days=int(match[1]))
        return _both(day if EARLIEST <= day <= LATEST else None)
    return DateReading()


class _WrittenInNumbers(DateReading):
    """A reading of day and month in numbers, the only notation that can prove an order."""


def _is_numeric(reading: DateReading) -> bool:
    return isinstance(reading, _WrittenInNumbers)


def _proofs(readings: Iterable[DateReading]) -> set[Order]:
    return {reading.proves for reading in readings if _is_numeric(reading) and reading.proves}


def _taken(reading: DateReading, taken: Order | None, order: Order | None) -> date | None:
    if not _is_numeric(reading) or (order is None and (taken is None or not reading.by(taken))):
        return reading.known
    return reading.by(taken) if taken else None


def _both(day: date | None) -> DateReading:
    return DateReading(day, day)


def _stamped(match: re.Match, year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
        if not EARLIEST <= found <= LATEST:
            return None
        zone = match.groupdict().get("zone")
        return _local_day(found, match, zone) if zone else found
    except ValueError:
        return None


def _local_day(day: date, match: re.Match, zone: str) -> date:
    if zone.upper() == "BST":
        return day
    hours, minutes = (int(part) for part in re.split("[:.]", match["time"])[:2])
    if hours > 24 or minutes > 59:
        raise ValueError("no time of day")
    if match["half"]:
        hours = hours % 12 + (12 if match["half"].lower().startswith("p") else 0)
    midnight = datetime.combine(day, time(), timezone(_offset(zone)))
    return (midnight + timedelta(hours=hours, minutes=minutes)).astimezone(LOCAL).date()


def _offset(zone: str) -> timedelta:
    match = _OFFSET.search(zone)
    if not match:
        return timedelta()
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return ahead if match[1] == "+" else -ahead


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(text: str) -> int:
    name = "sep" if text.casefold() == "sept" else text.casefold()
    return next((number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name)), 0)
