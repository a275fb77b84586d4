"""Forms into a data folder and out of it, as a user does it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from complaint_analysis.commands.forms import import_form, write_blank_or_last
from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.self_assessment.canonical_csv import write_form
from complaint_analysis.self_assessment.exporting import export_form
from complaint_analysis.self_assessment.form import Form, Row
from complaint_analysis.self_assessment.reading.form_file import form_in_hand, latest_form, read_form

HEAD = "Provision\tRequirement\tComply\tEvidence\tCommentary"


@pytest.fixture
def facts(council):
    council.year()
    return load_council(council.folder).year(ReportingYear.parse("2024-25"))


def form_text(*, answer: str = "Yes", approved: str = "") -> str:
    lines = [f"Approved by: Cabinet\nDate of approval: {approved}", ""] if approved else []
    rows = [
        f"{n}\tDo {n}.\t{answer}\tPolicy\tWe will do {n} by March 2026." for n in load_code("housing").numbers
    ]
    return "\n".join([*lines, HEAD, *rows])


def form_file(folder: Path, name: str = "form.txt", **content: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(form_text(**content), encoding="utf-8")
    return folder / name


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("self-assessment-*"))


def test_a_form_goes_into_the_year_with_its_own_file_beside_it(tmp_path, facts) -> None:
    told = import_form(form_file(tmp_path / "from"), "housing", facts)
    assert names(facts.folder) == ["self-assessment-housing.csv", "self-assessment-housing.txt"]
    assert told[0] == "Read as 2024-25/self-assessment-housing.csv"
    assert "72 provisions: 72 yes, 0 no, 0 in part, 0 not answered" in told
    assert "Promises found: 72 with a date, 0 without one, 0 that recur." in told
    assert latest_form(facts.folder, "housing").rows == read_form(tmp_path / "from/form.txt", "housing").rows


def test_another_form_of_the_year_has_the_next_number_and_the_same_comes_once(tmp_path, facts) -> None:
    import_form(form_file(tmp_path / "from"), "housing", facts)
    again = import_form(form_file(tmp_path / "from"), "housing", facts)
    assert again[0] == "This form is there already: self-assessment-housing.csv"
    import_form(form_file(tmp_path / "from", answer="No"), "housing", facts, "restructure")
    assert names(facts.folder)[:2] == ["self-assessment-housing-2.csv", "self-assessment-housing-2.txt"]
    assert form_in_hand(facts.folder, "housing").occasion.occasion == "restructure"


def test_a_form_that_lies_in_the_year_already_keeps_its_number(facts) -> None:
    path = form_file(facts.folder, "self-assessment-housing-3.txt")
    import_form(path, "housing", facts)
    assert names(facts.folder) == ["self-assessment-housing-3.csv", "self-assessment-housing-3.txt"]


def test_the_latest_approved_is_published_while_a_draft_is_worked_on(tmp_path, facts) -> None:
    import_form(form_file(tmp_path / "from", approved="16 September 2025"), "housing", facts)
    told = import_form(form_file(tmp_path / "from", answer="No"), "housing", facts)
    assert any("not approved yet" in line for line in told)
    assert set(latest_form(facts.folder, "housing").answers.values()) == {"yes"}
    assert set(form_in_hand(facts.folder, "housing").answers.values()) == {"no"}


def test_what_to_settle_stands_first(tmp_path, facts) -> None:
    path = form_file(tmp_path / "from")
    lines = (
        path.read_text(encoding="utf-8").replace("6.3\tDo 6.3.\tYes", "6.3\tDo 6.3.\tPerhaps").splitlines()
    )
    path.write_text("\n".join(line for line in lines if not line.startswith("2.2\t")), encoding="utf-8")
    told = import_form(path, "housing", facts)
    place = told.index("To settle before it is published (2):")
    assert told[place + 1].startswith("  2.2 is not on the form")
    assert told[place + 2].startswith("  6.3 has an answer that is neither yes, no nor partial")


def test_mistakes_write_nothing(tmp_path, facts) -> None:
    with pytest.raises(InputError, match="no such file"):
        import_form(tmp_path / "none.docx", "housing", facts)
    with pytest.raises(InputError, match="other Code"):
        import_form(form_file(tmp_path / "from"), "lgsco", facts)
    (tmp_path / "form.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError, match="kind that can be read"):
        import_form(tmp_path / "form.pdf", "housing", facts)
    assert names(facts.folder) == []


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_form_goes_out_and_comes_back_the_same(tmp_path, facts, kind: str) -> None:
    rows = tuple(
        Row(n, "Official.", "yes", "Yes", evidence="A\nB", flagged=n == "3.2")
        for n in load_code("housing").numbers
    )
    write_form(Form("housing", rows), facts.folder / "self-assessment-housing.csv")
    told = write_blank_or_last(tmp_path / f"form.{kind}", "housing", facts)
    assert told[0].startswith("Written with the answers of self-assessment-housing.csv")
    assert import_form(tmp_path / f"form.{kind}", "housing", facts)[0].startswith(
        "This form is there already"
    )
    write_blank_or_last(tmp_path / f"blank.{kind}", "housing", facts, blank=True)
    blank = read_form(tmp_path / f"blank.{kind}", "housing")
    assert set(blank.answers.values()) == {"blank"}
    assert {row.requirement for row in blank.rows} == {"Official."}
    with pytest.raises(UsageError, match="there already"):
        write_blank_or_last(tmp_path / f"form.{kind}", "housing", facts)
    with pytest.raises(UsageError, match="no such folder"):
        write_blank_or_last(tmp_path / "none" / f"form.{kind}", "housing", facts)


def test_the_same_form_gives_the_same_bytes(tmp_path) -> None:
    form = Form(
        "lgsco", tuple(Row(n, answer="yes", answer_as_written="Yes") for n in load_code("lgsco").numbers)
    )
    for kind in ("xlsx", "docx"):
        for name in ("one", "two"):
            export_form(form, tmp_path / f"{name}.{kind}")
        assert read_form(tmp_path / f"one.{kind}", "lgsco").rows == form.rows
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with pytest.raises(UsageError, match="cannot be written"):
        export_form(form, tmp_path / "form.odt")


def test_the_command_line(tmp_path, facts, program) -> None:
    path, data = form_file(tmp_path / "from"), facts.folder.parent
    done = program("import-form", str(path), "--code", "housing", "--year", "2024-25", "--data", str(data))
    assert done.returncode == 0, done.stderr
    assert "72 provisions" in done.stdout
    out = tmp_path / "form.docx"
    done = program("export-form", str(out), "--code", "housing", "--year", "2024-25", "--data", str(data))
    assert (done.returncode, out.is_file()) == (0, True)
    for arguments, code in (
        (["import-form", str(path), "--code", "scottish", "--year", "2024-25"], 2),
        (["import-form", str(path), "--code", "lgsco", "--year", "2024-25", "--data", str(data)], 3),
        (["import-form", str(path), "--code", "housing", "--data", str(data)], 2),
        (["import-form", str(path), "--code", "housing", "--year", "2031-32", "--data", str(data)], 2),
    ):
        assert program(*arguments).returncode == code
    shutil.rmtree(tmp_path / "from")
