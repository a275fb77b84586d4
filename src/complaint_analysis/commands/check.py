"""`check`: what is there, what a complete publication still needs, and the days left to each date."""

from __future__ import annotations

from datetime import date

from complaint_analysis.chapters.report_metadata import ReportMetadata, metadata_of
from complaint_analysis.commands.finished_run import run_from_exports
from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.terminal import checklist_lines, missing_in_words
from complaint_analysis.commands.unprinted_signs import unprinted_sign_lines
from complaint_analysis.commands.written_inputs import refuse_personal_inputs
from complaint_analysis.errors import IncompletePublication
from complaint_analysis.publish.render.logo import redrawn_logo


def check_year(job: Job, progress: Progress, *, complete: bool) -> ReportMetadata:
    """What is there and what still misses; with `complete` an IncompletePublication where anything does.

    A UsageError where the logo is no picture, a PersonalDataStopped where a private value stands in a file
    that would be published.
    """
    metadata = metadata_of(run_from_exports(job))
    if metadata.run.council.logo:
        redrawn_logo(metadata.run.council.logo)
    lines = [*checklist_lines(metadata, date.today()), *unprinted_sign_lines(metadata.run)]
    progress.say("\n".join(lines))
    refuse_personal_inputs(metadata.run)
    if complete and metadata.open_items:
        raise IncompletePublication(
            missing_in_words(metadata),
            do="see the list above: each line says where it belongs",
        )
    return metadata
