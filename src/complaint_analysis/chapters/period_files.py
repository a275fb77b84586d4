"""A year's side files as a run shows them: those of its period, without what may not be published yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from complaint_analysis.council.periods import short_label
from complaint_analysis.oversight import ombudsman_findings, ombudsman_letters
from complaint_analysis.oversight import quality_checks as checks
from complaint_analysis.oversight.benchmarks.tenant_survey import tenant_survey
from complaint_analysis.oversight.files_of_quarter import of_quarter
from complaint_analysis.oversight.improvements import of_the_year
from complaint_analysis.oversight.promises_due import DuePromise, promises
from complaint_analysis.oversight.satisfaction import with_tenant_survey
from complaint_analysis.printing.table import Table
from complaint_analysis.records.side_files import YearFiles
from complaint_analysis.run.period_run import Run


def public_files(run: Run) -> list[YearFiles]:
    """The side files of this year, and of the year before where there are any, as they may be published."""
    known = [files for files in (run.files, run.last_files) if files is not None]
    return [ombudsman_findings.in_public_files(files, position(run)) for files in known]


def position(run: Run) -> date:
    """The day on which it is judged what may be published: the year's position, a quarter's own extract."""
    return run.records.as_at if run.period.is_quarter else run.facts.position


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


def or_absent(run: Run, name: str, table: Table) -> Table:
    """The table of a file, in whose place stands what the council says of the file where it has no rows."""
    return replace(table, otherwise=absent(run, name))


def last_file(run: Run, name: str) -> Any:
    """A file of the year before, None where there is none."""
    return getattr(run.last_files, name) if run.last_files is not None else None


def private_counts(run: Run) -> pd.DataFrame:
    """Cases and findings of the period with those that may not be published yet; for `private/` only."""
    found = of_quarter(run.files, run.period, run.records.as_at).ombudsman
    return ombudsman_findings.private_counts(found, position(run), run.regimes)


def newest_report(run: Run, name: str) -> tuple[Any, pd.DataFrame | None]:
    """The newest of an Ombudsman's letters or reports on us, and our own record of the year it covers."""
    files = public_files(run)
    report = next((found for each in files if (found := getattr(each, name))), None)
    return report, ombudsman_letters.record_of(report.period, files) if report else None


def improvements_of_period(run: Run) -> pd.DataFrame | None:
    """The improvements of the period, without those that last year's plan already gave as done."""
    return of_the_year(files_of_period(run)[0].improvements, last_file(run, "improvements"))


def promises_of_years(run: Run) -> list[DuePromise]:
    """Every promise that the files of the year and of the year before hold, by its day."""
    now, *last = public_files(run)
    return promises(now, last[0] if last else None, run.records.as_at, run.regimes)


def surveys(run: Run) -> pd.DataFrame | None:
    """What surveys found: TP09 from the regulator's workbook where we are in it, and our own."""
    tenants = tenant_survey(run.council.folder, run.council.council.landlord_code, run.year.name)
    return with_tenant_survey(run.files.satisfaction, tenants, run.year.name)


def quality_sheets(run: Run) -> list[checks.QualitySheet]:
    """The sheets of the period's quality checks, with the cases of all Codes."""
    return checks.read_sheets(run.facts.folder, run.period.quarter)


def quality_by_code(run: Run) -> dict[str, list[checks.QualitySheet] | None]:
    """The sheets by Code in scope, each with that Code's cases; None where none was drawn for it."""
    return checks.by_code(quality_sheets(run), run.records.table, run.regimes)
