"""The rows of all sheets, read, staged and keyed; rows that cannot be used are refused whole."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd

from complaint_analysis.council import Council
from complaint_analysis.records.cells import kind_of, read_column
from complaint_analysis.records.dates import is_blank
from complaint_analysis.records.exports import Sheet
from complaint_analysis.records.headers import nearest_columns
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.stages import (
    joining_key,
    said_stage,
    stage_columns_present,
    staged,
    tells_stages,
    without_suffix,
)

PLACE = ["source_year", "source_file", "source_sheet", "source_row"]
REJECTED = [*PLACE, "reason", "cells"]
OTHER = "other: "
"""Before the header of a column that is not known: kept, private, used nowhere."""


def read_rows(sheet: Sheet, council: Council, issues: Issues) -> tuple[pd.DataFrame, pd.DataFrame, set[str]]:
    """A sheet's usable rows under canonical columns, those refused, and the columns it records."""
    sheet = _with_real_stages(sheet, council)
    texts, cells = _text_frame(sheet)
    too_long = _too_long(sheet, cells)
    no_reference = _reference_missing(sheet, texts)
    refused = pd.concat(
        [
            _refused(sheet, cells, too_long, "more filled cells than headers"),
            _refused(sheet, cells, no_reference & ~too_long, "no reference"),
        ]
    )
    texts = texts[~(too_long | no_reference)]
    read = _read(sheet, texts, council, issues)
    rows = staged(read, said_stage(read, read[PLACE], council, issues))
    return rows, refused, stage_columns_present(read, set(sheet.header.columns.values()))


def refuse_rows(rows: pd.DataFrame, reason: pd.Series) -> pd.DataFrame:
    """Rows as `rejected.csv` holds them, each with its reason."""
    return rows[[*PLACE, "cells"]].assign(reason=reason)[REJECTED]


def _with_real_stages(sheet: Sheet, council: Council) -> Sheet:
    """The sheet, without a weak header such as "Type" for stages where its cells say other things."""
    places = {column: place for place, column in sheet.header.columns.items()}
    place = places.get("stage_as_recorded")
    if place is None:
        return sheet
    cells = pd.Series([row[place] if place < len(row) else "" for _, row in sheet.rows], dtype="str")
    if tells_stages(cells, council) or not sheet.header.is_weak(place):
        return sheet
    others = {at: column for at, column in sheet.header.columns.items() if at != place}
    return replace(sheet, header=replace(sheet.header, columns=others))


def _text_frame(sheet: Sheet) -> tuple[pd.DataFrame, pd.Series]:
    width = len(sheet.header.words)
    numbers = [number for number, _ in sheet.rows]
    padded = [(row + [""] * width)[:width] for _, row in sheet.rows]
    texts = pd.DataFrame(padded, columns=range(width), index=range(len(numbers)), dtype="str")
    places = {
        "source_year": sheet.year,
        "source_file": sheet.file,
        "source_sheet": sheet.sheet,
        "source_row": numbers,
    }
    return texts.assign(**places), pd.Series([row for _, row in sheet.rows], index=texts.index, dtype=object)


def _too_long(sheet: Sheet, cells: pd.Series) -> pd.Series:
    words = sheet.header.words
    headers, width = sum(bool(word) for word in words), len(words)
    return cells.map(
        lambda row: (
            any(cell.strip() for cell in row[width:]) or sum(bool(cell.strip()) for cell in row) > headers
        )
    ).astype(bool)


def _reference_missing(sheet: Sheet, texts: pd.DataFrame) -> pd.Series:
    place = next(place for place, column in sheet.header.columns.items() if column == "reference")
    return texts[place].map(is_blank).astype(bool)


def _refused(sheet: Sheet, cells: pd.Series, which: pd.Series, reason: str) -> pd.DataFrame:
    numbers = {index: number for index, (number, _) in enumerate(sheet.rows)}
    rows = [
        (sheet.year, sheet.file, sheet.sheet, numbers[index], reason, as_written(sheet, cells[index]))
        for index in which.index[which]
    ]
    return pd.DataFrame(rows, columns=REJECTED)


def as_written(sheet: Sheet, row: list[str]) -> str:
    """A row as one line of JSON: each filled cell under its header."""
    words = [*sheet.header.words, *[""] * len(row)]
    named = {words[place] or f"column {place + 1}": cell for place, cell in enumerate(row) if cell.strip()}
    return json.dumps(named, ensure_ascii=False)


def _read(sheet: Sheet, texts: pd.DataFrame, council: Council, issues: Issues) -> pd.DataFrame:
    places = texts[PLACE]
    values: dict[str, pd.Series] = {}
    for place, column in sheet.header.columns.items():
        if kind_of(column) is not None:
            values |= read_column(column, texts[place], places, council, issues)
    values |= _unknown_columns(sheet, texts, issues)
    given = [
        place for place, column in sheet.header.columns.items() if column in ("received", "row:received")
    ]
    rows_given = [~texts[place].map(is_blank).astype(bool) for place in given]
    split = [without_suffix(reference) for reference in values["reference"]]
    bare = pd.Series([reference for reference, _ in split], index=texts.index, dtype="str")
    suffix = pd.Series([stage for _, stage in split], index=texts.index, dtype="str")
    return pd.DataFrame(values, index=texts.index).assign(
        **{name: places[name] for name in PLACE},
        cells=[as_written(sheet, sheet.rows[index][1]) for index in texts.index],
        received_given=pd.concat(rows_given, axis=1).any(axis=1) if rows_given else False,
        reference=bare,
        suffix_stage=suffix,
        key=bare.map(joining_key).astype("str"),
    )


def _unknown_columns(sheet: Sheet, texts: pd.DataFrame, issues: Issues) -> dict[str, pd.Series]:
    kept = {}
    for place, word in sheet.header.unknown.items():
        filled = texts[place].str.strip().ne("")
        if filled.any():
            kept[f"{OTHER}{word}"] = texts[place].where(filled)
            issues.add(
                "unknown_header", year=sheet.year, file=sheet.file, sheet=sheet.sheet,
                row=sheet.header.row + 1, column=word, note=nearest_columns(word),
            )  # fmt: skip
    return kept
