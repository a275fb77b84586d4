"""The taxonomy holds every label once, each with a printed name, and reads officers' own words."""

import pytest

from complaint_analysis.classify import taxonomy

CLASSIFIED = ["record_type", "category_housing", "category_lgsco", "cause", "exclusion_reason"]
LABELS = [(kind, label) for kind in taxonomy.kinds() for label in taxonomy.labels(kind)]


@pytest.mark.parametrize(
    ("kind", "how_many"),
    [
        ("record_type", 5),
        ("category_housing", 14),
        ("category_lgsco", 9),
        ("cause", 11),
        ("exclusion_reason", 11),
        ("remedies", 8),
        ("channel", 9),
        ("tenure", 5),
        ("finding", 9),
        ("regime", 4),
    ],
)
def test_a_kind_has_every_label_of_the_field(kind, how_many):
    assert len(taxonomy.labels(kind)) == how_many


@pytest.mark.parametrize(("kind", "label"), LABELS)
def test_a_label_has_a_printed_name_and_a_sentence(kind, label):
    assert "_" not in taxonomy.printed(kind, label)
    assert taxonomy.printed(kind, label)[0].isupper()
    assert taxonomy.description(kind, label).endswith(".")


@pytest.mark.parametrize("kind", CLASSIFIED)
def test_no_officers_word_means_two_labels(kind):
    meanings = {}
    for label, entry in taxonomy._taxonomy()[kind].items():
        for word in [label, entry["printed"], *entry["synonyms"]]:
            assert meanings.setdefault(taxonomy._key(word), label) == label, word


@pytest.mark.parametrize(
    ("kind", "code", "label"),
    [
        ("category_housing", "property_condition", "property_condition"),
        ("category_housing", "Property Condition", "property_condition"),
        ("category_housing", "  REPAIRS ", "property_condition"),
        ("category_housing", "ASB", "anti_social_behaviour"),
        ("category_housing", "R01 - Repairs", "property_condition"),
        ("category_housing", "Housing > Damp & Mould", "property_condition"),
        ("category_housing", "Right-to-Buy", "buying_or_selling"),
        ("category_lgsco", "Children's Services", "education_and_childrens_services"),
        ("category_lgsco", "Adult Care Services", "adult_care_services"),
        (
            "category_lgsco",
            "Environmental Services & Public Protection & Regulation",
            "environment_and_regulation",
        ),
        ("category_lgsco", "Waste - Missed bins", "environment_and_regulation"),
        ("cause", "Time Taken", "delay"),
        ("cause", "Staff conduct/attitude", "staff_attitude"),
        ("exclusion_reason", "Refused: over 12 months", "over_12_months"),
        ("exclusion_reason", "Over 12 months old", "over_12_months"),
        ("record_type", "Service Requests", "service_request"),
        ("category_housing", "Bananas", ""),
        ("category_housing", "Rent / Repairs", ""),
        ("category_housing", "", ""),
    ],
)
def test_an_officers_word_is_read_as_its_label(kind, code, label):
    assert taxonomy.canonical(kind, code) == label


@pytest.mark.parametrize(
    ("reason", "policy", "regime", "group"),
    [
        ("over_12_months", [], "housing", "named_in_code"),
        ("legal_proceedings", ["legal_proceedings"], "housing", "named_in_code"),
        ("previously_considered", [], "housing", "named_in_code"),
        ("over_12_months", [], "lgsco", "named_in_neither"),
        ("over_12_months", ["over_12_months"], "lgsco", "named_in_policy"),
        ("other_process", ["other_process"], "housing", "named_in_policy"),
        ("other_process", [], "housing", "named_in_neither"),
        ("not_recorded", [], "housing", "no_reason"),
        ("not_recorded", None, "lgsco", "no_reason"),
        ("over_12_months", None, "housing", "named_in_code"),
        ("over_12_months", None, "lgsco", "policy_not_recorded"),
        ("other_process", None, "housing", "policy_not_recorded"),
    ],
)
def test_a_refusal_is_grouped_by_where_its_reason_is_named(reason, policy, regime, group):
    """HO 2.2 gives three examples; the LGSCO Code none."""
    assert taxonomy.exclusion_group(reason, policy, regime) == group
