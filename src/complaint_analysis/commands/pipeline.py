"""The whole way from a data folder to a publication, step by step.

Read and classify the records, count them, run the notebooks, render the documents, write down how it was all
made, search all of it for personal data, and put it in the place of the last publication.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from complaint_analysis.chapters import cover_report
from complaint_analysis.chapters.period_files import private_counts
from complaint_analysis.chapters.report_metadata import ReportMetadata, metadata_of
from complaint_analysis.commands.finished_run import finished_run
from complaint_analysis.commands.job import Job
from complaint_analysis.commands.notebook_runs import run_notebooks
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.terminal import closing_lines
from complaint_analysis.commands.unprinted_signs import unprinted_sign_lines
from complaint_analysis.commands.written_inputs import refuse_personal_publication, refuse_personal_wordings
from complaint_analysis.council.settings import load_council
from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.fingerprints import Ingredients, Steps
from complaint_analysis.provenance.input_key import made_key
from complaint_analysis.provenance.inputs import HashedInputs
from complaint_analysis.publish.building import build, complete_stage
from complaint_analysis.publish.disclosure_review import write_disclosure_review
from complaint_analysis.publish.output_folder import put_in_place, working_in
from complaint_analysis.publish.publication import read_tables
from complaint_analysis.publish.render.logo import redrawn_logo
from complaint_analysis.publish.render.renderers import Renderer, choose_renderer
from complaint_analysis.records.store import write_csv
from complaint_analysis.run.period_run import Run
from complaint_analysis.self_assessment.officer_lists import write_form_lists


def make_publication(job: Job, renderer: str, progress: Progress, *, fresh: bool = False) -> list[str]:
    """What is said of the publication that now lies in the place of the last one.

    Each step whose inputs, code and settings are those of the last run stays as that run left it, unless
    `fresh`.
    """
    chosen = choose_renderer(renderer)
    with working_in(job.folder):
        progress.say(f"{load_council(job.data).council.name}, {job.period.label}")
        made_key(job.key_folders)
        inputs = job.hashed_inputs()
        steps, made_from = Steps(job.private, inputs, fresh=fresh), job.ingredients(inputs)
        now = made_from.of_report(f"{chosen.name} {chosen.version}")
        if steps.is_current("report", now, job.closing) and manifest.is_whole(job.public):
            progress.say("Nothing has changed since the last report: it stands.")
        else:
            steps.begin("report")
            with _stopped_by_a_change(inputs):
                built = _built(job, chosen, inputs, steps, made_from, progress)
            _put_in_place(job, built)
            Steps(job.private).finish("report", now)  # what changes now was not read
        return job.closing.read_text(encoding="utf-8").splitlines()


@contextmanager
def _stopped_by_a_change(inputs: HashedInputs) -> Iterator[None]:
    """Holds inputs to what they were when hashed; whatever else went wrong, a change of one is told first."""
    try:
        yield
    except Exception:
        inputs.require_unchanged()
        raise
    inputs.require_unchanged()


def _built(
    job: Job,
    renderer: Renderer,
    inputs: HashedInputs,
    steps: Steps,
    made_from: Ingredients,
    progress: Progress,
) -> Path:
    """The finished publication beside the last one: the steps in their order, all inputs read before the
    first notebook runs."""
    run = finished_run(job, steps, made_from, progress)
    metadata = metadata_of(run)
    refuse_personal_wordings(run)
    logo = redrawn_logo(run.council.logo) if run.council.logo else None
    if unprinted := unprinted_sign_lines(run):
        progress.say("\n".join(unprinted))
    _list_for_officers(job, run, steps, made_from, progress)
    executed = run_notebooks(job, steps, made_from, progress)
    named = f"{renderer.name} {renderer.version.removeprefix('pandoc ')}"
    with progress.step(f"Making the report with {named}"):
        built = _render(job, metadata, logo, executed, renderer)
    pack = _pack_built(job)
    shutil.rmtree(pack, ignore_errors=True)
    with progress.step("Writing down how it was made"):
        if not job.quarter:
            cover_report.take_out(built, pack, job.regimes)
        keyed = inputs.under(made_key(job.key_folders))
        manifest.write(built / manifest.NAME, run, keyed, renderer, executed, state=metadata.state)
    with progress.step("Looking for personal data"):
        refuse_personal_publication(run, [built, pack], job.private)
    job.closing.write_text("\n".join(closing_lines(metadata)), encoding="utf-8", newline="\n")
    return built


def _put_in_place(job: Job, built: Path) -> None:
    if (pack := _pack_built(job)).exists():
        shutil.rmtree(job.pack, ignore_errors=True)
        pack.rename(job.pack)
    put_in_place(built, job.public)


def _pack_built(job: Job) -> Path:
    """Where the committee's pack lies until the publication is put in its place."""
    return job.folder / "building-pack"


def _list_for_officers(job: Job, run: Run, steps: Steps, made_from: Ingredients, progress: Progress) -> None:
    """The private lists: cases at the Ombudsmen, and once a year the forms held against the records."""
    write_csv(private_counts(run), job.private / "ombudsman-counts.csv")
    if not job.quarter and not steps.is_current("lists", made_from.of_lists()):
        steps.begin("lists")
        with progress.step("Holding the self-assessments against the records"):
            write_form_lists(run, job.private)
        steps.finish("lists", made_from.of_lists())


def _render(
    job: Job, metadata: ReportMetadata, logo: bytes | None, executed: list[Path], renderer: Renderer
) -> Path:
    run, building = metadata.run, job.folder / "building"
    complete_stage(job.stage, job.period, metadata.statements(), metadata.variables(), logo)
    write_disclosure_review(read_tables(job.stage), job.private)
    return build(job.stage, building, job.documents(), executed, renderer, run.records.as_at)
