"""The tracker template: a workbook of the canonical columns, with words to choose from and date cells."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from complaint_analysis.classify import taxonomy
from complaint_analysis.records.dictionary import ColumnDescription, template_columns

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 5000
"""So many rows have their drop-downs and date cells ready."""
COMPLAINTS, NOTES, WORDS = "Complaints", "Notes", "Words"
NEEDED = ("reference", "received", "service")
_LONGEST_LIST = 255
_SUGGESTED = {"category": ("category_housing", "category_lgsco"), "cause": ("cause",)}
_CREATED = datetime(2000, 1, 1)
_INTRODUCTION = (
    "How to fill in the sheet Complaints",
    "One row is one complaint, with both its stages. Dark headings are needed; the others say more.",
    "Delete the columns that you do not keep: an empty column says that there was none of it, "
    "a missing one that it is not recorded.",
    "Nothing on this sheet and on the sheet Words is read.",
)


def write_tracker(path: Path) -> None:
    """Writes the blank tracker: the sheet to fill in, a sheet of notes, and one of words to choose from."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"title": "Complaints tracker", "created": _CREATED})
        columns = tracker_columns()
        sheet = workbook.add_worksheet(COMPLAINTS)
        notes, words = workbook.add_worksheet(NOTES), workbook.add_worksheet(WORDS)
        _write_notes(workbook, notes, columns)
        ranges = _write_words(workbook, words)
        _write_complaints(workbook, sheet, columns, ranges)


def tracker_columns() -> list[ColumnDescription]:
    """The tracker's columns in the order in which a case fills them."""
    requests = ("stage2_requested", "stage2_refused", "stage2_refusal_reason")
    columns = template_columns()
    asked = [column for column in columns if column.name in requests]
    others = [column for column in columns if column.name not in requests]
    first = next(place for place, column in enumerate(others) if column.name.startswith("stage2_"))
    return [*others[:first], *asked, *others[first:]]


def _write_complaints(
    workbook: Workbook, sheet: Worksheet, columns: list[ColumnDescription], ranges: dict[str, str]
) -> None:
    plain = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
    optional = workbook.add_format({**plain, "bg_color": "#dfe6ee"})
    needed = workbook.add_format({**plain, "bg_color": "#12436D", "font_color": "#ffffff"})
    day, text = workbook.add_format({"num_format": "dd/mm/yyyy"}), workbook.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, needed if column.name in NEEDED else optional)
        cells = day if column.kind.startswith("date") else text if column.name == "reference" else None
        sheet.set_column(place, place, 40 if column.name in ("description", "learning") else 18, cells)
        if rule := _validation(column, ranges):
            sheet.data_validation(1, place, ROWS, place, rule)


def _validation(column: ColumnDescription, ranges: dict[str, str]) -> dict[str, Any] | None:
    """What a cell of a column accepts; only a hint where another word may stand too."""
    if column.kind in ("date", "date_or_words"):
        return {
            "validate": "date",
            "criteria": ">=",
            "value": date(2000, 1, 1),
            "error_title": "A date",
            "error_message": "Write a day such as 16/09/2025.",
        }
    words = column.words
    if column.name in ranges:
        return _one_of(f"={ranges[column.name]}", strict=False)
    if words and len(",".join(words)) <= _LONGEST_LIST:
        return _one_of(list(words), strict=column.kind in ("fixed", "flag"))
    return None


def _one_of(source: list[str] | str, *, strict: bool) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_type": "stop" if strict else "information",
        "error_title": "A word of the list",
        "error_message": "Choose from the list; the sheet Notes explains the words.",
    }


def _write_notes(workbook: Workbook, sheet: Worksheet, columns: list[ColumnDescription]) -> None:
    bold, wrap = (
        workbook.add_format({"bold": True}),
        workbook.add_format({"text_wrap": True, "valign": "top"}),
    )
    for row, line in enumerate(_INTRODUCTION):
        sheet.write_string(row, 0, line, bold if row == 0 else None)
    top = len(_INTRODUCTION) + 1
    for place, heading in enumerate(("Heading", "What it holds", "How to fill it", "Words to choose from")):
        sheet.write_string(top, place, heading, bold)
    for row, column in enumerate(columns, start=top + 1):
        cells = (column.name, column.meaning, column.to_fill, ", ".join(column.words))
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, wrap)
    for place, width in enumerate((34, 70, 28, 70)):
        sheet.set_column(place, place, width)


def _write_words(workbook: Workbook, sheet: Worksheet) -> dict[str, str]:
    """Writes the longer lists, a column each; the cells of each by the column that chooses from it."""
    bold, ranges = workbook.add_format({"bold": True}), {}
    for place, (name, kinds) in enumerate(_SUGGESTED.items()):
        words = list(
            dict.fromkeys(taxonomy.printed(kind, label) for kind in kinds for label in taxonomy.labels(kind))
        )
        for row, word in enumerate([f"Words for {name}", *words]):
            sheet.write_string(row, place, word, bold if row == 0 else None)
        sheet.set_column(place, place, 44)
        letter = chr(ord("A") + place)
        ranges[name] = f"{WORDS}!${letter}$2:${letter}${len(words) + 1}"
    return ranges
