"""A year's side files as a run shows them: those of its period, without what may not be published yet."""

from __future__ import annotations

from typing import Any

from complaint_analysis.council.periods import short_label
from complaint_analysis.oversight import ombudsman_findings as decided
from complaint_analysis.oversight.files_of_quarter import of_quarter
from complaint_analysis.records.side_files import YearFiles
from complaint_analysis.run.period_run import Run


def public_files(run: Run) -> list[YearFiles]:
    """The side files of this year, and of the year before where there are any, as they may be published."""
    known = [files for files in (run.files, run.last_files) if files is not None]
    return [decided.in_public_files(files, run.records.as_at) for files in known]


def files_of_period(run: Run) -> list[YearFiles]:
    """The files as `public_files`, each with what belongs to the run's period or the same a year before."""
    periods = (run.period, run.period.year_before)
    pairs = zip(public_files(run), periods, strict=False)
    return [of_quarter(files, period, run.records.as_at) for files, period in pairs]


def label(run: Run) -> str:
    """The period's name over a column: `2024-25`."""
    return short_label(run.period)


def absent(run: Run, name: str) -> str:
    """What the council says of a file that is not there; '' where it says nothing."""
    return run.files.said_absent.get(name, "")


def last_file(run: Run, name: str) -> Any:
    return getattr(run.last_files, name) if run.last_files is not None else None
