"""A row for each allegation of a complaint: findings that belong together, whatever the order of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.cells import OPEN, REFUSED, WITHDRAWN
from complaint_analysis.records.reading.columns import alike_by_key
from complaint_analysis.records.reading.rows import PLACE, SHEET_OF

COLUMNS = ["key", "stage", "outcome"]
FINDINGS = {"upheld", "partially_upheld", "not_upheld"}
_IN_ORDER = (*sorted(FINDINGS), "other", REFUSED, WITHDRAWN, OPEN)
_ONCE = {"action", "action_due", "action_done", "action?", "action_due?", "action_done?", "source_row"}
"""What a row that only adds an action says anew: it repeats the finding, and is no element of its own."""


def elements(rows: pd.DataFrame) -> pd.DataFrame:
    """The findings of complaints with several of them on rows of one sheet about one stage: a row an element.

    Of several sheets with findings the last is believed.
    """
    empty = pd.DataFrame(columns=COLUMNS, dtype="str")
    if not alike_by_key(rows, SHEET_OF).any():
        return empty
    rows = rows[rows["key"].duplicated(keep=False)]
    parts = [part for stage in (1, 2) if f"stage{stage}_outcome" in rows for part in _of_stage(rows, stage)]
    return pd.concat([empty, *parts], ignore_index=True).astype({"key": "str", "outcome": "str"})


def _of_stage(rows: pd.DataFrame, stage: int) -> Iterator[pd.DataFrame]:
    outcome = rows[f"stage{stage}_outcome"]
    found = rows[outcome.notna() & outcome.ne(OPEN)]
    sheets = found.groupby(SHEET_OF, sort=False, dropna=False).ngroup()
    last = sheets.groupby(found["key"]).transform("last")
    found = found[(sheets == last) & found["key"].duplicated(keep=False)]
    found = found.drop_duplicates([column for column in found if column not in _ONCE])
    several = found[found["key"].duplicated(keep=False)]
    if len(several):
        named = {"stage": str(stage), "outcome": several[f"stage{stage}_outcome"]}
        yield several[["key"]].assign(**named)


def with_whole_findings(rows: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """The rows, with what the findings of all elements amount to on each row of a sheet about one stage."""
    repeated = alike_by_key(rows, SHEET_OF)
    if not repeated.any():
        return rows
    for stage in (1, 2):
        column = f"stage{stage}_outcome"
        if column in rows:
            rows = _whole_findings(rows, repeated, column, issues)
    return rows


def _whole_findings(rows: pd.DataFrame, repeated: pd.Series, column: str, issues: Issues) -> pd.DataFrame:
    given = rows.loc[repeated & rows[column].notna(), ["key", column, *PLACE]]
    given = given[given.duplicated(["key", *SHEET_OF], keep=False)]
    of_complaint = given.groupby(["key", *SHEET_OF], sort=False, dropna=False)[column]
    several = given[of_complaint.transform("nunique") > 1] if len(given) else given
    if several.empty:
        return rows
    decided = several[several[column] != OPEN]
    elements_differ = decided.groupby(["key", *SHEET_OF], dropna=False)[column].transform("nunique") > 1
    told = decided[elements_differ].drop_duplicates(["key", *SHEET_OF], keep="last")
    issues.add_rows("several_elements", told, column)
    whole = several.groupby(["key", *SHEET_OF], dropna=False)[column].transform(
        lambda found: finding_of(found)
    )
    return rows.assign(**{column: whole.reindex(rows.index).fillna(rows[column])})


def finding_of(outcomes: Iterable[str]) -> str:
    """The finding on a complaint from those on its elements: in part where they differ.

    What is no finding, such as an element that was withdrawn, says nothing of the others.

    >>> finding_of(["not_upheld", "upheld"]), finding_of(["upheld", "other"]), finding_of(["withdrawn"])
    ('partially_upheld', 'upheld', 'withdrawn')
    """
    given = set(outcomes)
    if len(given & FINDINGS) > 1:
        return "partially_upheld"
    return next(outcome for outcome in _IN_ORDER if outcome in given)
