"""Making a data folder, or adding a year to one; what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from complaint_analysis.commands.new_folder.tracker_template import write_tracker
from complaint_analysis.council import locations
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.errors import UsageError
from complaint_analysis.printing.csv_text import write_csv_rows
from complaint_analysis.records.joining.overrides import COLUMNS as OVERRIDES
from complaint_analysis.records.side_files import REPORTS, TABLES, table_columns
from complaint_analysis.self_assessment.exporting import blank_form, export_form

TEMPLATES = "templates"
TRACKER = "complaints-tracker.xlsx"
Write = Callable[[Path], None]


@dataclass(frozen=True)
class NewFolder:
    """A data folder as `new` leaves it: the files written now, by their names below it."""

    folder: Path
    year: ReportingYear
    written: tuple[str, ...]


def make_data_folder(folder: Path, year: ReportingYear) -> NewFolder:
    """A data folder with a year, written where it lies; a file that is there is never overwritten.

    A UsageError where the folder holds other things, or lies where git would take it up.
    """
    require_place(folder)
    (folder / year.name / "complaints").mkdir(parents=True, exist_ok=True)
    written = [name for name, write in _contents(year) if _written(folder / name, write)]
    return NewFolder(folder, year, tuple(written))


def require_place(folder: Path) -> None:
    """Hold a data folder's place: empty or a data folder already, and outside version control."""
    inside = folder.resolve()
    kept = locations.ROOT / "data"
    if inside.is_relative_to(locations.ROOT) and (
        inside == kept or not inside.is_relative_to(kept) or inside.is_relative_to(locations.DEMONSTRATION)
    ):
        raise UsageError(
            "a council's data does not belong among the program's own files",
            where=str(folder),
            do="take a folder outside the project, or one under data/, for example data/my-council",
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError("this is a file", where=str(folder), do="name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "council.toml").is_file():
        raise UsageError(
            "the folder holds other things and is no data folder",
            where=str(folder),
            do="name a new or an empty folder",
        )


def summary_lines(made: NewFolder) -> list[str]:
    """What was written, and what to do next, in order."""
    year, exports = made.year.name, made.folder / made.year.name / "complaints"
    head = (
        f"Data folder: {made.folder}, now the default"
        if made.written
        else f"All is there already in {made.folder}"
    )
    return [
        head,
        *(f"  {name}" for name in made.written),
        "Next:",
        f"  1. Write the council's name into {made.folder / 'council.toml'}",
        f"  2. Put the year's exports into {exports}",
        f"     (or fill in {TEMPLATES}/{TRACKER}, and put a copy there)",
        f"  3. make check YEAR={year}   (without make: complaint-analysis check --year {year})",
    ]


def _written(path: Path, write: Write) -> bool:
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path)
    return True


def _contents(year: ReportingYear) -> Iterator[tuple[str, Write]]:
    """Each file of the folder by its name, and what writes it."""
    yield "README.md", _text("README.md", year)
    yield "council.toml", _text("council.toml", year)
    yield f"{year.name}/year.toml", _text("year.toml", year)
    yield f"{TEMPLATES}/{TRACKER}", write_tracker
    for code in REGIMES:
        yield f"{TEMPLATES}/self-assessment-{code}.docx", _blank_form(code)
    for name in (*TABLES, "service-requests"):
        yield f"{TEMPLATES}/{name}.csv", _header(table_columns(name))
    yield f"{TEMPLATES}/overrides.csv", _header(OVERRIDES)
    for name in REPORTS:
        yield f"{TEMPLATES}/{name}.toml", _text(f"{name}.toml", year)


def _text(name: str, year: ReportingYear) -> Write:
    text = files(__package__).joinpath(TEMPLATES, name).read_text(encoding="utf-8")
    said = {
        "{year}": year.name,
        "{previous}": year.previous.name,
        "{second}": str(year.first + 1),
        "{third}": str(year.first + 2),
    }
    for mark, words in said.items():
        text = text.replace(mark, words)
    return lambda path: _write(path, text)


def _header(columns: list[str]) -> Write:
    return lambda path: write_csv_rows(path, [columns])


def _blank_form(code: str) -> Write:
    return lambda path: export_form(blank_form(code), path)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
