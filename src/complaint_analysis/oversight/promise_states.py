"""How a promise stands on a day, whatever promised it: an improvement, an action, an order, a resolution.

A row of a side file has its `status` as officers keep it (planned, in progress, done, dropped), the day it is
due and, of some, the day it was done. Its state is what these make of it on the day of the extract.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from complaint_analysis.council.data_files import own_toml

OPEN = ("planned", "in_progress")
"""The statuses of a promise that is still to be kept."""
SETTLED = ("on_time", "late", "done")
"""The states of a promise that is kept."""
Row: TypeAlias = Mapping[Any, Any]


@cache
def state_words(of: str) -> dict[str, str]:
    """The printed words for each state, of an `order`, of an `action`, or `in_list` of all promises."""
    return own_toml(__package__, "promise_states")[of]


def done_by(as_at: date, done_on: date | None) -> date | None:
    """The day on which a promise was kept; None where that is not yet, as at a day."""
    return done_on if done_on is not None and done_on <= as_at else None


def promise_state(status: str, due: date | None, done_on: date | None, as_at: date) -> str:
    """How a promise stands on a day: a key of `promise_states.toml`. What was done after it is still open.

    >>> promise_state("done", date(2025, 3, 31), date(2025, 4, 2), date(2025, 5, 30))
    'late'
    >>> promise_state("done", date(2025, 3, 31), date(2025, 4, 2), date(2025, 4, 1))
    'overdue'
    """
    if status == "dropped":
        return "dropped"
    if kept_on := done_by(as_at, done_on):
        return "late" if due and kept_on > due else "on_time"
    if status == "done" and done_on is None:
        return "done"
    if due is None:
        return "no_date"
    return "overdue" if due < as_at else "not_yet_due"


def left_open(
    last: Iterable[dict[Any, Any]], now: Iterable[Row], key: Callable[[Row], Hashable]
) -> list[dict[Any, Any]]:
    """Last year's rows that were still open and of which this year's, by their key, say nothing."""
    named = {key(row) for row in now}
    return [row for row in last if row["status"] in OPEN and key(row) not in named]
