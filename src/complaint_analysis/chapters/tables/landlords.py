"""Tables of the council beside other landlords."""

from __future__ import annotations

from dataclasses import replace

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.oversight.benchmarks import Peers, funnel, standings
from complaint_analysis.printing.table import Table
from complaint_analysis.run.period_run import Run


def benchmarks(run: Run, peers: Peers | None) -> Table:
    """Our CH01 and CH02 at each stage beside the quartiles of each group; for CH02 our rank."""
    return replace(standings(peers), otherwise=_without_peers(run))


def _without_peers(run: Run) -> str:
    """Why there is no comparison: a report of part of a year, or no figures of others to compare with."""
    if run.period != ReportingYear.containing(run.period.start).period:
        return "Other landlords' figures are for whole years, so this report does not compare with them."
    return "We hold no figures of other landlords, for this year or an earlier one, to set ours beside."


def benchmark_funnel(run: Run, peers: Peers | None) -> Table:
    """How many landlords lie within and beyond the limits of chance."""
    return funnel(peers)
