"""The verdict on each answer: whether records agree with it, raise a question, cannot show it, or are silent.

The Codes set no pass mark. One case is enough for a question unless the council has set a test of its own,
which is then called so. No verdict changes an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pandas as pd

from complaint_analysis.council.codes.catalogue import Provision, load_code
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.measures.figure import Figure, print_base, print_figure
from complaint_analysis.printing.table import Column, Table, print_date
from complaint_analysis.self_assessment.against_records import handling, refusals, reporting, timing
from complaint_analysis.self_assessment.against_records.evidence import (
    IN_LINE,
    QUESTION,
    UNKNOWN,
    CodeEvidence,
    Result,
    Test,
    things,
)
from complaint_analysis.self_assessment.form import Answer, Form
from complaint_analysis.self_assessment.form import words as form_words

AGREE = "records agree"
RAISE = "records raise a question"
CANNOT_SHOW = "records cannot show this"
NOT_RECORDED = "not recorded"
CHECK_COLUMNS = (
    "code", "provision", "what_the_code_asks_in_our_words", "answer", "verdict", "records_show", "counted",
    "cases", "raise_a_question", "not_recorded", "note", "figure", "figure_value",
)  # fmt: skip
_CASE_ROWS = (
    "code",
    "provision",
    "reference",
    "stage",
    "service",
    "what",
    "begun",
    "acknowledged",
    "due",
    "done",
)


def no_column(evidence: CodeEvidence) -> Result:
    """Of a thing for which the records have no column at all."""
    return Result(things({}), recorded=False)


TESTS: dict[str, Test] = {
    test.__name__: test
    for test in (
        timing.acknowledged_late, timing.answered_late, timing.answered_early, timing.extended_amiss,
        timing.extended_without_details, timing.late_without_updates, timing.late_without_notice,
        timing.third_parties_late, timing.third_parties_with_more_stages, refusals.refused_without_reason,
        refusals.refused_outside_policy, refusals.refused_within_12_months,
        refusals.refused_without_explaining, refusals.refused_alike,
        refusals.escalation_refused_without_reason, refusals.letters_without_details,
        handling.by_representative, handling.after_a_service_request, handling.service_requests,
        handling.one_channel, handling.fewer_complaints, handling.extra_stage, handling.third_stage,
        handling.adjustments_not_reviewed, handling.records_incomplete, handling.upheld_without_remedy,
        handling.one_award, handling.same_handler, handling.actions_overdue, handling.actions_not_kept,
        handling.learning, handling.without_subject, reporting.report_parts, reporting.figures_missing,
        reporting.decided_late, no_column,
    )
}  # fmt: skip
"""Every test that a provision of `codes/*.toml` can name."""


@cache
def words() -> dict[str, dict[str, Any]]:
    """What each test counts and how its findings read, as `verdict.toml` has them."""
    return own_toml(__package__, "verdict")


@dataclass(frozen=True)
class AnswerCheck:
    """One answer held against the records.

    `verdict` is one of the four, a question with what raises it; `said` is what the records show either
    way. `shown` holds the cases, None where nothing could be looked at.
    """

    provision: Provision
    answer: Answer
    verdict: str
    said: str = ""
    shown: Result | None = None
    note: str = ""
    figure: Figure | None = None
    own_test_pct: float | None = None

    @property
    def raises_a_question(self) -> bool:
        return self.verdict.startswith(RAISE)

    @property
    def in_public(self) -> str:
        """The verdict as it may be published: of what could point to people, without numbers; with the
        council's own test, where it went by one."""
        test = self.provision.test
        private = test and words()[test.find].get("equalities") and self.raises_a_question
        told = RAISE if private else self.verdict
        return told if self.own_test_pct is None else f"{told} (by our own test of {self.own_test_pct:g}%)"


def checks(form: Form, evidence: CodeEvidence) -> list[AnswerCheck]:
    """A check of every provision of a form's Code, in order; `evidence` may name any provision."""
    return [
        check(provision, form.answer_to(number), evidence)
        for (_, number), provision in form.catalogue.provisions.items()
    ]


def check(provision: Provision, answer: Answer, evidence: CodeEvidence) -> AnswerCheck:
    """One answer held against the cases of its Code."""
    figure = next((evidence.figures[id] for id in provision.figures if id in evidence.figures), None)
    if provision.test is None:
        return AnswerCheck(provision, answer, CANNOT_SHOW)
    shown = TESTS[provision.test.find](replace(evidence, provision=provision, stage=provision.test.stage))
    note = "; ".join(part for part in (shown.note, _before_the_code(provision, evidence)) if part)
    unanswerable = _unanswerable(provision, shown)
    if unanswerable:
        return AnswerCheck(provision, answer, unanswerable, shown=shown, note=note, figure=figure)
    in_line, said = _is_in_line(provision, shown), _finding_in_words(provision, shown)
    own = _own_test(provision, evidence)
    own = own if shown.base and not shown.said else None
    if own is not None:
        in_line = 100 * shown.number(IN_LINE) / shown.base >= own
        note = "; ".join(part for part in (note, f"the council's own test: {own:g}% in line") if part)
    return AnswerCheck(
        provision, answer, _verdict(provision, answer, in_line, said), said, shown, note, figure, own
    )


def _unanswerable(provision: Provision, shown: Result) -> str:
    """Why the records say nothing; '' where they say something."""
    if not shown.recorded or (shown.base and shown.number(UNKNOWN) == shown.base):
        return NOT_RECORDED
    return CANNOT_SHOW if not shown.base and _of(provision).get("empty") != "in line" else ""


def _is_in_line(provision: Provision, shown: Result) -> bool:
    if _of(provision).get("must") == "any":
        return shown.number(IN_LINE) > 0
    return shown.number(IN_LINE) == shown.base


def _verdict(provision: Provision, answer: Answer, in_line: bool, said: str) -> str:
    if answer == "blank":
        return f"{RAISE}: the form gives no answer, and {said}"
    if (answer == "yes") == in_line:
        return AGREE
    if answer == "yes" or provision.from_records == "yes":
        return f"{RAISE}: {said}"
    return CANNOT_SHOW


def _finding_in_words(provision: Provision, shown: Result) -> str:
    """What the records show, in words: 14 of 86 were late, 2 not recorded."""
    if shown.said:
        return shown.said
    if not shown.base:
        return f"there were no {_of(provision)['counts']}"
    seen = IN_LINE if _of(provision).get("must") == "any" else QUESTION
    number, unknown = shown.number(seen), shown.number(UNKNOWN)
    if unknown and not number:
        return f"for {unknown:,} of {shown.base:,} it is not recorded"
    counted = f"{number or 'none'} of {shown.base:,} {_of(provision)['one' if number < 2 else 'many']}"
    return f"{counted}, {unknown} not recorded" if unknown else counted


def _of(provision: Provision) -> dict[str, Any]:
    return words()[provision.test.find] if provision.test else {}


def _own_test(provision: Provision, evidence: CodeEvidence) -> float | None:
    """The percentage in line that the council itself asks for; the Codes ask for none."""
    return evidence.council.self_assessment.own_test_pct.get(provision.code, {}).get(provision.number)


def _before_the_code(provision: Provision, evidence: CodeEvidence) -> str:
    since = pd.Timestamp(provision.since).date()
    return (
        f"the Code asks this since {print_date(since)}, after the period"
        if since > evidence.basis.period.end
        else ""
    )


def verdicts_table(found: list[AnswerCheck]) -> Table:
    """The verdicts that say something, as they may be published: an answer and what records show of it."""
    columns = (
        Column("provision", "Provision, in our words"),
        Column("answer", "Do we comply?"),
        Column("verdict", "What our records show"),
    )
    rows = [
        {
            "provision": _named(each.provision),
            "answer": form_words()["printed"][each.answer],
            "verdict": each.in_public[:1].upper() + each.in_public[1:],
        }
        for each in found
        if each.verdict != CANNOT_SHOW
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    notes = ("Provisions that complaint records cannot show are left out.",)
    return Table("self-assessment-evidence", "Our answers beside our own records", frame, columns, notes)


def _named(provision: Provision) -> str:
    return f"{load_code(provision.code).short_name} {provision.number}: {provision.wording}"


def check_rows(found: list[AnswerCheck]) -> pd.DataFrame:
    """The private list of verdicts, a row a provision."""
    return pd.DataFrame([_row(each) for each in found], columns=list(CHECK_COLUMNS))


def _row(each: AnswerCheck) -> dict[str, object]:
    shown, figure = each.shown, each.figure
    seen = shown if shown is not None and shown.recorded and not shown.said else None
    return {
        "code": each.provision.code,
        "provision": each.provision.number,
        "what_the_code_asks_in_our_words": each.provision.wording,
        "answer": each.answer,
        "verdict": each.verdict,
        "records_show": each.said,
        "counted": _of(each.provision).get("counts", ""),
        "cases": seen.base if seen else "",
        "raise_a_question": len(_behind(each)) - seen.number(UNKNOWN) if seen else "",
        "not_recorded": seen.number(UNKNOWN) if seen else "",
        "note": each.note,
        "figure": figure.id if figure else "",
        "figure_value": _printed(figure) if figure else "",
    }


def _printed(figure: Figure) -> str:
    shown = print_figure(figure)
    return f"{shown} ({print_base(figure)})" if figure.denominator and "of" not in shown else shown


def case_rows(found: list[AnswerCheck]) -> pd.DataFrame:
    """The private list of the cases behind each verdict: those that raise a question or are not recorded."""
    return pd.DataFrame(list(_case_rows(found)), columns=list(_CASE_ROWS))


def _case_rows(found: list[AnswerCheck]) -> Iterator[dict[str, object]]:
    for each in found:
        for case in _behind(each).to_dict("records"):
            what = NOT_RECORDED if case["state"] == UNKNOWN else _of(each.provision).get("one", "")
            days = {name: _day(case[name]) for name in ("begun", "acknowledged", "due", "done")}
            named = {name: case[name] for name in ("reference", "stage", "service")}
            yield {
                "code": each.provision.code,
                "provision": each.provision.number,
                **named,
                "what": what,
                **days,
            }


def _behind(each: AnswerCheck) -> pd.DataFrame:
    """The cases that are not in line; of a test for which one case is enough, none."""
    shown = each.shown
    if shown is None or not shown.recorded or _of(each.provision).get("must") == "any":
        return things({})
    return shown.cases[shown.cases["state"] != IN_LINE]


def _day(day: object) -> str:
    return "" if day is None or pd.isna(day) else pd.Timestamp(day).date().isoformat()
