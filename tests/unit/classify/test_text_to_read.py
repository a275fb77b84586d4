"""What the rules read of a text: no name, number or note of contact, and no cause in a sum that was paid."""

from __future__ import annotations

import pandas as pd
import pytest

from complaint_analysis.classify import classify, explain
from complaint_analysis.classify.text_to_read import text_to_read

NOTES = [
    ". Customer Mr John Patel tel 07700 900123",
    " Customer Mr Patel, tel. 07700 900123",
    ". Contact: Mrs A Jones, 01632 555111, best after 5pm",
    ". Cust prefers email: a.b@example.org",
    "\nName: Sarah Ahmed\nPhone: 01632 960132\nEmail: s.ahmed@example.com\nAddress: 14 Mill Lane, AB1 2CD",
    ". Customer's number is 01632 960132",
    ". Please contact customer on 07700 900123",
    ". My number is 01632 960132 if you need to speak to me.",
]
TEXTS = {
    "Bulky waste not collected, paid £35": "failure_to_act",
    "Green bin not emptied, paid £45 subscription": "failure_to_act",
    "Pothole not repaired": "failure_to_act",
    "Officer was rude on the phone": "staff_attitude",
    "Council tax bill wrong": "charging_error",
    "Damp in the bedroom for months": "delay",
    "Missed appointment": "failure_to_act",
}


def cause(text: str) -> str:
    return explain(text, "lgsco").readings[2].label


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(("text", "label"), TEXTS.items())
def test_a_note_of_contact_changes_no_cause(text: str, label: str, note: str) -> None:
    assert text_to_read(text + note).strip(" .") == text
    assert cause(text) == cause(text + note) == label


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Cllr Birch asks when the car park will be resurfaced.", "Cllr asks when the car park will be resurfaced."),
        ("The phone rang, and Mrs Ampleforth hung up", "The phone rang, and hung up"),
        ("Bin missed. Customer Mrs Ahmed, 01632 960132, wants it back", "Bin missed. , wants it back"),
        ("Please call about the leak. No reply to my email.", "Please call about the leak. No reply to my email."),
    ],
)  # fmt: skip
def test_what_is_said_beside_it_stays(text: str, read: str) -> None:
    assert text_to_read(text) == read


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Paid £35 for a bulky collection that never came", "failure_to_act"),
        ("I paid £35 twice for the same bulky collection", "charging_error"),
        ("I was charged £35 and nothing was collected", "charging_error"),
        ("Paid £120 for a licence, the officer was rude to me at the counter", "staff_attitude"),
    ],
)
def test_a_sum_that_was_paid_is_no_charging_error_by_itself(text: str, label: str) -> None:
    assert cause(text) == label


def test_records_are_read_without_what_only_they_know_to_be_a_name() -> None:
    """A reference or a handler is redacted by the record's own columns, before the rules read the text."""
    text = "Bulky waste not collected, paid £35"
    record = {
        "reference": "A-1", "regime": "lgsco", "service": "Waste", "category": None, "cause": None,
        "record_type": "complaint", "accepted": True, "exclusion_reason": None,
        "description": f"{text}. Customer Charge, tel Refund",
        "description_redacted": f"{text}. Customer [name], tel [name]",
    }  # fmt: skip
    assert classify(pd.DataFrame([record])).table["cause"].tolist() == ["failure_to_act"]
