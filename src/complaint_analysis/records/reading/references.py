"""References as an export holds them: those that a spreadsheet damaged, and those that it does not have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from complaint_analysis.council.settings import Exports
from complaint_analysis.errors import InputError
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.columns import matching
from complaint_analysis.records.reading.exports import ExportSheet

_SCIENTIFIC = r"^\s*[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+\s*$"


def require_undamaged(references: pd.Series, where: str) -> None:
    """Nothing where no reference is in scientific notation; else an InputError with how to export again.

    A long number that Excel wrote as 1.01003E+11 has lost the digits that tell one complaint from another.
    """
    damaged = references.index[matching(references, _SCIENTIFIC)]
    if len(damaged):
        raise InputError(
            f"{len(damaged):,} references are in scientific notation, as Excel writes long numbers: "
            "their last digits are lost, and several complaints have one reference",
            where=f"{where}, row {damaged[0]}",
            do="take the file as the case system wrote it, without saving it in Excel; or import it there "
            "(Data, From Text/CSV) with the column of references as Text, and save that",
        )


def with_numbered_rows(sheet: ExportSheet, settings: Exports, issues: Issues) -> ExportSheet:
    """A sheet in which, as the settings say, no column identifies the complaint, with references of its rows.

    They are the file, the sheet and the number of the row. Any other sheet stays as it is.
    """
    if not settings.numbers_rows(sheet.file):
        return sheet
    issues.add("rows_numbered", year=sheet.year, file=sheet.file, sheet=sheet.sheet)
    name = "-".join(filter(None, [Path(sheet.file).stem, sheet.sheet]))
    place = max(sheet.rows.columns, default=0) + 1
    numbers = name + "-" + sheet.rows.index.astype("str")
    others = {at: column for at, column in sheet.header.columns.items() if column != "reference"}
    words = [*sheet.header.words, *[""] * (place - len(sheet.header.words)), "row number"]
    header = replace(sheet.header, words=words, columns={**others, place: "reference"})
    return replace(sheet, header=header, rows=pd.DataFrame({**sheet.rows, place: numbers}))
