"""The way from a data folder to a publication, step by step."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from complaint_analysis.chapters import cover_report
from complaint_analysis.chapters.period_files import private_counts
from complaint_analysis.chapters.report_metadata import ReportMetadata, metadata_of
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.terminal import (
    checklist_lines,
    closing_lines,
    missing_lines,
    reconciliation_lines,
)
from complaint_analysis.council import locations
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.periods import Period, ReportingYear, short_label
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import IncompletePublication, PersonalDataStopped
from complaint_analysis.oversight.approved_wording import still_personal
from complaint_analysis.oversight.benchmarks import read_returns
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.printing.table import print_date
from complaint_analysis.provenance import manifest
from complaint_analysis.provenance import releases as release
from complaint_analysis.provenance.fingerprints import Ingredients, Steps
from complaint_analysis.publish import notebooks, personal_data
from complaint_analysis.publish.output_folder import put_in_place, working_in
from complaint_analysis.publish.publication import STAGE_VARIABLE, Publication, collect, read_tables
from complaint_analysis.publish.render.logo import stage_logo
from complaint_analysis.publish.render.notebook_page import notebook_pages
from complaint_analysis.publish.render.renderers import Renderer, choose_renderer, render
from complaint_analysis.publish.render.staging import stage as stage_sources
from complaint_analysis.publish.table_arithmetic.own_tables import require_own_sums
from complaint_analysis.records.open_cases import open_cases
from complaint_analysis.records.store import Records, write_csv
from complaint_analysis.run.earlier_years import YEARS_SHOWN, Earlier, earlier_years, released_digests
from complaint_analysis.run.period_run import (
    RECORDS_VARIABLE,
    SCOPE_VARIABLE,
    Run,
    both_years,
    save_both,
    saved_records,
)
from complaint_analysis.run.records_and_figures import records_of
from complaint_analysis.self_assessment.officer_lists import write_form_lists

COLLECTED = ("figures.csv", "figures.json", "tables.xlsx")
OF_THE_YEAR = ("05-self-assessment",)

WRITTEN_TO_BE_PUBLISHED = (
    "*.md", "improvements.csv", "actions.csv", "resolutions.csv", "publications.csv", "examples.csv",
    "code-findings.csv", "satisfaction.csv", "self-assessment-*",
)  # fmt: skip
CONTACT_PARTS = re.compile(r"[,;.]\s+|(?:[Tt]elephone|[Ee]-?mail|[Pp]hone|[Tt]el)[:.]?\s+|\.$")
"""What parts the ways to reach a council in its contact."""


@dataclass(frozen=True)
class Job:
    """One report to make: a year of a data folder, or one of its quarters, in a scope, into an output folder.

    `as_at` is the day on which the records are looked at, None for that of the year's extract.
    """

    year: ReportingYear
    data: Path
    out: Path
    scope: str = "both"
    released: Path | None = None
    quarter: int = 0
    as_at: date | None = None

    @property
    def period(self) -> Period:
        return self.year.quarter(self.quarter) if self.quarter else self.year.period

    @property
    def name(self) -> str:
        """Whose results these are: `2024-25`, `2024-25-Q2`, `2024-25-housing`."""
        parts = [self.year.name, f"Q{self.quarter}" if self.quarter else "", self.scope]
        return "-".join(part for part in parts if part not in ("", "both"))

    @property
    def folder(self) -> Path:
        """Where this job's results go; a quarter and a scope of one Code have folders of their own."""
        return self.out / self.name

    @property
    def private(self) -> Path:
        return self.folder / "private"

    @property
    def public(self) -> Path:
        return self.folder / "public"

    @property
    def pack(self) -> Path:
        """What goes on the agenda of the governing body: the cover report and its appendices."""
        return self.folder / "committee-pack"

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
        if self.quarter:
            return ["quarterly-report", "accessibility-statement"]
        assessments = [f"self-assessment-{regime}" for regime in self.regimes]
        others = ["service-improvement-plan", "accessibility-statement", cover_report.COVER]
        return ["annual-report", *assessments, *others]

    def notebooks(self) -> list[Path]:
        """The notebooks that make it; the Codes are assessed once a year."""
        return [each for each in notebooks.notebooks() if not (self.quarter and each.stem in OF_THE_YEAR)]


def make_report(job: Job, renderer: str, progress: Progress, *, fresh: bool = False) -> None:
    """The whole way, and at its end where the report is, how it stands and what it still needs."""
    closing = make_publication(job, renderer, progress, fresh=fresh)
    progress.say("\n".join(["", f"Report:  {job.public / 'annual-report.html'}", *closing]))


def make_publication(job: Job, renderer: str, progress: Progress, *, fresh: bool = False) -> list[str]:
    """Records, notebooks, report, and the publication in the place of the last one: what is said of it.

    Each step whose inputs, code and settings are those of the last run stands as that run left it, unless
    `fresh`.
    """
    chosen = choose_renderer(renderer)
    with working_in(job.folder):
        progress.say(f"{load_council(job.data).council.name}, {job.period.label}")
        made_from, steps = ingredients(job), Steps(job.private, fresh=fresh)
        now = made_from.of_report(f"{chosen.name} {chosen.version}")
        if steps.stands("report", now, _closing(job)) and _is_whole(job.public):
            progress.say("Nothing has changed since the last report: it stands.")
        else:
            steps.begin("report")
            _publish(job, chosen, progress, steps, made_from)
            steps.done("report", now)
        return _closing(job).read_text(encoding="utf-8").splitlines()


def _publish(job: Job, renderer: Renderer, progress: Progress, steps: Steps, made_from: Ingredients) -> None:
    metadata, executed = analyse(job, progress, steps, made_from)
    named = f"{renderer.name} {renderer.version.removeprefix('pandoc ')}"
    with progress.step(f"Making the report with {named}"):
        built = build(job, metadata, executed, renderer)
    write_csv(private_counts(metadata.run), job.private / "ombudsman-counts.csv")
    with progress.step("Looking for personal data"):
        refuse_personal_data(job, metadata.run, built)
    if not job.quarter:
        cover_report.take_out(built, job.pack, job.regimes)
    with progress.step("Writing down how it was made"):
        manifest.write(built / manifest.NAME, metadata.run, renderer, executed, state=metadata.state)
        _closing(job).write_text("\n".join(closing_lines(metadata)), encoding="utf-8", newline="\n")
    put_in_place(built, job.public)


def ingredients(job: Job) -> Ingredients:
    """The hashes of all that a job's report depends on."""
    inputs = manifest.input_digests(job.data, job.year, job.regimes)
    releases = released_digests(job.released_before())
    asked = f"{job.name} {job.as_at or ''}"
    return Ingredients(job.year.name, asked, inputs, manifest.code(), releases)


def make_records(job: Job, progress: Progress) -> Records:
    """The records alone, and what became of every row of the exports."""
    with working_in(job.folder):
        progress.say(f"{load_council(job.data).council.name}, {job.year.name}")
        with progress.step("Reading and checking the exports"):
            records = records_of(load_council(job.data), job.year)
            save_records(job, records, None, Steps(job.private))
    progress.say("\n".join(reconciliation_lines(records, job.private)))
    progress.say(f"Next: `make check YEAR={job.year.name}` says what to do on the way to the report.")
    return records


def check_year(job: Job, progress: Progress, *, complete: bool) -> ReportMetadata:
    """What is there and what still misses; with `complete` an IncompletePublication where anything does.

    A PersonalDataStopped where a private value stands in a file that would be published.
    """
    metadata = metadata_of(open_job(job, *_both_years(job)))
    progress.say("\n".join(checklist_lines(metadata, date.today())))
    refuse_personal_data_in_inputs(job, metadata.run)
    if complete and metadata.open_items:
        raise IncompletePublication(
            _missing(metadata),
            do="see the list above: each line says where it belongs",
        )
    return metadata


def _missing(metadata: ReportMetadata) -> str:
    things = print_number_of(
        len(metadata.open_items), "thing that the Codes require is", "things that the Codes require are"
    )
    return f"{things} missing"


def require_approval(metadata: ReportMetadata, today: date) -> None:
    """Nothing, when the governing body has approved the report by a day; else an IncompletePublication."""
    approved = metadata.run.facts.governance.approved_on
    if approved and approved > today:
        raise IncompletePublication(
            f"the report is approved on {print_date(approved)}, which is still to come: nothing is released",
            do="release it after that day, or correct approved_on in year.toml",
        )


def make_release(job: Job, progress: Progress, *, reason: str = "") -> Path:
    """The folder of a new release of the finished publication; see `release.freeze`.

    An IncompletePublication lists what is missing.
    """
    metadata = metadata_of(open_job(job, *_both_years(job)))
    if metadata.open_items:
        progress.say("\n".join(missing_lines(metadata)))
        raise IncompletePublication(
            f"{_missing(metadata)}, so nothing is released",
            do="see the list above: each line says where it belongs; then make the report again",
        )
    require_approval(metadata, date.today())
    release.require_as_made(job.public, manifest.input_digests(job.data, job.year, job.regimes))
    frozen = release.freeze(job.public, job.release, reason=reason)
    progress.say(f"Released: {frozen}")
    return frozen


def analyse(
    job: Job, progress: Progress, steps: Steps, made_from: Ingredients
) -> tuple[ReportMetadata, list[Path]]:
    """The report's metadata and its executed notebooks, each made again only where what it is of changed.

    Every input is read before the first notebook runs, so that a mistake in one is told at once.
    """
    if steps.stands("records", made_from.of_records(), job.private / "records.parquet"):
        with progress.step("The records have not changed"):
            run = open_job(job, *saved_records(job.private))
            metadata = metadata_of(replace(run, earlier=Earlier.saved(job.private)))
    else:
        with progress.step("Reading and checking the exports"):
            metadata = metadata_of(read_records(job, steps))
            steps.done("records", made_from.of_records())
    refuse_personal_wordings(metadata.run)
    if not job.quarter and not steps.stands("lists", made_from.of_lists()):
        steps.begin("lists")
        with progress.step("Holding the self-assessments against the records"):
            write_form_lists(metadata.run, job.private)
        steps.done("lists", made_from.of_lists())
    return metadata, run_notebooks(job, progress, steps, made_from)


def open_job(job: Job, records: Records, last: Records | None) -> Run:
    """The run of a job on finished records; a file of other landlords that cannot be read stops it here."""
    council = load_council(job.data)
    read_returns(council.folder)
    return Run(council, council.year(job.year), job.period, records, last, scope=job.scope)


def current_run(job: Job) -> Run:
    """The run of a job on the last run's records where they stand, else on records made anew, unsaved."""
    if Steps(job.private).stands("records", ingredients(job).of_records(), job.private / "records.parquet"):
        return open_job(job, *saved_records(job.private))
    return open_job(job, *_both_years(job))


def read_records(job: Job, steps: Steps) -> Run:
    """The run of a job, with its records made anew and written into `private/`."""
    run = open_job(job, *_both_years(job))
    earlier = Earlier() if job.quarter else earlier_years(run.council, job.year, job.released_before())
    save_records(job, run.records, run.last, steps)
    earlier.save(job.private)
    return replace(run, earlier=earlier)


def save_records(job: Job, records: Records, last: Records | None, steps: Steps) -> None:
    """Write the records and the list of open cases into `private/`."""
    steps.begin("records")
    save_both(records, last, job.private)
    write_csv(open_cases(records), job.private / "open-cases.csv")


def run_notebooks(job: Job, progress: Progress, steps: Steps, made_from: Ingredients) -> list[Path]:
    """The executed notebooks, what they published gathered in a stage made anew."""
    sources = job.notebooks()
    for number, source in enumerate(sources, start=1):
        now = made_from.of_notebook(source.name)
        if not steps.stands(source.name, now, _executed(job, source), _published(job, source)):
            steps.begin(source.name)
            with progress.step(f"Notebook {number} of {len(sources)}: {source.stem}"):
                _run_notebook(job, source)
            steps.done(source.name, now)
    shutil.rmtree(job.stage, ignore_errors=True)
    stage_sources(locations.REPORT, job.stage, job.documents())
    for source in sources:
        shutil.copytree(_published(job, source), job.stage, dirs_exist_ok=True)
    return [_executed(job, source) for source in sources]


def _run_notebook(job: Job, source: Path) -> None:
    published = _published(job, source)
    shutil.rmtree(published, ignore_errors=True)
    published.mkdir(parents=True)
    handed_over = {
        locations.DATA_VARIABLE: str(job.data.resolve()),
        RECORDS_VARIABLE: str(job.private.resolve()),
        SCOPE_VARIABLE: job.scope,
        STAGE_VARIABLE: str(published.resolve()),
    }
    parameters = {"year": job.year.name, "quarter": job.quarter}
    notebooks.execute(source, _executed(job, source), parameters, handed_over)


def build(job: Job, metadata: ReportMetadata, executed: list[Path], renderer: Renderer) -> Path:
    """A complete publication in a folder beside the last one, which stays as it is."""
    building = job.folder / "building"
    shutil.rmtree(building, ignore_errors=True)
    publication = Publication(job.stage, show=lambda kind, text: None)
    for name, markdown in metadata.statements().items():
        publication.passage(name, markdown)
    if metadata.run.council.logo:
        stage_logo(metadata.run.council.logo, job.stage)
    collect(job.stage, job.year, metadata.variables(), quarter=job.quarter)
    require_own_sums(read_tables(job.stage), short_label(job.period))
    as_at = metadata.run.records.as_at
    render(job.stage, building, job.documents(), renderer, as_at=as_at)
    notebook_pages(executed, building / "notebooks", stage=job.stage, as_at=as_at)
    _copy_collected(job.stage, building)
    return building


def refuse_personal_data(job: Job, run: Run, built: Path) -> None:
    """Stop a publication in which a private value is met; the hits are listed privately."""
    personal_data.refuse_private_values(
        built, run.records.table, _released(run), job.private / "wall-hits.csv"
    )


def refuse_personal_data_in_inputs(job: Job, run: Run) -> None:
    """Stop early where a private value is met in what people wrote to be published."""
    folder = job.data / job.year.name
    written = [path for pattern in WRITTEN_TO_BE_PUBLISHED for path in folder.glob(pattern)]
    personal_data.refuse_private_values_in_inputs(written, job.data, run.records.table, _released(run))
    refuse_personal_wordings(run)


def refuse_personal_wordings(run: Run) -> None:
    """Stop where a wording that is to be printed still holds what redaction takes out of a text."""
    if places := still_personal(run.files.examples, _released(run)):
        named = ", ".join(map(str, places[: personal_data.MOST_NAMED]))
        raise PersonalDataStopped(
            "a wording approved for publication still holds something of a person",
            where=f"{run.year.name}/examples.csv, wording {named}",
            do="take names, addresses and numbers out, or name the value under [[public_value]]",
        )


def _released(run: Run) -> list[str]:
    """What an officer named as public, and how the council itself is reached."""
    identity = run.council.council
    own = [identity.contact, identity.website, *CONTACT_PARTS.split(identity.contact)]
    return [value.value for value in run.council.public_value] + [each for each in own if each.strip()]


def _is_whole(public: Path) -> bool:
    """Whether a publication lies there as its provenance says."""
    made = manifest.read(public)
    return bool(made) and manifest.hashes(made, "outputs") == manifest.digests(public)


def _closing(job: Job) -> Path:
    """What the last run said at its end, which a run without changes says again."""
    return job.private / "closing.txt"


def _published(job: Job, source: Path) -> Path:
    """What a notebook published, apart from the others, so that it can be run again alone."""
    return job.private / "published" / source.stem


def _both_years(job: Job) -> tuple[Records, Records | None]:
    return both_years(load_council(job.data), job.year, job.as_at)


def _executed(job: Job, source: Path) -> Path:
    return job.private / "notebooks" / source.name


def _copy_collected(stage: Path, built: Path) -> None:
    for path in [*(stage / name for name in COLLECTED), *stage.glob("figures-*.csv")]:
        shutil.copy(path, built)
    for folder, kinds in (("tables", ("csv",)), ("charts", ("svg", "png"))):
        (built / folder).mkdir()
        for path in sorted(path for kind in kinds for path in (stage / folder).glob(f"*.{kind}")):
            shutil.copy(path, built / folder)
