"""Delimited text as rows of cells: the habits of the CSV files of case systems and Excel."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from complaint_analysis.council.characters import legible
from complaint_analysis.council.text_files import decoded, unreadable_row
from complaint_analysis.errors import InputError
from complaint_analysis.records.reading.columns import MOST_COLUMNS, numbered, of_rows, require_bounded

Cells = list[list[str]]
_OTHER_KINDS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a PDF and workbooks begin."""
_MOST_OF_A_LINE = 2_000_000
MOST_ROWS = 1_048_576
"""As many as a spreadsheet has."""
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")


class _LineTooLong(csv.Error):
    """A line has more characters than a row of a table can have."""


def text_of(path: Path, where: str) -> str:
    """The legible text of an export; an InputError where the file is no text."""
    raw = path.read_bytes()
    try:
        text = decoded(raw)
    except UnicodeDecodeError:
        raise _not_text(where) from None
    if raw.startswith(_OTHER_KINDS) or "\0" in text:
        raise _not_text(where)
    return legible(text)


def parsed(text: str, delimiter: str, where: str) -> Cells:
    """The rows of a text, what several cells say held once.

    An InputError where a quotation mark that is never closed swallows rows.
    """
    met: dict[str, str] = {}
    rows: Cells = []
    try:
        for row in islice(_reader(_lines(text), delimiter), MOST_ROWS + 1):
            rows.append([met.setdefault(cell, cell) for cell in row])
    except csv.Error as error:
        raise unreadable_row(error, len(rows) + 1, where) from None
    if len(rows) > MOST_ROWS:
        do = "delete the empty rows at its end, or divide it into several files"
        raise InputError(f"the export has more than {MOST_ROWS:,} rows", where=where, do=do)
    if rows and any("\n" in cell or "\r" in cell for cell in rows[-1]):
        _refuse_unclosed_quotes(
            _last_row(list(_lines(text)), delimiter), delimiter, f"{where}, row {len(rows)}"
        )
    return rows


def by_columns(text: str, delimiter: str, where: str, first: int) -> pd.DataFrame:
    """The cells of a text by place, from its row `first` on, numbered as a spreadsheet counts.

    A text whose rows all have as many cells is read by columns; any other row by row, to the same cells.
    """
    regular = None
    with suppress(csv.Error):  # the reading row by row says what is wrong, and where
        regular = _regular(text, delimiter, first)
    if regular is None:
        rows = parsed(text, delimiter, where)
        require_bounded(rows, where)
        return of_rows(rows, first)
    return numbered(regular, first)


def _regular(text: str, delimiter: str, first: int) -> pd.DataFrame | None:
    """The cells of a text from a row on, where they can be read by columns exactly as row by row."""
    start, width = _beginning(text, delimiter, first)
    rest = memoryview(text.encode())[start:]
    if (
        not 2 <= width <= MOST_COLUMNS or rest[:3] == codecs.BOM_UTF8
    ):  # a mark that one reader keeps and the other drops
        return None
    try:
        table = _arrow_table(rest, delimiter, width)
    except pa.ArrowInvalid:
        return None
    if table.num_columns != width or table.num_rows > MOST_ROWS or _reads_otherwise(table, delimiter):
        return None
    return pd.DataFrame({place: _joined(table, place) for place in range(width)}, copy=False)


def _beginning(text: str, delimiter: str, first: int) -> tuple[int, int]:
    """How many bytes of a text stand before a row, and how many cells that row has."""
    reader = _reader(_lines(text), delimiter)
    for _ in range(first):
        next(reader)
    before = islice(_lines(text), reader.line_num)
    return sum(len(line.encode()) for line in before), len(next(reader, []))


def _arrow_table(text: memoryview, delimiter: str, width: int) -> pa.Table:
    names = [str(place) for place in range(width)]
    return arrow_csv.read_csv(
        pa.BufferReader(text),
        arrow_csv.ReadOptions(column_names=names),
        arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
        arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
        ),
    )


def _reads_otherwise(table: pa.Table, delimiter: str) -> bool:
    """Whether row by row a text may be read otherwise: space before a cell, a quotation never closed."""
    spaced = delimiter != "\t" and any(pc.any(pc.starts_with(cells, " ")).as_py() for cells in table.columns)
    last = table.slice(max(0, table.num_rows - 1)).to_pylist()
    return spaced or any("\n" in cell or "\r" in cell for row in last for cell in row.values())


def _joined(table: pa.Table, place: int) -> pd.Series:
    return pa.table({"": table.column(place).combine_chunks()}).to_pandas()[""]


def first_rows(text: str, delimiter: str, number: int, where: str) -> Cells:
    """The first rows of a text, as far as they can be read: enough to see whether it is so delimited.

    An InputError where one is longer than a row of a table can be, however it is delimited.
    """
    rows: Cells = []
    try:
        rows.extend(islice(_reader(_lines(text), delimiter), number))
    except _LineTooLong as error:
        raise unreadable_row(error, len(rows) + 1, where) from None
    except csv.Error:
        return rows  # the whole text is read, and refused, only where its header is known
    require_bounded(rows, where)
    return rows


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends as they are, one at a time: a long text is not held twice.

    A csv.Error of its own kind where one is longer than a row of a table can be.
    """
    for match in _LINE.finditer(text):
        if match.end() - match.start() > _MOST_OF_A_LINE:
            raise _LineTooLong(f"it has more than {_MOST_OF_A_LINE:,} characters")
        yield match[0]


def _reader(lines: Iterable[str], delimiter: str, *, strict: bool = False):
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t", strict=strict)


def _last_row(lines: list[str], delimiter: str) -> list[str]:
    reader = _reader(lines, delimiter)
    ends = [reader.line_num for _ in reader]
    return lines[ends[-2] if len(ends) > 1 else 0 :]


def _refuse_unclosed_quotes(lines: list[str], delimiter: str, where: str) -> None:
    try:
        list(_reader(lines, delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise InputError(
                "a quotation mark is opened and never closed, so that all rows after it are one cell",
                where=where,
                do="close or double the quotation mark in that row, or export the file again",
            ) from None


def _not_text(where: str) -> InputError:
    return InputError(
        "the file is not text, whatever its name says",
        where=where,
        do="export it again as CSV, or give it the ending of what it is",
    )
