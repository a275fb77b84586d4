"""A second stage with a number of its own, which names the complaint that it came out of."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.rows import PLACE
from complaint_analysis.records.reading.stages import FIRST, joining_keys, without_suffixes

MOST_STEPS = 4
"""A case above a case above a case: no procedure has more stages."""


def with_parents(rows: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """The rows, those about a later stage under the key of the complaint that they name as their parent.

    One whose parent is in no export keeps its own key, and is told. A parent of a stage 1 is another matter.
    """
    if "parent_reference" not in rows:
        return rows
    later = rows["parent_reference"].notna() & rows["row_stage"].ne(FIRST)
    above = joining_keys(without_suffixes(rows.loc[later, "parent_reference"])[0])
    own = rows.loc[later, "key"]
    known = above.isin(rows["key"])
    missing = ~known & above.ne(own)
    issues.add_rows("parent_without_case", rows.loc[missing.index[missing], PLACE], "parent_reference")
    parents = dict(zip(own[known], above[known], strict=True))
    return rows.assign(
        key=rows["key"].map({key: _first(key, parents) for key in parents}).fillna(rows["key"])
    )


def _first(key: str, parents: dict[str, str]) -> str:
    """The complaint at the head of a row of parents."""
    for _ in range(MOST_STEPS):
        key = parents.get(key, key)
    return key
