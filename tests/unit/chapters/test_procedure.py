"""The report's words on how a complaint is dealt with are the council's own settings."""

from __future__ import annotations

from datetime import date

import pytest
from small_run import a_council, complaint, run

from complaint_analysis.chapters import commentary
from complaint_analysis.council.settings import HomesOwned


def said(**settings):
    return run([complaint()], council=a_council(**settings))


def test_the_codes_own_clocks_are_what_is_promised_by_default() -> None:
    of = said()
    stages = commentary.procedure_by_stage(of)
    assert "within five working days of receiving it" in stages
    assert "within ten working days of acknowledging it" in stages
    assert "within 20 working days of acknowledging it" in stages
    assert "up to ten working days at stage 1 and 20 at stage 2" in commentary.extension_allowed(of)
    assert "We promise more" not in commentary.limits(of)
    assert "the limit of the Code" in commentary.extension_limit(of)


@pytest.mark.parametrize(
    ("starts", "answer"),
    [
        ("received", "within eight working days of receiving it."),
        ("acknowledged", "within eight working days of acknowledging it."),
        ("capped", "within eight working days of acknowledging it, or of the day on which we should have."),
    ],
)
def test_stricter_clocks_are_said_wherever_clocks_are_said(starts, answer) -> None:
    of = said(
        clocks={
            "response_starts": starts, "stage1_acknowledge": 1, "stage1_respond": 8, "stage1_extend": 5,
            "stage2_extend": 15,
        }
    )  # fmt: skip
    stages = commentary.procedure_by_stage(of)
    assert "within one working day of receiving it" in stages
    assert answer in stages
    assert "up to five working days at stage 1 and 15 at stage 2" in commentary.extension_allowed(of)
    assert "five working days to acknowledge a complaint" in commentary.limits(of)
    assert "We promise more" in commentary.limits(of)
    assert commentary.extension_limit(of) == (
        "We cut it to our own limit: five working days at stage 1, 15 at stage 2."
    )


def test_a_procedure_that_ended_after_the_year_is_the_one_that_held() -> None:
    earlier = {"until": date(2025, 6, 30), "name": "older", "stage1_respond": 15}
    assert "within 15 working days" in commentary.procedure_by_stage(said(procedure=[earlier]))
    ended = earlier | {"until": date(2024, 6, 30)}
    assert "within ten working days" in commentary.procedure_by_stage(said(procedure=[ended]))


@pytest.mark.parametrize(
    ("nation", "named"), [("ENG", "England and Wales"), ("SCT", "Scotland"), ("NIR", "Northern Ireland")]
)
def test_bank_holidays_are_those_of_the_councils_nation(nation, named) -> None:
    assert f"bank holiday in {named} or" in commentary.working_day(said(calendar={"subdivision": nation}))


@pytest.mark.parametrize(
    ("homes", "words"),
    [
        ({"lcra": 999, "lcho": 0}, "CH02 that we publish; with fewer than 1,000 homes we return none to"),
        ({"lcra": 999, "lcho": 1}, "CH02 that we return to the regulator"),
        ({"lcra": 999, "lcho": None}, "CH02 that we return to the regulator"),
    ],
)
def test_a_landlord_of_few_homes_returns_no_measure(homes, words) -> None:
    of = said()
    of.facts = of.facts.model_copy(update={"homes_owned": HomesOwned(**homes)})
    assert words in commentary.settings(of)
