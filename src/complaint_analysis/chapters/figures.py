"""Figures that are counted in a year's files: the Ombudsmen's findings, quality checks, self-assessments."""

from __future__ import annotations

from complaint_analysis.chapters.period_files import files_of_period, position, quality_by_code
from complaint_analysis.chapters.year_forms import forms, last_forms
from complaint_analysis.measures.figure import Figure
from complaint_analysis.oversight import ombudsman_findings, quality_checks
from complaint_analysis.run.period_run import Run
from complaint_analysis.self_assessment import status

__all__ = ["of_files", "ombudsman", "quality", "self_assessment"]


def __dir__() -> list[str]:
    return __all__


def of_files(run: Run) -> list[Figure]:
    """All of them, of this year."""
    return [*ombudsman(run), *quality(run), *self_assessment(run)]


def ombudsman(run: Run, *, last: bool = False) -> list[Figure]:
    """What the Ombudsmen found, this year or with `last` the year before."""
    now, *before = files_of_period(run)
    if last and not before:
        return []
    files, received = (before[0], run.last_figures) if last else (now, run.figures)
    counts = {
        regime: None if figure.value is None else int(figure.value)
        for regime in run.regimes
        if (figure := received.get(f"{regime}.stage1.received")) is not None
    }
    return ombudsman_findings.figures(files.ombudsman, counts, position(run), run.regimes)


def quality(run: Run) -> list[Figure]:
    """How many complaints of each Code were drawn for quality checks, and checked."""
    return quality_checks.figures(quality_by_code(run))


def self_assessment(run: Run, *, last: bool = False) -> list[Figure]:
    """The answers of the self-assessments, this year's or with `last` those of the year before."""
    of_year = last_forms(run) if last else forms(run)
    return [figure for regime, form in of_year.items() for figure in status.figures(regime, form)]
