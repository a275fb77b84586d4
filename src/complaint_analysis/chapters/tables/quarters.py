"""The last five quarters side by side: how complaints and their handling went on (HO and LGSCO 9.7 b)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from complaint_analysis.chapters.tables.years import side_by_side
from complaint_analysis.council.periods import Period, ReportingYear, short_label
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.figure import Figure, printed_unless_small
from complaint_analysis.measures.outcomes import outcomes
from complaint_analysis.measures.timeliness import received, responded
from complaint_analysis.printing.table import Table
from complaint_analysis.records.clocks import STAGES
from complaint_analysis.run.compared_years import comparable_periods, sides
from complaint_analysis.run.period_run import Run

QUARTERS_SHOWN = 5
"""With five the same quarter of last year is among them."""


def over_the_quarters(run: Run) -> Table:
    """The headline figures of the last five quarters that the records hold, oldest first."""
    quarters = quarters_up_to(run)
    found = {short_label(basis.period): _figures(run, basis) for basis in quarters}
    notes = _notes(run, quarters)
    return side_by_side("over-the-quarters", run.regimes, found, printed_unless_small, notes)


def quarters_up_to(run: Run) -> list[Basis]:
    """The last five quarters to the end of the period; last year's are as its own report saw them."""
    whole = [each.basis for each in reversed(sides(run))]
    found = [replace(basis, period=quarter) for basis in whole for quarter in _quarters(basis)]
    return [each for each in found if each.period.end <= run.period.end][-QUARTERS_SHOWN:]


def _quarters(basis: Basis) -> tuple[Period, ...]:
    return ReportingYear.containing(basis.period.start).quarters


def _figures(run: Run, basis: Basis) -> dict[str, Figure]:
    return {figure.id: figure for figure in _headlines(run, basis)}


def _headlines(run: Run, basis: Basis) -> Iterator[Figure]:
    for regime in run.regimes:
        for number in STAGES:
            for measure in (received, responded, outcomes):
                yield from measure(basis.stage(regime, number))


def _notes(run: Run, quarters: list[Basis]) -> tuple[str, ...]:
    if comparable_periods(run, [each.period for each in quarters]):
        return ()
    return ("The quarters ran under different rules: how quickly we answered cannot be compared.",)
