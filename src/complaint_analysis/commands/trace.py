"""What is asked of finished results: the cases behind a figure, and what can be verified without them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from complaint_analysis.chapters import figures
from complaint_analysis.classify import Explanation
from complaint_analysis.commands.pipeline import Job, current_run
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.quarter import dated
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import UsageError
from complaint_analysis.measures import Figures
from complaint_analysis.measures.cases_behind import Traced, trace, write_trace
from complaint_analysis.measures.moved_cases import moved_cases, moved_lines
from complaint_analysis.measures.registers import Register, service_request_register
from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.publication_diff import changed_files
from complaint_analysis.provenance.releases import latest_release
from complaint_analysis.publish.output_folder import alone, require_writable
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
    if released is None or changed_files(manifest.digests(released), manifest.digests(job.public)):
        raise UsageError(
            "the report in the output folder is not released as it is, so its private results are kept",
            where=str(job.private),
            do="release it first with `release`",
        )
    gone = f"Removed: {job.private}" if job.private.is_dir() else f"Nothing private is left in {job.folder}"
    require_writable(job.folder)
    with alone(job.folder):
        pass
    shutil.rmtree(job.private)
    progress.say("\n".join([gone, f"Released: {released}", *_what_remains(job), *_of_other_reports(job)]))


def _what_remains(job: Job) -> list[str]:
    """What can still be verified, with the exports and, once they are gone, without them."""
    exports, facts = job.data / job.year.name / "complaints", load_council(job.data).year(job.year)
    if exports.is_dir() and any(exports.iterdir()):
        return [
            f"While the exports lie in {exports}, `verify` makes every figure",
            "again and `trace` lists the cases behind it. Once they are disposed of, write the day as",
            "raw_data_disposed_on into year.toml: then `verify` holds published files to their hashes alone.",
        ]
    day = "" if facts.raw_data_disposed_on else " Write the day into year.toml as raw_data_disposed_on."
    return [
        f"The exports are gone, so no figure can be made again and no case listed.{day}",
        "`verify` still holds each published file to its hash.",
    ]


def _of_other_reports(job: Job) -> list[str]:
    """The private results of the year's quarters and of other scopes, which this does not remove."""
    folders = [job.out / job.year.name, *sorted(job.out.glob(f"{job.year.name}-*"))]
    others = [str(each / "private") for each in folders if each != job.folder and (each / "private").is_dir()]
    if not others:
        return []
    return ["Private results of other reports on the year are still there; delete them by hand:", *others]


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
