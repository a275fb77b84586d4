"""The regulator's Tenant Satisfaction Measures workbook as downloaded: CH01 and CH02 of every landlord.

Columns are found by their words, on whatever sheet and under whatever row they stand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from complaint_analysis.council.file_limits import MOST_OF_A_FORM, require_size
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import shown
from complaint_analysis.errors import InputError
from complaint_analysis.oversight.benchmarks.regulator_words import named, vocabulary
from complaint_analysis.records.reading.synonyms import folded
from complaint_analysis.records.reading.workbooks import worksheets

COLUMNS = (
    "year", "landlord_name", "landlord_code", "landlord_type", "tenure", "measure", "published_rate",
    "numerator", "denominator",
)  # fmt: skip
_IDENTITY = {"landlord_name", "landlord_code"}
_COUNTS = ("numerator", "denominator")
_TWO_YEARS = re.compile(r"(?<!\d)(20\d\d)[\W_]*+(?:to[\W_]*+)?(?:20)?(\d\d)(?!\d)")
_LAST_YEAR = re.compile(
    r"(?:tsm|satisfaction measures)[\W_]*(?:20)?(\d\d)(?!\d)|(?<!\d)20(\d\d)[\W_]*tsm", re.I
)

Cells = list[list[Any]]


class Place(NamedTuple):
    """What a column of a sheet holds: a part of one measure for one kind of home."""

    tenure: str
    measure: str
    part: str


def read_workbook(path: Path) -> pd.DataFrame:
    """One row a published figure, with the columns of `COLUMNS`; an InputError names an unusable workbook.

    A figure is taken where numerator and denominator are numbers, and its published rate, if the workbook
    has one, is a number and no code.
    """
    sheets = cells_of(path)
    year = year_of(path, sheets)
    rows = [row for name, cells in sheets.items() for row in _sheet_rows(name, cells)]
    if not rows:
        raise unreadable(path, "no sheet of the workbook has landlords with their CH01 and CH02")
    return pd.DataFrame([{"year": year} | row for row in rows], columns=list(COLUMNS))


def unreadable(path: Path, what: str) -> InputError:
    """The error of a file of the benchmarks folder that cannot be used."""
    do = "download it again from the regulator and leave it as it is, or take it out of the folder"
    return InputError(what, where=shown(path), do=do)


def number(cell: object) -> float | None:
    """A cell as a number, text such as `1,234` too; None for a code such as [X] and all else.

    >>> number("1,234"), number(86.0), number("[U]"), number(True)
    (1234.0, 86.0, None, None)
    """
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        return None
    try:
        value = float(cell.replace(",", "").rstrip("% ")) if isinstance(cell, str) else float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def cells_of(path: Path) -> dict[str, Cells]:
    """The cells of each sheet of a workbook; an InputError where it cannot be opened."""
    require_size(path, MOST_OF_A_FORM, shown(path))
    sheets = worksheets(path, shown(path), partial(_not_opened, path))
    return {sheet.name: [*sheet.cells] for sheet in sheets}


def _not_opened(path: Path, why: str, _: str) -> InputError:
    return unreadable(path, f"the workbook cannot be opened ({why})")


def year_of(path: Path, sheets: dict[str, Cells]) -> str:
    """The year that the file's name, a sheet's name or a sheet's title says, in that order."""
    titles = [title for cells in sheets.values() if (title := _title(cells))]
    for text in (path.stem, *sheets, *titles):
        if year := _year_in(text):
            return year
    raise InputError(
        "the workbook does not say of which year it is",
        where=shown(path),
        do="put the year into the file's name, for example tsm-2024-25.xlsx",
    )


def _title(cells: Cells) -> str:
    return next((str(cell) for row in cells for cell in row if str(cell).strip()), "")


def _year_in(text: str) -> str | None:
    """The reporting year of a text: written out, or as the year in which it ends after or before `TSM`.

    >>> _year_in("tsm-2024-25"), _year_in("TSM25_Management_Info"), _year_in("Notes")
    ('2024-25', '2024-25', None)
    """
    for match in _TWO_YEARS.finditer(text):
        if (int(match[1]) + 1) % 100 == int(match[2]):
            return ReportingYear(int(match[1])).name
    last = _LAST_YEAR.search(text)
    return ReportingYear(2000 + int(last[1] or last[2]) - 1).name if last else None


def _sheet_rows(name: str, cells: Cells) -> Iterator[dict[str, Any]]:
    """The figures of a sheet; none where it has no header with a landlord's name and code."""
    header = header_of(cells)
    if header is None:
        return
    about, places = _landlord(cells[header]), _places(name, cells[header])
    for row in cells[header + 1 :]:
        landlord = {key: _text(row[at]) for key, at in about.items()}
        if landlord["landlord_name"] and landlord["landlord_code"]:
            yield from ({"landlord_type": ""} | landlord | figure for figure in _figures(row, places))


def header_of(cells: Cells) -> int | None:
    """Which row names a landlord's name and code; None where none does."""
    return next((at for at, row in enumerate(cells) if _landlord(row).keys() >= _IDENTITY), None)


def _text(cell: object) -> str:
    """A cell as text; a code of digits that the workbook holds as a number is without its decimal point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _landlord(row: Sequence[object]) -> dict[str, int]:
    """Where a row that is a header has the landlord's name, code and type; footnote digits are cut."""
    known = {folded(word): key for key, words in vocabulary("landlord").items() for word in words}
    found = {
        known.get(folded(str(cell)).rstrip("0123456789")): at for at, cell in reversed([*enumerate(row)])
    }
    return {key: at for key, at in found.items() if key}


def _places(sheet: str, header: Sequence[object]) -> dict[Place, int]:
    """Where a header has each part of each measure; the first column with it counts."""
    found = {_place(sheet, str(cell)): at for at, cell in reversed([*enumerate(header)])}
    return {place: at for place, at in found.items() if place}


def _place(sheet: str, heading: str) -> Place | None:
    """What a heading names; the kind of home may stand in the sheet's name instead."""
    measure, stage, part = (named(heading, kind) for kind in ("measure", "stage", "part"))
    tenure = named(heading, "tenure") or named(sheet, "tenure")
    if not (measure and stage and part and tenure) or part == "extension":
        return None
    return Place(tenure, f"{measure}_{stage}", part)


def _figures(row: Sequence[object], places: dict[Place, int]) -> Iterator[dict[str, Any]]:
    """The figures of one landlord that have numbers in all their parts."""
    for tenure, measure in dict.fromkeys((place.tenure, place.measure) for place in places):
        parts = {
            place.part: number(row[at])
            for place, at in places.items()
            if (place.tenure, place.measure) == (tenure, measure)
        }
        if {*_COUNTS} <= parts.keys() and None not in parts.values():
            yield {"tenure": tenure, "measure": measure, "published_rate": None} | parts
