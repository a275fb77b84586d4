"""Tables of each subject: causes, services, remedies, what came together, with small numbers withheld."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from small_run import a_council, complaint, run

from complaint_analysis.chapters import tables
from complaint_analysis.chapters.tables.subjects import theme_causes, themes
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


def test_a_theme_names_the_causes_that_can_be_shown_and_adds_up():
    """Communication (7 and 8) is withheld too: beside it alone the 3 and 2 could be worked out."""
    charges, estates = theme_causes(run(cases(MANY)), "housing")
    assert charges.name == "causes-housing-charges"
    assert charges.caption == "Charges: complaints about housing by main cause, 2024-25"
    assert rows(charges) == [("Delay", 12), ("Any other cause", 10), ("Total", 22)]
    assert rows(estates) == [("Delay", 9), ("Any other cause", 10), ("Total", 19)]


def test_a_small_number_takes_another_with_it_where_a_total_would_give_it_away():
    """A cause that only two subjects have, with 12 and 3, has both withheld: its total is known."""
    counts = MANY | {("charges", "charging_error"): 3, ("estate_management", "charging_error"): 12}
    _, estates = theme_causes(run(cases(counts)), "housing")
    assert "Charging error" not in estates.frame["cause"].tolist()


def test_both_years_stand_side_by_side_and_each_is_protected_alone():
    last = cases(
        {("charges", "delay"): 2, ("charges", "communication"): 8, **dict.fromkeys(list(MANY)[3:5], 9)}, 2023
    )
    charges = theme_causes(run(cases(MANY), last), "housing")[0]
    assert [column.heading for column in charges.columns] == ["Main cause", "2024-25", "2023-24"]
    before = dict(zip(charges.frame["cause"], charges.frame["2023-24"], strict=True))
    assert before["Delay"] == SUPPRESSED
    assert before["Any other cause"] == SUPPRESSED
    assert before["Total"] == 10


def test_one_subject_with_one_small_cause_has_no_table():
    """Its only number is the subject's own, so every cause is withheld."""
    (only,) = theme_causes(run(cases({("charges", "delay"): 3})), "housing")
    assert only.frame.empty


def test_one_subject_with_one_cause_enough_of_them_is_shown():
    (only,) = theme_causes(run(cases({("charges", "delay"): 6})), "housing")
    assert rows(only) == [("Delay", 6), ("Total", 6)]


def test_without_complaints_there_are_no_themes():
    empty = run([complaint("2022-05-01", category="charges")])
    assert themes(empty, "housing") == []
    assert theme_causes(empty, "housing") == []
    assert tables.cause_by_service(empty, "housing").frame.empty
    assert tables.remedy_by_subject(empty, "housing").frame.empty


def test_a_subject_of_last_year_only_is_a_theme_with_nought():
    (theme,) = themes(run([], cases({("charges", "delay"): 6}, 2023)), "housing")
    assert (theme.label, theme.counts) == ("charges", (0, 6))


def test_causes_by_service_keep_both_totals():
    of = run(
        cases(MANY, service="Council Housing")
        + cases(MANY | {("charges", "policy_or_decision"): 6}, service="Repairs")
    )
    table = tables.cause_by_service(of, "housing")
    assert [column.heading for column in table.columns] == [
        *("Service", "Delay", "Communication", "Staff attitude", "Any other cause", "Total"),
    ]
    assert rows(table) == [
        ("Repairs", 21, 15, 5, 6, 47),
        ("Council Housing", 21, 15, 5, 0, 41),
        ("Total", 42, 30, 10, 6, 88),
    ]


def test_a_service_of_too_few_complaints_to_be_protected_stands_with_the_next():
    """Its total is known, so that nothing withheld in its row could be more than 2."""
    few = cases({("charges", "delay"): 2}, service="Repairs")
    most = cases(MANY | {("charges", "delay"): 20}, service="Estates")
    table = tables.cause_by_service(run(cases(MANY) + few + most), "housing")
    assert table.frame["service"].tolist() == ["Estates", "Any other service", "Total"]
    assert table.frame["all"].tolist() == [49, 43, 92]
    assert table.frame["delay"].tolist() == [29, 23, 52]


def test_a_service_with_few_of_a_cause_is_protected():
    few = cases({("charges", "delay"): 30, ("charges", "staff_attitude"): 2}, service="Repairs")
    table = tables.cause_by_service(run(cases(MANY) + few + cases(MANY, service="Estates")), "housing")
    shown = table.frame.set_index("service")["staff_attitude"]
    assert shown["Repairs"] == SUPPRESSED
    assert (shown == SUPPRESSED).sum() >= 2


def test_remedies_by_subject_leave_out_what_cannot_be_named():
    given = (
        cases({("charges", "delay"): 6}, remedies="apology; financial")
        + cases({("estate_management", "delay"): 7}, remedies="apology")
        + cases({("property_condition", "delay"): 5}, remedies="explanation")
    )
    table = tables.remedy_by_subject(run(given), "housing")
    assert [column.heading for column in table.columns] == ["Subject", "Apology", "Explained", "Money"]
    assert rows(table) == [
        ("Estate management", 7, 0, 0),
        ("Charges", 6, 0, 6),
        ("Property condition", 0, 5, 0),
        ("Total", 13, 5, 6),
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
        cases({("charges", "delay"): 6, ("estate_management", "delay"): 6}),
        ["estate_management"] * 6 + ["charges"] * 3 + [""] * 3,
    )
    table = tables.together(of, "housing", "category")
    assert table.caption == "Complaints about housing with two subjects, 2024-25"
    assert rows(table) == [("Estate management and Charges", 9), ("Total", 9)]


def test_a_second_that_an_officer_recorded_stands_apart_from_one_that_a_rule_read():
    further = pd.DataFrame({"reference": [f"C{n}" for n in range(5)], "category": ["Communal cleaning"] * 5})
    of = with_seconds(cases({("charges", "delay"): 8}), ["estate_management"] * 6 + [""] * 2, further)
    table = tables.together(of, "housing", "category")
    assert [column.heading for column in table.columns] == [
        *("The two subjects", "Recorded by an officer", "Read by a rule"),
    ]
    assert rows(table)[0] == ("Estate management and Charges", 5, 6)


def test_pairs_of_too_few_complaints_are_no_table():
    of = with_seconds(cases({("charges", "delay"): 8}), ["estate_management"] * 4 + [""] * 4)
    assert tables.together(of, "housing", "category").frame.empty


@pytest.mark.parametrize("threshold", [3, 10])
def test_the_council_s_own_threshold_counts(threshold):
    council = a_council(disclosure={"threshold": threshold})
    charges = theme_causes(run(cases(MANY), council=council), "housing")[0]
    assert all(cell >= threshold for cell in charges.frame["2024-25"] if cell not in (0, SUPPRESSED, 3))


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
