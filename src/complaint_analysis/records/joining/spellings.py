"""One reference written in two ways, such as without the zeros that a spreadsheet took away."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.rows import PLACE, SHEET_OF
from complaint_analysis.records.reading.services import as_compared

_MARKS = "[^a-z0-9]+"
_ZEROS = "(^|[^0-9])0+([0-9])"


def with_one_spelling(rows: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """The rows, with one key for references that differ by zeros, dashes or spaces and are one complaint.

    They are where the day received and the service agree and no sheet has both; that is told. Elsewhere
    nothing is joined, and references that differ by zeros or the kind of dash are told too.
    """
    keys = pd.Series(rows["key"].unique(), dtype="str")
    of_zeros, of_marks = _written_alike(keys), _written_without_marks(keys)
    alike = rows[rows["key"].isin([key for group in (*of_zeros, *of_marks) for key in group])]
    if alike.empty:
        return rows
    same = {key: one for group in of_marks for key, one in _same_complaint(group, alike).items()}
    for group in of_zeros:
        found = _same_complaint(group, alike)
        same |= found
        _note_unlike([key for key in group if key not in found and key not in found.values()], alike, issues)
    issues.add_rows("reference_in_two_spellings", alike.loc[alike["key"].isin(same), PLACE], "reference")
    return _under_one(rows, same) if same else rows


def _under_one(rows: pd.DataFrame, same: dict[str, str]) -> pd.DataFrame:
    """The rows with the reference and the key of the spelling that keeps its zeros."""
    references = rows.drop_duplicates("key").set_index("key")["reference"]
    other = rows["key"].isin(same)
    key = rows["key"].where(~other, rows["key"].map(same))
    return rows.assign(key=key, reference=rows["reference"].where(~other, key.map(references)))


def _written_alike(keys: pd.Series) -> list[list[str]]:
    """The keys that are one when zeros before a number are left out and every mark between is a dash."""
    return _groups(keys, _replaced(_replaced(keys, _MARKS, "-"), _ZEROS, r"\1\2"))


def _written_without_marks(keys: pd.Series) -> list[list[str]]:
    """The keys that are one when marks are left out, which one of them has none of."""
    groups = _groups(keys, _replaced(keys, _MARKS, ""))
    return [group for group in groups if any(key.isalnum() for key in group)]


def _groups(keys: pd.Series, plain: pd.Series) -> list[list[str]]:
    several = plain.duplicated(keep=False)
    return [list(group) for _, group in keys[several].groupby(plain[several], sort=False)]


def _replaced(words: pd.Series, pattern: str, by: str) -> pd.Series:
    return pd.Series(pc.replace_substring_regex(pa.array(words), pattern, by).to_pandas(), dtype="str")


def _same_complaint(group: list[str], rows: pd.DataFrame) -> dict[str, str]:
    """The keys of a group that are another's complaint, each with that other: the one with all its zeros."""
    of_group = rows[rows["key"].isin(group)]
    days = of_group.groupby("key", sort=False)["received"].first().dropna()
    services = of_group.assign(service=as_compared(of_group)).groupby("key", sort=False)["service"].first()
    same: dict[str, str] = {}
    for keys in _on_one_day(days):
        longest = max(keys, key=len)
        if services.reindex(keys).dropna().nunique() <= 1 and not _in_one_sheet(of_group, keys):
            same |= dict.fromkeys(set(keys) - {longest}, longest)
    return same


def _in_one_sheet(rows: pd.DataFrame, keys: list[str]) -> bool:
    """Whether one sheet has two of the keys: a system that wrote both means both."""
    once = rows[rows["key"].isin(keys)].drop_duplicates(["key", *SHEET_OF])
    return bool(once.duplicated(SHEET_OF).any())


def _on_one_day(days: pd.Series) -> Iterator[list[str]]:
    for _, keys in days.groupby(days, sort=False):
        yield list(keys.index)


def _note_unlike(keys: list[str], rows: pd.DataFrame, issues: Issues) -> None:
    if len(keys) > 1:
        places = rows[rows["key"].isin(keys)].drop_duplicates("key")
        issues.add_rows("reference_nearly_another", places[PLACE], "reference")
