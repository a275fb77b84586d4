"""Working days against facts that others have published: 264 of other projects' tests, the government's lists of
bank holidays, and deadlines that an Ombudsman counted. Each row is held to its own counting rule."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from complaint_analysis.council.working_days import FIRST_YEAR, WorkingDays

FACTS = Path(__file__).parent / "facts"
DAY = timedelta(days=1)
Fact = dict[str, str]


def rows(name: str) -> list[Fact]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@cache
def calendar(name: str) -> WorkingDays:
    """The calendar by which a row counts; days of other nations are closed days of England."""
    if name in ("scotland", "northern ireland"):
        return WorkingDays({"scotland": "SCT", "northern ireland": "NIR"}[name])
    if name == "any nation":
        return WorkingDays(closed_days=(*WorkingDays("SCT").bank_holidays, *WorkingDays("NIR").bank_holidays))
    extra = {
        "england and 13 18 22 September 2023": tuple(date(2023, 9, day) for day in (13, 18, 22)),
        "england and 30 November 2023": (date(2023, 11, 30),),
    }
    return WorkingDays(closed_days=extra.get(name, ()))


def due(days: WorkingDays, start: date, number: int) -> date:
    return days.due(np.array([start], dtype="datetime64[D]"), number)[0].astype(date)


def count(days: WorkingDays, start: date, end: date) -> int:
    counted = days.count(np.array([start], dtype="datetime64[D]"), np.array([end], dtype="datetime64[D]"))
    return max(0, int(counted[0]))


def works(days: WorkingDays, day: date) -> bool:
    return bool(days.are_working_days(pd.Series([pd.Timestamp(day)]))[0])


def is_holiday(days: WorkingDays, row: Fact) -> bool:
    return (date.fromisoformat(row["start"]) in days.bank_holidays) == (row["expected"] == "true")


def is_working_day(days: WorkingDays, row: Fact) -> bool:
    return works(days, date.fromisoformat(row["start"])) == (row["expected"] == "true")


def adds(days: WorkingDays, row: Fact) -> bool:
    """The n-th working day on; back from a day is on from the other; no day on is the day itself."""
    start, expected = (date.fromisoformat(row[key]) for key in ("start", "expected"))
    number = int(row["n_or_end"])
    if number < 0:
        return works(days, expected) and due(days, expected, -number) == start
    first = start - DAY if row["rule"] == "start is day 1" else start
    return due(days, first, number) == expected if number else start == expected


def rolls_forward(days: WorkingDays, row: Fact) -> bool:
    """So many calendar days on, and from there to the next working day."""
    lands = date.fromisoformat(row["start"]) + timedelta(days=int(row["n_or_end"]))
    return due(days, lands - DAY, 1) == date.fromisoformat(row["expected"])


def taken(days: WorkingDays, row: Fact) -> bool:
    """Working days of [start, end]: both ends count."""
    start, end = (date.fromisoformat(row[key]) for key in ("start", "n_or_end"))
    return count(days, start - DAY, end) == int(row["expected"])


def late(days: WorkingDays, row: Fact) -> bool:
    start, end = (date.fromisoformat(row[key]) for key in ("start", "n_or_end"))
    return count(days, start, end) == int(row["expected"])


def holidays_in_span(days: WorkingDays, row: Fact) -> bool:
    start, end = (date.fromisoformat(row[key]) for key in ("start", "n_or_end"))
    return len(days.holidays_between(start, end)) == int(row["expected"])


HOLDS: dict[str, Callable[[WorkingDays, Fact], bool]] = {
    "is_holiday": is_holiday,
    "is_working_day": is_working_day,
    "add_working_days": adds,
    "next_work_day": adds,
    "prev_work_day": adds,
    "add_calendar_days_roll_forward": rolls_forward,
    "days_taken_inclusive": taken,
    "days_late": late,
    "count_holidays_in_span": holidays_in_span,
}


def left_out(row: Fact) -> str:
    """Why a fact says nothing about our calendar: a weekend is never worked, whatever it is called."""
    day = date.fromisoformat(row["start"])
    if row["fact"] == "is_holiday" and day.weekday() >= 5:
        return "weekend"
    return "before 2002" if day.year < FIRST_YEAR else ""


ALL = rows("date-facts.csv")


@pytest.mark.parametrize(
    "row",
    [row for row in ALL if not left_out(row)],
    ids=lambda row: "-".join((row["source"], row["fact"], row["start"], row["n_or_end"])),
)
def test_a_fact_about_dates(row: Fact) -> None:
    assert HOLDS[row["fact"]](calendar(row["calendar"]), row), row


def test_no_fact_is_left_out_without_a_reason() -> None:
    reasons = [left_out(row) for row in ALL]
    numbers = {reason: reasons.count(reason) for reason in set(reasons)}
    assert (len(ALL), numbers) == (264, {"": 239, "weekend": 10, "before 2002": 15})


def test_one_list_of_2004_to_2007_is_complete() -> None:
    listed = {date.fromisoformat(row["start"]) for row in ALL if row["source"] == "QuantLib"}
    assert set(WorkingDays().holidays_between(date(2004, 1, 1), date(2007, 12, 31))) == listed


@pytest.mark.parametrize(
    ("subdivision", "region"),
    [
        ("ENG", "england-and-wales"),
        ("WLS", "england-and-wales"),
        ("SCT", "scotland"),
        ("NIR", "northern-ireland"),
    ],
)
def test_bank_holidays_of_2012_to_2028(subdivision: str, region: str) -> None:
    listed = {date.fromisoformat(row["date"]) for row in rows("bank-holidays.csv") if row["region"] == region}
    ours = WorkingDays(subdivision).holidays_between(date(2012, 1, 1), date(2028, 12, 31))
    assert set(ours) == {day for day in listed if day.weekday() < 5}


def test_an_ombudsman_s_own_counts() -> None:
    stated = {
        (date.fromisoformat(row["from"]), date.fromisoformat(row["to"])): int(row["working_days"])
        for row in rows("ombudsman-statements.csv")
        if row["from"] and row["working_days"]
    }
    assert {days: count(WorkingDays(), *days) for days in stated} == stated


def test_an_ombudsman_s_deadlines() -> None:
    """Good Friday is no due day; a repair raised on 1 May 2024 is 37 working days from 25 June."""
    easter = WorkingDays()
    assert [works(easter, date(2024, 3, 29)), works(easter, date(2024, 4, 3))] == [False, True]
    assert count(easter, date(2024, 5, 1), date(2024, 6, 25)) == 37


@pytest.mark.parametrize(
    ("decision", "step"), [("202317341", 10), ("202216897", 5)], ids=["stage 1 answer", "acknowledgement"]
)
def test_what_an_ombudsman_called_late_is_late(decision: str, step: int) -> None:
    row = next(row for row in rows("ombudsman-statements.csv") if row["decision"] == decision)
    assert count(WorkingDays(), date.fromisoformat(row["from"]), date.fromisoformat(row["to"])) > step
