"""Exports that number their complaints alike without meaning the same ones: two councils, or a new year."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.columns import alike_by_key
from complaint_analysis.records.reading.rows import PLACE, SHEET_OF
from complaint_analysis.records.reading.services import as_compared
from complaint_analysis.records.reading.stages import FIRST, joining_keys

FEWEST_REPEATED = 2
MOST = 0.5
"""Above this part of the shared references sheets that differ do not number the same complaints."""
FAR = pd.Timedelta(days=31)
"""Days so far apart are two complaints', whatever their services."""


def with_numberings_apart(rows: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """The rows, with references of their own for sheets that share references with others and no complaints.

    So it is where most of the references that are shared differ in the day and in the service; that is told.
    The year and file of such a numbering's first sheet are put after its references.
    """
    sheets = rows.groupby(SHEET_OF, sort=False, dropna=False).ngroup()
    shared = rows["key"].isin(_in_several(rows["key"], sheets))
    if not shared.any():
        return rows
    facts = _facts(rows[shared]).assign(sheet=sheets[shared]).drop_duplicates(["key", "row_stage", "sheet"])
    numbering = sheets.map(_numberings(facts)).fillna(0).astype(int)
    own = numbering.ne(0)
    if not own.any():
        return rows
    issues.add_rows("numbering_of_its_own", rows[own].drop_duplicates(SHEET_OF)[PLACE], "reference")
    names = rows["source_year"] + " " + rows["source_file"]
    name = numbering.map(names.groupby(sheets).first())
    reference = rows["reference"].where(~own, rows["reference"] + " (" + name + ")")
    return rows.assign(reference=reference, key=rows["key"].where(~own, joining_keys(reference)))


def note_repeated_references(rows: pd.DataFrame, issues: Issues) -> None:
    """Note each sheet in which most references that stand on several rows of a stage have several days.

    Such a number is hardly the complaint's: a person, a home or an account has several complaints.
    """
    repeated = rows[alike_by_key(rows, ["row_stage", *SHEET_OF])]
    if repeated.empty:
        return
    days = _facts(repeated).groupby([*[repeated[name] for name in SHEET_OF], repeated["key"]], sort=False)[
        "day"
    ]
    several = days.nunique().gt(1).groupby(level=SHEET_OF, sort=False).agg(["sum", "size"])
    for (year, file, sheet), number in several.iterrows():
        if number["sum"] >= FEWEST_REPEATED and number["sum"] * 2 > number["size"]:
            note = f"{number['sum']} of the {number['size']} that stand on several rows differ in their days"
            place = {"year": year, "file": file, "sheet": sheet}
            issues.add("hardly_a_reference", **place, column="reference", note=note)


def _in_several(keys: pd.Series, sheets: pd.Series) -> pd.Index:
    once = pd.DataFrame({"key": keys, "sheet": sheets}).drop_duplicates()["key"]
    return pd.Index(once[once.duplicated()].unique())


def _facts(rows: pd.DataFrame) -> pd.DataFrame:
    """What tells one complaint from another: the day on which a row's stage began, and its service."""
    return pd.DataFrame(
        {
            "key": rows["key"],
            "row_stage": rows["row_stage"],
            "day": rows["received"].where(rows["row_stage"] == FIRST, rows["stage2_requested"]),
            "service": as_compared(rows),
        }
    )


def _numberings(facts: pd.DataFrame) -> dict[int, int]:
    """The numbering of each sheet, named by its first sheet; 0 for the one that all others join."""
    numbering: dict[int, int] = {}
    known = facts.iloc[:0].assign(numbering=0)
    for sheet, own in facts.groupby("sheet", sort=True):
        unlike = _shares_unlike(own, known)
        new = 0 if unlike.empty else int(sheet)
        numbering[sheet] = int(unlike.idxmin()) if len(unlike) and unlike.min() <= MOST else new
        met = [known, own.assign(numbering=numbering[sheet])]
        known = pd.concat(met).drop_duplicates(["key", "row_stage", "numbering"])
    return numbering


def _shares_unlike(own: pd.DataFrame, known: pd.DataFrame) -> pd.Series:
    """Of the references that a sheet shares with each numbering, the part that are two complaints."""
    both = own.merge(known, on="key")
    same_stage = both["row_stage_x"] == both["row_stage_y"]
    apart = (both["day_x"] - both["day_y"]).abs()
    given = both[["service_x", "service_y"]].notna().all(axis=1)
    other_day = (apart > pd.Timedelta(0)) | ~same_stage
    other_service = both["service_x"].ne(both["service_y"]) & given
    unlike = (other_day & other_service) | (same_stage & (apart > FAR))
    of_key = unlike.groupby([both["numbering"], both["key"]]).all()
    return of_key.groupby(level="numbering").mean()
