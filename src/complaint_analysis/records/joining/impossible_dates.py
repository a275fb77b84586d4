"""Dates that cannot be: after the extract, or before their stage began; taken out, each an issue."""

from __future__ import annotations

from datetime import date

import pandas as pd

from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.cells import kinds
from complaint_analysis.records.reading.rows import PLACE

PROMISED = ("stage1_extended_to", "stage2_extended_to", "stage1_extended", "stage2_extended", "action_due")
"""Dates that may lie after the extract: they were promised, not done."""


def without_later_dates(table: pd.DataFrame, as_at: date, issues: Issues) -> pd.DataFrame:
    """The table without anything done after the extract; each such date is an issue."""
    held = table.copy()
    for column in done_dates():
        late = held[column] > pd.Timestamp(as_at)
        if not late.any():
            continue
        issues.add_rows("date_after_extract", held.loc[late, PLACE], column=column)
        held.loc[late, column] = pd.NaT
        if f"{column}?" in held:
            held.loc[late, f"{column}?"] = False
    return held


def done_dates() -> list[str]:
    """The columns of days on which a thing was done, which can only be in the past."""
    dates = [column for column, kind in kinds().items() if kind.startswith("date")]
    return [column for column in dates if column not in (*PROMISED, "received")]


def without_early_steps(table: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """The table without acknowledgements and responses from before their stage began; each is an issue."""
    ordered = table.copy()
    for stage, begun in ((1, "received"), (2, "stage2_requested")):
        for step, rule in (
            ("acknowledged", "acknowledged_before_receipt"),
            ("responded", "response_before_receipt"),
        ):
            column = f"stage{stage}_{step}"
            early = ordered[column] < ordered[begun]
            issues.add_rows(rule, ordered.loc[early, PLACE], column=column)
            ordered.loc[early, column] = pd.NaT
    return ordered
