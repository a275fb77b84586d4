"""Stages placed in time so that each ends as it is meant to end under the Codes' clocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from complaint_analysis.council.working_days import WorkingDays
from demonstration.case import Stage
from demonstration.chance import Chance

ACKNOWLEDGED = {"in_time": 80, "late": 10, "missing": 10}
LATE_WORKING_DAYS = 24


class Clock(NamedTuple):
    """The working days of one stage."""

    acknowledge: int
    respond: int
    extend: int


STAGE1, STAGE2 = Clock(5, 10, 10), Clock(5, 20, 20)


@dataclass
class Placing:
    """One stage being placed: its clock, the calendar, the draws, and the day by which all has happened."""

    clock: Clock
    calendar: WorkingDays
    chance: Chance
    as_at: date

    def after(self, day: date, working_days: int) -> date:
        """The n-th working day after a day; on day 0 the day itself, or the first working day after it."""
        start = np.array([day], dtype="datetime64[D]")
        own = working_days == 0 and self.calendar.count(start - 1, start)[0] == 1
        return day if own else self.calendar.due(start, max(working_days, 1))[0].item()

    def between(self, day: date, low: int, high: int) -> date:
        """A drawn working day, low to high working days after a day, and not after `as_at`."""
        latest = max(n for n in range(low, high + 1) if n == low or self.after(day, n) <= self.as_at)
        return self.after(day, self.chance.whole(low, latest))


def place(begun: date, ending: str, placing: Placing) -> Stage:
    """A stage begun on a day that ends so: `in_time`, `late`, `withdrawn` and the others of ENDINGS."""
    stage = Stage(begun=begun)
    _acknowledge(stage, ending, placing)
    due = placing.after(stage.acknowledged or begun, placing.clock.respond)
    ENDINGS[ending](stage, due, placing)
    if stage.responded:
        stage.closed = placing.between(stage.responded, 0, 2)
    return stage


def _acknowledge(stage: Stage, ending: str, placing: Placing) -> None:
    if ending == "refused":
        return
    how = "in_time" if ending == "withdrawn" else placing.chance.weighted(ACKNOWLEDGED)
    limit = placing.clock.acknowledge
    if how == "in_time":
        last = 2 if ending == "withdrawn" else limit
        stage.acknowledged = placing.after(stage.begun, placing.chance.whole(0, last))
    elif how == "late":
        stage.acknowledged = placing.between(stage.begun, limit + 1, limit + 6)


def _in_time(stage: Stage, due: date, placing: Placing) -> None:
    start, limit = stage.acknowledged or stage.begun, placing.clock.respond
    unused = min(placing.chance.whole(0, limit - 1) for _ in range(3))
    stage.responded = placing.after(start, limit - unused)


def _on_the_due_day(stage: Stage, due: date, placing: Placing) -> None:
    stage.responded = due


def _late(stage: Stage, due: date, placing: Placing) -> None:
    stage.responded = min(placing.between(due, 1, LATE_WORKING_DAYS) for _ in range(2))


def _day_after_due(stage: Stage, due: date, placing: Placing) -> None:
    stage.responded = placing.after(due, 1)


def _late_after_extract(stage: Stage, due: date, placing: Placing) -> None:
    stage.responded = placing.after(placing.as_at, placing.chance.whole(3, 30))


def _extended(stage: Stage, due: date, placing: Placing) -> None:
    days = placing.chance.one_of((placing.clock.extend // 2, placing.clock.extend))
    stage.extended_to = placing.after(due, days)
    stage.responded = placing.between(due, 1, days)
    if placing.chance.happens(0.65):
        _notify_in_time(stage, placing)


def _notify_in_time(stage: Stage, placing: Placing) -> None:
    start, limit = stage.acknowledged or stage.begun, placing.clock.respond
    stage.extension_notified = placing.after(start, placing.chance.whole(limit - 3, limit))


def _notice_late(stage: Stage, due: date, placing: Placing) -> None:
    stage.extension_notified = placing.after(due, placing.chance.whole(1, 3))
    stage.extended_to = placing.after(due, placing.clock.extend)
    stage.responded = placing.between(due, 4, placing.clock.extend)


def _extension_passed(stage: Stage, due: date, placing: Placing) -> None:
    _notify_in_time(stage, placing)
    stage.extended_to = placing.after(due, placing.clock.extend // 2)
    stage.responded = placing.between(stage.extended_to, 1, 8)


def _over_limit(stage: Stage, due: date, placing: Placing) -> None:
    _notify_in_time(stage, placing)
    days = placing.clock.extend + placing.chance.whole(4, 10)
    stage.extended_to = placing.after(due, days)
    stage.responded = placing.between(due, placing.clock.extend + 1, days)


def _withdrawn(stage: Stage, due: date, placing: Placing) -> None:
    stage.withdrawn = placing.between(stage.begun, 3, 9)
    stage.closed = stage.withdrawn


def _not_recorded(stage: Stage, due: date, placing: Placing) -> None:
    stage.closed = placing.after(due, placing.chance.whole(1, 4))


def _refused(stage: Stage, due: date, placing: Placing) -> None:
    stage.closed = placing.after(stage.begun, placing.chance.whole(2, 8))


def _open(stage: Stage, due: date, placing: Placing) -> None:
    """Nothing more has happened."""


ENDINGS: dict[str, Callable[[Stage, date, Placing], None]] = {
    "in_time": _in_time,
    "on_the_due_day": _on_the_due_day,
    "late": _late,
    "day_after_due": _day_after_due,
    "late_after_extract": _late_after_extract,
    "extended": _extended,
    "notice_late": _notice_late,
    "extension_passed": _extension_passed,
    "over_limit": _over_limit,
    "withdrawn": _withdrawn,
    "not_recorded": _not_recorded,
    "refused": _refused,
    "open": _open,
}
