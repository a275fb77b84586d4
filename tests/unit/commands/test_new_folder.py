"""A new data folder: complete, valid as it stands once named, and never written over."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime

import docx
import openpyxl
import pytest
from pydantic import BaseModel

from complaint_analysis.commands.new_folder.making import make_data_folder, summary_lines
from complaint_analysis.commands.new_folder.tracker_template import NEEDED, tracker_columns
from complaint_analysis.commands.next_steps import next_steps
from complaint_analysis.council import locations
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import Council, Exports, YearFacts, load_council
from complaint_analysis.errors import UsageError
from complaint_analysis.records.dictionary import derived_columns, given_columns
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.cells import kinds
from complaint_analysis.records.reading.exports import read_export
from complaint_analysis.records.reading.headers import require_known_columns
from complaint_analysis.records.side_files import REPORTS, TABLES, read_table, read_year_files
from complaint_analysis.run.period_run import Run
from complaint_analysis.run.records_and_figures import records_of
from complaint_analysis.self_assessment.reading.form_file import read_form

YEAR = ReportingYear.parse("2024-25")


@pytest.fixture
def folder(tmp_path):
    make_data_folder(tmp_path / "council", YEAR)
    return tmp_path / "council"


def named(folder):
    path = folder / "council.toml"
    path.write_text(path.read_text("utf-8").replace('name = ""', 'name = "Testford"', 1), "utf-8")
    return load_council(folder)


def uncommented(text: str) -> dict:
    """A template with every example in force."""
    return tomllib.loads(re.sub(r'^# (?=\[|["\w]+ = |"[^"]+" = )', "", text, flags=re.MULTILINE))


def test_it_loads_once_it_is_named_and_names_what_is_missing_before(folder):
    with pytest.raises(UsageError) as error:
        load_council(folder)
    assert "council.name" in error.value.what
    assert 'name = "' in error.value.do
    council = named(folder)
    assert council.year(YEAR).governance.body == "Cabinet"


def keys(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_council_toml_shows_every_setting_and_each_example_is_valid(folder):
    shown = uncommented((folder / "council.toml").read_text("utf-8"))
    assert keys(Council) - {"folder"} == shown.keys()
    shown["council"] |= {"name": "Testford", "logo": ""}
    council = Council.model_validate({**shown, "folder": folder})
    for name in (
        "council",
        "codes",
        "calendar",
        "clocks",
        "tsm",
        "dates",
        "classification",
        "self_assessment",
    ):
        assert keys(type(getattr(council, name))) == shown[name].keys(), name
    assert keys(type(council.designated[0])) == shown["designated"][0].keys()
    assert council.dates.order == "day-first"


def test_year_toml_shows_every_fact_and_each_example_is_valid(folder):
    shown = uncommented((folder / "2024-25" / "year.toml").read_text("utf-8"))
    assert keys(YearFacts) - {"year", "folder"} == shown.keys()
    facts = YearFacts.model_validate({**shown, "year": YEAR, "folder": folder})
    assert keys(type(facts.governance)) == shown["governance"].keys()
    assert facts.homes_owned.lcra == 3601


def test_blank_files_are_read_when_they_are_copied_into_the_year(folder):
    for name in TABLES:
        assert read_table(folder / "templates" / f"{name}.csv", name).empty
    for path in (folder / "templates").glob("*.*sv"):
        if not path.name.startswith("self-assessment"):
            (folder / "2024-25" / path.name).write_bytes(path.read_bytes())
    for name in REPORTS:
        (folder / "2024-25" / f"{name}.toml").write_bytes(
            (folder / "templates" / f"{name}.toml").read_bytes()
        )
    files = read_year_files(named(folder).year(YEAR))
    assert files.improvements.empty
    assert files.lgsco_letter.period == "2024-25"


@pytest.mark.parametrize("code", ["housing", "lgsco"])
def test_a_blank_form_has_every_provision_and_no_answer(folder, code):
    form = read_form(folder / "templates" / f"self-assessment-{code}.docx", code)
    assert set(form.answers) == set(form.catalogue.numbers)
    assert set(form.answers.values()) == {"blank"}


@pytest.mark.parametrize("code", ["housing", "lgsco"])
def test_a_blank_form_filled_in_with_word_is_read_back(folder, code):
    document = docx.Document(str(folder / "templates" / f"self-assessment-{code}.docx"))
    facts, provisions = document.tables
    facts.rows[1].cells[1].text = "20 June 2025"
    headings = [cell.text for cell in provisions.rows[0].cells]
    answers = {}
    for place, row in enumerate(provisions.rows[1:]):
        cells = dict(zip(headings, row.cells, strict=True))
        cells["Comply: Yes / No / Partial"].text = ("Yes", "No", "Partial")[place % 3]
        cells["Evidence"].text = f"Policy, section {place + 1}"
        answers[cells["Provision"].text] = ("yes", "no", "partial")[place % 3]
    path = folder / "2024-25" / f"self-assessment-{code}.docx"
    document.save(str(path))
    form = read_form(path, code)
    assert form.answers == answers
    assert form.occasion.assessed_on == date(2025, 6, 20)
    assert [row.evidence for row in form.rows] == [f"Policy, section {n + 1}" for n in range(len(answers))]
    assert list(form.problems) == []


def test_the_tracker_filled_in_with_a_spreadsheet_gives_the_complaints(folder):
    workbook = openpyxl.load_workbook(folder / "templates" / "complaints-tracker.xlsx")
    sheet = workbook["Complaints"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    cells = {
        "reference": "A-1", "received": date(2024, 5, 1), "service": "Waste", "accepted": "yes", "channel": "email",
        "category": list(workbook["Words"]["A"])[-1].value, "cause": workbook["Words"]["B3"].value,
        "stage1_acknowledged": date(2024, 5, 3), "stage1_responded": datetime(2024, 5, 14), "stage1_outcome": "upheld",
        "remedies": "apology; financial", "compensation_gbp": 50, "stage2_requested": "01/06/2024", "vulnerable": "no",
    }  # fmt: skip
    for name, value in cells.items():
        sheet.cell(2, columns[name]).value = value
    workbook.save(folder / "2024-25" / "complaints" / "our tracker – 2024.xlsx")
    council = named(folder)
    records = records_of(council, YEAR)
    (row,) = records.table.to_dict("records")
    assert (row["stage1_status"], row["stage1_outcome"], row["compensation_gbp"]) == ("in_time", "upheld", 50)
    assert (row["remedies"], row["category_rule"]) == ("apology; financial", "officer")
    assert row["stage2_requested"] == datetime(2024, 6, 1)
    assert {"unknown_header", "unknown_value", "bad_date"}.isdisjoint(records.issues["rule"])
    assert "No export has a column" not in "\n".join(
        next_steps(Run(council, council.year(YEAR), YEAR.period, records, None), 1)
    )


def test_nothing_of_the_templates_counts_as_data(folder):
    files = read_year_files(named(folder).year(YEAR))
    assert files.improvements is None
    assert not any((folder / "2024-25" / "complaints").iterdir())


def test_a_second_time_only_what_is_missing_is_written(folder):
    (folder / "council.toml").write_text("# mine\n")
    (folder / "templates" / "orders.csv").unlink()
    made = make_data_folder(folder, YEAR)
    assert made.written == ("templates/orders.csv",)
    assert (folder / "council.toml").read_text() == "# mine\n"
    another = make_data_folder(folder, ReportingYear.parse("2025-26"))
    assert another.written == ("2025-26/year.toml",)
    assert "2025-26" in "\n".join(summary_lines(another))


def test_a_folder_of_other_things_and_the_program_s_own_are_refused(tmp_path):
    (tmp_path / "letter.docx").write_text("x")
    for place in (
        tmp_path,
        tmp_path / "letter.docx",
        locations.ROOT / "new",
        locations.DEMONSTRATION,
        locations.ROOT / "data",
    ):
        with pytest.raises(UsageError):
            make_data_folder(place, YEAR)


@pytest.mark.parametrize("name", ["council", "a council & its #1 £ data"])
def test_the_default_is_kept_for_make_and_for_the_program(tmp_path, monkeypatch, name):
    monkeypatch.setattr(locations, "LOCAL", tmp_path / "local.mk")
    monkeypatch.delenv(locations.DATA_VARIABLE, raising=False)
    (tmp_path / "local.mk").write_text("PYTHON = python3.12\nCOMPLAINT_DATA = old\n", encoding="utf-8")
    (tmp_path / name).mkdir()
    locations.make_default(tmp_path / name)
    assert locations.data_folder() == (tmp_path / name).resolve()
    lines = (tmp_path / "local.mk").read_text("utf-8").splitlines()
    assert lines[0] == "PYTHON = python3.12"
    assert len(lines) == 2
    monkeypatch.setenv(locations.DATA_VARIABLE, str(tmp_path))
    assert locations.data_folder() == tmp_path


def test_the_tracker_s_columns_are_canonical_and_read_back(folder):
    path = folder / "templates" / "complaints-tracker.xlsx"
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["Complaints", "Notes", "Words"]
    sheet = workbook["Complaints"]
    headings = [cell.value for cell in sheet[1]]
    assert set(headings) == set(kinds()) - {"refused", "stage1_extended", "stage2_extended"}
    cells = {
        "reference": "C-1",
        "received": datetime(2024, 5, 1),
        "service": "Waste",
        "stage1_outcome": "upheld",
    }
    for name, value in cells.items():
        sheet.cell(2, headings.index(name) + 1).value = value
    workbook.save(folder / "filled.xlsx")
    issues = Issues()
    (read,) = read_export(folder / "filled.xlsx", "2024-25", {}, issues, Exports())
    assert issues.rows == []
    assert read.sheet == "Complaints"
    assert {read.header.columns[place] for place in range(len(headings))} >= {"reference", "stage2_requested"}
    assert len(read.rows) == 1


def test_the_tracker_offers_the_words_that_are_read_and_says_what_each_column_holds(folder):
    workbook = openpyxl.load_workbook(folder / "templates" / "complaints-tracker.xlsx")
    sheet, notes = workbook["Complaints"], workbook["Notes"]
    headings = [cell.value for cell in sheet[1]]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    by_name = {headings[openpyxl.utils.cell.coordinate_from_string(at)[0] and
                        openpyxl.utils.column_index_from_string(openpyxl.utils.cell.coordinate_from_string(at)[0]) - 1]: rule
               for at, rule in rules.items()}  # fmt: skip
    assert by_name["stage1_outcome"].formula1.startswith('"upheld,partially_upheld')
    assert {name for name, rule in by_name.items() if rule.type == "date"} == {
        name for name, kind in kinds().items() if kind in ("date", "date_or_words")
    }
    assert by_name["category"].formula1.startswith("Words!$A$2")
    explained = {row[0].value: row[1].value for row in notes.iter_rows(min_row=6)}
    assert set(headings) <= set(explained)
    assert all(explained[heading] for heading in headings)
    assert set(NEEDED) <= {column.name for column in tracker_columns()}


def test_every_column_of_the_records_has_its_meaning(council, export):
    assert all(column.meaning for column in given_columns())
    row = {"Ref": "C-1", "Received": "01/05/2024", "Service": "Waste", "Stage 1 responded": "03/05/2024"}
    table = council.export(export(row)).records().table
    assert set(table.columns) <= {column.name for column in given_columns()} | derived_columns().keys()


def test_a_setting_that_stands_twice_and_an_unknown_column_say_what_to_do(folder):
    named(folder)
    path = folder / "council.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("housing = []", 'housing = ["Repairs"]\nhousing = []', 1), "utf-8")
    with pytest.raises(UsageError, match="line") as error:
        load_council(folder)
    assert "a second time: keep one" in error.value.do
    with pytest.raises(UsageError) as error:
        require_known_columns({"Reply": "stage2 responded"})
    assert "for example stage2_responded or" in error.value.do
