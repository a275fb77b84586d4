"""What a reader or a program can find in a file about to be published: its pieces with their places.

Every byte counts: the words of pages, Word, Excel and PDF, alternative texts, links, ids, the metadata of a
document, a picture's own notes, and the name of the file itself.
"""

from __future__ import annotations

import base64
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

MARKUP = frozenset({".html", ".htm", ".svg", ".xml"})
ZIPPED = frozenset({".docx", ".xlsx", ".ods", ".odt", ".pptx", ".zip"})
BOUNDARY = " | "
"""Stands where one thing ends and the next begins, so that their words do not run into each other."""

_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ`´′ʹ](?=\w)")
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F])
_LETTERS = _UNSEEN | str.maketrans(
    {"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Ħ": "H",
     "ħ": "h", "ı": "i", "ß": "ss", "Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "Þ": "Th", "þ": "th"}
)  # fmt: skip
"""Unseen marks go, and letters that are not a letter with an accent become what people type for them."""
_DRAWING = re.compile(r'\b(?:d|points|transform)="[^"]*"|(?<!&)#[0-9a-fA-F]{3,8}\b', re.DOTALL)
_EMBEDDED = re.compile(r"data:([\w/+.-]*)(?:;[\w=-]+)*?(;base64)?,([A-Za-z0-9+/=%._~-]+)")
_TAG = re.compile(r"<[^<>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|em|i|mark|q|s|small|span|strong|sub|sup|u|wbr|tspan)\b[^<>]*>", re.I
)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ENCODED = re.compile(r"%[0-9a-fA-F]{2}|&#?\w{2,8};")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_HYPHENATED = re.compile(r"(?<=\w)(?:[\x02\ufffe]\s*|[-\u00ad\u2010]\s*\n\s*)(?=\w)")
_OFFICE_ENDS = re.compile(
    r"</w:p>|</w:tc>|</si>|</is>|</v>|</c>|</text>|<w:(?:br|tab)/>|</a:p>|</[\w]+:\w+>(?!\s*<)"
)
_OFFICE_RUN = re.compile(r"</?(?:w:r|w:t|w:rPr|w:proofErr|w:lastRenderedPageBreak|r|t|rPr)\b[^<>]*>")
_OFFICE_ATTRIBUTES = re.compile(
    r'\b(?:descr|title|Target|name|w:author|w:initials|w:name|w:instr|w:tooltip|tooltip|display|author)="([^"]*)"'
)


class Piece(NamedTuple):
    """A part of a file: where it stands in it, and its text, line by line where it has lines."""

    place: str
    text: str


def pieces(path: Path, name: str = "") -> Iterator[Piece]:
    """The readable parts of a file, the name of the file first; a kind that holds no text has no more."""
    yield Piece("the file's name", name or path.name)
    suffix = path.suffix.lower()
    if suffix in ZIPPED and zipfile.is_zipfile(path):
        yield from _zipped(path.read_bytes())
    elif suffix == ".pdf":
        yield from _pdf(path)
    elif suffix == ".png":
        yield from _png(path.read_bytes())
    elif suffix not in {".jpg", ".jpeg", ".ttf", ".otf", ".woff", ".woff2", ".ico"}:
        yield _piece("", readable(path.read_text(encoding="utf-8", errors="replace"), suffix))


def plain(text: str) -> str:
    """Text as it is compared: as `with_capitals`, and without case.

    >>> plain("O’Brien  of\\u00a0Łódź, Zoë")
    'obrien of lodz, zoe'
    """
    return with_capitals(text).casefold()


def with_capitals(text: str) -> str:
    """Text without accents, ligatures, apostrophes in words, unseen marks and runs of space.

    >>> with_capitals("O\u2019Brien\u2019s \ufb01le")
    'OBriens file'
    """
    parted = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text.translate(_LETTERS)))
    accents = filter(unicodedata.combining, set(parted))
    bare = parted.translate(dict.fromkeys(map(ord, accents)))
    return re.sub(r"\s+", " ", bare).strip()


def readable(text: str, suffix: str) -> str:
    """The words of a text file; of a page the texts of its tags and of what is embedded in them too."""
    if suffix not in MARKUP:
        said = _unescaped(text) if suffix in {".json", ".ipynb"} else text
        return f"{said}{BOUNDARY}{_TAG.sub(BOUNDARY, _INLINE.sub('', said))}" if _TAG.search(said) else said
    embedded = [_embedded(*found) for found in _EMBEDDED.findall(text)]
    drawn = _DRAWING.sub(BOUNDARY, _EMBEDDED.sub(BOUNDARY, text))
    tags = BOUNDARY.join(_TAG.findall(drawn))
    words = _TAG.sub(BOUNDARY, _INLINE.sub("", drawn))
    return html.unescape(BOUNDARY.join([_unescaped(words), unquote(tags), *embedded]))


def _piece(place: str, text: str) -> Piece:
    """A piece with what its escapes stand for beside them: `%20`, `&eacute;`, `&amp;eacute;`."""
    decoded = html.unescape(html.unescape(unquote(text))) if _ENCODED.search(text) else text
    return Piece(place, text if decoded == text else f"{text}{BOUNDARY}{decoded}")


def _embedded(kind: str, coded: str, content: str) -> str:
    """What an embedded picture or text says; '' for one that is no text."""
    if not ("svg" in kind or kind.startswith("text") or "json" in kind):
        return ""
    raw = base64.b64decode(content + "==") if coded else unquote(content).encode()
    return readable(raw.decode("utf-8", errors="replace"), ".svg" if "svg" in kind else ".html")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _zipped(content: bytes, within: str = "") -> Iterator[Piece]:
    """The parts of a Word or Excel file, of those embedded in it too, with their names.

    A run of letters does not end a word, a paragraph or a cell does.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            content, name, suffix = archive.read(part), f"{within}{part}", Path(part).suffix.lower()
            if suffix in {".xml", ".rels", ".svg", ".txt", ".html", ".csv", ".json", ".md"}:
                yield _piece(name, f"{name}{BOUNDARY}{_office(content.decode('utf-8', errors='replace'))}")
                continue
            yield Piece(name, name)
            if suffix == ".png":
                yield from (Piece(f"{name}, {place}", text) for place, text in _png(content))
            elif zipfile.is_zipfile(io.BytesIO(content)):
                yield from _zipped(content, f"{name}, ")


def _office(xml: str) -> str:
    within = _OFFICE_RUN.sub("", _OFFICE_ENDS.sub(BOUNDARY, xml))
    attributes = _OFFICE_ATTRIBUTES.findall(xml)
    return html.unescape(BOUNDARY.join([_TAG.sub("", within), *map(unquote, attributes)]))


def _pdf(path: Path) -> Iterator[Piece]:
    """The pages of a PDF with each word that was broken at the end of a line whole too, and its metadata."""
    import pypdfium2

    from complaint_analysis.publish.personal_data.unseen_in_pdf import unseen

    for found in _XMP.findall(path.read_bytes()):
        yield _piece("its metadata", _TAG.sub(BOUNDARY, found.decode("utf-8", errors="replace")))
    document = pypdfium2.PdfDocument(path)
    try:
        yield Piece("its metadata", BOUNDARY.join(document.get_metadata_dict().values()))
        yield Piece("its outline", BOUNDARY.join(mark.get_title() for mark in document.get_toc()))
        read = [(page.get_textpage().get_text_range(), unseen(document, page)) for page in document]
    finally:
        document.close()
    before = ""
    for number, (page, not_seen) in enumerate(read, start=1):
        text = f"{before}\n{page}".replace("\r\n", "\n")
        yield _piece(f"page {number}", f"{text}{BOUNDARY}{_HYPHENATED.sub('', text)}")
        yield _piece(f"page {number}, not seen on it", BOUNDARY.join(not_seen))
        before = page[-200:]


def _png(content: bytes) -> Iterator[Piece]:
    """The notes that a picture carries beside its pixels."""
    at = 8
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        chunk = content[at + 8 : at + 8 + length]
        if kind in {b"tEXt", b"iTXt", b"zTXt"}:
            yield Piece("its notes", _note(kind, chunk))
        at += length + 12


def _note(kind: bytes, chunk: bytes) -> str:
    keyword, _, text = chunk.partition(b"\0")
    if kind == b"zTXt":
        text = zlib.decompress(text[1:])
    return BOUNDARY.join(each.decode("utf-8", errors="replace") for each in (keyword, text))
