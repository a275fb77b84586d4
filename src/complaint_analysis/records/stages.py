"""Wide and long exports: which stage a row is about, and its cells under that stage's columns."""

from __future__ import annotations

import re

import pandas as pd

from complaint_analysis.council import Council
from complaint_analysis.records.cells import own_words
from complaint_analysis.records.dates import is_blank
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.words import folded, value_words

INFORMAL, FIRST, SECOND, THIRD = "0", "1", "2", "3"
UNKNOWN = "unknown"
EXTRA = (INFORMAL, THIRD, UNKNOWN)
"""Stages that the Codes do not know: HO 5.2 and 5.3, LGSCO 5.2 and 6.20."""

_ROW = "row:"
_NUMBER = r"(?P<number>[0-4]|i{1,3}|one|two|three)"
_SUFFIX = re.compile(
    rf"^(?P<bare>.*[^\s\-_/(.])(?:[\s\-_/.]+\(?|\s*\()(?:s|st|stg|stage)[\s\-_.]*{_NUMBER}\)?$", re.I
)
_IN_A_NAME = re.compile(rf"(?<![a-z])stage[\s\-_]*{_NUMBER}(?![a-z\d])", re.I)
_BARE_SECOND = re.compile(r"^(?P<bare>.+)[/\-]2$")
_NUMBERS = {"i": "1", "ii": "2", "iii": "3", "one": "1", "two": "2", "three": "3", "4": "3"}
_STAGE2_STEPS = ("stage2_requested", "stage2_acknowledged", "stage2_responded", "stage2_outcome")


def joining_key(reference: str) -> str:
    """A reference as rows are joined by it: without case and space."""
    return re.sub(r"\s+", "", reference).casefold()


def without_suffix(reference: str) -> tuple[str, str | None]:
    """A reference without a suffix that names a stage, and that stage.

    >>> without_suffix("COM/2024/0123-S2"), without_suffix("FS-12 (Stage 1)"), without_suffix("FS-12-2")
    (('COM/2024/0123', '2'), ('FS-12', '1'), ('FS-12-2', None))
    """
    match = _SUFFIX.match(reference.strip())
    if not match:
        return reference.strip(), None
    number = match["number"].casefold()
    return match["bare"].strip(), _NUMBERS.get(number, number)


def bare_keys(rows: pd.DataFrame) -> pd.Series:
    """The joining keys, with a bare `/2` or `-2` cut where it can only mean a second stage.

    That is where the bare reference is there too and the row itself says stage 2.
    """
    known = set(rows["key"])
    match = rows["key"].str.extract(_BARE_SECOND)["bare"]
    cut = match.isin(known) & (rows["row_stage"] == SECOND)
    return rows["key"].where(~cut, match)


def said_stage(rows: pd.DataFrame, places: pd.DataFrame, council: Council, issues: Issues) -> pd.Series:
    """The stage that each row's own stage cell says: 0 to 3 or unknown, missing where it says none.

    A sheet without a column of stages may name its stage itself.
    """
    if "stage_as_recorded" not in rows:
        return pd.Series(_stage_of_name(places), index=rows.index, dtype="str")
    words = value_words("stage") | own_words("stage_as_recorded", council)
    cells = rows["stage_as_recorded"].dropna()
    said = cells.map({cell: words.get(folded(cell)) for cell in cells.unique()})
    unknown = said.isna() & ~cells.map(is_blank).astype(bool)
    issues.add_rows("unknown_stage", places.loc[unknown.index[unknown]], column="stage_as_recorded")
    return said.mask(unknown, UNKNOWN).reindex(rows.index).astype("str")


def tells_stages(cells: pd.Series, council: Council) -> bool:
    """Whether a column is one of stages: at least half of what it says are stages."""
    words = value_words("stage") | own_words("stage_as_recorded", council)
    said = [folded(cell) in words for cell in cells if not is_blank(cell)]
    return not said or sum(said) * 2 >= len(said)


def _stage_of_name(places: pd.DataFrame) -> str | None:
    """The stage that the sheet's or the file's own name says: `Stage 2`, `stage2-export.csv`."""
    for column in ("source_sheet", "source_file"):
        for name in places[column].head(1):
            if match := _IN_A_NAME.search(name):
                return _NUMBERS.get(match["number"].casefold(), match["number"])
    return None


def staged(rows: pd.DataFrame, said: pd.Series) -> pd.DataFrame:
    """The rows with every `row:` column under the stage that the row is about.

    Adds `row_stage` (0 to 3), `extra_stage` and `has_stage1`. A sheet with columns of stage 2 is wide:
    its rows are about stage 1 and 2 at once, unless the reference's suffix, or a row of stage 1 beside it,
    shows a row to be of stage 2 alone.
    """
    suffix = rows["suffix_stage"]
    wide = any(column in rows for column in _STAGE2_STEPS)
    said = said.where(said != UNKNOWN, FIRST) if wide else said
    if not wide and (said.eq(SECOND).any() or suffix.eq(SECOND).any()):
        rows = rows.rename(columns=_as_row_columns(rows))
    stage = _stage_of_rows(rows, said, suffix, wide)
    rows = rows.assign(
        row_stage=stage,
        extra_stage=said.isin(EXTRA) | suffix.isin(EXTRA),
        has_stage1=(stage == FIRST) | (stage.eq(INFORMAL) & _any_filled(rows, "stage1_")),
    )
    return _under_their_stage(rows, stage)


def stage_columns_present(rows: pd.DataFrame, names: set[str]) -> set[str]:
    """The columns of both stages that a sheet records, from the names of its headers.

    A neutral header records stage 2 only where the sheet tells stages apart.
    """
    tells = "stage_as_recorded" in names or rows["suffix_stage"].notna().any()
    wide = any(name in _STAGE2_STEPS for name in names)
    stages = (1, 2) if tells and not wide else (1,)
    staged_names = {_target(name, stage) for name in names if name.startswith(_ROW) for stage in stages}
    return {name for name in names if not name.startswith(_ROW)} | staged_names


def _as_row_columns(rows: pd.DataFrame) -> dict[str, str]:
    named = [column for column in rows if column.startswith("stage1_") or column == "received"]
    renamed = {column: _ROW + column.removeprefix("stage1_") for column in named}
    return {column: new for column, new in renamed.items() if new not in rows}


def _stage_of_rows(rows: pd.DataFrame, said: pd.Series, suffix: pd.Series, wide: bool) -> pd.Series:
    stage = said.fillna(FIRST)
    if wide:
        alone = said.eq(SECOND) & ~_any_filled(rows, "stage2_") & _beside_stage1(rows, said)
        stage = stage.mask(said.eq(THIRD) | (said.eq(SECOND) & ~alone), FIRST)
        second_only = _any_filled(rows, "stage2_") & ~_any_filled(rows, "stage1_") & ~rows["received_given"]
        stage = stage.mask(second_only & stage.eq(FIRST), SECOND)
    return suffix.fillna(stage)


def _beside_stage1(rows: pd.DataFrame, said: pd.Series) -> pd.Series:
    return rows["key"].isin(set(rows["key"][said.eq(FIRST)]))


def _any_filled(rows: pd.DataFrame, prefix: str) -> pd.Series:
    named = [column for column in rows if column.startswith(prefix) and not column.endswith("?")]
    return rows[named].notna().any(axis=1)


def _under_their_stage(rows: pd.DataFrame, stage: pd.Series) -> pd.DataFrame:
    neutral = [column for column in rows if column.startswith(_ROW)]
    moved = rows.drop(columns=neutral)
    for column in neutral:
        for number in (1, 2):
            values = rows[column].where(stage == str(number))
            target = _target(column, number)
            moved[target] = moved[target].fillna(values) if target in moved else values
        if column == f"{_ROW}received":
            moved["extra_received"] = rows[column].where(stage.isin(EXTRA))
    return moved


def _target(column: str, stage: int) -> str:
    name = column.removeprefix(_ROW)
    if name == "received":
        return "received" if stage == 1 else "stage2_requested"
    return f"stage{stage}_{name}"
