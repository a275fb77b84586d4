"""What the council promised and by when: improvements, actions, orders and resolutions in one list by day.

Rows name roles, never people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from complaint_analysis.council.codes.regimes import OMBUDSMAN_SHORT, REGIMES
from complaint_analysis.council.periods import Period
from complaint_analysis.oversight.improvements import id_of, of_the_year, resolution_key
from complaint_analysis.oversight.ombudsman_tables import order_key
from complaint_analysis.oversight.promise_states import SETTLED, Row, left_open, promise_state, state_words
from complaint_analysis.oversight.side_file_rows import rows_of
from complaint_analysis.printing.numbers import print_count, print_number_of
from complaint_analysis.printing.sentences import is_or_are, paragraph
from complaint_analysis.printing.table import Column, Table, print_date, table_of
from complaint_analysis.records.side_files import YearFiles


@dataclass(frozen=True)
class DuePromise:
    """A thing promised: its words, where it was promised, by which role, its day, and how it stands.

    `state` is a key of `promise_states.toml`, as at the day that the list was drawn up.
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
            "state": state_words("in_list")[each.state],
        }
        for each in falling_due(found, period)
    ]
    return table_of("promises-due", f"Promises and when they fall due, {label}", rows, columns)


def say_due(found: Collection[DuePromise], period: Period) -> str:
    """How many promises fell due in a period, how many are done, and how many from before are overdue."""
    fell_due = [each for each in found if each.due and each.due in period and each.state != "dropped"]
    before = sum(each.state == "overdue" and (each.due or date.max) < period.start for each in found)
    overdue = f"{_so_many(before)} from before {is_or_are(before)} overdue." if before else ""
    return paragraph(_say_fell_due(fell_due), overdue)


def _say_fell_due(fell_due: Collection[DuePromise]) -> str:
    if not fell_due:
        return "No promise fell due."
    done = sum(each.state in SETTLED for each in fell_due)
    if done == len(fell_due):
        return f"{_so_many(done)} fell due; {'it is' if done == 1 else 'all are'} done."
    return f"{_so_many(len(fell_due))} fell due; {_none_or(done)} done."


def _none_or(number: int) -> str:
    return f"{print_count(number)} {is_or_are(number)}" if number else "none is"


def _so_many(number: int) -> str:
    return print_number_of(number, "promise")


def _of_file(
    name: str, now: YearFiles, last: YearFiles | None, as_at: date, regimes: Collection[str]
) -> Iterator[DuePromise]:
    key, code, read = _READ[name]
    rows = rows_of(getattr(now, name))
    for row in [*rows, *left_open(rows_of(getattr(last, name, None)), rows, key)]:
        if not code or row[code] in (*regimes, "both"):
            yield read(row, as_at)


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
    state = promise_state(row["status"], row["due"], done, as_at)
    return DuePromise(said, source, owner, row["due"], state)


_READ = {
    "improvements": (id_of, "code", _improvement),
    "actions": (id_of, "code", _action),
    "orders": (order_key, "ombudsman", _order),
    "resolutions": (resolution_key, "", _resolution),
}
"""Of each file: what names a row, the column of its Code, and how a promise is read from it."""
