"""Text files as people and programs save them: in the usual encodings, and as rows of CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from complaint_analysis.council.characters import legible
from complaint_analysis.council.file_limits import MOST_OF_A_SIDE_FILE, require_size
from complaint_analysis.errors import InputError

DELIMITERS = (",", ";", "\t", "|")
MOST_OF_A_CELL = 1_000_000
"""Characters of a cell: thirty times a spreadsheet's; more are rows swallowed by a quotation mark."""
MOST_SHOWN = 32_767
"""Characters that a cell of a spreadsheet holds; a longer text is cut, and that is told."""
csv.field_size_limit(MOST_OF_A_CELL)


def decoded(raw: bytes, errors: str = "strict") -> str:
    """The text of bytes in UTF-8 (with or without mark), UTF-16 or Windows-1252.

    A UnicodeDecodeError where they are none of these; with `errors` "replace" a mark stands for what is none.

    >>> decoded("£5".encode("cp1252")), decoded("£5".encode("utf-16"))
    ('£5', '£5')
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors)
    if raw[1:200:2].count(0) * 2 > len(raw[1:200:2]):
        return raw.decode("utf-16-le", errors)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors)  # what Excel writes when asked for plain CSV


def read_text(path: Path) -> str:
    """The legible text of a file, whatever its encoding; what no encoding knows gives way to a mark.

    An InputError where it is no file, or larger than the text of a year's folder can be.
    """
    require_size(path, MOST_OF_A_SIDE_FILE, "/".join(path.parts[-2:]))
    return legible(decoded(path.read_bytes(), "replace"))


def csv_rows(text: str, delimiter: str = ",", where: str = "") -> list[list[str]]:
    """The rows of a CSV text as cells; an InputError where a cell is longer than any can be."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise unreadable_row(error, len(rows) + 1, where) from None
    return rows


def unreadable_row(error: csv.Error, number: int, where: str) -> InputError:
    """The error of a row of a CSV text that cannot be read, mostly as it has no end."""
    too_long = f"a cell has more than {MOST_OF_A_CELL:,} characters"
    return InputError(
        too_long if "field larger" in str(error) else f"a row cannot be read as CSV: {error}",
        where=f"{where}, row {number}".removeprefix(", "),
        do="close or double the quotation mark that lets rows run into one another, or export the file again",
    )


def csv_rows_by_header(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text below the first, each with its cells by the words of the first.

    >>> csv_rows_by_header("kind,texts\\ncause,12\\n")
    [{'kind': 'cause', 'texts': '12'}]
    """
    header, *rows = csv_rows(text)
    return [dict(zip(header, row, strict=False)) for row in rows if row]
