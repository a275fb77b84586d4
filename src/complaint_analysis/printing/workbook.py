"""The workbook of all published tables, to the government's rules for accessible spreadsheets."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from complaint_analysis.printing.table import SHORTHAND, Table
from complaint_analysis.printing.table_formats import inert, notes_of, plain_rows

if TYPE_CHECKING:
    import gptables

SHEET_NAME_LIMIT = 31
_CREATED = datetime(2000, 1, 1)
"""Not the wall clock: the same tables give the same bytes."""

_UNITS = {"per_cent": "%", "gbp": "£"}
_INERT_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_INTRODUCTION = [
    "Each of the following sheets holds one table of the annual complaints performance report.",
    "Marks in square brackets stand where there is no number; the sheet Notes explains them.",
]


def write_workbook(path: Path, tables: Iterable[Table], title: str) -> None:
    """Writes a cover, a contents sheet, a sheet of notes and one sheet for each table."""
    import gptables

    sheets = {"Notes": _notes(), **{sheet_name(table): _sheet(table) for table in tables}}
    cover = gptables.Cover(title=f"Complaints performance tables: {title}", intro=_INTRODUCTION)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for numbered notes, which these tables carry themselves
        workbook = gptables.produce_workbook(path, sheets, cover=cover, workbook_options=_INERT_TEXT)
    workbook.set_properties({"title": title, "created": _CREATED})
    workbook.close()


def sheet_name(table: Table) -> str:
    """The table's name, cut to the length that a sheet's name may have."""
    return table.name[:SHEET_NAME_LIMIT]


def _notes() -> gptables.GPTable:
    import gptables

    marks = pd.DataFrame(SHORTHAND.items(), columns=["Mark", "Meaning"])
    return gptables.GPTable(marks, "notes", "Notes: marks used in the tables", index_columns={})


def _sheet(table: Table) -> gptables.GPTable:
    import gptables

    frame = pd.DataFrame(
        [[_cell(cell) for cell in row] for row in plain_rows(table)],
        columns=[column.heading for column in table.columns],
        dtype=object,
    )
    units = {i: _UNITS[column.kind] for i, column in enumerate(table.columns) if column.kind in _UNITS}
    return gptables.GPTable(
        frame,
        "table_" + re.sub(r"\W", "_", table.name),
        str(inert(table.caption)),
        units=units or None,
        legend=[str(inert(note)) for note in notes_of(table)],
        instructions="This worksheet contains one table.",
        index_columns={2: 0},
    )


def _cell(cell: object) -> object:
    """The cell inert; a text without a letter or figure is left out, as the rules ask.

    What gptables takes for one, since its letters are of another script, is handed over as a formatted text.
    """
    from gptables.core.gptable import FormatList

    if not isinstance(cell, str) or re.search("[A-Za-z0-9]", cell):
        return inert(cell)
    if not any(character.isalnum() for character in cell):
        return None
    return FormatList([{}, str(inert(cell))])
