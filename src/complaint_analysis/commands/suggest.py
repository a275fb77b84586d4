"""The command that suggests labels for open cases: what it learnt from, how good it is, where its list is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from complaint_analysis.classify.suggestions import (
    FEWEST_CASES,
    FEWEST_OF_A_LABEL,
    Learnt,
    Lesson,
    learn,
    lessons,
    require_installed,
)
from complaint_analysis.commands.finished_run import current_run
from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.errors import UsageError
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.publish.output_folder import working_in
from complaint_analysis.records.store import write_csv

NAME, FIGURES = "suggestions.csv", "suggestions-measured.csv"


def suggest_labels(job: Job, progress: Progress) -> Path:
    """The list of suggestions in `private/`, its cross-validated figures beside it and on the screen.

    A UsageError where scikit-learn is not installed, no earlier year is there, or too few cases are coded.
    """
    require_installed()
    run = current_run(job)
    found = list(lessons(run.records.table, job.period, job.regimes))
    _require_enough_coded(found, run.records.table, job)
    with working_in(job.folder), progress.step("Learning from the cases that officers coded"):
        learnt = [learn(lesson) for lesson in found if lesson.enough]
        path = job.private / NAME
        job.private.mkdir(parents=True, exist_ok=True)
        write_csv(pd.concat([each.suggested for each in learnt]), path)
        write_csv(pd.concat([each.measured for each in learnt]), job.private / FIGURES)
    progress.say("\n".join(["", *_lines(found, learnt), "", *_closing(path, learnt, job)]))
    return path


def _require_enough_coded(found: list[Lesson], records: pd.DataFrame, job: Job) -> None:
    if not (pd.to_datetime(records["received"]).dt.date < job.period.start).any():
        raise UsageError(
            f"no year before {job.year.name} is there to learn from",
            where=str(job.data),
            do="put the exports of earlier years, with the officers' codes, into folders of their own",
        )
    if not any(lesson.enough for lesson in found):
        most = max(len(lesson.coded) for lesson in found)
        raise UsageError(
            f"too few cases of earlier years are coded by an officer: {most} at most",
            where=str(job.data),
            do=f"suggestions need {FEWEST_CASES} of a field, and {FEWEST_OF_A_LABEL} of two labels of it",
        )


def _lines(found: list[Lesson], learnt: list[Learnt]) -> list[str]:
    by_name = {each.lesson.name: each for each in learnt}
    return [
        _measured_line(by_name[lesson.name])
        if lesson.name in by_name
        else f"{_begun(lesson.name)}: too few coded cases ({len(lesson.coded)}); nothing is suggested."
        for lesson in found
        if lesson.coded.shape[0] or lesson.open.shape[0]
    ]


def _begun(name: str) -> str:
    """A name at the beginning of a sentence."""
    return name[0].upper() + name[1:]


def _measured_line(learnt: Learnt) -> str:
    share = 100 * learnt.right / learnt.cases
    return (
        f"{_begun(learnt.lesson.name)}: learnt from {print_number_of(learnt.cases, 'coded case')}; "
        f"tested on those it had not seen, right for {learnt.right} of {learnt.cases} ({share:.0f}%), "
        f"macro-F1 {learnt.macro_f1:.2f}; "
        f"the commonest label alone would be right for {learnt.commonest}. "
        f"{print_number_of(len(learnt.suggested), 'open case')}."
    )


def _closing(path: Path, learnt: list[Learnt], job: Job) -> list[str]:
    if not sum(len(each.suggested) for each in learnt):
        return [
            "The rules leave no case open that could be suggested for.",
            f"Measured: {path.with_name(FIGURES)}",
        ]
    return [
        f"Suggested: {path}",
        f"By label:  {path.with_name(FIGURES)}",
        "No suggestion is in any figure. To accept one, write who decided and when into its row",
        "and move the row to",
        f"{job.data / job.year.name / 'overrides.csv'}.",
    ]
