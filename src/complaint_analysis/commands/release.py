"""`release`: a complete publication, frozen; a correction becomes a release beside the first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from complaint_analysis.chapters.report_metadata import metadata_of
from complaint_analysis.commands.finished_run import run_from_exports
from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.terminal import missing_in_words, missing_lines
from complaint_analysis.council.settings import Governance
from complaint_analysis.errors import IncompletePublication
from complaint_analysis.printing.table import print_date
from complaint_analysis.provenance.inputs import input_digests
from complaint_analysis.provenance.releases import digest_of, freeze, require_as_made


def make_release(job: Job, progress: Progress, *, reason: str = "") -> Path:
    """The folder of a new release of the finished publication; see `freeze`.

    An IncompletePublication lists what is missing.
    """
    metadata = metadata_of(run_from_exports(job))
    if metadata.open_items:
        progress.say("\n".join(missing_lines(metadata)))
        raise IncompletePublication(
            f"{missing_in_words(metadata)}, so nothing is released",
            do="see the list above: each line says where it belongs; then make the report again",
        )
    require_approval(metadata.run.facts.governance, date.today())
    require_as_made(job.public, input_digests(job.data, job.year, job.regimes))
    frozen = freeze(job.public, job.release, reason=reason)
    progress.say(f"Released: {frozen}")
    progress.say(f"Digest:   {digest_of(frozen)}, to be minuted: `verify --expect` holds the release to it")
    return frozen


def require_approval(governance: Governance, today: date) -> None:
    """Nothing, when the governing body has approved the report by a day; else an IncompletePublication."""
    approved = governance.approved_on
    if approved and approved > today:
        raise IncompletePublication(
            f"the report is approved on {print_date(approved)}, which is still to come: nothing is released",
            do="release it after that day, or correct approved_on in year.toml",
        )
