"""One file has one order of day and month: what a column proves holds for the columns that prove nothing."""

import pandas as pd
import pytest

HEAD = "Case Ref,Service,Date Received,Response Sent,Stage 2 Requested,Stage 2 Response Sent\n"
PROOF = "K-01,Repairs,4/17/2024,4/22/2024,,\n"
SPARSE = "K-02,Repairs,5/13/2024,5/21/2024,6/7/2024,7/5/2024\n"
DAY_FIRST = "K-01,Repairs,17/04/2024,22/04/2024,,\nK-02,Repairs,13/05/2024,21/05/2024,07/06/2024,05/07/2024\n"


def stage2(council):
    table = council.records().table.set_index("reference")
    return [str(table.loc["K-02", f"stage2_{name}"])[:10] for name in ("requested", "responded")]


def test_a_sparse_column_takes_the_order_that_others_prove(council):
    council.export(HEAD + PROOF + SPARSE)
    assert stage2(council) == ["2024-06-07", "2024-07-05"]


def test_day_first_stays_day_first(council):
    council.export(HEAD + DAY_FIRST)
    assert stage2(council) == ["2024-06-07", "2024-07-05"]


def test_an_export_with_the_same_headers_is_of_the_same_system(council):
    council.export(HEAD + PROOF, name="april.csv")
    council.export(HEAD + "K-02,Repairs,5/3/2024,5/9/2024,6/7/2024,7/5/2024\n", name="may.csv")
    assert stage2(council) == ["2024-06-07", "2024-07-05"]


def test_another_system_keeps_its_own_order(council):
    council.export(HEAD + PROOF, name="crm.csv")
    council.export("Reference,Department,Received On\nT-1,Parks,03/05/2024\n", name="tracker.csv")
    table = council.records().table.set_index("reference")
    assert table.loc["T-1", "received"] == pd.Timestamp("2024-05-03")


def test_where_columns_prove_both_orders_a_cell_that_could_be_either_is_refused(council):
    council.export(
        HEAD
        + "K-01,Repairs,17/04/2024,4/22/2024,,\n"
        + "K-02,Repairs,13/05/2024,5/21/2024,6/7/2024,7/5/2024\n"
    )
    records = council.records()
    table = records.table.set_index("reference")
    assert table.loc["K-02", ["stage2_requested", "stage2_responded"]].isna().all()
    refused = records.issues[records.issues["rule"] == "bad_date"]
    assert set(refused["column"]) == {"stage2_requested", "stage2_responded"}


@pytest.mark.parametrize("order", ["day-first", "month-first"])
def test_the_setting_goes_before_all(council, order):
    council.settings(f'[dates]\norder = "{order}"\n').export(
        HEAD + "K-02,Repairs,1/2/2025,1/3/2025,2/3/2025,3/3/2025\n"
    )
    expected = {"day-first": "2025-03-02", "month-first": "2025-02-03"}
    assert stage2(council)[0] == expected[order]
