"""The records as they stood on a day before the extract."""

from datetime import date

import pandas as pd
import pytest

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.run.records_and_figures import records_of

HEADER = (
    "Reference,Date received,Service,Stage 1 acknowledged,Stage 1 responded,Stage 1 outcome,"
    "Stage 2 requested,Stage 2 responded,Stage 2 outcome,Withdrawn,Closed,Compensation,Action due,Action done\n"
)
ROWS = {
    "answered before": "A-1,01/07/2024,Council Housing,02/07/2024,10/07/2024,Upheld,,,,,10/07/2024,50,01/08/2024,",
    "answered after": "A-2,20/09/2024,Council Housing,23/09/2024,15/10/2024,Upheld,,,,,15/10/2024,75,01/11/2024,",
    "escalated after": "A-3,01/08/2024,Council Housing,02/08/2024,12/08/2024,Upheld,10/10/2024,01/11/2024,Upheld,,,,,",
    "withdrawn after": "A-4,25/09/2024,Council Housing,26/09/2024,,,,,,12/10/2024,12/10/2024,,,",
    "begun after": "A-5,05/10/2024,Council Housing,07/10/2024,15/10/2024,Upheld,,,,,,,,",
    "action done after": "A-6,01/07/2024,Council Housing,02/07/2024,10/07/2024,Upheld,,,,,,,01/09/2024,20/10/2024",
}
DAY = date(2024, 10, 1)
YEAR = ReportingYear(2024)


def made(council, *rows: str, as_at: date | None = DAY):
    council.export(HEADER + "\n".join(rows))
    return records_of(load_council(council.folder), YEAR, as_at)


@pytest.fixture
def wound(council):
    return made(council, *ROWS.values())


def of(records, reference: str) -> pd.Series:
    return records.table.set_index("reference").loc[reference]


def test_what_was_done_by_the_day_stands(wound):
    row = of(wound, "A-1")
    assert (row["stage1_status"], row["stage1_outcome"], row["compensation_gbp"]) == ("in_time", "upheld", 50)


def test_an_answer_after_the_day_had_not_come_with_all_that_it_brought(wound):
    row = of(wound, "A-2")
    assert row["stage1_status"] == "open_not_due"
    assert row[["stage1_responded", "stage1_outcome", "compensation_gbp", "closed"]].isna().all()
    assert set(wound.actions["reference"]) == {"A-1", "A-6"}


def test_a_request_for_stage_2_after_the_day_had_not_come(wound):
    row = of(wound, "A-3")
    assert row[["stage2_requested", "stage2_responded", "stage2_outcome"]].isna().all()
    assert row["stage1_outcome"] == "upheld"


def test_a_withdrawal_after_the_day_had_not_come(wound):
    row = of(wound, "A-4")
    assert row["stage1_status"] == "open_not_due"
    assert pd.isna(row["withdrawn"])


def test_a_complaint_after_the_day_is_neither_read_nor_a_fault(wound):
    assert "A-5" not in set(wound.table["reference"])
    assert wound.reconciliation == {"read": 5, "merged": 0, "rejected": 0, "kept": 5}
    assert wound.sources["read"].tolist() == [5]
    assert not set(wound.issues["rule"]) & {"date_after_extract", "row_rejected"}


def test_a_date_after_the_extract_itself_is_still_a_fault(council):
    slip = "A-7,01/07/2024,Council Housing,02/07/2024,10/07/2042,Upheld,,,,,,,,"
    found = made(council, slip)
    assert set(found.issues["rule"]) >= {"date_after_extract"}
    assert of(found, "A-7")["stage1_status"] == "not_recorded"


def test_winding_back_is_what_an_export_of_that_day_would_have_held(council, tmp_path):
    """The same figures as from an export that was drawn on the day."""
    then = [
        ROWS["answered before"],
        "A-2,20/09/2024,Council Housing,23/09/2024,,,,,,,,,,",
        "A-3,01/08/2024,Council Housing,02/08/2024,12/08/2024,Upheld,,,,,,,,",
        "A-4,25/09/2024,Council Housing,26/09/2024,,,,,,,,,,",
        ROWS["action done after"].removesuffix("20/10/2024"),
    ]
    wound = made(council, *ROWS.values())
    council.year(facts=f"extracted_on = {DAY}")
    drawn = made(council, *then, as_at=None)
    left_out = ["source_row"]
    pd.testing.assert_frame_equal(
        wound.table.drop(columns=left_out).reset_index(drop=True),
        drawn.table.drop(columns=left_out).reset_index(drop=True),
    )
    assert len(wound.actions) == len(drawn.actions)


def test_a_day_after_the_stated_extract_is_believed(council):
    """A newer export with `--as-at`, while year.toml still names the last one."""
    council.year(facts="extracted_on = 2024-07-15")
    found = made(council, ROWS["escalated after"], as_at=date(2024, 11, 30))
    assert of(found, "A-3")["stage2_outcome"] == "upheld"
    assert found.as_at == date(2024, 11, 30)


def test_an_answer_whose_day_cannot_be_used_stays_one_whatever_the_day(council):
    """Nothing says that it came later; one dated later had not come."""
    answers = ("see notes", "15/10/2024", "")
    rows = [f"U-{answer},20/09/2024,Council Housing,,{answer},,,,,,,,," for answer in answers]
    wound = made(council, *rows)
    assert wound.table["stage1_response_unusable"].tolist() == [True, False, False]
    assert wound.table["stage1_status"].tolist() == ["not_recorded", "open_not_due", "open_not_due"]
