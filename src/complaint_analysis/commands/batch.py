"""Many councils: each one's report an independent job, on this machine's processes or a dask scheduler."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.report import make_report
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.council.text_files import csv_rows_by_header, read_text
from complaint_analysis.errors import InputError, UsageError, UserError
from complaint_analysis.printing.csv_text import FOR_EXCEL, write_csv_rows
from complaint_analysis.printing.formula_injection import inert
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.provenance import manifest

HEADLINES = (
    "housing.stage1.received",
    "housing.stage1.responded.in_time_pct",
    "housing.ch02.stage1.lcra",
    "lgsco.stage1.received",
    "lgsco.stage1.responded.in_time_pct",
)
"""The figures of the summary across councils."""
LOG = "batch.log"
T = TypeVar("T")


@dataclass(frozen=True)
class JobOutcome:
    """What became of one council's job: its state and headline figures, or why it failed."""

    folder: str
    name: str = ""
    state: str = "failed"
    figures: dict[str, str] = field(default_factory=dict)
    reason: str = ""

    def row(self) -> dict[str, str]:
        """A row of the summary; words of a council's own cannot act as a formula."""
        told = {"folder": self.folder, "council": self.name, "state": self.state, "reason": self.reason}
        return {name: str(inert(value)) for name, value in {**told, **self.figures}.items()}


def make_batch(
    folder: Path,
    year: ReportingYear,
    out: Path,
    renderer: str,
    progress: Progress,
    *,
    scheduler: str = "",
    fresh: bool = False,
) -> list[JobOutcome]:
    """What became of each council whose data folder lies in a folder; one that fails fails alone.

    The results of `alpha` lie in `OUT/alpha/output`, the summary of all in `OUT/batch-2024-25.csv`. An
    InputError at the end where any council failed.
    """
    jobs = [Job(year, data, out / data.name / "output") for data in councils(folder)]
    made = []
    for done in run_each(_Report(renderer, fresh), jobs, scheduler):
        made.append(done)
        progress.say(f"  {done.folder:<30}{done.name:<40}{done.reason or done.state}")
    made.sort(key=lambda each: each.folder)
    summary = write_summary(out / f"batch-{year.name}.csv", made)
    failed = [each for each in made if each.state == "failed"]
    progress.say(f"\n{print_number_of(len(made) - len(failed), 'report')} made; summary: {summary}")
    if failed:
        raise InputError(
            f"{len(failed)} of {print_number_of(len(made), 'council')} failed: "
            + ", ".join(each.folder for each in failed),
            where=str(summary),
            do=f"see the reason of each in the summary, and {LOG} in its output folder",
        )
    return made


def councils(folder: Path) -> list[Path]:
    """The data folders in a folder, by name; a UsageError where there is none."""
    found = sorted(path.parent for path in folder.glob("*/council.toml"))
    if not found:
        raise UsageError(
            "no council's data folder lies here",
            where=str(folder),
            do="name a folder that holds one folder a council, each with its council.toml",
        )
    return found


def run_each(work: Callable[[Job], T], jobs: Sequence[Job], scheduler: str = "") -> Iterator[T]:
    """What the work returns for each job, as it is finished; on a dask scheduler where one is named."""
    return _on_scheduler(work, jobs, scheduler) if scheduler else _on_processes(work, jobs)


@dataclass(frozen=True)
class _Report:
    """The work on one council: its report, with whatever goes wrong as a reason."""

    renderer: str
    fresh: bool

    def __call__(self, job: Job) -> JobOutcome:
        name = ""
        try:
            name = load_council(job.data).council.name
            job.out.mkdir(parents=True, exist_ok=True)
            with (job.out / LOG).open("w", encoding="utf-8") as log:
                console = Console(file=log, highlight=False, soft_wrap=True)
                make_report(job, self.renderer, Progress(console), fresh=self.fresh)
        except UserError as error:
            return JobOutcome(job.data.name, name, reason="; ".join(error.lines()))
        except Exception as error:
            return JobOutcome(job.data.name, name, reason=f"a fault of the program: {type(error).__name__}")
        state = str(manifest.read(job.public).get("state", ""))
        return JobOutcome(job.data.name, name, state, _headlines(job.public / "figures.csv"))

    def lost(self, job: Job, error: BaseException) -> JobOutcome:
        """What is said of a job whose process did not come back."""
        return JobOutcome(
            job.data.name, reason=f"its process ended before its report: {type(error).__name__}"
        )


def _headlines(figures: Path) -> dict[str, str]:
    values = {row["id"]: row["value"] or row["status"] for row in csv_rows_by_header(read_text(figures))}
    return {id: values.get(id, "") for id in HEADLINES}


def write_summary(path: Path, made: Iterable[JobOutcome]) -> Path:
    """The summary table across councils, written."""
    columns = ["folder", "council", "state", *HEADLINES, "reason"]
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = ([row.get(column, "") for column in columns] for row in (each.row() for each in made))
    write_csv_rows(path, [columns, *rows], FOR_EXCEL)
    return path


def _on_processes(work, jobs: Sequence[Job]) -> Iterator:
    """Each job in a process of this machine, as many at once as it has cores.

    A process that is killed takes the pool with it: what was not finished is done again, each job alone, so
    that only the one that kills its process is lost.
    """
    left = []
    with _pool(os.cpu_count() or 1) as pool:
        running = {pool.submit(work, job): job for job in jobs}
        for future in as_completed(running):
            if isinstance(future.exception(), BrokenProcessPool):
                left.append(running[future])
            else:
                yield _result(work, future, running[future])
    for job in left:
        with _pool(1) as alone:
            yield _result(work, alone.submit(work, job), job)


def _pool(processes: int) -> ProcessPoolExecutor:
    """Processes started anew: a fork would take threads and locks of libraries along."""
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def _on_scheduler(work, jobs: Sequence[Job], address: str) -> Iterator:
    """Each job on a worker of a dask scheduler, which sees the same folders and has the same environment."""
    try:
        from distributed import Client
        from distributed import as_completed as as_completed_there
    except ImportError:
        raise UsageError(
            "dask is not installed, which --scheduler needs",
            do="install it with `make .venv/with-batch`, or leave --scheduler out",
        ) from None
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError, TypeError):
        raise UsageError(
            "no dask scheduler answers", where=address, do="give its address, as in tcp://host:8786"
        ) from None
    with client:
        resolved = [_absolute(job) for job in jobs]
        running = {client.submit(work, job, pure=False, retries=0): job for job in resolved}
        for future in as_completed_there(running):
            yield _result(work, future, running[future])


def _absolute(job: Job) -> Job:
    """The job with folders that mean the same on a worker."""
    return Job(job.year, job.data.resolve(), job.out.resolve(), job.scope)


def _result(work, future: Future, job: Job):
    error = future.exception()
    if error is None:
        return future.result()
    if not hasattr(work, "lost"):
        raise error
    return work.lost(job, error)
