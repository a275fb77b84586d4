"""The lines of a form from a Word document: every table, with merged and nested cells and lists in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from complaint_analysis.self_assessment.lines import Line, Piece
from complaint_analysis.self_assessment.sources import unreadable, with_link, yellow

_HIGHLIGHTS = {"yellow", "darkYellow"}
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
    yellow highlight or shading is flagged. Boxes to tick, of content controls, form fields and symbols,
    are marks in the text. A link's address follows its text in brackets.
    """
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise unreadable(path, error) from None
    _show_links(document)
    return [piece for piece in (_piece(block) for block in _blocks(document.element.body)) if piece]


def _show_links(document) -> None:
    """Writes the address of each link behind its text, in the document as it was read."""
    for link in document.element.body.iter(qn("w:hyperlink")):
        relation = document.part.rels.get(link.get(qn("r:id"), ""))
        shown = "".join(text.text or "" for text in link.iter(qn("w:t")))
        address = relation.target_ref if relation is not None and relation.is_external else ""
        if (more := with_link(shown, address)[len(shown) :]) and shown:
            run, text = OxmlElement("w:r"), OxmlElement("w:t")
            text.text = more
            run.append(text)
            link.append(run)


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
    merged: set[int] = set()
    for cell in _children(row, "w:tc"):
        merged |= {len(cells)} if _goes_on(cell) else set()
        cells += [_cell_text(cell), *[""] * (_span(cell) - 1)]
    return Line(tuple(cells), _is_flagged(row), frozenset(merged))


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


def _goes_on(cell) -> bool:
    """Whether a cell is the lower part of one merged over several rows."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def _cell_text(cell) -> str:
    if _goes_on(cell):
        return ""
    return "\n".join(text for paragraph in _seen(cell, qn("w:p")) if (text := _paragraph(paragraph)))


def _paragraph(paragraph) -> str:
    text = "".join(_run_text(part) for part in _seen(paragraph, *_RUN_TEXT))
    is_item = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or _has_list_style(paragraph)
    return f"• {text}" if is_item and text.strip() else text.strip()


def _has_list_style(paragraph) -> bool:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val"), "").startswith("List")


def _box(element) -> str:
    """A form field's tick box as its mark, or what a form field's list shows; '' of any other field."""
    box = element.find(f"{qn('w:ffData')}/{qn('w:checkBox')}")
    if box is not None:
        state = box.find(qn("w:checked"))
        state = box.find(qn("w:default")) if state is None else state
        return _TICKED if state is not None and state.get(qn("w:val"), "1") not in _OFF else _EMPTY
    choices = element.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
    if choices is None:
        return ""
    chosen = choices.find(qn("w:result"))
    entries = [entry.get(qn("w:val"), "") for entry in choices.iterchildren(qn("w:listEntry"))]
    place = int(chosen.get(qn("w:val"), "0")) if chosen is not None else 0
    return entries[place] if place < len(entries) else ""


_TICKED, _EMPTY, _OFF = "☒", "☐", ("0", "false", "off")
_SYMBOLS = {
    "F0FE": "☒", "F0FD": "☒", "F078": "☒", "F0FC": "✓", "F052": "☒", "F0A8": "☐", "F06F": "☐", "F071": "☐",
    "F0A3": "☐", "00FE": "☒", "00FC": "✓", "00A8": "☐",
}  # fmt: skip
# What the fonts of Word's symbols show at these places: boxes with and without a mark.


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


_RUN_TEXT = {
    qn("w:t"): "", qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "", qn("w:sym"): "", qn("w:fldChar"): "",
}  # fmt: skip


def _run_text(element) -> str:
    if element.tag == qn("w:sym"):
        return _SYMBOLS.get((element.get(qn("w:char")) or "").upper(), "")
    if element.tag == qn("w:fldChar"):
        return _box(element)
    return element.text or _RUN_TEXT[element.tag]


def _is_flagged(row) -> bool:
    highlights = {mark.get(qn("w:val")) for mark in row.iter(qn("w:highlight"))}
    fills = [mark.get(qn("w:fill")) or "" for mark in row.iter(qn("w:shd"))]
    return bool(highlights & _HIGHLIGHTS) or any(yellow(fill) for fill in fills)
