"""Forms that stand on their side: a label a line, and what it names beside it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from complaint_analysis.council.codes.catalogue import Code
from complaint_analysis.self_assessment.reading.answers import read_answer
from complaint_analysis.self_assessment.reading.headings import column_of, read_headings
from complaint_analysis.self_assessment.reading.lines import (
    NUMBER,
    SECTION,
    STAGE_HEADING,
    Line,
    Piece,
    opening_number,
)

_FEWEST, _A_LABELS_WORDS = 5, 8
_PLAIN_HEADINGS = {
    "provision": "Provision", "requirement": "Requirement", "answer": "Answer", "evidence": "Evidence",
    "commentary": "Commentary", "action": "Action", "owner_role": "Owner", "due": "Due", "flagged": "Flagged",
    "ours": "What the Code asks, in our words",
}  # fmt: skip


def upright(lines: list[Line]) -> list[Line]:
    """The lines of a piece that stands on its side, a heading a line and its text beside it, as a table.

    A piece that is no such thing comes back as it is.
    """
    named = [column_of(line.cells[0]) if len(line.cells) > 1 else "" for line in lines]
    numbered = any(
        column == "provision" and NUMBER.match(_beside(line))
        for column, line in zip(named, lines, strict=True)
    )
    if not numbered or "answer" not in named or any(read_headings(line.cells) for line in lines):
        return lines
    records: list[_Record] = []
    for column, line in zip(named, lines, strict=True):
        if column == "provision" or not records:
            records.append(_Record())
        records[-1].add(column, _beside(line, column), line.flagged)
    return _as_table(records)


def read_labelled(pieces: Iterable[Piece], code: Code) -> list[Line]:
    """The lines of a form as a table in which each provision opens with its number alone; else empty.

    What follows the number is what the Code asks, until a label such as `Evidence`, its text beside it,
    behind a colon or below. So are forms with a box for each provision, or with no table at all.
    """
    records: list[_Record] = []
    for line in (line for piece in pieces for line in piece):
        texts = [text for text in line.cells if text]
        told = records[-1].texts if records else {}
        column, text = _labelled(texts, told)
        if texts and _opens(texts[0], records, code):
            records.append(_Record({"provision": "\n".join(texts)}, line.flagged))
        elif column == "provision":
            records.append(_Record({"provision": text}, line.flagged))
        elif records and texts and (column or not _is_title(texts)):
            records[-1].add(column, text, line.flagged)
    answered = [record for record in records if "answer" in record.texts]
    return _as_table(records) if len(answered) >= _FEWEST else []


@dataclass
class _Record:
    """What is told of one provision: the text of each column in the order met."""

    texts: dict[str, str] = field(default_factory=dict)
    flagged: bool = False

    def add(self, column: str, text: str, flagged: bool) -> None:
        """Adds text to a column, or without one to the column met last."""
        place = column or next(reversed(self.texts), "")
        self.texts[place] = "\n".join(each for each in (self.texts.get(place), text) if each)
        self.flagged = self.flagged or flagged


def _as_table(records: list[_Record]) -> list[Line]:
    columns = list(dict.fromkeys(column for record in records for column in record.texts if column))
    head = Line(tuple(_PLAIN_HEADINGS[column] for column in columns))
    rows = [(tuple(each.texts.get(column, "") for column in columns), each.flagged) for each in records]
    return [head, *(Line(cells, flagged) for cells, flagged in rows)]


def _opens(text: str, records: list[_Record], code: Code) -> bool:
    """Whether a text opens the next provision: one of the Code's, when the one before it is answered."""
    return opening_number(text) in code and (not records or "answer" in records[-1].texts)


def _is_title(texts: list[str]) -> bool:
    """Whether a line stands between provisions: the title of a section or a stage."""
    return len(texts) == 1 and bool(SECTION.match(texts[0]) or STAGE_HEADING.fullmatch(texts[0]))


def _labelled(texts: list[str], told: Container[str]) -> tuple[str, str]:
    """The column that a line's label names and the text beside it; ('', its text) of a line without one.

    Within a text, what reads as the label of a column that is told already is a part of the text.
    """
    if len(texts) > 1 and (column := _names(texts[0], texts[1])):
        return column, "\n".join(texts[1:])
    for label, text in _splits(texts[0]) if len(texts) == 1 else ():
        column = _names(label, text) if len(label.split()) <= _A_LABELS_WORDS else ""
        if column and column not in told:
            return column, _given(text) if column == "answer" else text
    return "", "\n".join(texts)


def _names(label: str, text: str) -> str:
    """The column that a label names; the provision's only where its number stands beside it."""
    column = column_of(label)
    return "" if column == "provision" and not opening_number(text) else column


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Each way to part a text into a label and what it names: at a colon, or the whole as a label."""
    for place, letter in enumerate(text):
        if letter == ":":
            yield text[:place], text[place + 1 :].strip()
    yield text, ""


def _given(text: str) -> str:
    """What is answered, of a text that may repeat first what can be: Yes / No: Yes."""
    offered, _, given = text.partition(":")
    return given.strip() if offered and read_answer(offered) == "blank" else text


def _beside(line: Line, column: str = "provision") -> str:
    """What stands beside a heading, or on a line that goes on with what is above it."""
    return " ".join(text for text in line.cells[1 if column else 0 :] if text)
