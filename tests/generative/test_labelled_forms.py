"""Forms with a label a line, or that have lost their table, whose evidence quotes any numbered clauses."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from forms_in_lines import written

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.reading.form_file import read_form

ANSWERS = {
    "yes": ("Yes", "Yes.", "Y", "Compliant"),
    "no": ("No", "No.", "Not compliant"),
    "partial": ("Partial", "In part", "Partially"),
}
OPENINGS = (
    "Code provision {}",
    "Provision {}",
    "Paragraph {}",
    "Code ref: {}",
    "Section {}",
    "Clause {}",
    "{}",
)
ASKED = ("Code requirement", "Requirement", "What the Code says")
ANSWERED = ("Comply", "Comply: Yes / No", "Do we comply?", "Compliance")
EVIDENCE = ("Evidence", "Evidence.", "Supporting evidence", "Evidence, commentary and any explanations")
EXPLAINED = ("Commentary / explanation", "Commentary", "Explanation", "Additional information")
QUOTES = (
    "{} A complaint is any unhappiness told to us.", "{} It is logged.", "Section {} of our policy says so.",
    "Paragraph {} of the procedure", "Code provision {} asks for it.", "See {}", "• {} of our policy",
    "5 Officers were trained.",
)  # fmt: skip


def truth(chance: random.Random, code: str) -> dict[str, str]:
    answers = random.Random(chance.random()).choices(list(ANSWERS), [6, 2, 1], k=len(load_code(code).numbers))
    return dict(zip(load_code(code).numbers, answers, strict=True))


def quoted(chance: random.Random) -> list[str]:
    """Up to three lines that quote clauses, of numbers that the Code has and of others."""
    clauses = [f"{chance.randint(1, 9)}.{chance.randint(1, 20)}" for _ in range(chance.randint(0, 3))]
    return [chance.choice(QUOTES).format(clause) for clause in clauses]


def labelled(chance: random.Random, answers: dict[str, str]) -> list[str]:
    """The lines of a form of one opening and one set of labels."""
    opening = chance.choice(OPENINGS)
    labels = [chance.choice(each) for each in (ASKED, ANSWERED, EVIDENCE, EXPLAINED)]
    lines = ["Our self-assessment"]
    for number, answer in answers.items():
        texts = [["As the Code says."], [chance.choice(ANSWERS[answer])], ["Our policy.", *quoted(chance)],
                 ["See the policy.", *quoted(chance)]]  # fmt: skip
        lines += [
            opening.format(number),
            *(line for pair in zip(labels, texts, strict=True) for line in (pair[0], *pair[1])),
        ]
    return lines


def without_table(chance: random.Random, answers: dict[str, str]) -> list[str]:
    """The lines of a form whose cells have become lines, under its headings or none."""
    headings = [chance.choice(each) for each in (("Code provision",), ASKED, ANSWERED, EVIDENCE, EXPLAINED)]
    lines = headings if chance.random() < 0.5 else []
    for number, answer in answers.items():
        lines = [
            *lines,
            number,
            "As the Code says.",
            chance.choice(ANSWERS[answer]),
            "Our policy.",
            *quoted(chance),
        ]
    return lines


def read_as(kind: str, lines: list[str], code: str) -> Form:
    with tempfile.TemporaryDirectory() as folder:
        return read_form(written(lines, kind, Path(folder)), code)


@pytest.mark.parametrize("code", ["housing", "lgsco"])
@pytest.mark.parametrize("made", [labelled, without_table])
@pytest.mark.parametrize("seed", range(12))
def test_quoted_numbers_move_no_answer(made, code: str, seed: int) -> None:
    chance = random.Random(seed)
    answers = truth(chance, code)
    lines = made(chance, answers)
    form = read_as(("txt", "txt", "txt", "docx", "xlsx")[seed % 5], lines, code)
    assert form.answers == answers
    assert not [problem for problem in form.problems if problem.serious]
    kept = " ".join(" ".join((row.requirement, row.evidence, row.commentary)) for row in form.rows)
    assert all(line in kept for line in lines if "policy" in line or "Officers" in line)
