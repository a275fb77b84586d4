"""Which Codes and years stand side by side, and whether they can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from complaint_analysis.council.periods import Period, short_label
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.figure import Figure
from complaint_analysis.records import clocks
from complaint_analysis.run.period_run import Run

STAGES = tuple(f"stage{number}" for number in clocks.STAGES)


class Side(NamedTuple):
    """One of the years that stand side by side: the name over its columns, its figures and its records."""

    label: str
    figures: Mapping[str, Figure]
    basis: Basis

    @property
    def period(self) -> Period:
        return self.basis.period


def sides(run: Run) -> list[Side]:
    """This period, and the same period a year before where there are figures of it."""
    found = [Side(short_label(run.period), run.figures, run.basis)]
    if run.last_figures and run.last_basis is not None:
        found.append(Side(short_label(run.last_basis.period), run.last_figures, run.last_basis))
    return found


def comparable(run: Run) -> bool:
    """Whether the periods shown ran under one and the same procedure (`[[procedure]]`)."""
    return comparable_periods(run, [side.period for side in sides(run)])


def comparable_periods(run: Run, periods: Iterable[Period]) -> bool:
    """Whether periods ran under one and the same procedure."""
    return len({rules for period in periods for rules in rules_of(run, period)}) <= 1


def rules_of(run: Run, period: Period) -> set[str]:
    """The names of the procedures under which a period's complaints were received; today's is ''."""
    ordered = sorted(run.council.procedure, key=lambda each: each.until)
    at_start = [each for each in ordered if each.until >= period.start]
    begun = [each for i, each in enumerate(at_start) if i == 0 or at_start[i - 1].until < period.end]
    ends_today = not begun or (begun[-1] is ordered[-1] and begun[-1].until < period.end)
    return {each.name for each in begun} | ({""} if ends_today else set())


def pairs(run: Run) -> Iterator[tuple[str, str, Side]]:
    """Key, Code and year of each column of a table that sets them side by side."""
    for regime in run.regimes:
        for side in sides(run):
            yield f"{regime}_{side.label}", regime, side
