"""What two files of a publication say, whatever their bytes: words of documents, cells of workbooks, values.

Another version of a program writes other bytes of the same report; whoever changes a word of it is found all
the same.
"""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from complaint_analysis.provenance.publication_diff import Difference

AROUND = 4
"""So many words before the first that differs are told with it."""
MISSING, UNREADABLE = "nothing", "cannot be read"
_UNPRINTED = re.compile(
    r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_ALTERNATIVE = re.compile(r'\b(?:alt|aria-label|title)="([^"]*)"')
_WORD_TEXT = re.compile(r"<w:t(?:\s[^<>]*)?>([^<]*)</w:t>|(</w:p>|</w:tc>)")
_HYPHENATED = re.compile(r"(?<=\w)(?:[\x02\ufffe]\s*|[-\u00ad\u2010]\s*\n\s*)(?=\w)")


def can_be_compared(name: str) -> bool:
    """Whether what a file of this kind says can be told; a picture of dots cannot."""
    return Path(name).suffix.lower() in _READERS


def difference_in_contents(name: str, published: Path, rebuilt: Path) -> Difference | None:
    """The first word, cell or value in which two files differ, with what stands before it; None in none."""
    before: list[str] = []
    for then, now in zip_longest(_contents(published), _contents(rebuilt), fillvalue=MISSING):
        if then != now:
            return _told_where(name, before[-AROUND:], then, now)
        before.append(then)
    return None


def _told_where(name: str, before: Sequence[str], then: str, now: str) -> Difference:
    """A value by its own name, a word by those before it."""
    (key, _, value), (other, _, made_again) = then.partition(": "), now.partition(": ")
    if value and key == other:
        return Difference(name, key, "", value, made_again)
    where = f"after “{' '.join(before)}”" if before else "at its beginning"
    return Difference(name, where, "", then, now)


def _contents(path: Path) -> Iterator[str]:
    """What a file says, one thing after the other; a damaged one says that it cannot be read."""
    try:
        yield from _READERS[path.suffix.lower()](path)
    except (ValueError, OSError, RuntimeError, zipfile.BadZipFile, CalamineError):
        yield UNREADABLE


def _page(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    alternatives = " ".join(_ALTERNATIVE.findall(text))
    yield from html.unescape(_TAG.sub(" ", _UNPRINTED.sub(" ", f"{text} {alternatives}"))).split()


def _picture(path: Path) -> Iterator[str]:
    yield from html.unescape(_TAG.sub(" ", path.read_text(encoding="utf-8", errors="replace"))).split()


def _word_document(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        names = [each for each in archive.namelist() if re.fullmatch(r"word/[a-z]+\d*\.xml", each)]
        for name in sorted(names):
            xml = archive.read(name).decode("utf-8", errors="replace")
            runs = (" " if end else text for text, end in _WORD_TEXT.findall(xml))
            yield from html.unescape("".join(runs)).split()


def _pdf(path: Path) -> Iterator[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    yield from _HYPHENATED.sub("", text.replace("\r\n", "\n")).split()


def _workbook(path: Path) -> Iterator[str]:
    with CalamineWorkbook.from_path(str(path)) as workbook:
        for sheet in workbook.sheet_names:
            yield f"sheet {sheet}"
            rows = enumerate(workbook.get_sheet_by_name(sheet).to_python(), start=1)
            for number, row in rows:
                yield from (f"{sheet}, row {number}, cell {at}: {cell}" for at, cell in enumerate(row, 1))


def _json(path: Path) -> Iterator[str]:
    yield from _values(json.loads(path.read_text(encoding="utf-8")))


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
    ".html": _page, ".svg": _picture, ".docx": _word_document, ".pdf": _pdf, ".xlsx": _workbook,
    ".json": _json, ".csv": _text, ".css": _text, ".txt": _text, ".md": _text,
}  # fmt: skip
