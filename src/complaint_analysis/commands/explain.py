"""`explain`: which rules classified a case, on which words."""

from __future__ import annotations

from complaint_analysis.classify import Explanation
from complaint_analysis.commands.finished_run import current_run
from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress


def explain_case(job: Job, reference: str, progress: Progress) -> Explanation:
    """Which rules classified a case, on which words; on the terminal alone, since it quotes the text."""
    explained = current_run(job).explain(reference)
    progress.say(repr(explained))
    return explained
