"""The words that trackers use: each stands for its column or its value, and every notation for its day."""

from __future__ import annotations

import pytest

from complaint_analysis.records.reading.cells import amount
from complaint_analysis.records.reading.dates import read_dates
from complaint_analysis.records.reading.headers import canonical
from complaint_analysis.records.reading.stages import stage_named, without_suffix
from complaint_analysis.records.reading.synonyms import folded, value_words

HEADERS = {
    "reference": "Case Ref, Case reference, Reference, Ref No, Complaint ID, Complaint No., CRM ref, Case ID, URN",
    "row:received": "Date Received, Received, Date logged, Date Raised, Created, Created On, Open date, Submitted, "
    "Date of complaint",
    "received": "Stage 1 received, S1 Date In",
    "row:acknowledged": "Date Acknowledged, Ack date, Ack sent, Acknowledgement sent",
    "stage1_acknowledged": "S1 Ack, Ack sent at Stage 1",
    "stage_as_recorded": "Stage, Complaint stage, Level, Tier, Type, Process",
    "row:due_as_recorded": "Due Date, Target date, SLA date, Deadline, Response due",
    "row:extended": "Extension?, Extended, Extension agreed, Ext Y/N",
    "row:extended_to": "Extended to, New due date, Revised target, Extension date",
    "row:extension_notified": "Extension letter sent",
    "row:extension_reason": "Reason for extension/delay, Reason for extension, Reason for delay",
    "row:responded": "Response Date, Date Responded, Reply sent, Final response, Date of response, Completed",
    "stage1_responded": "S1 Response Sent, Date of Stage 1 response",
    "closed": "Closed, Date Closed, Resolved, End date",
    "row:outcome": "Outcome, Decision, Finding, Resolution, Result, Upheld?, Justified?",
    "stage2_outcome": "S2 Outcome, Outcome of Stage 2",
    "service": "Service, Service area, Department, Directorate, Team, Business unit, Section",
    "category": "Category, Complaint type, Nature of complaint, Reason, Subject, Theme",
    "cause": "Root cause, Cause",
    "channel": "Channel, Method, Source, How received, Contact method, Origin",
    "ward": "Ward, Area, Locality, Patch, Estate",
    "tenure": "Tenure, Customer type, Tenancy type",
    "regime": "Ombudsman, Code, Jurisdiction",
    "row:handler": "Investigating officer, Responder, Case handler, Owner",
    "representative": "Rep, Third party, MP/Cllr enquiry",
    "refused": "Refused, Not accepted",
    "exclusion_reason": "Exclusion reason, Rejected reason",
    "refusal_letter_sent": "Exclusion letter date",
    "incident_date": "Date of issue",
    "remedies": "Remedy, Redress, Action taken",
    "compensation_gbp": "Compensation, Compensation (£), Amount, GBP awarded, £ awarded, Goodwill payment",
    "action_due": "Action due, Works date",
    "action": "Outstanding action, Follow up",
    "learning": "Learning, Lessons learnt/learned, Lessons learnt, Service improvement, Improvement action",
    "ombudsman_reference": "Ombudsman ref",
    "stage2_requested": "Stage 2 request, Escalated on, S2 Received, S2 Request, S2 request received, "
    "Stage 2 escalation date, Date escalated to S2, Escalation request received, Escalated at, Request for stage 2",
    "stage2_refused": "Stage 2 refused, S2 declined, S2 request refused, Refused at stage 2, S2 not accepted",
    "stage2_refusal_reason": "S2 refusal reason, S2 reason refused, Stage 2 exclusion reason, Reason for refusing "
    "stage 2, Reason for stage 2 refusal",
    "stage2_extended": "S2 Ext",
    "stage2_due_as_recorded": "S2 Due",
    "stage3_responded": "S3 Response, Stage 3 response date",
    "stage3_received": "Stage 3, S3 Received",
    "stage0_received": "Informal?, Stage 0 received",
}
VALUES = {
    (
        "stage",
        "1",
    ): "1, 1.0, S1, Stage 1, Stage One, Stage I, ST1, First stage, Local resolution, Service level, Grade 1",
    (
        "stage",
        "2",
    ): "2, S2, Stage 2, Stage Two, Review, Appeal, Appeal investigation, Final review, Chief Executive",
    ("stage", "0"): "Stage 0, Informal, Early resolution, First point of contact, Pre-complaint",
    ("stage", "3"): "Stage 3, Panel",
    ("outcome", "upheld"): "Upheld, Fully upheld, Justified, Substantiated, Founded, Agreed, Yes",
    (
        "outcome",
        "partially_upheld",
    ): "Partially upheld, Partly upheld, Part upheld, Upheld in part, Partly justified",
    (
        "outcome",
        "not_upheld",
    ): "Not upheld, Not justified, Unjustified, Unsubstantiated, No fault, Not agreed, No",
    ("outcome", "withdrawn"): "Withdrawn, Withdrawn by customer",
    ("outcome", "refused"): "Out of scope, Rejected, Refused, Not accepted, Excluded",
    (
        "outcome",
        "other",
    ): "Duplicate, Merged, Resolved informally, Inconclusive, No finding, Service request, Referred",
    ("outcome", "open"): "Ongoing, Open, In progress, Pending",
    ("channel", "online"): "Online, Web form, E-form",
    ("channel", "letter"): "Letter, Post",
    ("channel", "in_person"): "In person, Face to face",
    ("channel", "councillor_or_mp"): "Councillor, MP",
    ("channel", "other"): "Ombudsman, Survey",
    ("tenure", "lcra"): "Tenant",
    ("tenure", "lcho"): "Shared owner",
    ("tenure", "other"): "Applicant",
    ("regime", "housing"): "HO, HOS",
    ("regime", "lgsco"): "LGSCO, LGO",
}


@pytest.mark.parametrize(
    ("column", "word"), [(column, word) for column, words in HEADERS.items() for word in words.split(", ")]
)
def test_a_header_stands_for_its_column(column: str, word: str) -> None:
    assert canonical(word, {}) == column


@pytest.mark.parametrize(
    ("word", "column"),
    [
        ("Stg 1 Resp Sent", "stage1_responded"),
        ("Stg 2 Req Date", "stage2_requested"),
        ("Stg 2 Resp Date", "stage2_responded"),
        ("Ext Agreed Until", "row:extended_to"),
        ("How Rec'd", "channel"),
        ("Comp Paid (£)", "compensation_gbp"),
        ("Received At", "row:received"),
        ("Responded at", "row:responded"),
        ("Acknowledged at", "row:acknowledged"),
        ("Closed at", "closed"),
        ("Stage 2 Received At", "stage2_requested"),
        ("Received at stage 1", "received"),
        ("Responded to", None),
        ("Upheld on", None),
    ],
)
def test_a_small_word_at_the_end_names_no_stage(word: str, column: str | None) -> None:
    assert canonical(word, {}) == column


@pytest.mark.parametrize(
    ("column", "value", "word"), [(*key, word) for key, words in VALUES.items() for word in words.split(", ")]
)
def test_a_word_stands_for_its_value(column: str, value: str, word: str) -> None:
    assert value_words(column)[folded(word)] == value


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-04-01T23:30:00+00", "2024-04-02"),
        ("01/04/2024 11:30 PM UTC", "2024-04-02"),
        ("30/06/2024 23:30 GMT", "2024-07-01"),
        ("30/06/2024 23:30 BST", "2024-06-30"),
        ("01/04/2024 12:10 AM", "2024-04-01"),
        ("Mon Apr 01 2024 09:15:00 GMT+0100 (British Summer Time)", "2024-04-01"),
        ("\u200e01/\u200e04/\u200e2024", "2024-04-01"),
        ("01\u201104\u20112024", "2024-04-01"),
        ("2024-04-01T24:00:00Z", "2024-04-02"),
    ],
)
def test_stamps_and_unseen_marks(cell: str, day: str) -> None:
    assert {cell: str(found) for cell, found in read_dates([cell]).days.items()} == {cell: day}


@pytest.mark.parametrize(
    "cell",
    ["2024-04-01T99:99:99Z", "2024-04-01T10:75Z", "2024-04-01T10:00+99:99", "9999-12-31T23:59:59-10:00",
     "0001-01-01T00:00:00+05:00", "01/04/2024 25:61 UTC"],
)  # fmt: skip
def test_an_impossible_time_or_year_of_a_stamp_is_refused(cell: str) -> None:
    assert read_dates([cell]).refused == {cell}


@pytest.mark.parametrize(
    ("cell", "pounds"),
    [("£1,250.50", 1250.5), ("Â£50", 50), ("GBP 50", 50), ("50 pounds", 50), (".50", 0.5), ("49.99999999999", 50),
     ("100.10000000000001", 100.1), ("£1.250", None), ("£50 + £25", None), ("12,50", None), ("-50", None)],
)  # fmt: skip
def test_an_amount(cell: str, pounds: float | None) -> None:
    assert amount(cell) == pounds


@pytest.mark.parametrize(
    "reference", ["MAID-STONE", "MAID-S-2", "X-SI", "HSG-S-1", "CASE-STI", "COM-S10", "COM12S2"]
)
def test_what_only_looks_like_a_stage_stays_in_the_reference(reference: str) -> None:
    assert without_suffix(reference) == (reference, None)


@pytest.mark.parametrize(
    "suffix",
    [
        "-S2",
        " S2",
        "/S2",
        "_S2",
        " (Stage 2)",
        "-Stage 2",
        " - Stage Two",
        "-ST2",
        "(S2)",
        " Stage II",
        ".S2",
    ],
)
def test_a_suffix_with_the_word_or_letter_of_a_stage_is_cut(suffix: str) -> None:
    assert without_suffix(f"COM/24/7{suffix}") == ("COM/24/7", "2")


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Stage 2 - review", "2"),
        ("Corporate, stage one", "1"),
        ("Stage 1 and stage 2", None),
        ("Staged", None),
    ],
)
def test_the_one_stage_that_a_text_names(text: str, stage: str | None) -> None:
    assert stage_named(text) == stage


@pytest.mark.parametrize("word", ["private", "ignore"])
def test_a_column_that_is_passed_over_is_still_looked_for(council, word) -> None:
    """No setting disarms the search for personal data: the cells are kept, private, and are no issue."""
    council.settings(f'[columns]\n"Tenant Name" = "{word}"\n')
    council.export("Reference,Received,Tenant Name\nC-1,01/05/2024,Trevor Raistrick\n")
    records = council.records()
    assert records.table["other: Tenant Name"].tolist() == ["Trevor Raistrick"]
    assert "unknown_header" not in set(records.issues["rule"])
