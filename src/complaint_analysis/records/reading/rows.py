"""The rows of all sheets, read, staged and keyed; rows that cannot be used are refused whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import pandas as pd

from complaint_analysis.council.text_files import MOST_SHOWN
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.cells import (
    are_no_texts,
    is_no_text,
    kind_of,
    names_a_member,
    of_complaint,
    read_column,
    says_no,
    statutory_by_type,
)
from complaint_analysis.records.reading.columns import each_read, is_filled, longer_than, repeated, rows_where
from complaint_analysis.records.reading.exports import ExportSheet
from complaint_analysis.records.reading.notation import Notation
from complaint_analysis.records.reading.references import require_undamaged
from complaint_analysis.records.reading.stages import (
    joining_keys,
    recorded_stages,
    stage_columns_present,
    under_stages,
    without_suffixes,
)
from complaint_analysis.records.reading.types_and_stages import types_and_stages

PLACE = ["source_year", "source_file", "source_sheet", "source_row"]
SHEET_OF = PLACE[:3]
"""What names the sheet that a row stands in."""
REJECTED = [*PLACE, "reason", "cells"]
COUNTED_WHERE_BLANK = ("record_type", "accepted", "remedies", "compensation_gbp")
"""Columns of which nought is counted where they are blank, and nothing where they hold another thing: a
"Contact type" of ways to complain tells no service requests from complaints."""
OTHER = "other: "
"""Before the header of a column that is not known: kept, private, used nowhere."""


def read_rows(
    sheet: ExportSheet, notation: Notation, issues: Issues
) -> tuple[pd.DataFrame, pd.DataFrame, set[str]]:
    """A sheet's usable rows under canonical columns, those refused, and the columns it records."""
    sheet, notation = types_and_stages(sheet, notation)
    require_undamaged(sheet.rows[_place_of_reference(sheet)], sheet.shown)
    texts = _text_frame(sheet)
    too_long = _too_long(sheet)
    no_reference = _reference_missing(sheet, texts)
    refused = pd.concat(
        [
            _refused_rows(sheet, texts, too_long, "more filled cells than headers"),
            _refused_rows(sheet, texts, no_reference & ~too_long, "no reference"),
        ]
    )
    texts = _cut(sheet, rows_where(texts, ~(too_long | no_reference)), issues)
    read = _canonical_columns(sheet, texts, notation, issues)
    said = recorded_stages(read, read[PLACE], notation.words("stage_as_recorded"), issues)
    differs = read["suffix_stage"].notna() & said.notna() & (read["suffix_stage"] != said)
    issues.add_rows("suffix_against_stage", read.loc[differs, PLACE], column="stage_as_recorded")
    rows = under_stages(read, said)
    return rows, refused, stage_columns_present(rows, said, _recorded_columns(sheet, texts, read))


def _recorded_columns(sheet: ExportSheet, texts: pd.DataFrame, read: pd.DataFrame) -> set[str]:
    """The columns that a sheet's headers stand for; one "Extended" that holds dates gives new dates too."""
    columns = sheet.header.columns.items()
    names = {
        of_complaint(column)
        for place, column in columns
        if not _holds_another_thing(column, texts[place], read)
    }
    dated = {name for name in names if name.endswith("extended") and read[name].notna().any()}
    return names | {f"{name}_to" for name in dated}


def _holds_another_thing(column: str, cells: pd.Series, read: pd.DataFrame) -> bool:
    """Whether a column says something, and nothing that can be read as what its header stands for."""
    name = of_complaint(column)
    if name not in COUNTED_WHERE_BLANK or not (read[name].isna() | read[name].eq("")).all():
        return False
    return bool(each_read(cells, lambda cell: not (is_no_text(cell) or says_no(cell)), "bool").any())


def refuse_rows(rows: pd.DataFrame, reason: pd.Series, sheets: list[ExportSheet]) -> pd.DataFrame:
    """Rows as `rejected.csv` holds them, each with its reason and what its sheet has there."""
    of_place = {(sheet.year, sheet.file, sheet.sheet): sheet for sheet in sheets}
    places = rows[PLACE].itertuples(index=False)
    cells = [as_written(of_place[year, file, name], row) for year, file, name, row in places]
    return rows[PLACE].assign(reason=reason, cells=pd.Series(cells, index=rows.index, dtype="str"))[REJECTED]


def _text_frame(sheet: ExportSheet) -> pd.DataFrame:
    """The cells under the headers, with where each row stood."""
    texts = sheet.rows[list(range(len(sheet.header.words)))]
    numbers = pd.Series(texts.index, index=texts.index)
    names = zip(PLACE, (sheet.year, sheet.file, sheet.sheet), strict=False)
    return texts.assign(**{name: repeated(said, texts.index) for name, said in names}, source_row=numbers)


def _cut(sheet: ExportSheet, texts: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """The cells without what is longer than a spreadsheet's cell, each told.

    A description stays whole: it is cut where it is shown, after what names a person was taken out of it.
    """
    cut: dict[int, pd.Series] = {}
    for place, word in enumerate(sheet.header.words):
        long = longer_than(texts[place], MOST_SHOWN)
        column = sheet.header.columns.get(place, word).removeprefix("row:")
        issues.add_rows("long_text", texts.loc[long, PLACE], column=column)
        if long.any() and column != "description":
            cut[place] = texts[place].str.slice(0, MOST_SHOWN)
    return pd.DataFrame({**texts, **cut}) if cut else texts


def _too_long(sheet: ExportSheet) -> pd.Series:
    """Rows of a text that an unquoted comma made longer than their header.

    Cells beside the table are no such thing: in a workbook they can only be an unknown column, and so they
    are in a text without a row that is longer than the header's own cells.
    """
    words, rows = sheet.header.words, sheet.rows
    named = [place for place, word in enumerate(words) if word]
    if not sheet.is_delimited or rows.shape[1] <= len(words):
        return pd.Series(False, index=rows.index)
    beyond = _number_filled(rows, range(named[-1] + 1, rows.shape[1]))
    more = _number_filled(rows, named) + beyond > len(named)
    return (beyond > 0) & (more | (_number_filled(rows, range(len(words), rows.shape[1])) > 0))


def _number_filled(rows: pd.DataFrame, places: Iterable[int]) -> pd.Series:
    none = pd.Series(0, index=rows.index)
    return sum((is_filled(rows[place]).astype(int) for place in places), start=none)


def _reference_missing(sheet: ExportSheet, texts: pd.DataFrame) -> pd.Series:
    return are_no_texts(texts[_place_of_reference(sheet)])


def _place_of_reference(sheet: ExportSheet) -> int:
    return next(place for place, column in sheet.header.columns.items() if column == "reference")


def _refused_rows(sheet: ExportSheet, texts: pd.DataFrame, which: pd.Series, reason: str) -> pd.DataFrame:
    refused = texts.loc[which, PLACE]
    return refuse_rows(refused, repeated(reason, refused.index), [sheet])


def as_written(sheet: ExportSheet, number: int) -> str:
    """A row of a sheet as one line of JSON: each filled cell under its header."""
    row = sheet.rows.loc[number].tolist()
    named: dict[str, str] = {}
    for place, cell in enumerate(row):
        if cell.strip():
            named.setdefault(sheet.header.named(place), cell)  # what was read from a column stands after it
    return json.dumps(named, ensure_ascii=False)


def _canonical_columns(
    sheet: ExportSheet, texts: pd.DataFrame, notation: Notation, issues: Issues
) -> pd.DataFrame:
    places = texts[PLACE]
    values: dict[str, pd.Series] = {}
    for place, column in sheet.header.columns.items():
        if kind_of(column) is not None and of_complaint(column) == column:
            values |= read_column(column, texts[place], places, notation, issues)
    values |= _of_each_stage(sheet, texts, notation, issues)
    if sheet.service:
        values["service"] = pd.Series(sheet.service, index=texts.index, dtype="str")
    values |= _said_by_type(sheet, texts, values)
    values |= _unknown_columns(sheet, texts, issues)
    given = [
        place for place, column in sheet.header.columns.items() if column in ("received", "row:received")
    ]
    rows_given = [~are_no_texts(texts[place]) for place in given]
    bare, suffix = without_suffixes(values["reference"])
    return pd.DataFrame(values, index=texts.index).assign(
        **{name: places[name] for name in PLACE},
        received_given=pd.concat(rows_given, axis=1).any(axis=1) if rows_given else False,
        reference=bare,
        extra_stage_filled=_any_answered(texts, sheet.header.extra_stages),
        suffix_stage=suffix,
        key=joining_keys(bare),
    )


def _said_by_type(
    sheet: ExportSheet, texts: pd.DataFrame, values: Mapping[str, pd.Series]
) -> dict[str, pd.Series]:
    """What the type of a record says beside it: that a councillor or MP asked, that a procedure of its own
    applies. A column of regimes is believed before."""
    place = next((at for at, column in sheet.header.columns.items() if column == "record_type"), None)
    if place is None:
        return {}
    asked = each_read(texts[place], names_a_member, "boolean")
    statutory = each_read(texts[place], statutory_by_type, "str")
    given = values.get("regime")
    return {"asked_by_member": asked, "regime": statutory if given is None else given.fillna(statutory)}


def _of_each_stage(
    sheet: ExportSheet, texts: pd.DataFrame, notation: Notation, issues: Issues
) -> dict[str, pd.Series]:
    """What headers give for each stage apart, as the complaint's: stage 2 adds to stage 1."""
    apart = {
        column: place for place, column in sheet.header.columns.items() if of_complaint(column) != column
    }
    values: dict[str, pd.Series] = {}
    for column in sorted(apart):
        read = read_column(of_complaint(column), texts[apart[column]], texts[PLACE], notation, issues)
        for name, cells in read.items():
            values[name] = _with_later(values[name], cells, kind_of(name)) if name in values else cells
    return values


def _with_later(first: pd.Series, later: pd.Series, kind: str | None) -> pd.Series:
    """A stage's cells and a later stage's as one: sums added, lists and texts gathered, else the later."""
    if kind == "money":
        return first.add(later, fill_value=0)
    if kind in ("list", "text"):
        both = first.astype("str") + "; " + later.astype("str")
        gathered = both.map(lambda said: "; ".join(dict.fromkeys(said.split("; "))), na_action="ignore")
        return gathered.fillna(first).fillna(later)
    return later.fillna(first)


def _any_answered(texts: pd.DataFrame, places: list[int]) -> pd.Series:
    said = [
        each_read(texts[place], lambda cell: not (is_no_text(cell) or says_no(cell)), "bool")
        for place in places
    ]
    return pd.concat(said, axis=1).any(axis=1) if said else pd.Series(False, index=texts.index)


def _unknown_columns(sheet: ExportSheet, texts: pd.DataFrame, issues: Issues) -> dict[str, pd.Series]:
    kept: dict[str, pd.Series] = {}
    for place in sheet.header.unused:
        filled = is_filled(texts[place])
        word = sheet.header.named(place)
        if not filled.any():
            continue
        name = f"{OTHER}{word}"
        kept[name if name not in kept else f"{name} (column {place + 1})"] = texts[place].where(filled)
        if place not in sheet.header.kept and place not in sheet.header.passed_over:
            issues.add(
                "unknown_header", year=sheet.year, file=sheet.file, sheet=sheet.sheet,
                row=sheet.header.row + 1, column=word, note=sheet.header.hint(place),
            )  # fmt: skip
    return kept
