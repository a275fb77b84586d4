"""`purge`: the private results of a released report removed, and what can be verified without them."""

from __future__ import annotations

import shutil

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import UsageError
from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.publication_diff import changed_files
from complaint_analysis.provenance.releases import latest_release
from complaint_analysis.publish.output_folder import alone, require_writable


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
