"""`release`: a complete publication, frozen; a correction becomes a release beside the first."""

from __future__ import annotations

import sys
from datetime import date
from getpass import getpass
from pathlib import Path

from complaint_analysis.chapters.report_metadata import metadata_of
from complaint_analysis.commands.finished_run import run_from_exports
from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.terminal import missing_in_words, missing_lines
from complaint_analysis.commands.written_inputs import refuse_personal_publication
from complaint_analysis.council.settings import Governance
from complaint_analysis.errors import IncompletePublication, UsageError
from complaint_analysis.printing.table import print_date
from complaint_analysis.provenance import manifest, signature
from complaint_analysis.provenance.releases import digest_of, freeze, require_as_made
from complaint_analysis.provenance.signature import private_key


def make_release(job: Job, progress: Progress, *, reason: str = "", sign: Path | None = None) -> Path:
    """The folder of a new release of the finished publication, searched once more; see `freeze`.

    `sign` is the file of the key to sign it with. An IncompletePublication lists what is missing.
    """
    key = private_key(sign, lambda: _passphrase(sign)) if sign else None
    metadata = metadata_of(run_from_exports(job))
    if metadata.open_items:
        progress.say("\n".join(missing_lines(metadata)))
        raise IncompletePublication(
            f"{missing_in_words(metadata)}, so nothing is released",
            do="see the list above: each line says where it belongs; then make the report again",
        )
    require_approval(metadata.run.facts.governance, date.today())
    require_as_made(job.public, job.keyed_inputs())

    def complete(copy: Path) -> None:
        """Nothing private may stand in the reason and the list of changes either."""
        refuse_personal_publication(metadata.run, [copy], job.private)
        if key:
            signature.sign(copy, key)

    frozen = freeze(job.public, job.release, reason=reason, complete=complete)
    progress.say(f"Released: {frozen}")
    progress.say(f"Digest:   {digest_of(frozen)}, to be minuted: `verify --expect` holds the release to it")
    if key:
        progress.say(f"Signed:   {manifest.SIGNATURE}; `verify --public-key` checks it")
    return frozen


def _passphrase(path: Path) -> str:
    """The passphrase of a key, asked for on a terminal."""
    if not sys.stdin.isatty():
        raise UsageError("the key has a passphrase, and nobody is there to be asked", where=str(path))
    return getpass(f"Passphrase of {path.name}: ")


def require_approval(governance: Governance, today: date) -> None:
    """Nothing, when the governing body has approved the report by a day; else an IncompletePublication."""
    approved = governance.approved_on
    if approved and approved > today:
        raise IncompletePublication(
            f"the report is approved on {print_date(approved)}, which is still to come: nothing is released",
            do="release it after that day, or correct approved_on in year.toml",
        )
