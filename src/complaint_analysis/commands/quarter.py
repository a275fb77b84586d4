"""The quarterly learning and performance report: the year's notebooks and measures on one quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.pipeline import make_publication
from complaint_analysis.commands.progress import Progress
from complaint_analysis.council.periods import Period
from complaint_analysis.council.settings import YearFacts, load_council
from complaint_analysis.errors import UsageError
from complaint_analysis.printing.table import print_date


def make_quarter(job: Job, renderer: str, progress: Progress, *, fresh: bool = False) -> None:
    """The quarter's report in its own folder; nothing of the year's report is touched; errors as `dated`."""
    job = dated(job)
    closing = make_publication(job, renderer, progress, fresh=fresh)
    progress.say("\n".join(["", f"Report:  {job.public / 'quarterly-report.html'}", *closing]))


def dated(job: Job) -> Job:
    """The job of a quarter with the day that it is told as at.

    A UsageError where the quarter has not begun by that day.
    """
    facts = load_council(job.data).year(job.year)
    return replace(job, as_at=as_at_of(facts, job.period, job.as_at, date.today()))


def as_at_of(facts: YearFacts, period: Period, given: date | None, today: date) -> date:
    """The day a quarter is told as at: the one given, else the extract's, else the quarter's last; never
    after today."""
    if given and given > today:
        raise UsageError(
            f"{print_date(given)} is still to come", do="give --as-at a day on which the records stood"
        )
    day = given or min(facts.extracted_on or period.end, today)
    if day < period.start:
        raise UsageError(
            f"by {print_date(day)} the quarter {period.label} had not begun",
            do="name an earlier quarter, or with --as-at a day in it or after it",
        )
    return day
