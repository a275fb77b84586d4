"""Satisfaction: the tenant survey's TP09 and the council's own survey stand apart."""

import pandas as pd

from complaint_analysis.satisfaction import satisfaction, say_satisfaction
from complaint_analysis.tables import NOT_APPLICABLE


def row(measure, base, satisfied, stage=""):
    return {"measure": measure, "stage": stage, "base": base, "satisfied": satisfied, "source": "Survey"}


ROWS = pd.DataFrame(
    [
        row("TP09", 621, 224),
        row("Closure survey: outcome", 74, 45, "stage1"),
        row("Closure survey: outcome", 8, 5, "stage2"),
        row("Ease of use", 0, 0),
    ],
    dtype=object,
)


def test_the_table_has_the_own_survey_first_then_tp09():
    table = satisfaction(ROWS, "2024-25")
    assert list(table.frame["measure"]) == [
        "Closure survey: outcome, stage 1",
        "Closure survey: outcome, stage 2",
        "Ease of use",
        "TP09",
    ]
    assert list(table.frame["satisfied_pct"]) == [60.8, 62.5, NOT_APPLICABLE, 36.1]
    assert "cannot be compared" in table.notes[0]


def test_tp09_is_the_landlords_alone():
    table = satisfaction(ROWS, "2024-25", ["lgsco"])
    assert "TP09" not in set(table.frame["measure"])
    assert table.notes == ()
    assert "TP09" not in say_satisfaction(ROWS, ["lgsco"])


def test_the_sentence_keeps_the_two_apart_and_gives_counts_on_a_small_base():
    assert say_satisfaction(ROWS.iloc[:3]) == (
        "In the survey of tenants (TP09), 36.1% (224 of 621) were satisfied with our complaint handling. "
        "In our own survey of people whose complaint was closed: "
        "outcome, stage 1, 60.8% (45 of 74); outcome, stage 2, 5 of 8."
    )


def test_nothing_recorded_is_said():
    for table in (None, ROWS.iloc[:0]):
        assert say_satisfaction(table).endswith("is not recorded.")
        assert satisfaction(table, "2024-25").frame.empty
