"""Promises that an officer confirmed, followed up over the years."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from complaint_analysis.self_assessment.confirmed_actions import (
    actions_table,
    follow_up,
    say_actions,
    standing,
)

AS_AT = date(2025, 5, 30)
COLUMNS = [
    "id",
    "code",
    "provision",
    "promise",
    "due",
    "repeats",
    "owner_role",
    "status",
    "evidence",
    "closed_on",
]
BOTH = ("housing", "lgsco")


def rows(*given: dict) -> pd.DataFrame:
    blank = {"code": "housing", "provision": "6.3", "promise": "Do it", "due": None, "repeats": "", "owner_role": "Officer",
             "status": "planned", "evidence": "", "closed_on": None}  # fmt: skip
    return pd.DataFrame([blank | each for each in given], columns=COLUMNS, dtype=object)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"status": "done", "due": date(2025, 5, 1), "closed_on": date(2025, 5, 1)}, "on_time"),
        ({"status": "done", "due": date(2025, 4, 1), "closed_on": date(2025, 5, 1)}, "late"),
        ({"status": "done"}, "done"),
        ({"due": date(2025, 5, 29)}, "overdue"),
        ({"due": AS_AT}, "not_yet_due"),
        ({}, "no_date"),
        ({"status": "dropped", "due": date(2025, 1, 1)}, "dropped"),
        ({"status": "done", "due": date(2025, 5, 1), "closed_on": date(2025, 6, 2)}, "overdue"),
    ],
)
def test_how_an_action_stands_on_the_day_of_the_extract(given: dict, state: str) -> None:
    followed = follow_up([rows({"id": "A"} | given)], AS_AT, BOTH)
    assert followed["state"].tolist() == [state]


def test_the_newest_word_on_an_action_counts_and_silence_is_said() -> None:
    last = rows(
        {"id": "A-1", "due": date(2025, 1, 31)},
        {"id": "A-2", "due": date(2025, 1, 31)},
        {"id": "A-3", "status": "done", "closed_on": date(2024, 4, 2)},
    )
    now = rows({"id": "a-1", "status": "done", "closed_on": date(2025, 1, 20), "due": date(2025, 1, 31)})
    followed = follow_up([None, last, now], AS_AT, BOTH)
    assert followed[["id", "state", "followed_up"]].to_numpy().tolist() == [
        ["a-1", "on_time", True],
        ["A-2", "overdue", False],
    ]
    printed = actions_table(followed, "housing", AS_AT).printed()
    assert printed["How it stands"].tolist() == ["Done in time", "Overdue; not followed up this year"]


def test_in_the_order_of_the_code_and_of_the_codes_in_scope() -> None:
    given = rows(
        {"id": "1", "code": "lgsco", "provision": "1.8"},
        {"id": "2", "provision": "5.10"},
        {"id": "3", "provision": "5.9", "repeats": "yearly", "due": date(2025, 9, 30)},
    )
    table = actions_table(follow_up([given], AS_AT, BOTH), "housing", AS_AT)
    assert table.printed()["Provision"].tolist() == ["5.9", "5.10"]
    assert table.printed()["What we promised"].tolist()[0] == "Do it (repeated: yearly)"
    assert table.printed()["By"].tolist() == ["30 September 2025", ""]
    assert follow_up([given], AS_AT, ("lgsco",))["id"].tolist() == ["1"]


def test_in_a_sentence() -> None:
    given = rows(
        {"id": "1", "status": "done"}, {"id": "2", "due": date(2025, 4, 1)}, {"id": "3"},
        {"id": "4", "due": date(2025, 6, 1)},
    )  # fmt: skip
    assert say_actions(follow_up([given], AS_AT, BOTH), AS_AT) == (
        "Of 4 actions promised in our self-assessments, 1 is done, 2 are open and 1 is overdue on 30 May 2025."
    )
    assert say_actions(follow_up([], AS_AT, BOTH), AS_AT) == ""


def test_what_still_stands_for_a_provision() -> None:
    given = rows(
        {"id": "1", "status": "done"}, {"id": "2"}, {"id": "3", "provision": "6.4", "status": "done"}
    )
    assert standing(follow_up([given], AS_AT, BOTH))["id"].tolist() == ["2", "3"]
