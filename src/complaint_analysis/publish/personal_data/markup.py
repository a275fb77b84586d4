"""The words of pages, drawings and Office XML, those of their tags too, and what escapes stand for."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from complaint_analysis.council.data_files import own_toml

MARKUP = frozenset({".html", ".htm", ".svg", ".xml"})
BOUNDARY = " | "
"""Stands where one thing ends and the next begins, so that their words do not run into each other."""
_RULES = own_toml(__package__, "markup")
_INLINE = rf"</?(?:{'|'.join(_RULES['tags']['inline'])})\b[^<>]*>"
_WITHIN_A_WORD = re.compile(_INLINE, re.IGNORECASE)
_BETWEEN_WORDS = re.compile(rf"\w(?:{_INLINE})+(?=\w)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NO_BREAK = "<wbr>"
_REMARKS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
"""Where what no tag holds begins and ends: comments, data as they are, instructions."""
_DRAWING = re.compile(r'\b(?:d|points|transform)="[^"]*"|(?<=[:"\'(,]) ?#[0-9a-fA-F]{3,8}\b', re.DOTALL)
_CODED = re.compile(r";\s*base64\s*,[A-Za-z0-9+/=_-]+", re.IGNORECASE)
_ENCODED = re.compile(r"%[0-9a-fA-F]{2}|&#?\w{2,8};|\\[0-9a-fA-Fnrtux]")
_ESCAPED = re.compile(
    r"\\(?:u\{0*([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-9a-fA-F]{2,6}) ?)"
)
_LINE_ENDS = re.compile(r"\\[nrt]")
_LAST_LETTER = 0x10FFFF
_OFFICE_ENDS = re.compile(
    r"</w:p>|</w:tc>|</si>|</is>|</v>|</c>|</text>|<w:(?:br|cr|tab)/>|</a:p>|</[\w]+:\w+>(?!\s*<)"
)
_OFFICE_ATTRIBUTE = re.compile(r"""=(?:"([^"]+)"|'([^']+)')""")
_NUMBER = re.compile(r"(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}|-?[\d.]+)")
_HYPHENATED = re.compile(r"(?<=\w)(?:[\x02\ufffe]\s*|[-\u00ad\u2010]\s*\n\s*)(?=\w)")
_AROUND = 40
"""So many letters before and behind the end of a line are read once more with the hyphen as it stands."""


def media_kind(media: str) -> str:
    """The kind of an embedded file, as `.png`, by what the text around it calls it.

    >>> media_kind("image/PNG"), media_kind("font/woff2")
    ('.png', 'font/woff2')
    """
    bare = media.casefold()
    return _RULES["media"].get(bare, bare if "/" in bare else ".txt")


def texts_of(text: str, kind: str) -> str:
    """The words of a text file of a kind; of a page the texts of its tags too, of JSON all that it holds."""
    bare = _CODED.sub(BOUNDARY, text)
    if kind in MARKUP:
        return _words_of_page(_DRAWING.sub(BOUNDARY, bare))
    said = f"{bare}{BOUNDARY}{_words_of_json(bare)}" if kind in {".json", ".ipynb"} else bare
    return f"{said}{BOUNDARY}{_words(said)}" if _TAG.search(said) else said


def _words_of_page(drawn: str) -> str:
    tagged, remarks = _without_remarks(drawn)
    return html.unescape(BOUNDARY.join([_words(tagged), *_TAG.findall(tagged), *remarks]))


def _without_remarks(marked: str) -> tuple[str, list[str]]:
    """A text without its remarks, which end no word, and the remarks."""
    remarks: list[str] = []
    for begin, end in _REMARKS:
        first, *others = marked.split(begin)
        pieces = [first]
        for other in others:
            said, closed, rest = other.partition(end)
            remarks.append(said)
            pieces.append(f"{_NO_BREAK}{rest}" if closed else "")
        marked = "".join(pieces)
    return marked, remarks


def _words(marked: str) -> str:
    """The words between tags; those that tags alone part are read as one word, and as two."""
    parted = (_WITHIN_A_WORD.sub(" ", line) for line in _lines_of(marked, _BETWEEN_WORDS))
    joined = _WITHIN_A_WORD.sub("", marked)
    return BOUNDARY.join(_TAG.sub(BOUNDARY, each) for each in (joined, *parted))


def _lines_of(text: str, expression: re.Pattern[str]) -> dict[str, None]:
    """The lines of a text in which something begins, each once."""
    found: dict[str, None] = {}
    end = -1
    for each in expression.finditer(text):
        if each.start() > end:
            end = text.find("\n", each.end())
            end = len(text) if end < 0 else end
            found[text[text.rfind("\n", 0, each.start()) + 1 : end]] = None
    return found


def _words_of_json(text: str) -> str:
    """Each key and value of a JSON text; nothing more where it is none."""
    try:
        return BOUNDARY.join(_values(json.loads(text)))
    except ValueError:
        return ""


def _values(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield key
            yield from _values(value)
    elif isinstance(content, list):
        for value in content:
            yield from _values(value)
    else:
        yield str(content)


def words_of_office(xml: str) -> str:
    """The words of a part of a Word or Excel file, with those of its attributes and comments.

    A run of letters does not end a word, a paragraph or a cell does.
    """
    drawn = _CODED.sub(BOUNDARY, xml).replace("<w:noBreakHyphen/>", "-")
    attributes = dict.fromkeys(one or other for one, other in _OFFICE_ATTRIBUTE.findall(drawn))
    said = (value for value in attributes if not _NUMBER.fullmatch(value))
    tagged, remarks = _without_remarks(drawn)
    return html.unescape(BOUNDARY.join([_TAG.sub("", _OFFICE_ENDS.sub(BOUNDARY, tagged)), *said, *remarks]))


def unescaped(text: str) -> str:
    """A text with what escapes stand for: `%20`, `&eacute;`, `&amp;eacute;`, `\\\\u00e9`, of CSS `\\\\e9 `.

    >>> unescaped("Zo%C3%AB, Zo&amp;euml;, Zo\\\\u00eb, Zo\\\\eb , one\\\\ntwo")
    'Zoë, Zoë, Zoë, Zoë, one two'
    """
    if not _ENCODED.search(text):
        return text
    said = html.unescape(html.unescape(unquote(text)))
    return _ESCAPED.sub(_letter, _LINE_ENDS.sub(" ", said)) if "\\" in said else said


def _letter(found: re.Match[str]) -> str:
    number = int(next(filter(None, found.groups())), 16)
    return chr(number) if number <= _LAST_LETTER else found[0]


def whole_words(text: str) -> str:
    """A text with each word broken at the end of a line whole, and such places once more as they stand.

    >>> whole_words("Jane Quill-\\nfeather came")
    'Jane Quillfeather came | Jane Quill-\\nfeather came'
    """
    found = [
        text[max(0, each.start() - _AROUND) : each.end() + _AROUND] for each in _HYPHENATED.finditer(text)
    ]
    return BOUNDARY.join([_HYPHENATED.sub("", text), *found])
