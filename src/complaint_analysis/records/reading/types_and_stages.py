"""A column that says what a row is and which stage it is about in one: `Complaint Stage 2`, `Compliment`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from complaint_analysis.records.reading.cells import is_no_text
from complaint_analysis.records.reading.columns import each_read
from complaint_analysis.records.reading.exports import ExportSheet
from complaint_analysis.records.reading.notation import Notation
from complaint_analysis.records.reading.stages import are_stages, stage_named, without_stage
from complaint_analysis.records.reading.synonyms import folded

Words = Mapping[str, str]


def types_and_stages(sheet: ExportSheet, notation: Notation) -> tuple[ExportSheet, Notation]:
    """The sheet with a column of types and one of stages, where one column holds both; and the types' words.

    A weak header such as "Type" whose cells are no stages is the column of types where they are types; else
    it is not used.
    """
    sheet = _with_real_stages(sheet, notation)
    places = _places(sheet)
    place = places.get("record_type", places.get("stage_as_recorded"))
    if place is None:
        return sheet, notation
    cells = sheet.rows[place]
    types = _staged_types(cells, notation)
    if not types or {"record_type", "stage_as_recorded"} <= places.keys():
        return sheet, _with_types(notation, types)
    if "stage_as_recorded" in places and not _says_types(cells, notation):
        return sheet, notation
    return _with_both(sheet, place, types, notation), _with_types(notation, types)


def staged_type(cell: str, types: Words) -> str | None:
    """The type that a cell gives beside the stage that it names; a stage alone is a complaint's.

    >>> staged_type("Complaint - Stage 2", {"complaint": "complaint"})
    'complaint'
    """
    if not stage_named(cell):
        return None
    rest = folded(without_stage(cell))
    return types.get(rest) if rest else "complaint"


def _with_real_stages(sheet: ExportSheet, notation: Notation) -> ExportSheet:
    places = _places(sheet)
    place = places.get("stage_as_recorded")
    if place is None or not sheet.header.is_weak(place):
        return sheet
    cells = sheet.rows[place]
    if are_stages(cells, notation.words("stage_as_recorded")):
        return sheet
    others = {at: column for at, column in sheet.header.columns.items() if at != place}
    if "record_type" not in places and _are_record_types(cells, notation):
        others[place] = "record_type"
    return replace(sheet, header=replace(sheet.header, columns=others))


def _places(sheet: ExportSheet) -> dict[str, int]:
    return {column: place for place, column in sheet.header.columns.items()}


def _are_record_types(cells: pd.Series, notation: Notation) -> bool:
    words = notation.words("record_type")
    said = [bool(folded(cell) in words or staged_type(cell, words)) for cell in cells if not is_no_text(cell)]
    return sum(said) * 2 >= len(said) > 0


def _staged_types(cells: pd.Series, notation: Notation) -> dict[str, str]:
    """The type of each cell that names a stage beside it."""
    words = notation.words("record_type")
    found = {cell: words.get(folded(cell)) or staged_type(cell, words) for cell in cells.unique()}
    return {cell: kind for cell, kind in found.items() if kind and stage_named(cell)}


def _says_types(cells: pd.Series, notation: Notation) -> bool:
    """Whether some cells of a column of stages are no stages but types, such as a compliment."""
    stages, types = notation.words("stage_as_recorded"), notation.words("record_type")
    return any(folded(cell) in types and folded(cell) not in stages for cell in cells.unique())


def _with_types(notation: Notation, types: Words) -> Notation:
    own = notation.values.get("record_type", {})
    return (
        replace(notation, values={**notation.values, "record_type": {**types, **own}}) if types else notation
    )


def _with_both(sheet: ExportSheet, place: int, types: Words, notation: Notation) -> ExportSheet:
    """The sheet with its column as that of types, and beside it the cells that name a stage."""
    alone, stages = notation.words("record_type"), notation.words("stage_as_recorded")

    def stage_cell(cell: str) -> str:
        key = folded(cell)
        return cell if cell in types or (key in stages and key not in alone) else ""

    named = each_read(sheet.rows[place], stage_cell, "str")
    beside = max(sheet.rows.columns) + 1
    header = sheet.header
    words = [*header.words, *[""] * (beside - len(header.words)), header.words[place]]
    columns = {**header.columns, place: "record_type", beside: "stage_as_recorded"}
    rows = pd.DataFrame({**sheet.rows, beside: named})
    return replace(sheet, header=replace(header, words=words, columns=columns), rows=rows)
