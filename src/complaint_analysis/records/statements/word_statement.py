"""The blocks of a statement in Word: its paragraphs, headings, lists, emphasis and links, and nothing else.

What a reader of the page sees is read: of tracked changes the text as accepted, no comment, no hidden text;
what was so left out is said. Fonts, sizes, colours, heads and feet of the page are the report's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError
from markdown_it.token import Token

from complaint_analysis.council.file_limits import FORM, unpacked_size
from complaint_analysis.council.settings import shown
from complaint_analysis.errors import InputError
from complaint_analysis.records.statements.printed_text import no_text
from complaint_analysis.records.statements.word_document import word_document
from complaint_analysis.records.statements.word_inline import words_of
from complaint_analysis.records.statements.word_lists import Counts, ListItem, list_blocks
from complaint_analysis.records.statements.word_styles import WordStyles
from complaint_analysis.records.statements.word_text import Reading, Span, is_unfilled, pass_over, spans_of

_PARTS = {"vbaproject": "a macro", "/embeddings/": "an embedded file", "/activex/": "a control"}
_WRAPS = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_PASSED = {qn("w:sectPr"), qn("w:sdtPr"), qn("w:sdtEndPr")}
_JOINED = f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}"


def word_blocks(path: Path) -> tuple[list[Token], tuple[str, ...]]:
    """The blocks of a Word document, and in sentences what was left out of it.

    An InputError names the paragraph that holds more than text, or says that the file cannot be read.
    """
    unpacked_size(path, FORM, shown(path))
    try:
        document = word_document(path)
        _refuse_parts(document, path)
        reading = Reading(path, WordStyles(document), dict(document.part.rels))
        return list(_blocks(document.element.body, reading)), reading.notes()
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, LxmlError) as error:
        raise InputError(
            f"{path.name} cannot be opened as a Word document ({type(error).__name__})",
            where=shown(path),
            do="open it in Word and save it again as .docx, or write it as .md",
        ) from None


def _refuse_parts(document, path: Path) -> None:
    for part in document.part.package.iter_parts():
        name = str(part.partname).lower()
        for sign, what in _PARTS.items():
            if sign in name:
                raise no_text(what, path, "")


def _blocks(body, reading: Reading) -> Iterator[Token]:
    """The blocks of the body, items that follow each other as lists."""
    entries = _entries(body, reading)
    for is_item, together in groupby(entries, key=lambda entry: isinstance(entry, ListItem)):
        if is_item:
            yield from list_blocks([entry for entry in together if isinstance(entry, ListItem)])
        else:
            yield from (token for entry in together if not isinstance(entry, ListItem) for token in entry)


def _entries(body, reading: Reading) -> Iterator[ListItem | tuple[Token, ...]]:
    """An item of a list, or the tokens of a paragraph or heading, for each paragraph with words in it.

    One whose end was deleted as a tracked change goes on in the next.
    """
    counts, begun = Counts(), list[Span]()
    for paragraph in _paragraphs(body, reading):
        reading.paragraph += next(paragraph.iter(qn("w:r")), None) is not None
        begun += spans_of(paragraph, reading)
        if paragraph.find(_JOINED) is None:
            words = words_of(begun, reading.place)
            if words.children:
                yield _entry(paragraph, words, reading, counts)
            begun = []
    if (words := words_of(begun, reading.place)).children:
        yield _paragraph(words)


def _entry(paragraph, words: Token, reading: Reading, counts: Counts) -> ListItem | tuple[Token, ...]:
    level = reading.styles.heading_level(paragraph)
    if level is not None:
        return Token("heading_open", f"h{level}", 1), words, Token("heading_close", f"h{level}", -1)
    numbering = reading.styles.numbering(paragraph)
    return counts.item(numbering, words, reading) if numbering else _paragraph(words)


def _paragraph(words: Token) -> tuple[Token, ...]:
    return Token("paragraph_open", "p", 1), words, Token("paragraph_close", "p", -1)


def _paragraphs(parent, reading: Reading) -> Iterator:
    """The paragraphs of the body in order; an InputError where something else stands between them."""
    for child in parent.iterchildren("{*}*"):
        if child.tag == qn("w:p"):
            yield child
        elif child.tag in _WRAPS:
            if child.tag != qn("w:sdt") or not is_unfilled(child, reading):
                yield from _paragraphs(child, reading)
        elif child.tag not in _PASSED:
            pass_over(child, reading)
