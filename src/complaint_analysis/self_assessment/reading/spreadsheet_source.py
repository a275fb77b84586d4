"""The lines of a form from a spreadsheet: every sheet, with what cells link to and which rows are marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from complaint_analysis.council.file_limits import FORM, unpacked_size
from complaint_analysis.council.settings import shown
from complaint_analysis.records.reading.sheet_states import Place, relations, sheet_parts, xml_of
from complaint_analysis.records.reading.workbooks import Worksheet, worksheets
from complaint_analysis.self_assessment.reading.lines import Line, Piece
from complaint_analysis.self_assessment.reading.text_source import unreadable, with_link, yellow
from complaint_analysis.self_assessment.reading.tick_boxes import as_marks

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_YELLOW_INDEXES = ("5", "13")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?")
_LINK = re.compile(r'\s*HYPERLINK\(\s*"([^"]*)"(?:\s*[,;]\s*"([^"]*)")?\s*\)\s*$', re.IGNORECASE)


@dataclass(frozen=True)
class Marks:
    """What a sheet's cells carry beside their text: by place from 0, where they link, what a formula shows
    that nobody has computed, and the font of symbols they are written in; and its yellow rows."""

    links: dict[Place, str] = field(default_factory=dict)
    uncomputed: dict[Place, str] = field(default_factory=dict)
    fonts: dict[Place, str] = field(default_factory=dict)
    yellow_rows: frozenset[int] = frozenset()


def spreadsheet_pieces(path: Path) -> list[Piece]:
    """The rows of every sheet of a spreadsheet, a piece a sheet; dates as ISO text.

    A cell's link follows its text in brackets, a tick of a symbol font is a mark, and a row with a yellow
    cell is flagged (all three of .xlsx alone).
    A merged cell's text stands in its first place. Sheets that are hidden are read too.
    """
    unpacked_size(path, FORM, shown(path))
    sheets = worksheets(path, shown(path), lambda why, do: unreadable(path, why))
    marks = sheet_marks(path)
    return [_piece(sheet, marks.get(sheet.name, Marks())) for sheet in sheets]


def _piece(sheet: Worksheet, marks: Marks) -> Piece:
    top, left = sheet.start
    below = _below_merged(sheet)
    return [
        Line(
            tuple(
                _marked(_without_midnight(cell), (row, column), marks)
                for column, cell in enumerate(cells[left:], start=left)
            ),
            row in marks.yellow_rows,
            frozenset(column - left for column in below.get(row, ())),
        )
        for row, cells in enumerate(sheet.cells[top:], start=top)
    ]


def _marked(text: str, place: Place, marks: Marks) -> str:
    shown = as_marks(text or marks.uncomputed.get(place, ""), marks.fonts.get(place, ""))
    return with_link(shown, marks.links.get(place, ""))


def _below_merged(sheet: Worksheet) -> dict[int, set[int]]:
    """The columns in which a cell merged over several rows goes on, by row."""
    below: dict[int, set[int]] = {}
    for (top, left), (bottom, _) in sheet.merged:
        for row in range(top + 1, min(bottom + 1, len(sheet.cells))):
            below.setdefault(row, set()).add(left)
    return below


def _without_midnight(cell: str) -> str:
    """A day that a sheet holds as a moment as the day alone."""
    return cell.partition("T")[0] if _MOMENT.fullmatch(cell) else cell


def sheet_marks(path: Path) -> dict[str, Marks]:
    """The marks of each sheet of an .xlsx by its name; none where the file is of another kind."""
    try:
        with ZipFile(path) as book:
            yellows, fonts = _yellow_styles(book), _fonts(book)
            return {name: _marks(book, part, yellows, fonts) for name, part in sheet_parts(book)}
    except (BadZipFile, KeyError, ElementTree.ParseError):
        return {}


def _marks(book: ZipFile, part: str, yellows: frozenset[int], fonts: dict[int, str]) -> Marks:
    sheet = xml_of(book, part)
    targets = relations(book, part)
    links = {
        _place(link.get("ref", "A1")): targets.get(link.get(f"{_RELATED}id", ""), "")
        for link in sheet.iter(f"{_MAIN}hyperlink")
    }
    cells = [(_place(cell.get("r", "A1")), cell) for cell in sheet.iter(f"{_MAIN}c")]
    formulas = {place: link for place, cell in cells if (link := _LINK.match(cell.findtext(f"{_MAIN}f", "")))}
    styles = {place: int(cell.get("s", "0")) for place, cell in cells}
    return Marks(
        {**links, **{place: link[1] for place, link in formulas.items()}},
        {place: link[2] or link[1] for place, link in formulas.items()},
        {place: fonts[style] for place, style in styles.items() if style in fonts},
        frozenset(row for (row, _), style in styles.items() if style in yellows),
    )


def _fonts(book: ZipFile) -> dict[int, str]:
    """The name of the font of each cell style, by its number."""
    styles = xml_of(book, "xl/styles.xml")
    names = [font.find(f"{_MAIN}name") for font in styles.findall(f"{_MAIN}fonts/{_MAIN}font")]
    used = enumerate(styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf"))
    fonts = {number: int(style.get("fontId", "0")) for number, style in used}
    return {
        number: name.get("val", "")
        for number, font in fonts.items()
        if font < len(names) and (name := names[font]) is not None
    }


def _yellow_styles(book: ZipFile) -> frozenset[int]:
    """The numbers of the cell styles whose fill is yellow."""
    styles = xml_of(book, "xl/styles.xml")
    fills = [_is_yellow(fill) for fill in styles.findall(f"{_MAIN}fills/{_MAIN}fill")]
    used = styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")
    return frozenset(
        number
        for number, style in enumerate(used)
        if (fill := int(style.get("fillId", "0"))) < len(fills) and fills[fill]
    )


def _is_yellow(fill: ElementTree.Element) -> bool:
    colour = fill.find(f"{_MAIN}patternFill/{_MAIN}fgColor")
    if colour is None:
        return False
    return colour.get("indexed") in _YELLOW_INDEXES or yellow(colour.get("rgb", "")[-6:])


def _place(reference: str) -> Place:
    """A cell's row and column from 0: B3 is (2, 1)."""
    match = re.match(r"([A-Z]{1,3})(\d{1,7})$", reference)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
