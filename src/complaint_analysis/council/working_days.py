"""Working days: Monday to Friday, less bank holidays in England and the council's own closed days.

The day after an event is day 1, also when the event falls on a non-working day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import holidays
import numpy as np
import pandas as pd

from complaint_analysis.errors import UsageError

FIRST_YEAR = 2002
LAST_ANNOUNCED_YEAR = 2028
"""The last year whose bank holidays were announced when the pinned `holidays` package was made."""

FIRST_DAY = np.datetime64("1950-01-01", "D")
"""The first day of which working days are known; before FIRST_YEAR without bank holidays."""
_DAYS = np.arange(FIRST_DAY, np.datetime64(f"{LAST_ANNOUNCED_YEAR + 1}-01-01", "D"))


@dataclass(frozen=True)
class WorkingDays:
    """The working days of one council.

    `subdivision` is the part of the United Kingdom as the `holidays` package names it; `closed_days`
    are the council's own non-working days, which the report prints.
    """

    subdivision: str = "ENG"
    closed_days: tuple[date, ...] = ()

    @cached_property
    def bank_holidays(self) -> dict[date, str]:
        """Bank holidays by day, with the name each has, from 2002 to the last announced year."""
        years = range(FIRST_YEAR, LAST_ANNOUNCED_YEAR + 1)
        return dict(sorted(holidays.country_holidays("GB", subdiv=self.subdivision, years=years).items()))

    @cached_property
    def _calendar(self) -> np.busdaycalendar:
        days = sorted({*self.bank_holidays, *self.closed_days})
        return np.busdaycalendar(holidays=np.array(days, dtype="datetime64[D]"))

    @cached_property
    def _working_days(self) -> np.ndarray:
        """Every working day from the first day known, in order."""
        return _DAYS[np.is_busday(_DAYS, busdaycal=self._calendar)]

    @cached_property
    def _passed(self) -> np.ndarray:
        """How many working days there are up to and including each day known."""
        return np.cumsum(np.is_busday(_DAYS, busdaycal=self._calendar))

    def due(self, start: np.ndarray, working_days: int) -> np.ndarray:
        """The n-th working day after each start, `datetime64[D]`; NaT where the start is NaT.

        A clock that would run past the last announced year is an error: its holidays are not known.

        >>> str(WorkingDays().due(np.array(["2024-03-28"], dtype="datetime64[D]"), 10)[0])
        '2024-04-15'
        """
        start = np.asarray(start, dtype="datetime64[D]")
        missing = np.isnat(start)
        place = self._passed_by(start, missing) + (working_days - 1)
        if place.size and place.max() >= len(self._working_days):
            raise _beyond_known_days()
        return np.where(missing, np.datetime64("NaT", "D"), self._working_days[place])

    def count(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Working days in (start, end] as floats; NaN where either is missing.

        >>> days = np.array(["2024-05-03", "2024-05-08"], dtype="datetime64[D]")
        >>> WorkingDays().count(days[:1], days[1:]).tolist()
        [2.0]
        """
        start, end = np.asarray(start, dtype="datetime64[D]"), np.asarray(end, dtype="datetime64[D]")
        missing = np.isnat(start) | np.isnat(end)
        passed = self._passed_by(end, missing) - self._passed_by(start, missing)
        return np.where(missing, np.nan, passed)

    def _passed_by(self, days: np.ndarray, missing: np.ndarray) -> np.ndarray:
        """The working days up to each day; those of the first day known where the day is missing."""
        place = np.where(missing, 0, (days - FIRST_DAY).astype(np.int64))
        if place.size and (place.max() >= len(_DAYS) or place.min() < 0):
            raise _beyond_known_days()
        return self._passed[place]

    def are_working_days(self, days: pd.Series) -> pd.Series:
        """Whether each day is a working day; a missing day is taken as one."""
        known = days.dropna().to_numpy(dtype="datetime64[D]")
        working = pd.Series(True, index=days.index)
        working.loc[days.notna()] = np.is_busday(known, busdaycal=self._calendar)
        return working

    def holidays_between(self, start: date, end: date) -> dict[date, str]:
        """The non-working weekdays in [start, end] by day: bank holidays by name, and closed days."""
        named = dict.fromkeys(self.closed_days, "Closed by the council") | self.bank_holidays
        return {day: named[day] for day in sorted(named) if start <= day <= end and day.weekday() < 5}


def _beyond_known_days() -> UsageError:
    return UsageError(
        f"a clock runs before {FIRST_DAY} or past {LAST_ANNOUNCED_YEAR}, whose later bank holidays are not "
        "announced yet",
        do="check the dates, or update the `holidays` package with the project's lock",
    )
