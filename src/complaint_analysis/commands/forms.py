"""Filled-in forms into a data folder, and forms out of it to fill in."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

from complaint_analysis.council.locations import DEMONSTRATION
from complaint_analysis.council.settings import YearFacts, shown
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.self_assessment.canonical_csv import write_form
from complaint_analysis.self_assessment.exporting import blank_form, export_form
from complaint_analysis.self_assessment.form import ANSWERS, Form, Problem, words
from complaint_analysis.self_assessment.promises import find_promises
from complaint_analysis.self_assessment.reading.form_file import files_of, form_in_hand, forms_of, read_form
from complaint_analysis.self_assessment.text_checks import find_odd

_MANY = 20


def import_form(path: Path, code: str, facts: YearFacts, occasion: str = "") -> list[str]:
    """Reads a filled-in form into a year's folder, and says in lines what was read and what to settle.

    The form is written as canonical CSV, with its own file beside it under the same number; of several
    forms of a year each has a number. One that is there already is not written again. An InputError where
    the file is not there or cannot be read.
    """
    if not path.is_file():
        raise InputError("there is no such file", where=shown(path), do="name the filled-in form")
    form = read_form(path, code)
    if occasion:
        form = replace(form, occasion=form.occasion.model_copy(update={"occasion": occasion}))
    known = next((each for each in forms_of(facts.folder, form.code).values() if _is_same(each, form)), None)
    if known is not None and path.parent.resolve() != facts.folder.resolve():
        return [f"This form is there already: {known.source}", *_summary(form)]
    target = _target(path, form, facts.folder)
    if path.resolve() != target.resolve():
        write_form(form, target)
    if path.suffix.lower() != ".csv" and path.resolve().parent != facts.folder.resolve():
        shutil.copy(path, target.with_suffix(path.suffix.lower()))
    return [f"Read as {shown(target)}", *_demonstration(facts), *_summary(form)]


def write_blank_or_last(path: Path, code: str, facts: YearFacts, *, blank: bool = False) -> list[str]:
    """Writes a year's form as .docx or .xlsx to go on with, or one without answers; says in a line which.

    Without a form of the year, or with `blank`, all answers are empty; official wording is taken over from
    the year's form, where that has it. A UsageError where the file is there already, or its folder is not.
    """
    if not path.parent.is_dir():
        raise UsageError("there is no such folder", where=shown(path.parent), do="make it, or name another")
    if path.exists():
        raise UsageError("the file is there already", where=shown(path), do="name another, or move it away")
    there = form_in_hand(facts.folder, code)
    form = blank_form(code, there) if blank or there is None else there
    export_form(form, path)
    kind = "without answers" if blank or there is None else f"with the answers of {there.source}"
    return [f"Written {kind}: {path}", f"Read it back with import-form, as {form.code} of {facts.year.name}."]


def _is_same(one: Form, other: Form) -> bool:
    return one.rows == other.rows and one.occasion == other.occasion


def _target(path: Path, form: Form, folder: Path) -> Path:
    """The CSV under the number of the form's own file where it lies in the folder, else the next free one."""
    taken = files_of(folder, form.code)
    same = [
        number
        for number, each in taken.items()
        if each.with_suffix("").resolve() == path.with_suffix("").resolve()
    ]
    number = same[0] if same else max(taken, default=0) + 1
    suffix = "" if number == 1 else f"-{number}"
    return folder / f"self-assessment-{form.code}{suffix}.csv"


def _demonstration(facts: YearFacts) -> list[str]:
    if facts.folder.parent.resolve() != DEMONSTRATION.resolve():
        return []
    return ["This is the demonstration council's folder: name your own with --data, and take the form out."]


def _summary(form: Form) -> list[str]:
    counts = Counter(form.answers.values())
    answers = ", ".join(f"{counts[answer]} {words()['printed'][answer].lower()}" for answer in ANSWERS)
    what = "sections" if form.by_section else "provisions"
    serious = [each for each in form.problems if each.serious]
    others = [each for each in form.problems if not each.serious]
    return [
        "",
        f"{len(form.answers)} {what}: {answers}",
        _occasion(form),
        *_listed("To settle before it is published", serious),
        *_listed("To look at", others),
        "",
        _promises(form),
        f"{len({odd.number for odd in find_odd(form)})} answers whose own words are worth reading again.",
        "The next report lists them in private/: proposed-actions.csv and text-checks.csv.",
    ]


def _occasion(form: Form) -> str:
    made = form.occasion
    if made.approved_on:
        return f"Occasion: {made.occasion}; approved {made.approved_on.isoformat()}"
    return (
        f"Occasion: {made.occasion}; not approved yet: an approved form of the year is published before it. "
        "Say who approved it and when in the first line of the CSV."
    )


def _listed(heading: str, problems: list[Problem]) -> list[str]:
    alike: dict[tuple[str, str], list[Problem]] = {}
    for each in problems:
        alike.setdefault((each.kind, each.column), []).append(each)
    lines = [line for same in alike.values() for line in _in_lines(same)]
    return ["", f"{heading} ({len(problems)}):", *lines] if problems else []


def _in_lines(same: list[Problem]) -> list[str]:
    """Problems of one kind, a line each; of many the first, and how many more."""
    if len(same) <= _MANY:
        return [f"  {each.text}" for each in same]
    return [
        f"  {same[0].text}",
        f"    and {len(same) - 1} more like it; all are in private/form-problems.csv",
    ]


def _promises(form: Form) -> str:
    kinds = Counter[str](promise.kind for promise in find_promises(form))
    named = (("dated", "with a date"), ("undated", "without one"), ("recurring", "that recur"))
    return "Promises found: " + ", ".join(f"{kinds[kind]} {words}" for kind, words in named) + "."
