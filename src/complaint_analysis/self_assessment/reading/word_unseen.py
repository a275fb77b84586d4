"""What a Word document holds beside its text, written into it: addresses of links, notes, ticked boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from complaint_analysis.records.statements.word_styles import OFF, WordStyles
from complaint_analysis.self_assessment.reading.text_source import with_link
from complaint_analysis.self_assessment.reading.tick_boxes import EMPTY, TICKED
from complaint_analysis.self_assessment.reading.word_hidden import (
    holds_hidden,
    mark_hidden,
    take_out_hidden_of,
)

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)


def show_unseen(document) -> None:
    """Writes the addresses of links, the notes at the foot and the state of boxes into the text, as read.

    A link's address follows its text in brackets, a note its paragraph in square ones.
    """
    _show_links(document)
    _show_fields(document.element.body)
    _show_notes(document)
    _show_boxes(document.element.body)


def _show_links(document) -> None:
    for link in document.element.body.iter(qn("w:hyperlink")):
        relation = document.part.rels.get(link.get(qn("r:id"), ""))
        address = relation.target_ref if relation is not None and relation.is_external else ""
        _add_address(link, _text(link), address)


def _show_fields(body) -> None:
    """The same of links that are fields of the text."""
    for field in body.iter(qn("w:fldSimple")):
        _add_address(field, _text(field), _address(field.get(qn("w:instr"), "")))
    for end, code, shown in _fields(body):
        if more := _more(shown, _address(code)):
            end.addnext(_run_text(more))


def _fields(body) -> Iterator[tuple]:
    """Each field that is code and text in turn: where it ends, its code, and what it shows."""
    opened: list[dict] = []
    for element in list(body.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t"))):
        kind = element.get(qn("w:fldCharType"), "")
        if kind == "begin":
            opened.append({"code": "", "shown": "", "part": "code"})
        elif opened and kind == "separate":
            opened[-1]["part"] = "shown"
        elif opened and kind == "end":
            field = opened.pop()
            yield element, field["code"], field["shown"]
        elif opened and not kind:
            opened[-1][opened[-1]["part"]] += element.text or ""


def _address(code: str) -> str:
    link = _LINK.match(code)
    return link[1] if link else ""


def _add_address(link, shown: str, address: str) -> None:
    if more := _more(shown, address):
        run = OxmlElement("w:r")
        run.append(_run_text(more))
        link.append(run)


def _more(shown: str, address: str) -> str:
    """What follows the text of a link: its address, where the text does not show it."""
    text = shown.strip()
    return with_link(text, address)[len(text) :] if text else ""


def _run_text(text: str):
    element = OxmlElement("w:t")
    element.text = text
    return element


def _show_notes(document) -> None:
    """Writes each note of the foot or the end as a paragraph behind the one that refers to it."""
    for kind in ("footnote", "endnote"):
        notes = _notes(document, kind)
        for reference in list(document.element.body.iter(qn(f"w:{kind}Reference"))):
            note = notes.get(reference.get(qn("w:id"), ""))
            above = next(reference.iterancestors(qn("w:p")), None)
            if note is not None and above is not None:
                _show_note(note, above)


def _show_note(note, above) -> None:
    if holds_hidden(note):
        mark_hidden(above)
    if text := " ".join(_text(note).split()):
        above.addnext(_paragraph(f"[{text}]"))


def _paragraph(text: str):
    paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
    run.append(_run_text(text))
    paragraph.append(run)
    return paragraph


def _notes(document, kind: str) -> dict[str, Any]:
    """Each note by its id, without what is hidden of it."""
    parts = [each for each in document.part.rels.values() if each.reltype.endswith(f"/{kind}s")]
    roots = [parse_xml(part.target_part.blob) for part in parts]
    for root in roots:
        take_out_hidden_of(root, WordStyles(document))
    return {note.get(qn("w:id"), ""): note for root in roots for note in root.iter(qn(f"w:{kind}"))}


def _show_boxes(body) -> None:
    """Writes what a box to tick says of itself for what it shows, which may be any letter of any font."""
    for control in list(body.iter(qn("w:sdt"))):
        box = control.find(f"{qn('w:sdtPr')}/{_W14}checkbox")
        shown = list(control.iter(qn("w:t"), qn("w:sym"))) if box is not None else []
        if shown:
            state = box.find(f"{_W14}checked")
            ticked = state is not None and state.get(f"{_W14}val", "1") not in OFF
            shown[0].addprevious(_run_text(TICKED if ticked else EMPTY))
            for element in shown:
                element.getparent().remove(element)


def _text(element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))
