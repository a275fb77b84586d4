"""Rows as CSV: what is written is the same on every machine."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

FOR_EXCEL = "utf-8-sig"
"""UTF-8 with the mark by which a spreadsheet program knows it."""


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Rows of cells as the text of a CSV file; None is a blank cell.

    >>> csv_text([["service", "received"], ["Roads, paths", None]])
    'service,received\\n"Roads, paths",\\n'
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def write_csv_rows(path: Path, rows: Iterable[Iterable[object]], encoding: str = "utf-8") -> None:
    """Write rows of cells as a CSV file."""
    path.write_text(csv_text(rows), encoding=encoding, newline="")
