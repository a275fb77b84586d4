"""Satisfaction: the tenant survey's TP09 and the council's own survey stand apart."""

import openpyxl
import pandas as pd

from complaint_analysis.oversight.benchmarks.tenant_survey import Survey, tenant_survey
from complaint_analysis.oversight.satisfaction import satisfaction, say_satisfaction, with_tenant_survey
from complaint_analysis.printing.table import NOT_APPLICABLE


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


def test_tp09_of_the_regulators_workbook_takes_the_place_of_our_own_row():
    surveys = [Survey("lcra", 130, 421, 30.9), Survey("lcho", 3, 8, 40.0)]
    rows = with_tenant_survey(ROWS, surveys, "2024-25")
    table = satisfaction(rows, "2024-25").frame
    assert table["measure"].tolist()[-2:] == [
        "TP09: tenants of rented homes satisfied with our approach to complaints",
        "TP09: shared owners satisfied with our approach to complaints",
    ]
    assert table["source"].tolist()[-2:] == [
        "Regulator of Social Housing, Tenant Satisfaction Measures 2024-25",
        "Regulator of Social Housing, Tenant Satisfaction Measures 2024-25; published there as 40.0%, weighted",
    ]
    assert "30.9% (130 of 421) of tenants of rented homes were satisfied" in say_satisfaction(rows)
    assert "3 of 8 of shared owners were satisfied" in say_satisfaction(rows)
    assert with_tenant_survey(ROWS, [], "2024-25") is ROWS
    assert len(with_tenant_survey(None, surveys, "2024-25")) == 2


ANSWERS = ["very satisfied", "fairly satisfied", "neither satisfied nor dissatisfied", "fairly dissatisfied",
           "very dissatisfied"]  # fmt: skip


def perception(folder, *rows, sheet="TSM25_LCRA_Perception", name="tsm-2024-25.xlsx"):
    """A council's folder with the regulator's sheet of TP09, under notes, its headings with footnote digits."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    counts = [
        f"Number of respondents who report that they are {each} with complaints (TP09)7" for each in ANSWERS
    ]
    published = (
        "Proportion of respondents who report that they are satisfied with complaints handling (TP09)7"
    )
    for row in [["Notes"], ["Landlord name", "Landlord code", published, *counts], *rows]:
        page.append(row)
    (folder / "benchmarks").mkdir(exist_ok=True)
    book.save(folder / "benchmarks" / name)
    return folder


def test_tp09_is_read_from_the_workbook_as_downloaded(tmp_path):
    """Two landlords' counts as the regulator published them for 2024-25."""
    other = ["A landlord", "L4240", 30.9, 57, 73, 45, 77, 169]
    council = perception(tmp_path, other, ["Ours", 5060, 33.1, 100, 116, 90, 147, 200])
    assert tenant_survey(council, "5060", "2024-25") == [Survey("lcra", 216, 653, 33.1)]
    assert tenant_survey(council, "l4240", "2024-25") == [Survey("lcra", 130, 421, 30.9)]
    assert tenant_survey(council, "5060", "2023-24") == []
    assert tenant_survey(council, "", "2024-25") == []
    assert tenant_survey(tmp_path / "nowhere", "5060", "2024-25") == []


def test_a_code_in_place_of_a_count_is_no_answer(tmp_path):
    council = perception(tmp_path, ["Ours", "X1", "[X]", "[X]", 73, 45, 77, 169])
    assert tenant_survey(council, "X1", "2024-25") == []


def test_nothing_recorded_is_said():
    for table in (None, ROWS.iloc[:0]):
        assert say_satisfaction(table).endswith("is not recorded.")
        assert satisfaction(table, "2024-25").frame.empty
