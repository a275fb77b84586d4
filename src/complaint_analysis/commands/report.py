"""`report`: the report of a year, and at its end where it is, how it stands and what it still needs."""

from __future__ import annotations

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.pipeline import make_publication
from complaint_analysis.commands.progress import Progress


def make_report(job: Job, renderer: str, progress: Progress, *, fresh: bool = False) -> None:
    """The publication of a year in `public/`."""
    closing = make_publication(job, renderer, progress, fresh=fresh)
    progress.say("\n".join(["", f"Report:  {job.public / 'annual-report.html'}", *closing]))
