"""Rows of cells, as any kind of file has them, put together to the rows of a form.

Text stays in the column in which it was printed. Where it looks as if it had spilt into a neighbour, that
is a problem for a person to settle; nothing is moved by guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from complaint_analysis.council.codes.catalogue import Code
from complaint_analysis.self_assessment.form import ANSWERS, Answer, Problem, Row, words
from complaint_analysis.self_assessment.reading.answers import read_answer, split_answer, ticked_answer
from complaint_analysis.self_assessment.reading.cells_in_lines import read_cells_in_lines
from complaint_analysis.self_assessment.reading.headings import (
    ONE_ANSWER,
    Headings,
    about_label,
    answer_headings,
    infer_headings,
    is_beside_label,
    other_headings,
    read_headings,
)
from complaint_analysis.self_assessment.reading.labelled_forms import read_labelled, upright
from complaint_analysis.self_assessment.reading.lines import (
    NUMBER,
    SECTION,
    STAGE_HEADING,
    Line,
    Piece,
    holds_text,
    number_of,
    opening_number,
    tidy,
)

HIDDEN = "hidden_text"
_TEXTS = ("requirement", "evidence", "commentary", "action", "owner_role", "due")
_OF_A_PLAN = {"action", "owner_role", "due"}
_WORDS = words()["rows"]
_EMPTY_BOX = re.compile(r"[☐□○◯▢⬜❏❑]|\[\s?\]|\(\s?\)|[-–—]")
_CONTINUED = re.compile(_WORDS["continued"], re.IGNORECASE)
_STAGE = re.compile(_WORDS["stage"], re.IGNORECASE)
_FLAGGED = re.compile(_WORDS["flagged"])


@dataclass
class _Draft:
    """A row in the making: the pieces of text of each column, in the order in which they were met."""

    number: str
    texts: dict[str, list[str]] = field(default_factory=dict)
    other: dict[str, list[str]] = field(default_factory=dict)
    flagged: bool = False

    def add(self, column: str, text: str) -> None:
        if text:
            self.texts.setdefault(column, []).append(text)

    def add_other(self, heading: str, text: str) -> None:
        if text:
            self.other.setdefault(heading, []).append(text)

    def text(self, column: str) -> str:
        return " ".join(self.texts.get(column, []))


@dataclass(frozen=True)
class Assembled:
    """The rows of provisions, the rows that only name a section, the lines outside, and what was odd."""

    rows: tuple[Row, ...]
    section_rows: tuple[Row, ...]
    outside: tuple[str, ...]
    problems: tuple[Problem, ...]


def assemble(pieces: Iterable[Piece], code: Code) -> Assembled:
    """The rows of a form from the pieces of a file, each piece read under the last headings met."""
    kept = [[replace(line, cells=tuple(map(tidy, line.cells))) for line in piece] for piece in pieces]
    found = _assembled(kept, code, [])
    if not (found.rows or found.section_rows):
        found = _without_known_headings(kept, code)
    return _with_hidden_elsewhere(found, kept)


def _without_known_headings(pieces: list[list[Line]], code: Code) -> Assembled:
    """A form whose columns no heading names: by what stands in them, by labels, or without its table."""
    if headings := infer_headings(pieces, code):
        return _assembled(pieces, code, headings)
    labelled = _assembled([read_labelled(pieces, code)], code, [])
    in_lines = _assembled([read_cells_in_lines(pieces, code)], code, [])
    if _given(in_lines) <= 2 * _given(labelled):
        return labelled
    return replace(in_lines, problems=(Problem("lost_table"), *in_lines.problems))


def _given(found: Assembled) -> int:
    """How many provisions, or sections, have an answer."""
    return sum(row.answer != "blank" for row in found.rows or found.section_rows)


def _with_hidden_elsewhere(found: Assembled, pieces: Iterable[Piece]) -> Assembled:
    """What was assembled, with hidden text told of the form where it stood in no row of a provision."""
    told = any(problem.kind == HIDDEN for problem in found.problems)
    if told or not any(line.hidden for piece in pieces for line in piece):
        return found
    return replace(found, problems=(*found.problems, Problem(HIDDEN)))


def _assembled(pieces: Iterable[Piece], code: Code, headings: Headings) -> Assembled:
    assembler = _Assembler(code)
    assembler.headings = headings
    for piece in pieces:
        assembler.read(piece)
    return assembler.assembled()


class _Assembler:
    def __init__(self, code: Code) -> None:
        self.code = code
        self.headings: Headings = []
        self.beside: Headings = []
        self.drafts: list[_Draft] = []
        self.sections: list[_Draft] = []
        self.current: _Draft | None = None
        self.outside: list[str] = []
        self.problems: list[Problem] = []

    def read(self, piece: Piece) -> None:
        lines = upright([line for line in piece if holds_text(line)])
        if is_about(lines):
            self.outside += [" ".join(text for text in line.cells if text) for line in lines]
            return
        if self.current and self._is_two_columns(lines):
            self._two_columns(lines, self.current)
            return
        self.beside = []
        beside_table = any(len(line.cells) > 1 for line in lines)
        for place, line in enumerate(lines):
            headings = read_headings(line.cells, (lines[each].cells for each in range(place + 1, len(lines))))
            self._line(line, headings, beside_table)

    def _begins_beside(self, line: Line) -> bool:
        """Whether a table that is no form begins below the form."""
        found = other_headings(line.cells) if self.drafts else []
        self.beside = found or self.beside
        return bool(found)

    def _begin_beside(self, line: Line) -> None:
        if not self._is_plan():
            self._problem("other_table", self.drafts[-1].number)
            self._keep_outside(line, False)

    def _is_plan(self) -> bool:
        """Whether the table beside the form is a plan of actions for its provisions."""
        columns = {column for column, _ in self.beside}
        return "provision" in columns and not _OF_A_PLAN.isdisjoint(columns)

    def _line_beside(self, line: Line) -> None:
        """Keeps a line beside the form; one of a plan of actions goes to the provision that it numbers."""
        columns = [column for column, _ in self.beside]
        number = opening_number(_cell(line, columns.index("provision"))) if self._is_plan() else ""
        draft = next((each for each in self.drafts if each.number == number), None)
        if draft is None:
            self._keep_outside(line, False)
            return
        self._problem("planned_elsewhere", number)
        for (column, heading), text in zip(self.beside, line.cells, strict=False):
            if column in _OF_A_PLAN:
                draft.add(column, text)
            elif column != "provision":
                draft.add_other(heading, text)

    def assembled(self) -> Assembled:
        return Assembled(
            rows=tuple(_row(draft) for draft in self.drafts),
            section_rows=tuple(_row(draft) for draft in self.sections),
            outside=tuple(self.outside),
            problems=tuple(dict.fromkeys(self.problems)),
        )

    def _line(self, line: Line, headings: Headings, beside_table: bool) -> None:
        if headings:
            self.headings, self.beside = headings, []
        elif self._begins_beside(line):
            self._begin_beside(line)
        elif self.beside:
            self._line_beside(line)
        elif answers := answer_headings(line.cells, self.headings):
            self.headings = answers
        elif not self.headings or len(line.cells) == 1 or STAGE_HEADING.fullmatch("".join(line.cells)):
            self._keep_outside(line, beside_table)
        else:
            self._table_line(self._in_place(line))

    def _in_place(self, line: Line) -> Line:
        """The line, the title of a section that stands alone left of the numbers moved into their column."""
        filled = [place for place, text in enumerate(line.cells) if text]
        place = [column for column, _ in self.headings].index("provision")
        if len(filled) != 1 or filled[0] >= place or not SECTION.match(line.cells[filled[0]]):
            return line
        return replace(line, cells=("",) * place + (line.cells[filled[0]],))

    def _table_line(self, line: Line) -> None:
        texts = self._by_column(line)
        opening = texts.pop("provision", "")
        number = NUMBER.match(opening)
        asked = opening[number.end() :] if number else opening
        if number and self._repeats(number_of(number[1]), asked, texts):
            asked = "" if _CONTINUED.fullmatch(asked) else asked
        elif number:
            above = self.current
            self._begin(self.drafts, self._number_in_place(number_of(number[1])))
            self._share(line, above)
        elif section := SECTION.match(opening):
            self._begin(self.sections, _section_number(section[1], opening))
            asked = opening[section.end() :]
        texts["requirement"] = "\n".join(text for text in (asked, texts.get("requirement")) if text)
        self._add(texts, line)

    def _repeats(self, number: str, asked: str, texts: dict[str, str]) -> bool:
        """Whether a row only goes on with the one above, whose number stands at its head once more."""
        if self.current is None or self.current.number != number:
            return False
        if _CONTINUED.fullmatch(asked):
            return True
        says_more = bool(self.current.texts.get("answer")) or not (asked or texts.get("requirement"))
        if texts.get("answer") or not says_more:
            return False
        self._problem("number_repeated", number)
        return True

    def _share(self, line: Line, above: _Draft | None) -> None:
        """The answer or evidence of a cell that is merged over several provisions is each one's."""
        columns = {self._heading(place)[0].split(":")[0] for place in line.merged}
        for column in sorted(columns & {"answer", "evidence"}):
            if above and self.current and above.texts.get(column):
                self.current.add(column, "\n".join(above.texts[column]))
                self._problem(f"merged_{column}", self.current.number)

    def _begin(self, drafts: list[_Draft], number: str) -> None:
        self.current = _Draft(number)
        drafts.append(self.current)

    def _add(self, texts: dict[str, str], line: Line) -> None:
        draft = self.current
        if draft is None:
            self._problem("before_first")
            self.outside.append(" ".join(text for text in line.cells if text))
            return
        draft.flagged = draft.flagged or line.flagged
        if line.hidden:
            self._problem(HIDDEN, draft.number)
        for column, text in texts.items():
            if column != "ours":
                draft.add(column, text)
        self._add_other(draft, line)

    def _add_other(self, draft: _Draft, line: Line) -> None:
        for place, text in enumerate(line.cells):
            column, heading = self._heading(place)
            if text and not column:
                draft.add_other(heading, text)
                self._problem("unknown_column" if heading else "beyond_columns", draft.number, heading)

    def _by_column(self, line: Line) -> dict[str, str]:
        columns = [self._heading(place)[0] for place in range(len(line.cells))]
        texts = {column: text for column, text in zip(columns, line.cells, strict=True) if column}
        own = {column: texts.pop(column) for column in columns if column.startswith(ONE_ANSWER)}
        return {**texts, "answer": by_ticks(own)} if own else texts

    def _heading(self, place: int) -> tuple[str, str]:
        return self.headings[place] if place < len(self.headings) else ("", "")

    def _number_in_place(self, number: str) -> str:
        """The number, or out of its place the one that a spreadsheet takes for the same: 6.1, 6.10."""
        numbers = self.code.numbers
        before = self.drafts[-1].number if self.drafts else ""
        expected = numbers[numbers.index(before) + 1] if before in numbers[:-1] else ""
        same = [each for each in numbers if float(each) == float(number)]
        if number == expected or not same or (number in same and expected not in same):
            return number
        meant = expected if expected in same else same[0]
        self._problem("nought_lost" if len(meant) > len(number) else "nought_added", meant)
        return meant

    def _is_two_columns(self, lines: Sequence[Line]) -> bool:
        """Whether a piece has lost its outer columns: two cells a line under wider headings, no number."""
        return (
            len(self.headings) > 3
            and all(len(line.cells) <= 2 and not read_headings(line.cells) for line in lines)
            and any(len(line.cells) == 2 and line.cells[0] for line in lines)
            and not any(NUMBER.match(line.cells[0]) or SECTION.match(line.cells[0]) for line in lines)
        )

    def _two_columns(self, lines: Sequence[Line], draft: _Draft) -> None:
        for line in lines:
            draft.add("requirement", line.cells[0])
            draft.add("commentary", "".join(line.cells[1:]))
        self._problem("two_columns", draft.number)

    def _keep_outside(self, line: Line, beside_table: bool) -> None:
        text = " ".join(text for text in line.cells if text)
        self.outside.append(text)
        if beside_table and self.headings and self.current and not STAGE_HEADING.fullmatch(text):
            self._problem("no_column", self.current.number)

    def _problem(self, kind: str, number: str = "", column: str = "") -> None:
        self.problems.append(Problem(kind, number, column))


def is_about(lines: Sequence[Line]) -> bool:
    """Whether a piece says when and by whom the form was made or signed, a label and its value a line."""
    return bool(lines) and all(
        len(line.cells) > 1 and (about_label(line.cells[0]) or is_beside_label(line.cells[0]))
        for line in lines
    )


def by_ticks(cells: dict[str, str]) -> str:
    """The answer that is ticked in one of several columns, with words that stand there and are no tick."""
    ticked = [_ticked(column, text) for column, text in cells.items()]
    given = dict.fromkeys(words()["printed"][answer] for answer in ticked if answer)
    beside = [
        text for answer, text in zip(ticked, cells.values(), strict=True) if not answer and not _is_none(text)
    ]
    return "\n".join(text for text in (" + ".join(given), *beside) if text)


def _ticked(column: str, text: str) -> Answer | None:
    answer = next((each for each in ANSWERS if f"{ONE_ANSWER}{each}" == column), None)
    return ticked_answer(text, answer) if answer else None


def _is_none(text: str) -> bool:
    return not text or bool(_EMPTY_BOX.fullmatch(text)) or read_answer(text) == "no"


def _cell(line: Line, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""


def _section_number(number: str, title: str) -> str:
    stages = {match[1] for match in _STAGE.finditer(title)}
    return f"{number} stage {stages.pop()}" if len(stages) == 1 and number == "6" else number


def _row(draft: _Draft) -> Row:
    written, beside = split_answer("\n".join(draft.texts.get("answer", [])))
    return Row(
        number=draft.number,
        answer=read_answer(written) or "blank",
        answer_as_written=written,
        beside_answer=" ".join(beside.splitlines()),
        flagged=draft.flagged or bool(_FLAGGED.fullmatch(draft.text("flagged").casefold())),
        other=tuple((heading, " ".join(texts)) for heading, texts in draft.other.items()),
        **{name: draft.text(name) for name in _TEXTS},
    )
