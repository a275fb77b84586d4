"""The lines of a form from each kind of file: text, CSV, Word and spreadsheets."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import python_calamine

from complaint_analysis.council import shown
from complaint_analysis.errors import InputError
from complaint_analysis.self_assessment.assembling import Line, Piece

_TAG = re.compile(r"</?(?:p|u|b|i|em|strong|span|div|a|br|ul|ol|li)\b[^<>]*>", re.IGNORECASE)


def text_pieces(path: Path) -> list[Piece]:
    """The pieces of a tab-separated text: lines between blank ones, without stray HTML tags.

    A blank line is one without a tab too: a line of tabs alone is an empty row of its table.
    """
    lines = [_without_tags(line) for line in decoded(path).splitlines()]
    blocks = groupby(lines, key=lambda line: bool(line.strip(" ")))
    return [[Line(tuple(line.split("\t"))) for line in block] for filled, block in blocks if filled]


def csv_pieces(path: Path) -> list[Piece]:
    """The rows of a CSV as one piece, without the comment lines at its top."""
    body = "\n".join(_after_comments(decoded(path).splitlines()))
    return [[Line(tuple(row)) for row in csv.reader(io.StringIO(body, newline=""))]]


def csv_comments(path: Path) -> list[str]:
    """The comment lines at the top of a CSV, without their mark and the commas a spreadsheet adds."""
    lines = decoded(path).splitlines()
    comments = lines[: len(lines) - len(_after_comments(lines))]
    return [comment.strip().strip(',"').lstrip("#").strip() for comment in comments]


def spreadsheet_pieces(path: Path) -> list[Piece]:
    """The rows of every sheet of a spreadsheet, a piece a sheet; dates as ISO text."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise unreadable(path, error) from None
    return [[Line(tuple(_cell(cell) for cell in row)) for row in sheet] for sheet in sheets]


def decoded(path: Path) -> str:
    """A text file's content, in Unicode or in the Windows encoding of western Europe."""
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def unreadable(path: Path, error: Exception) -> InputError:
    """The error of a form that the program for its kind of file cannot open."""
    return InputError(
        f"the form cannot be opened ({type(error).__name__})",
        where=shown(path),
        do="open it in the program that made it, save it again, or save it as .csv",
    )


def _without_tags(line: str) -> str:
    return html.unescape(_TAG.sub(" ", line))


def _after_comments(lines: list[str]) -> list[str]:
    first = next(
        (place for place, line in enumerate(lines) if not line.lstrip('"').startswith("#")), len(lines)
    )
    return lines[first:]


def _cell(cell: object) -> str:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
