"""Volumes and clocks of one stage: received, withdrawn, acknowledged, responded, working days, extensions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from complaint_analysis.measures.basis import Stage
from complaint_analysis.measures.figure import Cases, Figure, count, count_of, every, mean, rate_of
from complaint_analysis.measures.measure import measure, where_recorded
from complaint_analysis.printing.rounding import half_up

ACKNOWLEDGED = ("in_time", "late", "not_recorded", "open_overdue", "open_not_due")
RESPONDED = (
    "in_time", "in_time_extended", "late", "open_not_due", "open_overdue", "not_recorded", "withdrawn",
)  # fmt: skip
NOT_IN_BASE = ("open_not_due", "withdrawn")


@measure
def received(stage: Stage) -> Iterator[Figure]:
    """Accepted complaints received in the period; at stage 2, escalation requests of the period, whatever
    year their stage 1 was in."""
    figure = count_of(f"{stage.prefix}.received", every(stage.rows), stage.unit)
    yield from where_recorded(stage.recorded(), [figure])


@measure
def withdrawn(stage: Stage) -> Iterator[Figure]:
    """Complaints (stage 2: requests) of the period that were withdrawn without a response."""
    statuses = stage.rows["status"]
    figure = count_of(f"{stage.prefix}.withdrawn", statuses == "withdrawn", stage.unit, statuses)
    yield from where_recorded(stage.recorded() and _withdrawals_recorded(stage), [figure])


@measure
def acknowledged(stage: Stage) -> Iterator[Figure]:
    """Acknowledgements of the period's complaints against 5 working days from receipt (stage 2: from the
    request), unless the council's clock is stricter. With none recorded, an answer by the due date counts as
    in time. The percentage is of all but those open and not yet due (HO 6.2, 6.11; LGSCO 6.2, 6.12)."""
    figures = _by_status(stage, "acknowledged", "acknowledge_status", ACKNOWLEDGED, ("in_time",))
    yield from where_recorded(stage.recorded("acknowledged"), figures)


@measure
def responded(stage: Stage) -> Iterator[Figure]:
    """Responses to the period's complaints against the response clock: 10 working days at stage 1, 20 at
    stage 2, with an extension that counts. The percentage in time is of all but those open and not yet due
    and those withdrawn without a response; what is not recorded is never in time (HO 6.3 to 6.5, 6.14 to
    6.16; LGSCO 6.3 to 6.5, 6.15 to 6.17)."""
    in_time = ("in_time", "in_time_extended")
    prefix = f"{stage.prefix}.responded"
    known = {
        f"{prefix}.in_time_extended": stage.recorded("responded", "extended_to"),
        f"{prefix}.withdrawn": stage.recorded("responded") and _withdrawals_recorded(stage),
    }
    for figure in _by_status(stage, "responded", "status", RESPONDED, in_time):
        yield from where_recorded(known.get(figure.id, stage.recorded("responded")), [figure])


@measure
def working_days(stage: Stage) -> Iterator[Figure]:
    """Working days from receipt (stage 2: from the request) to the response, of the period's complaints that
    were answered."""
    days = stage.rows["working_days"]
    counted, prefix = days.notna(), f"{stage.prefix}.working_days"
    cases = Cases(counted, counted, days, stage.rows["status"])
    figures = [
        mean(f"{prefix}.mean", int(days.sum()), int(counted.sum()), "working_days"),
        _median(f"{prefix}.median", days.dropna()),
    ]
    yield from where_recorded(
        stage.recorded("responded"), [replace(figure, cases=cases) for figure in figures]
    )


@measure
def extensions(stage: Stage) -> Iterator[Figure]:
    """Extensions of the period's complaints: by whether notice on or before the original due date is
    recorded, and those promised beyond the Code's limit of 10 more working days (stage 2: 20) (HO 6.4, 6.15;
    LGSCO 6.4, 6.16)."""
    rows = stage.rows
    prefix, notice = f"{stage.prefix}.extension", rows["extension_notice"]
    over = rows["extended_to"] > rows["extension_limit"]
    dated = stage.recorded("extended_to", "extension_notified")
    for kind, known in (("proved", dated), ("not_recorded", stage.recorded("extended_to")), ("late", dated)):
        figure = count_of(f"{prefix}.notice_{kind}", notice == kind, "extensions", notice)
        yield from where_recorded(known, [figure])
    limit = count_of(f"{prefix}.over_limit", over, "extensions", rows["extended_to"])
    yield from where_recorded(stage.recorded("extended_to"), [limit])


def _withdrawals_recorded(stage: Stage) -> bool:
    """A withdrawal may have a column of its own, or be the word for an outcome of the year."""
    basis, table = stage.basis, stage.basis.records.table
    of_year = basis.of_year(table["received"]) | basis.of_year(table["stage2_requested"])
    return basis.recorded("withdrawn") or bool(table.loc[of_year, "withdrawn"].notna().any())


def _by_status(
    stage: Stage, name: str, column: str, names: tuple[str, ...], in_time: tuple[str, ...]
) -> Iterator[Figure]:
    prefix, statuses = f"{stage.prefix}.{name}", stage.rows[column]
    for status in names:
        yield count_of(f"{prefix}.{status}", statuses == status, stage.unit, statuses)
    base = statuses.isin([status for status in names if status not in NOT_IN_BASE])
    yield rate_of(f"{prefix}.in_time_pct", statuses.isin(in_time), base, "per_cent", statuses)


def _median(id: str, days: pd.Series) -> Figure:
    if days.empty:
        return count(id, 0, "working_days").without_value("not_applicable")
    return count(id, half_up(float(days.median()), 1), "working_days")
