"""Working days held against a day-by-day loop, and the calendar against another keeper's."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from complaint_analysis.council.working_days import LAST_ANNOUNCED_YEAR, WorkingDays
from complaint_analysis.errors import UsageError

DAYS = st.dates(date(2012, 1, 2), date(2028, 6, 30))
CLOSED = st.lists(st.dates(date(2012, 1, 2), date(2028, 12, 31)), max_size=5)


def is_working(day: date, calendar: WorkingDays) -> bool:
    off = day in calendar.bank_holidays or day in calendar.closed_days
    return day.weekday() < 5 and not off


def array(*days: date) -> np.ndarray:
    return np.array(days, dtype="datetime64[D]")


@given(start=DAYS, number=st.integers(1, 40), closed=CLOSED)
def test_due_is_the_nth_working_day_after(start: date, number: int, closed: list[date]) -> None:
    calendar, day, left = WorkingDays(closed_days=tuple(closed)), start, number
    while left:
        day += timedelta(days=1)
        left -= is_working(day, calendar)
    assert calendar.due(array(start), number)[0] == np.datetime64(day)


@given(start=DAYS, length=st.integers(0, 120), closed=CLOSED)
def test_count_is_of_the_working_days_after_the_start(start: date, length: int, closed: list[date]) -> None:
    calendar = WorkingDays(closed_days=tuple(closed))
    days = [start + timedelta(days=number) for number in range(1, length + 1)]
    expected = sum(is_working(day, calendar) for day in days)
    assert calendar.count(array(start), array(start + timedelta(days=length)))[0] == expected


@given(start=DAYS, number=st.integers(1, 40))
def test_a_due_date_is_as_many_working_days_away(start: date, number: int) -> None:
    calendar = WorkingDays()
    assert calendar.count(array(start), calendar.due(array(start), number))[0] == number


def test_the_calendar_agrees_with_the_government_s_list_on_weekdays() -> None:
    published = {
        holiday["date"]
        for holiday in BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
    }
    first, last = min(published), max(published)
    ours = {day for day in WorkingDays().bank_holidays if first <= day <= last and day.weekday() < 5}
    assert ours == {day for day in published if day.weekday() < 5}
    assert last.year == LAST_ANNOUNCED_YEAR


def test_the_coronation_is_a_bank_holiday() -> None:
    assert date(2023, 5, 8) in WorkingDays().bank_holidays


def test_a_clock_past_the_announced_years_is_an_error() -> None:
    with pytest.raises(UsageError, match=str(LAST_ANNOUNCED_YEAR)):
        WorkingDays().due(array(date(LAST_ANNOUNCED_YEAR, 12, 28)), 10)


def test_missing_days_stay_missing() -> None:
    nothing = np.array(["NaT"], dtype="datetime64[D]")
    assert np.isnat(WorkingDays().due(nothing, 5)[0])
    assert np.isnan(WorkingDays().count(nothing, array(date(2024, 6, 3)))[0])
