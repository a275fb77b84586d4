"""A statement as text and nothing else: paragraphs, headings, lists, emphasis, links.

It comes as markdown (CommonMark) or as Word, read into the same blocks. Markup of any other kind, HTML, code,
pictures and includes among it, is refused with its place; what is left is written anew with every other sign
escaped, so that no renderer takes it for more than text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from complaint_analysis.council.characters import legible
from complaint_analysis.council.settings import shown
from complaint_analysis.errors import InputError
from complaint_analysis.printing.markdown import escape_within, is_safe_link, without_opening_mark

DEEPEST = 6
_BREAK = "\\\n"
_EMPHASIS = {"em_open": "*", "em_close": "*", "strong_open": "**", "strong_close": "**"}
_NAMES = {
    "html_block": "HTML", "html_inline": "HTML", "image": "a picture", "code_inline": "code",
    "fence": "code", "code_block": "code (lines that begin with four spaces)", "hr": "a rule",
    "blockquote_open": "a quotation", "table_open": "a table",
}  # fmt: skip
PLACE = "place"
"""Under this name a block says where in its file it stands, where that is no line."""
MARK = "mark"
"""Under this name a numbered list says how its first number is written, as `1.` or `(a)`."""
_DO = "write paragraphs, headings, lists, emphasis and links (https, http, mailto) alone"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def as_text(markdown: str, path: Path, *, below: int = 1) -> str:
    """A markdown text as what prints as it was meant and does nothing else; an InputError names the line.

    >>> print(as_text("# Thanks\\n\\nWe *thank* all {#a}.", Path("response.md")))
    ## Thanks
    <BLANKLINE>
    We *thank* all \\{\\#a\\}.
    """
    return printed_text(commonmark_blocks(markdown), path, below=below)


def commonmark_blocks(markdown: str) -> list[Token]:
    """The blocks of a markdown text, those among them that are refused."""
    return _Parser("commonmark").enable("table").parse(markdown)


def printed_text(blocks: Sequence[Token], path: Path, *, below: int = 1) -> str:
    """The blocks of a statement as markdown that does nothing but print; an InputError names the place.

    It stands under a heading of the level `below`: its own headings are lower, and leave out no level.
    """
    return "\n\n".join(_Blocks(blocks, path, below).written())


class _Parser(MarkdownIt):
    """Takes every link for one, so that one that is not safe is refused here and not printed as it stands."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the name that the parser calls
        return True


class _Blocks:
    """The blocks of a text, written one after the other."""

    def __init__(self, tokens: Sequence[Token], path: Path, below: int) -> None:
        self._tokens, self._path, self._at = tokens, path, 0
        self._levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
        self._below, self._last = below, below

    def written(self, until: str = "") -> Iterator[str]:
        """Each block up to a closing token; a list with its items indented below it."""
        while self._at < len(self._tokens) and self._tokens[self._at].type != until:
            token = self._tokens[self._at]
            self._at += 1
            if token.type in ("paragraph_open", "heading_open"):
                yield self._line(token)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                yield self._list(token)
            else:
                raise _refused(token.type, self._path, token)
        self._at += 1

    def _line(self, opened: Token) -> str:
        text = _inline(self._tokens[self._at], self._path)
        self._at += 2
        if opened.type == "heading_open":
            wanted = self._below + 1 + self._levels.index(opened.tag)
            self._last = min(wanted, self._last + 1, DEEPEST)
            return f"{'#' * self._last} {text.replace(_BREAK, ' ')}"
        return _BREAK.join(map(without_opening_mark, text.split(_BREAK)))

    def _list(self, opened: Token) -> str:
        number, written = int(opened.attrs.get("start", 1)), opened.meta.get(MARK, "1.")
        items: list[str] = []
        while self._tokens[self._at].type == "list_item_open":
            self._at += 1
            bullet = opened.type == "bullet_list_open"
            mark = "-" if bullet else list_number(number + len(items), written)
            body = "\n\n".join(self.written("list_item_close"))
            items.append(f"{mark} {body}".replace("\n", f"\n{' ' * (len(mark) + 1)}"))
        self._at += 1
        return "\n".join(re.sub(r"(?m)^ +$", "", item) for item in items)


def list_number(number: int, mark: str) -> str:
    """The number of an item, written as the first of its list is.

    >>> list_number(3, "1."), list_number(2, "(a)"), list_number(4, "i)"), list_number(1, "A.")
    ('3.', '(b)', 'iv)', 'A. ')
    """
    first = mark.strip("().")
    if first == "1":
        return mark.replace("1", str(number))
    letter = _roman(number) if first.lower() == "i" else _LETTERS[number - 1]
    wider = " " if first.isupper() and mark.endswith(".") else ""  # else it is taken for an initial
    return mark.replace(first, letter.upper() if first.isupper() else letter) + wider


def most_items(mark: str) -> int:
    """How many items a list can have whose numbers are so written."""
    return len(_LETTERS) if mark.strip("().").lower() == "a" else sys.maxsize


def _roman(number: int) -> str:
    value, sign = next(each for each in _ROMAN if each[0] <= number)
    return sign + (_roman(number - value) if number > value else "")


def _inline(token: Token, path: Path) -> str:
    """The words of a paragraph with their emphasis and links."""
    pieces, targets = [], []
    for child in token.children or []:
        if child.type == "text":
            text = legible(child.content)
            if "{{<" in text:
                raise _refused("a shortcode", path, token)
            pieces.append(escape_within(text))
        elif child.type in _EMPHASIS:
            pieces.append(_EMPHASIS[child.type])
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" " if child.type == "softbreak" else _BREAK)
        elif child.type == "link_open":
            if "title" in child.attrs:
                raise _refused("a link with a title", path, token)
            targets.append(_target(str(child.attrs["href"]), path, token))
            pieces.append("[")
        elif child.type == "link_close":
            pieces.append(f"](<{targets.pop()}>)")
        else:
            raise _refused(child.type, path, token)
    return "".join(pieces)


def _target(href: str, path: Path, token: Token) -> str:
    if not is_safe_link(href):
        raise _refused(f"a link to “{href.partition(':')[0]}:”", path, token)
    return href


def _refused(kind: str, path: Path, token: Token) -> InputError:
    place = f"line {token.map[0] + 1}" if token.map else token.meta.get(PLACE, "")
    return no_text(_NAMES.get(kind, kind), path, place)


def no_text(what: str, path: Path, place: str) -> InputError:
    """The error of a statement that holds more than text, at a place in its file."""
    where = ", ".join(filter(None, [shown(path), place]))
    return InputError(f"{path.name} holds {what}, which is not printed", where=where, do=_DO)
