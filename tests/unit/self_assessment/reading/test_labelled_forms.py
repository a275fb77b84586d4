"""Forms that give each provision a box of its own, or no table at all: a label a line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from complaint_analysis.council.codes.catalogue import load_code
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
