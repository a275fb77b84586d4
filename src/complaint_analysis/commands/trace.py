"""`trace`: the cases behind a figure, and with another run which of them moved since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from complaint_analysis.chapters import figures
from complaint_analysis.commands.finished_run import current_run
from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.quarter import dated
from complaint_analysis.errors import UsageError
from complaint_analysis.measures.cases_behind import Traced, trace, write_trace
from complaint_analysis.measures.figure import Figures
from complaint_analysis.measures.moved_cases import moved_cases, moved_lines
from complaint_analysis.measures.registers import Register, service_request_register
from complaint_analysis.publish.output_folder import require_writable
from complaint_analysis.records.store import write_csv
from complaint_analysis.run.period_run import Run, saved_records


def trace_figure(job: Job, id: str, progress: Progress, *, against: Path | None = None) -> Traced:
    """The cases behind any published figure, listed in `private/traces/`, and with `against` which moved.

    A figure of a quarter is traced on the records as that quarter's report has them. `against` is the output
    folder of the other run, whose private records are read; a UsageError where it has none, or the figure is
    one of a side file, of which another run keeps no copy.
    """
    job = dated(job) if job.quarter else job
    run = current_run(job)
    traced = trace(run.basis, id, side_figures(run))
    require_writable(job.folder)
    path = write_trace(traced, job.private)
    progress.say("\n".join([*traced.lines(), "", f"All cases: {path}"]))
    if against:
        moved = moved_cases(_other_run(run, against).basis, run.basis, id)
        write_csv(moved, path.with_name(f"{id}.moved.csv"))
        progress.say("\n".join(["", f"Since {against}:", *moved_lines(moved)]))
    return traced


def side_figures(run: Run) -> Figures:
    """The figures of a run that are counted in its side files: registers, findings, checks and forms."""
    counted = (
        service_request_register(Register(run.basis, run.files.service_requests)),
        figures.of_files(run),
    )
    return {figure.id: figure for each in counted for figure in each}


def _other_run(run: Run, folder: Path) -> Run:
    """The same settings and period on the records of another run."""
    private = folder / "private" if (folder / "private").is_dir() else folder
    if not (private / "records.parquet").is_file():
        raise UsageError(
            "the other run has no private records",
            where=str(folder),
            do="name the output folder of another run, such as other-output/2024-25",
        )
    records, last = saved_records(private)
    return replace(run, records=records, last=last)
