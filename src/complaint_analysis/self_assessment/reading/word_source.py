"""The lines of a form from a Word document: every table, with merged and nested cells and lists in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from complaint_analysis.council.file_limits import FORM, unpacked_size
from complaint_analysis.council.settings import shown
from complaint_analysis.records.statements.word_document import word_document
from complaint_analysis.records.statements.word_styles import OFF
from complaint_analysis.self_assessment.reading.lines import Line, Piece
from complaint_analysis.self_assessment.reading.text_source import unreadable, yellow
from complaint_analysis.self_assessment.reading.tick_boxes import EMPTY, TICKED, Stretch, as_marks, choice_of
from complaint_analysis.self_assessment.reading.word_hidden import holds_hidden, take_out_hidden
from complaint_analysis.self_assessment.reading.word_unseen import show_unseen

_MOST_COLUMNS = 63
_NO_HIGHLIGHTS = {None, "none", "white", "black"}
# What a reader of the page does not see: deleted and moved text, and the second copy of a text box.
_UNSEEN = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_RUN_TEXT = {
    qn("w:t"): "", qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "", qn("w:sym"): "", qn("w:fldChar"): "",
}  # fmt: skip
_WRAPS = {qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:smartTag")}


def word_pieces(path: Path) -> list[Piece]:
    """The tables of a Word document, a piece each, and the paragraphs between them, in reading order.

    A merged cell's text stands once, in its first column and row; the cells it covers are empty, so that
    the columns stay in place. A nested table's cells are lines of the cell that holds it, but one that
    a table of single cells only frames is a table of its own. A row with a highlight or yellow shading is
    flagged. Boxes to tick, of content controls, form fields and symbols, are marks in the text, and so is
    an option that a pen picks. A link's address follows its text in brackets, a note its paragraph. Text that
    Word hides is left out, and its line says so.
    """
    unpacked_size(path, FORM, shown(path))
    try:
        document = word_document(path)
        take_out_hidden(document)
        show_unseen(document)
        return [piece for piece in (_piece(block) for block in _blocks(document.element.body)) if piece]
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, LxmlError) as error:
        raise unreadable(path, type(error).__name__) from None


def _blocks(parent) -> Iterator:
    """Tables and paragraphs of the body, those inside content controls too, in order."""
    for child in parent.iterchildren():
        if child.tag == qn("w:tbl") and _only_frames(child):
            for cell in child.iterchildren(qn("w:tr")):
                yield from _blocks(cell.find(qn("w:tc")))
        elif child.tag in (qn("w:tbl"), qn("w:p")):
            yield child
        elif child.tag in _WRAPS:
            yield from _blocks(child)


def _only_frames(table) -> bool:
    """Whether a table has a single cell a row, and tables within: a frame for the page and no table."""
    rows = list(table.iterchildren(qn("w:tr")))
    single = all(len(list(row.iterchildren(qn("w:tc")))) == 1 for row in rows)
    return bool(rows) and single and next(table.iterdescendants(qn("w:tbl")), None) is not None


def _piece(block) -> list[Line]:
    if block.tag == qn("w:p"):
        text, hidden = _paragraph(block), holds_hidden(block)
        return [Line((text,), hidden=hidden)] if text or hidden else []
    return [_line(row) for row in _children(block, "w:tr")]


def _line(row) -> Line:
    cells: list[str] = [""] * _grid_before(row)
    merged: set[int] = set()
    for cell in _children(row, "w:tc"):
        merged |= {len(cells)} if _goes_on(cell) else set()
        cells += [_cell_text(cell), *[""] * (_span(cell) - 1)]
    return Line(tuple(cells), _is_flagged(row), frozenset(merged), holds_hidden(row))


def _children(parent, tag: str) -> Iterator:
    """The rows of a table or the cells of a row, those inside content controls too."""
    for child in parent.iterchildren():
        if child.tag == qn(tag):
            yield child
        elif child.tag in _WRAPS:
            yield from _children(child, tag)


def _grid_before(row) -> int:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return _columns(before) if before is not None else 0


def _span(cell) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return _columns(span) if span is not None else 1


def _columns(element) -> int:
    """The number of columns that an element says; a ValueError for more than a table of Word can have."""
    number = int(element.get(qn("w:val"), "1"))
    if not 0 <= number <= _MOST_COLUMNS:
        raise ValueError("a cell over more columns than a table can have")
    return number


def _goes_on(cell) -> bool:
    """Whether a cell is the lower part of one merged over several rows."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def _cell_text(cell) -> str:
    if _goes_on(cell):
        return ""
    return choice_of(_stretches(cell)) or "\n".join(filter(None, map(_paragraph, _seen(cell, qn("w:p")))))


def _stretches(cell) -> list[Stretch]:
    """The text of a cell in stretches of one look, its paragraphs parted by line breaks."""
    stretches: list[Stretch] = []
    for paragraph in _seen(cell, qn("w:p")):
        stretches += [_stretch(part) for part in _seen(paragraph, *_RUN_TEXT)]
        stretches.append(Stretch("\n"))
    return stretches


def _stretch(part) -> Stretch:
    look = part.getparent().find(qn("w:rPr"))
    strikes = [look.find(qn(tag)) for tag in ("w:strike", "w:dstrike")] if look is not None else []
    struck = any(strike is not None and strike.get(qn("w:val"), "1") not in OFF for strike in strikes)
    return Stretch(_run_text(part), struck, look is not None and _is_highlighted(look))


def _is_highlighted(element) -> bool:
    return not {mark.get(qn("w:val")) for mark in element.iter(qn("w:highlight"))} <= _NO_HIGHLIGHTS


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
        return TICKED if state is not None and state.get(qn("w:val"), "1") not in OFF else EMPTY
    choices = element.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
    if choices is None:
        return ""
    chosen = choices.find(qn("w:result"))
    entries = [entry.get(qn("w:val"), "") for entry in choices.iterchildren(qn("w:listEntry"))]
    place = int(chosen.get(qn("w:val"), "0")) if chosen is not None else 0
    return entries[place] if place < len(entries) else ""


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


def _run_text(element) -> str:
    if element.tag == qn("w:sym"):
        mark = as_marks(chr(int(element.get(qn("w:char"), "0"), 16)), element.get(qn("w:font"), ""))
        return mark if mark.isprintable() else ""
    if element.tag == qn("w:fldChar"):
        return _box(element)
    return as_marks(element.text or "", _font(element)) or _RUN_TEXT[element.tag]


def _font(element) -> str:
    fonts = element.getparent().find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return fonts.get(qn("w:ascii"), "") if fonts is not None else ""


def _is_flagged(row) -> bool:
    """Whether a row is marked, but for a highlight that only picks one of the answers that a cell offers."""
    cells = [cell for cell in _children(row, "w:tc") if not choice_of(_stretches(cell))]
    fills = [mark.get(qn("w:fill")) or "" for mark in row.iter(qn("w:shd"))]
    return any(map(_is_highlighted, cells)) or any(yellow(fill) for fill in fills)
