"""A provision's number as forms write it: with words before it, other points, noughts, or once more over a page."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.reading.form_file import read_form

NUMBERS = load_code("housing").numbers
HEAD = ["Provision", "Requirement", "Comply", "Evidence", "Commentary"]


def form_of(folder: Path, rows: list[list[str]]) -> Form:
    with (folder / "form.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return read_form(folder / "form.csv", "housing")


def row_of(number: str, written: str = "", answer: str = "Yes", commentary: str = "") -> list[str]:
    return [written or number, f"Do {number}", answer, "Policy", commentary or f"We did {number}."]


def kinds(form: Form) -> set[tuple[str, str]]:
    return {(problem.kind, problem.number) for problem in form.problems}


@pytest.mark.parametrize(
    "written",
    [
        "HO {}", "Housing Ombudsman Code {}", "CHC {}", "Provision no. {}:", "Requirement {}", "({})", "[{}]", "§{}",
        "s{}", "Section 5 – {}", "{}.", "{} ",
    ],
)  # fmt: skip
def test_words_and_marks_about_the_number(tmp_path: Path, written: str) -> None:
    form = form_of(tmp_path, [row_of(number, written.format(number)) for number in NUMBERS])
    assert [(row.number, row.requirement) for row in form.rows] == [(each, f"Do {each}") for each in NUMBERS]
    assert not form.problems


@pytest.mark.parametrize("point", [". ", " .", "·", ",", "-"])
def test_another_point_within_a_number_that_stands_alone(tmp_path: Path, point: str) -> None:
    form = form_of(tmp_path, [row_of(number, number.replace(".", point)) for number in NUMBERS])
    assert [row.number for row in form.rows] == list(NUMBERS)


def test_a_number_of_things_opens_no_provision(tmp_path: Path) -> None:
    rows = [row_of(number) for number in NUMBERS]
    rows.insert(8, ["5,000 homes are ours", "", "", "", "Of 2,3 each."])
    assert [row.number for row in form_of(tmp_path, rows).rows] == list(NUMBERS)


def test_noughts_that_a_spreadsheet_adds_or_drops(tmp_path: Path) -> None:
    padded = [row_of(number, f"{number[0]}.{number[2:]:0>2}") for number in NUMBERS]
    assert form_of(tmp_path, padded).answers == dict.fromkeys(NUMBERS, "yes")
    decimals = form_of(tmp_path, [row_of(number, f"{float(number):.2f}") for number in NUMBERS])
    assert [row.number for row in decimals.rows] == list(NUMBERS)
    assert {("nought_added", "5.1"), ("nought_added", "6.3")} <= kinds(decimals)
    assert not [problem for problem in decimals.problems if problem.serious]


@pytest.mark.parametrize("written", ["{} (continued)", "{} cont.", "{} (cont'd)", "{} Cont’d…"])
def test_a_row_that_is_said_to_go_on(tmp_path: Path, written: str) -> None:
    rows = [row_of(number) for number in NUMBERS]
    rows.insert(9, [written.format(NUMBERS[8]), "", "", "", "And more."])
    form = form_of(tmp_path, rows)
    assert form.rows[8].commentary == f"We did {NUMBERS[8]}. And more."
    assert not form.problems


def test_a_number_repeated_over_a_page_is_one_row_and_is_named(tmp_path: Path) -> None:
    rows = [row_of(number) for number in NUMBERS]
    rows.insert(9, [NUMBERS[8], "", "", "", "And more."])
    form = form_of(tmp_path, rows)
    assert form.rows[8].commentary == f"We did {NUMBERS[8]}. And more."
    assert kinds(form) == {("number_repeated", NUMBERS[8])}


def test_a_provision_answered_twice_stays_doubled(tmp_path: Path) -> None:
    rows = [row_of(number) for number in NUMBERS]
    rows.insert(9, row_of(NUMBERS[8], answer="No"))
    assert kinds(form_of(tmp_path, rows)) == {("doubled", NUMBERS[8])}


@pytest.mark.parametrize("title", ["{}\nA title", "Section {}: A title", "Part {} A title", "{}. A title"])
def test_the_title_of_a_section(tmp_path: Path, title: str) -> None:
    lines = [["Code section", "Action", "Do we follow the Code: Yes/No", "Explanations"]]
    lines += [[title.format(number), "To do it.", "Yes", "As told."] for number in range(1, 10)]
    with (tmp_path / "form.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    form = read_form(tmp_path / "form.csv", "lgsco")
    assert form.answers == {str(number): "yes" for number in range(1, 10)}
