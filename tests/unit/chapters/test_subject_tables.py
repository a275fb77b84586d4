"""Tables of two labels: causes by service, remedies by subject, what came together; large numbers alone."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from small_run import a_council, complaint, run

from complaint_analysis.chapters import tables
from complaint_analysis.chapters.tables.subjects import themes
from complaint_analysis.printing.table import SUPPRESSED

MANY = {
    ("charges", "delay"): 12,
    ("charges", "communication"): 7,
    ("charges", "staff_attitude"): 3,
    ("estate_management", "delay"): 9,
    ("estate_management", "communication"): 8,
    ("estate_management", "staff_attitude"): 2,
}


def cases(counts, year=2024, **columns):
    return [
        complaint(f"{year}-05-01", category=subject, cause=cause, **columns)
        for (subject, cause), number in counts.items()
        for _ in range(number)
    ]


def rows(table):
    return [tuple(row) for row in table.frame.itertuples(index=False)]


def test_without_complaints_there_are_no_themes():
    empty = run([complaint("2022-05-01", category="charges")])
    assert themes(empty, "housing") == []
    assert tables.cause_by_service(empty, "housing").frame.empty
    assert tables.remedy_by_subject(empty, "housing").frame.empty


def test_a_subject_of_last_year_only_is_a_theme_with_nought():
    (theme,) = themes(run([], cases({("charges", "delay"): 6}, 2023)), "housing")
    assert (theme.label, theme.counts) == ("charges", (0, 6))


BROAD = {
    "Repairs": {
        "delay": 40,
        "communication": 30,
        "staff_attitude": 7,
        "failure_to_act": 6,
        "quality_of_work": 8,
    },
    "Estates": {
        "delay": 7,
        "communication": 5,
        "staff_attitude": 6,
        "failure_to_act": 8,
        "quality_of_work": 7,
    },
    "Lettings": {"delay": 6, "communication": 20, "staff_attitude": 8, "failure_to_act": 9, "not_stated": 12},
    "Rents": {"delay": 8, "communication": 7, "staff_attitude": 5, "failure_to_act": 6, "quality_of_work": 7},
}


def by_service(services):
    return [
        one
        for service, causes in services.items()
        for one in cases({("charges", cause): number for cause, number in causes.items()}, service=service)
    ]


def test_a_service_names_the_causes_that_can_be_shown_and_adds_up():
    """The causes of twice the threshold are named; "not stated" has no name, and Estates and Rents none to name."""
    table = tables.cause_by_service(run(by_service(BROAD)), "housing")
    assert [column.heading for column in table.columns] == [
        *("Service", "Main cause", "Complaints", "All of the service"),
    ]
    assert rows(table) == [
        ("Repairs", "Delay", 40, 91),
        ("Repairs", "Communication", 30, 91),
        ("Repairs", "Any other cause", 21, 91),
        ("Lettings", "Communication", 20, 55),
        ("Lettings", "Any other cause", 35, 55),
    ]
    assert "Named are numbers from 10 on" in table.notes[0]


def test_a_service_whose_small_number_would_be_known_names_no_cause():
    """Of 15 the 12 would leave 3 with one other cause."""
    few = BROAD | {"Leases": {"delay": 12, "communication": 3}}
    shown = tables.cause_by_service(run(by_service(few)), "housing").frame["service"]
    assert "Leases" not in set(shown)


def test_two_services_of_a_code_give_each_other_away():
    two = {"Repairs": {"delay": 17, "communication": 9}, "Estates": {"delay": 4, "communication": 8}}
    assert tables.cause_by_service(run(by_service(two)), "housing").frame.empty


def test_remedies_name_the_subjects_that_can_be_shown():
    """Money was given for charges in enough complaints and for a few of one other: it names neither."""
    given = [
        *cases({("charges", "delay"): 12}, remedies="apology; financial"),
        *cases({("estate_management", "delay"): 17}, remedies="apology"),
        *cases({("staff_conduct", "delay"): 6}, remedies="apology"),
        *cases({("property_condition", "delay"): 5}, remedies="apology"),
        *cases({("other", "delay"): 3}, remedies="financial"),
    ]
    more = cases({("staff_conduct", "delay"): 9, ("property_condition", "delay"): 9, ("other", "delay"): 30})
    table = tables.remedy_by_subject(run([*given, *more]), "housing")
    assert [column.heading for column in table.columns] == [
        *("Remedy", "Subject", "Complaints", "All with the remedy"),
    ]
    assert rows(table) == [
        ("Apology", "Estate management", 17, 40),
        ("Apology", "Charges", 12, 40),
        ("Apology", "Any other subject", 11, 40),
    ]


def test_a_code_out_of_scope_has_no_rows():
    of = run(cases(MANY))
    of.regimes = ("lgsco",)
    assert themes(of, "housing") == []
    for table in (
        tables.cause_by_service(of, "housing"),
        tables.remedy_by_subject(of, "housing"),
        tables.together(of, "housing", "category"),
    ):
        assert table.frame.empty


def with_seconds(given, seconds, further=None):
    """A run of such complaints in whose texts a second subject was read; `further` is what officers added."""
    of = run(given)
    columns = {"table": of.records.table.assign(category_second=seconds)}
    named = {} if further is None else {"other_categories": further}
    of.records = replace(of.records, **columns, **named)
    of.basis = replace(of.basis, records=of.records)
    return of


def test_two_subjects_of_one_complaint_are_counted_whichever_came_first():
    of = with_seconds(
        cases({("charges", "delay"): 16, ("estate_management", "delay"): 16}),
        ["estate_management"] * 6 + ["charges"] * 0 + [""] * 10 + ["charges"] * 7 + [""] * 9,
    )
    table = tables.together(of, "housing", "category")
    assert table.caption == "Complaints about housing with two subjects, 2024-25"
    assert rows(table) == [("Read by a rule", "Estate management and Charges", 13, 13)]


def test_a_second_that_an_officer_recorded_stands_apart_from_one_that_a_rule_read():
    further = pd.DataFrame(
        {"reference": [f"C{n}" for n in range(11)], "category": ["Communal cleaning"] * 11}
    )
    of = with_seconds(cases({("charges", "delay"): 18}), ["estate_management"] * 12 + [""] * 6, further)
    table = tables.together(of, "housing", "category")
    assert rows(table) == [
        ("Recorded by an officer", "Estate management and Charges", 11, 11),
        ("Read by a rule", "Estate management and Charges", 12, 12),
    ]


def test_pairs_of_too_few_complaints_are_no_table():
    of = with_seconds(cases({("charges", "delay"): 18}), ["estate_management"] * 9 + [""] * 9)
    assert tables.together(of, "housing", "category").frame.empty


def test_a_pair_is_not_named_where_that_tells_of_a_rarer_one():
    """Three pairs of 15, 14 and 1: the two named would leave 1."""
    of = with_seconds(
        cases({("charges", "delay"): 40}),
        ["estate_management"] * 15 + ["staff_conduct"] * 14 + ["other"] + [""] * 10,
    )
    assert tables.together(of, "housing", "category").frame.empty


@pytest.mark.parametrize(("threshold", "least"), [(2, 4), (5, 10)])
def test_the_council_s_own_threshold_counts(threshold, least):
    council = a_council(disclosure={"threshold": threshold})
    frame = tables.cause_by_service(run(by_service(BROAD), council=council), "housing").frame
    assert all(frame.loc[frame["cause"] != "Any other cause", "complaints"] >= least)
    assert len(frame)


def continued(number):
    """Complaints of which so many go on under a reference that continues the first's."""
    again = [complaint(reference=f"A-100/{n}", category="charges") for n in range(2, number + 2)]
    return run([complaint(reference="A-100", category="charges"), *again])


def test_complaints_that_came_again_are_counted_by_what_shows_it():
    table = tables.repeats(continued(6))
    assert rows(table) == [
        ("Under a reference that continues another", 6, 0),
        ("Any of these", 6, 0),
    ]


def test_few_that_came_again_are_withheld_and_so_is_the_row_of_all():
    assert [row[1] for row in rows(tables.repeats(continued(2)))] == [SUPPRESSED, SUPPRESSED]


def test_where_nothing_came_again_there_is_no_table():
    assert tables.repeats(continued(0)).frame.empty
