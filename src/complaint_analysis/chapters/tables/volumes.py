"""Tables of how many complaints there were: the headline, by month, quarter and service, service requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from complaint_analysis.chapters.printed_words import stage_name, words
from complaint_analysis.chapters.tables.layouts import (
    caption,
    regime_columns,
    regime_headings,
    unless_none_received,
)
from complaint_analysis.chapters.tables.response_times import comparison_notes
from complaint_analysis.council.codes.regimes import NAME
from complaint_analysis.council.periods import Period, quarters_of
from complaint_analysis.measures.figure import printed_with_base
from complaint_analysis.printing.table import (
    NOT_RECORDED,
    TOTAL,
    Column,
    Table,
    add,
    table_of,
    unless_all_nought,
    with_total,
)
from complaint_analysis.run.compared_years import STAGES, Side, pairs, sides
from complaint_analysis.run.period_run import Run


def headline(run: Run) -> Table:
    """The figures that say how the period went, by Code and year, percentages with their counts."""
    rows = [
        {"row": label}
        | {key: printed_with_base(side.figures, f"{regime}.{id}") for key, regime, side in pairs(run)}
        for id, label in words("headline").items()
    ]
    columns = (Column("row", "Measure"), *regime_headings(run, "printed"))
    return table_of("headline", caption(run, "Headline figures"), rows, columns, comparison_notes(run))


def months_of(period: Period) -> list[Period]:
    """The calendar months of a period, named as `April 2024`."""
    starts = pd.date_range(period.start, period.end, freq="MS")
    return [Period(each.date(), (each + pd.offsets.MonthEnd()).date(), f"{each:%B %Y}") for each in starts]


def received_by_month(run: Run) -> Table:
    """Stage 1 complaints received in each month, by Code and year, with their total."""
    months = months_of(run.period)
    counts = {key: _begun_in(side, regime, 1, months_of(side.period)) for key, regime, side in pairs(run)}
    rows = [
        {"month": f"{month.start:%B}"} | {key: numbers[i] for key, numbers in counts.items()}
        for i, month in enumerate(months)
    ]
    columns = (Column("month", "Month"), *regime_headings(run))
    what = caption(run, "Stage 1 complaints received by month")
    table = table_of("received-by-month", what, with_total(rows), columns, total=True)
    return unless_none_received(run, table)


def received_by_quarter(run: Run) -> Table:
    """Complaints of this period by quarter, Code and stage, with their total."""
    side, keys = sides(run)[0], [(regime, stage) for regime in run.regimes for stage in STAGES]
    quarters = quarters_of(run.period)
    counts = {
        f"{regime}_{stage}": _begun_in(side, regime, int(stage[-1]), quarters) for regime, stage in keys
    }
    rows = [
        {"quarter": f"{each.start:%B} to {each.end:%B %Y}"} | {key: found[i] for key, found in counts.items()}
        for i, each in enumerate(quarters)
    ]
    headings = [Column(f"{regime}_{stage}", stage_name(regime, stage), "count") for regime, stage in keys]
    columns = (Column("quarter", "Quarter"), *headings)
    what = f"Complaints received by quarter, {side.label}"
    table = table_of("received-by-quarter", what, with_total(rows), columns, total=True)
    return unless_none_received(run, table)


def _begun_in(side: Side, regime: str, number: int, spans: Sequence[Period]) -> list[Any]:
    """How many complaints began a stage in each span, or the mark that the stage is not recorded."""
    stage = side.basis.stage(regime, number)
    if not stage.recorded():
        return [NOT_RECORDED] * len(spans)
    begun = stage.rows["begun"]
    return [int(begun.between(pd.Timestamp(span.start), pd.Timestamp(span.end)).sum()) for span in spans]


def received_by_service(run: Run) -> Table:
    """Complaints received by service, stage and year, most stage 1 first, with their total."""
    keys = [(f"{stage}_{side.label}", stage, side) for stage in STAGES for side in sides(run)]
    counts = {key: _by_service(run, side, stage) for key, stage, side in keys}
    found = pd.DataFrame({key: number for key, number in counts.items() if number is not None}, dtype=float)
    found = found.fillna(0).sort_values([found.columns[0]], ascending=False, kind="stable")
    rows = [
        {"service": service, "code": NAME[regime]}
        | {key: int(row[key]) if key in row else NOT_RECORDED for key in counts}
        for (regime, service), row in found.iterrows()
    ]
    total = {"service": TOTAL, "code": ""} | {key: add([row[key] for row in rows]) for key in counts}
    headings = [
        Column(key, f"{words('stage')[stage].capitalize()}, {side.label}", "count")
        for key, stage, side in keys
    ]
    columns = (Column("service", "Service"), Column("code", "Code"), *headings)
    what = caption(run, "Complaints received by service")
    return unless_all_nought(
        table_of("received-by-service", what, [*rows, total] if rows else [], columns, total=True)
    )


def _by_service(run: Run, side: Side, stage: str) -> pd.Series | None:
    """Complaints of a stage by Code and service; None where the stage is not recorded."""
    stages = {regime: side.basis.stage(regime, int(stage[-1])) for regime in run.regimes}
    if not all(each.recorded() for each in stages.values()):
        return None
    counts = {regime: each.rows["service"].astype(str).value_counts() for regime, each in stages.items()}
    return pd.concat(counts).sort_index()


def service_requests(run: Run) -> Table:
    """Service requests, which are not complaints, by where they are recorded, Code and year."""
    rows = {id: label for id, label in words("service_requests").items() if _known(run, id)}
    table = regime_columns(run, "service-requests", "Service requests received", "Recorded in", rows)
    return unless_all_nought(table)


def _known(run: Run, id: str) -> bool:
    return any(f"{regime}.{id}" in run.figures for regime in run.regimes)
