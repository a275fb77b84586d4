"""What is asked of finished results: the cases behind a figure, and what can be verified without them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from complaint_analysis import assessments, provenance, yearly
from complaint_analysis.case_by_case import moved_cases, moved_lines
from complaint_analysis.classify import Explanation
from complaint_analysis.comparison import changed_files
from complaint_analysis.errors import UsageError
from complaint_analysis.measures import Figures
from complaint_analysis.measures.registers import Register, service_request_register
from complaint_analysis.output_folder import alone, hold_writable
from complaint_analysis.pipeline import Job, current_run
from complaint_analysis.progress import Progress
from complaint_analysis.records.store import write_csv
from complaint_analysis.release import latest_release
from complaint_analysis.run import Run, saved_records
from complaint_analysis.trace import Traced, trace, write_trace


def trace_figure(job: Job, id: str, progress: Progress, *, against: Path | None = None) -> Traced:
    """The cases behind any published figure, listed in `private/traces/`, and with `against` which moved.

    `against` is the output folder of the other run, whose private records are read; a UsageError where it
    has none, or the figure is one of a side file, of which another run keeps no copy.
    """
    run = current_run(job)
    traced = trace(run.basis, id, side_figures(run))
    hold_writable(job.folder)
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
        yearly.ombudsman_figures(run),
        yearly.quality_figures(run),
        assessments.figures(run),
    )
    return {figure.id: figure for figures in counted for figure in figures}


def explain_case(job: Job, reference: str, progress: Progress) -> Explanation:
    """Which rules classified a case, on which words; on the terminal alone, since it quotes the text."""
    explained = current_run(job).explain(reference)
    progress.say(repr(explained))
    return explained


def purge(job: Job, progress: Progress) -> None:
    """Remove `private/`, and say what can still be verified; a UsageError where its report is not released.

    The raw exports are the council's own to dispose of, and stay.
    """
    released = latest_release(job.release)
    if released is None or changed_files(provenance.digests(released), provenance.digests(job.public)):
        raise UsageError(
            "the report in the output folder is not released as it is, so its private results are kept",
            where=str(job.private),
            do="release it first with `release`",
        )
    hold_writable(job.folder)
    with alone(job.folder):
        pass
    shutil.rmtree(job.private)
    progress.say(_what_remains(job, released))


def _what_remains(job: Job, released: Path) -> str:
    exports = job.data / job.year.name / "complaints"
    return (
        f"Removed: {job.private}\nReleased: {released}\n"
        f"While the exports lie in {exports}, `verify` makes every figure\n"
        "again and `trace` lists the cases behind it. Once they are disposed of, write the day as\n"
        "raw_data_disposed_on into year.toml: then `verify` holds published files to their hashes alone."
    )


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
