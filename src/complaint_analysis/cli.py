"""The program `complaint-analysis`: every command, its options and its exit codes."""

from __future__ import annotations

import io
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from complaint_analysis.errors import UsageError, UserError

if TYPE_CHECKING:
    from complaint_analysis.commands.job import Job
    from complaint_analysis.council.settings import YearFacts

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="An English council's annual complaints performance and service improvement report.",
)
Year = Annotated[str, typer.Option(help="The reporting year, for example 2024-25.", show_default=False)]
Data = Annotated[
    Path | None,
    typer.Option(
        help="A data folder; else COMPLAINT_DATA, else the default, else the demonstration council's."
    ),
]
Out = Annotated[Path, typer.Option(help="Where the results go.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Run every notebook again.")]
Quarter = Annotated[int, typer.Option(help="1 is April to June, 4 January to March.", show_default=False)]
AsAt = Annotated[
    str, typer.Option(help="As the records stood on a day, as 2024-10-15; else on the extract's.")
]


class Scope(StrEnum):
    housing = "housing"
    lgsco = "lgsco"
    both = "both"


class CodeChoice(StrEnum):
    housing = "housing"
    lgsco = "lgsco"


class OccasionChoice(StrEnum):
    annual = "annual"
    restructure = "restructure"
    ombudsman = "ombudsman"
    exceptional = "exceptional"


class Choice(StrEnum):
    auto = "auto"
    quarto = "quarto"
    pandoc = "pandoc"


class Strata(StrEnum):
    service = "service"
    code = "code"
    category = "category"
    stage = "stage"
    none = "none"


ScopeOption = Annotated[Scope, typer.Option(help="Under which Code: housing, lgsco or both.")]
Renderer = Annotated[Choice, typer.Option(help="What makes the report: Quarto, or pandoc and Typst.")]


@app.command()
def report(
    year: Year = "",
    data: Data = None,
    out: Out = Path("output"),
    scope: ScopeOption = Scope.both,
    renderer: Renderer = Choice.auto,
    fresh: Fresh = False,
) -> None:
    """Read, clean, classify, run every notebook, and render the report."""
    job = _job(year, data, out, scope)
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.commands.report import make_report

    make_report(job, renderer.value, Progress(), fresh=fresh)


@app.command()
def quarter(
    year: Year = "",
    quarter: Quarter = 0,
    as_at: AsAt = "",
    data: Data = None,
    out: Out = Path("output"),
    scope: ScopeOption = Scope.both,
    renderer: Renderer = Choice.auto,
    fresh: Fresh = False,
) -> None:
    """The learning and performance report of a quarter, into a folder of its own."""
    job = _quarter_job(year, quarter, as_at, data, out, scope)
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.commands.quarter import make_quarter

    make_quarter(job, renderer.value, Progress(), fresh=fresh)


@app.command()
def sample(
    year: Year = "",
    quarter: Quarter = 0,
    size: Annotated[int, typer.Option(min=1, help="How many cases.")] = 20,
    by: Annotated[Strata, typer.Option(help="What the sample is spread over.")] = Strata.service,
    seed: Annotated[int | None, typer.Option(help="To draw a known sample; else one is drawn.")] = None,
    as_at: AsAt = "",
    data: Data = None,
    out: Out = Path("output"),
    scope: ScopeOption = Scope.both,
) -> None:
    """A random sample of a quarter's answered complaints for quality assurance, with its checklist."""
    job = _quarter_job(year, quarter, as_at, data, out, scope)
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.commands.sample import Wish, make_sample

    make_sample(job, Wish(size, by.value, seed), Progress())


@app.command()
def records(
    year: Year = "", data: Data = None, out: Out = Path("output"), scope: ScopeOption = Scope.both
) -> None:
    """Read, clean and classify only, and print what became of every row."""
    job = _job(year, data, out, scope)
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.commands.read_records import make_records

    make_records(job, Progress())


@app.command()
def check(
    year: Year = "",
    data: Data = None,
    scope: ScopeOption = Scope.both,
    complete: Annotated[bool, typer.Option("--complete", help="Exit 5 unless everything is there.")] = False,
    table: Annotated[
        list[Path] | None,
        typer.Option(help="A published table (CSV) whose sums, shares and means to check instead."),
    ] = None,
) -> None:
    """What is there, what a complete publication still needs, and the days left to each date."""
    if table:
        return _check_tables(table)
    job = _job(year, data, Path(), scope)
    from complaint_analysis.commands.check import check_year
    from complaint_analysis.commands.progress import Progress

    check_year(job, Progress(), complete=complete)
    return None


@app.command("import-form")
def import_form(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The form: .docx, .xlsx, .ods, .csv or .txt.")],
    code: Annotated[CodeChoice, typer.Option(help="Whose Code it answers.")],
    year: Year = "",
    data: Data = None,
    occasion: Annotated[
        OccasionChoice | None, typer.Option(help="Why it was made, where the form does not say it.")
    ] = None,
) -> None:
    """A filled-in self-assessment form into the data folder, and what to settle in it."""
    facts = _year_facts(year, data)
    from complaint_analysis.commands.forms import import_form as read_in

    print("\n".join(read_in(file, code.value, facts, occasion.value if occasion else "")))


@app.command("export-form")
def export_form(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: .docx or .xlsx.")],
    code: Annotated[CodeChoice, typer.Option(help="Whose Code it answers.")],
    year: Year = "",
    data: Data = None,
    blank: Annotated[bool, typer.Option("--blank", help="Without the answers of the year's form.")] = False,
) -> None:
    """A self-assessment form to fill in, with the year's answers where there are any."""
    facts = _year_facts(year, data)
    from complaint_analysis.commands.forms import write_blank_or_last

    print("\n".join(write_blank_or_last(file, code.value, facts, blank=blank)))


@app.command()
def release(
    year: Year = "",
    data: Data = None,
    out: Out = Path("output"),
    scope: ScopeOption = Scope.both,
    reason: Annotated[str, typer.Option(help="Why a released report is corrected.")] = "",
    sign: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="An Ed25519 private key (OpenSSH or PEM) to sign the release with."
        ),
    ] = None,
) -> None:
    """Freeze a complete publication; a correction becomes a release beside the first."""
    job = _job(year, data, out, scope)
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.commands.release import make_release

    make_release(job, Progress(), reason=reason, sign=sign)


@app.command()
def verify(
    year: Year = "",
    data: Data = None,
    out: Out = Path("output"),
    scope: ScopeOption = Scope.both,
    renderer: Renderer = Choice.auto,
    against: Annotated[
        Path | None,
        typer.Option(help="The publication's folder; else its newest release, else that of the last report."),
    ] = None,
    expect: Annotated[str, typer.Option(help="The digest that was minuted when it was released.")] = "",
    public_key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The public key of who released it, to check the signature with."),
    ] = None,
) -> None:
    """Make a publication again from the raw exports and compare every figure, table and file."""
    job = _job(year, data, out, scope)
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.commands.verify import verify as verify_publication

    verify_publication(job, renderer.value, Progress(), against=against, expect=expect, signed_by=public_key)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The data folder to make.")],
    year: Annotated[
        str, typer.Option(help="Its reporting year; else the last that has ended.", show_default=False)
    ] = "",
) -> None:
    """A data folder for another council, with templates; it becomes the default. Or one year more in it."""
    from complaint_analysis.council.periods import ReportingYear

    named = ReportingYear.parse(year) if year else ReportingYear.containing(date.today()).previous
    from complaint_analysis.commands.new_folder.making import make_data_folder, summary_lines
    from complaint_analysis.council.locations import make_default

    made = make_data_folder(folder, named)
    make_default(folder)
    print("\n".join(summary_lines(made)))


@app.command()
def columns(
    files: Annotated[
        list[Path] | None,
        typer.Argument(exists=True, dir_okay=False, help="Exports of a case system; else all of the year."),
    ] = None,
    year: Year = "",
    data: Data = None,
    write: Annotated[bool, typer.Option("--write", help="Put what is proposed into council.toml.")] = False,
) -> None:
    """A proposed [columns] for exports with headers of their own, and their words that are not known."""
    if not files and not year:
        raise UsageError(
            "no export and no year is named", do="name an export, or --year (make: YEAR=2024-25)"
        )
    from complaint_analysis.council.locations import data_folder
    from complaint_analysis.council.periods import ReportingYear

    folder, named = data_folder(data), ReportingYear.parse(year) if year else None
    from complaint_analysis.commands.propose_columns import exports_of, propose_settings
    from complaint_analysis.council.settings import load_council

    council = load_council(folder)
    paths = files or (exports_of(council, named) if named else [])
    print("\n".join(propose_settings(paths, council, write=write)))


@app.command()
def lab(data: Data = None) -> None:
    """JupyterLab on the notebooks, with this very Python and the data folder."""
    from complaint_analysis.council.locations import data_folder
    from complaint_analysis.publish.notebooks import open_lab

    sys.exit(open_lab(data_folder(data)))


def _check_tables(tables: list[Path]) -> None:
    from complaint_analysis.commands.check_tables import check_tables
    from complaint_analysis.commands.progress import Progress

    check_tables(tables, Progress())


@app.command()
def trace(
    figure_id: Annotated[str, typer.Argument(help="An id of figures.csv, as housing.ch02.stage1.lcra.")],
    year: Year = "",
    quarter: Annotated[int, typer.Option(help="A quarter, 1 to 4; else the whole year.")] = 0,
    as_at: AsAt = "",
    data: Data = None,
    out: Out = Path("output"),
    scope: ScopeOption = Scope.both,
    against: Annotated[
        Path | None, typer.Option(help="Another run's output folder: which cases moved since, and why.")
    ] = None,
) -> None:
    """List, privately, the cases behind a figure of the records and what decided each."""
    job = (
        _quarter_job(year, quarter, as_at, data, out, scope)
        if quarter or as_at
        else _job(year, data, out, scope)
    )
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.commands.trace import trace_figure

    trace_figure(job, figure_id, Progress(), against=against)


@app.command()
def explain(
    reference: Annotated[str, typer.Argument(help="A case, by its reference.")],
    year: Year = "",
    data: Data = None,
    out: Out = Path("output"),
) -> None:
    """Say, privately, which rules classified a case, on which words, and what came second."""
    job = _job(year, data, out, Scope.both)
    from complaint_analysis.commands.explain import explain_case
    from complaint_analysis.commands.progress import Progress

    explain_case(job, reference, Progress())


@app.command()
def suggest(
    year: Year = "", data: Data = None, out: Out = Path("output"), scope: ScopeOption = Scope.both
) -> None:
    """Suggest, privately, labels for the cases that the rules leave open, learnt from officers' own codes."""
    job = _job(year, data, out, scope)
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.commands.suggest import suggest_labels

    suggest_labels(job, Progress())


@app.command()
def purge(
    year: Year = "", data: Data = None, out: Out = Path("output"), scope: ScopeOption = Scope.both
) -> None:
    """Remove the private results of a released report, and say what can still be verified."""
    job = _job(year, data, out, scope)
    from complaint_analysis.commands.progress import Progress
    from complaint_analysis.commands.purge import purge as remove_private

    remove_private(job, Progress())


def _year_facts(year: str, data: Path | None) -> YearFacts:
    """The facts of a year of the data folder."""
    from complaint_analysis.council.settings import load_council

    job = _job(year, data, Path(), Scope.both)
    return load_council(job.data).year(job.year)


@app.command()
def batch(
    folder: Annotated[Path, typer.Argument(help="A folder that holds one data folder a council.")],
    year: Year = "",
    out: Out = Path("output"),
    renderer: Renderer = Choice.auto,
    scheduler: Annotated[str, typer.Option(help="The address of a dask scheduler, tcp://host:8786.")] = "",
    fresh: Fresh = False,
) -> None:
    """Make the reports of many councils, each on its own, with a summary of all."""
    named = _job(year, folder, out, Scope.both).year
    from complaint_analysis.commands.batch import make_batch
    from complaint_analysis.commands.progress import Progress

    make_batch(folder, named, out, renderer.value, Progress(), scheduler=scheduler, fresh=fresh)


def _job(year: str, data: Path | None, out: Path, scope: Scope) -> Job:
    """The job that the options name; a mistake in them is told before anything slow is imported."""
    from complaint_analysis.council.locations import data_folder, require_plain_path
    from complaint_analysis.council.periods import ReportingYear

    require_plain_path(out)
    if not year:
        raise UsageError("no year is named", do="say which, for example --year 2024-25 (make: YEAR=2024-25)")
    named, folder = ReportingYear.parse(year), data_folder(data)
    from complaint_analysis.commands.job import Job

    return Job(named, folder, out, scope.value)


def _quarter_job(year: str, quarter: int, as_at: str, data: Path | None, out: Path, scope: Scope) -> Job:
    """The job of a quarter, as at a day where one is named."""
    from dataclasses import replace

    from complaint_analysis.council.periods import ReportingYear

    if year and not quarter:
        raise UsageError("no quarter is named", do="say which, for example --quarter 2 (make: QUARTER=2)")
    if year:
        ReportingYear.parse(year).quarter(quarter)
    day = _day(as_at) if as_at else None
    return replace(_job(year, data, out, scope), quarter=quarter, as_at=day)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is not a day", do="write it as 2024-10-15") from None


def main() -> None:
    """Run the program; a person's mistake ends with its own exit code and without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that has no £ shows something in its place
    try:
        app()
    except UserError as error:
        print("\n".join(error.lines()), file=sys.stderr)
        sys.exit(error.exit_code)
