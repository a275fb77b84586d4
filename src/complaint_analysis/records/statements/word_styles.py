"""How text in Word looks, as its styles have it: hidden, strong, a heading, an item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docx.oxml.ns import qn

OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"heading ([1-9])")
_TITLE, _BODY_LEVEL = 0, 9
_HIDDEN = ("w:specVanish", "w:vanish")
_BULLET = "bullet"


class Numbering(NamedTuple):
    """Where an item of a list stands: in which list, at which level, and how its number is written.

    `kind` is Word's own word, such as `bullet`, `decimal` or `lowerLetter`; `pattern` its text, as `%1.`.
    """

    list: str
    level: int
    kind: str
    pattern: str
    start: int


class WordStyles:
    """What the styles and lists of a document give to its paragraphs and runs."""

    def __init__(self, document) -> None:
        styles = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
        self._default = {
            style.get(qn("w:type")): style.get(qn("w:styleId"))
            for style in self._styles.values()
            if style.get(qn("w:default"), "0") not in OFF
        }
        self._for_all = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._lists, self._abstract = _lists_of(document)

    def is_hidden(self, run) -> bool:
        """Whether Word does not show a run, by its own look or by its styles.

        A style that hides within one that hides shows: such looks alternate (ECMA-376, 17.7.3).
        """
        look = run.find(qn("w:rPr"))
        own = [switched(look, tag) for tag in _HIDDEN]
        if own[0] or own[1] is not None:
            return bool(own[0] or own[1])
        if any(switched(self._for_all, tag) for tag in _HIDDEN):
            return True
        levels = (self._run_style(run), self._paragraph_style(run), self._table_style(run))
        return sum(any(self._in_style(style, tag) for tag in _HIDDEN) for style in levels) % 2 == 1

    def is_on(self, run, tag: str) -> bool:
        """Whether a run itself, or its own style, has a look; what its paragraph has is no emphasis."""
        own = switched(run.find(qn("w:rPr")), tag)
        return bool(self._in_style(self._run_style(run), tag)) if own is None else own

    def heading_level(self, paragraph) -> int | None:
        """1 to 9 of a heading, 0 of the document's title; None of any other paragraph."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if own is not None:
            return _outline(own)
        for style in self._chain(self._paragraph_style(paragraph)):
            name = (_val(style, "w:name") or "").lower()
            level = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if heading := _HEADING.fullmatch(name):
                return int(heading[1])
            if name == "title" or level is not None:
                return _TITLE if name == "title" else _outline(level)
        return None

    def numbering(self, paragraph) -> Numbering | None:
        """Of an item of a list how it is numbered; None of any other paragraph."""
        found = [paragraph, *self._chain(self._paragraph_style(paragraph))]
        marks = [each.find(f"{qn('w:pPr')}/{qn('w:numPr')}") for each in found]
        number = next((_val(mark, "w:numId") for mark in marks if _val(mark, "w:numId")), None)
        level = next((_val(mark, "w:ilvl") for mark in marks if _val(mark, "w:ilvl")), "0")
        return self._numbered(number, int(level or 0)) if number and number in self._lists else None

    def _numbered(self, number: str, level: int) -> Numbering | None:
        own = self._lists[number]
        override = _at_level(own, "w:lvlOverride", level)
        changed = override.find(qn("w:lvl")) if override is not None else None
        abstract = self._abstract.get(_val(own, "w:abstractNumId") or "")
        defined = changed if changed is not None else _at_level(abstract, "w:lvl", level)
        if defined is None or (kind := _val(defined, "w:numFmt") or "decimal") == "none":
            return None
        start = _val(override, "w:startOverride") or _val(defined, "w:start") or "1"
        return Numbering(number, level, kind, _val(defined, "w:lvlText") or "", int(start))

    def _chain(self, style: str | None) -> Iterator:
        """A style and those that it is based on, none of them twice."""
        met: set[str] = set()
        while style and style in self._styles and style not in met:
            met.add(style)
            yield self._styles[style]
            style = _val(self._styles[style], "w:basedOn")

    def _in_style(self, style: str | None, tag: str) -> bool | None:
        looks = (switched(each.find(qn("w:rPr")), tag) for each in self._chain(style))
        return next((look for look in looks if look is not None), None)

    def _run_style(self, run) -> str | None:
        return _val(run.find(qn("w:rPr")), "w:rStyle") or self._default.get("character")

    def _paragraph_style(self, within) -> str | None:
        paragraph = within if within.tag == qn("w:p") else next(within.iterancestors(qn("w:p")), None)
        own = _val(paragraph.find(qn("w:pPr")), "w:pStyle") if paragraph is not None else None
        return own or self._default.get("paragraph")

    def _table_style(self, run) -> str | None:
        table = next(run.iterancestors(qn("w:tbl")), None)
        return _val(table.find(qn("w:tblPr")), "w:tblStyle") if table is not None else None


def switched(look, tag: str) -> bool | None:
    """Whether a look is switched on or off; None where it says nothing of it."""
    mark = look.find(qn(tag)) if look is not None else None
    return None if mark is None else mark.get(qn("w:val"), "1") not in OFF


def is_bullet(numbering: Numbering) -> bool:
    """Whether an item has a mark and no number."""
    return numbering.kind == _BULLET


def _lists_of(document) -> tuple[dict, dict]:
    """The lists of a document and what they are made after, each by its number."""
    relations = document.part.rels.values()
    parts = [
        each.target_part for each in relations if each.reltype.endswith("/numbering") and not each.is_external
    ]
    lists = [each for part in parts for each in part.element.iterchildren(qn("w:num"))]
    abstract = [each for part in parts for each in part.element.iterchildren(qn("w:abstractNum"))]
    return (
        {each.get(qn("w:numId")): each for each in lists},
        {each.get(qn("w:abstractNumId")): each for each in abstract},
    )


def _at_level(parent, tag: str, level: int):
    found = parent.iterchildren(qn(tag)) if parent is not None else ()
    return next((each for each in found if each.get(qn("w:ilvl")) == str(level)), None)


def _outline(level) -> int | None:
    number = int(level.get(qn("w:val"), str(_BODY_LEVEL)))
    return number + 1 if number < _BODY_LEVEL else None


def _val(parent, tag: str) -> str | None:
    found = parent.find(qn(tag)) if parent is not None else None
    return found.get(qn("w:val")) if found is not None else None
