"""A text whose columns are parted by spaces, as a page exported with its layout has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from complaint_analysis.self_assessment.reading.headings import column_of, read_headings

Chunk = tuple[int, str]
"""A stretch of text without two spaces in a row, and the place at which it begins."""
_CHUNK = re.compile(r"\S+(?: \S+)*")
_A_FEW = 4


def aligned_cells(lines: Iterable[str]) -> list[tuple[str, ...]]:
    """The cells of each line, under the headings above it that stand nearest; whole lines above the first.

    Headings may go on in the line below them.
    """
    cut: list[tuple[str, ...]] = []
    columns: list[int] = []
    open_headings: list[str] = []
    for line in lines:
        chunks = [(match.start(), match[0]) for match in _CHUNK.finditer(line)]
        texts = [text for _, text in chunks]
        more = _longer(open_headings, _placed(chunks, columns)) if open_headings else []
        if more:
            open_headings = more
            cut[-1] = tuple(more)
            cut.append(("",))
        elif read_headings(texts):
            columns, open_headings = [start for start, _ in chunks], texts
            cut.append(tuple(texts))
        else:
            open_headings = open_headings if not texts else []
            cut.append(tuple(_placed(chunks, columns)) if columns and texts else _label_and_text(texts, line))
    return cut


def _label_and_text(texts: Sequence[str], line: str) -> tuple[str, ...]:
    """A line above any headings: a label and what stands some way beside it, else the line as it is."""
    return (texts[0], " ".join(texts[1:])) if len(texts) > 1 and column_of(texts[0]) else (line,)


def _placed(chunks: Sequence[Chunk], columns: Sequence[int]) -> list[str]:
    """The text of each column: a chunk stands in the one whose heading begins nearest."""
    cells = [""] * len(columns)
    for start, text in (part for chunk in chunks for part in _parted(chunk, columns)):
        place = min(range(len(columns)), key=lambda each: abs(columns[each] - start))
        cells[place] = f"{cells[place]} {text}".strip()
    return cells


def _parted(chunk: Chunk, columns: Sequence[int]) -> list[Chunk]:
    """A chunk parted where a column begins within it behind a single space: neighbours that nearly touch."""
    start, text = chunk
    for column in columns:
        place = column - start
        if 0 < place < len(text) and text[place - 1] == " ":
            return [(start, text[:place].strip()), *_parted((column, text[place:]), columns)]
    return [chunk]


def _longer(headings: list[str], below: list[str]) -> list[str]:
    """Headings with the line below where that goes on with them; else empty."""
    longer = [f"{heading} {text}".strip() for heading, text in zip(headings, below, strict=True)]
    known = [column for column, _ in read_headings(headings) if column]
    goes_on = any(below) and [column_of(each) for each in longer if column_of(each)] == known
    return longer if goes_on and all(len(text.split()) <= _A_FEW for text in below) else []
