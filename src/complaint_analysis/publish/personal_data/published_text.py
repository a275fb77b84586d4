"""What a reader or a program can find in a file about to be published: its pieces with their places.

Every byte counts: the words of pages, Word, Excel and PDF, alternative texts, links, ids, styles, the
metadata of a document, what is embedded in it, a picture's own notes, and the name of the file itself. A part
of a kind that is not known, or that cannot be read, is given as unread: it stops the publication.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from complaint_analysis.council.text_files import decoded
from complaint_analysis.publish.personal_data import pictures
from complaint_analysis.publish.personal_data.markup import (
    BOUNDARY,
    MARKUP,
    media_kind,
    texts_of,
    unescaped,
    whole_words,
    words_of_office,
)
from complaint_analysis.publish.personal_data.pdf import UnseenInPdf, page_texts
from complaint_analysis.publish.personal_data.unread import UnreadPart

ZIPPED = frozenset({".docx", ".xlsx", ".ods", ".odt", ".pptx", ".zip"})
TEXTS = MARKUP | {".css", ".js", ".json", ".ipynb", ".csv", ".tsv", ".md", ".txt", ".toml", ".yml", ".yaml"}
MOST_UNPACKED, MOST_WITHIN = 500_000_000, 5
"""So many bytes a file may unpack to, and so deep files may lie within files."""
_PAGE_BEFORE = 200
"""So many letters of the page before are read with each page: a name may go over its end."""
_ENCRYPTED = 0x1
_EMBEDDED = re.compile(
    r"(?<![\w-])data:(?P<media>[\w/+.-]*)(?:;[\w.=\"'-]+?)*?(?P<coded>;\s*base64)?\s*,"
    r"(?P<content>(?(coded)[A-Za-z0-9+/=%]+(?:\s+[A-Za-z0-9+/=%]+)*|[^\"'<>)\s]+))",
    re.IGNORECASE,
)
_ENDED = re.compile(r"""\s*["')>\]}|,;&\\]|\s|$""")


class Piece(NamedTuple):
    """A part of a file: where it stands in it, and its text, line by line where it has lines.

    Of a part that cannot be read `unread` says why.
    """

    place: str
    text: str
    unread: str = ""


class Part(NamedTuple):
    """A file within a file: where it stands, of what kind it is (`.png`), and its bytes."""

    place: str
    kind: str
    content: bytes


def pieces(path: Path, name: str = "") -> Iterator[Piece]:
    """The parts of a file, its name first; what cannot be read is among them and says so."""
    yield Piece("the file's name", name or path.name)
    yield from _pieces_of(Part("", path.suffix.lower(), path.read_bytes()))


def _pieces_of(part: Part, within: int = 0) -> Iterator[Piece]:
    """The pieces of a part and of all that lies in it. Whatever goes wrong in reading: it was not read."""
    try:
        read = _READERS.get(part.kind)
        if read is None:
            raise UnreadPart(f"a kind of file that is not known{part.kind and f', {part.kind}'}")
        if within > MOST_WITHIN:
            raise UnreadPart("files within files without end")
        for found in read(part.content):
            named = found._replace(place=", ".join(filter(None, (part.place, found.place))))
            yield from _pieces_of(named, within + 1) if isinstance(named, Part) else [named]
    except UnreadPart as error:
        yield Piece(part.place, "", str(error))
    except Exception:  # a reader of others' formats may fail in any way
        yield Piece(part.place, "", "a damaged file")


def _text(kind: str) -> Callable[[bytes], Iterator[Piece | Part]]:
    """A reader of a kind of text, with what is embedded in it."""

    def read(content: bytes) -> Iterator[Piece | Part]:
        text = decoded(content)
        if "\0" in text:
            raise UnreadPart("a text with bytes that are none")
        yield _piece("", whole_words(texts_of(text, kind)))
        yield from _embedded(text)

    return read


def _embedded(text: str) -> Iterator[Part]:
    """The files within a text, as `data:image/svg+xml;base64,…`."""
    for number, found in enumerate(_EMBEDDED.finditer(text), start=1):
        place = f"embedded {number}"
        content = unquote_to_bytes(found["content"])
        if not found["coded"]:
            yield Part(place, media_kind(found["media"]), content)
        elif _ENDED.match(text, found.end()):
            raw = base64.b64decode(b"".join(content.split()), validate=True)
            yield Part(place, media_kind(found["media"]), raw)
        else:
            raise UnreadPart("an embedded file that cannot be read")


def _piece(place: str, text: str) -> Piece:
    """A piece with what its escapes stand for beside them: `%20`, `&eacute;`, `&amp;eacute;`."""
    said = unescaped(text)
    if said == text:
        return Piece(place, text)
    return Piece(
        place, BOUNDARY.join([said, *(line for line in text.splitlines() if unescaped(line) != line)])
    )


def _zipped(content: bytes) -> Iterator[Piece | Part]:
    """The parts of a Word or Excel file with their names, and the remarks of the archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise UnreadPart("a file that unpacks to more than can be read")
        remarks = [archive.comment, *(entry.comment for entry in entries)]
        yield Piece("", BOUNDARY.join(remark.decode("utf-8", errors="replace") for remark in remarks))
        for entry in entries:
            yield from _entry(archive, entry)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Piece | Part]:
    name, kind = entry.filename, f".{entry.filename.rpartition('.')[2].lower()}"
    yield Piece(name, name)
    if entry.is_dir():
        return
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadPart("an encrypted file")
    content = archive.read(entry)
    if kind in (".xml", ".rels", ".vml"):
        xml = decoded(content)
        yield _piece(name, f"{name}{BOUNDARY}{words_of_office(xml)}")
        yield from (found._replace(place=f"{name}, {found.place}") for found in _embedded(xml))
    else:
        yield Part(name, kind, content)


def _pdf(content: bytes) -> Iterator[Piece | Part]:
    """The pages of a PDF with each word broken at the end of a line whole too, and the rest of it."""
    unseen = UnseenInPdf(content)
    yield _piece("not seen on a page", BOUNDARY.join(sorted(unseen.texts)))
    for number, (kind, file) in enumerate(unseen.files, start=1):
        yield Part(f"attached file {number}", kind, file)
    yield from (Part("a photograph", ".jpeg", photograph) for photograph in unseen.photographs)
    before = ""
    for number, page in enumerate(page_texts(content), start=1):
        yield _piece(f"page {number}", whole_words(f"{before}\n{page}"))
        before = page[-_PAGE_BEFORE:]


def _picture(kind: str) -> Callable[[bytes], Iterator[Piece | Part]]:
    def read(content: bytes) -> Iterator[Piece | Part]:
        yield from (Piece("its notes", note) for note in pictures.notes(kind, content))

    return read


_READERS: dict[str, Callable[[bytes], Iterator[Piece | Part]]] = {
    **{kind: _text(kind) for kind in TEXTS},
    **{kind: _picture(kind) for kind in pictures.KINDS},
    **dict.fromkeys(ZIPPED, _zipped),
    ".pdf": _pdf,
}
