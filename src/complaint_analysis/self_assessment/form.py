"""A council's self-assessment against one Code, as its form has it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

from complaint_analysis.council.codes.catalogue import Code, Section, load_code
from complaint_analysis.council.codes.regimes import CodeName
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.settings import Day, Settings

Answer = Literal["yes", "no", "partial", "blank"]
ANSWERS: tuple[Answer, ...] = ("yes", "no", "partial", "blank")
_SPLIT = {"6": ("6 stage 1", "6 stage 2")}


@cache
def words() -> dict[str, Any]:
    """The words of forms, as `form.toml` has them."""
    return own_toml(__package__, "form")


class Occasion(Settings):
    """Why and by whom a self-assessment was made (HO and LGSCO 8.1, 8.3; HO 8.4, 8.5); roles, not names."""

    occasion: Literal["annual", "restructure", "ombudsman", "exceptional"] = "annual"
    assessed_on: Day | None = None
    completed_by_role: str = ""
    approved_by: str = ""
    approved_on: Day | None = None


@dataclass(frozen=True)
class Problem:
    """Something on a form for a person to settle: its kind, the provision's number and the column, if one."""

    kind: str
    number: str = ""
    column: str = ""

    @property
    def serious(self) -> bool:
        """Whether it changes a count or a meaning, so that it should be settled before publication."""
        return words()["problems"][self.kind]["serious"]

    @property
    def text(self) -> str:
        """The problem in a sentence; it quotes nothing of what the form says."""
        subject = " ".join(part for part in (self.number, self.column.replace("_", " ")) if part)
        return f"{subject or 'The form'} {words()['problems'][self.kind]['text']}."


@dataclass(frozen=True)
class Row:
    """One row of a form: what a council says of one provision.

    `number` is the provision's, or the section's in a form with a row a section ('6', or '6 stage 1').
    Text is as written; `beside_answer` holds words of the answer column beyond the answer. `due` is as
    written too. `other` are (heading, text) of columns that no form of the Ombudsmen has.
    """

    number: str
    requirement: str = ""
    answer: Answer = "blank"
    answer_as_written: str = ""
    beside_answer: str = ""
    evidence: str = ""
    commentary: str = ""
    action: str = ""
    owner_role: str = ""
    due: str = ""
    flagged: bool = False
    other: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Form:
    """A filled-in self-assessment form.

    `rows` are in the printed order, a doubled or unknown provision among them. `sections` are the rows
    that only introduce a section, `outside` the lines outside the table. `by_section` says that it is the
    short form with a row a section.
    """

    code: CodeName
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    sections: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    by_section: bool = False
    occasion: Occasion = field(default_factory=Occasion)
    source: str = ""

    @cached_property
    def catalogue(self) -> Code:
        """The Code that the form answers."""
        return load_code(self.code)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """The answer to every provision of the Code, or to every section in the short form.

        A provision that is not on the form, or is there twice with different answers, is blank.
        """
        given: dict[str, set[Answer]] = defaultdict(set)
        for row in self.rows:
            given[row.number].add(row.answer)
        return {number: _agreed(given[number]) for number in self.expected}

    @cached_property
    def expected(self) -> tuple[str, ...]:
        """The numbers that the form should answer, in order."""
        return expected_numbers(self.catalogue, self.by_section, {row.number for row in self.rows})

    def answer_to(self, number: str) -> Answer:
        """The answer to a provision of the Code; in the short form that of its section."""
        if not self.by_section:
            return self.answers[number]
        section = self.catalogue[number].section
        given = [answer for part, answer in self.answers.items() if part in parts_of(section)]
        return given[0] if given else "blank"

    def rows_of(self, number: str) -> tuple[Row, ...]:
        """The rows of a provision: one, none where it is missing, more where it is doubled."""
        return tuple(row for row in self.rows if row.number == number)

    def section_of(self, number: str) -> Section:
        """The section in which a number of the form stands."""
        if not self.by_section:
            return self.catalogue[number].section
        return section_numbered(self.catalogue, number)

    def has(self, column: str) -> bool:
        """Whether the form has a column at all: the LGSCO's own has none for evidence."""
        return any(getattr(row, column) for row in self.rows)


def expected_numbers(code: Code, by_section: bool, found: set[str]) -> tuple[str, ...]:
    """The provisions of a Code, or its sections, of which the sixth may be split into its two stages."""
    if not by_section:
        return code.numbers
    sections = dict.fromkeys(str(section.number) for section in code.sections)
    if any(number.startswith("6 ") for number in found):
        return tuple(part for number in sections for part in _SPLIT.get(number, (number,)))
    return tuple(sections)


def section_numbered(code: Code, number: str) -> Section:
    """The section of a number of the short form; the sixth without a stage is one whole."""
    of_number = [section for section in code.sections if section.number == int(number[0])]
    if len(of_number) == 1:
        return of_number[0]
    if number in _SPLIT["6"]:
        return of_number[_SPLIT["6"].index(number)]
    return Section(of_number[0].number, of_number[0].name.split(":")[0])


def parts_of(section: Section) -> tuple[str, ...]:
    """The numbers that a section may have in the short form: the sixth's stages stand alone or as one."""
    stage = [part for part in _SPLIT["6"] if section.name.endswith(part[2:])]
    return (*stage, str(section.number))


def _agreed(answers: set[Answer]) -> Answer:
    return next(iter(answers)) if len(answers) == 1 else "blank"
