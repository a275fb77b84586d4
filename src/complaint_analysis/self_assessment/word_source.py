"""The lines of a form from a Word document: every table, with merged and nested cells and lists in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from complaint_analysis.self_assessment.assembling import Line, Piece
from complaint_analysis.self_assessment.sources import unreadable

_HIGHLIGHTS = {"yellow", "darkYellow"}
_YELLOW_FILLS = {"FFFF00", "FFFF99", "FFFFCC", "FFF2CC", "FFE599"}
# What a reader of the page does not see: deleted and moved text, and the second copy of a text box.
_UNSEEN = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def word_pieces(path: Path) -> list[Piece]:
    """The tables of a Word document, a piece each, and the paragraphs between them, in reading order.

    A merged cell's text stands once, in its first column and row; the cells it covers are empty, so that
    the columns stay in place. A nested table's cells are lines of the cell that holds it. A row with a
    yellow highlight or shading is flagged.
    """
    try:
        body = docx.Document(str(path)).element.body
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise unreadable(path, error) from None
    return [piece for piece in (_piece(block) for block in _blocks(body)) if piece]


def _blocks(parent) -> Iterator:
    """Tables and paragraphs of the body, those inside content controls too, in order."""
    for child in parent.iterchildren():
        if child.tag in (qn("w:tbl"), qn("w:p")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _blocks(child)


def _piece(block) -> list[Line]:
    if block.tag == qn("w:p"):
        return [Line((text,))] if (text := _paragraph(block)) else []
    return [_line(row) for row in _children(block, "w:tr")]


def _line(row) -> Line:
    cells: list[str] = [""] * _grid_before(row)
    for cell in _children(row, "w:tc"):
        cells += [_cell_text(cell), *[""] * (_span(cell) - 1)]
    return Line(tuple(cells), _is_flagged(row))


def _children(parent, tag: str) -> Iterator:
    """The rows of a table or the cells of a row, those inside content controls too."""
    for child in parent.iterchildren():
        if child.tag == qn(tag):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _children(child, tag)


def _grid_before(row) -> int:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return int(before.get(qn("w:val"))) if before is not None else 0


def _span(cell) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(span.get(qn("w:val"))) if span is not None else 1


def _cell_text(cell) -> str:
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merged is not None and merged.get(qn("w:val"), "continue") == "continue":
        return ""
    return "\n".join(text for paragraph in _seen(cell, qn("w:p")) if (text := _paragraph(paragraph)))


def _paragraph(paragraph) -> str:
    text = "".join(_run_text(part) for part in _seen(paragraph, *_RUN_TEXT))
    is_item = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or _has_list_style(paragraph)
    return f"• {text}" if is_item and text.strip() else text.strip()


def _has_list_style(paragraph) -> bool:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val"), "").startswith("List")


def _seen(parent, *tags: str) -> Iterator:
    """The elements of some tags that a reader of the page sees, in order; none inside another of them."""
    for child in parent.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag not in _UNSEEN and not _is_placeholder(child):
            yield from _seen(child, *tags)


def _is_placeholder(element) -> bool:
    """Whether a content control still shows its prompt, such as 'Choose an item'."""
    return element.tag == qn("w:sdt") and element.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


_RUN_TEXT = {qn("w:t"): "", qn("w:tab"): " ", qn("w:br"): "\n", qn("w:noBreakHyphen"): "-"}


def _run_text(element) -> str:
    return element.text or _RUN_TEXT[element.tag]


def _is_flagged(row) -> bool:
    highlights = {mark.get(qn("w:val")) for mark in row.iter(qn("w:highlight"))}
    fills = {(mark.get(qn("w:fill")) or "").upper() for mark in row.iter(qn("w:shd"))}
    return bool(highlights & _HIGHLIGHTS or fills & _YELLOW_FILLS)
