"""The stretches of a paragraph in Word as its words with emphasis and links, as every statement has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markdown_it.token import Token

from complaint_analysis.records.statements.printed_text import PLACE
from complaint_analysis.records.statements.word_text import BREAK, Span


def words_of(spans: Sequence[Span], place: str) -> Token:
    """The words of a paragraph as one token; without any children where there are none."""
    token = Token("inline", "", 0, children=list(_children(_stripped(_parted(spans)))))
    token.meta = {PLACE: place}
    return token


def _parted(spans: Iterable[Span]) -> Iterator[Span]:
    """The stretches, neighbours of one look as one; spaces at the ends of one stand outside of its look."""
    for look, alike in groupby(spans, key=lambda span: span[1:]):
        text = "".join(span.text for span in alike)
        bare = text.strip()
        begins = text[: len(text) - len(text.lstrip())]
        if bare:
            yield from (Span(begins), Span(bare, *look), Span(text[len(begins) + len(bare) :]))
        else:
            yield Span(text)


def _stripped(spans: Iterable[Span]) -> Sequence[Span]:
    """The stretches without spaces and breaks before the first word and after the last."""
    kept = [span for span in spans if span.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept


def _children(spans: Iterable[Span]) -> Iterator[Token]:
    for link, linked in groupby(spans, key=lambda span: span.link):
        if link:
            yield Token("link_open", "a", 1, attrs={"href": link})
        for span in linked:
            yield from _set_off(span)
        if link:
            yield Token("link_close", "a", -1)


def _set_off(span: Span) -> Iterator[Token]:
    marks = [name for name, on in (("strong", span.strong), ("em", span.emphasised)) if on]
    yield from (Token(f"{mark}_open", mark, 1) for mark in marks)
    for place, line in enumerate(span.text.split(BREAK)):
        if place:
            yield Token("hardbreak", "br", 0)
        yield Token("text", "", 0, content=line)
    yield from (Token(f"{mark}_close", mark, -1) for mark in reversed(marks))
