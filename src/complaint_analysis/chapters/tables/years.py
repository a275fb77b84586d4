"""Tables over the years: up to five side by side, and figures of last year that were revised since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.council.codes.regimes import NAME
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.measures.figure import Figure, printed_with_base
from complaint_analysis.printing.sentences import within
from complaint_analysis.printing.table import NOT_RECORDED, Column, Table, table_of, without_rows
from complaint_analysis.run.compared_years import comparable_periods, sides
from complaint_analysis.run.period_run import Run

FEWEST_YEARS = 3
"""Two years stand side by side in every table; from three on they have one of their own."""
Figures = Mapping[str, Figure]
Printed = Callable[[Figures, str], str]


def over_the_years(run: Run) -> Table:
    """The headline figures of up to five years, oldest first; no rows where there are fewer than three."""
    years = _years(run)
    table = side_by_side("over-the-years", run.regimes, years, printed_with_base, _notes(run))
    return table if len(years) >= FEWEST_YEARS else without_rows(table)


def side_by_side(
    id: str, regimes: Iterable[str], periods: Mapping[str, Figures], printed: Printed, notes: tuple[str, ...]
) -> Table:
    """The headline figures of each Code, a column a period, oldest first; `printed` writes a figure."""
    rows = [
        {"row": _row_name(regime, label)}
        | {name: printed(figures, f"{regime}.{ending}") for name, figures in periods.items()}
        for regime in regimes
        for ending, label in words("over_the_years").items()
    ]
    columns = (Column("row", "Measure"), *(Column(name, name, "printed") for name in periods))
    names = list(periods)
    return table_of(id, f"Headline figures, {names[0]} to {names[-1]}", rows, columns, notes)


def _row_name(regime: str, label: str) -> str:
    return f"{NAME[regime]}: {within(label)}"


def _years(run: Run) -> dict[str, Figures]:
    """The figures of each year by its name, oldest first."""
    return dict(run.earlier_figures) | {side.label: side.figures for side in reversed(sides(run))}


def _notes(run: Run) -> tuple[str, ...]:
    whole = [ReportingYear.parse(name).period for name in run.earlier_figures]
    periods = [*whole, *(side.period for side in sides(run))]
    counted = "Each year is as its own report gave it, or where we have no release of it, as its records say."
    if comparable_periods(run, periods):
        return (counted,)
    return (counted, "The years ran under different rules: how quickly we answered cannot be compared.")


def revisions(run: Run) -> Table:
    """Last year's headline figures that its own release printed otherwise; no rows where none differs."""
    label = sides(run)[1].label if run.released else ""
    rows = [row for regime in run.regimes for id in words("headline") if (row := _revised(run, regime, id))]
    columns = (
        Column("row", "Measure"),
        Column("released", f"As published for {label}", "printed"),
        Column("now", "As our records say now", "printed"),
    )
    otherwise = "" if run.released else "No release of last year's report is kept here to compare with."
    what = f"Figures of {label} that have been revised since"
    return table_of("revisions", what, rows, columns, otherwise=otherwise)


def _revised(run: Run, regime: str, id: str) -> dict[str, Any] | None:
    full, heading = f"{regime}.{id}", words("headline")[id]
    released, now = (printed_with_base(figures, full) for figures in (run.released, run.last_figures))
    if released in (now, NOT_RECORDED):
        return None
    return {"row": _row_name(regime, heading), "released": released, "now": now}
