"""The headers and words that case systems write, as their makers document them, and what each stands for."""

from __future__ import annotations

import csv
import io

import pytest

from complaint_analysis.records.reading.headers import canonical
from complaint_analysis.records.reading.synonyms import folded, value_words
from complaint_analysis.records.unknown_headers.proposal import propose

HEADERS = {
    "Dynamics 365": {
        "Case Number": "reference", "Case Title": "description", "Origin": "channel", "Case Type": "record_type",
        "Subject": "category", "Owner": "row:handler", "Created On": "row:received", "Resolve By": "row:due_as_recorded",
        "Escalated On": "stage2_requested", "Modified On": "system_entry", "(Do Not Modify) Case": "system_entry",
        "(Do Not Modify) Complaint": "system_entry", "(Do Not Modify) Row Checksum": "system_entry",
        "(Do Not Modify) Modified On": "system_entry", "Created By": "system_entry", "Status Reason": None,
    },
    "Salesforce": {
        "Case Number": "reference", "Case Origin": "channel", "Case Type": "record_type", "Case Owner": "row:handler",
        "Date/Time Opened": "row:received", "Opened Date": "row:received", "Date/Time Closed": "closed",
        "Closed Date": "closed", "Description": "description", "Created By": "system_entry",
        "Last Modified By": "system_entry", "Last Modified Date": "system_entry", "Account Name": None,
        "Contact Phone": None, "Is Escalated": None,
    },
    "ServiceNow": {
        "opened_at": "row:received", "sys_created_on": "row:received", "closed_at": "closed",
        "short_description": "description", "description": "description", "assigned_to": "row:handler",
        "assignment_group": "row:team", "Assignment group": "row:team", "Channel": "channel",
        "sys_created_by": "system_entry", "opened_by": "system_entry", "closed_by": "system_entry",
        "sys_updated_on": "system_entry", "sys_id": "system_entry", "state": None, "priority": None,
    },
    "Zendesk": {
        "Ticket ID": "reference", "Id": "reference", "Created at": "row:received", "Ticket created - Date": "row:received",
        "Solved at": "closed", "Ticket solved - Date": "closed", "Via": "channel", "Ticket channel": "channel",
        "Assignee": "row:handler", "Assignee name": "row:handler", "Ticket group": "row:team", "Due date": "row:due_as_recorded",
        "Updated at": "system_entry", "Requester": None, "Submitter": None, "Assigned at": None,
    },
    "Granicus and Firmstep": {
        "FS-Case ID": "reference", "FS Reference": "reference", "Case Reference": "reference", "Submission Date": "row:received",
        "Date Submitted": "row:received", "Submission Channel": "channel", "How submitted": "channel",
        "Service Area": "service", "Case Status": None,
    },
    "iCasework": {
        "Case ID": "reference", "Enquiry Reference": "reference", "Case Type": "record_type", "Type of Enquiry": "record_type",
        "Date/Time Received": "row:received", "SLA Target Date": "row:due_as_recorded", "Case Outcome": "row:outcome",
        "Case Details": "description", "Caseworker": "row:handler", "Allocated Team": "row:team",
        "Reason For Delay": "row:extension_reason",
    },
    "Jadu": {
        "Case reference": "reference", "Channel": "channel", "Source": "channel", "Case Category": "category",
        "Date/Time Created": "row:received", "Assigned Group": "row:team", "Case Closed Date": "closed",
    },
    "NEC, Civica, MRI and Aareon": {
        "Complaint Log Number": "reference", "Complaint Case Reference": "reference", "Complaint Raised": "row:received",
        "Date Complaint Raised": "row:received", "Current Complaint Stage": "stage_as_recorded",
        "Complaint Level": "stage_as_recorded", "Complaint Service Area": "service",
        "Complaint Classification": "category", "Root Cause Category": "cause", "Outcome Letter Sent": "row:responded",
        "Stage 1 Outcome Letter Date": "stage1_responded", "S2 Decision Letter Sent": "stage2_responded",
        "Acknowledgement Letter Date": "row:acknowledged", "Was Complaint Upheld?": "row:outcome",
        "Investigation Outcome": "row:outcome", "Responsible Officer": "row:handler", "Type of Tenancy": "tenure",
        "Tenure at time of complaint": "tenure", "Complaint Closure Date": "closed", "Tenancy Ref": None,
        "Property Reference": None, "UPRN": None, "Rent Account": None,
    },
}  # fmt: skip
NO_REFERENCES = (
    "Customer ID, Customer Number, Customer Reference, Account Number, Account No, UPRN, Property Reference, "
    "Property ID, Tenancy Ref, Tenancy Number, Person ID, Party Ref, Contact ID, Resident ID, Requester ID, NINO"
)
MEANS_SOMETHING_ELSE = {
    "received": "Created By, Opened By, Logged By, Raised By, Customer Since, Submitter",
    "tenure": "Customer Phone, Customer Name, Tenant Name, Tenancy Start Date",
    "due_as_recorded": "Follow Up Support Team, Support Team, Due By Team",
    "closed": "Closed By, Solved By, Resolved By, Closed When Created",
    "responded": "Responding Team, Response Time, Response Days",
    "outcome": "Resolution Time, Resolution Notes, Satisfaction",
    "channel": "Channel Shift, Preferred Channel, Preferred Contact Method",
}
VALUES = {
    ("channel", "online"): "Chatbot, Chat bot, Live Chat, Web chat, App, Mobile app, Portal, Tenant Portal, My Account, "
    "MyAccount, Self-service, Virtual Agent, Web, Web form, Online portal, Online complaints form, Citizen Portal",
    ("channel", "social_media"): "WhatsApp, Whats App, Facebook Messenger, Facebook Post, X (Twitter), X (formerly Twitter), "
    "LinkedIn, TikTok",
    ("channel", "telephone"): "Phone, Voice, Phone call (incoming), Inbound call, Telephone",
    ("channel", "email"): "Email, E-mail, Inbound email, Email-to-Case",
    ("channel", "in_person"): "Walk-in, Drop in, Housing office, One stop shop",
    ("channel", "letter"): "Letter (Post), Postal, Paper",
    ("channel", "councillor_or_mp"): "Members' Enquiry, MP Enquiry, Councillor enquiry",
    ("channel", "other"): "Fax, Housing Ombudsman, LGSCO, SMS, Text message, Video call",
    ("outcome", "upheld"): "Upheld - fully, Closed - Upheld, Stage 1 - Upheld, Complaint justified, Wholly upheld",
    ("outcome", "partially_upheld"): "Upheld - Partial, Partial Uphold, Stage 2 - Partially Upheld, Closed - Partly Upheld, "
    "Complaint partly justified",
    ("outcome", "not_upheld"): "Closed - Not Upheld, Stage 1 - Not Upheld, Complaint not justified",
    ("outcome", "withdrawn"): "Closed - Withdrawn, Withdrawn by tenant",
    ("outcome", "other"): "Problem Solved, Information Provided, Solved, Undetermined",
    ("outcome", "open"): "In Progress, On Hold, Waiting for Details, Researching, New, Awaiting Info",
    ("record_type", "enquiry"): "Question, Members' Enquiries, MP Enquiries, Councillor query",
    ("record_type", "complaint"): "Complaint - Formal",
    ("record_type", "service_request"): "Request, Service Request",
    ("tenure", "lcra"): "General Needs Rent, Social Rented, Affordable Rented",
    ("stage", "1"): "Stage 1, Stage 1 - Investigation, Level 1",
    ("stage", "2"): "Stage 2, Stage 2 - Review, Escalated",
}  # fmt: skip


@pytest.mark.parametrize(
    ("system", "header"), [(system, header) for system, headers in HEADERS.items() for header in headers]
)
def test_a_header_of_a_case_system_stands_for_its_column(system: str, header: str) -> None:
    assert canonical(header, {}) == HEADERS[system][header]


@pytest.mark.parametrize("header", NO_REFERENCES.split(", "))
def test_the_number_of_a_person_a_home_or_an_account_is_no_reference(header: str) -> None:
    assert canonical(header, {}) != "reference"


@pytest.mark.parametrize(
    ("column", "header"),
    [(column, header) for column, headers in MEANS_SOMETHING_ELSE.items() for header in headers.split(", ")],
)
def test_a_header_that_means_something_else_is_not_taken(column: str, header: str) -> None:
    assert canonical(header, {}) not in (column, f"row:{column}")


@pytest.mark.parametrize(
    ("column", "value", "word"), [(*key, word) for key, words in VALUES.items() for word in words.split(", ")]
)
def test_a_word_of_a_case_system_stands_for_its_value(column: str, value: str, word: str) -> None:
    assert value_words(column)[folded(word)] == value


@pytest.mark.parametrize("own", ["Date Received", "Created On"])
def test_the_day_that_a_system_notes_gives_way_to_the_councils_own(council, own: str) -> None:
    """No export that was read before is refused for two headers because a system's word is known now."""
    council.export(
        f"Case Number,Date/Time Opened,{own}\nC1,05/06/2024,03/06/2024\nC2,05/06/2024,03/06/2024\n"
    )
    records = council.records()
    assert {str(day.date()) for day in records.table["received"]} == {"2024-06-03"}
    told = records.issues.loc[records.issues["rule"] == "unknown_header", ["column", "note"]]
    assert told.values.tolist() == [["Date/Time Opened", f"'{own}' stands for that column already"]]


def lines(contact_type: str, cells: list[str], more: dict[str, str] | None = None) -> str:
    rows = [["Case Number", "Date/Time Opened", contact_type, *(more or {})]]
    rows += [[f"C{number}", "03/06/2024", cell, *(more or {}).values()] for number, cell in enumerate(cells)]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("header", ["contact_type", "Contact type", "Type of contact"])
def test_a_contact_type_of_phone_and_email_is_the_channel(council, header: str) -> None:
    council.export(lines(header, ["Phone", "Email", "WhatsApp", ""]))
    records = council.records()
    assert records.table["channel"].tolist() == ["telephone", "email", "social_media", "not_recorded"]
    assert set(records.table["record_type"]) == {"complaint"}
    assert "unknown_value" not in set(records.issues["rule"])
    council.export(lines(header, ["Complaint", "Compliment", "Email"]))
    records = council.records()
    assert records.table["record_type"].tolist()[:2] == ["complaint", "compliment"]
    assert set(records.table["channel"]) == {"not_recorded"}


def test_a_contact_type_beside_a_channel_is_neither_a_channel_nor_a_record_type(council) -> None:
    council.export(lines("Contact type", ["Phone", "Email"], {"Channel": "Letter"}))
    records = council.records()
    assert set(records.table["channel"]) == {"letter"}
    assert set(records.table["record_type"]) == {"complaint"}


@pytest.mark.parametrize("header", ["Case Type", "Type"])
def test_a_case_type_beside_such_a_contact_type_says_what_is_a_complaint(council, header: str) -> None:
    council.export(lines("Contact type", ["Phone", "Email"], {header: "Compliment"}))
    records = council.records()
    assert set(records.table["record_type"]) == {"compliment"}
    assert records.table["channel"].tolist() == ["telephone", "email"]


def test_columns_takes_a_contact_type_of_phone_and_email_for_the_channel(tmp_path) -> None:
    for name, cells, column in (
        ("a.csv", ["Phone", "Email"], "channel"),
        ("b.csv", ["Complaint", "Query"], "record_type"),
    ):
        (tmp_path / name).write_text(lines("Contact type", cells), encoding="utf-8")
        (sheet,) = propose([tmp_path / name], {})
        assert [guess.column for guess in sheet.guesses if guess.header == "Contact type"] == [column]
