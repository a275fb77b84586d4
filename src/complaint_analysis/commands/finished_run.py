"""The run that a command works on: on records made from the exports, or on those of the last run."""

from __future__ import annotations

from dataclasses import replace

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.council.settings import load_council
from complaint_analysis.oversight.benchmarks import read_returns
from complaint_analysis.provenance.fingerprints import Ingredients, Steps
from complaint_analysis.records.open_cases import open_cases
from complaint_analysis.records.store import Records, write_csv
from complaint_analysis.run.earlier_years import Earlier, earlier_years
from complaint_analysis.run.period_run import Run, both_years, save_both, saved_records

STEP = "records"


def run_from_exports(job: Job) -> Run:
    """The run of a job on records made anew: read, joined, classified, redacted, timed; nothing is saved."""
    return _run_on(job, *both_years(load_council(job.data), job.year, job.as_at))


def current_run(job: Job) -> Run:
    """The run of a job on the last run's records where they are current, else on records made anew."""
    if _is_current(job, Steps(job.private), job.ingredients(job.hashed_inputs())):
        return _run_on(job, *saved_records(job.private))
    return run_from_exports(job)


def finished_run(job: Job, steps: Steps, made_from: Ingredients, progress: Progress) -> Run:
    """The run of a job with the years before it, its records in `private/`: the last run's or made anew."""
    if _is_current(job, steps, made_from):
        with progress.step("The records have not changed"):
            run = _run_on(job, *saved_records(job.private))
            return replace(run, earlier=Earlier.saved(job.private))
    with progress.step("Reading and checking the exports"):
        run = run_from_exports(job)
        earlier = Earlier() if job.quarter else earlier_years(run.council, job.year, job.released_before())
        save_records(job, run.records, run.last, steps)
        earlier.save(job.private)
    steps.finish(STEP, made_from.of_records())
    return replace(run, earlier=earlier)


def save_records(job: Job, records: Records, last: Records | None, steps: Steps) -> None:
    """Write the records and the list of open cases into `private/`."""
    steps.begin(STEP)
    save_both(records, last, job.private)
    write_csv(open_cases(records), job.private / "open-cases.csv")


def _is_current(job: Job, steps: Steps, made_from: Ingredients) -> bool:
    return steps.is_current(STEP, made_from.of_records(), job.private / "records.parquet")


def _run_on(job: Job, records: Records, last: Records | None) -> Run:
    """The run of a job on finished records; a file of other landlords that cannot be read stops it here."""
    council = load_council(job.data)
    read_returns(council.folder)
    return Run(council, council.year(job.year), job.period, records, last, scope=job.scope)
