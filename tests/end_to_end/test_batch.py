"""A batch of three councils: each on its own, one failing alone, the rest made and summed up."""

from __future__ import annotations

import csv
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import SmallCouncil
from small_project import EXPORT, FACTS, SmallProject

from complaint_analysis.commands.batch import HEADLINES, JobOutcome, councils, run_each, write_summary
from complaint_analysis.commands.job import Job
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.errors import UsageError

pytestmark = pytest.mark.xdist_group("batch")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """Three councils, of which the second has an export that cannot be used."""
    project = SmallProject(tmp_path_factory.mktemp("batch"))
    for name in ("alpha", "beta", "gamma"):
        council = SmallCouncil(project.folder / "councils" / name)
        council.export(EXPORT if name != "beta" else "Nothing,of,use\n1,2,3\n").year(facts=FACTS)
        council.write(
            "council.toml",
            f'[council]\nname = "{name.title()} Council"\n[codes]\nhousing = ["Council Housing"]\n',
        )
    return project


def batch(project: SmallProject, out: str, *options: str) -> tuple[int, str, dict[str, dict[str, str]]]:
    folder = project.folder / out
    ended, printed = project.run_command(
        "batch",
        str(project.folder / "councils"),
        "--year",
        "2024-25",
        "--out",
        str(folder),
        "--renderer",
        "pandoc",
        *options,
    )
    with (folder / "batch-2024-25.csv").open(encoding="utf-8-sig", newline="") as file:
        return ended, printed, {row["folder"]: row for row in csv.DictReader(file)}


def hold(project: SmallProject, out: str, ended: int, printed: str, rows: dict[str, dict[str, str]]) -> None:
    assert ended == 3, printed
    assert "1 of 3 councils failed: beta" in printed
    assert "2 reports made" in printed
    assert [row["state"] for row in rows.values()] == ["working", "failed", "working"]
    assert rows["alpha"]["council"] == "Alpha Council"
    assert rows["alpha"]["housing.stage1.received"] == "2"
    assert "export.csv" in rows["beta"]["reason"]
    for name in ("alpha", "gamma"):
        assert (project.folder / out / name / "output/2024-25/public/annual-report.html").is_file()
    assert not (project.folder / out / "beta" / "output/2024-25/public").exists()


def test_a_batch_of_three_on_this_machine(project):
    hold(project, "here", *batch(project, "here"))


@pytest.fixture
def scheduler(project: SmallProject) -> Iterator[str]:
    """A dask scheduler of the test's own with two workers of one thread."""
    distributed = pytest.importorskip("distributed")
    before = {name: os.environ.get(name) for name in project.environment()}
    os.environ |= project.environment()
    try:
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster:
            yield cluster.scheduler_address
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def test_a_batch_of_three_on_a_scheduler(project, scheduler):
    hold(project, "there", *batch(project, "there", "--scheduler", scheduler))


def test_a_scheduler_that_does_not_answer_is_told(project):
    pytest.importorskip("distributed")
    options = (
        "batch",
        str(project.folder / "councils"),
        "--year",
        "2024-25",
        "--scheduler",
        "tcp://127.0.0.1:1",
    )
    ended, printed = project.run_command(*options)
    assert ended == 2, printed
    assert "no dask scheduler answers" in printed
    assert "Traceback" not in printed


@dataclass(frozen=True)
class Work:
    """Work on a job that kills its own process for one council."""

    def __call__(self, job: Job) -> str:
        if job.data.name == "beta":
            os.kill(os.getpid(), signal.SIGKILL)
        return job.data.name

    def lost(self, job: Job, error: BaseException) -> str:
        return f"{job.data.name} lost"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_process_that_is_killed_loses_its_own_council_only(monkeypatch):
    context = multiprocessing.get_context("fork")  # a child started anew could not import this test
    monkeypatch.setattr("complaint_analysis.commands.batch.multiprocessing.get_context", lambda kind: context)
    jobs = [Job(ReportingYear(2024), Path(name), Path("out")) for name in ("alpha", "beta", "gamma", "delta")]
    assert sorted(run_each(Work(), jobs)) == ["alpha", "beta lost", "delta", "gamma"]


def test_a_folder_without_councils_is_told(tmp_path):
    with pytest.raises(UsageError, match="no council's data folder lies here"):
        councils(tmp_path)


def test_a_council_s_own_words_are_no_formula_in_the_summary(tmp_path):
    path = write_summary(
        tmp_path / "batch.csv", [JobOutcome("alpha", "=1+1", "working", dict.fromkeys(HEADLINES, "2"))]
    )
    assert "'=1+1" in path.read_text(encoding="utf-8-sig")
