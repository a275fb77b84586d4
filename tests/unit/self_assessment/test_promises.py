"""Promises found in a form, in our own words: dated, undated, recurring, and what is none."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from complaint_analysis.self_assessment.form import Form, Occasion, Row
from complaint_analysis.self_assessment.promises import COLUMNS, find_promises, promise_rows, read_promise
from complaint_analysis.self_assessment.written_dates import find_dates, sentences

ON = date(2025, 6, 10)

DAYS = [
    ("by April 25", "2025-04-30"), ("by the end of April 2025", "2025-04-30"), ("by Feb '28", "2028-02-29"),
    ("by 25 April 2025", "2025-04-25"), ("on 4 th June 2024", "2024-06-04"), ("April 25, 2025", "2025-04-25"),
    ("before 1/4/26", "2026-04-01"), ("by 31.12.2025", "2025-12-31"), ("by 2025-09-30", "2025-09-30"),
    ("by end of 24/25 Q2", "2024-09-30"), ("in Q1 of the 2024-25 financial year", "2024-06-30"),
    ("by quarter 3 2025/26", "2025-12-31"), ("in the second quarter of 2025-2026", "2025-09-30"),
    ("in Q4 2025", "2026-03-31"), ("in 2024-25", "2025-03-31"), ("during 2025/2026", "2026-03-31"),
    ("by the end of 2025", "2025-12-31"), ("by FY25/26", "2026-03-31"), ("by Sept 2025", "2025-09-30"),
    ("by September", "2025-09-30"), ("by March", "2026-03-31"), ("by 1 May", "2026-05-01"),
    ("next financial year", "2027-03-31"), ("this financial year", "2026-03-31"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "day"), DAYS)
def test_a_month_a_quarter_and_a_year_mean_their_last_day(written: str, day: str) -> None:
    (mention,) = find_dates(written, ON)
    assert mention.day == date.fromisoformat(day)
    assert mention.read_as.startswith("the last day of") == (
        mention.day.day in (28, 29, 30, 31) and not _is_exact(written)
    )


def _is_exact(written: str) -> bool:
    return written in ("before 1/4/26", "by 31.12.2025", "by 2025-09-30")


@pytest.mark.parametrize(
    "written", ["version 24/25/26", "stage 1/2", "page 12-14", "31 February 2025", "in 1998", "2024-26"]
)
def test_what_is_no_date(written: str) -> None:
    assert [mention.day for mention in find_dates(written, ON) if mention.day] == []


def test_a_month_alone_means_nothing_where_nobody_knows_when_it_was_written() -> None:
    (mention,) = find_dates("by September")
    assert (mention.day, mention.written) == (None, "September")


PROMISES = [
    ("We do not do this yet but will be fully compliant by April 25.", "dated", "2025-04-30"),
    ("Numbers will grow once the training of staff is complete by end of 24/25 Q2.", "dated", "2024-09-30"),
    ("A guide on payments is in development to be published in 2024-25.", "dated", "2025-03-31"),
    ("This way of reporting will commence in Q1 of the 2024-25 financial year.", "dated", "2024-06-30"),
    ("Working towards it, and will aim to share the report with the panel by April 26.", "dated", "2026-04-30"),
    ("Training for all staff by March 2026.", "dated", "2026-03-31"),
    ("We will publish what we learn on a page of its own.", "undated", ""),
    ("The team will be expanded over the coming months.", "undated", ""),
    ("To be completed by Q3 2025/26.", "dated", "2025-12-31"),
    ("The policy was approved in June 2024 and will be reviewed by March 2026.", "dated", "2026-03-31"),
    ("The new system goes live in October 2025.", "dated", "2025-10-31"),
    ("Steps of that kind will be considered where fitting.", "undated", ""),
    ("Further thought to record adjustments is needed and will be necessary in the new system.", "undated", ""),
    ("Following up is not done in every case, but will form part of phase 2.", "undated", ""),
    ("This will be included on the intranet and in training notes.", "undated", ""),
    ("We will form a panel, attended quarterly by a senior officer of each service.", "undated", ""),
    ("The form will be updated when the Annual Report is out.", "undated", ""),
    ("Once the new case system is in place we will record adjustments.", "undated", ""),
    ("A new leaflet is planned.", "undated", ""),
    ("A reminder card will be given out in summer 2026.", "undated", ""),
    ("Handlers have had training, which is refreshed on a biennial basis.", "recurring", "every two years"),
    ("The policy will be reviewed annually.", "recurring", "yearly"),
    ("A quarterly report will go to the Member.", "recurring", "quarterly"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "said"), PROMISES)
def test_what_is_promised(sentence: str, kind: str, said: str) -> None:
    read = read_promise(sentence, ON)
    assert read is not None
    found_kind, mention, repeats = read
    assert found_kind == kind
    day = mention.day.isoformat() if mention and mention.day else ""
    assert (repeats if kind == "recurring" else day) == said


@pytest.mark.parametrize(
    "sentence",
    [
        "It is recommended that all staff have a yearly course by March 2026.",
        "We suggest that this is put into the council tax letters by 2026.",
        "All housing staff had half a day's training by December 2024.",
        "The post was filled in April 2024 and goes on.",
        "The first yearly review was in January 2025.",
        "Refusals have been recorded since 1 April 2024.",
        "The policy, adopted on 3 May 2025, covers this.",
        "If an answer is late, the officer will write and give a new date.",
        "Should this happen, we will be ready to tell the Ombudsman.",
        "Each case will be considered on its own merits.",
        "A stage 2 complaint will be considered by a chief officer.",
        "The person will be told of the outcome within 10 working days.",
        "The council will not stop work on the request.",
        "The council aims to treat everybody fairly.",
        "The letter says how we plan to put things right.",
        "We hold a weekly meeting on complaints.",
        "In 2024-25 we received 86 complaints.",
        "Residents may ask for a review by 30 September each year.",
    ],
)
def test_what_is_no_promise(sentence: str) -> None:
    assert read_promise(sentence, ON) is None


def a_form() -> Form:
    rows = (
        Row("1.8", answer="no", commentary="Working towards this. We will report on it by April 2026."),
        Row("3.8", answer="no", action="Add it to surveys", owner_role="Manager", due="end of Q3 2025-26"),
        Row("4.1", answer="no", action="None required"),
        Row("7.3", answer="no", commentary="It will form part of phase 2.", action="Check it every month"),
        Row("9.6", answer="yes", beside_answer="A quarterly report will be issued.", evidence="Our notes"),
        Row("9.7", answer="yes", commentary="A quarterly note will be sent. A quarterly list will be sent."),
    )
    return Form("lgsco", rows, occasion=Occasion(assessed_on=ON), source="self-assessment-lgsco.docx")


def test_a_rows_promises_come_once_and_its_action_is_one_by_itself() -> None:
    found = [(each.number, each.kind, each.said_in, each.repeats) for each in find_promises(a_form())]
    assert found == [
        ("1.8", "dated", "commentary", ""),
        ("3.8", "dated", "action", ""),
        ("7.3", "recurring", "action", "monthly"),
        ("7.3", "undated", "commentary", ""),
        ("9.6", "recurring", "beside_answer", "quarterly"),
        ("9.7", "recurring", "commentary", "quarterly"),
    ]


def test_the_list_begins_with_the_columns_of_actions_and_says_how_a_date_was_read() -> None:
    confirmed = pd.DataFrame([{"id": "A-1", "code": "lgsco", "provision": "3.8"}])
    rows = promise_rows(a_form(), confirmed)
    assert list(rows) == list(COLUMNS)
    assert list(COLUMNS)[:10] == [
        "id", "code", "provision", "promise", "due", "repeats", "owner_role", "status", "evidence", "closed_on",
    ]  # fmt: skip
    row = rows[rows["provision"] == "3.8"].iloc[0]
    assert (row["id"], row["due"], row["owner_role"], row["status"]) == (
        "lgsco-3.8-1",
        "2025-12-31",
        "Manager",
        "planned",
    )
    assert row["due_read_as"] == "the last day of Q3 2025-26 (October to December 2025)"
    assert (row["due_as_written"], row["already_confirmed_as"]) == ("Q3 2025-26", "A-1")
    assert promise_rows(a_form(), None)["already_confirmed_as"].eq("").all()


def test_sentences_end_with_a_line_an_item_and_a_lost_space() -> None:
    text = "We do it.In most cases we write.\n• First item; Second item\nSee 5.2 and e.g. the guide."
    assert list(sentences(text)) == ["We do it.", "In most cases we write.", "First item", "Second item",
                                     "See 5.2 and e.g. the guide."]  # fmt: skip
