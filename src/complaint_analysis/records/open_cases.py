"""The list for a weekly meeting: each stage still unanswered, when it was due, and actions outstanding."""

from __future__ import annotations

import numpy as np
import pandas as pd

from complaint_analysis.records.store import Records

COLUMNS = ["reference", "stage", "service", "begun", "due", "days_over", "outstanding_actions"]


def open_cases(records: Records) -> pd.DataFrame:
    """One row a stage that is open at the extract, the most overdue first.

    `due` takes an extension that counts into account; `days_over` are calendar days, negative until due.
    """
    parts = [_open_at(records, stage) for stage in (1, 2)]
    found = pd.concat(parts, ignore_index=True)
    return found.sort_values(["days_over", "reference"], ascending=[False, True], ignore_index=True)


def _open_at(records: Records, stage: int) -> pd.DataFrame:
    table = records.table
    rows = table[table[f"stage{stage}_status"].isin(["open_overdue", "open_not_due"])]
    due = rows[f"stage{stage}_due_if_extended"]
    actions = records.actions
    outstanding = actions[actions["action_done"].isna() & ~actions["said_done"]].groupby("reference").size()
    begun = rows["received"] if stage == 1 else rows["stage2_requested"]
    listed = {
        "reference": rows["reference"],
        "stage": stage,
        "service": rows["service"],
        "begun": begun.dt.date,
        "due": due.dt.date,
        "days_over": (np.datetime64(records.as_at) - due.to_numpy(dtype="datetime64[D]")).astype(int),
        "outstanding_actions": rows["reference"].map(outstanding).fillna(0).astype(int),
    }
    return pd.DataFrame(listed, columns=COLUMNS)
