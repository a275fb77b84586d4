"""What a run shows of learning: improvements, promises, resolutions, quality checks and surveys."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.chapters import commentary
from complaint_analysis.chapters.period_files import files_of_period, label, last_file, public_files
from complaint_analysis.measures.figure import Figure
from complaint_analysis.oversight import approved_wording
from complaint_analysis.oversight import improvements as plans
from complaint_analysis.oversight import promises_due as due
from complaint_analysis.oversight import quality_checks as quality
from complaint_analysis.oversight import satisfaction as surveys
from complaint_analysis.oversight.benchmarks.tenant_survey import tenant_survey
from complaint_analysis.printing.table import Table
from complaint_analysis.run.period_run import Run

__all__ = [
    "improvement_plan",
    "improvements",
    "improvements_last_year",
    "plan",
    "promises",
    "promises_due",
    "quality_checks",
    "quality_figures",
    "resolutions",
    "satisfaction",
    "say_due",
    "say_improvements",
    "say_quality",
    "say_satisfaction",
    "subject_pages",
    "what_changed",
]


def __dir__() -> list[str]:
    return __all__


def plan(run: Run) -> pd.DataFrame | None:
    """The improvements of the period, without those that last year's plan already gave as done."""
    return plans.of_the_year(files_of_period(run)[0].improvements, last_file(run, "improvements"))


def improvements(run: Run) -> Table:
    """The service improvement plan."""
    return plans.improvements(plan(run), label(run), run.regimes)


def improvements_last_year(run: Run) -> Table:
    """What became of last year's plan."""
    return plans.improvements_last_year(
        last_file(run, "improvements"), run.files.improvements, run.year.previous.name, run.regimes
    )


def resolutions(run: Run) -> Table:
    """What Members asked for and what was done."""
    asked = files_of_period(run)[0].resolutions
    return plans.resolutions(asked, last_file(run, "resolutions"), run.records.as_at, label(run))


def promises(run: Run) -> list[due.DuePromise]:
    """Every promise that the files of the year and of the year before hold, by its day."""
    now, *last = public_files(run)
    return due.promises(now, last[0] if last else None, run.records.as_at, run.regimes)


def promises_due(run: Run) -> Table:
    """What fell due in the period, what is overdue and what comes next."""
    return due.promises_due(promises(run), run.period, label(run))


def say_due(run: Run) -> str:
    """How many promises fell due, were kept, and are overdue."""
    return due.say_due(promises(run), run.period)


def improvement_plan(run: Run) -> str:
    """The service improvement plan theme by theme, as markdown."""
    return plans.improvement_plan(plan(run), run.regimes)


def what_changed(run: Run) -> str:
    """What was done because of complaints, as a markdown list."""
    return plans.what_changed(plan(run), run.regimes)


def subject_pages(run: Run) -> commentary.SubjectPages:
    """A part for each subject that complaints were about, with approved wording and what answers it."""
    return commentary.subject_pages(
        run, plan(run), approved_wording.approved(run.files.examples, run.regimes)
    )


def say_improvements(run: Run) -> str:
    """How many improvements there are and how they stand; of a year, what became of last year's too."""
    said = plans.say_learning(plan(run), run.records.as_at, run.regimes)
    if run.period.is_quarter:
        return said
    before = plans.say_last_year(last_file(run, "improvements"), run.files.improvements, run.regimes)
    return f"{said} {before}".strip()


def _quality_sheets(run: Run) -> list[quality.QualitySheet]:
    return quality.read_sheets(run.facts.folder, run.period.quarter)


def _quality_by_code(run: Run) -> dict[str, list[quality.QualitySheet] | None]:
    return quality.by_code(_quality_sheets(run), run.records.table, run.regimes)


def quality_figures(run: Run) -> list[Figure]:
    """How many complaints of each Code were drawn for quality checks, and checked."""
    return quality.figures(_quality_by_code(run))


def quality_checks(run: Run) -> Table:
    """What the quality checks of the period found, Code by Code and question by question."""
    threshold, quarter = run.council.disclosure.threshold, run.period.is_quarter
    return quality.quality_checks(_quality_by_code(run), label(run), threshold, quarter=quarter)


def say_quality(run: Run) -> str:
    """How many complaints were drawn from how many and checked, and by which seed anyone draws them again."""
    sheets = quality.of_regimes(_quality_sheets(run), run.records.table, run.regimes)
    return quality.say_quality(sheets, [quality.drawn_again(each, run.records.table) for each in sheets])


def satisfaction(run: Run) -> Table:
    """What surveys found of complaint handling."""
    return surveys.satisfaction(_surveys(run), run.year.name, run.regimes)


def say_satisfaction(run: Run) -> str:
    """What surveys found, each in a sentence."""
    return surveys.say_satisfaction(_surveys(run), run.regimes)


def _surveys(run: Run) -> pd.DataFrame | None:
    """What surveys found: TP09 from the regulator's workbook where we are in it, and our own."""
    tenants = tenant_survey(run.council.folder, run.council.council.landlord_code, run.year.name)
    return surveys.with_tenant_survey(run.files.satisfaction, tenants, run.year.name)
