"""A row for each allegation: findings that belong together, in whatever order their rows come."""

from __future__ import annotations

from itertools import permutations

import pytest

from complaint_analysis.chapters import tables
from complaint_analysis.run.period_run import load

HEADER = "Ref,Date received,Service,Allegation,Response date,Outcome\n"
START, ANSWER = "03/06/2024,Waste", "14/06/2024"


def rows(*findings: str, ref: str = "C1") -> str:
    return "".join(f"{ref},{START},No {number},{ANSWER},{found}\n" for number, found in enumerate(findings))


def outcome(council, ref: str = "C1") -> str:
    return council.records().table.set_index("reference").loc[ref, "stage1_outcome"]


@pytest.mark.parametrize("findings", list(permutations(["Upheld", "Not upheld", "Not upheld"])))
def test_the_order_of_elements_decides_nothing(council, findings) -> None:
    council.export(HEADER + rows(*findings))
    assert outcome(council) == "partially_upheld"


@pytest.mark.parametrize(
    ("findings", "whole"),
    [
        (["Upheld", "Upheld"], "upheld"),
        (["Not upheld", "No finding"], "not_upheld"),
        (["Withdrawn", "Upheld"], "upheld"),
        (["Open", "Upheld"], "upheld"),
        (["Upheld", "Open"], "upheld"),
        (["Partly upheld", "Upheld"], "partially_upheld"),
    ],
)
def test_what_is_no_finding_says_nothing_of_the_others(council, findings, whole) -> None:
    council.export(HEADER + rows(*findings))
    assert outcome(council) == whole


def test_elements_are_told_as_rows_of_one_export_and_not_of_two(council) -> None:
    council.export(HEADER + rows("Upheld", "Not upheld"))
    met = set(council.records().issues["rule"])
    assert "several_elements" in met
    assert "contradiction" not in met


def test_of_two_exports_the_later_is_believed_as_before(council) -> None:
    council.export(HEADER + rows("Upheld"), "a.csv").export(HEADER + rows("Not upheld"), "b.csv")
    assert outcome(council) == "not_upheld"
    assert "contradiction" in set(council.records().issues["rule"])


def test_elements_of_an_export_that_a_later_one_corrects_are_not_counted(council) -> None:
    council.export(HEADER + rows("Upheld", "Not upheld"), "a.csv").export(HEADER + rows("Upheld"), "b.csv")
    assert outcome(council) == "upheld"
    assert council.records().elements.empty


def test_all_elements_are_counted_in_a_table_of_their_own(council) -> None:
    council.export(HEADER + rows("Upheld", "Not upheld", "Not upheld") + rows("Upheld", ref="C2"))
    run = load("2024-25", data=council.folder)
    table = tables.elements(run).frame.set_index("complaints")
    found = next(row for name, row in table.iterrows() if "stage 1" in name.lower() and row["upheld"] == 2)
    assert found["not_upheld"] == 2
    assert found["partially_upheld"] == 0
    assert 1 in list(tables.outcomes(run).frame["outcome.partially_upheld"])


def test_without_several_elements_there_is_no_such_table(council) -> None:
    council.export(HEADER + rows("Upheld") + rows("Upheld", ref="C2"))
    run = load("2024-25", data=council.folder)
    assert tables.elements(run).frame.empty


def test_a_row_that_only_adds_an_action_is_no_element(council) -> None:
    header = "Ref,Date received,Service,Response date,Outcome,Action due\n"
    row = f"C1,{START},{ANSWER},Upheld,"
    council.export(f"{header}{row}01/07/2024\n{row}08/07/2024\n")
    assert council.records().elements.empty
