"""The other landlords that a run's report sets the council beside."""

from __future__ import annotations

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.oversight import benchmarks
from complaint_analysis.oversight.benchmarks import Peers
from complaint_analysis.run.period_run import Run


def peers(run: Run) -> Peers | None:
    """Whom the council is set beside; None without housing, for part of a year, and without rented homes."""
    year, homes = ReportingYear.containing(run.period.start), run.facts.homes_owned.lcra
    if "housing" not in run.regimes or run.period != year.period or homes == 0:
        return None
    ours = benchmarks.own_measures(run.figures, run.council.tsm.ch02_rule)
    return benchmarks.peers(
        year, benchmarks.read_returns(run.council.folder), run.council.council, ours, homes
    )
