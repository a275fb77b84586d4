"""What real trackers do to a fact: each habit with the cells and figures that are true of it."""

from __future__ import annotations

import pandas as pd
import pytest

from complaint_analysis.errors import InputError, UsageError

ONE = {"Case Ref": "A1", "Date Received": "03/06/2024", "Service": "Council Housing", "Tenure": "Tenant"}
ANSWERED = ONE | {"Ack sent": "04/06/2024", "Reply sent": "28/06/2024"}
OVERRIDES = "reference,column,value,reason,decided_by,decided_on\n"


def cells(council, *columns: str, of: str = "A1") -> list:
    row = council.records().table.set_index("reference").loc[of]
    return [_plain(row[column]) for column in columns]


def _plain(value):
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return None if pd.isna(value) else value


def rules_met(council) -> set[str]:
    return set(council.records().issues["rule"])


@pytest.mark.parametrize(
    ("extension", "status", "until"),
    [
        ({"Extension?": "Y", "New due date": "02/07/2024"}, "in_time_extended", "2024-07-02"),
        ({"Extension": "02/07/2024"}, "in_time_extended", "2024-07-02"),
        ({"Extended": "Y"}, "late", None),
        ({"Extended to": "Yes"}, "late", None),
        ({"Extended to": "No"}, "late", None),
    ],
)
def test_an_extension_may_be_a_yes_a_date_or_both(council, export, extension, status, until) -> None:
    council.export(export(ANSWERED | extension))
    assert cells(council, "stage1_status", "stage1_extended_to") == [status, until]
    said_only = until is None and "No" not in extension.values()
    assert ("extension_without_date" in rules_met(council)) == said_only
    assert not {"bad_date", "unknown_value"} & rules_met(council)


def test_a_date_under_extended_is_a_recorded_extension(council, export) -> None:
    council.export(export(ANSWERED | {"Extension": "02/07/2024"}))
    assert council.values()["housing.stage1.extension.notice_not_recorded"] == 1


@pytest.mark.parametrize(
    ("cell", "accepted", "reason"),
    [
        ({"Refused": "Y"}, False, "not_recorded"),
        ({"Refused": "N"}, True, None),
        ({"Refused": "10/06/2024"}, False, "not_recorded"),
        ({"Refused": "Over 12 months"}, False, "over_12_months"),
        ({"Rejected reason": "Court proceedings"}, False, "legal_proceedings"),
        ({"Rejected reason": "n/a"}, True, None),
        ({"Exclusion reason": "We did not like it"}, False, "not_recorded"),
        ({"Accepted?": "0.0", "Exclusion reason": "Insurance claim"}, False, "other_process"),
    ],
)
def test_a_refusal_as_yes_as_a_date_or_as_a_reason(council, export, cell, accepted, reason) -> None:
    council.export(export(ONE | cell))
    assert cells(council, "accepted", "exclusion_reason") == [accepted, reason]
    if not accepted:
        assert council.values()["housing.refused"] == 1


def test_a_refusal_as_an_outcome_is_an_issue_and_no_refusal(council, export) -> None:
    council.export(export(ANSWERED | {"Outcome": "Refused"}))
    assert cells(council, "accepted", "stage1_outcome") == [True, "other"]
    assert "outcome_without_acceptance" in rules_met(council)


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [({"Accepted": "No", "Exclusion reason": "Legal proceedings"}, "legal_proceedings"), ({"Refused": "Y"}, "not_recorded")],
)  # fmt: skip
def test_a_refusal_on_a_row_of_stage_2_is_one_of_the_escalation(council, export, refusal, reason) -> None:
    first = ONE | {"Stage": "Stage 1", "Reply sent": "14/06/2024"}
    council.export(export(first, ONE | {"Stage": "Stage 2", "Date Received": "01/07/2024"} | refusal))
    assert cells(council, "accepted", "stage2_refused", "stage2_refusal_reason") == [True, True, reason]
    values = council.values()
    counted = ("stage1.received", "refused", "stage2.refused", "stage2.received")
    assert [values[f"housing.{id}"] for id in counted] == [1, 0, 1, 0]


@pytest.mark.parametrize(
    ("cell", "column"),
    [({"Withdrawn": "05/06/2025"}, "withdrawn"), ({"Stage 2 request": "01/07/2024", "Stage 2 refused": "05/06/2025"}, "stage2_refused_on")],
)  # fmt: skip
def test_what_is_dated_after_the_extract_has_not_happened(council, export, cell, column) -> None:
    council.export(export(ONE | cell))
    assert cells(council, column, "stage2_refused", "stage1_status") == [None, False, "open_overdue"]
    assert "date_after_extract" in rules_met(council)


def test_a_dash_or_na_is_no_service_no_officer_and_no_reason(council, export) -> None:
    nobody = {
        "Service": "-",
        "S1 Handler": "n/a",
        "S2 Handler": "n/a",
        "Ward": "NA",
        "Extended to": "02/07/2024",
    }
    council.export(
        export(ANSWERED | nobody | {"Stage 2 request": "01/07/2024", "Reason for extension": "TBC"})
    )
    assert cells(council, "service", "regime", "stage1_handler", "ward") == [
        "unassigned",
        "unassigned",
        None,
        "NA",
    ]
    assert "extension_without_reason" in rules_met(council)
    assert "same_name_both_stages" not in rules_met(council)


def test_references_keep_zeros_and_na_and_join_without_case_and_space(council, export) -> None:
    references = ["0012", "12", " com 2024/1 ", "COM2024/1\u200b", "NA", "n/a", ""]
    records = council.export(export(*(ONE | {"Case Ref": each} for each in references))).records()
    assert sorted(records.table["reference"]) == ["0012", "12", "COM2024/1", "NA"]
    assert records.reconciliation == {"read": 7, "merged": 1, "rejected": 2, "kept": 4}


def test_services_are_spelled_in_one_way(council, export) -> None:
    written = ["council housing ", "COUNCIL  HOUSING", "Council\xa0Housing", "waste", "Waste", "Waste "]
    council.export(export(*(ONE | {"Case Ref": str(n), "Service": name} for n, name in enumerate(written))))
    assert list(council.records().table["service"]) == ["Council Housing"] * 3 + ["Waste"] * 3
    assert council.values()["housing.stage1.received"] == 3


def test_a_column_called_type_may_hold_record_types(council, export) -> None:
    types = ["Complaint", "Service request", "Compliment"]
    council.export(export(*(ONE | {"Case Ref": each, "Type": each} for each in types)))
    values = council.values()
    assert (values["housing.stage1.received"], values["housing.service_requests"]) == (1, 1)


def test_a_third_stage_in_columns_of_its_own_is_counted(council, export) -> None:
    wide = {"S1 Response": "10/06/2024", "S2 Received": "01/07/2024", "S2 Response": "20/07/2024"}
    council.export(
        export(ONE | wide | {"S3 Response": "09/08/2024"}, ONE | {"Case Ref": "A2", "S3 Response": "n/a"})
    )
    assert cells(council, "extra_stage", "stage1_responded") == [True, "2024-06-10"]
    assert council.values()["housing.extra_stage"] == 1
    assert "unknown_header" not in rules_met(council)


def test_a_wide_row_called_informal_keeps_its_stage_1(council, export) -> None:
    council.export(export(ONE | {"Stage": "Informal", "S1 Response": "10/06/2024", "S2 Response": ""}))
    assert cells(council, "received", "stage1_responded", "extra_stage") == ["2024-06-03", "2024-06-10", True]


def test_a_file_for_each_stage_records_both(council, export) -> None:
    council.export(export(ONE | {"Reply sent": "14/06/2024", "Outcome": "Upheld"}), "Stage 1.csv")
    second = {"Date Received": "01/07/2024", "Reply sent": "29/07/2024", "Outcome": "Not upheld"}
    values = council.export(export(ONE | second), "Stage 2.csv").values()
    assert values["housing.stage2.received"] == values["housing.stage2.outcome.not_upheld"] == 1


def test_a_stage_2_that_nobody_dated_is_an_issue(council, export) -> None:
    council.export(export(ONE | {"Stage 2 request": "", "S2 Response": "20/07/2024"}))
    assert "stage2_without_request" in rules_met(council)


HEADED = b"Case Ref,Date Received,Service"


@pytest.mark.parametrize(
    ("content", "counts"),
    [
        (b"," + HEADED + b"\n1,A1,03/06/2024,Parks\n2,A2,04/06/2024,Parks\n", (2, 0, 2)),
        (HEADED + b",,\nA1,03/06/2024,Parks,jotted,\nA2,03/06/2024,Parks,,\n", (2, 0, 2)),
        (HEADED + b",,\nA1,03/06/2024,Parks,oops,,\nA2,03/06/2024,Parks,,\n", (2, 1, 1)),
        (b"sep=;\r\n" + HEADED.replace(b",", b";") + b"\r\nA1;03/06/2024;Parks\r\n", (1, 0, 1)),
        (HEADED + b"\rA1,03/06/2024,Parks\r", (1, 0, 1)),
        (b'Case Ref, Date Received, Service\nA1, 03/06/2024, "Parks, and gardens"\n', (1, 0, 1)),
        (HEADED + b',Description\nA1,03/06/2024,Parks,a 3" pipe\nA2,03/06/2024,Parks,x', (2, 0, 2)),
        (
            HEADED + b',Description\nA1,03/06/2024,Parks,"Bin\n\nof ""glass"""\nA2,03/06/2024,Parks,"x\ny"',
            (2, 0, 2),
        ),
    ],
)
def test_habits_of_csv_files(council, content: bytes, counts: tuple[int, int, int]) -> None:
    found = council.export(content).records().reconciliation
    assert (found["read"], found["rejected"], found["kept"]) == counts


def test_a_quotation_mark_never_closed_is_told_with_its_row(council) -> None:
    council.export(HEADED + b',Description\nA1,03/06/2024,Parks,"Bin\nA2,03/06/2024,Parks,x\n')
    with pytest.raises(InputError) as stopped:
        council.records()
    assert stopped.value.where == "2024-25/complaints/export.csv, row 2"


def test_a_folder_among_the_exports_is_told(council, export) -> None:
    council.export(export(ONE)).export(export(ONE), "Q1/more.csv")
    with pytest.raises(InputError, match="Q1"):
        council.records()


def test_headers_that_feed_nothing_may_be_doubled_and_ignored_ones_are_not_listed(council, export) -> None:
    council.settings('[columns]\n"Remarks" = "ignore"')
    council.export(export(ONE | {"Due Date": "1/7/24", "Target date": "1/7/24", "Remarks": "x"}))
    assert cells(council, "other: Due Date") == ["1/7/24"]
    assert "unknown_header" not in rules_met(council)


def test_two_unknown_columns_of_one_name_are_both_kept(council) -> None:
    council.export(HEADED + b",Mystery,Mystery\nA1,03/06/2024,Parks,one,two\n")
    assert cells(council, "other: Mystery", "other: Mystery (column 5)") == ["one", "two"]


def test_one_header_twice_cannot_be_settled_by_settings(council) -> None:
    council.export(HEADED + b",Reply sent,Reply sent\nA1,03/06/2024,Parks,,\n")
    with pytest.raises(InputError) as stopped:
        council.records()
    assert "in the export" in stopped.value.do


def test_a_wrong_column_under_recorded_from_is_named(council, export) -> None:
    council.settings("[recorded_from]\nexclusion_reson = 2024-04-01").export(export(ONE))
    with pytest.raises(UsageError, match="exclusion_reson"):
        council.records()


def test_a_council_may_say_that_a_word_is_not_recorded(council, export) -> None:
    council.settings('[values.tenure]\n"Unclear" = "not_recorded"').export(
        export(ONE | {"Tenure": "Unclear"})
    )
    assert cells(council, "tenure") == ["not_recorded"]
    assert "unknown_value" not in rules_met(council)


def test_spellings_of_one_text_do_not_contradict_each_other(council, export) -> None:
    council.export(export(ONE), "a.csv").export(export(ONE | {"Service": "council  housing "}), "b.csv")
    assert "contradiction" not in rules_met(council)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_overrides_are_read_in_any_encoding(council, export, encoding: str) -> None:
    council.export(export(ONE))
    council.write(
        "2024-25/overrides.csv", (OVERRIDES + "A1,ward,Café,typed wrongly,Manager,\n").encode(encoding)
    )
    assert cells(council, "ward") == ["Café"]


@pytest.mark.parametrize("content", [b"", b"\0\xff", OVERRIDES.encode() + b"A1,ward,x,y,z,2025-05-01,more\n"])
def test_broken_overrides_are_told(council, export, content: bytes) -> None:
    council.export(export(ONE)).write("2024-25/overrides.csv", content)
    with pytest.raises(InputError) as stopped:
        council.records()
    assert "overrides.csv" in stopped.value.where


def test_overrides_of_every_kind_of_column(council, export) -> None:
    decided = {"accepted": "No", "exclusion_reason": "Court", "withdrawn": "Yes", "stage2_refused": "Yes",
               "compensation_gbp": "£50", "service": "Waste", "stage1_extended": "Yes", "stage1_outcome": ""}  # fmt: skip
    lines = [f"a 1,{column},{value},typed wrongly,Manager,2025-05-01" for column, value in decided.items()]
    council.export(export(ONE | {"Outcome": "Upheld"})).write(
        "2024-25/overrides.csv", OVERRIDES + "\n".join(lines)
    )
    columns = ("accepted", "exclusion_reason", "withdrawn", "stage2_refused", "compensation_gbp", "regime",
               "stage1_extended", "stage1_outcome")  # fmt: skip
    expected = [False, "legal_proceedings", "2024-06-03", True, 50.0, "lgsco", True, None]
    assert cells(council, *columns) == expected


def test_bad_cells_are_issues_at_their_place_and_say_no_value(council, export) -> None:
    bad = {"Reply sent": "Zorro day", "Outcome": "Zorro", "Compensation": "Zorro £", "Channel": "Zorro"}
    council.export(export(ONE, ONE | {"Case Ref": "A2"} | bad))
    issues = council.records().issues
    found = set(issues[["rule", "file", "row", "column"]].itertuples(index=False, name=None))
    assert found >= {
        ("bad_date", "export.csv", 3, "responded"),
        ("unknown_value", "export.csv", 3, "outcome"),
        ("unknown_value", "export.csv", 3, "channel"),
        ("bad_amount", "export.csv", 3, "compensation_gbp"),
    }
    assert "orro" not in issues.to_csv()


@pytest.mark.parametrize(
    ("cell", "until"),
    [
        ("Yes - agreed with resident until 02/07/24", "2024-07-02"),
        ("Ext to 02/07/2024", "2024-07-02"),
        ("02/07/2024 (agreed by phone)", "2024-07-02"),
        ("extended until 2nd July 2024", "2024-07-02"),
        ("Agreed: 2024-07-02.", "2024-07-02"),
        ("Extended from 14/06/2024 to 02/07/2024", None),
        ("Not agreed 02/07/2024", None),
        ("requested until 02/07/2024", None),
        ("02/07/2024 see notes", None),
        ("Yes, agreed by phone", None),
    ],
)
def test_one_day_beside_words_of_agreement_is_the_day_and_told(council, export, cell, until) -> None:
    council.export(export(ANSWERED | {"Extended to": cell}))
    assert cells(council, "stage1_extended_to") == [until]
    assert ("day_within_words" in rules_met(council)) == (until is not None)
    assert ("bad_date" in rules_met(council)) == (until is None)


def test_a_day_within_words_is_read_in_the_order_of_its_file(council, export) -> None:
    council.export(
        export(ANSWERED | {"Date Received": "6/13/2024", "Ack sent": "6/14/2024", "Reply sent": "7/2/2024",
                           "Extended to": "agreed until 7/3/2024"})
    )  # fmt: skip
    assert cells(council, "stage1_extended_to") == ["2024-07-03"]


def test_a_key_below_the_table_is_a_note_and_no_complaint(council, export) -> None:
    text = export(ANSWERED) + "\nKey: GN = general needs\nPrepared for the committee on 1 May\nA2,\n"
    records = council.export(text).records()
    assert records.reconciliation == {"read": 2, "merged": 0, "rejected": 1, "kept": 1}
    told = records.issues[records.issues["rule"] == "note_beside_table"]
    assert list(told["row"]) == [3, 4]


def test_an_override_answers_a_cell_that_cannot_be_read(council, export) -> None:
    council.export(export(ANSWERED | {"Reply sent": "see notes", "Outcome": "Zonk"}))
    assert {"bad_date", "unknown_value"} <= rules_met(council)
    council.write(
        "2024-25/overrides.csv",
        f"{OVERRIDES}A1,stage1_responded,2024-06-14,letter,Head of service,2025-05-01\n",
    )
    assert "bad_date" not in rules_met(council)
    assert "unknown_value" in rules_met(council)
    assert cells(council, "stage1_responded") == ["2024-06-14"]


def test_an_override_of_the_day_received_rescues_the_row(council, export) -> None:
    council.export(export(ANSWERED | {"Date Received": "w/c 3 June"}))
    assert council.records().reconciliation["rejected"] == 1
    council.write(
        "2024-25/overrides.csv", f"{OVERRIDES}A1,received,2024-06-03,letter,Head of service,2025-05-01\n"
    )
    assert cells(council, "received", "stage1_status") == ["2024-06-03", "late"]
    assert {"bad_date", "override_without_case", "row_rejected"}.isdisjoint(rules_met(council))
