"""What was learnt and promised because of complaints, what checks and surveys found, in words."""

from __future__ import annotations

from complaint_analysis.chapters.period_files import (
    improvements_of_period,
    last_file,
    promises_of_years,
    quality_sheets,
    surveys,
)
from complaint_analysis.oversight import improvements, promises_due, quality_checks
from complaint_analysis.oversight import satisfaction as satisfied
from complaint_analysis.printing.sentences import paragraph
from complaint_analysis.run.period_run import Run


def learning(run: Run) -> str:
    """How many improvements there are and how they stand; of a year, what became of last year's too."""
    now = improvements.say_learning(improvements_of_period(run), run.records.as_at, run.regimes)
    if run.period.is_quarter:
        return now
    last = last_file(run, "improvements")
    return paragraph(now, improvements.say_last_year(last, run.files.improvements, run.regimes))


def what_changed(run: Run) -> str:
    """What was done because of complaints, as a markdown list."""
    return improvements.what_changed(improvements_of_period(run), run.regimes)


def improvement_plan(run: Run) -> str:
    """The service improvement plan theme by theme, as markdown."""
    return improvements.improvement_plan(improvements_of_period(run), run.regimes)


def due(run: Run) -> str:
    """How many promises fell due, were kept, and are overdue."""
    return promises_due.say_due(promises_of_years(run), run.period)


def quality(run: Run) -> str:
    """How many complaints were drawn from how many and checked, and by which seed anyone draws them again."""
    sheets = quality_checks.of_regimes(quality_sheets(run), run.records.table, run.regimes)
    again = [quality_checks.drawn_again(each, run.records.table) for each in sheets]
    return quality_checks.say_quality(sheets, again)


def satisfaction(run: Run) -> str:
    """What surveys found, each in a sentence."""
    return satisfied.say_satisfaction(surveys(run), run.regimes)
