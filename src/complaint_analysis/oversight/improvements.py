"""What the council learnt from complaints, what it changed, and what Members asked for and got.

Rows name roles, never people. A table may come out without rows; it is then not published, and the report
says so in a sentence.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any, TypeAlias

import pandas as pd

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.oversight.promise_states import OPEN, Row, left_open
from complaint_analysis.oversight.side_file_rows import in_scope, rows_kept, rows_of
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.numbers import print_count, print_number_of
from complaint_analysis.printing.sentences import is_or_are, listed, paragraph
from complaint_analysis.printing.table import Column, Table, print_date, table_of

NOT_FOLLOWED_UP = "Not followed up"
NO_PROGRESS = "No progress recorded"
Rows: TypeAlias = pd.DataFrame | None
_EMPTY = pd.DataFrame(
    columns=["id", "code", "theme", "what_we_heard", "what_we_did", "owner_role", "due", "status", "evidence"]
)


@cache
def words(kind: str) -> dict[str, str]:
    """The printed words of one kind of `improvements.toml`, in the order in which tables show them."""
    return own_toml(__package__, "improvements")[kind]


def of_the_year(now: Rows, last: Rows) -> Rows:
    """The year's plan without what last year's plan already gave as done: that was made, and told, then."""
    if now is None:
        return None
    then = {id_of(row) for row in rows_of(last) if row["status"] == "done"}
    return rows_kept(now, (row["status"] != "done" or id_of(row) not in then for row in rows_of(now)))


def id_of(row: Row) -> str:
    """What names an improvement or an action in every year's file, in whatever case it is written."""
    return str(row["id"]).casefold()


def improvements(table: Rows, label: str, regimes: Collection[str] = REGIMES) -> Table:
    """What was heard, what was done, who answers for it, by when, and how it stands (HO and LGSCO 8.1 d)."""
    columns = (
        Column("theme", "Theme"),
        Column("what_we_heard", "What we heard"),
        Column("what_we_did", "What we did or will do"),
        Column("owner_role", "Who answers for it"),
        Column("due", "Due", "date"),
        Column("status", "State"),
    )
    rows = _scoped(table, regimes)
    frame = rows.assign(status=rows["status"].map(words("status")))[[column.key for column in columns]]
    caption = f"Service improvements from complaints, {label}"
    return Table("improvements", caption, frame.reset_index(drop=True), columns)


def improvements_last_year(
    last: Rows, now: Rows, last_label: str, regimes: Collection[str] = REGIMES
) -> Table:
    """Last year's plan line by line: what was promised, and what this year's plan says of the same id."""
    columns = (
        Column("theme", "Theme"),
        Column("what_we_did", "What we said we would do"),
        Column("due", "Due", "date"),
        Column("then", "State then"),
        Column("now", "State now"),
        Column("evidence", "What shows it"),
    )
    followed = _by_id(now)
    rows = [_followed_up(row, followed.get(id_of(row))) for row in _rows(last, regimes)]
    return table_of(
        "improvements-last-year", f"The plan of {last_label} and what became of it", rows, columns
    )


def _followed_up(then: Row, now: Row | None) -> dict[str, Any]:
    status = words("status")
    unanswered = NOT_FOLLOWED_UP if then["status"] in OPEN else status[then["status"]]
    return {
        "theme": then["theme"],
        "what_we_did": then["what_we_did"] or then["what_we_heard"],
        "due": then["due"],
        "then": status[then["status"]],
        "now": status[now["status"]] if now else unanswered,
        "evidence": (now or then)["evidence"],
    }


def not_followed_up(last: Rows, now: Rows, regimes: Collection[str] = REGIMES) -> list[str]:
    """The ids of last year's open improvements of which this year's file says nothing, or nothing new."""
    followed = _by_id(now)
    return [row["id"] for row in _open_rows(last, regimes) if followed.get(id_of(row)) in (None, row)]


def resolutions(now: Rows, last: Rows, as_at: date, label: str) -> Table:
    """What Cabinet or scrutiny asked for and what was done; a standing one without progress says so.

    A resolution after `as_at`, such as the one on this very report, is shown and need not have progress.
    """
    columns = (
        Column("resolution", "What was asked for"),
        Column("body", "By"),
        Column("date", "On", "date"),
        Column("due", "Due", "date"),
        Column("progress", "What was done"),
        Column("status", "State"),
    )
    rows = [
        row
        | {
            "progress": NO_PROGRESS if _is_silent(row, as_at) else row["progress"],
            "status": words("status")[row["status"]],
        }
        for row in _with_standing(now, last)
    ]
    return table_of("resolutions", f"What Members asked for and what was done, {label}", rows, columns)


def resolutions_without_progress(now: Rows, last: Rows, as_at: date) -> list[str]:
    """The standing resolutions of which this year's file records no progress, or last year's over again."""
    before = {resolution_key(row): row["progress"] for row in rows_of(last)}
    return [
        row["resolution"]
        for row in _with_standing(now, last)
        if _is_silent(row, as_at)
        or (row["status"] in OPEN and before.get(resolution_key(row)) == row["progress"])
    ]


def _is_silent(row: Row, as_at: date) -> bool:
    return row["status"] in OPEN and not row["progress"] and row["date"] <= as_at


def _with_standing(now: Rows, last: Rows) -> list[dict[Any, Any]]:
    """The year's resolutions, and last year's standing ones that it leaves out, without their progress."""
    standing = left_open(rows_of(last), rows_of(now), resolution_key)
    return [*rows_of(now), *(row | {"progress": ""} for row in standing)]


def resolution_key(row: Row) -> tuple[date, str]:
    """What names a resolution in every year's file: its day and its words."""
    return row["date"], " ".join(row["resolution"].split()).casefold()


def improvement_plan(table: Rows, regimes: Collection[str] = REGIMES, *, level: int = 2) -> str:
    """The service improvement plan as markdown: a heading for each theme, and what is open first."""
    rows = _rows(table, regimes)
    order = list(words("status"))
    themes = dict.fromkeys(row["theme"] for row in rows)
    parts = [
        [f"{'#' * level} {escape(theme)}"]
        + [
            _plan_item(row)
            for row in sorted(rows, key=lambda row: order.index(row["status"]))
            if row["theme"] == theme
        ]
        for theme in themes
    ]
    return "\n\n".join(block for part in parts for block in part)


def what_changed(table: Rows, regimes: Collection[str] = REGIMES) -> str:
    """What was done because of complaints, as a markdown list: what was heard, then what was done."""
    done = [row for row in _rows(table, regimes) if row["status"] == "done" and row["what_we_did"]]
    return "\n".join(
        f"- **{escape(row['theme'])}.** {escape(row['what_we_heard'])} {escape(row['what_we_did'])}"
        for row in done
    )


def _plan_item(row: Row) -> str:
    did = row["what_we_did"] and f"**{words('did')[row['status']]}** {escape(row['what_we_did'])}"
    facts = {
        "Who answers for it": row["owner_role"],
        "Due": print_date(row["due"]) if row["due"] else "",
        "State": words("status")[row["status"]],
        "What shows it": row["evidence"],
    }
    items = "\n".join(f"- {name}: {escape(value)}" for name, value in facts.items() if value)
    heard = f"**What we heard.** {escape(row['what_we_heard'])}"
    return "\n\n".join(part for part in (heard, did, items) if part)


def say_learning(plan: Rows, as_at: date, regimes: Collection[str] = REGIMES) -> str:
    """How many improvements there are and how they stand."""
    if plan is None:
        return "No improvements from complaints are recorded."
    rows = _rows(plan, regimes)
    if not rows:
        return "No improvement from complaints was made or planned in this period."
    standing = [
        f"{print_count(number)} {word}"
        for status, word in words("counted").items()
        if (number := sum(row["status"] == status for row in rows))
    ]
    overdue = sum(row["status"] in OPEN and row["due"] is not None and row["due"] < as_at for row in rows)
    return paragraph(
        f"We record {print_number_of(len(rows), 'improvement')} from complaints: {listed(standing)}.",
        f"Of those not done, {print_count(overdue)} {is_or_are(overdue)} past the due date."
        if overdue
        else "",
    )


def say_last_year(last: Rows, now: Rows, regimes: Collection[str] = REGIMES) -> str:
    """How many of the improvements that last year's plan left open are done; '' where it left none."""
    open_then = [id_of(row) for row in _open_rows(last, regimes)]
    if not open_then:
        return ""
    followed = _by_id(now)
    done = sum(id in followed and followed[id]["status"] == "done" for id in open_then)
    left = print_number_of(len(open_then), "improvement")
    return f"Of the {left} that last year's plan left open, {print_count(done)} {is_or_are(done)} done."


def _scoped(table: Rows, regimes: Collection[str]) -> pd.DataFrame:
    return in_scope(_EMPTY if table is None else table, "code", regimes)


def _rows(table: Rows, regimes: Collection[str]) -> list[dict[Any, Any]]:
    return rows_of(_scoped(table, regimes))


def _open_rows(table: Rows, regimes: Collection[str]) -> list[dict[Any, Any]]:
    return [row for row in _rows(table, regimes) if row["status"] in OPEN]


def _by_id(table: Rows) -> dict[str, dict[Any, Any]]:
    return {id_of(row): row for row in rows_of(table)}
