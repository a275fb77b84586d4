"""The self-assessment as a published document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.table import print_date
from complaint_analysis.self_assessment.form import Form, Row, words
from complaint_analysis.self_assessment.status import print_due

_BULLET = "•"


def form_passage(form: Form) -> str:
    """The form as markdown: a level-2 heading a section, below it a level-3 heading a provision.

    Each provision gives the answer in words, the Code's official wording where the form holds it (the
    heading is our own), evidence, explanation, and the action with its owner and date. Every text of the
    form is inert: what is written in a cell prints as written. Rows that are in no Code come last.
    """
    blocks = [*_opening(form)]
    for section, numbers in groupby(form.expected, key=form.section_of):
        blocks += [f"## {escape(section.heading)}", *_section(form, numbers)]
    return "\n\n".join([*blocks, *_unknown(form)]) + "\n"


def _opening(form: Form) -> list[str]:
    made = form.occasion
    by = made.completed_by_role and f"the {made.completed_by_role}"
    completed = _sentence("Completed", by, made.assessed_on)
    approved = _sentence("Approved", made.approved_by, made.approved_on)
    made_for = words()["made_for"].get(made.occasion, "")
    told = " ".join(part for part in (made_for, completed, approved) if part)
    wording = words()["wording"]["official" if form.has("requirement") else "ours"]
    return [part for part in (told, wording) if part]


def _sentence(verb: str, by: str, on: date | None) -> str:
    parts = [verb, f"by {escape(by)}" if by else "", f"on {print_date(on)}" if on else ""]
    return " ".join(part for part in parts if part) + "." if by or on else ""


def _section(form: Form, numbers: Iterable[str]) -> Iterator[str]:
    for number in numbers:
        if not form.by_section:
            yield f"### {number} {escape(form.catalogue[number].wording)}"
        rows = form.rows_of(number)
        for row in rows:
            yield from _row(row)
        if not rows:
            yield _answer("blank", "")


def _unknown(form: Form) -> Iterator[str]:
    rows = [row for row in form.rows if row.number not in form.expected]
    if rows:
        yield "## Rows of the form that are not in the Code"
    for row in rows:
        yield f"### {escape(row.number)}"
        yield from _row(row)


def _row(row: Row) -> Iterator[str]:
    yield _answer(row.answer, row.answer_as_written)
    yield from _labelled("Also written with the answer", row.beside_answer)
    yield from _labelled("What the Code says", row.requirement)
    yield from _labelled("Evidence", row.evidence)
    yield from _labelled("Explanation", row.commentary)
    yield from _labelled("Action", _action(row))
    for heading, text in row.other:
        yield from _labelled(heading or "Other", text)
    if row.flagged:
        yield "Marked on the form for further consideration."


def _answer(answer: str, written: str) -> str:
    """The answer in words, with those of the form where they say it otherwise."""
    printed = words()["printed"][answer].lower()
    plain = written.casefold().strip(" .") in ("", printed, answer)
    return f"**We comply: {printed}**" + ("" if plain else f" (on the form: {escape(written)})")


def _action(row: Row) -> str:
    who_and_when = [row.owner_role, f"by {print_due(row.due)}" if row.due else ""]
    details = ", ".join(part for part in who_and_when if part)
    return "\n".join(part for part in (row.action, details and f"Owner and date: {details}") if part)


def _labelled(label: str, text: str) -> Iterator[str]:
    """A label and its text: paragraphs, and lists where the form has lists; nothing where there is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return
    head = f"**{escape(label)}:**"
    if not lines[0].startswith(_BULLET):
        yield f"{head} {escape(lines.pop(0))}"
    else:
        yield head
    for is_list, group in groupby(lines, key=lambda line: line.startswith(_BULLET)):
        items = [escape(line.removeprefix(_BULLET)) for line in group]
        yield "\n".join(f"- {item}" for item in items) if is_list else "\n\n".join(items)
