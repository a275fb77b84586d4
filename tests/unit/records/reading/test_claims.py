"""Which column a header stands for where several words claim one, or its cells speak against its words."""

from __future__ import annotations

import pytest

from complaint_analysis.errors import InputError
from complaint_analysis.records.reading.claims import column_by_cells
from complaint_analysis.records.reading.headers import canonical

ONE = {"Ref": "C1", "Date received": "03/04/2024", "Service": "Waste"}
DAYS = ("12/04/2024", "28/06/2024")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Outcome Date", "row:responded"),
        ("Resolution_Date", "row:responded"),
        ("Stage 1 Decision Date", "stage1_responded"),
        ("Date of decision at stage 2", "stage2_responded"),
        ("Date closed", "closed"),
        ("Withdrawn date", "withdrawn"),
        ("Case Date", None),
        ("Service Date", None),
        ("Stage Date", None),
        ("Ombudsman Date", None),
        ("Tenure date", None),
    ],
)
def test_a_header_with_date_never_names_what_is_no_day(header: str, column: str | None) -> None:
    assert canonical(header, {}) == column


def test_a_line_under_columns_speaks_for_that_header_alone() -> None:
    own = {"Stage 1 Decision": "ignore"}
    assert canonical("Stage 1 Decision", own) == "ignore"
    assert canonical("Stage 1 Decision Date", own) == "stage1_responded"


@pytest.mark.parametrize(
    ("column", "cells", "stands_for"),
    [
        ("row:outcome", DAYS, "row:responded"),
        ("stage2_outcome", DAYS, "stage2_responded"),
        ("row:outcome", ("Upheld", "Not upheld"), "row:outcome"),
        ("service", DAYS, None),
        ("reference", ("20240412", "20240628"), "reference"),
        ("reference", DAYS, "reference"),
        ("remedies", ("£50", "120.00"), "compensation_gbp"),
        ("remedies", ("Apology", "50"), "remedies"),
        ("ward", ("45383", "45384"), "ward"),
    ],
)
def test_what_a_column_holds_decides_with_its_header(column, cells, stands_for) -> None:
    assert column_by_cells(column, cells) == stands_for


@pytest.mark.parametrize(
    "answer",
    [
        {"Stage 1 Outcome": "Upheld", "Stage 1 Outcome Date": "12/04/2024"},
        {"Stage 1 Decision Date": "12/04/2024", "Stage 1 Decision": "Upheld"},
        {"Decision": "12/04/2024", "Outcome": "Upheld"},
        {"Outcome (date)": "12/04/2024", "Finding": "Upheld"},
        {"Result date": "", "Response sent": "12/04/2024", "Result": "Upheld"},
        {"Response": "We are sorry that it was late.", "Reply date": "12/04/2024", "Outcome": "Upheld"},
        {"Date responded": "", "Completed": "12/04/2024", "Outcome": "Upheld"},
    ],
)
def test_the_day_of_a_finding_is_the_answer_and_the_finding_stays_one(council, export, answer) -> None:
    council.export(export(ONE | answer))
    row = council.records().table.set_index("reference").loc["C1"]
    assert str(row["stage1_responded"])[:10] == "2024-04-12"
    assert row["stage1_outcome"] == "upheld"
    assert row["stage1_status"] == "in_time"


def test_a_day_of_any_stage_does_not_fill_a_stage_that_has_its_own(council, export) -> None:
    council.export(
        export(ONE | {"S1 response sent": "", "S2 response sent": "", "Decision date": "12/04/2024"})
    )
    assert council.records().table["stage1_responded"].isna().all()


def test_days_under_a_word_that_is_no_day_are_told(council, export) -> None:
    council.export(export(ONE | {"Department": "12/04/2024"}))
    issues = council.records().issues.set_index("column")
    assert issues.loc["Department", "note"] == "its cells are days; say which day it is"


def test_two_headers_that_suit_alike_are_an_error_that_ignores_none_with_the_days(council, export) -> None:
    council.export(export(ONE | {"Reply sent": "12/04/2024", "Response sent": "15/04/2024"}))
    with pytest.raises(InputError, match="'Reply sent' and 'Response sent'"):
        council.records()


def test_what_the_council_says_itself_is_not_doubted(council, export) -> None:
    council.settings('[columns]\n"Decision" = "stage1_outcome"\n').export(
        export(ONE | {"Decision": "12/04/2024"})
    )
    assert council.records().table["stage1_responded"].isna().all()
