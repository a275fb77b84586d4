"""The report on its way from officer to Cabinet to website: taking away one input moves it back and says why."""

import re
import shutil
from pathlib import Path

import pypandoc
import pytest
from demonstration.states import put_back

from complaint_analysis.chapters.publication_checklist import Material, checklist, state
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.locations import DEMONSTRATION
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.records.side_files import read_year_files
from complaint_analysis.self_assessment.reading.form_file import latest_form

YEAR = ReportingYear(2024)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMONSTRATION, tmp_path / "data"))


def items(folder: Path, regimes=REGIMES):
    council = load_council(folder)
    facts, last = council.year(YEAR), council.year(YEAR.previous)
    forms, last_forms = (
        {regime: latest_form(year.folder, regime) for regime in regimes} for year in (facts, last)
    )
    files, last_files = read_year_files(facts), read_year_files(last)
    return checklist(Material(facts, files, forms, last_files, last_forms, regimes=regimes))


def open_items(folder: Path, regimes=REGIMES) -> dict[str, str]:
    return {item.id: f"{item.words}; {item.where}" for item in items(folder, regimes) if not item.settled}


NEEDED = {
    "self-assessment-housing.csv": ("HO 8.1 a", "self-assessment-housing"),
    "self-assessment-lgsco.csv": ("LGSCO 8.1 a", "self-assessment-lgsco"),
    "complaints": ("HO and LGSCO 8.1 b", "complaints"),
    "code-findings.csv": ("HO and LGSCO 8.1 c", "code-findings"),
    "improvements.csv": ("HO and LGSCO 8.1 d", "improvements"),
    "lgsco-letter.toml": ("LGSCO 8.1 e", "lgsco-letter"),
    "publications.csv": ("HO and LGSCO 8.1 f", "publications"),
    "ombudsman.csv": ("HO 9.7 c", "ombudsman"),
    "orders.csv": ("HO 9.7 c", "orders"),
    "resolutions.csv": ("What Members resolved", "resolutions"),
}


@pytest.mark.parametrize("name", NEEDED)
def test_without_one_input_it_is_a_draft_and_says_what_and_where(folder, name):
    clause, id = NEEDED[name]
    path = folder / "2024-25" / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert state(items(folder)) == "working"
    told = open_items(folder)
    assert name.split(".")[0] in told[id]
    assert clause in next(item.clause for item in items(folder) if item.id == id)


@pytest.mark.parametrize("name", ["response.md", "member-statement.md"])
def test_without_what_follows_the_meeting_it_goes_to_the_meeting(folder, name):
    """HO and LGSCO 8.2."""
    (folder / "2024-25" / name).write_text("  \n", encoding="utf-8")
    assert state(items(folder)) == "for-cabinet"
    assert list(open_items(folder)) == [name.removesuffix(".md")]


def test_without_the_date_of_the_meeting_it_is_a_draft(folder):
    """HO and LGSCO 8.2."""
    path = folder / "2024-25" / "year.toml"
    path.write_text(path.read_text("utf-8").replace("meeting = 2025-09-16\n", ""), "utf-8")
    assert state(items(folder)) == "working"
    assert list(open_items(folder)) == ["meeting"]


@pytest.mark.parametrize("copied", ["approved_on = 2024-06-18", "effective_from = 2024-06-27"])
def test_a_date_of_last_year_left_in_moves_it_back(folder, copied):
    """HO and LGSCO 8.2."""
    path, key = folder / "2024-25" / "year.toml", copied.partition(" ")[0]
    path.write_text(re.sub(rf"{key} = \S+", copied, path.read_text("utf-8")), "utf-8")
    told = open_items(folder)
    assert [key in told[id] for id in told] == [True]
    assert state(items(folder)) == ("for-cabinet" if key == "approved_on" else "working")


def test_without_the_word_that_a_report_is_not_issued_it_is_a_draft(folder):
    """HO 8.1 e."""
    path = folder / "2024-25" / "year.toml"
    path.write_text(path.read_text("utf-8").partition("[absent]")[0], "utf-8")
    assert list(open_items(folder)) == ["housing-ombudsman-report"]


def test_the_demonstration_goes_through_its_year(folder):
    assert state(items(folder)) == "published"
    put_back(folder, "for-cabinet")
    assert state(items(folder)) == "for-cabinet"
    put_back(folder, "working")
    assert state(items(folder)) == "working"


def test_housing_alone_is_finished_while_the_corporate_half_is_not(folder):
    for name in ("self-assessment-lgsco.csv", "lgsco-letter.toml"):
        (folder / "2024-25" / name).unlink()
    assert state(items(folder, ("housing",))) == "published"
    assert state(items(folder, ("lgsco",))) == "working"
    assert state(items(folder)) == "working"


def test_the_two_checklists_together_are_that_of_both(folder):
    both = {item.id: item.state for item in items(folder)}
    apart = {item.id: item.state for regime in REGIMES for item in items(folder, (regime,))}
    assert both == apart


@pytest.mark.parametrize("name", ["response", "member-statement"])
def test_a_statement_in_word_counts_as_the_same_in_markdown_does(folder, name):
    """HO and LGSCO 8.2; last year's words over again are last year's, in whichever kind of file."""
    written = folder / "2024-25" / f"{name}.md"
    pypandoc.convert_file(str(written), "docx", outputfile=str(written.with_suffix(".docx")))
    written.unlink()
    assert state(items(folder)) == "published"
    last = folder / "2023-24" / f"{name}.md"
    pypandoc.convert_file(str(last), "docx", outputfile=str(written.with_suffix(".docx")))
    assert list(open_items(folder)) == [name]
    assert "last year's" in open_items(folder)[name]


AGED = {
    "code-findings.csv": "code-findings",
    "ombudsman.csv": "ombudsman",
    "lgsco-letter.toml": "lgsco-letter",
    "resolutions.csv": "resolutions",
    "improvements.csv": "improvements-last-year",
    "self-assessment-housing.csv": "self-assessment-housing",
    "self-assessment-lgsco.csv": "self-assessment-lgsco",
    "orders.csv": "orders",
    "response.md": "response",
    "member-statement.md": "member-statement",
}


@pytest.mark.parametrize("name", AGED)
def test_last_years_file_in_this_years_folder_moves_it_back(folder, name):
    """HO and LGSCO 8.1, 8.2: what is reported is this year's."""
    shutil.copy(folder / "2023-24" / name, folder / "2024-25" / name)
    assert AGED[name] in open_items(folder)
    assert state(items(folder)) == ("for-cabinet" if name.endswith(".md") else "working")
