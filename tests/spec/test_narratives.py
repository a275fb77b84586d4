"""The rules read complaints in many voices as the taxonomy means them, with a floor for each field."""

import csv
import os
import tomllib
from pathlib import Path

import pytest

from complaint_analysis.classify import explain, taxonomy
from complaint_analysis.classify.rules import rules

NARRATIVES = tomllib.loads(Path(__file__).with_name("narratives.toml").read_text("utf-8"))
CASES = [(regime, *case) for regime in ("housing", "lgsco") for case in NARRATIVES[regime]]
DECISIONS = os.environ.get("COMPLAINT_LGSCO_DECISIONS")
CATEGORY_OF_DECISION = {
    "Adult care services": "adult_care_services",
    "Benefits and tax": "benefits_and_tax",
    "Children's care services": "education_and_childrens_services",
    "Education": "education_and_childrens_services",
    "Environment and regulation": "environment_and_regulation",
    "Housing": "housing",
    "Other categories": "corporate_and_other",
    "Planning": "planning_and_development",
    "Transport and highways": "highways_and_transport",
}


def share_read(wanted_and_read):
    pairs = list(wanted_and_read)
    wrong = [f"wanted {wanted}, read {read or 'nothing'}" for wanted, read in pairs if wanted != read]
    return 1 - len(wrong) / len(pairs), wrong


def readings(field):
    for regime, record_type, category, cause, service, text in CASES:
        wanted = {"record_type": record_type, "category": category, "cause": cause}[field]
        read = explain(text, regime, service).readings[("record_type", "category", "cause").index(field)]
        if wanted:
            yield wanted, read.label


def test_the_set_is_large_and_its_labels_are_the_taxonomys():
    assert len(CASES) >= 150
    for regime, record_type, category, cause, _, _ in CASES:
        assert record_type in taxonomy.labels("record_type")
        assert category in taxonomy.labels(taxonomy.category_kind(regime))
        assert (cause in taxonomy.labels("cause")) is (record_type == "complaint")


@pytest.mark.parametrize(("field", "floor"), [("record_type", 0.9), ("category", 0.85), ("cause", 0.75)])
def test_narratives_are_read_to_a_floor(field, floor):
    share, wrong = share_read(readings(field))
    assert share >= floor, wrong


def test_refusals_are_read_to_a_floor():
    share, wrong = share_read(
        (wanted, rules().read("exclusion_reason", rules().evidence(text)).label)
        for wanted, text in NARRATIVES["refusals"]
    )
    assert share >= 0.9, wrong


@pytest.mark.skipif(DECISIONS is None, reason="COMPLAINT_LGSCO_DECISIONS names no file of decisions")
def test_the_ombudsmans_own_categories_are_met():
    with Path(DECISIONS).open(encoding="utf-8") as file:
        share, wrong = share_read(
            (CATEGORY_OF_DECISION[row["category"]], explain(row["summary"], "lgsco").readings[1].label)
            for row in csv.DictReader(file)
        )
    assert share >= 0.8, wrong


@pytest.mark.parametrize(
    ("text", "regime", "service", "category", "cause"),
    [
        # A category for staff is in the housing list only: the LGSCO's take the service concerned.
        ("I am not complaining about the bins, it is the man who shouted", "housing", "", "staff_conduct", "staff_attitude"),
        ("I am not complaining about the bins, it is the man who shouted", "lgsco", "", "environment_and_regulation", "staff_attitude"),
        ("black stuff growing on my son's wall", "housing", "", "property_condition", None),
        ("blak mowld all over the cieling and the boyler is leeking", "housing", "", "property_condition", None),
        ("My Blue Badge was refused", "lgsco", "Parking", "adult_care_services", "policy_or_decision"),
        ("The school bus never came", "lgsco", "Highways", "education_and_childrens_services", "failure_to_act"),
        ("The lift has been stuck since Monday", "housing", "", "health_and_safety", None),
        ("The communal lights are out again", "housing", "", "estate_management", None),
        ("My stairlift adaptation was refused", "housing", "", "occupancy_rights", "policy_or_decision"),
        ("You promised it in two weeks, it is now ten weeks and nothing", "housing", "", None, "failure_to_act"),
        ("My complaint was answered four weeks late", "housing", "", "complaint_handling", "delay"),
        ("My complaint was never acknowledged", "housing", "", "complaint_handling", "complaint_handling"),
        ("The bin crew was brilliant but nobody replied to my emails", "lgsco", "Waste", "environment_and_regulation", "communication"),
    ],
)  # fmt: skip
def test_where_labels_meet(text, regime, service, category, cause):
    _, by_category, by_cause, _ = explain(text, regime, service).readings
    assert category in (None, by_category.label)
    assert cause in (None, by_cause.label)


@pytest.mark.parametrize(
    ("text", "record_type"),
    [
        ("Still no reply to my email.", "complaint"),
        ("Please could you reconsider my banding, my circumstances have changed.", "service_request"),
        ("I am unhappy with my banding and want it changed.", "complaint"),
        ("I'm furious with my neighbour's dog. Could someone come out?", "service_request"),
        ("The contractor never turned up.", "complaint"),
        ("Cllr Birch asks when the car park will be resurfaced.", "enquiry"),
        ("Cllr Birch says her resident has reported the leak four times and nothing was done.", "complaint"),
        ("I challenge this penalty charge notice.", "complaint"),
        ("Thank you for fixing my tap so quickly, wonderful service.", "compliment"),
        ("This is a copy of the complaint that I emailed on Friday.", "duplicate"),
    ],
)
def test_what_is_a_complaint(text, record_type):
    assert explain(text, "housing").readings[0].label == record_type


def test_the_reason_named_as_main_counts_otherwise_the_first():
    read = lambda note: rules().read("exclusion_reason", rules().evidence(note)).label  # noqa: E731
    assert read("Over 12 months old; also with insurers.") == "over_12_months"
    assert read("With insurers; also over 12 months old.") == "other_process"
    assert read("Over 12 months old, but the main reason is an insurance claim.") == "other_process"
