"""Rows of cells, as any kind of file has them, put together to the rows of a form.

Text stays in the column in which it was printed. Where it looks as if it had spilt into a neighbour, that
is a problem for a person to settle; nothing is moved by guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from complaint_analysis.codes.catalogue import Code
from complaint_analysis.self_assessment.answers import is_ticked, read_answer, split_answer
from complaint_analysis.self_assessment.form import Problem, Row, words

_TEXTS = ("requirement", "evidence", "commentary", "action", "owner_role", "due")


@dataclass(frozen=True)
class Line:
    """One row as a file has it; `flagged` where the file marks it, as by a highlight.

    `merged` are the columns whose cell goes on from the row above.
    """

    cells: tuple[str, ...]
    flagged: bool = False
    merged: frozenset[int] = frozenset()


Piece = Sequence[Line]
"""Lines that stand together: a table of a document, a sheet, or lines of text without a blank one between."""


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
    if not found.rows and not found.section_rows and (headings := infer_headings(kept, code)):
        return _assembled(kept, code, headings)
    return found


def _assembled(pieces: Iterable[Piece], code: Code, headings: list[tuple[str, str]]) -> Assembled:
    assembler = _Assembler(code)
    assembler.headings = headings
    for piece in pieces:
        assembler.read(piece)
    return assembler.assembled()


class _Assembler:
    def __init__(self, code: Code) -> None:
        self.code = code
        self.headings: list[tuple[str, str]] = []
        self.drafts: list[_Draft] = []
        self.sections: list[_Draft] = []
        self.current: _Draft | None = None
        self.outside: list[str] = []
        self.problems: list[Problem] = []

    def read(self, piece: Piece) -> None:
        lines = upright([line for line in piece if _holds_text(line)])
        if is_about(lines):
            self.outside += [" ".join(text for text in line.cells if text) for line in lines]
            return
        if self.current and self._is_two_columns(lines):
            self._two_columns(lines, self.current)
            return
        beside_table = any(len(line.cells) > 1 for line in lines)
        for line in lines:
            self._line(line, beside_table)

    def assembled(self) -> Assembled:
        return Assembled(
            rows=tuple(_row(draft) for draft in self.drafts),
            section_rows=tuple(_row(draft) for draft in self.sections),
            outside=tuple(self.outside),
            problems=tuple(dict.fromkeys(self.problems)),
        )

    def _line(self, line: Line, beside_table: bool) -> None:
        headings = read_headings(line.cells)
        if headings:
            self.headings = headings
        elif answers := answer_headings(line.cells, self.headings):
            self.headings = answers
        elif not self.headings or len(line.cells) == 1 or _STAGE_HEADING.fullmatch("".join(line.cells)):
            self._keep_outside(line, beside_table)
        else:
            self._table_line(line)

    def _table_line(self, line: Line) -> None:
        texts = self._by_column(line)
        opening = texts.pop("provision", "")
        if number := _NUMBER.match(opening):
            above = self.current
            self._begin(self.drafts, self._number_in_place(number[1]))
            self._share_answer(line, above)
        elif number := _SECTION.match(opening):
            self._begin(self.sections, _section_number(number[1], opening))
        asked = opening[number.end() :] if number else opening
        texts["requirement"] = "\n".join(text for text in (asked, texts.get("requirement")) if text)
        self._add(texts, line)

    def _share_answer(self, line: Line, above: _Draft | None) -> None:
        """The answer of a cell that is merged over several provisions is each one's."""
        columns = {self._heading(place)[0] for place in line.merged}
        if above and self.current and any(column.startswith("answer") for column in columns):
            self.current.add("answer", "\n".join(above.texts.get("answer", [])))
            self._problem("merged_answer", self.current.number)

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
        ticks = {column: texts.pop(column) for column in columns if column.startswith(_ONE_ANSWER)}
        ticked = [column.removeprefix(_ONE_ANSWER) for column, text in ticks.items() if is_ticked(text)]
        if ticks:
            given = [words()["printed"][answer] for answer in ticked]
            texts["answer"] = " and ".join([*given, *_spilt(ticks.values())])
        return texts

    def _heading(self, place: int) -> tuple[str, str]:
        return self.headings[place] if place < len(self.headings) else ("", "")

    def _number_in_place(self, number: str) -> str:
        """The number, or with the last nought that a spreadsheet drops, where it stands in that place."""
        numbers = self.code.numbers
        before = self.drafts[-1].number if self.drafts else ""
        expected = numbers[numbers.index(before) + 1] if before in numbers[:-1] else ""
        already = any(draft.number == number for draft in self.drafts)
        if already and expected == f"{number}0":
            self._problem("nought_lost", expected)
            return expected
        return number

    def _is_two_columns(self, lines: Sequence[Line]) -> bool:
        """Whether a piece has lost its outer columns: two cells a line under wider headings, no number."""
        return (
            len(self.headings) > 3
            and all(len(line.cells) <= 2 and not read_headings(line.cells) for line in lines)
            and any(len(line.cells) == 2 and line.cells[0] for line in lines)
            and not any(_NUMBER.match(line.cells[0]) or _SECTION.match(line.cells[0]) for line in lines)
        )

    def _two_columns(self, lines: Sequence[Line], draft: _Draft) -> None:
        for line in lines:
            draft.add("requirement", line.cells[0])
            draft.add("commentary", "".join(line.cells[1:]))
        self._problem("two_columns", draft.number)

    def _keep_outside(self, line: Line, beside_table: bool) -> None:
        text = " ".join(text for text in line.cells if text)
        self.outside.append(text)
        if beside_table and self.headings and self.current and not _STAGE_HEADING.fullmatch(text):
            self._problem("no_column", self.current.number)

    def _problem(self, kind: str, number: str = "", column: str = "") -> None:
        self.problems.append(Problem(kind, number, column))


def tidy(text: str) -> str:
    """A cell's text without surrounding or repeated space; its line breaks stay.

    >>> tidy("  Complaints  policy \\n  page 4 ")
    'Complaints policy\\npage 4'
    """
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def read_headings(cells: Sequence[str]) -> list[tuple[str, str]]:
    """The column of each heading with its words; empty where the row holds no headings.

    A column that is not known has '' for its name. An `Action` left of the answer is what the Code asks,
    and so is a second heading for the provision. Each answer may have a column of its own, `answer: yes`.
    """
    if any(_NUMBER.match(cell) for cell in cells):
        return []
    named = [" ".join(cell.split()) for cell in cells]
    columns = _distinct(_with_answers([_column(cell) for cell in cells], cells))
    answers = [
        place for place, column in enumerate(columns) if column == "answer" or column.startswith(_ONE_ANSWER)
    ]
    if "provision" not in columns or not answers:
        return []
    asked = [place for place in range(answers[0]) if _column(cells[place]) in ("action", "provision")]
    asked = [place for place in asked if place != columns.index("provision")]
    if "requirement" not in columns and asked:
        columns[asked[-1]] = "requirement"
    return list(zip(columns, named, strict=True))


def answer_headings(cells: Sequence[str], above: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headings of a form whose second row of headings divides the answer into columns; else empty."""
    below = _with_answers([""] * len(cells), cells)
    alone = all(not text.strip() or column for text, column in zip(cells, below, strict=True))
    if not above or sum(map(bool, below)) < _FEWEST_ANSWERS or not alone:
        return []
    whole = [*above, *[("", "")] * (len(cells) - len(above))]
    kept = [("", heading) if column == "answer" else (column, heading) for column, heading in whole]
    return [(own, text) if own else heading for own, text, heading in zip(below, cells, kept, strict=False)]


def upright(lines: list[Line]) -> list[Line]:
    """The lines of a piece that stands on its side, a heading a line and its text beside it, as a table.

    A piece that is no such thing comes back as it is.
    """
    named = [_column(line.cells[0]) if len(line.cells) > 1 else "" for line in lines]
    numbered = any(
        column == "provision" and _NUMBER.match(_beside(line))
        for column, line in zip(named, lines, strict=True)
    )
    if not numbered or "answer" not in named or any(read_headings(line.cells) for line in lines):
        return lines
    columns = list(dict.fromkeys(column for column in named if column))
    records: list[dict[str, str]] = []
    for column, line in zip(named, lines, strict=True):
        if column == "provision" or not records:
            records.append({})
        last = column or next(reversed(records[-1]), "")
        records[-1][last] = "\n".join(text for text in (records[-1].get(last), _beside(line, column)) if text)
    flagged = any(line.flagged for line in lines)
    head = Line(tuple(_PLAIN_HEADINGS[column] for column in columns))
    return [head, *(Line(tuple(each.get(column, "") for column in columns), flagged) for each in records)]


def _beside(line: Line, column: str = "provision") -> str:
    """What stands beside a heading, or on a line that goes on with what is above it."""
    return " ".join(text for text in line.cells[1 if column else 0 :] if text)


def about_label(text: str) -> str:
    """What of a form's occasion a label stands for; '' of any other text."""
    return _matching("about_labels", text)


def is_about(lines: Sequence[Line]) -> bool:
    """Whether a piece says when, why and by whom the form was made, a label and its value a line."""
    return bool(lines) and all(len(line.cells) > 1 and about_label(line.cells[0]) for line in lines)


def infer_headings(pieces: Iterable[Piece], code: Code) -> list[tuple[str, str]]:
    """The columns of a form without known headings, by what stands in them; empty where they do not tell.

    The provision's column is the one with the Code's numbers, the answer's the one with answers; what lies
    between is the requirement, and what follows is evidence and commentary, or commentary alone.
    """
    rows = [line.cells for piece in pieces for line in piece if len(line.cells) > 1]
    numbers = _place_of(rows, lambda text: bool((number := _NUMBER.match(text)) and number[1] in code))
    numbered = (
        [row for row in rows if numbers < len(row) and _NUMBER.match(row[numbers])] if numbers >= 0 else []
    )
    answers = _place_of(numbered, lambda text: bool(text) and read_answer(split_answer(text)[0]) in _GIVEN)
    if len(numbered) < _FEWEST_NUMBERED or answers <= numbers:
        return []
    width = max(map(len, numbered))
    after = ["commentary"] if width - answers <= _ONE_AFTER else ["evidence", "commentary"]
    columns = [*[""] * numbers, "provision", *["requirement"] * (answers - numbers - 1), "answer", *after]
    distinct = _distinct(columns)
    return [(column, "") for column in [*distinct, *[""] * (width - len(distinct))]]


def _place_of(rows: Sequence[Sequence[str]], holds: Callable[[str], bool]) -> int:
    """The column in which most rows hold a thing, and more than half do; -1 where there is none."""
    width = max(map(len, rows), default=0)
    counts = [sum(place < len(row) and holds(row[place]) for row in rows) for place in range(width)]
    best = max(range(width), key=lambda place: counts[place], default=-1)
    return best if best >= 0 and 2 * counts[best] > len(rows) else -1


def _distinct(columns: Sequence[str]) -> list[str]:
    return [column if column not in columns[:place] else "" for place, column in enumerate(columns)]


def _with_answers(columns: list[str], cells: Sequence[str]) -> list[str]:
    """The columns with those that are one answer's own, where at least yes and no have one each."""
    own = [_matching("answer_headings", cell) for cell in cells]
    if not {"yes", "no"} <= set(own):
        return columns
    first = own.index("yes")
    return [
        f"{_ONE_ANSWER}{answer}" if answer and place >= first else column
        for place, (answer, column) in enumerate(zip(own, columns, strict=True))
    ]


def _spilt(ticks: Iterable[str]) -> list[str]:
    """Words in the columns of answers that are no tick."""
    return [text for text in ticks if text and not is_ticked(text) and not _EMPTY_BOX.fullmatch(text)]


def _column(heading: str) -> str:
    return _matching("headings", heading)


def _matching(kind: str, heading: str) -> str:
    letters = re.sub(r"[^a-z]", "", heading.casefold())
    matching = [column for column, pattern in words()[kind].items() if re.fullmatch(pattern, letters)]
    return matching[0] if letters and matching else ""


def _holds_text(line: Line) -> bool:
    text = "".join(line.cells)
    return bool(text) and not _SEPARATOR.fullmatch(text)


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


_WORDS = words()["rows"]
_ONE_ANSWER = "answer: "
_GIVEN = ("yes", "no", "partial")
_FEWEST_ANSWERS, _FEWEST_NUMBERED, _ONE_AFTER = 2, 5, 2
_EMPTY_BOX = re.compile(r"[☐□○◯▢⬜❏❑]|\[\s?\]|\(\s?\)|[-–—]")
_PLAIN_HEADINGS = {
    "provision": "Provision", "requirement": "Requirement", "answer": "Answer", "evidence": "Evidence",
    "commentary": "Commentary", "action": "Action", "owner_role": "Owner", "due": "Due", "flagged": "Flagged",
    "ours": "What the Code asks, in our words",
}  # fmt: skip
_NUMBER = re.compile(rf"{_WORDS['number']}\s*", re.IGNORECASE)
_SECTION = re.compile(rf"{_WORDS['section']}\s*", re.IGNORECASE)
_STAGE_HEADING = re.compile(_WORDS["stage_heading"], re.IGNORECASE)
_STAGE = re.compile(_WORDS["stage"], re.IGNORECASE)
_SEPARATOR = re.compile(_WORDS["separator"])
_FLAGGED = re.compile(_WORDS["flagged"])
