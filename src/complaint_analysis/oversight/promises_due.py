"""What the council promised and by when: improvements, actions, orders and resolutions in one list by day.

Rows name roles, never people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeAlias

import pandas as pd

from complaint_analysis.council.codes.regimes import OMBUDSMAN_SHORT, REGIMES
from complaint_analysis.council.periods import Period
from complaint_analysis.oversight.improvements import OPEN, of_the_year, words
from complaint_analysis.oversight.ombudsman_tables import order_state
from complaint_analysis.printing.numbers import print_count, print_number_of
from complaint_analysis.printing.table import Column, Table, print_date
from complaint_analysis.records.side_files import YearFiles

SETTLED = ("on_time", "late", "done")
Row: TypeAlias = Mapping[Any, Any]


@dataclass(frozen=True)
class DuePromise:
    """A thing promised: its words, where it was promised, by which role, its day, and how it stands.

    `state` is a key of `[due_state]` in `improvements.toml`, as at the day that the list was drawn up.
    """

    words: str
    source: str
    owner_role: str
    due: date | None
    state: str


def promises(
    now: YearFiles, last: YearFiles | None, as_at: date, regimes: Collection[str] = REGIMES
) -> list[DuePromise]:
    """Every promise of the year's files, and those that last year's left open and this year's do not name.

    In the order of their days, those without a day last. What last year's plan gave as done is no promise.
    """
    now = replace(now, improvements=of_the_year(now.improvements, last.improvements if last else None))
    found = [promise for name in _READ for promise in _of_file(name, now, last, as_at, regimes)]
    return sorted(found, key=lambda each: (each.due is None, each.due or date.max))


def falling_due(found: Collection[DuePromise], period: Period) -> list[DuePromise]:
    """The promises that fell due in a period, were overdue when it began, or are still to come.

    For a quarter those to come are of the next quarter; for a year all that is open.
    """
    until = _next_quarter_end(period) if period.is_quarter else date.max
    return [each for each in found if _falls_due(each, period, until)]


def _falls_due(promise: DuePromise, period: Period, until: date) -> bool:
    if promise.due is None:
        return promise.state == "no_date" and until == date.max
    if promise.state in (*SETTLED, "dropped"):
        return promise.due in period
    return promise.due <= until


def _next_quarter_end(period: Period) -> date:
    later = period.end + timedelta(days=93)
    return later.replace(day=1) - timedelta(days=1)


def promises_due(found: Collection[DuePromise], period: Period, label: str) -> Table:
    """What fell due in a period, what is overdue and what comes next, by day."""
    columns = (
        Column("promise", "What we promised"),
        Column("source", "Where"),
        Column("owner_role", "Who answers for it"),
        Column("due", "Due", "date"),
        Column("state", "State"),
    )
    rows = [
        {
            "promise": each.words,
            "source": each.source,
            "owner_role": each.owner_role,
            "due": each.due,
            "state": words("due_state")[each.state],
        }
        for each in falling_due(found, period)
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns], dtype=object)
    return Table("promises-due", f"Promises and when they fall due, {label}", frame, columns)


def say_due(found: Collection[DuePromise], period: Period) -> str:
    """How many promises fell due in a period, how many are done, and how many from before are overdue."""
    fell_due = [each for each in found if each.due and each.due in period and each.state != "dropped"]
    before = sum(each.state == "overdue" and (each.due or date.max) < period.start for each in found)
    parts = [_fell_due(fell_due), f"{_so_many(before)} from before {_is(before)} overdue." if before else ""]
    return " ".join(part for part in parts if part)


def _fell_due(fell_due: Collection[DuePromise]) -> str:
    if not fell_due:
        return "No promise fell due."
    done = sum(each.state in SETTLED for each in fell_due)
    if done == len(fell_due):
        return f"{_so_many(done)} fell due; {'it is' if done == 1 else 'all are'} done."
    return f"{_so_many(len(fell_due))} fell due; {_none_or(done)} done."


def _none_or(number: int) -> str:
    return f"{print_count(number)} {_is(number)}" if number else "none is"


def _so_many(number: int) -> str:
    return print_number_of(number, "promise")


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _of_file(
    name: str, now: YearFiles, last: YearFiles | None, as_at: date, regimes: Collection[str]
) -> Iterator[DuePromise]:
    key, code, read = _READ[name]
    rows = _records(getattr(now, name))
    named = {key(row) for row in rows}
    before = [row for row in _records(getattr(last, name, None)) if row["status"] in OPEN]
    for row in [*rows, *(row for row in before if key(row) not in named)]:
        if not code or row[code] in (*regimes, "both"):
            yield read(row, as_at)


def _records(table: pd.DataFrame | None) -> list[dict[Any, Any]]:
    return [] if table is None else table.to_dict("records")


def _improvement(row: Row, as_at: date) -> DuePromise:
    said = row["what_we_did"] or row["what_we_heard"]
    return _promise(row, said, f"Improvement plan: {row['theme']}", row["owner_role"], None, as_at)


def _action(row: Row, as_at: date) -> DuePromise:
    of_code = f"{OMBUDSMAN_SHORT[row['code']]}'s Code, provision {row['provision']}"
    return _promise(row, row["promise"], of_code, row["owner_role"], row["closed_on"], as_at)


def _order(row: Row, as_at: date) -> DuePromise:
    source = f"Order of the {OMBUDSMAN_SHORT[row['ombudsman']]}"
    return _promise(row, row["order"], source, "", row["complied_on"], as_at)


def _resolution(row: Row, as_at: date) -> DuePromise:
    source = f"{row['body']}, {print_date(row['date'])}"
    return _promise(row, row["resolution"], source, "", None, as_at)


def _promise(row: Row, said: str, source: str, owner: str, done: date | None, as_at: date) -> DuePromise:
    known = done if done is not None and done <= as_at else None
    status = "in_progress" if done is not None and known is None else row["status"]
    return DuePromise(said, source, owner, row["due"], order_state(status, row["due"], known, as_at))


_READ = {
    "improvements": (lambda row: row["id"].casefold(), "code", _improvement),
    "actions": (lambda row: row["id"].casefold(), "code", _action),
    "orders": (
        lambda row: (row["ombudsman"], row["reference"].casefold(), row["order"]), "ombudsman", _order
    ),
    "resolutions": (lambda row: (row["date"], row["resolution"].casefold()), "", _resolution),
}  # fmt: skip
"""Of each file: what names a row, the column of its Code, and how a promise is read from it."""
