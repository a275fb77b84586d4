"""Case systems with a row a stage: types that carry the stage, and second stages with a number of their own."""

from __future__ import annotations

import pytest

from complaint_analysis.records.reading.types_and_stages import staged_type

HEADER = "Case Number,Case Type,Created On,Service Area,Acknowledged On,Response Date,Decision,Parent Case\n"
FIRST = "CAS-1,Complaint Stage 1,02/06/2024,Planning,03/06/2024,12/06/2024,Upheld,\n"
OTHER = "CAS-2,Complaint Stage 1,03/06/2024,Planning,04/06/2024,13/06/2024,Not Upheld,\n"
SECOND = "CAS-3,Complaint Stage 2,20/06/2024,Planning,21/06/2024,12/07/2024,Not Upheld,CAS-1\n"
PRAISE = "CAS-4,Compliment,21/06/2024,Planning,,22/06/2024,,\n"
TYPES = {"complaint": "complaint", "compliment": "compliment", "servicerequest": "service_request"}


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Complaint Stage 2", "complaint"),
        ("Stage 1 - Complaint", "complaint"),
        ("Stage Two", "complaint"),
        ("Service Request (Stage 1)", "service_request"),
        ("Compliment", None),
        ("Widget Stage 1", None),
    ],
)
def test_the_type_that_stands_beside_a_stage(cell: str, kind: str | None) -> None:
    assert staged_type(cell, TYPES) == kind


@pytest.mark.parametrize("settings", ["", '[columns]\n"Case Type" = "stage_as_recorded"\n'])
@pytest.mark.parametrize("rows", [FIRST + OTHER + SECOND + PRAISE, PRAISE + SECOND + OTHER + FIRST])
def test_a_row_a_stage_with_a_parent_is_one_complaint_of_procedure_by_stage(council, settings, rows) -> None:
    council.settings(settings).export(HEADER + rows)
    records = council.records()
    table = records.table.set_index("reference")
    assert records.reconciliation == {"read": 4, "merged": 1, "rejected": 0, "kept": 3}
    assert table["record_type"].to_dict() == {
        "CAS-1": "complaint", "CAS-2": "complaint", "CAS-4": "compliment"
    }  # fmt: skip
    assert table.loc["CAS-1", ["stage1_outcome", "stage2_outcome"]].tolist() == ["upheld", "not_upheld"]
    assert str(table.loc["CAS-1", "stage2_requested"])[:10] == "2024-06-20"
    assert not table["extra_stage"].any()
    assert {"extra_stage", "unknown_stage", "unknown_value", "unknown_header"}.isdisjoint(
        records.issues["rule"]
    )
    assert council.values()["lgsco.stage1.received"] == 2
    assert council.values()["lgsco.stage2.received"] == 1


def test_a_parent_in_no_export_is_told_and_nothing_is_lost(council) -> None:
    council.export(HEADER + OTHER + SECOND)
    records = council.records()
    assert sorted(records.table["reference"]) == ["CAS-2", "CAS-3"]
    assert {"parent_without_case", "stage2_without_stage1"} <= set(records.issues["rule"])


def test_a_third_stage_whose_parent_is_the_second_belongs_to_the_first(council) -> None:
    third = "CAS-5,Complaint Stage 3,20/08/2024,Planning,,,,CAS-3\n"
    council.export(HEADER + FIRST + SECOND + third)
    records = council.records()
    assert list(records.table["reference"]) == ["CAS-1"]
    assert records.table["extra_stage"].all()


def test_cases_that_name_each_other_as_parents_end_the_program_in_no_circle(council) -> None:
    council.export(HEADER + SECOND + SECOND.replace("CAS-3", "CAS-1").replace(",CAS-1\n", ",CAS-3\n"))
    assert council.records().reconciliation["read"] == 2


def test_the_parent_of_a_first_stage_joins_nothing(council) -> None:
    council.export(HEADER + FIRST + OTHER.replace("Upheld,\n", "Upheld,CAS-1\n"))
    assert len(council.records().table) == 2


def test_a_rejected_row_is_kept_as_it_was_written(council) -> None:
    council.export(HEADER + FIRST + SECOND.replace("20/06/2024", "").replace("CAS-1\n", "CAS-9\n"))
    (cells,) = council.records().rejected["cells"]
    assert '"Case Type": "Complaint Stage 2"' in cells
