"""(b) Four due dates, four statuses and two day counts, as a ratio to one `numpy.busday_count` over the same dates.

Beside them pandas' CustomBusinessDay and a plain loop over days, on fewer rows. Processor time, so that other
work on the machine does not count.
"""

from __future__ import annotations

import sys
from datetime import date

import numpy as np
import pandas as pd
from benchmark import Measured, best, told

from complaint_analysis.council.settings import Clocks
from complaint_analysis.council.working_days import WorkingDays
from complaint_analysis.records.clocks import StageDates, stage_clock

ROWS, FEW = 1_000_000, 2_000


def stage_of(rows: int, seed: int) -> StageDates:
    """The dates of a stage of so many complaints: most answered, some extended, some open or withdrawn."""
    chance = np.random.default_rng(seed)
    begun = np.datetime64("2024-04-01") + chance.integers(0, 365, rows)

    def after(days: int, share: float) -> np.ndarray:
        return np.where(
            chance.random(rows) < share, begun + chance.integers(0, days, rows), np.datetime64("NaT")
        )

    return StageDates(
        begun=begun, acknowledged=after(9, 0.95), extended_to=after(40, 0.1), extension_notified=after(15, 0.08),
        responded=after(40, 0.95), withdrawn=after(20, 0.02), closed=after(50, 0.5), has_outcome=chance.random(rows) < 0.9,
        response_unusable=chance.random(rows) < 0.01,
    )  # fmt: skip


def by_custom_business_day(begun: np.ndarray, holidays: list[date]) -> pd.Series:
    """One due date by pandas."""
    offset = pd.offsets.CustomBusinessDay(n=10, holidays=holidays)
    return pd.Series(begun.astype("datetime64[s]")).map(lambda day: day + offset)


def by_loop(begun: np.ndarray, holidays: set[date]) -> list[date]:
    """One due date by going from day to day."""
    return [_tenth_day_after(day, holidays) for day in begun.tolist()]


def _tenth_day_after(day: date, holidays: set[date]) -> date:
    left = 10
    while left:
        day = date.fromordinal(day.toordinal() + 1)
        left -= day.weekday() < 5 and day not in holidays
    return day


def main() -> int:
    calendar, as_at = WorkingDays("ENG", ()), date(2025, 5, 30)
    stages = {number: stage_of(ROWS, number) for number in (1, 2)}
    answered = np.where(np.isnat(stages[1].responded), stages[1].begun, stages[1].responded)
    holidays = list(calendar.holidays_between(date(2024, 1, 1), date(2026, 12, 31)))
    counter = np.busdaycalendar(holidays=holidays)
    ours = best(
        lambda: [stage_clock(dates, number, Clocks(), calendar, as_at) for number, dates in stages.items()]
    )
    one_count = best(lambda: np.busday_count(stages[1].begun, answered, busdaycal=counter))
    begun = stages[1].begun[:FEW]
    slow = {
        "pandas' CustomBusinessDay": best(lambda: by_custom_business_day(begun, holidays), 1),
        "a plain loop over days": best(lambda: by_loop(begun, set(holidays)), 1),
    }
    others = [
        f"one due date by {name} {seconds / FEW * ROWS / one_count:,.0f} times"
        for name, seconds in slow.items()
    ]
    seconds = f"numpy.busday_count {one_count:.3f} s, both stages' clocks {ours:.3f} s"
    beside = f"{seconds}; beside it, timed on {FEW:,} rows, {' and '.join(others)}"
    return told(Measured("clocks", ours / one_count, beside))


if __name__ == "__main__":
    sys.exit(main())
