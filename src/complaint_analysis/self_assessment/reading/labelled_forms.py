"""Forms that stand on their side: a label a line, and what it names beside it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from complaint_analysis.council.codes.catalogue import Code
from complaint_analysis.self_assessment.reading.answers import read_answer, split_answer
from complaint_analysis.self_assessment.reading.headings import GIVEN, column_of, read_headings
from complaint_analysis.self_assessment.reading.lines import (
    SECTION,
    STAGE_HEADING,
    Line,
    Piece,
    opening_number,
)
from complaint_analysis.self_assessment.reading.provision_openings import (
    Opening,
    Texts,
    find_openings,
    find_section_openings,
    with_numbers_beside_labels,
)

FEWEST, _A_LABELS_WORDS = 5, 8
_PLAIN_HEADINGS = {
    "provision": "Provision", "requirement": "Requirement", "answer": "Answer", "evidence": "Evidence",
    "commentary": "Commentary", "action": "Action", "owner_role": "Owner", "due": "Due", "flagged": "Flagged",
    "ours": "What the Code asks, in our words",
}  # fmt: skip


def upright(lines: list[Line]) -> list[Line]:
    """The lines of a piece that stands on its side, a heading a line and its text beside it, as a table.

    A piece that is no such thing comes back as it is.
    """
    named = [_names(line.cells[0], _beside(line)) if len(line.cells) > 1 else "" for line in lines]
    if "provision" not in named or "answer" not in named or any(read_headings(line.cells) for line in lines):
        return lines
    records: list[Record] = []
    for column, line in zip(named, lines, strict=True):
        if column == "provision" or not records:
            records.append(Record())
        records[-1].add(column, _beside(line, column), line.flagged)
    return as_table(records)


def read_labelled(pieces: Iterable[Piece], code: Code) -> list[Line]:
    """The lines of a form as a table in which each provision, or section, opens with its number; else empty.

    What follows the number is what the Code asks, until a label such as `Evidence`, its text beside it,
    behind a colon or below. So are forms with a box for each provision, or with no table at all.
    """
    lines = [line for piece in pieces for line in piece]
    texts = with_numbers_beside_labels([[text for text in line.cells if text] for line in lines])
    answers = _answers(texts)
    found = find_openings(texts, answers, code, all_answered=True)
    whole = len({each.number for each in found}) >= FEWEST
    openings = {each.place for each in found} if whole else find_section_openings(texts, answers)
    titles = titles_of(texts, found if whole else [])
    records: list[Record] = []
    for place, line in enumerate(lines):
        if place in openings:
            records.append(Record({"provision": _opening(texts[place], code)}, line.flagged))
        elif records and texts[place] and place not in titles:
            records[-1].add(*_labelled(texts[place], records[-1].texts), line.flagged)
    answered = [record for record in records if "answer" in record.texts]
    return as_table(records) if len(answered) >= FEWEST else []


def _answers(lines: Sequence[Texts]) -> list[int]:
    """The places of the lines with the form's own label for the answer, an answer or nothing with it."""
    labels = {place: label for place, texts in enumerate(lines) if (label := _answer_label(texts))}
    given = {place: _given_at(lines, place) for place in labels}
    own = {label for place, label in labels.items() if read_answer(given[place]) in GIVEN} or {
        *labels.values()
    }
    return [place for place, label in labels.items() if label in own and read_answer(given[place])]


def _answer_label(texts: Texts) -> str:
    """The letters of a line's label, where it is one for the answer; '' of any other line."""
    if not texts or _labelled(texts, ())[0] != "answer":
        return ""
    return re.sub(r"[^a-z]", "", texts[0].partition(":")[0].casefold())


def _given_at(lines: Sequence[Texts], place: int) -> str:
    """What is answered beside a label for the answer, or on the line below where that is no label itself."""
    _, beside = _labelled(lines[place], ())
    below = next((texts for texts in lines[place + 1 :] if texts), [])
    if split_answer(beside)[0] or not below or _labelled(below, ())[0]:
        return split_answer(beside)[0]
    return split_answer(below[0])[0]


def _opening(texts: Texts, code: Code) -> str:
    """The number that a line opens with and what stands behind it, without a label in a cell of its own."""
    beside = len(texts) > 1 and opening_number(texts[0]) not in code
    return "\n".join(texts[1:] if beside else texts)


@dataclass
class Record:
    """What is told of one provision: the text of each column in the order met."""

    texts: dict[str, str] = field(default_factory=dict)
    flagged: bool = False

    def add(self, column: str, text: str, flagged: bool) -> None:
        """Adds text to a column, or without one to the column met last."""
        place = column or next(reversed(self.texts), "")
        self.texts[place] = "\n".join(each for each in (self.texts.get(place), text) if each)
        self.flagged = self.flagged or flagged


def as_table(records: list[Record]) -> list[Line]:
    columns = list(dict.fromkeys(column for record in records for column in record.texts if column))
    head = Line(tuple(_PLAIN_HEADINGS[column] for column in columns))
    rows = [(tuple(each.texts.get(column, "") for column in columns), each.flagged) for each in records]
    return [head, *(Line(cells, flagged) for cells, flagged in rows)]


def titles_of(lines: Sequence[Texts], openings: Sequence[Opening]) -> set[int]:
    """The places of the lines between provisions: titles of stages, and of the section that begins below."""
    titles: set[int] = set()
    above = ""
    for opening in openings:
        section = opening.number.partition(".")[0]
        place = opening.place - 1
        while place >= 0 and (
            not lines[place] or _is_title(lines[place], section if section != above else "")
        ):
            titles.add(place)
            place -= 1
        above = section
    return titles


def _is_title(texts: Texts, section: str) -> bool:
    found = SECTION.match(texts[0]) if len(texts) == 1 else None
    return bool(found and found[1] == section) or (
        len(texts) == 1 and bool(STAGE_HEADING.fullmatch(texts[0]))
    )


def _labelled(texts: Texts, told: Container[str]) -> tuple[str, str]:
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
