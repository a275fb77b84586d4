"""Wide and long exports: which stage a row is about, and its cells under that stage's columns."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.columns import matching
from complaint_analysis.records.reading.dates import is_blank
from complaint_analysis.records.reading.synonyms import folded, value_words

INFORMAL, FIRST, SECOND, THIRD = "0", "1", "2", "3"
UNKNOWN = "unknown"
EXTRA = (INFORMAL, THIRD, UNKNOWN)
"""Stages that the Codes do not know: HO 5.2 and 5.3, LGSCO 5.2 and 6.20."""

_ROW = "row:"
_NAMED = r"stage[\s\-_.]*(?P<number>[0-4]|i{1,3}|zero|one|two|three)"
_SUFFIX = re.compile(
    rf"^(?P<bare>.*[^\s\-_/(.])(?:[\s\-_/.]+\(?|\s*\()(?:(?:s|st|stg)(?P<letter>[0-4])|{_NAMED})\)?$", re.I
)
_IN_A_NAME = re.compile(rf"(?<![a-z]){_NAMED}(?![a-z\d])", re.I)
_PERHAPS_SUFFIX = r"(?i)s[a-z]*[^a-z0-9]*(?:[0-4]|i{1,3}|zero|one|two|three)\)?$"
_BARE_SECOND = re.compile(r"^(?P<bare>.+)[/\-]2$")
_NUMBERS = {"zero": "0", "i": "1", "ii": "2", "iii": "3", "one": "1", "two": "2", "three": "3", "4": "3"}
_REFUSALS = ("accepted", "refused", "refused?", "exclusion_reason", "exclusion_reason?")
_AT_STAGE2 = {
    "accepted": "stage2_refused",
    "refused": "stage2_refused",
    "exclusion_reason": "stage2_refusal_reason",
}
_STAGE2_STEPS = ("stage2_requested", "stage2_acknowledged", "stage2_responded", "stage2_outcome")
_UNSEEN = re.compile(r"[\s\u200b-\u200f\ufeff]+")


def joining_key(reference: str) -> str:
    """A reference as rows are joined by it: without case, space and the unseen marks that copying leaves."""
    return _UNSEEN.sub("", reference).casefold()


def without_suffix(reference: str) -> tuple[str, str | None]:
    """A reference without a suffix that names a stage, and that stage.

    >>> without_suffix("COM/2024/0123-S2"), without_suffix("FS-12 (Stage 1)"), without_suffix("FS-12-2")
    (('COM/2024/0123', '2'), ('FS-12', '1'), ('FS-12-2', None))
    """
    match = _SUFFIX.match(reference.strip())
    if not match:
        return reference.strip(), None
    return match["bare"].strip(), _number(match["letter"] or match["number"])


def joining_keys(references: pd.Series) -> pd.Series:
    """The joining keys of references, those of plain signs all at once."""
    plain = matching(references, "^[!-~]*$")
    others = references[~plain].map(joining_key).astype("str")
    return references.str.lower().where(plain, others.reindex(references.index))


def without_suffixes(references: pd.Series) -> tuple[pd.Series, pd.Series]:
    """References without a suffix that names a stage, and those stages.

    Only a reference that may have one is taken apart.
    """
    bare = references.str.strip()
    perhaps = bare[matching(bare, _PERHAPS_SUFFIX)]
    split = [without_suffix(reference) for reference in perhaps]
    cut = pd.DataFrame(split, columns=["bare", "stage"], index=perhaps.index, dtype="str")
    return cut["bare"].reindex(bare.index).fillna(bare), cut["stage"].reindex(bare.index)


def stage_named(text: str) -> str | None:
    """The one stage that a text names, such as `Stage 2 - review`; None where it names none or several."""
    found = {_number(match["number"]) for match in _IN_A_NAME.finditer(text)}
    return found.pop() if len(found) == 1 else None


def without_stage(text: str) -> str:
    """A text without the stages that it names.

    >>> without_stage("Complaint - Stage 2")
    'Complaint -'
    """
    return _IN_A_NAME.sub(" ", text).strip()


def _number(word: str) -> str:
    return _NUMBERS.get(word.casefold(), word)


def bare_keys(rows: pd.DataFrame) -> pd.Series:
    """The joining keys, with a bare `/2` or `-2` cut where it can only mean a second stage.

    That is where the bare reference is there too and the row itself says stage 2.
    """
    keys = rows["key"]
    bare = keys[rows["row_stage"] == SECOND].str.extract(_BARE_SECOND)["bare"].dropna()
    known = keys[keys.isin(bare.unique())]
    cut = bare[bare.isin(known)]
    return keys.where(~keys.index.isin(cut.index), cut.reindex(keys.index))


def recorded_stages(
    rows: pd.DataFrame, places: pd.DataFrame, words: Mapping[str, str], issues: Issues
) -> pd.Series:
    """The stage that each row's own stage cell says: 0 to 3 or unknown, missing where it says none.

    `words` are those that may stand in such a cell, each with its stage. A sheet without a column of stages
    may name its stage itself.
    """
    if "stage_as_recorded" not in rows:
        return pd.Series(_stage_of_name(places), index=rows.index, dtype="str")
    cells = rows["stage_as_recorded"].dropna()
    said = cells.map({cell: words.get(folded(cell)) or stage_named(cell) for cell in cells.unique()})
    unknown = said.isna() & ~cells.map(is_blank).astype(bool)
    issues.add_rows("unknown_stage", places.loc[unknown.index[unknown]], column="stage_as_recorded")
    return said.mask(unknown, UNKNOWN).reindex(rows.index).astype("str")


def are_stages(cells: pd.Series, words: Mapping[str, str]) -> bool:
    """Whether a column is one of stages: at least half of what it says are stages."""
    said = [folded(cell) in words or bool(stage_named(cell)) for cell in cells if not is_blank(cell)]
    return not said or sum(said) * 2 >= len(said)


def _stage_of_name(places: pd.DataFrame) -> str | None:
    """The stage that the sheet's or the file's own name says: `Stage 2`, `S2`, `stage2-export.csv`."""
    for sheet, file in places[["source_sheet", "source_file"]].head(1).itertuples(index=False):
        whole = None if sheet.strip().isdigit() else value_words("stage").get(folded(sheet))
        return whole or stage_named(sheet) or stage_named(file)
    return None


def under_stages(rows: pd.DataFrame, said: pd.Series) -> pd.DataFrame:
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
        extra_stage=said.isin(EXTRA) | suffix.isin(EXTRA) | rows["extra_stage_filled"],
        has_stage1=stage == FIRST,
    ).drop(columns="extra_stage_filled")
    return _with_refused_escalations(_under_their_stage(rows, stage), stage)


def stage_columns_present(rows: pd.DataFrame, said: pd.Series, names: set[str]) -> set[str]:
    """The columns of both stages that a sheet records, from the names of its headers and its staged rows.

    A neutral header records stage 2 only where the sheet tells stages apart, or is about stage 2 alone.
    """
    stages = _stages_recorded(rows, said, names)
    staged_names = {_staged_name(name, stage) for name in names if name.startswith(_ROW) for stage in stages}
    refusals = {_AT_STAGE2[name] for name in names & _AT_STAGE2.keys() if 2 in stages}
    return {name for name in names if not name.startswith(_ROW)} | staged_names | refusals


def _stages_recorded(rows: pd.DataFrame, said: pd.Series, names: set[str]) -> tuple[int, ...]:
    if any(name in _STAGE2_STEPS for name in names):
        second = rows["row_stage"] == SECOND
        return (2,) if len(rows) and second.all() else (1, 2) if (second & said.eq(SECOND)).any() else (1,)
    if "stage_as_recorded" in names or rows["suffix_stage"].notna().any():
        return (1, 2)
    return (2,) if said.eq(SECOND).any() else () if said.isin(EXTRA).any() else (1,)


def _as_row_columns(rows: pd.DataFrame) -> dict[str, str]:
    named = [column for column in rows if column.startswith("stage1_") or column == "received"]
    renamed = {column: _ROW + column.removeprefix("stage1_") for column in named}
    return {column: new for column, new in renamed.items() if new not in rows}


def _stage_of_rows(rows: pd.DataFrame, said: pd.Series, suffix: pd.Series, wide: bool) -> pd.Series:
    stage = said.fillna(FIRST)
    if wide:
        alone = said.eq(SECOND) & ~_any_filled(rows, "stage2_") & _beside_stage1(rows, said)
        begun = said.eq(INFORMAL) & _any_filled(rows, "stage1_")
        stage = stage.mask(begun | said.eq(THIRD) | (said.eq(SECOND) & ~alone), FIRST)
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
            target = _staged_name(column, number)
            moved[target] = moved[target].fillna(values) if target in moved else values
        if column == f"{_ROW}received":
            moved["extra_received"] = rows[column].where(stage.isin(EXTRA))
    return moved


def _with_refused_escalations(rows: pd.DataFrame, stage: pd.Series) -> pd.DataFrame:
    """On a row about stage 2 alone a refusal is one of the escalation, not of the complaint."""
    second = stage.eq(SECOND)
    given = [column for column in _REFUSALS if column in rows]
    if not second.any() or not given:
        return rows
    cells = rows.reindex(columns=[*_REFUSALS, *_AT_STAGE2.values(), "stage2_refused?"])
    said = cells["accepted"].map({"yes": False, "no": True}).astype("boolean")
    for column in ("refused?", "exclusion_reason?"):
        said = said.fillna(cells[column].astype("boolean"))
    reason = cells["stage2_refusal_reason"].astype("str")
    reason = reason.fillna(cells["exclusion_reason"].astype("str")).fillna(cells["refused"].astype("str"))
    refused = cells["stage2_refused?"].astype("boolean").fillna(said)
    moved = {"stage2_refused?": (refused, cells["stage2_refused?"].astype("boolean")),
             "stage2_refusal_reason": (reason, cells["stage2_refusal_reason"])}  # fmt: skip
    rows = rows.assign(**{column: rows[column].mask(second) for column in given})
    return rows.assign(**{name: new.where(second, old) for name, (new, old) in moved.items()})


def _staged_name(column: str, stage: int) -> str:
    name = column.removeprefix(_ROW)
    if name == "received":
        return "received" if stage == 1 else "stage2_requested"
    return f"stage{stage}_{name}"
