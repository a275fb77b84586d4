"""Exports of every shape become the same complaints, and every row is accounted for."""

from __future__ import annotations

import codecs

import pytest

from complaint_analysis.errors import InputError, UsageError

ONE = {"Case Ref": "A1", "Date Received": "03/06/2024", "Service": "Council Housing", "Tenure": "Tenant"}


def issues_of(council, rule: str) -> list[tuple]:
    found = council.records().issues
    return list(
        found.loc[found["rule"] == rule, ["file", "row", "column"]].itertuples(index=False, name=None)
    )


def only(council):
    table = council.records().table
    assert len(table) == 1
    return table.iloc[0]


def test_long_and_wide_exports_give_the_same_complaint(council, export) -> None:
    first = ONE | {"Stage": "Stage 1", "Response Date": "14/06/2024", "Outcome": "Upheld"}
    second = ONE | {
        "Case Ref": "A1-S2",
        "Date Received": "01/07/2024",
        "Stage": "Stage 2",
        "Response Date": "29/07/2024",
        "Outcome": "Not justified",
    }
    long = only(council.export(export(first, second)))
    wide_row = ONE | {
        "S1 Response": "14/06/2024", "S1 Outcome": "Upheld",
        "Stage 2 request": "01/07/2024", "S2 Response": "29/07/2024", "S2 Outcome": "Not upheld",
    }  # fmt: skip
    wide = only(council.export(export(wide_row)))
    columns = ["reference", "received", "stage1_responded", "stage1_outcome", "stage2_requested",
               "stage2_responded", "stage2_outcome", "stage1_status", "stage2_status"]  # fmt: skip
    assert long[columns].to_dict() == wide[columns].to_dict()


def test_the_same_reference_twice_without_a_suffix_joins_by_its_stage_cell(council, export) -> None:
    first = ONE | {"Stage": "1"}
    second = ONE | {"Stage": "2", "Date Received": "01/07/2024"}
    row = only(council.export(export(first, second)))
    assert str(row["stage2_requested"].date()) == "2024-07-01"
    assert str(row["received"].date()) == "2024-06-03"


def test_a_bare_suffix_is_cut_only_where_it_can_only_mean_a_second_stage(council, export) -> None:
    first = ONE | {"Case Ref": "55", "Stage": "1"}
    second = ONE | {"Case Ref": "55/2", "Stage": "2", "Date Received": "01/07/2024"}
    other = ONE | {"Case Ref": "77-2", "Stage": "1"}
    table = council.export(export(first, second, other)).records().table
    assert sorted(table["reference"]) == ["55", "77-2"]


def test_overlapping_exports_fill_each_other_and_the_later_is_believed(council, export) -> None:
    crm = ONE | {"Date Responded": "14/06/2024", "Outcome": "Upheld", "Ward": ""}
    tracker = ONE | {"Case Ref": " a1", "Date Responded": "", "Outcome": "Not upheld", "Ward": "Eastgate"}
    council.export(export(crm), "a-crm.csv").export(export(tracker), "b-tracker.csv")
    row = only(council)
    assert str(row["stage1_responded"].date()) == "2024-06-14"
    assert (row["stage1_outcome"], row["ward"]) == ("not_upheld", "Eastgate")
    assert issues_of(council, "contradiction") == [("b-tracker.csv", 2, "stage1_outcome")]
    assert council.records().reconciliation == {"read": 2, "merged": 1, "rejected": 0, "kept": 1}


def test_rows_that_cannot_be_used_are_refused_whole(council, export) -> None:
    bad = ONE | {"Case Ref": "B1", "Date Received": "245 February 2025"}
    late = ONE | {"Case Ref": "C1", "Date Received": "01/06/2025"}
    council.export(export(ONE, ONE | {"Case Ref": ""}, bad, late) + '\n"D1","03/06/2024","X","Y","too much"')
    records = council.records()
    assert records.reconciliation == {"read": 5, "merged": 0, "rejected": 4, "kept": 1}
    assert dict(zip(records.rejected["source_row"], records.rejected["reason"], strict=True)) == {
        3: "no reference",
        4: "no usable date received",
        5: "received after the extract",
        6: "more filled cells than headers",
    }
    assert "245 February 2025" in records.rejected.set_index("source_row")["cells"][4]


def test_titles_totals_blank_lines_and_repeated_headers_are_no_rows(council) -> None:
    council.export(
        "Complaints log 2024-25,,\n\nRef,Received,Service\nA1,03/06/2024,Parks\n,,\nRef,Received,Service\nTotal,1,\n"
    )
    assert council.records().reconciliation["read"] == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(council, encoding: str, delimiter: str) -> None:
    lines = [["Reference", "Received", "Ward", "Category"], ["007", "03/06/2024", "Café Lane – East", "NA"]]
    text = "\n".join(delimiter.join(line) for line in lines)
    row = only(council.export(codecs.encode(text, encoding)))
    assert (row["reference"], row["ward"]) == ("007", "Café Lane – East")


def test_an_informal_stage_is_kept_and_counted_and_is_no_stage_1(council, export) -> None:
    council.export(export(ONE | {"Stage": "Stage 0"}, ONE | {"Case Ref": "A2", "Stage": "Stage 1"}))
    values = council.values()
    assert (values["housing.stage1.received"], values["housing.extra_stage"]) == (1, 1)
    assert council.records().reconciliation["kept"] == 2


def test_a_stage_2_whose_stage_1_is_in_no_export_is_kept(council, export) -> None:
    council.export(export(ONE | {"Case Ref": "A1-S2", "Stage": "2"}))
    values = council.values()
    assert (values["housing.stage1.received"], values["housing.stage2.received"]) == (0, 1)
    assert issues_of(council, "stage2_without_stage1")


GROUPED = [
    "Reference,Stage 1,,Stage 2,\nReference,Received,Responded,Received,Responded\n",
    ",Stage 1,,Stage 2,\nReference,Received,Responded,Received,Responded\n",
    "Reference,Stage 1,,Stage 2,\n,Received,Responded,Received,Responded\n",
    "Tracker,,,,\nReference,Stage 1,,Stage 2,\n,Date received (dd/mm/yyyy),Responded date,Date Received,Response date\n",
]


@pytest.mark.parametrize("header", GROUPED)
def test_grouped_headers_are_read_with_the_stage_above_them(council, header: str) -> None:
    row = only(council.export(header + "A1,03/06/2024,14/06/2024,01/07/2024,29/07/2024\n"))
    assert str(row["stage2_responded"].date()) == "2024-07-29"
    assert str(row["stage2_requested"].date()) == "2024-07-01"
    assert str(row["stage1_responded"].date()) == "2024-06-14"


def test_a_sheet_or_file_may_name_its_stage(council, export) -> None:
    council.export(export(ONE | {"Response Date": "14/06/2024"}), "Stage 1 log.csv")
    council.export(
        export(ONE | {"Date Received": "01/07/2024", "Response Date": "29/07/2024"}), "stage_2.csv"
    )
    row = only(council)
    assert str(row["stage2_requested"].date()) == "2024-07-01"
    assert str(row["stage2_responded"].date()) == "2024-07-29"
    assert str(row["stage1_responded"].date()) == "2024-06-14"


def test_a_column_called_type_is_one_of_stages_only_where_it_says_stages(council, export) -> None:
    council.export(export(ONE | {"Type": "Repair"}, ONE | {"Case Ref": "A2", "Type": "Noise"}))
    assert council.values()["housing.stage1.received"] == 2
    council.export(
        export(
            ONE | {"Type": "Stage 1"},
            ONE | {"Case Ref": "A1", "Type": "Stage 2", "Date Received": "01/07/2024"},
        )
    )
    assert council.values()["housing.stage2.received"] == 1


def test_an_unknown_stage_is_not_read_as_stage_1(council, export) -> None:
    known = [ONE | {"Case Ref": f"A{number}", "Stage": "1"} for number in range(3)]
    council.export(export(*known, ONE | {"Case Ref": "B1", "Stage": "Phase B"}))
    values = council.values()
    assert (values["housing.stage1.received"], values["housing.extra_stage"]) == (3, 1)
    assert issues_of(council, "unknown_stage") == [("export.csv", 5, "stage_as_recorded")]


def test_a_reference_that_begins_like_a_total_is_no_total(council) -> None:
    council.export(
        "Ref,Received,Service\nTOTAL-7,03/06/2024,Parks\nCOUNT-8,03/06/2024,\nGrand total,,2\nTotal,,\n"
    )
    assert sorted(council.records().table["reference"]) == ["COUNT-8", "TOTAL-7"]


def test_further_categories_and_actions_of_a_complaint_are_kept(council, export) -> None:
    first = ONE | {"Category": "Repairs", "Action due": "01/07/2024", "Action done": "01/07/2024"}
    second = ONE | {"Category": "Staff conduct", "Action due": "02/08/2024", "Action done": ""}
    council.export(export(first, second))
    records = council.records()
    assert list(records.other_categories["category"]) == ["Staff conduct"]
    assert len(records.actions) == 2
    assert issues_of(council, "several_categories") == [("export.csv", 3, "category")]
    assert council.values()["housing.actions.agreed"] == 2


def test_a_column_read_month_first_is_said(council, export) -> None:
    council.export(
        export(ONE | {"Date Received": "06/13/2024"}, ONE | {"Case Ref": "A2", "Date Received": "06/03/2024"})
    )
    assert str(council.records().table["received"].max().date()) == "2024-06-13"
    assert str(council.records().table["received"].min().date()) == "2024-06-03"
    assert issues_of(council, "read_month_first") == [("export.csv", 2, "received")]


def test_the_finished_table_holds_every_promised_column(council, export) -> None:
    promised = (
        "reference received service regime stage_as_recorded record_type accepted exclusion_reason channel ward tenure "
        "category cause incident_date aware_on representative vulnerable disability_recorded reasonable_adjustment "
        "adjustment_reviewed_on service_request_reference refusal_letter_sent refusal_ombudsman_details description "
        "stage1_acknowledged stage1_extended_to stage1_extension_notified stage1_extension_reason "
        "stage1_extension_ombudsman_details stage1_responded stage1_outcome stage1_handler stage1_team stage2_requested "
        "stage2_refused stage2_refusal_reason stage2_acknowledged stage2_extended_to stage2_extension_notified "
        "stage2_extension_reason stage2_extension_ombudsman_details stage2_responded stage2_outcome stage2_handler "
        "stage2_team updates_agreed withdrawn closed remedies compensation_gbp action_due action_done learning "
        "ombudsman_reference stage1_acknowledge_due stage1_acknowledge_status stage1_due stage1_status "
        "stage1_working_days stage2_acknowledge_due stage2_acknowledge_status stage2_due stage2_status "
        "stage2_working_days stage1_response_unusable stage2_response_unusable category_rule cause_rule record_type_rule exclusion_reason_rule exclusion_reason_read "
        "description_redacted source_file source_sheet source_row"
    ).split()
    table = council.export(export(ONE | {"Description": "Mrs Example of ZZ99 9ZZ rang"})).records().table
    assert not set(promised) - set(table.columns)
    assert "ZZ99" not in table["description_redacted"].iloc[0]


def test_an_export_without_a_usable_row_still_gives_figures(council) -> None:
    council.export("Reference,Received,Service,Date Responded,Outcome\n")
    values = council.values()
    assert (values["housing.stage1.received"], values["records.read"]) == (0, 0)
    assert values["housing.stage1.responded.in_time_pct"] == "not_applicable"


def test_an_unknown_header_is_kept_listed_once_and_hinted_at(council, export) -> None:
    council.export(export(ONE | {"Catagory": "Repairs"}, ONE | {"Case Ref": "A2", "Catagory": "Repairs"}))
    records = council.records()
    assert list(records.table["other: Catagory"]) == ["Repairs", "Repairs"]
    hints = records.issues.loc[records.issues["rule"] == "unknown_header", "note"]
    assert len(hints) == 1
    assert '"Catagory" = "category"' in hints.iloc[0]


def test_two_headers_for_one_column_are_an_error_naming_both(council, export) -> None:
    council.export(export(ONE | {"Received on": "04/06/2024"}))
    with pytest.raises(InputError, match=r"'Date Received' and 'Received on'"):
        council.records()


def test_the_council_s_own_words_come_first(council, export) -> None:
    council.settings(
        '[columns]\n"Verdict reached" = "stage1_outcome"\n[values.stage1_outcome]\n"Founded-ish" = "upheld"'
    )
    assert (
        only(council.export(export(ONE | {"Verdict reached": "founded ish"})))["stage1_outcome"] == "upheld"
    )


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ('[columns]\n"X" = "stage1_verdict"', "stage1_verdict"),
        ('[values.stage1_outcome]\n"X" = "sort of"', "sort of"),
        ('[values.ward]\n"X" = "upheld"', "ward"),
        ("[clocks]\nstage1_anser = 10", "stage1_anser"),
    ],
)
def test_a_wrong_setting_is_named(council, export, settings: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        council.settings(settings).export(export(ONE)).records()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("really.csv", b"%PDF-1.7 nothing"),
        ("broken.xlsx", b"PK\x03\x04 nothing"),
        ("nothing.csv", b"apples,pears\n1,2\n"),
        ("letter.docx", b"PK"),
    ],
)
def test_an_export_that_cannot_be_used_is_named(council, export, name: str, content: bytes) -> None:
    council.export(export(ONE)).export(content, name)
    with pytest.raises(InputError) as stopped:
        council.records()
    assert name in stopped.value.where


def test_an_override_applies_last_and_needs_its_reason(council, export) -> None:
    header = "reference,column,value,reason,decided_by,decided_on\n"
    council.export(export(ONE | {"Outcome": "Upheld"}))
    council.write(
        "2024-25/overrides.csv", header + "a1,stage1_outcome,Not upheld,Typed wrongly,Manager,2025-05-01\n"
    )
    assert only(council)["stage1_outcome"] == "not_upheld"
    council.write("2024-25/overrides.csv", header + "a1,stage1_outcome,Not upheld,,Manager,2025-05-01\n")
    with pytest.raises(InputError, match="reason"):
        council.records()


def test_issues_hold_no_value_of_a_cell(council, export) -> None:
    council.export(export(ONE | {"Outcome": "Mrs Secret was right", "Date Responded": "Secret day"}))
    assert "ecret" not in council.records().issues.to_csv()


def test_a_service_of_the_settings_that_no_record_has_is_noted_with_the_nearest(council) -> None:
    council.settings("").export("Reference,Date received,Service\nA-1,01/05/2024,Council Housng\n")
    found = council.records().issues.query("rule == 'unmet_service'")["note"].tolist()
    assert found == ["'Council Housing'; perhaps 'Council Housng' is meant", "'Adult Social Care'"]


STAGES = "Reference,Stage,Date received,Service,Response date,Outcome,Withdrawn,Date closed\n"
FIRST_STAGE = "A,Stage 1,03/06/2024,Council Housing,12/06/2024,Upheld,,12/06/2024\n"


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("second", "status"),
    [
        (",,,,20/07/2024", "responded.not_recorded"),
        (",,,Yes,20/07/2024", "withdrawn"),
        (",,,Yes,", "withdrawn"),
        (",,,Withdrawn by customer,", "withdrawn"),
        (",,Withdrawn,,", "withdrawn"),
    ],
)
def test_each_stage_s_row_closes_its_own_stage_in_whatever_order(council, first, second, status) -> None:
    row = f"A,Stage 2,01/07/2024,Council Housing{second}\n"
    values = council.export(STAGES + (FIRST_STAGE + row if first else row + FIRST_STAGE)).values()
    assert values[f"housing.stage2.{status}"] == 1
    assert (values["housing.stage2.responded.open_overdue"], values["housing.still_open.stage2"]) == (0, 0)
    assert values["housing.stage1.withdrawn"] == 0


def test_a_stage_1_withdrawn_before_the_end_of_the_year_is_not_open_because_stage_2_was_closed_later(
    council,
) -> None:
    rows = (
        "A,Stage 1,03/02/2025,Council Housing,,,Yes,12/02/2025\n"
        "A,Stage 2,03/03/2025,Council Housing,22/04/2025,Upheld,,22/04/2025\n"
    )
    values = council.export(STAGES + rows).values()
    assert (values["housing.stage1.withdrawn"], values["housing.open_at_year_end.stage1"]) == (1, 0)


AGREED = ("agreed", "done_on_time", "done_late", "overdue", "no_date")


def agreed(values) -> list[int]:
    return [values[f"housing.actions.{name}"] for name in AGREED]


def test_actions_due_on_two_days_in_two_exports_are_two(council) -> None:
    header = "Reference,Date received,Service,Action due,Action done\n"
    council.export(header + "A,03/06/2024,Council Housing,01/08/2024,01/08/2024\n", "a.csv")
    council.export(header + "A,03/06/2024,Council Housing,01/09/2024,\n", "b.csv")
    assert agreed(council.values()) == [2, 1, 0, 1, 0]


def test_an_action_whose_days_two_exports_hold_is_one(council) -> None:
    council.export(
        "Reference,Date received,Service,Action due\nA,03/06/2024,Council Housing,01/08/2024\n", "a.csv"
    )
    council.export(
        "Reference,Date received,Service,Action done\nA,03/06/2024,Council Housing,02/08/2024\n", "b.csv"
    )
    assert agreed(council.values()) == [1, 0, 1, 0, 0]


def test_an_action_only_in_words_has_no_date_and_one_only_said_to_be_done_is_not_overdue(council) -> None:
    council.export(
        "Reference,Date received,Service,Outstanding action,Action due,Action done\n"
        "A,03/06/2024,Council Housing,Replace the boiler,,\n"
        "B,03/06/2024,Council Housing,Paint,01/08/2024,Yes\n"
        "C,03/06/2024,Council Housing,Paint,TBC,\n"
        "D,03/06/2024,Council Housing,None,,\n"
    )
    assert agreed(council.values()) == [3, 0, 0, 0, 2]


@pytest.mark.parametrize("order", [1, -1])
def test_awards_of_both_stages_are_added_and_a_repeated_one_counts_once(council, order) -> None:
    rows = ["A,1,03/06/2024,Council Housing,50\n", "A,2,03/07/2024,Council Housing,100\n"][::order]
    same = ["B,1,03/06/2024,Council Housing,70\n", "B,2,03/07/2024,Council Housing,70\n"]
    council.export("Reference,Stage,Date received,Service,Compensation\n" + "".join(rows + same))
    assert council.records().table["compensation_gbp"].sum() == 220
    assert len(issues_of(council, "awards_added")) == 1


def test_columns_of_each_stage_for_what_a_complaint_has_once_become_one(council, export) -> None:
    row = ONE | {
        "S1 Response": "14/06/2024", "S1 Compensation": "£50", "S1 Remedy": "Apology", "S1 Closed": "17/06/2024",
        "S2 Received": "01/07/2024", "S2 Response": "29/07/2024", "S2 Compensation": "£50.10",
        "S2 Remedy": "Apology, repair", "S2 Closed": "30/07/2024", "S2 Withdrawn": "No",
    }  # fmt: skip
    found = only(council.export(export(row)))
    assert found["compensation_gbp"] == 100.10
    assert found["remedies"] == "apology; action_taken"
    assert str(found["closed"].date()) == "2024-07-30"
    assert not issues_of(council, "unknown_header")


def test_the_plain_column_speaks_for_the_whole_complaint(council, export) -> None:
    row = ONE | {"Compensation": "£80", "S1 Compensation": "£50", "S2 Compensation": "£30"}
    assert only(council.export(export(row)))["compensation_gbp"] == 80
    assert len(issues_of(council, "unknown_header")) == 2


def test_a_withdrawal_said_in_the_column_of_stage_2_leaves_the_answer_of_stage_1(council, export) -> None:
    row = ONE | {"S1 Response": "14/06/2024", "S2 Received": "01/07/2024", "S2 Withdrawn": "Yes"}
    found = only(council.export(export(row)))
    assert (found["stage1_status"], found["stage2_status"]) == ("in_time", "withdrawn")


def test_remedies_on_which_two_exports_differ_are_an_issue(council) -> None:
    for name, remedy in (("a.csv", "Apology"), ("b.csv", "Explanation")):
        council.export(
            f"Reference,Date received,Service,Remedy\nA,03/06/2024,Council Housing,{remedy}\n", name
        )
    assert issues_of(council, "contradiction") == [("b.csv", 2, "remedies")]


@pytest.mark.parametrize(
    "words",
    [
        "Prefer not to say",
        "None required",
        "No - none needed",
        "Not disclosed",
        "Self",
        "No adjustments needed.",
    ],
)
def test_words_that_say_no_are_no_yes(council, words) -> None:
    council.export(
        "Reference,Date received,Service,Disability recorded,Reasonable adjustment,Representative\n"
        + "".join(f"A{n},03/06/2024,Council Housing,{words},{words},{words}\n" for n in range(6))
    )
    values = council.values()
    counted = [values[f"housing.{name}"] for name in ("disability_recorded", "adjustments", "representative")]
    assert counted == [0, 0, 0]


@pytest.mark.parametrize(
    "words", ["Not able to use the telephone", "No longer sees well: large print", "BSL"]
)
def test_words_that_say_what_is_needed_are_a_yes(council, words) -> None:
    rows = "".join(f"A{n},03/06/2024,Council Housing,{words}\n" for n in range(6))
    council.export("Reference,Date received,Service,Reasonable adjustment\n" + rows)
    assert council.values()["housing.adjustments"] == 6


def test_a_refused_escalation_without_the_day_of_its_request_went_on_too(council) -> None:
    council.export(
        "Reference,Date received,Service,S1 Response Sent,Stage 2 request,Stage 2 refused\n"
        "A,03/02/2025,Council Housing,12/02/2025,28/02/2025,05/03/2025\n"
        "B,03/02/2025,Council Housing,12/02/2025,,05/03/2025\n"
    )
    values = council.values()
    assert (values["housing.escalation.cohort_pct"], values["housing.ended_at_stage1_pct"]) == (100, 0)


def test_what_contradicts_itself_in_one_row_is_an_issue(council) -> None:
    council.export(
        "Reference,Stage,Date received,Service,Accepted,Exclusion reason,Response date\n"
        "A-S2,Stage 1,03/06/2024,Council Housing,Yes,,\n"
        "B,1,03/06/2024,Council Housing,Yes,Over 12 months,\n"
        "C,1,03/06/2024,Council Housing,No,Court,\n"
        "C,2,20/06/2024,Council Housing,Yes,,28/06/2024\n"
    )
    for rule in ("suffix_against_stage", "accepted_with_reason", "stage2_of_refused"):
        assert len(issues_of(council, rule)) == 1, rule


def test_a_misspelt_reason_in_the_policy_is_an_error(council, export) -> None:
    council.settings('[exclusions]\npolicy = ["over_12_month"]\n').export(export(ONE))
    with pytest.raises(UsageError, match="over_12_month"):
        council.records()


def test_what_an_override_names_is_recorded(council, export) -> None:
    council.export(export(ONE)).write(
        "2024-25/overrides.csv",
        "reference,column,value,reason,decided_by,decided_on\n"
        f"{ONE['Case Ref']},record_type,service request,A first request,Complaints Officer,2025-05-01\n",
    )
    assert council.values()["housing.service_requests"] == 1
