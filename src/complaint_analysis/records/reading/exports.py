"""Any export as rows of text: CSV in the usual encodings and delimiters, and spreadsheets of every kind.

Nothing is guessed by a reader: leading zeros and "NA" stay, and dates of a spreadsheet come as ISO text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from complaint_analysis.council.characters import is_plain, legible
from complaint_analysis.council.file_limits import MOST_OF_AN_EXPORT, require_size
from complaint_analysis.council.locations import require_plain_path
from complaint_analysis.council.settings import Exports
from complaint_analysis.council.text_files import DELIMITERS, MOST_OF_A_CELL
from complaint_analysis.errors import InputError
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.claims import decided
from complaint_analysis.records.reading.columns import (
    MOST_COLUMNS,
    is_filled,
    longer_than,
    matching,
    may_be,
    of_rows,
    require_bounded,
    rows_where,
)
from complaint_analysis.records.reading.dates import EXCEL_EPOCH, MAC_EPOCH
from complaint_analysis.records.reading.delimited import Cells, by_columns, first_rows, parsed, text_of
from complaint_analysis.records.reading.headers import (
    ROWS_SEARCHED,
    Header,
    HeaderWords,
    find_header,
    is_nearly_header,
)
from complaint_analysis.records.reading.sheet_states import Place, SheetState
from complaint_analysis.records.reading.synonyms import folded, words_for
from complaint_analysis.records.reading.workbook_issues import tell_states, without_errors
from complaint_analysis.records.reading.workbooks import Worksheet, worksheets

TEXT_KINDS = {".csv", ".tsv"}
SPREADSHEET_KINDS = {".xlsx", ".xls", ".ods", ".xlsb", ".xlsm"}
HIDDEN = (".", "~$")
TOTAL_WORDS = {"total", "grandtotal", "subtotal", "totals", "count", "sum", "average", "mean", "endofreport"}


FEWEST_WORDS = 4
"""A cell of so many words, alone in its row, is a note: a reference has fewer."""
_NOTE_BEGINS = r"^\s*\S+(?:\s+\S+){3,}"
_NUMBER = re.compile(r"[£%(]?-?[\d,.]+[%)]?")
Recognise = Callable[[Cells], HeaderWords | None]
NO_STATE = SheetState([], [], [], [])


class SheetGrid(NamedTuple):
    """A sheet's name, its first rows, all of its rows from one of them on, by columns, and its state."""

    name: str
    head: Cells
    rows_from: Callable[[int], pd.DataFrame]
    is_hidden: bool = False
    epoch: date = EXCEL_EPOCH
    state: SheetState = NO_STATE


@dataclass(frozen=True)
class ExportSheet:
    """The rows of one sheet that holds complaints, as text, with where each row stood.

    `rows` are the cells by place, indexed by the row's number as a spreadsheet counts; blank lines, totals
    and repeated headers are left out. `service` is what the sheet's own name says, where it is one of a
    workbook of services.
    """

    year: str
    file: str
    sheet: str
    header: Header
    rows: pd.DataFrame
    service: str = ""
    epoch: date = EXCEL_EPOCH

    @property
    def is_delimited(self) -> bool:
        """Whether it is a text, in which a comma may have shifted cells; else a sheet of a workbook."""
        return Path(self.file).suffix.lower() in TEXT_KINDS

    @property
    def shown(self) -> str:
        """Where a person finds it: its year, file and sheet."""
        return ", ".join(filter(None, [f"{self.year}/complaints/{self.file}", self.sheet]))


def read_exports(
    folder: Path, year: str, columns: dict[str, str], issues: Issues, settings: Exports
) -> list[ExportSheet]:
    """The sheets with complaints of all exports in a folder, files in the order of their names.

    `columns` are the council's own header words, `settings` what exports do not say themselves. One export
    that cannot be read, or that holds no recognisable header, is an InputError naming it: none is skipped. A
    sheet left out that might hold complaints is an issue; so is one that is hidden, unless such are read.
    """
    return [
        sheet for path in exports_in(folder) for sheet in read_export(path, year, columns, issues, settings)
    ]


def read_export(
    path: Path, year: str, columns: dict[str, str], issues: Issues, settings: Exports
) -> list[ExportSheet]:
    """The sheets with complaints of one export."""
    _require_readable(path)
    unnumbered = settings.numbers_rows(path.name)
    recognise = partial(find_header, own=columns, without_reference=unnumbered)
    read = _text_sheets if path.suffix.lower() in TEXT_KINDS else _spreadsheet_sheets
    sheets, hidden = [], False
    for grid in read(path, recognise):
        found = recognise(grid.head)
        if found and grid.is_hidden and not settings.hidden_sheets:
            hidden = True
            number = print_number_of(len(_data_rows(grid.rows_from(found.row))), "row")
            issues.add("hidden_sheet", year=year, file=path.name, sheet=grid.name, note=number)
        elif found:
            sheets.append(_sheet(grid, found, path, year, issues))
        elif is_nearly_header(grid.head, columns):
            issues.add("sheet_left_out", year=year, file=path.name, sheet=grid.name)
    if not sheets:
        raise _nothing_read(path, hidden=hidden)
    return sheets


def _sheet(grid: SheetGrid, found: HeaderWords, path: Path, year: str, issues: Issues) -> ExportSheet:
    cells, where = grid.rows_from(found.row), ", ".join(filter(None, [_shown(path), grid.name]))
    _require_cells(cells, where)
    cells, errors = without_errors(cells)
    rows, notes = _without_notes(_data_rows(cells))
    for number in notes:
        issues.add("note_beside_table", year=year, file=path.name, sheet=grid.name, row=number)
    header = decided(found, rows, where)
    tell_states(header, rows, grid.state, errors, issues, year=year, file=path.name, sheet=grid.name)
    return ExportSheet(year, path.name, grid.name, header, rows, epoch=grid.epoch)


def _nothing_read(path: Path, *, hidden: bool) -> InputError:
    if hidden:
        return InputError(
            "the only sheets with complaints are hidden",
            where=_shown(path),
            do="unhide them, or set hidden_sheets = true under [exports] in council.toml",
        )
    return InputError(
        "no row of the export is a header that is recognised",
        where=_shown(path),
        do=f"name its columns under [columns] in council.toml; `make columns FILE={path}` "
        f"(complaint-analysis columns {path}) proposes the lines",
    )


def raw_sheets(path: Path, *, hidden_sheets: bool = False) -> list[tuple[str, Cells]]:
    """The cells of each sheet of an export by its name, whether or not it has a header that is known.

    A sheet that is hidden is left out, unless `hidden_sheets` are read.
    """
    _require_readable(path)
    if path.suffix.lower() in SPREADSHEET_KINDS:
        read = [sheet for sheet in _worksheets(path) if hidden_sheets or not sheet.is_hidden]
        return [(sheet.name, sheet.cells) for sheet in read]
    text = text_of(path, _shown(path))
    tried = [parsed(text, delimiter, _shown(path)) for delimiter in DELIMITERS if delimiter in text]
    return [("", max(tried, key=_width))] if tried else []


def _width(cells: Cells) -> int:
    """The columns that most rows fill."""
    widths = sorted(sum(bool(cell.strip()) for cell in row) for row in cells)
    return widths[len(widths) // 2] if widths else 0


def is_export(path: Path) -> bool:
    """Whether a file is of a kind that can hold complaints, and neither hidden nor a spreadsheet's lock."""
    named = not path.name.startswith(HIDDEN)
    return named and path.suffix.lower() in TEXT_KINDS | SPREADSHEET_KINDS


def _require_readable(path: Path) -> None:
    require_plain_path(path)
    if not is_export(path):
        raise InputError(
            f"'{path.name}' is not an export of a kind that can be read",
            where=_shown(path),
            do="export it as .csv, .xlsx, .xls or .ods, or move it out of the folder",
        )
    require_size(path, MOST_OF_AN_EXPORT, _shown(path))
    if path.stat().st_size == 0:
        raise InputError("the export is empty", where=_shown(path), do="export it again, or take it away")


def exports_in(folder: Path) -> list[Path]:
    """The files of a folder of exports in the order of their names, hidden ones left out.

    An InputError where a folder lies among them.
    """
    if not folder.is_dir():
        return []
    shown = [path for path in folder.iterdir() if not path.name.startswith(HIDDEN)]
    if inner := next((path for path in shown if path.is_dir()), None):
        raise InputError(
            f"'{inner.name}' is a folder among the exports",
            where=_shown(inner),
            do="move its exports beside the others, or the folder out of complaints",
        )
    return sorted(shown, key=lambda path: (path.name.casefold(), path.name))


def _text_sheets(path: Path, recognise: Recognise) -> Iterable[SheetGrid]:
    text = text_of(path, _shown(path))
    heads = {each: first_rows(text, each, ROWS_SEARCHED, _shown(path)) for each in DELIMITERS}
    headers = {delimiter: header for delimiter, head in heads.items() if (header := recognise(head))}
    if headers:
        delimiter = max(headers, key=lambda each: len(headers[each].places))
        yield SheetGrid("", heads[delimiter], partial(by_columns, text, delimiter, _shown(path)))


def _spreadsheet_sheets(path: Path, _: Recognise) -> Iterable[SheetGrid]:
    for sheet in _worksheets(path):
        head = [row[:MOST_COLUMNS] for row in sheet.cells[:ROWS_SEARCHED]]
        rows = partial(_rows_of, path, sheet.name, sheet.cells)
        epoch = MAC_EPOCH if sheet.from_1904 else EXCEL_EPOCH
        yield SheetGrid(sheet.name, head, rows, sheet.is_hidden, epoch, sheet.state)


def _worksheets(path: Path) -> list[Worksheet]:
    def refuse(why: str, do: str) -> InputError:
        return InputError(f"the spreadsheet cannot be opened ({why})", where=_shown(path), do=do)

    return [_as_shown(sheet) for sheet in worksheets(path, _shown(path), refuse)]


def _as_shown(sheet: Worksheet) -> Worksheet:
    """A sheet with legible cells, and what a merged cell says in each row that it covers."""
    cells = _filled_down(_legible(sheet.cells), sheet.merged)
    return sheet._replace(name=legible(sheet.name), cells=cells)


def _legible(cells: Cells) -> Cells:
    """The cells made legible; a row that is all plain letters and signs is handed on as it is."""
    plain = (is_plain("".join(row)) for row in cells)
    return [row if as_it_is else list(map(legible, row)) for row, as_it_is in zip(cells, plain, strict=True)]


def _rows_of(path: Path, sheet: str, cells: Cells, first: int) -> pd.DataFrame:
    require_bounded(cells, ", ".join(filter(None, [_shown(path), sheet])))
    return of_rows(cells, first)


def _require_cells(rows: pd.DataFrame, where: str) -> None:
    """Nothing where no cell is longer than any text of a complaint; else an InputError with its place."""
    for place in rows.columns:
        if (too_long := longer_than(rows[place], MOST_OF_A_CELL)).any():
            raise InputError(
                f"a cell has more than {MOST_OF_A_CELL:,} characters",
                where=f"{where}, row {too_long.idxmax()}, column {place + 1}",
                do="shorten it, or close the quotation mark that lets rows run into one another",
            )


def _filled_down(cells: Cells, merged: list[tuple[Place, Place]]) -> Cells:
    """A cell merged over several rows, such as the reference of a case with several actions, in each."""
    for (first, column), (last, last_column) in merged:
        if column == last_column:
            for row in cells[first + 1 : last + 1]:
                row[column] = cells[first][column]
    return cells


def _data_rows(cells: pd.DataFrame) -> pd.DataFrame:
    """The rows below the first, the header, without blank lines, totals and the header once more."""
    heading, rows = cells.iloc[0].tolist(), cells.iloc[1:]
    rows = rows_where(rows, _first_filled(rows).notna())
    first = _first_filled(rows)
    totals = [row for row in first.index[may_be(first, TOTAL_WORDS, begins=True)] if _is_total(rows.loc[row])]
    return rows_where(rows, ~rows.index.isin([*totals, *_headers_again(rows, heading)]))


def _without_notes(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    """The rows without those that hold one cell of words alone, and the numbers of these."""
    said = _first_filled(rows)
    begins = matching(said, _NOTE_BEGINS) | may_be(said, words_for("note"), begins=True)
    notes = [int(number) for number in said.index[begins] if _is_note(rows.loc[number])]
    return rows_where(rows, ~rows.index.isin(notes)), notes


def _is_note(row: pd.Series) -> bool:
    filled = [cell for cell in row if cell.strip()]
    if len(filled) != 1:
        return False
    words = filled[0].split()
    return len(words) >= FEWEST_WORDS or folded(words[0]) in words_for("note")


def _first_filled(rows: pd.DataFrame) -> pd.Series:
    """The first cell of each row that says anything; nothing for a row that is blank."""
    first = rows[0].where(is_filled(rows[0]))
    for place in rows.columns[1:]:
        if first.notna().all():
            break
        first = first.fillna(rows[place].where(is_filled(rows[place])))
    return first


def _is_total(row: pd.Series) -> bool:
    """A row that counts the others: its first word says so, and nothing in it but numbers, and no date."""
    first, *others = [cell.strip() for cell in row if cell.strip()]
    word = folded(first)
    if word not in TOTAL_WORDS and not word.startswith(("total", "grandtotal", "subtotal")):
        return False
    return all(_NUMBER.fullmatch(cell) for cell in others)


def _headers_again(rows: pd.DataFrame, heading: list[str]) -> list[int]:
    """The rows that are the header once more, as after a page break."""
    place = next(place for place, word in enumerate(heading) if word.strip())
    alike = rows[may_be(rows[place], [heading[place]])]
    words = [folded(word) for word in heading]
    return [int(number) for number, *row in alike.itertuples() if [folded(cell) for cell in row] == words]


def _shown(path: Path) -> str:
    return "/".join(path.parts[-3:])
