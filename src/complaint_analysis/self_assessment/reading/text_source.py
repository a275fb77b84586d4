"""The lines of a form from text and CSV, and what every kind of file shares."""

from __future__ import annotations

import html
import re
from itertools import groupby
from pathlib import Path

from complaint_analysis.council.settings import shown
from complaint_analysis.council.text_files import DELIMITERS, csv_rows, read_text
from complaint_analysis.errors import InputError
from complaint_analysis.self_assessment.reading.aligned_text import aligned_cells
from complaint_analysis.self_assessment.reading.lines import Line, Piece

_TAG = re.compile(r"</?(?:p|u|b|i|em|strong|span|div|a|br|ul|ol|li)\b[^<>]*>", re.IGNORECASE)
_A_TABLES_CELLS, _FEWEST_STROKES = 3, 3
_BRIGHT, _LESS_BLUE = 215, 35


def text_pieces(path: Path) -> list[Piece]:
    """The pieces of a tab-separated text: lines between blank ones, without stray HTML tags.

    A blank line is one without a tab too: a line of tabs alone is an empty row of its table. A line
    between upright strokes is a table's row too. Where no line has either, spaces part the columns.
    """
    lines = [_without_tags(line) for line in read_text(path).splitlines()]
    cells = [_cells(line) for line in lines]
    if all(len(each) == 1 for each in cells):
        cells = aligned_cells(lines)
    blocks = groupby(zip(lines, cells, strict=True), key=lambda line: bool(line[0].strip(" ")))
    return [[Line(each) for _, each in block] for filled, block in blocks if filled]


def _cells(line: str) -> tuple[str, ...]:
    strokes = line.split("|") if "\t" not in line else []
    framed = len(strokes) > _FEWEST_STROKES and not strokes[0].strip() and not strokes[-1].strip()
    return tuple(strokes[1:-1] if framed else line.split("\t"))


def csv_pieces(path: Path) -> list[Piece]:
    """The rows of a CSV as one piece, without the comment lines at its top.

    What stands between cells is what makes most rows a table's: a comma, a semicolon, a tab or a stroke.
    """
    body = "\n".join(_after_comments(read_text(path).splitlines()))
    read = [csv_rows(body, each, shown(path)) for each in DELIMITERS]
    most = max(read, key=lambda rows: sum(len(row) >= _A_TABLES_CELLS for row in rows))
    return [[Line(tuple(row)) for row in most]]


def csv_comments(path: Path) -> list[str]:
    """The comment lines at the top of a CSV, without their mark and the commas a spreadsheet adds."""
    lines = read_text(path).splitlines()
    comments = lines[: len(lines) - len(_after_comments(lines))]
    return [comment.strip().strip(',"').lstrip("#").strip() for comment in comments]


def with_link(text: str, address: str) -> str:
    """A text with the address that it links to behind it, where it does not show it itself.

    >>> with_link("Policy", "https://council.example.org/policy")
    'Policy (https://council.example.org/policy)'
    """
    shown = not address.startswith(("http://", "https://")) or address.rstrip("/") in text
    return text if shown else f"{text} ({address})".strip()


def yellow(colour: str) -> bool:
    """Whether a colour, given as six hexadecimal digits, is a yellow that people mark text with.

    >>> yellow("FFFF00"), yellow("FFF2CC"), yellow("FFC000"), yellow("FFFFFF"), yellow("auto")
    (True, True, False, False, False)
    """
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return min(red, green) >= _BRIGHT and blue <= min(red, green) - _LESS_BLUE


def unreadable(path: Path, why: str) -> InputError:
    """The error of a form that the program for its kind of file cannot open."""
    return InputError(
        f"the form cannot be opened ({why})",
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
