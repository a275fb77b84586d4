"""The officers' tracker: a workbook, a row a complaint, filled in by hand beside the CRM."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from demonstration.case import Case, as_seen_on
from demonstration.chance import Chance
from demonstration.plan import data, plan
from demonstration.showing import in_words, value_of

Row = dict[str, Any]
YEAR = "2024-25"
CREATED = datetime(2025, 5, 30, 9, 0)
UNREADABLE = {"received": "245 February 2025"}
OPEN, CLOSED = "Amber", "Green"


def tracker_rows(cases: list[Case], copied: dict[str, set[str]], chance: Chance) -> list[Row]:
    """The rows by header. `copied` gives, by reference, the headers that the CRM fills for the case too."""
    rows = [_row(case, copied.get(case.reference, set()), chance) for case in cases]
    undecided = [row for row in rows if row["Remedies"] and not row["Follow up due"]]
    for row in chance.some_of(undecided, plan()["crm"]["no_date_yet"]):
        row["Follow up due"] = "TBC"
    usable = [row for row, case in zip(rows, cases, strict=True) if not case.spoilt]
    for row in chance.some_of(usable, plan()["crm"]["exact_repeats_tracker"]):
        rows.insert(rows.index(row) + 1, dict(row))
    return rows


def write_tracker(path: Path, rows: list[Row]) -> None:
    """Writes the workbook: a title and a note above the header, a total below, a second sheet of notes."""
    settings = data("tracker-columns.toml")
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"created": CREATED, "title": settings["title"]})
        sheet = book.add_worksheet(settings["sheet"])
        sheet.write_string(0, 0, settings["title"])
        sheet.write_string(1, 0, settings["note"])
        sheet.write_row(3, 0, _headers())
        for number, row in enumerate(rows, start=4):
            _write(sheet, number, row)
        sheet.write_row(len(rows) + 4, 0, [settings["total_label"], len(rows)])
        sheet.freeze_panes(4, 1)
        book.add_worksheet(settings["notes_sheet"]).write_column(0, 0, settings["notes"])


def _headers() -> list[str]:
    return [column["header"] for column in data("tracker-columns.toml")["column"]]


def _write(sheet: Any, number: int, row: Row) -> None:
    for place, header in enumerate(_headers()):
        value = row[header]
        if isinstance(value, date):
            sheet.write_datetime(number, place, datetime(value.year, value.month, value.day))
        elif value not in ("", None):
            sheet.write(number, place, value)


def _row(case: Case, copied: set[str], chance: Chance) -> Row:
    seen = as_seen_on(case, plan()["year"][YEAR]["extracted_on"])
    row = {
        column["header"]: _value(seen, column["value"]) for column in data("tracker-columns.toml")["column"]
    }
    if case.spoilt:
        row[_header_of(case.spoilt)] = UNREADABLE.get(case.spoilt, "")
    for header in data("tracker-columns.toml")["left_out"]:
        if header in copied and chance.happens(plan()["crm"]["blank_in_tracker_pct"] / 100):
            row[header] = ""
    return {header: _as_typed(header, value, chance) for header, value in row.items()}


def _header_of(value: str) -> str:
    columns = data("tracker-columns.toml")["column"]
    return next(column["header"] for column in columns if column["value"] == value)


def _value(case: Case, path: str) -> Any:
    if path == "withdrawn":
        return "Y" if any(stage.withdrawn for stage in case.stages) else ""
    if path == "closed":
        return case.stages[-1].closed
    if path == "rag":
        return CLOSED if case.stages[-1].closed else OPEN
    value = value_of(case, path, stage1=case.stage1, stage2=case.stage2)
    return in_words(path, value, data("tracker-columns.toml")["words"])


def _as_typed(header: str, value: Any, chance: Chance) -> Any:
    """Most dates are real dates; some were typed as words, and some empty cells say n/a."""
    if isinstance(value, date) and chance.happens(plan()["crm"]["text_dates_pct"] / 100):
        return f"{value.day} {value:%B %Y}"
    if header.endswith("Extended to") and not value:
        return "n/a" if chance.happens(plan()["crm"]["not_applicable_pct"] / 100) else ""
    return value
