"""What two files of a publication say, whatever their bytes: words, links, cells, drawings, pixels, remarks.

Another version of a program writes other bytes of the same report; whoever changes anything in it that a
reader or a program can find is found all the same. Told are words, cells and values by their names first,
then what is not seen, then what a page looks like.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, UnidentifiedImageError
from python_calamine import CalamineError, CalamineWorkbook

from complaint_analysis.provenance.publication_diff import Difference
from complaint_analysis.publish.personal_data.pdf import UnseenInPdf, page_texts
from complaint_analysis.publish.personal_data.pictures import notes

AROUND, LONGEST = 4, 80
"""So many words before the first that differs are told with it, and so many letters of a value."""
MISSING, UNREADABLE = "nothing", "cannot be read"
DOTS_A_POINT = 0.6
"""So closely a page of a PDF is looked at: a changed letter or bar shows."""
_UNPRINTED = re.compile(
    r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_TAG_NAME = re.compile(r"<(/?[a-zA-Z][\w-]*)")
_GROUPS = ("div", "span", "p", "section", "article", "main", "header", "footer", "nav", "figure",
           "figcaption", "thead", "tbody", "tfoot")  # fmt: skip
_GROUPING = frozenset(name for each in _GROUPS for name in (each, f"/{each}"))
"""Tags that group what they hold, and say nothing of it."""
_ATTRIBUTE = re.compile(r"""\s([\w:@-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_TOKEN = re.compile(r"<[^<>]*>|[^<>\s]+")
_WORD_TEXT = re.compile(r"<w:t(?:\s[^<>]*)?>([^<]*)</w:t>|(</w:p>|</w:tc>)")
_HYPHENATED = re.compile(r"(?<=\w)(?:[\x02\ufffe]\s*|[-\u00ad\u2010]\s*\n\s*)(?=\w)")
_PACKED_OTHERWISE = frozenset({".html", ".svg", ".docx", ".xlsx", ".pdf", ".png"})


def may_be_packed_otherwise(name: str) -> bool:
    """Whether another version of a program may write other bytes of a file of this kind that say the same."""
    return Path(name).suffix.lower() in _PACKED_OTHERWISE


def can_be_compared(name: str) -> bool:
    """Whether what a file of this kind says can be told."""
    return Path(name).suffix.lower() in _READERS


def difference_in_contents(name: str, published: Path, rebuilt: Path) -> Difference | None:
    """The first word, cell or value in which two files differ, with what stands before it; None in none.

    What cannot be read is no equal of anything.
    """
    before: list[str] = []
    for then, now in zip_longest(_contents(published), _contents(rebuilt), fillvalue=MISSING):
        if then != now or then == UNREADABLE:
            return _told_where(name, before[-AROUND:], then, now)
        before = [*before[-AROUND:], then]
    return None


def _told_where(name: str, before: Sequence[str], then: str, now: str) -> Difference:
    """A value by its own name, a word by those before it."""
    (key, _, value), (other, _, made_again) = then.partition(": "), now.partition(": ")
    if value and key == other:
        return Difference(name, key, "", _short(value), _short(made_again))
    where = f"after “{_short(' '.join(before))}”" if before else "at its beginning"
    return Difference(name, where, "", _short(then), _short(now))


def _short(said: str) -> str:
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def _contents(path: Path) -> Iterator[str]:
    """What a file says, one thing after the other; a damaged one says that it cannot be read."""
    try:
        yield from _READERS[path.suffix.lower()](path)
    except (
        ValueError,
        OSError,
        RuntimeError,
        LookupError,
        zipfile.BadZipFile,
        CalamineError,
        pikepdf.PdfError,
    ):
        yield UNREADABLE


def _page(path: Path) -> Iterator[str]:
    """The words of a page, then what its tags say, then its scripts, styles and comments."""
    text = path.read_text(encoding="utf-8", errors="replace")
    printed = _UNPRINTED.sub(" ", text)
    yield from html.unescape(_TAG.sub(" ", printed)).split()
    for tag in _TAG.findall(printed):
        name = _TAG_NAME.match(tag)
        if name and name[1].casefold() not in _GROUPING:
            yield f"tag: {name[1]}"
        for attribute, *values in _ATTRIBUTE.findall(tag):
            yield f"{attribute}: {html.unescape(''.join(values))}"
    yield from (f"not printed: {' '.join(found[0].split())}" for found in _UNPRINTED.finditer(text))


def _drawing(path: Path) -> Iterator[str]:
    """The words of a drawing, then each of its lines: a bar of another height is another value."""
    text = path.read_text(encoding="utf-8", errors="replace")
    yield from html.unescape(_TAG.sub(" ", text)).split()
    yield from (f"drawn: {token}" for token in _TOKEN.findall(text))


def _word_document(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        names = [each for each in archive.namelist() if re.fullmatch(r"word/[a-z]+\d*\.xml", each)]
        for name in sorted(names):
            xml = archive.read(name).decode("utf-8", errors="replace")
            runs = (" " if end else text for text, end in _WORD_TEXT.findall(xml))
            yield from html.unescape("".join(runs)).split()
    yield from _parts(path)


def _workbook(path: Path) -> Iterator[str]:
    with CalamineWorkbook.from_path(str(path)) as workbook:
        for sheet in workbook.sheet_names:
            yield f"sheet {sheet}"
            rows = enumerate(workbook.get_sheet_by_name(sheet).to_python(), start=1)
            for number, row in rows:
                yield from (f"{sheet}, row {number}, cell {at}: {cell}" for at, cell in enumerate(row, 1))
    yield from _parts(path)


def _parts(path: Path) -> Iterator[str]:
    """Every part of a Word or Excel file in the order of names: formats, links, formulas, properties."""
    with zipfile.ZipFile(path) as archive:
        yield f"remark: {archive.comment!r}"
        for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
            content, name = archive.read(entry), entry.filename
            yield f"part {name}"
            if name.endswith((".xml", ".rels")):
                text = content.decode("utf-8", errors="replace")
                yield from (f"{name}: {token}" for token in _TOKEN.findall(text))
            elif name.lower().endswith(".png"):
                yield from (f"{name}: {said}" for said in _picture_of(content))
            else:
                yield f"{name}: {sha256(content).hexdigest()}"


def _pdf(path: Path) -> Iterator[str]:
    """The words of a PDF, then what its objects say that no page shows, then what its pages look like."""
    content = path.read_bytes()
    pages = [_HYPHENATED.sub("", page) for page in page_texts(content)]
    yield from " ".join(pages).split()
    unseen = UnseenInPdf(content)
    yield from (f"not seen: {said}" for said in sorted(unseen.texts))
    for kind, file in unseen.files:
        yield f"attached {kind}: {sha256(file).hexdigest()}"
    yield from _looks(content)


def _looks(content: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        for number, page in enumerate(document, start=1):
            drawn = page.render(scale=DOTS_A_POINT, grayscale=False).to_numpy()
            yield f"the look of page {number}: {sha256(drawn.tobytes()).hexdigest()[:12]}"
    finally:
        document.close()


def _picture(path: Path) -> Iterator[str]:
    yield from _picture_of(path.read_bytes())


def _picture_of(content: bytes) -> Iterator[str]:
    """The size, the pixels and the notes of a PNG, however they are packed."""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            yield f"size: {picture.size} {picture.mode}"
            yield f"pixels: {sha256(picture.tobytes()).hexdigest()[:12]}"
    except (UnidentifiedImageError, SyntaxError) as error:
        raise ValueError("no picture") from error
    yield from (f"note: {note}" for note in notes(".png", content))


def _json(path: Path) -> Iterator[str]:
    yield from _values(json.loads(path.read_text(encoding="utf-8-sig")))


def _values(content: Any, name: str = "") -> Iterator[str]:
    if isinstance(content, dict | list):
        pairs = content.items() if isinstance(content, dict) else enumerate(content, start=1)
        for key, value in pairs:
            yield from _values(value, f"{name}.{key}" if name else str(key))
    else:
        yield f"{name}: {content}"


def _text(path: Path) -> Iterator[str]:
    yield from path.read_text(encoding="utf-8", errors="replace").split()


_READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".html": _page, ".svg": _drawing, ".docx": _word_document, ".pdf": _pdf, ".xlsx": _workbook,
    ".png": _picture, ".json": _json, ".csv": _text, ".css": _text, ".txt": _text, ".md": _text,
}  # fmt: skip
