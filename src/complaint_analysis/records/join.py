"""Rows of one complaint become one complaint: blanks are filled, contradictions noted, nothing is lost."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.records.issues import Issues
from complaint_analysis.records.rows import OTHER, PLACE
from complaint_analysis.records.stages import FIRST

FIRST_OF_SOURCE = ("category", "cause")
"""Of several category rows of one export the first is the complaint's."""
LATEST = ("closed", "withdrawn", "withdrawn?", "compensation_gbp", "action_due", "action_done", "accepted")
"""What a later stage's row may change without contradicting an earlier stage's."""
GATHERED = ("remedies", "stage_as_recorded")
"""What the rows of a complaint hold together."""
_HELPERS = ("key", "row_stage", "suffix_stage", "received_given", "source_number", *PLACE)


def joined(rows: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """One row a complaint, by `key`, in the order in which complaints first occur.

    Rows come in the order of their sources: later years after earlier ones, within a year files by name.
    Of contradicting values the later source's is kept. The stage 1 row speaks for the whole complaint; a
    stage 2 row fills what it leaves blank.
    """
    rows = rows.assign(source_number=_source_numbers(rows))
    first_seen = rows.groupby("key", sort=False).size().index
    several = rows["key"].duplicated(keep=False)
    single, grouped = rows[~several], rows[several]
    if grouped.empty:
        return single.set_index("key").loc[first_seen]
    _note_contradictions(grouped, issues)
    table = pd.concat([single.set_index("key"), _merged(grouped)])
    return table.loc[first_seen]


def actions(rows: pd.DataFrame) -> pd.DataFrame:
    """The actions agreed in complaints, one row each: `key, action_due, action_done`.

    Where no export gives a complaint several, its one action is filled from all its rows. Of several, an
    action is known by the day it is due.
    """
    named = rows.reindex(columns=["key", "action_due", "action_done"])
    named = named.astype({"action_due": "datetime64[s]", "action_done": "datetime64[s]"})
    named["source"] = _source_numbers(rows)
    named = named.dropna(subset=["action_due", "action_done"], how="all")
    distinct = named.drop_duplicates(["key", "source", "action_due", "action_done"])
    several = distinct.groupby(["key", "source"]).size().groupby("key").max() > 1
    is_several = distinct["key"].map(several).astype(bool)
    one = distinct[~is_several].groupby("key", sort=False)[["action_due", "action_done"]].last()
    return pd.concat([one.reset_index(), _by_due_day(distinct[is_several])], ignore_index=True)


def _by_due_day(several: pd.DataFrame) -> pd.DataFrame:
    """Of a complaint's actions due on one day, those of the export that has most of them done, of two alike
    the later's; those without a due day are each their own."""
    dated = several.dropna(subset=["action_due"])
    of_source = dated.groupby(["key", "action_due", "source"])["action_done"].agg(["count", "size"])
    ordered = of_source.reset_index().sort_values(["count", "size", "source"])
    believed = ordered.drop_duplicates(["key", "action_due"], keep="last")
    held = dated.merge(believed[["key", "action_due", "source"]])
    undated = several[several["action_due"].isna()].drop_duplicates(["key", "action_done"])
    return pd.concat([held, undated])[["key", "action_due", "action_done"]]


def other_categories(rows: pd.DataFrame) -> pd.DataFrame:
    """The categories and causes of a complaint's further rows: `key, category, cause`, each pair once."""
    named = rows.reindex(columns=["key", "source_year", "source_file", *FIRST_OF_SOURCE])
    given = named.dropna(subset=list(FIRST_OF_SOURCE), how="all")
    further = given[given.duplicated(["key", "source_year", "source_file"])]
    return further[["key", *FIRST_OF_SOURCE]].drop_duplicates(ignore_index=True)


def _source_numbers(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby(["source_year", "source_file"], sort=False).ngroup()


def _merged(grouped: pd.DataFrame) -> pd.DataFrame:
    by_stage = grouped.assign(speaks=(grouped["row_stage"] == FIRST).astype(int))
    spoken = by_stage.sort_values(["speaks", "source_number"], kind="stable")
    merged = spoken.groupby("key", sort=False).last()
    latest = [column for column in grouped if column in LATEST or column.startswith(("stage1_", "stage2_"))]
    merged[latest] = grouped.groupby("key", sort=False)[latest].last().loc[merged.index]
    for column in FIRST_OF_SOURCE:
        if column in grouped:
            of_source = spoken.groupby(["key", "speaks", "source_number"], sort=False)[column].first()
            merged[column] = of_source.groupby("key", sort=False).last().loc[merged.index]
    for column in GATHERED:
        if column in grouped:
            merged[column] = _gathered(grouped, column).reindex(merged.index)
    for column in ("extra_stage", "has_stage1", "received_given"):
        merged[column] = grouped.groupby("key", sort=False)[column].any().loc[merged.index]
    return merged.drop(columns="speaks")


def _gathered(grouped: pd.DataFrame, column: str) -> pd.Series:
    """All that the rows say, each word once; of two exports on one stage the later is believed."""
    said = grouped.dropna(subset=[column])
    latest = said.groupby(["key", "row_stage"])["source_number"].transform("max")
    believed = said[said["source_number"] == latest]
    return believed.groupby("key", sort=False)[column].agg(
        lambda cells: "; ".join(dict.fromkeys(word for cell in cells for word in cell.split("; ")))
    )


def _note_contradictions(grouped: pd.DataFrame, issues: Issues) -> None:
    compared = [
        column
        for column in grouped
        if column not in (*_HELPERS, *GATHERED, "reference", "extra_stage", "has_stage1")
        and not column.startswith(OTHER)
    ]
    for column in compared:
        filled = _comparable(grouped, column).dropna(subset=[column])
        groups = filled.groupby([filled["key"], filled["row_stage"]], sort=False)[column]
        differs = groups.transform("nunique") > 1
        if differs.any():
            _note(filled[differs], column, issues)


def _comparable(grouped: pd.DataFrame, column: str) -> pd.DataFrame:
    """What is held against each other: texts without case and space.

    A case that went on to stage 2 is closed twice: its closing dates do not contradict each other.
    """
    if column == "closed" and "stage2_requested" in grouped:
        return grouped[grouped.groupby("key")["stage2_requested"].transform("count") == 0]
    if isinstance(grouped[column].dtype, pd.StringDtype):
        return grouped.assign(**{column: _plain(grouped[column])})
    return grouped


def _plain(words: pd.Series) -> pd.Series:
    return words.str.strip().str.replace(r"\s+", " ", regex=True).str.casefold()


def _note(rows: pd.DataFrame, column: str, issues: Issues) -> None:
    if column in ("action_due", "action_done"):
        return
    for _, group in rows.groupby("key", sort=False):
        last = group.iloc[[-1]]
        earlier = sorted(set(group["source_file"]) - set(last["source_file"]))
        if column in FIRST_OF_SOURCE and not earlier:
            issues.add_rows("several_categories", last, column=column)
        else:
            issues.add_rows(
                "contradiction", last, column=column, note=f"against {', '.join(earlier) or 'the same file'}"
            )
