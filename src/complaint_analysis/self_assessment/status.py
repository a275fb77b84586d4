"""Where a council stands against the Codes: answers counted, what is left to do, what changed in a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.measures.figure import Figure, count_of_file, every
from complaint_analysis.measures.measure import figures_of_module, measure, where_recorded
from complaint_analysis.oversight.side_file_rows import rows_of
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.printing.sentences import listed
from complaint_analysis.printing.table import TOTAL, Column, Table, print_date, table_of
from complaint_analysis.self_assessment.form import ANSWERS, Answer, Form, parts_of, words

_COUNTS = (*ANSWERS, "total")
_WORTH: dict[Answer, int] = {"blank": 0, "no": 1, "partial": 2, "yes": 3}


@dataclass(frozen=True)
class CodeAnswers:
    """The answers of a self-assessment to one Code; without a form none."""

    code: str
    form: Form | None

    @property
    def code_name(self) -> str:
        return load_code(self.code).name

    def figure(self, name: str) -> Iterator[Figure]:
        """How many provisions have one answer, or `total` have any."""
        answers = self.form.answers if self.form else {}
        rows = pd.DataFrame({"reference": [*answers], "answer": [*answers.values()]}, dtype="str")
        counted = every(rows) if name == "total" else rows["answer"] == name
        figure = count_of_file(
            f"self_assessment.{self.code}.{name}", rows, counted, "provisions", by="answer"
        )
        return where_recorded(self.form is not None, [figure])


def figures(code: str, form: Form | None) -> list[Figure]:
    """The answers of a self-assessment by kind and in all, in provisions; not recorded without a form.

    A provision that is not on the form, or whose answer is not understood, is blank. In the short form
    with a row a section the sections are counted.
    """
    return list(figures_of_module(__name__, CodeAnswers(code, form)))


@measure
def complied_with(answers: CodeAnswers) -> Iterator[Figure]:
    """Provisions of the {0.code_name} with which the self-assessment says that the council complies"""
    yield from answers.figure("yes")


@measure
def not_complied_with(answers: CodeAnswers) -> Iterator[Figure]:
    """Provisions of the {0.code_name} with which the self-assessment says that the council does not comply"""
    yield from answers.figure("no")


@measure
def complied_with_in_part(answers: CodeAnswers) -> Iterator[Figure]:
    """Provisions of the {0.code_name} with which the self-assessment says that the council complies
    in part"""
    yield from answers.figure("partial")


@measure
def without_an_answer(answers: CodeAnswers) -> Iterator[Figure]:
    """Provisions of the {0.code_name} without an answer that is understood, or not on the form"""
    yield from answers.figure("blank")


@measure
def to_be_answered(answers: CodeAnswers) -> Iterator[Figure]:
    """Provisions of the {0.code_name} that the self-assessment should answer"""
    yield from answers.figure("total")


def summary(forms: Iterable[Form]) -> Table:
    """How many provisions of each section are met, a column a Code, with their sum; no rows without forms."""
    given = list(forms)
    met = {form.code: _met_by_section(form) for form in given}
    names = words()["sections"]
    rows = [
        {"section": f"{number} {name}"}
        | {str(code): counts.get(int(number), "") for code, counts in met.items()}
        for number, name in names.items()
    ]
    total = {"section": "All"} | {str(form.code): _met(list(form.answers.values())) for form in given}
    columns = (
        Column("section", "Section"),
        *(Column(form.code, f"{form.catalogue.short_name}: met", "printed") for form in given),
    )
    caption = "Provisions that we meet, of all, by section of the Code"
    return table_of("self-assessment-summary", caption, [*rows, total] if given else [], columns)


def _met_by_section(form: Form) -> dict[int, str]:
    answers: dict[int, list[Answer]] = {}
    for number, answer in form.answers.items():
        answers.setdefault(form.section_of(number).number, []).append(answer)
    return {number: _met(given) for number, given in answers.items()}


def _met(answers: Sequence[Answer]) -> str:
    return f"{answers.count('yes')} of {len(answers)}"


def by_section(form: Form) -> Table:
    """The answers to one Code by section, with a total row."""
    rows = _by_section(form)
    sums = {key: sum(row[key] for row in rows) for key in _COUNTS}
    columns = (
        Column("section", "Section"),
        *(Column(key, words()["printed"].get(key, TOTAL), "count") for key in _COUNTS),
    )
    caption = f"{form.catalogue.short_name}: provisions by section and by answer"
    total = {"section": TOTAL, **sums}
    return table_of(f"self-assessment-summary-{form.code}", caption, [*rows, total], columns, total=True)


def gaps(forms: Iterable[Form], actions: pd.DataFrame | None = None) -> Table:
    """What a council does not do, or does in part, or has not answered, with its action, owner and date.

    `actions` are the confirmed ones, a row each with `code`, `provision`, `promise`, `owner_role`, `due`
    and their `state` in words: where a provision has some, they say what is promised and how it stands.
    """
    columns = (
        Column("provision", "Provision, in our words"),
        Column("answer", "Do we comply?"),
        Column("action", "What we will do"),
        Column("owner_role", "Who"),
        Column("due", "By"),
        Column("state", "How it stands"),
    )
    rows = [
        _gap(form, number, actions)
        for form in forms
        for number, answer in form.answers.items()
        if answer != "yes"
    ]
    caption = "Provisions not fully complied with or not answered, with what we will do"
    return table_of("self-assessment-gaps", caption, rows, columns)


@dataclass(frozen=True)
class Change:
    """A provision in two years. `same_action` says that the action promised last time is promised again."""

    code: str
    number: str
    before: Answer
    now: Answer
    same_action: bool

    @property
    def differs(self) -> bool:
        return self.before != self.now

    @property
    def better(self) -> bool:
        """Whether the answer moved towards yes; a blank answer is below a no, as nothing is said."""
        return _WORTH[self.now] > _WORTH[self.before]


def changed(this: Form, last: Form) -> tuple[Change, ...]:
    """Every provision of this year's form beside last year's answer to it, in the Code's order.

    Empty where one of the two is the short form with a row a section, as then nothing can be compared.
    """
    return tuple(
        Change(this.code, number, last.answers[number], answer, _same_action(this, last, number))
        for number, answer in this.answers.items()
        if number in last.answers and this.by_section == last.by_section
    )


def changes_table(form: Form, last: Form, last_label: str, label: str) -> Table:
    """What changed since last year's form, provision by provision, and what is promised again unchanged."""
    columns = (
        Column("provision", "Provision, in our words"),
        Column("before", last_label),
        Column("now", label),
        Column("note", "Note"),
    )
    rows = [_changed(form, change) for change in changed(form, last) if change.differs or change.same_action]
    named = form.catalogue.short_name
    caption = f"{named}: answers that changed between {last_label} and {label}, and actions promised again"
    return table_of(f"self-assessment-changes-{form.code}", caption, rows, columns)


def _changed(form: Form, change: Change) -> dict[str, str]:
    printed = words()["printed"]
    return {
        "provision": f"{change.number} {wording_of(form, change.number)}",
        "before": printed[change.before],
        "now": printed[change.now],
        "note": "The same action is promised again" if change.same_action else "",
    }


def say_changes(pairs: Iterable[tuple[Form, Form]], last_label: str) -> str:
    """How many answers changed since last year, how many to yes and from yes; '' without forms to compare."""
    found = [change for form, last in pairs for change in changed(form, last)]
    if not found:
        return ""
    differ = [change for change in found if change.differs]
    if not differ:
        return f"No answer changed since {last_label}."
    to_yes = sum(change.now == "yes" for change in differ)
    from_yes = sum(change.before == "yes" for change in differ)
    parts = [f"{to_yes} to yes" if to_yes else "", f"{from_yes} from yes" if from_yes else ""]
    directions = listed(parts)
    answers = print_number_of(len(differ), "answer")
    return f"{answers} changed since {last_label}{f': {directions}' if directions else ''}."


def say_without_evidence(forms: Iterable[Form]) -> str:
    """The provisions for which no evidence is named; '' without any, or without a column for it."""
    named = [name_of(form, number) for form in forms for number in without_evidence(form)]
    return f"No evidence is named for {listed(named)}." if named else ""


def without_evidence(form: Form) -> tuple[str, ...]:
    """The provisions for which no evidence is named; none where the form has no column for it."""
    if not form.has("evidence"):
        return ()
    return tuple(number for number in form.expected if not any(row.evidence for row in form.rows_of(number)))


def print_due(due: str) -> str:
    """A due date as the report writes it; words that are no date stay as they are.

    >>> print_due("2025-09-30"), print_due("by the end of Q2")
    ('30 September 2025', 'by the end of Q2')
    """
    try:
        return print_date(date.fromisoformat(due))
    except ValueError:
        return due


def name_of(form: Form, number: str) -> str:
    """A provision with its Code, as readers see it: LGSCO 6.6, or LGSCO section 6."""
    return f"{form.catalogue.short_name} {'section ' if form.by_section else ''}{number}"


def wording_of(form: Form, number: str) -> str:
    """Our own wording of a provision; in the short form the section's name."""
    return form.section_of(number).name if form.by_section else form.catalogue[number].wording


def _by_section(form: Form) -> list[dict]:
    counts: dict[str, Counter] = {}
    for number, answer in form.answers.items():
        section = form.section_of(number)
        heading = f"{section.number} {section.name}"
        counts.setdefault(heading, Counter())[answer] += 1
    return [
        {"section": heading, **{answer: counted[answer] for answer in ANSWERS}, "total": counted.total()}
        for heading, counted in counts.items()
    ]


def _gap(form: Form, number: str, actions: pd.DataFrame | None) -> dict[str, str]:
    confirmed = _confirmed(form, number, actions)
    told = _as_confirmed(confirmed) if confirmed else _as_on_the_form(form, number)
    provision = f"{name_of(form, number)}: {wording_of(form, number)}"
    return {"provision": provision, "answer": words()["printed"][form.answers[number]], **told}


def _confirmed(form: Form, number: str, actions: pd.DataFrame | None) -> list[dict[Any, Any]]:
    """The confirmed actions of a provision, or of all the provisions of a section of the short form."""
    return [
        row
        for row in rows_of(actions)
        if row["code"] == form.code
        and (row["provision"] == number or _is_within(form, row["provision"], number))
    ]


def _is_within(form: Form, provision: str, part: str) -> bool:
    return (
        form.by_section
        and provision in form.catalogue
        and part in parts_of(form.catalogue[provision].section)
    )


def _as_confirmed(actions: Sequence[Mapping[Any, Any]]) -> dict[str, str]:
    due = [print_date(row["due"]) if row["due"] else "" for row in actions]
    return {
        "action": "; ".join(row["promise"] for row in actions),
        "owner_role": "; ".join(dict.fromkeys(row["owner_role"] for row in actions if row["owner_role"])),
        "due": "; ".join(dict.fromkeys(day for day in due if day)),
        "state": "; ".join(dict.fromkeys(row["state"] for row in actions)),
    }


def _as_on_the_form(form: Form, number: str) -> dict[str, str]:
    rows = form.rows_of(number)
    return {
        "action": " ".join(row.action for row in rows if row.action),
        "owner_role": "; ".join(dict.fromkeys(row.owner_role for row in rows if row.owner_role)),
        "due": "; ".join(dict.fromkeys(print_due(row.due) for row in rows if row.due)),
        "state": words()["not_tracked"] if any(row.action for row in rows) else "",
    }


def _same_action(this: Form, last: Form, number: str) -> bool:
    now, before = (
        {" ".join(row.action.casefold().split()) for row in form.rows_of(number) if row.action}
        for form in (this, last)
    )
    return bool(now & before)
