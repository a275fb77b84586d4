"""Rows of one complaint become one complaint: blanks are filled, contradictions noted, nothing is lost."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.cells import WITHDRAWN
from complaint_analysis.records.reading.rows import OTHER, PLACE
from complaint_analysis.records.reading.stages import FIRST

FIRST_OF_SOURCE = ("category", "cause")
"""Of several category rows of one export the first is the complaint's."""
LATEST = ("closed", "withdrawn", "withdrawn?", "accepted")
"""What a later stage's row may change without contradicting an earlier one's, in whatever order they come."""
GATHERED = ("remedies", "stage_as_recorded")
"""What the rows of a complaint hold together."""
ADDED = "compensation_gbp"
"""What is awarded at each stage anew; the same sum on every row of a complaint is one award."""
ACTION = ("action_due", "action_done", "action_done?", "action_due?", "action")
"""What belongs to an action, of which a complaint may have several."""
_NOT_COMPARED = ("reference", "parent_reference", "extra_stage", "has_stage1")
_HELPERS = ("key", "row_stage", "suffix_stage", "received_given", "source_number", *PLACE)
_DATED_BY = ["withdrawn", "closed", "received", "stage2_requested", "stage2_responded"]


def joined(rows: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """One row a complaint, by `key`, in the order in which complaints first occur.

    Rows come in the order of their sources: later years after earlier ones, within a year files by name.
    Of contradicting values the later source's is kept. The stage 1 row speaks for the whole complaint; a
    stage 2 row fills what it leaves blank.
    """
    rows = rows.assign(source_number=_source_numbers(rows))
    several = rows["key"].duplicated(keep=False)
    if not several.any():
        return rows.set_index("key")
    single, grouped = rows[~several], rows[several]
    _note_contradictions(grouped, issues)
    table = pd.concat([single.set_index("key"), _merged(grouped)])
    return table.loc[rows["key"].drop_duplicates()]


def with_withdrawals(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, with each stage's withdrawal that is only said, or given as the outcome, dated from the rows
    of that stage: by their closing, else by the day on which the stage began."""
    outcomes = [column for column in ("stage1_outcome", "stage2_outcome") if column in rows]
    said = rows[outcomes].eq(WITHDRAWN).any(axis=1)
    if "withdrawn?" in rows:
        said |= rows["withdrawn?"].eq(True).fillna(False)
    about = rows[rows["key"].isin(rows.loc[said, "key"])].reindex(columns=["key", "row_stage", *_DATED_BY])
    stages = about[_DATED_BY].astype("datetime64[s]").groupby([about["key"], about["row_stage"]], sort=False)
    last = stages.transform("last")
    answered = last["stage2_responded"] >= last["stage2_requested"]
    at_stage2 = last["stage2_requested"].notna() & ~answered
    begun = last["stage2_requested"].where(at_stage2, last["received"])
    when = last["withdrawn"].fillna(last["closed"]).fillna(begun)
    if when.empty:
        return rows
    given = rows.reindex(columns=["withdrawn"])["withdrawn"].astype("datetime64[s]")
    return rows.assign(withdrawn=given.fillna(when.where(said.loc[when.index])))


def actions(rows: pd.DataFrame) -> pd.DataFrame:
    """The actions agreed in complaints, one row each: `key, action_due, action_done`, and whether one is only
    `said_done`, without a day, or `worded`.

    An action is known by the day it is due: of several exports the one is believed that has most of that
    day's done. One without a due day is known by its day and words. An export's only action that lacks the
    day on which it was due is the same as another export's that lacks the day on which it was done.
    """
    named = _named_actions(rows)
    dated = _by_due_day(named.dropna(subset=["action_due"]))
    undated = named[named["action_due"].isna()].drop_duplicates(["key", "action_done", "action"])
    found = pd.concat([*_with_days_of_others(dated, undated, named)], ignore_index=True)
    return found[["key", "action_due", "action_done", "said_done", "worded"]]


def _named_actions(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that name an action, by a date or in words, each once for its source."""
    named = rows.reindex(columns=["key", *ACTION])
    named = named.astype({"action_due": "datetime64[s]", "action_done": "datetime64[s]"})
    named["source"] = _source_numbers(rows)
    named["said_done"] = (
        named["action_done?"].eq(True).fillna(False).astype(bool) & named["action_done"].isna()
    )
    named["worded"] = (named["action"].notna() & named["action"].ne("No")).astype(bool)
    dated = named[["action_due", "action_done"]].notna().any(axis=1)
    named = named[dated | named["said_done"] | named["worded"]]
    return named.drop_duplicates(["key", "source", "action_due", "action_done", "action"])


def _by_due_day(dated: pd.DataFrame) -> pd.DataFrame:
    of_source = dated.groupby(["key", "action_due", "source"])["action_done"].agg(["count", "size"])
    ordered = of_source.reset_index().sort_values(["count", "size", "source"])
    believed = ordered.drop_duplicates(["key", "action_due"], keep="last")
    return dated.merge(believed[["key", "action_due", "source"]])


def _with_days_of_others(
    dated: pd.DataFrame, undated: pd.DataFrame, named: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The actions with and without a due day, the only one of an export filled from that of another."""
    alone = (
        named.groupby(["key", "source"])["key"].transform("size").eq(1).groupby(named["key"]).transform("all")
    )
    open_alone = dated["action_done"].isna() & dated["key"].isin(named.loc[alone, "key"])
    open_alone &= ~dated["key"].duplicated(keep=False)
    done_alone = undated["key"].isin(dated.loc[open_alone, "key"]) & undated["action_done"].notna()
    done_alone &= ~undated["key"].duplicated(keep=False)
    days = undated[done_alone].set_index("key")["action_done"]
    filled = dated["action_done"].fillna(days.reindex(dated["key"]).set_axis(dated.index).where(open_alone))
    return dated.assign(action_done=filled), undated[~done_alone]


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
    staged = [column for column in grouped if column.startswith(("stage1_", "stage2_"))]
    merged[staged] = grouped.groupby("key", sort=False)[staged].last().loc[merged.index]
    latest = [column for column in LATEST if column in grouped]
    by_stage = grouped.sort_values(["row_stage", "source_number"], kind="stable")
    merged[latest] = by_stage.groupby("key", sort=False)[latest].last().loc[merged.index]
    if ADDED in grouped:
        merged[ADDED] = _summed_awards(grouped).reindex(merged.index)
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


def _summed_awards(grouped: pd.DataFrame) -> pd.Series:
    """The sums awarded at each stage together; one sum that every stage's row repeats counts once."""
    of_stage = grouped.groupby(["key", "row_stage"], sort=False)[ADDED].last()
    several = of_stage.dropna().groupby(level="key", sort=False)
    return several.sum(min_count=1).where(several.nunique() > 1, several.first()).round(2)


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
        if column not in (*_HELPERS, *GATHERED, *ACTION, *_NOT_COMPARED) and not column.startswith(OTHER)
    ]
    again = grouped.duplicated(["key", "row_stage"])
    several = grouped[grouped["key"].isin(grouped.loc[again, "key"])]
    for column in compared:
        filled = _comparable(several, column).dropna(subset=[column])
        groups = filled.groupby([filled["key"], filled["row_stage"]], sort=False)[column]
        differs = groups.transform("nunique") > 1
        if differs.any():
            _note_differences(filled[differs], column, issues)
    _note_other_remedies(grouped, issues)
    _note_added(grouped, issues)


def _note_other_remedies(grouped: pd.DataFrame, issues: Issues) -> None:
    """Note complaints on whose remedies two exports differ: the later export's are believed."""
    if "remedies" not in grouped:
        return
    of_source = grouped.dropna(subset=["remedies"]).groupby(["key", "row_stage", "source_number"], sort=False)
    said = of_source["remedies"].agg(lambda cells: "; ".join(sorted({*"; ".join(cells).split("; ")})))
    differ = said.groupby(level=["key", "row_stage"], sort=False).nunique() > 1
    keys = differ[differ].index.get_level_values("key")
    issues.add_rows(
        "contradiction", grouped[grouped["key"].isin(keys)].drop_duplicates("key", keep="last"), "remedies"
    )


def _note_added(grouped: pd.DataFrame, issues: Issues) -> None:
    """Note complaints with different sums on the rows of their stages: they are added up."""
    if ADDED in grouped:
        of_stage = grouped.groupby(["key", "row_stage"], sort=False)[ADDED].last().dropna()
        several = of_stage.groupby(level="key", sort=False).nunique() > 1
        rows = grouped[grouped["key"].isin(several.index[several])].drop_duplicates("key", keep="last")
        issues.add_rows("awards_added", rows, ADDED)


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


def _note_differences(rows: pd.DataFrame, column: str, issues: Issues) -> None:
    for _, group in rows.groupby("key", sort=False):
        last = group.iloc[[-1]]
        earlier = sorted(set(group["source_file"]) - set(last["source_file"]))
        if column in FIRST_OF_SOURCE and not earlier:
            issues.add_rows("several_categories", last, column=column)
        else:
            rule, note = (
                ("contradiction", f"against {', '.join(earlier)}") if earlier else ("rows_differ", "")
            )
            issues.add_rows(rule, last, column=column, note=note)
