"""A step runs again only where its inputs, code or settings changed, by what is in them."""

from __future__ import annotations

import shutil

import pytest
from small_project import CELLS, SmallProject, replace

pytestmark = pytest.mark.xdist_group("nothing twice")
RECORDS, FIRST, SECOND = "Reading and checking the exports", "01-records", "02-second"
RENDERED = "Making the report"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    project = SmallProject(tmp_path_factory.mktemp("twice"))
    project.write_notebook(SECOND, (CELLS[0], CELLS[1], CELLS[2], 'run.publish.say("second", "One.")'))
    project.council.write("2024-25/response.md", "The Cabinet notes this report.")
    assert steps(project) == {RECORDS, FIRST, SECOND, RENDERED}
    return project


def steps(project: SmallProject, *options: str) -> set[str]:
    """The steps that a run took."""
    ended, printed = project.run("report", "--renderer", "pandoc", *options)
    assert ended == 0, printed
    return {step for step in (RECORDS, FIRST, SECOND, RENDERED) if step in printed}


def test_a_run_with_nothing_changed_does_nothing_and_says_so(project):
    ended, printed = project.run("report", "--renderer", "pandoc")
    assert ended == 0
    assert "Nothing has changed since the last report: it stands." in printed
    assert "annual-report.html" in printed
    assert "State:   Draft: not complete" in printed
    assert steps(project) == set()


def test_touching_a_file_changes_nothing(project):
    (project.council.folder / "2024-25/complaints/export.csv").touch()
    assert steps(project) == set()


def test_one_word_of_the_response_renders_again_and_runs_no_notebook(project):
    replace(project.council.folder / "2024-25/response.md", "notes", "welcomes")
    assert steps(project) == {RENDERED}
    assert "welcomes this report" in (project.public / "annual-report.html").read_text(encoding="utf-8")


def test_a_word_of_the_report_s_own_text_runs_no_notebook(project):
    replace(project.folder / "report/annual-report.qmd", " complaints.", " complaints in all.")
    assert steps(project) == {RENDERED}


def test_one_notebook_runs_again_alone_and_what_it_no_longer_publishes_is_gone(project):
    replace(project.folder / "notebooks/02-second.ipynb", "second", "third")
    assert steps(project) == {SECOND, RENDERED}
    said = (project.public.parent / "private/report/_variables.yml").read_text(encoding="utf-8")
    assert '"third": "One."' in said
    assert '"second"' not in said


def test_a_side_file_runs_the_notebooks_and_reads_no_export(project):
    project.council.write("2024-25/publications.csv", "title,ombudsman,date,link,what_we_take_from_it\n")
    assert steps(project) == {FIRST, SECOND, RENDERED}


def test_one_cell_of_an_export_runs_everything(project):
    replace(project.council.folder / "2024-25/complaints/export.csv", "02/05/2024,10", "02/05/2024,13")
    assert steps(project) == {RECORDS, FIRST, SECOND, RENDERED}


def test_a_publication_that_was_changed_by_hand_is_made_again(project):
    (project.public / "annual-report.html").write_text("mended")
    assert steps(project) == {RENDERED}


def test_fresh_runs_everything(project):
    assert steps(project, "--fresh") == {RECORDS, FIRST, SECOND, RENDERED}


def test_a_council_without_last_year_takes_none_from_another_that_ran_before(tmp_path):
    """A fresh clone runs the demonstration first; the council's own report then goes to the same folder."""
    project = SmallProject(tmp_path)
    project.council.export((project.council.folder / "2024-25/complaints/export.csv").read_text(encoding="utf-8"),
                           year="2023-24").year("2023-24", "extracted_on = 2024-05-30")  # fmt: skip
    assert RECORDS in steps(project)
    last = project.out / "2024-25/private/last-year"
    assert last.is_dir()
    shutil.rmtree(project.council.folder / "2023-24")
    assert RECORDS in steps(project)
    assert not last.exists()
