"""Items of a list in Word as the lists of a statement, each within the one that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from complaint_analysis.records.statements.printed_text import MARK, most_items
from complaint_analysis.records.statements.word_styles import Numbering, is_bullet
from complaint_analysis.records.statements.word_text import Reading

_FIRST = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_PATTERN = re.compile(r"(\(?)%\d([.)]?)")


class ListItem(NamedTuple):
    """An item of a list: its number in it, how that is written (`-` of a bullet), and its words."""

    of: Numbering
    number: int
    mark: str
    words: Token


class Counts:
    """The numbers that the lists of a document have come to; one that goes on after a paragraph counts on."""

    def __init__(self) -> None:
        self._reached: dict[tuple[str, int], int] = {}

    def item(self, numbering: Numbering, words: Token, reading: Reading) -> ListItem:
        """The next item of a list; an InputError where its number is written as no list of ours can be."""
        mark = _mark(numbering, reading)
        key = (numbering.list, numbering.level)
        number = self._reached.get(key, numbering.start - 1) + 1
        deeper = [each for each in self._reached if each[0] == key[0] and each[1] > key[1]]
        for each in deeper:
            del self._reached[each]
        self._reached[key] = number
        if number > most_items(mark):
            raise reading.refused("a list of more items than the alphabet has letters")
        return ListItem(numbering, number, mark, words)


def list_blocks(items: Sequence[ListItem]) -> Iterator[Token]:
    """The blocks of items that follow each other: one list or several."""
    rest = list(items)
    while rest:
        yield from _list(rest)


def _list(rest: list[ListItem]) -> Iterator[Token]:
    """The list that begins with the first of the items, which are taken away as far as they belong to it."""
    first = rest[0]
    kind, tag = ("bullet_list", "ul") if first.mark == "-" else ("ordered_list", "ol")
    opened = Token(f"{kind}_open", tag, 1, attrs={"start": first.number})
    opened.meta = {MARK: first.mark}
    yield opened
    while rest and rest[0].of.level == first.of.level and rest[0].mark == first.mark:
        yield Token("list_item_open", "li", 1)
        yield from (Token("paragraph_open", "p", 1), rest.pop(0).words, Token("paragraph_close", "p", -1))
        while rest and rest[0].of.level > first.of.level:
            yield from _list(rest)
        yield Token("list_item_close", "li", -1)
    yield Token(f"{kind}_close", tag, -1)


def _mark(numbering: Numbering, reading: Reading) -> str:
    """How the first number of a list is written, such as `1.` or `(a)`; `-` of a bullet."""
    if is_bullet(numbering):
        return "-"
    first, pattern = _FIRST.get(numbering.kind), _PATTERN.fullmatch(numbering.pattern.strip())
    if first is None or pattern is None:
        raise reading.refused("a list with numbers such as 1.1")
    opening, closing = pattern.groups()
    return f"({first})" if opening else f"{first}{closing or '.'}"
