"""An officer's decisions on single fields of single cases: `overrides.csv`, each with its reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from complaint_analysis.errors import InputError
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.cells import kinds, read_column
from complaint_analysis.records.reading.delimited import parsed, text_of
from complaint_analysis.records.reading.notation import Notation
from complaint_analysis.records.reading.rows import PLACE
from complaint_analysis.records.reading.stages import joining_key

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
        place = pd.DataFrame([[year, "overrides.csv", "", row["line"]]], columns=PLACE)
        if row["key"] not in changed.index:
            issues.add_rows("override_without_case", place)
            continue
        cell = pd.Series([row["value"]], index=[0], dtype="str")
        for name, value in _values_of(row, cell, place, notation, year).items():
            changed.loc[row["key"], name] = value.iloc[0]
    return changed, overrides.loc[overrides["key"].isin(changed.index), ["key", "column"]]


def _values_of(
    row: pd.Series, cell: pd.Series, place: pd.DataFrame, notation: Notation, year: str
) -> dict[str, pd.Series]:
    met = Issues()
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
