"""Records held against themselves: what cannot be right or needs a second look is an issue, never changed.

Each check is a function named by its rule in `issues.toml`, from the finished table to the rows that fail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from complaint_analysis.council.working_days import WorkingDays
from complaint_analysis.records.clocks import counted
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.rows import PLACE

Table: TypeAlias = pd.DataFrame
Find = Callable[[Table], pd.Series]
TWELVE_MONTHS = pd.DateOffset(months=12)
UPHELD = ("upheld", "partially_upheld")
CHECKS: dict[str, RecordCheck] = {}


@dataclass(frozen=True)
class RecordCheck:
    """Which rows fail, the columns without which nothing can be said, and which records it is about."""

    find: Find
    needs: tuple[str, ...]
    refusals: bool


def check(table: Table, calendar: WorkingDays, recorded: frozenset[str], issues: Issues) -> None:
    """Note an issue for each row of the finished table that fails a check.

    `recorded` are the columns that any export has: what is not recorded at all is said once, by the status
    of its figure, and not once a row.
    """
    accepted = counted(table)
    refused = (table["record_type"] == "complaint") & ~table["accepted"]
    for rule, one in CHECKS.items():
        if recorded.issuperset(one.needs):
            about = refused if one.refusals else accepted
            issues.add_rows(rule, table.loc[_true(one.find(table)) & about, PLACE])
    off_duty = _at_either_stage(lambda stage: ~calendar.are_working_days(table[f"stage{stage}_responded"]))
    issues.add_rows("response_on_non_working_day", table.loc[off_duty & accepted, PLACE])
    issues.add_rows("extra_stage", table.loc[table["extra_stage"], PLACE])


def _check(*needs: str, refusals: bool = False) -> Callable[[Find], Find]:
    def keep(find: Find) -> Find:
        CHECKS[find.__name__] = RecordCheck(find, needs, refusals)
        return find

    return keep


@_check("stage1_acknowledged")
def missing_acknowledgement(table: Table) -> pd.Series:
    return _at_either_stage(lambda s: _answered(table, s) & table[f"stage{s}_acknowledged"].isna())


@_check()
def stage2_without_stage1(table: Table) -> pd.Series:
    return table["stage2_requested"].notna() & ~table["has_stage1"]


@_check()
def stage2_without_request(table: Table) -> pd.Series:
    steps = ["stage2_acknowledged", "stage2_responded", "stage2_outcome"]
    return table["stage2_requested"].isna() & table[steps].notna().any(axis=1)


@_check("stage1_responded")
def stage2_before_stage1_response(table: Table) -> pd.Series:
    unanswered = table["stage1_responded"].isna() | (table["stage2_requested"] < table["stage1_responded"])
    return table["has_stage1"] & table["stage2_requested"].notna() & unanswered


@_check("stage1_handler", "stage2_handler")
def same_name_both_stages(table: Table) -> pd.Series:
    return table["stage1_handler"].str.casefold() == table["stage2_handler"].str.casefold()


@_check("stage1_extension_reason")
def extension_without_reason(table: Table) -> pd.Series:
    return _at_either_stage(lambda s: _extended(table, s) & table[f"stage{s}_extension_reason"].isna())


@_check("stage1_extension_notified")
def extension_without_notice(table: Table) -> pd.Series:
    return _at_either_stage(lambda s: table[f"stage{s}_extension_notice"] == "not_recorded")


@_check("stage1_extension_notified")
def extension_notified_late(table: Table) -> pd.Series:
    return _at_either_stage(lambda s: table[f"stage{s}_extension_notice"] == "late")


@_check()
def extension_without_date(table: Table) -> pd.Series:
    return _at_either_stage(lambda s: table[f"stage{s}_extended"] & ~_extended(table, s))


@_check()
def extension_over_limit(table: Table) -> pd.Series:
    return _at_either_stage(lambda s: _over_limit(table, s) & table[f"stage{s}_extension_reason"].notna())


@_check()
def extension_over_limit_without_reason(table: Table) -> pd.Series:
    return _at_either_stage(lambda s: _over_limit(table, s) & table[f"stage{s}_extension_reason"].isna())


@_check("remedies")
def upheld_without_remedy(table: Table) -> pd.Series:
    return _at_either_stage(lambda s: table[f"stage{s}_outcome"].isin(UPHELD)) & table["remedies"].isna()


@_check("compensation_gbp")
def compensation_not_upheld(table: Table) -> pd.Series:
    not_upheld = table["stage1_outcome"].eq("not_upheld") & ~table["stage2_outcome"].isin(UPHELD)
    return (table["compensation_gbp"] > 0) & not_upheld


@_check("exclusion_reason", refusals=True)
def refused_within_12_months(table: Table) -> pd.Series:
    known = table[["incident_date", "aware_on"]].max(axis=1)
    return table["exclusion_reason"].eq("over_12_months") & (table["received"] <= known + TWELVE_MONTHS)


@_check("stage2_requested", refusals=True)
def stage2_of_refused(table: Table) -> pd.Series:
    return table["stage2_responded"].notna() & ~table["stage2_refused"]


@_check("refusal_ombudsman_details", refusals=True)
def refusal_without_ombudsman_details(table: Table) -> pd.Series:
    return ~_true(table["refusal_ombudsman_details"])


@_check("stage1_outcome")
def closed_without_outcome(table: Table) -> pd.Series:
    undecided = table["stage1_outcome"].isna() & table["stage2_outcome"].isna()
    return table["closed"].notna() & undecided & table["withdrawn"].isna()


@_check("stage1_outcome")
def outcome_without_response(table: Table) -> pd.Series:
    unanswered = _at_either_stage(lambda s: table[f"stage{s}_outcome"].notna() & ~_answered(table, s))
    return unanswered & table["withdrawn"].isna()


@_check("tenure")
def tenure_not_recorded(table: Table) -> pd.Series:
    return table["regime"].eq("housing") & table["tenure"].eq("not_recorded")


def _at_either_stage(find: Callable[[int], pd.Series]) -> pd.Series:
    return _true(find(1)) | _true(find(2))


def _true(found: pd.Series) -> pd.Series:
    return found.fillna(False).astype(bool)


def _answered(table: Table, stage: int) -> pd.Series:
    return table[f"stage{stage}_responded"].notna()


def _extended(table: Table, stage: int) -> pd.Series:
    return table[f"stage{stage}_extended_to"].notna()


def _over_limit(table: Table, stage: int) -> pd.Series:
    return table[f"stage{stage}_extended_to"] > table[f"stage{stage}_extension_limit"]
