"""`records`: the records alone, and what became of every row of the exports."""

from __future__ import annotations

from complaint_analysis.commands.finished_run import save_records
from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.terminal import reconciliation_lines
from complaint_analysis.council.settings import load_council
from complaint_analysis.provenance.fingerprints import Steps
from complaint_analysis.publish.output_folder import working_in
from complaint_analysis.records.store import Records
from complaint_analysis.run.records_and_figures import records_of


def make_records(job: Job, progress: Progress) -> Records:
    """The finished records, written into `private/`."""
    with working_in(job.folder):
        council = load_council(job.data)
        progress.say(f"{council.council.name}, {job.year.name}")
        with progress.step("Reading and checking the exports"):
            records = records_of(council, job.year)
            save_records(job, records, None, Steps(job.private))
    progress.say("\n".join(reconciliation_lines(records, job.private)))
    progress.say(f"Next: `make check YEAR={job.year.name}` says what to do on the way to the report.")
    return records
