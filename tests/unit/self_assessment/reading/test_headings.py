"""Headings that two columns could share, that span two, or that only a word names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.errors import InputError
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.reading.form_file import read_form

NUMBERS = load_code("lgsco").numbers
ANSWERS = {number: {"2": "No", "3": "Partial"}.get(number[0], "Yes") for number in NUMBERS}


def form_of(folder: Path, rows: list[list[str]], code: str = "lgsco") -> Form:
    with (folder / "form.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_form(folder / "form.csv", code)


def holds(form: Form) -> None:
    assert form.answers == {number: answer.lower() for number, answer in ANSWERS.items()}
    told = [(row.requirement, row.evidence, row.commentary) for row in form.rows]
    assert told == [(f"Do {number}", "Policy", f"We did {number}.") for number in NUMBERS]


def cells(number: str) -> list[str]:
    return [f"Do {number}", ANSWERS[number], "Policy", f"We did {number}."]


@pytest.mark.parametrize(
    "headings",
    [
        ["No.", "Code requirement", "Do we meet it? (Y/N/Partial)", "Where is the evidence?", "Any other comments to make"],
        ["#", "Code wording in full", "Comply", "Evidence in support", "Commentary (what we do)"],
        ["Code", "Requirement", "Comply", "Evidence (policy or page)", "Explanation of how we comply"],
        ["Code provision", "", "Comply", "Evidence", "Commentary"],
        ["Code ref", "Code requirement", "Comply", "Where evidenced", "Notes / actions"],
    ],
)  # fmt: skip
def test_headings_known_by_a_word_of_theirs(tmp_path: Path, headings: list[str]) -> None:
    holds(form_of(tmp_path, [headings, *([number, *cells(number)] for number in NUMBERS)]))


@pytest.mark.parametrize("section", ["{0}", "Section {0}", "{0}: A title", "Section {0} - A title"])
def test_a_column_for_the_section_beside_the_one_for_the_provision(tmp_path: Path, section: str) -> None:
    head = ["Section", "Provision", "Requirement", "Comply", "Evidence", "Commentary"]
    rows = [[section.format(number[0]), number, *cells(number)] for number in NUMBERS]
    form = form_of(tmp_path, [head, *rows])
    holds(form)
    assert form.rows[0].other == (("Section", section.format("1")),)


def test_the_title_of_a_section_left_of_the_numbers(tmp_path: Path) -> None:
    rows = [["Section", "Provision", "Requirement", "Comply", "Evidence", "Commentary"]]
    for number in NUMBERS:
        title = [[f"Section {number[0]}: A title", "", "", "", "", ""]] if number.endswith(".1") else []
        rows += [*title, ["", number, *cells(number)]]
    form = form_of(tmp_path, rows)
    holds(form)
    assert "A title" in form.sections
    assert not any(row.other for row in form.rows)


def test_the_answer_of_the_latest_of_two_years(tmp_path: Path) -> None:
    head = ["Provision", "Requirement", "Comply 2023-24", "Comply 2024-25", "Evidence", "Commentary"]
    rows = [[number, f"Do {number}", "No", *cells(number)[1:]] for number in NUMBERS]
    form = form_of(tmp_path, [head, *rows])
    holds(form)
    assert form.rows[0].other == (("Comply 2023-24", "No"),)


def whole(*below: list[str]) -> list[list[str]]:
    head = ["Provision", "Requirement", "Comply", "Evidence", "Commentary"]
    return [head, *([number, *cells(number)] for number in NUMBERS), ["", "", "", "", ""], *below]


@pytest.mark.parametrize(
    "head", [["Version", "Date", "Author"], ["Version no.", "Reviewed by", "Summary of changes"]]
)
def test_a_table_of_versions_below_the_form_is_no_part_of_it(tmp_path: Path, head: list[str]) -> None:
    form = form_of(
        tmp_path, whole(head, ["1.2", "May 2024", "An Officer"], ["2.1", "May 2025", "An Officer"])
    )
    holds(form)
    assert " ".join(["2.1", "May 2025", "An Officer"]) in form.outside
    assert {problem.kind for problem in form.problems} == {"other_table"}


def test_a_plan_of_actions_below_the_form_goes_to_its_provisions(tmp_path: Path) -> None:
    head = ["Provision", "Action required", "Owner", "Due date", "Status"]
    form = form_of(
        tmp_path, whole(head, ["2.3", "Rewrite the page", "Head of Service", "31 March 2026", "Begun"])
    )
    holds(form)
    (row,) = form.rows_of("2.3")
    assert (row.action, row.owner_role, row.due) == ("Rewrite the page", "Head of Service", "31 March 2026")
    assert row.other == (("Status", "Begun"),)
    assert {(problem.kind, problem.number) for problem in form.problems} == {("planned_elsewhere", "2.3")}


def test_the_other_codes_form_with_rows_missing(tmp_path: Path) -> None:
    rows = [row for row in whole() if row[0] not in ("1.1", "4.2", "6.22")]
    form_of(tmp_path, rows)
    with pytest.raises(InputError, match="other Code, lgsco"):
        read_form(tmp_path / "form.csv", "housing")


def test_a_row_more_is_not_the_other_code(tmp_path: Path) -> None:
    rows = [["1.1", *cells("1.4")], *([number, "Do", "Yes"] for number in load_code("housing").numbers)]
    form = form_of(tmp_path, [["Provision", "Requirement", "Comply"], *rows], "housing")
    assert {(problem.kind, problem.number) for problem in form.problems if problem.serious} == {
        ("unknown", "1.1")
    }


def test_the_short_form_is_the_lgscos(tmp_path: Path) -> None:
    form_of(
        tmp_path,
        [
            ["Code section", "Action", "Do we follow the Code"],
            *([f"{n}: A title", "Do it", "Yes"] for n in range(1, 10)),
        ],
    )
    with pytest.raises(InputError, match="other Code, lgsco"):
        read_form(tmp_path / "form.csv", "housing")


def test_headings_of_an_action_its_owner_and_its_date(tmp_path: Path) -> None:
    head = [
        "Provision",
        "Requirement",
        "Comply",
        "Evidence",
        "Commentary",
        "Actions / improvements",
        "Action owner",
        "Target date for completion",
    ]
    form = form_of(
        tmp_path,
        [
            head,
            *([number, *cells(number), "Rewrite it", "Head of Service", "May 2026"] for number in NUMBERS),
        ],
    )
    holds(form)
    assert {(row.action, row.owner_role, row.due) for row in form.rows} == {
        ("Rewrite it", "Head of Service", "May 2026")
    }


def test_evidence_and_commentary_in_one_column_are_commentary(tmp_path: Path) -> None:
    head = ["Provision", "Requirement", "Comply", "Evidence, commentary and any explanations"]
    form = form_of(tmp_path, [head, *([number, "Do it", "Yes", "As told."] for number in NUMBERS)])
    assert {(row.evidence, row.commentary) for row in form.rows} == {("", "As told.")}


def test_who_signed_below_the_form_is_no_part_of_it(tmp_path: Path) -> None:
    lines = ["\t".join(row) for row in whole()[:-1]] + [
        "",
        "Signed\tA. Example",
        "Position\tHead of Service",
        "Date\t1 May 2025",
    ]
    (tmp_path / "form.txt").write_text("\n".join(lines), encoding="utf-8")
    form = read_form(tmp_path / "form.txt", "lgsco")
    holds(form)
    assert "Signed A. Example" in form.outside
    assert not form.problems
