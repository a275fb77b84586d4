"""Reporting years (1 April to 31 March) and their quarters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from complaint_analysis.errors import UsageError

_YEAR = re.compile(r"(20\d\d)-(\d\d)")


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends included, with the name it is printed under."""

    start: date
    end: date
    label: str

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def is_quarter(self) -> bool:
        """Whether it is less than its reporting year."""
        whole = ReportingYear.containing(self.start).period
        return (self.start, self.end) != (whole.start, whole.end)

    @property
    def quarter(self) -> int:
        """The number of the quarter that it is, 1 for April to June; 0 for a whole year."""
        return (self.start.month + 8) % 12 // 3 + 1 if self.is_quarter else 0

    @property
    def year_before(self) -> Period:
        """The same year or quarter a year earlier."""
        last = ReportingYear.containing(self.start).previous
        return last.quarter(self.quarter) if self.is_quarter else last.period


@dataclass(frozen=True, order=True)
class ReportingYear:
    """A council's reporting year, named as `2024-25`.

    >>> year = ReportingYear.parse("2024-25")
    >>> year.period.start, year.period.end
    (datetime.date(2024, 4, 1), datetime.date(2025, 3, 31))
    >>> year.previous.name, year.quarter(4).label
    ('2023-24', 'Q4 2024-25 (January to March 2025)')
    """

    first: int

    @classmethod
    def parse(cls, name: str) -> ReportingYear:
        """The year of a name such as `2024-25`; a UsageError where the name is not one."""
        match = _YEAR.fullmatch(name.strip())
        if not match or (int(match[1]) + 1) % 100 != int(match[2]):
            raise UsageError(
                f"'{name}' is not a reporting year", do="write it as two years, for example 2024-25"
            )
        return cls(int(match[1]))

    @classmethod
    def containing(cls, day: date) -> ReportingYear:
        """The reporting year in which a day falls."""
        return cls(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    @property
    def name(self) -> str:
        return f"{self.first}-{(self.first + 1) % 100:02d}"

    @property
    def period(self) -> Period:
        return Period(date(self.first, 4, 1), date(self.first + 1, 3, 31), self.name)

    @property
    def previous(self) -> ReportingYear:
        return ReportingYear(self.first - 1)

    def quarter(self, number: int) -> Period:
        """Quarter 1 (April to June) to 4 (January to March) of the year."""
        if number not in (1, 2, 3, 4):
            raise UsageError(f"there is no quarter {number}", do="give a quarter from 1 to 4")
        first_month = (number * 3) % 12 + 1
        year = self.first + (1 if number == 4 else 0)
        start = date(year, first_month, 1)
        after = date(year + (first_month + 3 > 12), (first_month + 2) % 12 + 1, 1)
        end = after - timedelta(days=1)
        return Period(start, end, f"Q{number} {self.name} ({start:%B} to {end:%B} {end.year})")

    @property
    def quarters(self) -> tuple[Period, ...]:
        return tuple(self.quarter(number) for number in (1, 2, 3, 4))


def short_label(period: Period) -> str:
    """A period's name in a heading: `2024-25`, `Q2 2024-25`."""
    return period.label.split(" (")[0]


def quarters_of(period: Period) -> list[Period]:
    """The quarters of the reporting year that begin in a period."""
    return [each for each in ReportingYear.containing(period.start).quarters if each.start in period]
