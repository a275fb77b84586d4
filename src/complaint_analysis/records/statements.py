"""What people write for the report, as text and nothing else: paragraphs, headings, lists, emphasis, links.

The Member's statement, the governing body's response and the like come as markdown (CommonMark) or as a Word
document. Markup of any other kind, HTML, code, pictures and includes among it, is refused with its line; what
is left is written anew with every other sign escaped, so that no renderer takes it for more than text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from complaint_analysis.council.settings import shown
from complaint_analysis.errors import InputError
from complaint_analysis.printing.markdown import escape_within, is_safe_link, without_opening_mark

DEEPEST = 6
_EMPHASIS = {"em_open": "*", "em_close": "*", "strong_open": "**", "strong_close": "**"}
_NAMES = {
    "html_block": "HTML", "html_inline": "HTML", "image": "a picture", "code_inline": "code",
    "fence": "code", "code_block": "code (lines that begin with four spaces)", "hr": "a rule",
    "blockquote_open": "a quotation", "table_open": "a table",
}  # fmt: skip
_DO = "write paragraphs, headings, lists, emphasis and links (https, http, mailto) alone"


def as_text(markdown: str, path: Path, *, below: int = 1) -> str:
    """The text as markdown that prints as it was meant and does nothing else; an InputError names the line.

    It stands under a heading of the level `below`: its own headings are lower, and leave out no level.

    >>> print(as_text("# Thanks\\n\\nWe *thank* all {#a}.", Path("response.md")))
    ## Thanks
    <BLANKLINE>
    We *thank* all \\{\\#a\\}.
    """
    parser = _Parser("commonmark").enable("table")
    return "\n\n".join(_Blocks(parser.parse(markdown), path, below).written())


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
            return f"{'#' * self._last} {text}"
        return without_opening_mark(text)

    def _list(self, opened: Token) -> str:
        number = int(opened.attrs.get("start", 1))
        items: list[str] = []
        while self._tokens[self._at].type == "list_item_open":
            self._at += 1
            mark = "-" if opened.type == "bullet_list_open" else f"{number + len(items)}."
            body = "\n\n".join(self.written("list_item_close"))
            items.append(f"{mark} {body}".replace("\n", f"\n{' ' * (len(mark) + 1)}"))
        self._at += 1
        return "\n".join(re.sub(r"(?m)^ +$", "", item) for item in items)


def _inline(token: Token, path: Path) -> str:
    """The words of a paragraph with their emphasis and links."""
    pieces, targets = [], []
    for child in token.children or []:
        if child.type == "text":
            if "{{<" in child.content:
                raise _refused("a shortcode", path, token)
            pieces.append(escape_within(child.content))
        elif child.type in _EMPHASIS:
            pieces.append(_EMPHASIS[child.type])
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" " if child.type == "softbreak" else "\\\n")
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
    line = f", line {token.map[0] + 1}" if token.map else ""
    return InputError(
        f"{path.name} holds {_NAMES.get(kind, kind)}, which is not printed",
        where=f"{shown(path)}{line}",
        do=_DO,
    )
