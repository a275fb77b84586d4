"""An officer's decisions on single fields of single cases: `overrides.csv`, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from complaint_analysis.errors import InputError
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.cells import kinds, read_column
from complaint_analysis.records.reading.delimited import parsed, text_of
from complaint_analysis.records.reading.notation import Notation
from complaint_analysis.records.reading.rows import PLACE
from complaint_analysis.records.reading.stages import FIRST, SECOND, joining_key

STARTS = {"received": FIRST, "stage2_requested": SECOND}
"""What says when a stage began, and in the rows of which stage."""
UNREADABLE = {"bad_date", "bad_amount", "unknown_value"}
"""Issues of a cell that an officer's decision answers."""
COLUMNS = ["reference", "column", "value", "reason", "decided_by", "decided_on"]


def read_overrides(folder: Path) -> pd.DataFrame:
    """The overrides of a year's folder with the line of each; empty where there is no file."""
    path = folder / "overrides.csv"
    if not path.is_file():
        return pd.DataFrame(columns=[*COLUMNS, "line"])
    where = f"{folder.name}/overrides.csv"
    first, *rest = parsed(text_of(path, where), ",", where) or [[]]
    if [cell.strip() for cell in first] != COLUMNS:
        raise InputError(
            "overrides.csv has other columns than it should",
            where=f"{where}, row 1",
            do=f"make its first line: {','.join(COLUMNS)}",
        )
    lines = [[*_filled_up(row, f"{where}, row {line}"), line] for line, row in enumerate(rest, 2) if any(row)]
    found = pd.DataFrame(lines, columns=[*COLUMNS, "line"])
    for _, row in found.iterrows():
        _require_usable(row, folder.name)
    return found


def _filled_up(row: list[str], where: str) -> list[str]:
    if len(row) > len(COLUMNS):
        raise InputError(
            "a line has more cells than the header",
            where=where,
            do="put text that holds commas into double quotes",
        )
    return [cell.strip() for cell in row] + [""] * (len(COLUMNS) - len(row))


def with_overrides(
    table: pd.DataFrame, overrides: pd.DataFrame, year: str, notation: Notation, issues: Issues
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table with the overrides in it, and those that took effect (`key`, `column`)."""
    if overrides.empty:
        return table, pd.DataFrame(columns=["key", "column"], dtype="str")
    changed = table.copy()
    overrides = overrides.assign(key=overrides["reference"].map(joining_key).astype("str"))
    for _, row in overrides.iterrows():
        place = _place(row, year)
        if row["key"] not in changed.index:
            issues.add_rows("override_without_case", place)
            continue
        for name, value in _values_of(row, place, notation, year).items():
            changed.loc[row["key"], name] = value.iloc[0]
    return changed, overrides.loc[overrides["key"].isin(changed.index), ["key", "column"]]


def with_starts_decided(
    rows: pd.DataFrame, overrides: Mapping[str, pd.DataFrame], notation: Notation
) -> pd.DataFrame:
    """The rows, those without a usable day on which their stage began with the one that an officer decided.

    Without it such a row could not be used, and the officer's line would find no complaint. `overrides` are
    the lines of each year.
    """
    for year, lines in overrides.items():
        for _, line in lines[lines["column"].isin(STARTS)].iterrows():
            column = line["column"]
            of_case = rows["key"].eq(joining_key(line["reference"])) & rows["row_stage"].eq(STARTS[column])
            if (where := of_case & rows[column].isna()).any():
                day = _values_of(line, _place(line, year), notation, year)[column].iloc[0]
                rows = rows.assign(**{column: rows[column].mask(where, day)})
    return rows


def without_answered(rows: pd.DataFrame, overridden: pd.DataFrame, issues: Issues) -> None:
    """Take out the issues of cells that could not be read, where an officer has decided what they say."""
    about = rows[rows["key"].isin(overridden["key"])]
    answered = set()
    for key, column in overridden[["key", "column"]].itertuples(index=False):
        for row in about.loc[about["key"] == key, [*PLACE, "row_stage"]].itertuples(index=False):
            answered |= {(*row[:-1], name) for name in _names(column, row.row_stage)}
    issues.rows = [issue for issue in issues.rows if issue[0] not in UNREADABLE or issue[1:6] not in answered]


def _names(column: str, row_stage: str) -> set[str]:
    """What a column may be called in a row about a stage: with the stage or, in a row of its own, without."""
    if STARTS.get(column) == row_stage:
        return {column, "received"}
    stage, _, name = column.partition("_")
    return {column, name} if stage == f"stage{row_stage}" else {column}


def _place(line: pd.Series, year: str) -> pd.DataFrame:
    return pd.DataFrame([[year, "overrides.csv", "", line["line"]]], columns=PLACE)


def _values_of(row: pd.Series, place: pd.DataFrame, notation: Notation, year: str) -> dict[str, pd.Series]:
    met, cell = Issues(), pd.Series([row["value"]], index=[0], dtype="str")
    values = read_column(row["column"], cell, place, notation, met)
    if met.rows:
        raise InputError(
            f"the value to override '{row['column']}' with cannot be read",
            where=f"{year}/overrides.csv, row {row['line']}",
            do="write a date as 2025-03-31, and a word that the column knows",
        )
    return values


def _require_usable(row: pd.Series, year: str) -> None:
    where = f"{year}/overrides.csv, row {row['line']}"
    if row["column"] not in kinds():
        raise InputError(
            f"there is no column '{row['column']}' to override", where=where, do="take a canonical column"
        )
    if not row["reason"].strip() or not row["decided_by"].strip():
        raise InputError(
            "an override needs its reason and who decided it", where=where, do="fill reason and decided_by"
        )
