"""Answers whose own words sit badly with them, in our own words."""

from __future__ import annotations

import pytest

from complaint_analysis.self_assessment.form import Form, Row
from complaint_analysis.self_assessment.text_checks import COLUMNS, find_odd, odd_rows


def names(code: str, row: Row, *others: Row) -> set[str]:
    return {odd.check for odd in find_odd(Form(code, (row, *others))) if odd.number == row.number}


def said(number: str, commentary: str, answer: str = "yes") -> Row:
    return Row(number, answer=answer, commentary=commentary)


@pytest.mark.parametrize(
    ("code", "number", "commentary", "check"),
    [
        (
            "housing",
            "6.3",
            "Answers go out within 10 working days of the complaint being received.",
            "stricter_start",
        ),
        ("lgsco", "6.3", "Answers go out within ten working days of receipt.", "stricter_start"),
        ("housing", "6.14", "Within 20 working days of the request for stage 2.", "stricter_start"),
        ("lgsco", "6.15", "The standard is fifteen working days from the acknowledgement.", "fewer_days"),
        ("lgsco", "6.3", "We answer within 15 working days.", "more_days"),
        ("housing", "6.11", "Within 10 working days of the request.", "more_days"),
        ("lgsco", "6.15", "We answer in six weeks.", "more_days"),
        ("lgsco", "6.2", "We write within 5 days.", "not_working_days"),
        ("housing", "6.3", "Within 10 working days of the complaint being logged.", "logging"),
        ("housing", "6.2", "Within 5 working days of our acknowledgement.", "later_start"),
        ("housing", "7.4", "A policy is in development.", "still_to_come"),
        ("housing", "3.1", "We are working towards it.", "still_to_come"),
        ("housing", "3.2", "It is not consistent across teams.", "not_everywhere"),
        ("housing", "3.2", "Staff will pass it on.", "speaks_of_the_future"),
        ("lgsco", "6.22", "As above.", "nothing_said"),
        ("housing", "2.2", "Among them are complaints on the level of rent.", "more_exclusions"),
        ("housing", "2.3", "Twelve months from the event.", "twelve_months_from_when"),
        ("lgsco", "2.2", "Twelve months from the event.", "discretion"),
        ("lgsco", "5.2", "We begin with an informal stage.", "another_stage"),
        ("lgsco", "5.7", "They may go to the Housing Ombudsman.", "names_the_other_ombudsman"),
        ("housing", "3.7", "They may go to the LGSCO.", "names_the_other_ombudsman"),
    ],
)
def test_what_is_odd_about_a_yes(code: str, number: str, commentary: str, check: str) -> None:
    assert check in names(code, said(number, commentary))


@pytest.mark.parametrize(
    ("code", "number", "commentary"),
    [
        ("housing", "6.3", "Answers go out within 10 working days of the acknowledgement."),
        (
            "housing",
            "6.2",
            "We write within 5 working days of the complaint being received, and answer in 10 days.",
        ),
        (
            "housing",
            "6.11",
            "Requests are acknowledged within five working days of the request being received.",
        ),
        ("lgsco", "6.8", "All letters go out within 3 days."),
        ("housing", "5.2", "There is no informal stage."),
        ("housing", "2.3", "Twelve months from when the tenant learned of it. Older matters may be taken."),
        (
            "lgsco",
            "3.7",
            "Both the Housing Ombudsman and the Local Government and Social Care Ombudsman are named.",
        ),
        ("housing", "4.1", "The Complaints Officer takes charge."),
    ],
)
def test_what_is_not(code: str, number: str, commentary: str) -> None:
    assert names(code, said(number, commentary)) == set()


def test_other_answers_have_checks_of_their_own() -> None:
    assert names("housing", said("5.9", "There is no place for it.", "no")) == {"no_action"}
    assert names("housing", said("5.9", "We will add it.", "no")) == set()
    assert names("housing", Row("5.9", answer="no", commentary="No place.", action="Add it")) == set()
    assert "reads_like_a_yes" in names("housing", said("5.9", "We comply with this.", "no"))
    assert "reads_like_a_yes" not in names("housing", said("5.9", "We will be fully compliant soon.", "no"))
    assert names("lgsco", said("5.5", "The officer tells the person.", "blank")) == {"not_answered"}


def test_evidence_is_missed_only_where_the_form_has_it() -> None:
    row = said("4.1", "The Complaints Officer takes charge.")
    assert names("housing", row) == set()
    assert names("housing", row, Row("4.2", answer="yes", evidence="Scheme")) == {"evidence_missing"}


def test_the_list_quotes_the_words() -> None:
    form = Form("housing", (said("7.4", "A policy is in development.", "yes"),), source="form.docx")
    rows = odd_rows(form)
    assert list(rows) == list(COLUMNS)
    assert rows["words"].tolist() == ["A policy is in development."]
    assert odd_rows(Form("housing", ())).empty
