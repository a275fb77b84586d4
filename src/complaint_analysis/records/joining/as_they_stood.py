"""The records as they stood on a day before the extract: what happened later had not happened yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from complaint_analysis.records.joining.impossible_dates import done_dates
from complaint_analysis.records.reading.cells import WITHDRAWN, kinds
from complaint_analysis.records.reading.columns import rows_where

GIVEN_WITH_AN_ANSWER = ("remedies", "compensation_gbp", "learning", "action_due")
"""What an answer brings: without an answer yet, none of it is there."""


def begun_by(rows: pd.DataFrame, day: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of complaints that had begun by a day, and those of complaints that had not."""
    of_key = rows.groupby("key", sort=False)
    received, requested = (of_key[name].transform("last") for name in ("received", "stage2_requested"))
    later = received.fillna(requested) > pd.Timestamp(day)
    return rows_where(rows, ~later), rows[later]


def answered_only_later(table: pd.DataFrame, day: date) -> pd.Series:
    """Which complaints have an answer, and none by the day."""
    answers = table[["stage1_responded", "stage2_responded"]]
    return answers.notna().any(axis=1) & ~answers.le(pd.Timestamp(day)).any(axis=1)


def wound_back(table: pd.DataFrame, day: date) -> pd.DataFrame:
    """The joined complaints, with what is dated after a day taken out together with all that came with it.

    An extension whose notice has no date stays: nothing says that it came later.
    """
    table = table.copy()
    _blank(table, answered_only_later(table, day), GIVEN_WITH_AN_ANSWER)
    for stage in (1, 2):
        _blank(table, _later(table, f"stage{stage}_extension_notified", day), _extension(stage))
        _blank(table, _later(table, f"stage{stage}_responded", day), [f"stage{stage}_outcome"])
    _blank(table, _later(table, "stage2_refused", day), ["stage2_refused", "stage2_refusal_reason"])
    _blank(table, _later(table, "stage2_requested", day), _second_stage())
    _without_later_withdrawal(table, day)
    for column in done_dates():
        _blank(table, _later(table, column, day), [column])
    return table


def _without_later_withdrawal(table: pd.DataFrame, day: date) -> None:
    """A withdrawal that is only said, or given as the outcome, is dated by the closing."""
    when = table["withdrawn"].fillna(table["closed"])
    _blank(table, when > pd.Timestamp(day), ["withdrawn"])
    for outcome in ("stage1_outcome", "stage2_outcome"):
        _blank(table, (when > pd.Timestamp(day)) & table[outcome].eq(WITHDRAWN), [outcome])


def _later(table: pd.DataFrame, column: str, day: date) -> pd.Series:
    return table[column] > pd.Timestamp(day)


def _extension(stage: int) -> list[str]:
    return [
        name for name in kinds() if name.startswith((f"stage{stage}_extended", f"stage{stage}_extension"))
    ]


def _second_stage() -> list[str]:
    return [name for name in kinds() if name.startswith("stage2_")]


def _blank(table: pd.DataFrame, where: pd.Series, columns: Iterable[str]) -> None:
    for column in columns if where.any() else ():
        table.loc[where, column] = None
        if f"{column}?" in table:
            table.loc[where, f"{column}?"] = False
