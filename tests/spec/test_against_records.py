"""Each provision that records can test: which cases raise a question, and the verdict on each answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.settings import YearFacts
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.record_figures import record_figures
from complaint_analysis.records.side_files import YearFiles
from complaint_analysis.self_assessment.against_records import verdict
from complaint_analysis.self_assessment.against_records.evidence import CodeEvidence
from complaint_analysis.self_assessment.form import Form, Row
from tests.small_run import YEAR, a_council, complaint, records

FLAGS = (
    "refusal_ombudsman_details",
    "stage1_extension_ombudsman_details",
    "stage2_extension_ombudsman_details",
)
MORE = (
    "stage1_handler", "stage2_handler", "stage1_team", "updates_agreed", "learning", "description",
    "service_request_reference", "stage1_extension_reason", "stage2_extension_reason",
)  # fmt: skip
DATES = ("incident_date", "aware_on", "refusal_letter_sent", "adjustment_reviewed_on")


def held(
    code: str, rows: list[dict], *, council=None, unrecorded=(), actions=None, governance=None, last=None
) -> CodeEvidence:
    council = council or a_council()
    made = records(rows, council=council)
    given = {name: [row.get(name) for row in rows] for name in (*FLAGS, *MORE, *DATES)}
    table = made.table.assign(**given)
    table = table.astype(dict.fromkeys(FLAGS, "boolean") | dict.fromkeys(MORE, "str"))
    table[list(DATES)] = table[list(DATES)].apply(pd.to_datetime).astype("datetime64[s]")
    known = {
        year: columns | {*FLAGS, *MORE, *DATES} - set(unrecorded) for year, columns in made.recorded.items()
    }
    known = {year: frozenset(columns - set(unrecorded)) for year, columns in known.items()}
    made = replace(made, table=table, recorded=known, filled=known)
    if actions is not None:
        frame = pd.DataFrame(actions, columns=["reference", "action_due", "action_done"])
        frame = frame.assign(said_done=False, worded=False)
        made = replace(
            made, actions=frame.astype({"action_due": "datetime64[s]", "action_done": "datetime64[s]"})
        )
    facts = YearFacts(
        year=YEAR, folder=Path("."), extracted_on=date(2025, 5, 30), governance=governance or {}
    )
    basis = Basis(made, council, facts, YEAR.period)
    return CodeEvidence(load_code(code)["6.3"], basis, record_figures(basis), YearFiles(YEAR), last or {})


def found(
    code: str, number: str, rows: list[dict], *, answer: str = "yes", **settings
) -> verdict.AnswerCheck:
    of = held(code, [row | {"regime": code} for row in rows], **settings)
    return verdict.check(load_code(code)[number], answer, of)


LATE = complaint(stage1_acknowledged="2024-05-02", stage1_responded="2024-06-03", stage1_outcome="upheld")
IN_TIME = complaint(stage1_acknowledged="2024-05-02", stage1_responded="2024-05-10")
STAGE2 = IN_TIME | {
    "stage2_requested": "2024-05-13",
    "stage2_acknowledged": "2024-05-14",
    "stage2_responded": "2024-06-03",
}
REFUSED = {"accepted": False, "stage1_responded": None, "stage1_acknowledged": None, "received": "2024-05-01"}
REFUSED = complaint(
    **REFUSED,
    exclusion_reason="over_12_months",
    refusal_letter_sent="2024-05-03",
    refusal_ombudsman_details=True,
)
EXTENDED = complaint(
    stage1_acknowledged="2024-05-02", stage1_responded="2024-05-24", stage1_extended_to="2024-05-28",
    stage1_extension_notified="2024-05-10", stage1_extension_reason="A survey",
    stage1_extension_ombudsman_details=True,
)  # fmt: skip

QUESTIONS = [
    # provision of housing, of lgsco, the cases, what the records say
    ("6.3", "6.3", [IN_TIME, LATE], "1 of 2 was late"),
    ("6.3", "6.3", [IN_TIME, LATE, LATE], "2 of 3 were late"),
    ("6.2", "6.2", [IN_TIME, IN_TIME | {"stage1_acknowledged": "2024-05-10"}], "1 of 2 was acknowledged late"),
    ("6.2", "6.2", [IN_TIME, LATE | {"stage1_acknowledged": None}], "for 1 of 2 it is not recorded"),
    ("6.11", "6.12", [STAGE2 | {"stage2_acknowledged": "2024-05-21"}], "1 of 1 was acknowledged late"),
    ("6.14", "6.15", [STAGE2, STAGE2 | {"stage2_responded": "2024-06-13"}], "1 of 2 was late"),
    ("6.13", "6.14", [STAGE2 | {"stage1_handler": "Jo  Bloggs", "stage2_handler": "JO BLOGGS"}],
     "1 of 1 was considered by the stage 1 handler"),
    ("2.1", "2.1", [REFUSED | {"exclusion_reason": "not_recorded"}], "1 of 1 was refused without a recorded reason"),
    ("2.3", "2.2", [REFUSED | {"incident_date": "2023-05-01"}], "1 of 1 was refused inside twelve months"),
    ("2.3", "2.2", [REFUSED | {"incident_date": "2020-01-01", "aware_on": "2023-05-02"}],
     "1 of 1 was refused inside twelve months"),
    ("2.4", "2.4", [REFUSED | {"refusal_ombudsman_details": False}],
     "1 of 1 had no letter, or one without the Ombudsman's details"),
    ("3.7", "3.7", [REFUSED, EXTENDED | {"stage1_extension_ombudsman_details": False}],
     "1 of 2 had no details of the Ombudsman"),
    ("5.2", "5.2", [IN_TIME, IN_TIME | {"extra_stage": True, "stage_as_recorded": "Informal; Stage 1"}],
     "1 of 2 had an informal or other stage"),
    ("5.2", "5.2", [IN_TIME, complaint(has_stage1=False, extra_stage=True, stage_as_recorded="Informal")],
     "1 of 2 had an informal or other stage"),
    ("5.3", "6.20", [IN_TIME | {"extra_stage": True, "stage_as_recorded": "Stage 1; Stage 3"}],
     "1 of 1 had a stage after stage 2"),
    ("6.4", "6.4", [EXTENDED, EXTENDED | {"stage1_extension_notified": "2024-05-20"}],
     "1 of 2 was extended without a reason, beyond the limit, or told too late"),
    ("6.5", "6.5", [EXTENDED | {"stage1_extension_ombudsman_details": False}],
     "1 of 1 was told of without the Ombudsman's details"),
    ("7.1", "7.1", [IN_TIME, IN_TIME | {"remedies": "apology"}], "1 of 2 has no remedy recorded"),
    ("5.10", "5.6", [IN_TIME | {"has_adjustment": True, "reasonable_adjustment": "Large print"}],
     "1 of 1 has no review recorded"),
    ("1.3", "1.5", [IN_TIME], "none of 1 came through a representative"),
    ("3.1", "3.1", [IN_TIME, LATE], "none of 2 came another way than the most used"),
    ("9.2", "9.2", [IN_TIME | {"category": None}], "1 of 1 has no subject recorded"),
]  # fmt: skip


@pytest.mark.parametrize(("housing", "lgsco", "rows", "said"), QUESTIONS)
def test_what_raises_a_question_under_each_code(
    housing: str, lgsco: str, rows: list[dict], said: str
) -> None:
    for code, number in (("housing", housing), ("lgsco", lgsco)):
        assert found(code, number, rows).verdict == f"records raise a question: {said}", (code, number)


AGREED = [
    ("6.3", "6.3", [IN_TIME, EXTENDED]),
    ("6.13", "6.14", [STAGE2 | {"stage1_handler": "A", "stage2_handler": "B"}]),
    ("2.1", "2.1", [IN_TIME]),
    ("2.3", "2.2", [REFUSED | {"incident_date": "2023-04-30"}]),
    ("2.4", "2.4", [REFUSED]),
    ("5.2", "5.2", [IN_TIME]),
    ("5.3", "6.20", [IN_TIME | {"extra_stage": True, "stage_as_recorded": "Informal; Stage 1"}]),
    ("6.4", "6.4", [EXTENDED]),
    ("5.10", "5.6", [IN_TIME | {"has_adjustment": True, "adjustment_reviewed_on": "2024-06-01"}]),
    ("1.3", "1.5", [IN_TIME, IN_TIME | {"has_representative": True}]),
]


@pytest.mark.parametrize(("housing", "lgsco", "rows"), AGREED)
def test_what_agrees_with_a_yes(housing: str, lgsco: str, rows: list[dict]) -> None:
    for code, number in (("housing", housing), ("lgsco", lgsco)):
        assert found(code, number, rows).verdict == "records agree", (code, number)


@pytest.mark.parametrize(
    ("answer", "rows", "expected"),
    [
        ("yes", [LATE], "records raise a question: 1 of 1 was late"),
        ("no", [LATE], "records agree"),
        ("partial", [LATE], "records agree"),
        ("no", [IN_TIME], "records raise a question: none of 1 was late"),
        ("blank", [IN_TIME], "records raise a question: the form gives no answer, and none of 1 was late"),
        ("yes", [], "records cannot show this"),
        ("no", [], "records cannot show this"),
    ],
)
def test_the_verdict_goes_by_the_answer(answer: str, rows: list[dict], expected: str) -> None:
    assert found("housing", "6.3", rows, answer=answer).verdict == expected


def test_a_no_that_records_see_only_a_part_of_is_not_questioned() -> None:
    linked = [IN_TIME | {"has_representative": True}]
    assert found("housing", "1.3", linked, answer="no").verdict == "records cannot show this"


def test_what_no_export_has_is_not_recorded() -> None:
    assert found("lgsco", "6.3", [LATE], unrecorded=["stage1_responded"]).verdict == "not recorded"
    assert (
        found("lgsco", "6.5", [EXTENDED], unrecorded=["stage1_extension_ombudsman_details"]).verdict
        == "not recorded"
    )
    assert found("housing", "2.3", [REFUSED]).verdict == "not recorded"
    assert found("housing", "5.14", [IN_TIME]).verdict == "not recorded"
    assert found("housing", "5.5", [IN_TIME]).verdict == "records cannot show this"


def test_only_the_codes_own_cases_count() -> None:
    of = held("housing", [LATE | {"regime": "lgsco"}, IN_TIME])
    assert verdict.check(load_code("housing")["6.3"], "yes", of).verdict == "records agree"
    assert (
        verdict.check(load_code("lgsco")["6.3"], "yes", of).verdict
        == "records raise a question: 1 of 1 was late"
    )


@pytest.mark.parametrize(
    "clocks", [{"response_starts": "received"}, {"stage1_respond": 3, "stage1_acknowledge": 1}]
)
def test_the_codes_own_clock_is_taken_whatever_the_council_promises(clocks: dict) -> None:
    on_the_last_day = complaint(stage1_acknowledged="2024-05-09", stage1_responded="2024-05-23")
    for own in ({}, {"clocks": clocks}, {"procedure": [{"until": "2024-12-31", "name": "Old", **clocks}]}):
        council = a_council(**own)
        assert found("housing", "6.3", [on_the_last_day], council=council).verdict == "records agree"
        assert found("housing", "6.2", [on_the_last_day], council=council).verdict == "records agree"


def test_a_councils_own_test_is_called_so() -> None:
    own = {"self_assessment": {"own_test_pct": {"housing": {"6.3": 50}}}}
    enough = found("housing", "6.3", [IN_TIME, LATE], council=a_council(**own))
    assert (enough.verdict, enough.note) == ("records agree", "the council's own test: 50% in line")
    assert enough.in_public == "records agree (by our own test of 50%)"
    short = found("housing", "6.3", [IN_TIME, LATE, LATE], council=a_council(**own))
    assert short.verdict == "records raise a question: 2 of 3 were late"


def test_a_policy_names_further_reasons() -> None:
    rows = [REFUSED | {"exclusion_reason": "other_process"}]
    for code, number in (("housing", "2.2"), ("lgsco", "2.3")):
        assert found(code, number, rows).verdict == "not recorded", "the policy's reasons are not given"
        none = a_council(exclusions={"policy": []})
        assert found(code, number, rows, council=none).raises_a_question, "and here it names none"
    council = a_council(exclusions={"policy": ["other_process"]})
    for code, number in (("housing", "2.2"), ("lgsco", "2.3")):
        assert found(code, number, rows, council=council).verdict == "records agree"
    assert (
        found("housing", "2.2", rows, council=council).note
        == "1 rest on the council's own policy, beyond the Code's list"
    )


def test_actions_are_followed_to_completion() -> None:
    done_late, overdue = ("C0", "2024-07-01", "2024-07-02"), ("C0", "2024-07-01", None)
    kept, to_come = ("C0", "2024-07-01", "2024-06-28"), ("C0", "2025-07-01", None)
    actions = [done_late, overdue, kept, to_come]
    assert found("housing", "6.6", [IN_TIME], actions=actions).said == "1 of 4 is overdue"
    assert (
        found("lgsco", "7.3", [IN_TIME], actions=actions).said
        == "2 of 4 were late, are overdue or have no date"
    )


def test_late_cases_need_updates_under_one_code_and_notice_under_the_other() -> None:
    rows = [IN_TIME, LATE | {"updates_agreed": "Yes"}, LATE, EXTENDED]
    assert found("housing", "5.9", rows).said == "2 of 3 have no agreed updates recorded"
    assert found("lgsco", "5.5", rows).said == "2 of 3 had no notice of a new date in time"


def test_a_decision_after_the_day_of_publication() -> None:
    late = {"approved_on": date(2025, 10, 7), "statement_due": date(2025, 9, 30)}
    check = found("housing", "8.2", [IN_TIME], governance=late)
    assert check.verdict.endswith(
        "the decision falls on 7 October 2025, publication is due by 30 September 2025"
    )
    assert check.raises_a_question
    assert found("housing", "8.2", [IN_TIME]).verdict == "not recorded"


def test_equalities_are_published_without_numbers() -> None:
    rows = [IN_TIME | {"has_adjustment": True}]
    assert found("housing", "5.10", rows).in_public == "records raise a question"
    assert found("housing", "6.3", [LATE]).in_public == "records raise a question: 1 of 1 was late"


def test_the_cases_behind_a_verdict_are_listed_with_their_dates() -> None:
    listed = verdict.case_rows([found("housing", "6.3", [IN_TIME, LATE])])
    assert listed.to_dict("records") == [
        {"code": "housing", "provision": "6.3", "reference": "C1", "stage": 1, "service": "Council Housing",
         "what": "was late", "begun": "2024-05-01", "acknowledged": "2024-05-02", "due": "2024-05-17",
         "done": "2024-06-03"},
    ]  # fmt: skip
    assert verdict.case_rows([found("housing", "1.3", [IN_TIME])]).empty


@pytest.mark.parametrize("code", REGIMES)
def test_every_measurable_provision_has_a_test_with_words(code: str) -> None:
    for provision in load_code(code).provisions.values():
        assert (provision.test is None) == (provision.from_records == "no"), provision.number
        assert provision.test is None or provision.test.find in verdict.TESTS, provision.number
    assert verdict.TESTS.keys() == verdict.words().keys()


@pytest.mark.parametrize("code", REGIMES)
def test_a_form_has_one_verdict_a_provision_in_the_four_words(code: str) -> None:
    form = Form(code, tuple(Row(number, answer="yes") for number in load_code(code).numbers))
    rows = verdict.check_rows(
        verdict.checks(form, held(code, [IN_TIME | {"regime": code}, LATE | {"regime": code}]))
    )
    assert rows["provision"].tolist() == list(load_code(code).numbers)
    assert set(rows["verdict"].str.split(":").str[0]) == {
        "records agree", "records raise a question", "records cannot show this", "not recorded",
    }  # fmt: skip


def test_a_short_form_answers_for_its_section() -> None:
    rows = tuple(Row(number, answer="no" if number == "6 stage 1" else "yes") for number in
                 ("1", "2", "3", "4", "5", "6 stage 1", "6 stage 2", "7", "8", "9"))  # fmt: skip
    form = Form("lgsco", rows, by_section=True)
    assert (form.answer_to("6.3"), form.answer_to("6.15"), form.answer_to("7.5")) == ("no", "yes", "yes")
    joined = Form("lgsco", (Row("6", answer="partial"),), by_section=True)
    assert (joined.answer_to("6.3"), joined.answer_to("6.15"), joined.answer_to("1.1")) == (
        "partial",
        "partial",
        "blank",
    )
