"""Forms that give each provision a box of its own, or no table at all: a label a line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from forms_in_lines import written

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.errors import InputError
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.reading.form_file import read_form

NUMBERS = load_code("housing").numbers
ANSWERS = {number: {"2": "No", "3": "Partial", "4": ""}.get(number[0], "Yes") for number in NUMBERS}


def holds(form: Form) -> None:
    assert form.answers == {number: answer.lower() or "blank" for number, answer in ANSWERS.items()}
    told = [(row.requirement, row.evidence, row.commentary) for row in form.rows]
    assert told == [
        (f"Do {number}.", "Policy: page 2", f"We did {number}.\nNote: all year.") for number in NUMBERS
    ]
    assert not form.problems


def labels(number: str) -> list[tuple[str, str]]:
    return [
        ("Comply: Yes / No", ANSWERS[number]),
        ("Evidence", "Policy: page 2"),
        ("Commentary", f"We did {number}.\nNote: all year."),
    ]


def add_rows(table, rows: list[tuple[str, str]]) -> None:
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text


def title(number: str) -> str:
    return f"Section {number[0]}: A title"


def merged_title(document, number: str) -> None:
    table = document.add_table(rows=1, cols=2)
    first = table.rows[0].cells
    first[0].merge(first[1]).text = f"{number} Do {number}."
    add_rows(table, labels(number))


def number_beside(document, number: str) -> None:
    table = document.add_table(rows=0, cols=2)
    add_rows(table, [(number, f"Do {number}."), *labels(number)])


def number_above(document, number: str) -> None:
    document.add_heading(f"Provision {number}", 3)
    table = document.add_table(rows=0, cols=2)
    add_rows(table, [("Code requirement", f"Do {number}."), *labels(number)])


def requirement_above(document, number: str) -> None:
    document.add_heading(number, 3)
    document.add_paragraph(f"Do {number}.")
    add_rows(document.add_table(rows=0, cols=2), labels(number))


def code_provision_label(document, number: str) -> None:
    table = document.add_table(rows=0, cols=2)
    add_rows(table, [("Code provision", number), ("Requirement", f"Do {number}."), *labels(number)])


@pytest.mark.parametrize(
    "box", [merged_title, number_beside, number_above, requirement_above, code_provision_label]
)
def test_a_box_for_each_provision(tmp_path: Path, box) -> None:
    document = docx.Document()
    document.add_heading("Our self-assessment of 2024", 1)
    for number in NUMBERS:
        if number.endswith((".1", "1.2")):
            document.add_heading(title(number), 2)
        box(document, number)
        document.add_paragraph("")
    document.save(str(tmp_path / "form.docx"))
    holds(read_form(tmp_path / "form.docx", "housing"))


@pytest.mark.parametrize("beside", ["{label}: {text}", "{label}\n{text}", "{label}:\n{text}"])
def test_lines_of_text_with_labels(tmp_path: Path, beside: str) -> None:
    lines = ["Our form", ""]
    for number in NUMBERS:
        lines += [title(number), ""] if number.endswith(".1") else []
        told = [beside.format(label=label, text=text) for label, text in labels(number)]
        lines += [f"{number} Do {number}.", *told, ""]
    (tmp_path / "form.txt").write_text("\n".join(lines), encoding="utf-8")
    holds(read_form(tmp_path / "form.txt", "housing"))


OPENINGS = [
    "Code provision {}",
    "Provision {}:",
    "Paragraph {}",
    "Code ref: {}",
    "Section {}",
    "Code provision\n{}",
    "{}",
    "{} Do it.",
]
QUOTES = ["{} A complaint is any unhappiness.", "Section {} of our policy says so.", "Provision {} of the Code is met."]  # fmt: skip
CLAUSES = {
    number: (NUMBERS[place * 7 % 72], NUMBERS[(place + 1) % 72]) for place, number in enumerate(NUMBERS)
}


def with_quotes(opening: str, quote: str) -> list[str]:
    """Lines in which each provision's evidence quotes two numbers that the Code has too, one the next one's."""
    lines = []
    for number in NUMBERS:
        lines += [title(number)] if number.endswith(".1") else []
        quoted = [quote.format(clause) for clause in CLAUSES[number]]
        lines += [*opening.format(number).split("\n"), "Code requirement", "As the Code says."]
        lines += ["Comply", f"{ANSWERS[number]}.".strip("."), "Evidence", "Our policy.", *quoted]
        lines += ["Commentary / explanation", "See the policy."]
    return lines


@pytest.mark.parametrize("kind", ["txt", "docx", "xlsx"])
@pytest.mark.parametrize("quote", QUOTES)
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_quoted_number_opens_no_provision(tmp_path: Path, opening: str, quote: str, kind: str) -> None:
    form = read_form(
        written(with_quotes(opening, quote), kind, tmp_path, between="\n\n", headings=True), "housing"
    )
    assert form.answers == {number: answer.lower() or "blank" for number, answer in ANSWERS.items()}
    assert not [problem for problem in form.problems if problem.serious]
    assert {row.number: row.evidence for row in form.rows} == {
        number: "\n".join(["Our policy.", *(quote.format(each) for each in CLAUSES[number])])
        for number in NUMBERS
    }


def test_a_provision_without_a_line_for_its_answer_takes_no_other_s(tmp_path: Path) -> None:
    lines = with_quotes("Code provision {}", QUOTES[0])
    place = lines.index("Code provision 5.4")
    del lines[place + 3 : place + 5]
    form = read_form(written(lines, "txt", tmp_path, between="\n\n", headings=True), "housing")
    assert (form.answers["5.4"], form.answers["5.5"]) == ("blank", "yes")
    assert not [problem for problem in form.problems if problem.serious]


def test_a_provision_that_is_left_out_is_missing_though_evidence_quotes_its_number(tmp_path: Path) -> None:
    lines = with_quotes("Code provision {}", QUOTES[0])
    start, end = lines.index("Code provision 5.4"), lines.index("Code provision 5.5")
    form = read_form(
        written(lines[:start] + lines[end:], "txt", tmp_path, between="\n\n", headings=True), "housing"
    )
    assert [problem.number for problem in form.problems if problem.serious] == ["5.4"]
    assert form.answers["5.5"] == "yes"


def test_words_that_name_an_answer_within_evidence_are_no_label(tmp_path: Path) -> None:
    lines = with_quotes("{}", QUOTES[0])
    odd = [more for line in lines for more in ([line, "Compliance: our audit shows it", "3 Officers checked."] if line == "Our policy." else [line])]  # fmt: skip
    form = read_form(written(odd, "txt", tmp_path, between="\n\n", headings=True), "housing")
    assert form.answers == {number: answer.lower() or "blank" for number, answer in ANSWERS.items()}
    assert all("our audit shows it\n3 Officers checked." in row.evidence for row in form.rows)


def test_labels_with_their_texts_in_a_second_column_of_spaces(tmp_path: Path) -> None:
    lines = []
    for number in NUMBERS:
        lines += [f"Code provision      {number}", "Code requirement    As the Code says.",
                  f"Comply              {ANSWERS[number]}", "Evidence            Our policy.", ""]  # fmt: skip
    (tmp_path / "form.txt").write_text("\n".join(lines), encoding="utf-8")
    form = read_form(tmp_path / "form.txt", "housing")
    assert form.answers == {number: answer.lower() or "blank" for number, answer in ANSWERS.items()}
    assert {row.evidence for row in form.rows} == {"Our policy."}


HEADINGS = ["Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation"]


def cells(code: str, number: str) -> list[str]:
    """The cells of a provision's row: the answer of 1.5 is empty, and evidence quotes a number of the Code."""
    answer = {"1.5": [], "2.2": ["No."], "2.3": ["Partial"]}.get(number, ["Yes"])
    clause = load_code(code).numbers[-int(number[0])]
    return [
        number,
        "As the Code says.",
        *answer,
        "Our policy.",
        f"{clause} A clause of it.",
        "See the policy.",
    ]


@pytest.mark.parametrize("code", REGIMES)
@pytest.mark.parametrize("headed", ["not", "once", "each section", "each provision"])
@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_a_form_that_has_lost_its_table_is_read_and_told(tmp_path: Path, code, headed, kind) -> None:
    numbers = load_code(code).numbers
    lines = HEADINGS if headed == "once" else []
    for place, number in enumerate(numbers):
        if place == 0 or number[0] != numbers[place - 1][0]:
            lines = [*lines, title(number), *(HEADINGS if headed == "each section" else [])]
        lines = [*lines, *(HEADINGS if headed == "each provision" else []), *cells(code, number)]
    form = read_form(written(lines, kind, tmp_path, between="\n\n", headings=True), code)
    expected = {
        number: {"1.5": "blank", "2.2": "no", "2.3": "partial"}.get(number, "yes") for number in numbers
    }
    assert form.answers == expected
    assert [problem.kind for problem in form.problems] == ["lost_table"]
    assert "has lost its table" in form.problems[0].text
    assert form.rows_of("2.2")[0].commentary == "\n".join(cells(code, "2.2")[3:])


def test_numbers_without_any_answer_are_told_as_a_lost_table(tmp_path: Path) -> None:
    lines = [
        line for number in NUMBERS for line in (f"Code provision {number}", "As the Code says.", "Policy")
    ]
    with pytest.raises(InputError, match="has lost its table") as refused:
        read_form(written(lines, "txt", tmp_path, between="\n\n", headings=True), "housing")
    assert "Word or Excel" in str(refused.value)


OF_2022 = (9, 8, 3, 19, 20, 7, 6, 3)


@pytest.mark.parametrize("code", REGIMES)
@pytest.mark.parametrize("layout", ["table", "labels", "lines"])
def test_a_form_of_the_code_of_2022_is_told_as_such(tmp_path: Path, code: str, layout: str) -> None:
    numbers = [f"{section}.{each}" for section, last in enumerate(OF_2022, 1) for each in range(1, last + 1)]
    rows = {
        "table": ["\t".join(HEADINGS[:3]), *(f"{number}\tDo it.\tYes" for number in numbers)],
        "labels": [
            f"Code section {number}\nComply: Yes\nEvidence: Our policy.\n9.1 A clause" for number in numbers
        ],
        "lines": [f"{number}\nDo it.\nYes\nOur policy." for number in numbers],
    }[layout]
    (tmp_path / "form.txt").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(InputError, match="an older edition of the Housing Ombudsman's Code, that of 2022"):
        read_form(tmp_path / "form.txt", code)


@pytest.mark.parametrize("opening", ["Section {} - A title", "{}: A title", "Code section {}: A title"])
def test_a_short_form_with_labels_quotes_clauses_too(tmp_path: Path, opening: str) -> None:
    lines = []
    for number in range(1, 10):
        lines += [opening.format(number), "Action", "To do it.", "Do we follow the Code: Yes/No"]
        lines += [
            "No" if number == 3 else "Yes",
            "Explanations",
            "As told.",
            "2.1 A clause.",
            "4 Officers know.",
        ]
    form = read_form(written(lines, "txt", tmp_path, between="\n\n", headings=True), "lgsco")
    assert form.by_section
    assert form.answers == {str(number): "no" if number == 3 else "yes" for number in range(1, 10)}
    assert {row.commentary for row in form.rows} == {"As told.\n2.1 A clause.\n4 Officers know."}
