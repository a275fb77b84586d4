"""The demonstration council's forms: complete, in our own words, and with promises kept and repeated."""

from datetime import date
from pathlib import Path

import pytest

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.reading.form_file import latest_form
from complaint_analysis.self_assessment.status import changed

FOLDER = Path(__file__).parents[2] / "data" / "demonstration"
YEARS = ("2023-24", "2024-25")


def form(year: str, code: str) -> Form:
    found = latest_form(FOLDER / year, code)
    assert found is not None
    return found


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", REGIMES)
def test_every_provision_once_without_official_wording(year: str, code: str) -> None:
    read = form(year, code)
    assert not read.problems
    assert not read.has("requirement")
    assert read.occasion.approved_on is not None


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", REGIMES)
def test_what_is_not_met_has_an_action_an_owner_and_a_date(year: str, code: str) -> None:
    for row in form(year, code).rows:
        if row.answer in ("no", "partial"):
            assert row.action, row.number
            assert row.owner_role, row.number
            assert date.fromisoformat(row.due), row.number


def test_the_first_year_leaves_one_answer_out_and_the_second_none() -> None:
    blank = {
        (year, code): list(form(year, code).answers.values()).count("blank")
        for year in YEARS
        for code in REGIMES
    }
    assert blank == {
        ("2023-24", "housing"): 0,
        ("2023-24", "lgsco"): 1,
        ("2024-25", "housing"): 0,
        ("2024-25", "lgsco"): 0,
    }


@pytest.mark.parametrize("code", REGIMES)
def test_the_second_year_is_better_and_some_promises_are_repeated(code: str) -> None:
    changes = changed(form("2024-25", code), form("2023-24", code))
    assert sum(change.better for change in changes) > 5
    assert any(change.same_action for change in changes)
    assert any(change.now in ("no", "partial") for change in changes)


def test_answers_that_the_records_can_question() -> None:
    answers = form("2024-25", "housing").answers
    assert {answers[number] for number in ("2.3", "5.2", "6.3", "6.14")} == {"yes"}
