"""Tables of how the figures came about: rows reconciled, issues met, days that are no working days."""

from __future__ import annotations

from typing import Any

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.layouts import caption
from complaint_analysis.classify import taxonomy
from complaint_analysis.measures.figure import cell
from complaint_analysis.measures.other_contacts import contacts_by_kind
from complaint_analysis.printing.sentences import listed
from complaint_analysis.printing.table import (
    NOT_RECORDED,
    Column,
    Table,
    print_date,
    table_of,
    weekday,
    without_rows,
)
from complaint_analysis.records.issues import counts_by_rule
from complaint_analysis.run.compared_years import sides
from complaint_analysis.run.period_run import Run


def reconciliation(run: Run) -> Table:
    """What became of every row of the exports: read is merged, rejected and kept together."""
    rows = [
        {"what": label, "rows": cell(run.figures, f"records.{part}")}
        for part, label in words("records").items()
    ]
    columns = (Column("what", "Rows"), Column("rows", "Number", "count"))
    notes = ("Rows read are those joined, those refused and those kept, together.",)
    return table_of(
        "reconciliation",
        f"Rows of the exports of {_years(run)} and what became of them",
        rows,
        columns,
        notes,
    )


def data_quality(run: Run) -> Table:
    """Problems met in the records by what they are, and records that are under neither Code."""
    found = counts_by_rule(run.records.issues).sort_values("issues", ascending=False, kind="stable")
    rows = [{"issue": issue.means, "number": issue.issues} for issue in found.itertuples()]
    outside = [row for regime in ("statutory", "unassigned") if (row := _outside(run, regime))["number"]]
    columns = (Column("issue", "What was met"), Column("number", "Times", "count"))
    table = table_of(
        "data-quality", f"Problems met in the records of {_years(run)}", [*rows, *outside], columns
    )
    return table if rows or outside else without_rows(table)


def _years(run: Run) -> str:
    """The years whose exports were read: an earlier one holds the stage 1 of a later stage 2."""
    return listed(sorted(run.records.recorded))


def _outside(run: Run, regime: str) -> dict:
    number = len(sides(run)[0].basis.received(regime))
    name = taxonomy.printed("regime", regime)
    return {
        "issue": f"{name}: records of {sides(run)[0].label} that are in no figure of complaints.",
        "number": number,
    }


def other_contacts(run: Run) -> Table:
    """Contacts that are no complaints, by kind and year; no rows, and nothing in their place, without any."""
    counts = {side.label: contacts_by_kind(side.basis, run.regimes) for side in sides(run)}
    rows: list[dict[str, Any]] = [
        {"kind": name}
        | {label: NOT_RECORDED if found[kind] is None else found[kind] for label, found in counts.items()}
        for kind, name in words("other_contacts").items()
        if any(found[kind] for found in counts.values())
    ]
    columns = (Column("kind", "Contact"), *(Column(label, label, "count") for label in counts))
    what = caption(run, "Contacts in our records that are not complaints")
    notes = ("They are in no figure of complaints. Requests for a service have a table of their own.",)
    return table_of("other-contacts", what, rows, columns, notes)


def working_day_calendar(run: Run) -> Table:
    """The weekdays that did not count as working days, from the first day shown to the day of the extract."""
    first = min(side.period.start for side in sides(run))
    last = max(run.records.as_at, run.period.end)
    days = run.council.working_days.holidays_between(first, last)
    rows = [{"day": day, "weekday": weekday(day), "name": name} for day, name in days.items()]
    columns = (Column("day", "Date", "date"), Column("weekday", "Day"), Column("name", "Why"))
    what = f"Weekdays that are not working days, {print_date(first)} to {print_date(last)}"
    return table_of("working-day-calendar", what, rows, columns)
