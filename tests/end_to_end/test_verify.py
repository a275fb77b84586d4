"""Verification from raw, on a small project: a change of any one thing is found and named."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from forging import DRAWN, FORGED, REPACKED, mend
from small_project import CELLS, SmallProject, replace

from complaint_analysis.commands.verify import verdict_on

pytestmark = pytest.mark.xdist_group("small project")
RULES = "src/complaint_analysis/classify/rules.toml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    project = SmallProject(tmp_path_factory.mktemp("small"))
    project.write_notebook("01-records", (*CELLS, DRAWN))
    ended, printed = project.run("report", "--renderer", "pandoc")
    assert ended == 0, printed
    return project


@pytest.fixture
def kept(project: SmallProject) -> Iterator[SmallProject]:
    """The project, put back as it was after the test."""
    before = {path: path.read_bytes() for path in project.folder.rglob("*") if is_source(path, project)}
    yield project
    for path, content in before.items():
        if path.read_bytes() != content:
            path.write_bytes(content)


def is_source(path: Path, project: SmallProject) -> bool:
    return path.is_file() and not path.is_relative_to(project.out)


def test_unchanged_everything_is_reproduced_and_nothing_is_left_behind(project):
    before = {path: path.read_bytes() for path in project.out.rglob("*") if path.is_file()}
    ended, printed = project.run("verify")
    assert (ended, "figures and 2 tables reproduced" in printed) == (0, True), printed
    assert before == {path: path.read_bytes() for path in project.out.rglob("*") if path.is_file()}


CHANGES = {
    "a cell": (
        ("council/2024-25/complaints/export.csv", "10/05/2024", "24/05/2024"),
        "input 2024-25/complaints/export.csv: changed",
        "figures.csv: housing.stage1.responded.in_time_pct value: 100.0 -> 50.0",
    ),
    "a cell that no figure counts": (
        ("council/2024-25/complaints/export.csv", "nobody came", "nobody came yet"),
        "input 2024-25/complaints/export.csv: changed",
    ),
    "a setting": (
        ("council/council.toml", "[codes]", "[clocks]\nstage1_respond = 6\n[codes]"),
        "setting council.clocks.stage1_respond: 10 -> 6",
        "figures.csv: housing.stage1.responded.late value: 0 -> 1",
    ),
    "a holiday": (
        ("council/council.toml", "[codes]", "[calendar]\nclosed_days = [2024-05-08]\n[codes]"),
        "non-working day 2024-05-08: is new",
        "figures.csv: housing.stage1.working_days.mean value: 8.0 -> 7.0",
    ),
    "a rule": ((RULES, "points = { delay = 4 }", "points = { delay = 3 }"), "rule rules.cause.slow-or-late: changed"),
    "a line of a notebook": (
        ("notebooks/01-records.ipynb", "run = ca.load(year, quarter)", "run = ca.load(year, quarter)\\nrun"),
        "notebook 01-records.ipynb: changed",
        "notebooks/01-records.html: after “run = ca.load(year, quarter)”: Code -> run",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"), [(change, told) for change, *told in CHANGES.values()], ids=CHANGES
)
def test_one_change_is_found_and_named(kept, change, told):
    name, old, new = change
    replace(kept.folder / name, old, new)
    ended, printed = kept.run("verify")
    assert ended == 4, printed
    for line in told:
        assert line in printed, f"{line}\n{printed}"
    assert "reproduced" not in printed


def test_an_export_that_is_gone_is_named_and_no_crash(kept):
    (kept.council.folder / "2024-25/complaints/export.csv").rename(kept.folder / "moved.csv")
    try:
        ended, printed = kept.run("verify")
    finally:
        (kept.folder / "moved.csv").rename(kept.council.folder / "2024-25/complaints/export.csv")
    assert ended in (3, 4), printed
    assert "2024-25/complaints/export.csv" in printed
    assert "Traceback" not in printed


@pytest.fixture
def published(project: SmallProject, tmp_path: Path) -> Path:
    """A copy of what was published, to be forged."""
    return Path(shutil.copytree(project.public, tmp_path / "published"))


@pytest.mark.parametrize("forged", FORGED)
def test_whoever_forges_a_file_and_all_hashes_is_found(project, published, forged):
    """Another lock in the provenance says that bytes may differ: what the files say may not."""
    name = FORGED[forged](published)
    mend(published)
    verdict = verdict_on(published, project.public)
    assert verdict.differences, forged
    assert any(line.startswith(f"  {name}") for line in verdict.lines()), verdict.lines()
    assert not any("reproduced" in line for line in verdict.lines())


@pytest.mark.parametrize("repacked", REPACKED)
def test_other_bytes_that_say_the_same_are_no_difference(project, published, repacked):
    name = REPACKED[repacked](published)
    assert (published / name).read_bytes() != (project.public / name).read_bytes()
    mend(published)
    assert verdict_on(published, project.public).lines()[-1].endswith("reproduced")
