"""The notebooks of a report, each run again only where something that it depends on has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.council.locations import DATA_VARIABLE, REPORT
from complaint_analysis.provenance.fingerprints import Ingredients, Steps
from complaint_analysis.publish.notebooks import execute
from complaint_analysis.publish.publication import STAGE_VARIABLE
from complaint_analysis.publish.render.staging import stage
from complaint_analysis.run.period_run import RECORDS_VARIABLE, SCOPE_VARIABLE


def run_notebooks(job: Job, steps: Steps, made_from: Ingredients, progress: Progress) -> list[Path]:
    """The executed notebooks; what they published is gathered in a stage made anew."""
    sources = job.notebooks()
    for number, source in enumerate(sources, start=1):
        now = made_from.of_notebook(source.name)
        if not steps.is_current(source.name, now, _executed(job, source), _published(job, source)):
            steps.begin(source.name)
            with progress.step(f"Notebook {number} of {len(sources)}: {source.stem}"):
                _run(job, source)
            steps.finish(source.name, now)
    shutil.rmtree(job.stage, ignore_errors=True)
    stage(REPORT, job.stage, job.documents())
    for source in sources:
        shutil.copytree(_published(job, source), job.stage, dirs_exist_ok=True)
    return [_executed(job, source) for source in sources]


def _run(job: Job, source: Path) -> None:
    published = _published(job, source)
    shutil.rmtree(published, ignore_errors=True)
    published.mkdir(parents=True)
    handed_over = {
        DATA_VARIABLE: str(job.data.resolve()),
        RECORDS_VARIABLE: str(job.private.resolve()),
        SCOPE_VARIABLE: job.scope,
        STAGE_VARIABLE: str(published.resolve()),
    }
    execute(source, _executed(job, source), {"year": job.year.name, "quarter": job.quarter}, handed_over)


def _published(job: Job, source: Path) -> Path:
    """What a notebook published, apart from the others, so that it can be run again alone."""
    return job.private / "published" / source.stem


def _executed(job: Job, source: Path) -> Path:
    return job.private / "notebooks" / source.name
