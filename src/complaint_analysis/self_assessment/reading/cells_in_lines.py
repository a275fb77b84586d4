"""Forms that have lost their table: each cell is a line of its own, as in text copied from a page or PDF."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from complaint_analysis.council.codes.catalogue import Code
from complaint_analysis.self_assessment.reading.answers import read_answer
from complaint_analysis.self_assessment.reading.headings import GIVEN, column_of
from complaint_analysis.self_assessment.reading.labelled_forms import FEWEST, Record, as_table, titles_of
from complaint_analysis.self_assessment.reading.lines import Line, Piece
from complaint_analysis.self_assessment.reading.provision_openings import Texts, find_openings, opening_of

_AN_ANSWERS_WORDS, _FEWEST_HEADINGS = 8, 3


def read_cells_in_lines(pieces: Iterable[Piece], code: Code) -> list[Line]:
    """The lines of a form without its table as a table again; empty where they are no such form.

    A line that is an answer and nothing else answers the provision above it. What stands before it is what
    the Code asks; what follows is commentary, for where the evidence ends can no longer be seen.
    """
    lines = [line for piece in pieces for line in piece]
    texts = _without_headings([[text for text in line.cells if text] for line in lines])
    answers = _answers(texts, code)
    found = find_openings(texts, answers, code, all_answered=False)
    openings = {each.place for each in found}
    titles = titles_of(texts, found)
    records: list[Record] = []
    for place, line in enumerate(lines):
        if place in openings:
            records.append(Record({"provision": "\n".join(texts[place])}, line.flagged))
        elif records and texts[place] and place not in titles:
            column = _column(place, records[-1], answers)
            records[-1].add(column, "\n".join(texts[place]), line.flagged)
    answered = {each.texts["provision"] for each in records if "answer" in each.texts}
    return as_table(records) if len(answered) >= FEWEST else []


def _without_headings(lines: Sequence[Texts]) -> list[Texts]:
    """The lines, those empty that only name the columns of the lost table, several below one another."""
    kept, run = list(lines), list[int]()
    for place, texts in enumerate([*lines, ["-"]]):
        if len(texts) == 1 and _is_heading(texts[0]):
            run.append(place)
        elif texts:
            for heading in run if len(run) >= _FEWEST_HEADINGS else ():
                kept[heading] = []
            run = []
    return kept


def _is_heading(text: str) -> bool:
    """Whether a line is the name of a column alone; `No` is an answer, though it can head numbers too."""
    column = column_of(text)
    is_answer = column == "provision" and read_answer(text) in GIVEN
    return bool(column) and not is_answer and not any(map(str.isdigit, text))


def _answers(lines: Sequence[Texts], code: Code) -> list[int]:
    """The places of the lines that are nothing but an answer, the first below each number of the Code."""
    found: list[int] = []
    opened = False
    for place, texts in enumerate(lines):
        if opened and _is_answer(texts):
            found.append(place)
            opened = False
        opened = opened or opening_of(place, texts, code) is not None
    return found


def _is_answer(texts: Texts) -> bool:
    text = texts[0] if len(texts) == 1 else ""
    return len(text.split()) <= _AN_ANSWERS_WORDS and read_answer(text) in GIVEN


def _column(place: int, record: Record, answers: Collection[int]) -> str:
    if place in answers and "answer" not in record.texts:
        return "answer"
    return "commentary" if "answer" in record.texts else "requirement"
