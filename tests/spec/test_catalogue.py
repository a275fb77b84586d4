"""The Codes as data: every provision once, under its number, with what of the records can test it."""

import re

import pytest

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.catalogue import equivalents, equivalents_of, load_code
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.errors import UsageError

# How many provisions each section's table of the Code's own form has; the housing form begins with 1.2
ROWS = {"housing": (5, 5, 7, 3, 15, 20, 4, 5, 8), "lgsco": (8, 5, 8, 3, 11, 22, 5, 3, 8)}
FIRST = {("housing", 1): 2}
STAGE_TWO_BEGINS = {"housing": "6.10", "lgsco": "6.11"}
IN_TIME = r"acknowledged\.(in_time_pct|in_time|late|not_recorded|open_overdue)"
RESPONDED = r"responded\.(in_time_pct|in_time|in_time_extended|late|not_recorded|open_overdue)"
OUTCOME = r"outcome\.(upheld|partially_upheld|not_upheld|other|not_recorded|upheld_pct)"
EXTENSION = r"extension\.(notice_proved|notice_not_recorded|notice_late|over_limit)"
OF_A_STAGE = rf"stage[12]\.(received|working_days\.median|{IN_TIME}|{RESPONDED}|{OUTCOME}|{EXTENSION})"
REASON = "|".join(taxonomy.labels("exclusion_reason"))
OF_A_REGIME = (
    rf"{OF_A_STAGE}|extra_stage|escalation\.(ratio|cohort)_pct|(stage2\.)?refused(\.({REASON}))?"
    r"|unclassified\.(category|cause)|service_requests(\.register)?|ended_at_stage1_pct"
    rf"|remedies\.({'|'.join(taxonomy.labels('remedies'))})|channel\.({'|'.join(taxonomy.labels('channel'))})"
    r"|representative|adjustments|disability_recorded"
    r"|actions\.(agreed|done_on_time|done_late|overdue|no_date)|compensation\.(total_gbp|awards|mean_gbp)"
)
HOUSING_ONLY = (
    r"housing\.ch0[12]\.stage[12]\.(lcra|lcho)"
    r"|ombudsman\.housing\.(determinations|findings|maladministration_rate_pct)"
)
LGSCO_ONLY = r"ombudsman\.lgsco\.(investigated|upheld|uphold_rate_pct)"
FIGURE_ID = {
    "housing": rf"housing\.({OF_A_REGIME})|{HOUSING_ONLY}|self_assessment\.housing\.total",
    "lgsco": rf"lgsco\.({OF_A_REGIME})|{LGSCO_ONLY}|self_assessment\.lgsco\.total",
}


@pytest.mark.parametrize("code", REGIMES)
def test_every_provision_of_the_form_once_and_in_order(code: str) -> None:
    expected = [
        f"{section}.{FIRST.get((code, section), 1) + step}"
        for section, rows in enumerate(ROWS[code], start=1)
        for step in range(rows)
    ]
    assert list(load_code(code).numbers) == expected
    assert len(expected) == {"housing": 72, "lgsco": 73}[code]


@pytest.mark.parametrize("code", REGIMES)
def test_a_provision_stands_in_the_section_of_its_number(code: str) -> None:
    for provision in load_code(code).provisions.values():
        assert provision.number.startswith(f"{provision.section.number}.")


@pytest.mark.parametrize("code", REGIMES)
def test_stage_two_is_a_part_of_its_own(code: str) -> None:
    loaded = load_code(code)
    stage_two = next(section for section in loaded.sections if section.name.endswith("stage 2"))
    sections = [provision.section for provision in loaded.provisions.values()]
    assert loaded.numbers[sections.index(stage_two)] == STAGE_TWO_BEGINS[code]
    assert len(loaded.sections) == 10
    assert set(sections) == set(loaded.sections)


@pytest.mark.parametrize("code", REGIMES)
def test_every_figure_that_tests_a_provision_is_one_that_is_published(code: str) -> None:
    for provision in load_code(code).provisions.values():
        for figure in provision.figures:
            assert re.fullmatch(FIGURE_ID[code], figure), (provision.number, figure)
        assert len(set(provision.figures)) == len(provision.figures)


@pytest.mark.parametrize("code", REGIMES)
def test_a_provision_that_records_cannot_test_names_no_figure(code: str) -> None:
    for provision in load_code(code).provisions.values():
        assert provision.from_records in ("yes", "partial", "no")
        assert not (provision.from_records == "no" and provision.figures), provision.number


@pytest.mark.parametrize("code", REGIMES)
def test_wording_is_one_short_sentence_that_can_be_a_heading(code: str) -> None:
    for provision in load_code(code).provisions.values():
        assert 15 < len(provision.wording) <= 140, provision.number
        assert provision.wording[0].isupper()
        assert not provision.wording.endswith(".")
    wordings = [provision.wording for provision in load_code(code).provisions.values()]
    assert len(set(wordings)) == len(wordings)


def test_the_housing_code_binds_and_the_other_advises() -> None:
    assert {provision.verb for provision in load_code("housing").provisions.values()} == {"must"}
    assert {provision.verb for provision in load_code("lgsco").provisions.values()} == {"should"}
    assert load_code("housing").since == load_code("housing").applied_from == "2024-04-01"
    assert (load_code("lgsco").since, load_code("lgsco").applied_from) == ("2024-02", "2026-04-01")


# Provisions of the same meaning under other numbers (HO number, LGSCO number)
@pytest.mark.parametrize(
    ("housing", "lgsco"),
    [("2.3", "2.2"), ("6.11", "6.12"), ("6.13", "6.14"), ("6.14", "6.15"), ("6.15", "6.16"), ("6.16", "6.17"),
     ("5.4", "6.21"), ("5.5", "6.22"), ("7.4", "7.5"), ("5.9", "5.5"), ("1.6", "3.8"), ("6.3", "6.3")],
)  # fmt: skip
def test_equivalents(housing: str, lgsco: str) -> None:
    ours, theirs = load_code("housing")[housing], load_code("lgsco")[lgsco]
    assert theirs in equivalents_of(ours)
    assert ours in equivalents_of(theirs)


def test_what_has_no_equivalent() -> None:
    alone = {
        provision.key
        for code in REGIMES
        for provision in load_code(code).provisions.values()
        if not equivalents_of(provision)
    }
    assert alone == {
        ("housing", "8.4"),
        ("housing", "8.5"),
        ("lgsco", "1.1"),
        ("lgsco", "1.3"),
        ("lgsco", "7.4"),
    }


def test_a_pair_stands_once() -> None:
    pairs = [(pair.housing.number, pair.lgsco.number) for pair in equivalents()]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("code", REGIMES)
def test_a_full_equivalent_is_the_only_full_one(code: str) -> None:
    full = [getattr(pair, code).number for pair in equivalents() if pair.extent == "full"]
    assert len(set(full)) == len(full)


def test_clocks_of_equivalents_are_tested_by_the_same_figure() -> None:
    """6.14 of one and 6.15 of the other are both the 20 days of stage 2."""
    assert "housing.stage2.responded.in_time_pct" in load_code("housing")["6.14"].figures
    assert "lgsco.stage2.responded.in_time_pct" in load_code("lgsco")["6.15"].figures
    assert "lgsco.stage2.responded.in_time_pct" not in load_code("lgsco")["6.14"].figures


def test_another_code_is_refused() -> None:
    with pytest.raises(UsageError, match="not a Complaint Handling Code"):
        load_code("scottish")
