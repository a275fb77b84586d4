"""A measure and a table are added to a copy of the project just as the page says, and a report has them."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_project import CELLS, EXPORT, ROOT, SmallProject, replace

pytestmark = pytest.mark.xdist_group("adding a measure")
STEP = re.compile(r"`([\w./-]+)`:\n\n```py\n(.*?)```", re.DOTALL)
STEPS = dict(STEP.findall((ROOT / "docs/adding-a-measure.md").read_text("utf-8")))
"""What the page writes into which file."""
DEFINITIONS = "tests/spec/test_definitions.py"
MEASURES = "src/complaint_analysis/measures/complaints.py"
TABLES = "src/complaint_analysis/chapters/tables/results.py"
LISTED = "src/complaint_analysis/chapters/tables/__init__.py"
NOTEBOOK = "notebooks/01-records.ipynb"
FIGURE = "housing.with_learning"
LESSONS = ("Learning", "Ring back", "", "Bins are counted", "")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """A copy of the project as the page leaves it, with a report on complaints that have lessons."""
    project = SmallProject(tmp_path_factory.mktemp("measure"))
    copy_tests(project.folder)
    for path in (DEFINITIONS, MEASURES, TABLES):
        add(project.folder / path, STEPS[path])
    list_table(project.folder / LISTED, STEPS[LISTED])
    project.write_notebook("01-records", (*CELLS, STEPS[NOTEBOOK]))
    lines = zip(EXPORT.splitlines(), LESSONS, strict=True)
    project.council.export("\n".join(f"{line},{lesson}" for line, lesson in lines))
    ended, printed = project.run("report", "--renderer", "pandoc")
    assert ended == 0, printed
    return project


def copy_tests(folder: Path) -> None:
    """What the page's test needs beside it."""
    (folder / "tests/spec").mkdir(parents=True)
    for name in ("pyproject.toml", "tests/conftest.py", DEFINITIONS):
        shutil.copy(ROOT / name, folder / name)


def add(path: Path, block: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n\n{block}")


def list_table(path: Path, block: str) -> None:
    """The import among the others, and the name in the list."""
    imported, listed = block.split("\n\n")
    replace(path, "\n\n__all__", f"\n{imported}\n\n__all__")
    name = re.findall(r'"\w+"', listed)[0]
    replace(path, "__all__ = [", f"__all__ = [\n    {name},")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_has_one_step_for_each_file() -> None:
    assert list(STEPS) == [DEFINITIONS, MEASURES, TABLES, LISTED, NOTEBOOK]


def test_its_test_passes(project: SmallProject) -> None:
    name = re.findall(r"def (test_\w+)", STEPS[DEFINITIONS])[0]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", f"{DEFINITIONS}::{name}", "-p", "no:cacheprovider"],
        cwd=project.folder, env=project.environment(), capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_figure_is_published_with_its_definition(project: SmallProject) -> None:
    row = next(row for row in rows_of(project.public / "figures.csv") if row["id"] == FIGURE)
    definition = re.findall(r'"""(.*?)"""', STEPS[MEASURES])[0]
    assert (row["value"], row["status"], row["definition"]) == ("1", "ok", definition)


def test_the_figure_is_traced_to_its_case(project: SmallProject) -> None:
    ended, printed = project.run("trace", FIGURE)
    assert ended == 0, printed
    traced = rows_of(project.public.parent / "private" / "traces" / f"{FIGURE}.csv")
    assert [row["reference"] for row in traced if row["part"] == "counted"] == ["C-1"]


def test_the_table_is_published(project: SmallProject) -> None:
    (row,) = rows_of(project.public / "tables" / "lessons.csv")
    assert (row["housing_2024-25"], row["lgsco_2024-25"]) == ("1", "1")
