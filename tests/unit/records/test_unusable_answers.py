"""An answer on a day that cannot be used: it is no open case, and when it came is not recorded."""

import pytest

from complaint_analysis.records.open_cases import open_cases

HEADER = "Reference,Date received,Service,Stage 1 responded,Stage 1 outcome"
CASE = "03/06/2024,Council Housing"
OVERRIDES = "reference,column,value,reason,decided_by,decided_on"


def first(council, *rows: str, name: str = "export.csv"):
    return council.export("\n".join([HEADER, *rows]), name)


def statuses(council) -> dict[str, str]:
    table = council.records().table
    return dict(zip(table["reference"], table["stage1_status"], strict=True))


@pytest.mark.parametrize(("one", "other"), [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_a_usable_day_of_any_row_of_the_stage_wins(council, one, other) -> None:
    first(council, f"A1,{CASE},see notes,", f"A2,{CASE},w/c 10 June,", name=one)
    first(council, f"A1,{CASE},10/06/2024,", f"A2,{CASE},,", name=other)
    assert statuses(council) == {"A1": "in_time", "A2": "not_recorded"}
    assert "contradiction" not in set(council.records().issues["rule"])


def test_an_answer_of_a_row_a_stage_is_of_its_own_stage(council) -> None:
    council.export(
        "Reference,Stage,Date received,Service,Date responded\n"
        f"A1,Stage 1,{CASE},10/06/2024\nA1,Stage 2,01/07/2024,Council Housing,see letter\n"
    )
    row = council.records().table.iloc[0]
    assert (row["stage1_status"], row["stage2_status"]) == ("in_time", "not_recorded")


@pytest.mark.parametrize(
    ("value", "status"), [("2024-06-10", "in_time"), ("2024-07-10", "late"), ("", "open_overdue")]
)
def test_an_officer_s_decision_gives_the_day_or_says_that_there_is_no_answer(council, value, status) -> None:
    first(council, f"A1,{CASE},see notes,", f"A2,{CASE},see notes,")
    council.write(
        "2024-25/overrides.csv", f"{OVERRIDES}\nA1,stage1_responded,{value},Looked up,Manager,2025-05-01\n"
    )
    assert statuses(council) == {"A1": status, "A2": "not_recorded"}


def test_the_list_for_the_meeting_has_the_cases_that_the_figures_count_as_open(council) -> None:
    first(council, f"A1,{CASE},see notes,", f"A2,{CASE},,Upheld", f"A3,{CASE},,", f"A4,{CASE},ongoing,")
    assert sorted(open_cases(council.records())["reference"]) == ["A3", "A4"]
    assert council.values()["housing.still_open.stage1"] == 2


def test_a_cell_that_says_that_there_is_no_answer_yet_is_understood(council) -> None:
    first(council, f"A1,{CASE},Ongoing,", f"A2,{CASE},awaiting response,", f"A3,{CASE},TBC,")
    assert set(statuses(council).values()) == {"open_overdue"}
    assert "bad_date" not in set(council.records().issues["rule"])
