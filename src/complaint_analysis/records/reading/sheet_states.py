"""What an .xlsx says of its sheets beside their cells: what is hidden, an error, or was never computed.

The reader of workbooks does not tell it. It is found by patterns over the bytes of each sheet's part, each of
which passes over them once: for 400,000 cells that takes a twentieth of a second, a parser ten times as long.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

Place = tuple[int, int]
BOOK = "xl/workbook.xml"
_COLUMNS = 16_384
_ROOT = re.compile(rb"<(\w+:)?worksheet\b")
_SAYS_PLACE = re.compile(rb"""\sr=["']([A-Z]{0,3})(\d{1,7})["']""")
_IS_ERROR = re.compile(rb"""t=["']e["']""")
_IS_TEXT = re.compile(rb"""\st=["']str["']""")
_IS_HIDDEN = re.compile(rb"""hidden=["'](?:1|true)["']""")
_FROM_TO = re.compile(rb"""\s(min|max)=["'](\d{1,5})["']""")


class SheetState(NamedTuple):
    """By place from 0 the rows and columns that are hidden, the errors, and the formulas without a value."""

    hidden_rows: list[int]
    hidden_columns: list[int]
    errors: list[Place]
    uncomputed: list[Place]


class BookState(NamedTuple):
    """Whether a workbook counts its days from 1904, and the state of each sheet by its name."""

    from_1904: bool
    sheets: dict[str, SheetState]


def book_state(path: str) -> BookState:
    """The state of an .xlsx or .xlsm; of any other workbook nothing is known."""
    try:
        with ZipFile(path) as book:
            root = xml_of(book, BOOK)
            from_1904 = any(each.get("date1904") in ("1", "true") for each in _named(root, "workbookPr"))
            parts = [(name, part) for name, part in sheet_parts(book) if part in book.NameToInfo]
            return BookState(from_1904, {name: state_of(book.read(part)) for name, part in parts})
    except (BadZipFile, KeyError, RuntimeError, ElementTree.ParseError):
        # another kind of workbook; or one that the reader of its cells knows, or says what is wrong
        return BookState(False, {})


def sheet_parts(book: ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet, and the part of the file that holds it."""
    parts = relations(book, BOOK)
    for sheet in _named(xml_of(book, BOOK), "sheet"):
        ids = [value for name, value in sheet.items() if name.endswith("}id")]
        yield sheet.get("name", ""), parts.get(ids[0] if ids else "", "")


def relations(book: ZipFile, part: str) -> dict[str, str]:
    """Where each relation of a part leads: another part of the file, or an address outside."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in book.namelist():
        return {}
    return {each.get("Id", ""): _target(each, folder) for each in xml_of(book, path)}


def xml_of(book: ZipFile, part: str) -> ElementTree.Element:
    """The root of a part of the file."""
    return ElementTree.fromstring(book.read(part))


def state_of(xml: bytes) -> SheetState:
    """The state of the sheet that a part holds."""
    part = _SheetPart(xml)
    return SheetState(
        [row for row, _ in map(part.place, part.hidden(b"row"))],
        [column for tag in part.hidden(b"col") for column in part.columns(tag)],
        [part.place(tag) for tag in part.errors()],
        [part.place(tag) for tag in part.uncomputed()],
    )


def _named(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name, in whichever edition of the format."""
    return (each for each in root.iter() if each.tag.rpartition("}")[2] == name)


def _target(relation: ElementTree.Element, folder: str) -> str:
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return target
    return (
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )


@dataclass(frozen=True)
class _SheetPart:
    """The bytes of a sheet. Its tags are named by where they begin; no text holds a "<"."""

    xml: bytes

    @cached_property
    def prefix(self) -> bytes:
        """What stands before the names of its tags, as in `x:row`."""
        root = _ROOT.search(self.xml)
        return root[1] or b"" if root else b""

    def hidden(self, name: bytes) -> Iterator[int]:
        """The rows, or the columns, that are hidden."""
        return self._with_attribute(_IS_HIDDEN, name)

    def errors(self) -> Iterator[int]:
        """The cells that hold an error."""
        return self._with_attribute(_IS_ERROR, b"c")

    def uncomputed(self) -> Iterator[int]:
        """The cells with a formula and no value. An empty text is a value: a formula may give it."""
        pattern = (
            rb"<%(x)bf\b[^<>]*(?:/>|>[^<]*</%(x)bf>)\s*(<%(x)bv\s*/>|<%(x)bv\b[^<>]*>\s*</%(x)bv>|</%(x)bc>)"
        )
        for formula in re.finditer(pattern % {b"x": self.prefix}, self.xml):
            cell = self.xml.rfind(b"<%bc" % self.prefix, 0, formula.start())
            is_text = _IS_TEXT.search(self._tag(cell)) and not formula[1].startswith(b"</")
            if cell >= 0 and not is_text:
                yield cell

    def place(self, start: int) -> Place:
        """The row and the column, from 0, of a cell or row that begins somewhere."""
        said = _SAYS_PLACE.search(self._tag(start))
        return _place(said) if said else self._counted.get(start, (0, 0))

    def columns(self, start: int) -> range:
        """The columns, from 0, of a tag for columns."""
        said = {name: int(number) for name, number in _FROM_TO.findall(self._tag(start))}
        return range(said.get(b"min", 1) - 1, min(said.get(b"max", 0), _COLUMNS))

    def _with_attribute(self, attribute: re.Pattern[bytes], name: bytes) -> Iterator[int]:
        begins = re.compile(rb"<%b%b\b" % (self.prefix, name))
        for found in attribute.finditer(self.xml):
            start = self.xml.rfind(b"<", 0, found.start())
            if b">" not in self.xml[start : found.start()] and begins.match(self.xml, start):
                yield start

    def _tag(self, start: int) -> bytes:
        return self.xml[start : self.xml.find(b">", start) + 1]

    @cached_property
    def _counted(self) -> dict[int, Place]:
        """The places of rows and cells that do not say theirs: each is the next."""
        places: dict[int, Place] = {}
        row, column = -1, -1
        for tag in re.finditer(rb"<%b(row|c)\b[^<>]*>" % self.prefix, self.xml):
            said = _SAYS_PLACE.search(tag[0])
            if tag[1] == b"row":
                row, column = _place(said)[0] if said else row + 1, -1
            else:
                column = _place(said)[1] if said else column + 1
            places[tag.start()] = row, column
        return places


def _place(said: re.Match[bytes]) -> Place:
    column = 0
    for letter in said[1]:
        column = 26 * column + letter - ord("A") + 1
    return int(said[2]) - 1, column - 1
