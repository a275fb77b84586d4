"""The report's charts, each drawn from the table of its data, with the finding as its title.

Of fewer than ten complaints there is no chart: their table says it all.
"""

from __future__ import annotations

from typing import Any

from complaint_analysis.chapters.charts.shapes import (
    NO_CHART,
    Bar,
    BarShare,
    Dots,
    DrawnChart,
    Months,
    Stack,
    bars,
    funnel,
    months,
    shares,
    stacks,
)
from complaint_analysis.chapters.commentary import chart_titles, other_landlords
from complaint_analysis.chapters.commentary.phrases import both, last_label
from complaint_analysis.chapters.printed_words import stage_name
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import ABOUT, NAME
from complaint_analysis.oversight.benchmarks import Peers
from complaint_analysis.oversight.benchmarks.regulator_words import vocabulary
from complaint_analysis.printing.numbers import SMALL_BASE
from complaint_analysis.printing.table import TOTAL, Table
from complaint_analysis.run.compared_years import STAGES, comparable, sides
from complaint_analysis.run.period_run import Run


def received_by_month(run: Run, table: Table) -> DrawnChart:
    """Stage 1 complaints a month, a panel for each Code that has some; last year's first."""
    rows = table.frame[table.frame["month"] != TOTAL]
    panels = [
        Months(NAME[regime], rows["month"].tolist(), *_years(run, regime, rows))
        for regime in run.regimes
        if any(chart_titles.month_counts(run, table, regime))
    ]
    if sum(sum(panel.counts) for panel in panels) < SMALL_BASE:
        return NO_CHART
    return months(panels, sides(run)[0].label, last_label(run), *chart_titles.received_by_month(run, table))


def _years(run: Run, regime: str, rows: Any) -> list[list[int]]:
    return [rows[f"{regime}_{side.label}"].tolist() for side in sides(run)]


def received_by_service(run: Run, table: Table) -> DrawnChart:
    """Stage 1 complaints by service, with last year's."""
    return _largest(run, table, "Stage 1 complaints received by service")


def by_category(run: Run, regime: str, table: Table) -> DrawnChart:
    """Complaints of a Code by what they are about, with last year's."""
    return _largest(run, table, f"Complaints {ABOUT[regime]} by subject, as recorded or read")


def by_cause(run: Run, regime: str, table: Table) -> DrawnChart:
    """Complaints of a Code by the main cause of what went wrong, with last year's."""
    return _largest(run, table, f"Complaints {ABOUT[regime]} by main cause, as recorded or read")


def _largest(run: Run, table: Table, what: str) -> DrawnChart:
    """Bars of a table's counts, this year's column first and last year's second; its total left out."""
    if table.frame.empty:
        return bars([], "", "", "", "")
    name, *counts = [each.key for each in table.columns if each.kind == "count" or each == table.columns[0]]
    rows = table.frame[table.frame[name] != TOTAL]
    years = counts[: len(sides(run))]
    values = [Bar(row[name], *(_number(row[year]) for year in years)) for _, row in rows.iterrows()]
    if sum((bar.now or 0) + (bar.before or 0) for bar in values) < SMALL_BASE:
        return NO_CHART
    return bars(values, sides(run)[0].label, last_label(run), *chart_titles.largest(table, what))


def _number(cell: Any) -> Any:
    return None if isinstance(cell, str) else cell


def responded_in_time(run: Run) -> DrawnChart:
    """The percentage answered in time at each stage of each Code, last year's where it can be compared."""
    values = [
        share
        for regime in run.regimes
        for stage in STAGES
        if (share := _in_time(run, regime, stage)) is not None
    ]
    if sum(share.denominator for share in values) < SMALL_BASE:
        return NO_CHART
    return shares(values, sides(run)[0].label, last_label(run), *chart_titles.responded_in_time(run))


def _in_time(run: Run, regime: str, stage: str) -> BarShare | None:
    now, before = both(run, f"{regime}.{stage}.responded.in_time_pct")
    if now is None:
        return None
    last = before.value if before is not None and comparable(run) else None
    return BarShare(stage_name(regime, stage), int(now.numerator or 0), int(now.denominator or 0), last)


def outcomes(run: Run, table: Table) -> DrawnChart:
    """What was decided at each stage of each Code and year, as shares of all answered."""
    labels = taxonomy.labels("outcome")
    values = [
        Stack(row["complaints"], [row[f"outcome.{label}"] for label in labels])
        for _, row in table.frame.iterrows()
        if not any(isinstance(row[f"outcome.{label}"], str) for label in labels)
    ]
    if sum(sum(stack.counts) for stack in values) < SMALL_BASE:
        return NO_CHART
    parts = [taxonomy.printed("outcome", label) for label in labels]
    return stacks(values, parts, *chart_titles.outcomes(run))


def benchmark_funnel(run: Run, peers: Peers | None) -> DrawnChart:
    """CH02 at stage 1 of our kind of landlord by number of complaints, within the limits of chance."""
    found = peers.funnel if peers else None
    if peers is None or found is None:
        return NO_CHART
    others = f"other {vocabulary('group')[found.group].removeprefix('all ')}"
    dots = Dots(run.council.council.name, found.ours, found.others, others)
    return funnel(dots, "Stage 1 complaints", *other_landlords.funnel(peers))
