"""Tracing and purging finished results, on a small council."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.purge import purge
from complaint_analysis.commands.read_records import make_records
from complaint_analysis.commands.trace import trace_figure
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.errors import UsageError
from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.releases import freeze

EXPORT = """Reference,Received,Service,S1 Ack,S1 Response,S1 Outcome
C-1,01/05/2024,Council Housing,02/05/2024,10/05/2024,Upheld
C-2,02/05/2024,Council Housing,03/05/2024,17/05/2024,Not upheld
"""
IN_TIME = "housing.stage1.responded.in_time_pct"


@pytest.fixture
def job(tmp_path: Path, council) -> Job:
    council.export(EXPORT)
    return Job(ReportingYear.parse("2024-25"), council.folder, tmp_path / "output")


def test_a_figure_is_traced_from_the_raw_exports_without_any_run_before(job, capsys):
    traced = trace_figure(job, IN_TIME, Progress())
    assert traced.sums() == (2, 2)
    printed = capsys.readouterr().out
    assert "C-1 (numerator and denominator)" in printed
    assert "due if extended 17 May 2024" in printed
    assert (job.private / "traces" / f"{IN_TIME}.csv").is_file()
    assert not job.public.exists()


def test_two_runs_are_compared_by_their_folders(job, council, tmp_path, capsys):
    make_records(job, Progress())
    council.export(EXPORT.replace("10/05/2024", "24/05/2024"))
    later = Job(job.year, job.data, tmp_path / "later")
    capsys.readouterr()
    trace_figure(later, IN_TIME, Progress(), against=job.folder)
    printed = capsys.readouterr().out
    assert "C-1: numerator and denominator -> denominator; " in printed
    assert "stage1 responded: 10 May 2024 -> 24 May 2024" in printed
    assert "C-2: " not in printed


def test_a_figure_of_a_quarter_is_traced_as_at_the_day_that_it_is_told(job, council, capsys):
    council.export(EXPORT + "C-3,24/06/2024,Council Housing,25/06/2024,03/07/2024,Upheld\n")
    quarter = replace(job, quarter=1, as_at=date(2024, 6, 30))
    traced = trace_figure(quarter, IN_TIME, Progress())
    assert traced.sums() == (2, 2)
    assert trace_figure(replace(quarter, as_at=date(2024, 7, 31)), IN_TIME, Progress()).sums() == (3, 3)
    assert (job.out / "2024-25-Q1" / "private" / "traces" / f"{IN_TIME}.csv").is_file()
    assert trace_figure(replace(job, quarter=2), IN_TIME, Progress()).sums() == (0, 0)


def test_another_run_without_records_is_told(job, tmp_path):
    with pytest.raises(UsageError, match="the other run has no private records"):
        trace_figure(job, IN_TIME, Progress(), against=tmp_path)


def published(job: Job) -> None:
    job.public.mkdir(parents=True)
    (job.public / "figures.csv").write_text("id,value\n")
    outputs = {name: {"sha256": digest} for name, digest in manifest.digests(job.public).items()}
    (job.public / manifest.NAME).write_text(json.dumps({"state": "published", "outputs": outputs}))


def test_private_results_go_only_after_their_release(job, capsys):
    make_records(job, Progress())
    published(job)
    with pytest.raises(UsageError, match="not released"):
        purge(job, Progress())
    freeze(job.public, job.release)
    purge(job, Progress())
    assert not job.private.exists()
    assert job.public.is_dir()
    assert "`verify` makes every figure\nagain" in capsys.readouterr().out
    assert trace_figure(job, IN_TIME, Progress()).sums() == (2, 2)


def test_a_second_time_and_without_exports_it_says_what_can_still_be_verified(job, council, capsys):
    make_records(job, Progress())
    published(job)
    freeze(job.public, job.release)
    (job.out / "2024-25-Q2" / "private").mkdir(parents=True)
    (job.out / "2023-24" / "private").mkdir(parents=True)
    purge(job, Progress())
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == str(job.out / "2024-25-Q2" / "private")
    (council.folder / "2024-25" / "complaints" / "export.csv").unlink()
    purge(job, Progress())
    printed = capsys.readouterr().out
    assert "Nothing private is left" in printed
    assert "Write the day into year.toml as raw_data_disposed_on." in printed
    council.year(facts="raw_data_disposed_on = 2031-04-01")
    purge(job, Progress())
    printed = capsys.readouterr().out
    assert "no figure can be made again" in printed
    assert "Write the day" not in printed


def test_a_report_made_again_since_its_release_keeps_its_private_results(job):
    make_records(job, Progress())
    published(job)
    freeze(job.public, job.release)
    (job.public / "figures.csv").write_text("id,value\na,1\n")
    with pytest.raises(UsageError, match="not released as it is"):
        purge(job, Progress())
    assert job.private.exists()
