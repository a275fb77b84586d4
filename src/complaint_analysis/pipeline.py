"""The way from a data folder to a publication, step by step."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from complaint_analysis import notebooks, project, provenance, release, wall
from complaint_analysis.assembly import records_of
from complaint_analysis.benchmarks import read_returns
from complaint_analysis.council import load_council
from complaint_analysis.earlier import YEARS_SHOWN, Earlier, earlier_years
from complaint_analysis.edition import Edition, edition_of
from complaint_analysis.errors import IncompletePublication, UsageError
from complaint_analysis.form_lists import write_form_lists
from complaint_analysis.measures.basis import REGIMES
from complaint_analysis.periods import ReportingYear
from complaint_analysis.progress import Progress
from complaint_analysis.publication import STAGE_VARIABLE, Publication, collect, read_tables
from complaint_analysis.records.open_cases import open_cases
from complaint_analysis.records.store import Records, write_csv
from complaint_analysis.render.logo import stage_logo
from complaint_analysis.render.notebook_page import notebook_pages
from complaint_analysis.render.renderers import Renderer, choose_renderer, render
from complaint_analysis.render.staging import stage as stage_sources
from complaint_analysis.run import RECORDS_VARIABLE, SCOPE_VARIABLE, Run, both_years, save_both, saved_records
from complaint_analysis.slips.own import hold_tables
from complaint_analysis.summary import checklist_lines, closing_lines, missing_lines, reconciliation_lines

COLLECTED = ("figures.csv", "figures.json", "tables.xlsx")


@dataclass(frozen=True)
class Job:
    """One report to make: a year of a data folder, in a scope, into an output folder."""

    year: ReportingYear
    data: Path
    out: Path
    scope: str = "both"
    released: Path | None = None

    @property
    def folder(self) -> Path:
        """Where this job's results go; a scope of one Code has a folder of its own."""
        return self.out / (self.year.name if self.scope == "both" else f"{self.year.name}-{self.scope}")

    @property
    def private(self) -> Path:
        return self.folder / "private"

    @property
    def public(self) -> Path:
        return self.folder / "public"

    @property
    def stage(self) -> Path:
        return self.private / "report"

    @property
    def releases(self) -> Path:
        """Where publications are frozen: where `released` says, else beside the output folder."""
        return self.released or self.out.parent / "releases"

    @property
    def release(self) -> Path:
        """The folder of this report's first release; its corrections lie beside it."""
        return self.releases / self.folder.name

    def released_before(self) -> dict[str, Path]:
        """The newest release of each earlier year in this scope that its report can be compared with."""
        years = [ReportingYear(self.year.first - back) for back in range(1, YEARS_SHOWN)]
        latest = {each.name: release.latest_release(replace(self, year=each).release) for each in years}
        return {name: folder for name, folder in latest.items() if folder}

    @property
    def regimes(self) -> tuple[str, ...]:
        return REGIMES if self.scope == "both" else (self.scope,)

    def documents(self) -> list[str]:
        """The documents of the scope, by the names of their sources."""
        assessments = [f"self-assessment-{regime}" for regime in self.regimes]
        return ["annual-report", *assessments, "service-improvement-plan", "accessibility-statement"]


def make_report(job: Job, renderer: str, progress: Progress, *, fresh: bool = False) -> Edition:
    """The whole way, and at its end where the report is, how it stands and what it still needs."""
    edition = make_publication(job, renderer, progress, fresh=fresh)
    progress.say("\n".join(closing_lines(job.public, edition)))
    return edition


def make_publication(job: Job, renderer: str, progress: Progress, *, fresh: bool = False) -> Edition:
    """Records, notebooks, report, and the publication in the place of the last one.

    Where inputs and code are those of the last run, its records and executed notebooks are taken as they
    are, unless `fresh`.
    """
    chosen = choose_renderer(renderer)
    hold_writable(job)
    progress.say(f"{load_council(job.data).council.name}, {job.year.name}")
    edition, executed = analyse(job, progress, fresh=fresh)
    run = edition.run
    with progress.step(f"Making the report with {chosen.name} {chosen.version.removeprefix('pandoc ')}"):
        built = build(job, edition, executed, chosen)
    with progress.step("Looking for personal data"):
        hold_wall(job, run, built)
    with progress.step("Writing down how it was made"):
        provenance.write(built / provenance.NAME, run, chosen, executed, state=edition.state)
    put_in_place(built, job.public)
    return edition


def make_records(job: Job, progress: Progress) -> Records:
    """The records alone, and what became of every row of the exports."""
    hold_writable(job)
    progress.say(f"{load_council(job.data).council.name}, {job.year.name}")
    with progress.step("Reading and checking the exports"):
        records = records_of(load_council(job.data), job.year)
        save_records(job, records, None)
    progress.say("\n".join(reconciliation_lines(records, job.private)))
    return records


def hold_writable(job: Job) -> None:
    """Hold the output folder to one that can be written; a UsageError says so before any work."""
    try:
        job.private.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=job.private):
            pass
    except OSError:
        raise UsageError(
            "the output folder cannot be written", where=str(job.folder), do="name another folder with --out"
        ) from None


def check_year(job: Job, progress: Progress, *, complete: bool) -> Edition:
    """What is there and what still misses; with `complete` an IncompletePublication where anything does."""
    edition = edition_of(open_job(job, *_both_years(job)))
    progress.say("\n".join(checklist_lines(edition, date.today())))
    if complete and edition.open_items:
        raise IncompletePublication(
            f"{len(edition.open_items)} things that the Codes require are missing",
            do="see the list above: each line says where it belongs",
        )
    return edition


def make_release(job: Job, progress: Progress, *, reason: str = "") -> Path:
    """The folder of a new release of the finished publication; see `release.freeze`.

    An IncompletePublication lists what is missing.
    """
    edition = edition_of(open_job(job, *_both_years(job)))
    if edition.open_items:
        progress.say("\n".join(missing_lines(edition)))
        raise IncompletePublication(
            f"{len(edition.open_items)} things that the Codes require are missing, so nothing is released",
            do="see the list above: each line says where it belongs; then make the report again",
        )
    release.hold_as_made(job.public, provenance.input_digests(job.data, job.year))
    frozen = release.freeze(job.public, job.release, reason=reason)
    progress.say(f"Released: {frozen}")
    return frozen


def analyse(job: Job, progress: Progress, *, fresh: bool) -> tuple[Edition, list[Path]]:
    """The edition and its executed notebooks: those of the last run where nothing has changed since.

    Every input is read before the first notebook runs, so that a mistake in one is told at once.
    """
    mark, now = _mark(job), _fingerprint(job)
    if not fresh and mark.is_file() and mark.read_text(encoding="utf-8") == now:
        with progress.step("Nothing has changed: records and notebooks stand"):
            run = open_job(job, *saved_records(job.private))
            edition = edition_of(replace(run, earlier=Earlier.saved(job.private)))
        return edition, [_executed(job, source) for source in notebooks.notebooks()]
    with progress.step("Reading and checking the exports"):
        edition = edition_of(read_records(job))
    with progress.step("Holding the self-assessments against the records"):
        write_form_lists(edition.run, job.private)
    executed = run_notebooks(job, progress)
    mark.write_text(now, encoding="utf-8")
    return edition, executed


def open_job(job: Job, records: Records, last: Records | None) -> Run:
    """The run of a job on finished records; a file of other landlords that cannot be read stops it here."""
    council = load_council(job.data)
    read_returns(council.folder)
    return Run(council, council.year(job.year), job.year.period, records, last, scope=job.scope)


def read_records(job: Job) -> Run:
    """The run of a job, with its records made anew and written into `private/`."""
    run = open_job(job, *_both_years(job))
    earlier = earlier_years(run.council, job.year, job.released_before())
    save_records(job, run.records, run.last)
    earlier.save(job.private)
    return replace(run, earlier=earlier)


def save_records(job: Job, records: Records, last: Records | None) -> None:
    """Write the records and the list of open cases into `private/`."""
    _mark(job).unlink(missing_ok=True)
    save_both(records, last, job.private)
    write_csv(open_cases(records), job.private / "open-cases.csv")


def run_notebooks(job: Job, progress: Progress) -> list[Path]:
    """The executed notebooks, having published into a stage made anew."""
    shutil.rmtree(job.stage, ignore_errors=True)
    stage_sources(project.REPORT, job.stage)
    handed_over = {
        project.DATA_VARIABLE: str(job.data.resolve()),
        RECORDS_VARIABLE: str(job.private.resolve()),
        SCOPE_VARIABLE: job.scope,
        STAGE_VARIABLE: str(job.stage.resolve()),
    }
    sources = notebooks.notebooks()
    for number, source in enumerate(sources, start=1):
        with progress.step(f"Notebook {number} of {len(sources)}: {source.stem}"):
            parameters = {"year": job.year.name, "quarter": 0}
            notebooks.execute(source, _executed(job, source), parameters, handed_over)
    return [_executed(job, source) for source in sources]


def build(job: Job, edition: Edition, executed: list[Path], renderer: Renderer) -> Path:
    """A complete publication in a folder beside the last one, which stays as it is."""
    building = job.folder / "building"
    shutil.rmtree(building, ignore_errors=True)
    publication = Publication(job.stage, show=lambda kind, text: None)
    for name, markdown in edition.statements().items():
        publication.passage(name, markdown)
    if edition.run.council.logo:
        stage_logo(edition.run.council.logo, job.stage)
    collect(job.stage, job.year, edition.variables(), threshold=edition.run.council.disclosure.threshold)
    hold_tables(read_tables(job.stage), job.year.name)
    as_at = edition.run.records.as_at
    render(job.stage, building, job.documents(), renderer, as_at=as_at)
    notebook_pages(executed, building / "notebooks", stage=job.stage, as_at=as_at)
    _copy_collected(job.stage, building)
    return building


def hold_wall(job: Job, run: Run, built: Path) -> None:
    """Stop a publication in which a private value is met; the hits are listed privately."""
    allowed = [value.value for value in run.council.public_value]
    wall.hold(built, run.records.table, allowed, job.private / "wall-hits.csv")


def put_in_place(built: Path, public: Path) -> None:
    """The finished publication in the place of the last good one, in one step."""
    before = public.with_name("public-before")
    shutil.rmtree(before, ignore_errors=True)
    if public.exists():
        public.rename(before)
    built.rename(public)
    shutil.rmtree(before, ignore_errors=True)


def _mark(job: Job) -> Path:
    """What the finished records and notebooks in `private/` were made from; absent while they are not."""
    return job.private / "made-from.txt"


def _fingerprint(job: Job) -> str:
    return provenance.fingerprint(job.data, job.year, job.scope, job.released_before())


def _both_years(job: Job) -> tuple[Records, Records | None]:
    return both_years(load_council(job.data), job.year)


def _executed(job: Job, source: Path) -> Path:
    return job.private / "notebooks" / source.name


def _copy_collected(stage: Path, built: Path) -> None:
    for path in [*(stage / name for name in COLLECTED), *stage.glob("figures-*.csv")]:
        shutil.copy(path, built)
    for folder, kinds in (("tables", ("csv",)), ("charts", ("svg", "png"))):
        (built / folder).mkdir()
        for path in sorted(path for kind in kinds for path in (stage / folder).glob(f"*.{kind}")):
            shutil.copy(path, built / folder)
