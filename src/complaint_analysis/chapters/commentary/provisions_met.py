"""What the self-assessments say, in sentences and in full."""

from __future__ import annotations

from collections.abc import Mapping

from complaint_analysis.chapters import figures
from complaint_analysis.chapters.tables.code_answers import self_assessment_evidence
from complaint_analysis.chapters.year_forms import (
    NO_FORM,
    confirmed_actions,
    forms,
    forms_of_both_years,
    known_forms,
)
from complaint_analysis.council.codes.regimes import CODE_NAME, REGIMES
from complaint_analysis.measures.figure import Figure, known
from complaint_analysis.printing.numbers import print_count
from complaint_analysis.printing.sentences import is_or_are, listed, paragraph
from complaint_analysis.printing.table_formats import as_markdown
from complaint_analysis.run.period_run import Run
from complaint_analysis.self_assessment import status
from complaint_analysis.self_assessment.confirmed_actions import say_actions
from complaint_analysis.self_assessment.document import form_passage

_SHORT_OF = {"partial": "met in part", "no": "not met", "blank": "not answered"}
_NO_EARLIER = {
    True: "There is no earlier form to compare it with.",
    False: "So nothing can be said of changes since last year.",
}
_HEADING = "## Our answers beside our records {#our-answers-beside-our-records}"
_BESIDE_RECORDS = (
    "We held each answer against the complaints of the year, by the Code's own clock. The Codes set no pass "
    "mark: a question is a reason to look again and no finding, and no answer was changed because of one."
)


def self_assessment(run: Run, regime: str = "") -> str:
    """How many provisions of each Code are met, or of the one named, and how the others are answered."""
    ids = f"self_assessment.{regime}"
    return say_provisions_met(
        {each.id: each for each in figures.self_assessment(run) if each.id.startswith(ids)}
    )


def say_provisions_met(by_id: Mapping[str, Figure]) -> str:
    """The same of the Codes that are among the figures."""
    there = [regime for regime in REGIMES if f"self_assessment.{regime}.total" in by_id]
    return paragraph(*(_say_of_code(by_id, regime) for regime in there)) or NO_FORM


def _say_of_code(by_id: Mapping[str, Figure], regime: str) -> str:
    total, met = (known(by_id, f"self_assessment.{regime}.{part}") for part in ("total", "yes"))
    if total is None or met is None:
        return f"A self-assessment against {CODE_NAME[regime]} is not recorded for this period."
    number = print_count(total.value or 0)
    if met.value == total.value:
        return f"We say that we meet all {number} provisions of {CODE_NAME[regime]}."
    of_all = f"{print_count(met.value or 0)} of the {number} provisions of {CODE_NAME[regime]}"
    return f"We say that we meet {of_all}; of the others, {listed(_others(by_id, regime))}."


def _others(by_id: Mapping[str, Figure], regime: str) -> list[str]:
    found = {part: known(by_id, f"self_assessment.{regime}.{part}") for part in _SHORT_OF}
    counts = {part: each.value for part, each in found.items() if each and each.value}
    return [f"{print_count(number)} {is_or_are(number)} {_SHORT_OF[part]}" for part, number in counts.items()]


def self_assessment_more(run: Run) -> str:
    """What changed since last year, how the promises stand, and what has no evidence, in a sentence each."""
    known = known_forms(run)
    said = paragraph(
        status.say_changes(forms_of_both_years(run), run.year.previous.name),
        say_actions(confirmed_actions(run), run.records.as_at),
        status.say_without_evidence(known),
    )
    return said or _NO_EARLIER[bool(known)]


def answers_beside_records(run: Run) -> str:
    """What the records show beside each answer, with its heading; '' unless the council publishes it."""
    table = self_assessment_evidence(run)
    return "" if table.frame.empty else f"{_HEADING}\n\n{_BESIDE_RECORDS}\n\n{as_markdown(table)}"


def self_assessment_form(run: Run, regime: str) -> str:
    """The self-assessment against a Code in full, or the sentence that there is none."""
    form = forms(run)[regime]
    return form_passage(form) if form else NO_FORM
