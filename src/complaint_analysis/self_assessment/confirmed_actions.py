"""Promises of the self-assessments that an officer confirmed, followed up over the years.

Only what stands in `actions.csv` is published or called overdue; proposals are not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pandas as pd

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.oversight.improvements import id_of
from complaint_analysis.oversight.promise_states import OPEN, SETTLED, Row, promise_state, state_words
from complaint_analysis.oversight.side_file_rows import rows_of
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.printing.sentences import is_or_are, listed
from complaint_analysis.printing.table import Column, Table, print_date
from complaint_analysis.self_assessment.form import words

COLUMNS = (
    "id", "code", "provision", "promise", "due", "repeats", "owner_role", "evidence", "state", "followed_up",
)  # fmt: skip


def follow_up(years: Sequence[pd.DataFrame | None], as_at: date, regimes: Collection[str]) -> pd.DataFrame:
    """The actions of all years as they stood on a day, a row an action, with the columns of `COLUMNS`.

    `years` are the rows of each year's `actions.csv`, oldest first. The newest row of an id counts. What an
    earlier year closed is left out; what it left open and no later file names is kept, as not followed up.
    """
    rows = [rows_of(year) for year in years]
    this_year = {id_of(row) for row in (rows[-1] if rows else [])}
    newest = {id_of(row): row for year in rows for row in year}
    kept = [row for key, row in newest.items() if key in this_year or row["status"] in OPEN]
    found = [_as_it_stood(row, as_at, id_of(row) in this_year) for row in kept if row["code"] in regimes]
    frame = pd.DataFrame(found, columns=list(COLUMNS), dtype=object)
    return frame.sort_values("id", key=_by_code(frame), kind="stable", ignore_index=True)


def _as_it_stood(row: Row, as_at: date, followed_up: bool) -> dict[str, Any]:
    state = promise_state(row["status"], row["due"], row["closed_on"], as_at)
    return {name: row[name] for name in COLUMNS if name in row} | {"state": state, "followed_up": followed_up}


def standing(followed: pd.DataFrame) -> pd.DataFrame:
    """The actions of each provision that are not settled; of a provision that has none, all it has."""
    settled = followed["state"].isin([*SETTLED, "dropped"])
    provision = followed["code"].astype("str") + followed["provision"].astype("str")
    return followed[~settled | ~provision.isin(provision[~settled])]


def actions_table(followed: pd.DataFrame, code: str, as_at: date) -> Table:
    """What was promised for each provision of a Code, who answers for it, by when, and how it stands."""
    of_code = followed[followed["code"] == code]
    columns = (
        Column("provision", "Provision"),
        Column("promise", "What we promised"),
        Column("owner_role", "Who answers for it"),
        Column("due", "By", "date"),
        Column("state", "How it stands"),
        Column("evidence", "What shows it"),
    )
    frame = of_code.assign(
        promise=[_promise(row) for row in of_code.itertuples()],
        state=[print_state(row.state, row.followed_up) for row in of_code.itertuples()],
    )
    named = load_code(code).short_name
    caption = f"{named}: what we promised in our self-assessment, and how it stands on {print_date(as_at)}"
    return Table(
        f"self-assessment-actions-{code}", caption, frame[[column.key for column in columns]], columns
    )


def say_actions(followed: pd.DataFrame, as_at: date) -> str:
    """How many of the actions are done, open and overdue on a day; '' where there are none."""
    states = followed["state"]
    counts = {
        "done": int(states.isin(SETTLED).sum()),
        "open": int(states.isin(["not_yet_due", "no_date"]).sum()),
        "overdue": int((states == "overdue").sum()),
        "dropped": int((states == "dropped").sum()),
    }
    stood = listed([f"{number} {is_or_are(number)} {name}" for name, number in counts.items() if number])
    promised = print_number_of(len(followed), "action")
    return f"Of {promised} promised in our self-assessments, {stood} on {print_date(as_at)}." if stood else ""


def print_state(state: str, followed_up: bool = True) -> str:
    """How an action stands, in words."""
    printed = state_words("action")[state]
    return printed if followed_up else f"{printed}; {words()['not_followed_up']}"


def _promise(row: Any) -> str:
    return f"{row.promise} (repeated: {row.repeats})" if row.repeats else str(row.promise)


def _by_code(frame: pd.DataFrame):
    """A key that sorts by Code and the Code's own order of provisions."""
    places = {
        id: (row_code, *[int(part) for part in number.split(".") if part.isdigit()])
        for id, row_code, number in zip(frame["id"], frame["code"], frame["provision"], strict=True)
    }
    order = {id: place for place, id in enumerate(sorted(places, key=lambda id: places[id]))}
    return lambda ids: ids.map(order)
