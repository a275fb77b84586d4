"""What a PDF says: the words of its pages, and all that no page shows.

PDFium knows the words that are drawn. Everything else is a string or a stream of an object of the file:
alternative texts, links, comments, fields, the outline, metadata, scripts, attached files.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2

from complaint_analysis.publish.personal_data.unread import UnreadPart

_ENDS = b"startxref"
_GLYPHS = re.compile(rb"/(?:FontFile[23]?|ToUnicode|CIDToGIDMap|CIDSet|CharProcs|Encoding)\b")
"""Under these names a font's own drawings and tables stand."""
_STRING = rb"\((?:\\.|[^()\\])*\)|<[0-9A-Fa-f\s]*>"
_SAID = re.compile(_STRING + rb"|/[^\s/<>\[\](){}%]+", re.DOTALL)
_SAID_IN_DRAWING = re.compile(rb"/(?:ActualText|Alt|E|Contents|T)\s*(" + _STRING + rb")", re.DOTALL)


def page_texts(content: bytes) -> list[str]:
    """The words of each page of a PDF, line by line."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


class UnseenInPdf:
    """What no page of a PDF shows: `texts`, `files` attached with their kinds (`.docx`), and `photographs`.

    An UnreadPart where the file is encrypted or damaged, or holds an earlier version of itself.
    """

    def __init__(self, content: bytes) -> None:
        if content.count(_ENDS) > 1 and b"/Linearized" not in content[:1024]:
            raise UnreadPart("a PDF with earlier versions of itself")
        self.texts: set[str] = set()
        self.files: list[tuple[str, bytes]] = []
        self.photographs: list[bytes] = []
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            if document.is_encrypted:
                raise UnreadPart("an encrypted file")
            self._read(document)
            if document.get_warnings():
                raise UnreadPart("a damaged file")

    def _read(self, document: pikepdf.Pdf) -> None:
        drawn = {each.objgen for page in document.pages for each in _contents(page)}
        streams: list[pikepdf.Stream] = []
        written: list[bytes] = []
        kinds: dict[tuple[int, int], str] = {}
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                streams.append(each)
            said = _written(each)
            written.append(said)
            if b"/EF" in said:
                kinds |= dict(_attached(each))
            if _GLYPHS.search(said):
                drawn |= set(_glyphs(each))
        self.texts = {_as_text(each) for each in set(_SAID.findall(b"\n".join(written)))}
        for stream in streams:
            if stream.objgen in kinds or stream.get("/Type") == pikepdf.Name.EmbeddedFile:
                self.files.append((kinds.get(stream.objgen, ""), stream.read_bytes()))
            else:
                self._take_stream(stream, is_drawn=stream.objgen in drawn)

    def _take_stream(self, stream: pikepdf.Stream, *, is_drawn: bool) -> None:
        subtype = stream.get("/Subtype")
        if subtype == pikepdf.Name.Image:
            self._take_picture(stream)
        elif is_drawn or subtype == pikepdf.Name.Form or "/PatternType" in stream:
            self.texts |= {_as_text(each) for each in _SAID_IN_DRAWING.findall(stream.read_bytes())}
        elif stream.get("/Type") != pikepdf.Name.CMap:
            content = stream.read_bytes()
            self.texts |= {content.decode("latin-1"), content.decode("utf-8", errors="replace")}

    def _take_picture(self, stream: pikepdf.Stream) -> None:
        """A photograph with its own notes; of other pictures a PDF keeps the pixels alone."""
        filters = str(stream.get("/Filter", ""))
        if "JPXDecode" in filters or "JBIG2Decode" in filters:
            raise UnreadPart("a picture of a kind that is not known")
        if "DCTDecode" in filters:
            self.photographs.append(bytes(stream.read_raw_bytes()))


def _written(each: pikepdf.Object) -> bytes:
    """An object as a file of PDF writes it, without the content of a stream."""
    return each.stream_dict.unparse() if isinstance(each, pikepdf.Stream) else each.unparse(resolved=True)


def _as_text(written: bytes) -> str:
    """What a string or a name of a PDF says, as it is written there."""
    return str(pikepdf.Object.parse(written)).lstrip("/")


def _contents(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        yield from contents
    elif contents is not None:
        yield contents


def _attached(named: pikepdf.Object) -> Iterator[tuple[tuple[int, int], str]]:
    """The streams of an attached file, of what kind its name says that they are."""
    kind = Path(str(named.get("/UF", named.get("/F", "")))).suffix.lower()
    yield from ((file.objgen, kind) for file in named["/EF"].values())


def _glyphs(font: pikepdf.Object) -> Iterator[tuple[int, int]]:
    """Which objects hold the drawings and tables of a font."""
    for name, found in font.items():
        if name == "/CharProcs":
            yield from (each.objgen for each in found.values())
        elif _GLYPHS.search(name.encode()) and isinstance(found, pikepdf.Stream):
            yield found.objgen
