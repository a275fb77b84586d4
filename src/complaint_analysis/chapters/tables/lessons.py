"""Tables of what was learnt: improvements, resolutions, promises by their day, quality checks, surveys."""

from __future__ import annotations

from complaint_analysis.chapters.period_files import (
    files_of_period,
    improvements_of_period,
    label,
    last_file,
    or_absent,
    promises_of_years,
    quality_by_code,
    surveys,
)
from complaint_analysis.oversight import improvements as plans
from complaint_analysis.oversight import promises_due as promises
from complaint_analysis.oversight import quality_checks as checks
from complaint_analysis.oversight import satisfaction as satisfied
from complaint_analysis.printing.table import Table
from complaint_analysis.run.period_run import Run


def improvements(run: Run) -> Table:
    """The service improvement plan."""
    table = plans.improvements(improvements_of_period(run), label(run), run.regimes)
    return or_absent(run, "improvements", table)


def improvements_last_year(run: Run) -> Table:
    """What became of last year's plan."""
    then, now = last_file(run, "improvements"), run.files.improvements
    return plans.improvements_last_year(then, now, run.year.previous.name, run.regimes)


def resolutions(run: Run) -> Table:
    """What Members asked for and what was done."""
    asked = files_of_period(run)[0].resolutions
    table = plans.resolutions(asked, last_file(run, "resolutions"), run.records.as_at, label(run))
    return or_absent(run, "resolutions", table)


def promises_due(run: Run) -> Table:
    """What fell due in the period, what is overdue and what comes next."""
    return promises.promises_due(promises_of_years(run), run.period, label(run))


def quality_checks(run: Run) -> Table:
    """What the quality checks of the period found, Code by Code and question by question."""
    threshold, quarter = run.council.disclosure.threshold, run.period.is_quarter
    return checks.quality_checks(quality_by_code(run), label(run), threshold, quarter=quarter)


def satisfaction(run: Run) -> Table:
    """What surveys found of complaint handling."""
    return or_absent(run, "satisfaction", satisfied.satisfaction(surveys(run), run.year.name, run.regimes))
