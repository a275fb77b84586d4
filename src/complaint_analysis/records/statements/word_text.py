"""The words of a paragraph in Word, stretch by stretch, as a reader of the page sees them.

Anything that is no text stops the reading with its paragraph; what no reader sees is left out and noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from docx.oxml.ns import qn

from complaint_analysis.council.settings import shown
from complaint_analysis.errors import InputError
from complaint_analysis.printing.markdown import is_safe_link
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.printing.sentences import listed
from complaint_analysis.records.statements.printed_text import no_text
from complaint_analysis.records.statements.word_styles import WordStyles, switched

HIDDEN, DELETED, INSERTED = "hidden text is left out", "deleted text is left out", "inserted text is read"
COMMENTED, PROMPT = "a comment is left out", "a prompt that nobody filled in is left out"
BREAK = "\n"
_MOST_NAMED = 5
_SYMBOL_FONT = re.compile(r"symbol|(web|wing)dings( [23])?", re.IGNORECASE)
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)")?(?:\s*\\l\s+"([^"]*)")?', re.IGNORECASE)
_IN_A_LINK = "!#$%&*+,-./:;=?@_~"
_UNNOTED = {
    qn(f"w:{tag}")
    for tag in (
        "pPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "sdtPr", "sdtEndPr",
        "lastRenderedPageBreak", "softHyphen", "annotationRef", "smartTagPr", "customXmlPr",
    )
}  # fmt: skip
_RANGE = re.compile(r"\{[^}]*\}(customXml\w*|moveFrom|moveTo)Range(Start|End)")
_COMMENTS = {qn(f"w:{tag}") for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")}
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_INSERTED = {qn("w:ins"), qn("w:moveTo")}
_WRAPS = {qn(f"w:{tag}") for tag in ("smartTag", "customXml", "sdtContent", "dir", "bdo")}
_NAMES = {
    "drawing": "a picture or drawing", "pict": "a picture or drawing", "object": "an embedded object",
    "AlternateContent": "a drawing or a box of text", "footnoteReference": "a footnote",
    "endnoteReference": "an endnote", "oMath": "a formula", "oMathPara": "a formula",
    "sym": "a sign of a font of symbols", "subDoc": "an embedded document",
    "altChunk": "an embedded document", "tbl": "a table", "ruby": "words above words", "control": "a control",
}  # fmt: skip
_NO_TEXT = {
    "checkbox",
    "picture",
    "docPartObj",
    "docPartList",
    "chart",
    "equation",
    "citation",
    "bibliography",
}
_AS_TEXT = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:cr"): BREAK, qn("w:noBreakHyphen"): "-"}


class Span(NamedTuple):
    """A stretch of text of one look; the text of a line break is `BREAK`."""

    text: str
    strong: bool = False
    emphasised: bool = False
    link: str = ""


@dataclass
class _Field:
    """A field of the text: its code, and from where it shows its text on the link that it is."""

    code: str = ""
    shows: bool = False
    link: str = ""


@dataclass
class Reading:
    """What is known while a document is read: its file, its styles, the paragraph, and what was left out."""

    path: Path
    styles: WordStyles
    relations: dict
    paragraph: int = 0
    fields: list[_Field] = field(default_factory=list)
    left_out: dict[str, list[int]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The paragraph, counted among those that hold anything."""
        return f"paragraph {self.paragraph}"

    def refused(self, what: str) -> InputError:
        """The error of something that is no text, in the paragraph that is read."""
        return no_text(what, self.path, self.place)

    def note(self, what: str) -> None:
        """Notes that something in the paragraph is not read as it stands."""
        places = self.left_out.setdefault(what, [])
        if self.paragraph not in places:
            places.append(self.paragraph)

    def notes(self) -> tuple[str, ...]:
        """What was left out, a sentence for each kind, with its paragraphs."""
        return tuple(
            f"{shown(self.path)}, {_named(places)}: {what}" for what, places in self.left_out.items()
        )


def spans_of(parent, reading: Reading, link: str = "") -> Iterator[Span]:
    """The stretches of text of a paragraph, or of what stands in it; an InputError where it is no text."""
    for child in parent.iterchildren("{*}*"):
        if child.tag == qn("w:r"):
            yield from _of_run(child, reading, link)
        elif child.tag == qn("w:hyperlink"):
            yield from spans_of(child, reading, _target(child, reading))
        elif child.tag == qn("w:fldSimple"):
            yield from spans_of(child, reading, _field_link(child.get(qn("w:instr"), ""), reading))
        elif child.tag == qn("w:sdt"):
            yield from _of_control(child, reading, link)
        elif child.tag in _INSERTED | _WRAPS:
            if child.tag in _INSERTED:
                reading.note(INSERTED)
            yield from spans_of(child, reading, link)
        else:
            pass_over(child, reading)


def pass_over(element, reading: Reading) -> None:
    """Nothing, where an element says nothing to a reader; else an InputError."""
    if element.tag in _COMMENTS:
        reading.note(COMMENTED)
    elif element.tag in _DELETED:
        reading.note(DELETED)
    elif element.tag not in _UNNOTED and not _RANGE.fullmatch(element.tag):
        local = element.tag.rpartition("}")[2]
        raise reading.refused(_NAMES.get(local, f"something that is no text ({local})"))


def _of_control(control, reading: Reading, link: str) -> Iterator[Span]:
    """What a content control holds, where that is text."""
    if not is_unfilled(control, reading):
        yield from spans_of(control, reading, link)


def is_unfilled(control, reading: Reading) -> bool:
    """Whether a content control shows its prompt still; an InputError where it is none for text."""
    properties = control.find(qn("w:sdtPr"))
    kinds = {child.tag.rpartition("}")[2] for child in properties} if properties is not None else set()
    if kinds & _NO_TEXT:
        raise reading.refused("a control that is no text")
    if "showingPlcHdr" in kinds:
        reading.note(PROMPT)
    return "showingPlcHdr" in kinds


def _of_run(run, reading: Reading, link: str) -> Iterator[Span]:
    if reading.styles.is_hidden(run):
        if run.find(qn("w:t")) is not None:
            reading.note(HIDDEN)
        return
    look = run.find(qn("w:rPr"))
    strong, emphasised = reading.styles.is_on(run, "w:b"), reading.styles.is_on(run, "w:i")
    for part in run.iterchildren("{*}*"):
        text = _text(part, reading)
        if text and not any(each for each in reading.fields if not each.shows):
            _require_plain(text, look, reading)
            of_field = next((each.link for each in reversed(reading.fields) if each.link), "")
            yield Span(text, strong, emphasised, link or of_field)


def _text(part, reading: Reading) -> str:
    """What a part of a run prints; '' where it only says how, or opens or closes a field."""
    if part.tag == qn("w:t"):
        return (part.text or "").replace(BREAK, " ")
    if part.tag == qn("w:br"):
        return "" if part.get(qn("w:type")) in ("page", "column") else BREAK
    if part.tag in _AS_TEXT:
        return _AS_TEXT[part.tag]
    if part.tag == qn("w:fldChar"):
        _step_in_field(part.get(qn("w:fldCharType"), ""), reading)
    elif part.tag == qn("w:instrText"):
        if reading.fields:
            reading.fields[-1].code += part.text or ""
    else:
        pass_over(part, reading)
    return ""


def _require_plain(text: str, look, reading: Reading) -> None:
    """An InputError where a look changes what a text says."""
    if switched(look, "w:strike") or switched(look, "w:dstrike"):
        raise reading.refused("text that is struck out")
    raised = look.find(qn("w:vertAlign")) if look is not None else None
    if raised is not None and raised.get(qn("w:val")) != "baseline" and re.search(r"\d", text):
        raise reading.refused("raised or lowered figures")
    fonts = look.find(qn("w:rFonts")) if look is not None else None
    if text.strip() and fonts is not None and _SYMBOL_FONT.fullmatch(fonts.get(qn("w:ascii"), "")):
        raise reading.refused("a sign of a font of symbols")


def _step_in_field(step: str, reading: Reading) -> None:
    if step == "begin":
        reading.fields.append(_Field())
    elif reading.fields and step == "separate":
        reading.fields[-1].link = _field_link(reading.fields[-1].code, reading)
        reading.fields[-1].shows = True
    elif reading.fields and step == "end":
        ended = reading.fields.pop()
        if not ended.shows:
            _field_link(ended.code, reading)


def _field_link(code: str, reading: Reading) -> str:
    """The address of a field that is a link; an InputError of any other field."""
    found = _LINK_FIELD.match(code)
    if found is None:
        raise reading.refused("a field")
    return _safe(found[1] or "", found[2] or "", reading)


def _target(link, reading: Reading) -> str:
    relation = reading.relations.get(link.get(qn("r:id"), ""))
    address = relation.target_ref if relation is not None and relation.is_external else ""
    return _safe(address, link.get(qn("w:anchor"), ""), reading)


def _safe(address: str, anchor: str, reading: Reading) -> str:
    """An address as it is printed; an InputError where it leads elsewhere than to a page or a mailbox."""
    if not address:
        raise reading.refused("a link within the document")
    whole = quote(f"{address}#{anchor}" if anchor and "#" not in address else address, safe=_IN_A_LINK)
    if not is_safe_link(whole):
        raise reading.refused(f"a link to “{address.partition(':')[0]}:”")
    return whole


def _named(places: list[int]) -> str:
    named = [str(place) for place in places[:_MOST_NAMED]]
    more = len(places) - len(named)
    said = [*named, f"{print_number_of(more, 'more', 'more')}"] if more else named
    return f"paragraph{'s' if len(places) > 1 else ''} {listed(said)}"
