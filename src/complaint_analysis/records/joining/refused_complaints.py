"""What a refusal is: a complaint not accepted, or a request for stage 2 refused, with the recorded reason."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.cells import NOT_RECORDED
from complaint_analysis.records.reading.columns import each_read
from complaint_analysis.records.reading.rows import PLACE


def refusals(table: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """The table with each complaint accepted or not, and the recorded reason where not.

    A blank `accepted` is yes unless a reason is given; a refusal without a reason is `not_recorded`.
    """
    reason = _given_reason(table["exclusion_reason"]).fillna(_given_reason(table["refused"]))
    given = is_filled(table, "exclusion_reason") | is_filled(table, "refused")
    said = each_read(table["accepted"], {"yes": True, "no": False}.get, "boolean")
    accepted = said.fillna(~given).astype(bool)
    against = table["accepted"].eq("yes") & given
    issues.add_rows("accepted_with_reason", table.loc[against, PLACE], column="exclusion_reason")
    without = ~accepted & reason.isna()
    issues.add_rows("refused_without_reason", table.loc[without, PLACE], column="exclusion_reason")
    return table.assign(
        accepted=accepted, exclusion_reason=reason.fillna(NOT_RECORDED).where(~accepted).astype("str")
    )


def _given_reason(reason: pd.Series) -> pd.Series:
    return reason.where(reason != "none")


def is_filled(table: pd.DataFrame, column: str) -> pd.Series:
    """Whether a cell says that the thing is so, with its date or reason or by yes alone."""
    return table[f"{column}?"].fillna(False).astype(bool)


def escalation_refusals(table: pd.DataFrame) -> pd.DataFrame:
    """A refused escalation, with the day of the refusal, else of the request."""
    reason = _given_reason(table["stage2_refusal_reason"])
    refused = table["stage2_refused?"].fillna(is_filled(table, "stage2_refusal_reason")).astype(bool)
    when = table["stage2_refused"].fillna(table["stage2_requested"]).fillna(table["closed"])
    return table.assign(
        stage2_refused=refused,
        stage2_refused_on=when.fillna(table["received"]).where(refused),
        stage2_refusal_reason=reason.fillna(NOT_RECORDED).where(refused).astype("str"),
    )
