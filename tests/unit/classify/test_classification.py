"""An officer's known word first, then the rules; what disagrees is listed for a second look."""

import pandas as pd
import pytest

from complaint_analysis.classify import classify, explain

BLANK = {
    "reference": "C-1",
    "regime": "housing",
    "service": "Council Housing",
    "category": None,
    "cause": None,
    "record_type": "complaint",
    "accepted": True,
    "exclusion_reason": None,
    "description": "Damp all over the bedroom wall and nobody came.",
    "learning": None,
}


def table(*cases):
    frame = pd.DataFrame(
        [BLANK | {"reference": f"C-{number}"} | case for number, case in enumerate(cases, 1)]
    )
    text = [column for column in frame if column != "accepted"]
    return frame.astype(dict.fromkeys(text, "str")).astype({"accepted": "boolean"})


def one(case, **settings):
    return classify(table(case), **settings).table.iloc[0]


def test_a_rule_fills_what_the_officer_left_blank():
    case = one({})
    assert (case["category"], case["category_rule"]) == ("property_condition", "damp-and-mould")
    assert (case["cause"], case["cause_rule"]) == ("failure_to_act", "missed-visit")


def test_the_officers_known_word_wins_over_the_text():
    case = one({"category": "Rent", "cause": "Delay"})
    assert (case["category"], case["category_rule"]) == ("charges", "officer")
    assert (case["cause"], case["cause_rule"]) == ("delay", "officer")
    assert case["category_read"] == "property_condition"


def test_a_word_that_is_not_known_is_no_decision_but_is_read():
    records = table({"category": "Boiler stuff!!", "description": "See email."})
    done = classify(records)
    assert done.table["category"].tolist() == ["property_condition"]
    assert done.table["category_rule"].tolist() == ["heating-and-hot-water"]
    assert done.review[["field", "recorded", "why"]].values.tolist() == [
        ["category", "Boiler stuff!!", "the taxonomy does not know this word"]
    ]


def test_a_second_subject_is_read_only_where_the_text_speaks_for_it_nearly_as_clearly():
    """Half of the points or more; and only beside the label that stands, not beside an officer's other one."""
    text = "The rent account is wrong and the bins in the communal bin store are overflowing."
    reading = explain(text, "housing").readings[1]
    second = one({"description": text})["category_second"]
    assert second == reading.beside == reading.second[0]
    assert reading.scores[second] * 2 > reading.scores[reading.label]
    assert one({"description": text, "category": "Staff conduct"})["category_second"] == ""
    assert one({"description": "Hm.", "service": None})["category_second"] == ""


def test_nothing_to_go_by_is_unclassified():
    case = one({"description": "Hm.", "service": None})
    assert pd.isna(case["category"])
    assert pd.isna(case["cause"])
    assert (case["category_rule"], case["cause_rule"]) == ("", "")


def test_an_override_is_told_apart():
    done = classify(table({"category": "charges"}), overridden={("C-1", "category")})
    assert done.table["category_rule"].tolist() == ["override"]
    assert "category" not in done.review["field"].tolist()


@pytest.mark.parametrize("regime", ["statutory", "unassigned", "lgsco"])
def test_all_but_housing_use_the_lgscos_categories(regime):
    case = one({"regime": regime, "service": None, "description": "The carer never came to my mother."})
    assert case["category"] == "adult_care_services"


@pytest.mark.parametrize("record_type", ["service_request", "enquiry", "compliment", "duplicate"])
def test_only_a_complaint_has_a_cause(record_type):
    case = one({"record_type": record_type, "cause": "Delay"})
    assert pd.isna(case["cause"])
    assert case["cause_rule"] == ""


def test_record_type_is_the_officers_unless_settings_say_rules():
    praise = {"record_type": None, "description": "Thank you, the gardeners did a wonderful job."}
    assert one(praise)["record_type"] == "complaint"
    assert one(praise)["record_type_rule"] == ""
    assert one(praise)["record_type_read"] == "compliment"
    assert one(praise, record_type="rules")["record_type"] == "compliment"
    assert one(praise | {"record_type": "complaint"}, record_type="rules")["record_type"] == "complaint"


def test_a_record_type_filled_in_by_default_counts_as_blank():
    records = table({"description": "Thank you, the gardeners did a wonderful job."}).assign(
        record_type_rule=""
    )
    assert classify(records, record_type="rules").table["record_type"].tolist() == ["compliment"]


def test_a_reason_is_the_officers_unless_settings_say_rules():
    refused = {"accepted": False, "description": "The kitchen was fitted badly in 2016."}
    assert one(refused)["exclusion_reason"] == "not_recorded"
    assert one(refused)["exclusion_reason_rule"] == ""
    assert one(refused)["exclusion_reason_read"] == "over_12_months"
    assert one(refused, exclusion_reason="rules")["exclusion_reason"] == "over_12_months"
    known = refused | {"exclusion_reason": "Appeal"}
    assert one(known, exclusion_reason="rules")["exclusion_reason"] == "other_process"


def test_an_accepted_complaint_has_no_reason():
    case = one({"accepted": True, "description": "It happened in 2016."}, exclusion_reason="rules")
    assert pd.isna(case["exclusion_reason"])
    assert case["exclusion_reason_rule"] == ""


@pytest.mark.parametrize(
    ("case", "field", "why"),
    [
        ({"category": "Rent"}, "category", "the text reads otherwise"),
        ({"record_type": None, "description": "What day is bin day?"}, "record_type", "taken as a complaint, and reads as something else"),
        ({"description": "Satisfaction survey: the repair took too long."}, "record_type", "speaks of a survey: a complaint only if the person asks for one"),
        ({"accepted": False, "exclusion_reason": "reason Z"}, "exclusion_reason", "the taxonomy does not know this word"),
    ],
)  # fmt: skip
def test_what_deserves_a_second_look_is_listed_with_why(case, field, why):
    review = classify(table(case)).review
    assert (field, why) in set(zip(review["field"], review["why"], strict=True))


def test_agreement_is_not_listed():
    assert classify(table({"category": "Damp", "cause": "Missed appointment"})).review.empty


def test_the_index_and_the_other_columns_stay():
    records = table({}, {}).assign(ward="East").set_axis([5, 9])
    classified = classify(records).table
    assert classified.index.tolist() == [5, 9]
    assert classified["ward"].tolist() == ["East", "East"]
    assert classified["learning"].isna().all()


def test_an_empty_table_is_classified():
    assert classify(table({}).iloc[:0]).table.empty


def test_an_explanation_reads_as_one():
    told = "There is mould and damp all over the bedroom, and the rent went up"
    text = repr(explain(told, "housing", "", "Condition"))
    assert "category_housing: property_condition" in text
    assert "the officer's code 'Condition' means property_condition" in text
    assert "rule damp-and-mould: Damp and mould are the condition of the home." in text
    assert "second: charges" in text
