"""What tests share: a small council in a folder, and the demonstration report, made once as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import hypothesis
import pytest

from complaint_analysis.council.periods import Period, ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.figure import Figures
from complaint_analysis.records.side_files import read_year_files
from complaint_analysis.records.store import Records
from complaint_analysis.run.records_and_figures import figures_of, records_of

LONG, CI = bool(os.environ.get("LONG")), bool(os.environ.get("CI"))
hypothesis.settings.register_profile(
    "project",
    deadline=None,
    max_examples=500 if LONG and not CI else 50,
    derandomize=CI,  # the same cases each time: a person's LONG=1 is what looks further
)
hypothesis.settings.load_profile("project")

ROOT = Path(__file__).parents[1]
os.environ["COMPLAINT_DATA"] = str(ROOT / "data" / "demonstration")  # whatever this machine's default is
Program = Callable[..., subprocess.CompletedProcess]
COUNCIL = """
[council]
name = "Testford District Council"
[codes]
housing = ["Council Housing"]
statutory = ["Adult Social Care"]
"""


class SmallCouncil:
    """A council's data folder that a test writes piece by piece."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("council.toml", COUNCIL)

    def write(self, name: str, content: str | bytes) -> SmallCouncil:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return self

    def settings(self, more: str) -> SmallCouncil:
        return self.write("council.toml", COUNCIL + more)

    def year(self, year: str = "2024-25", facts: str = "extracted_on = 2025-05-30") -> SmallCouncil:
        return self.write(f"{year}/year.toml", facts)

    def export(self, content: str | bytes, name: str = "export.csv", year: str = "2024-25") -> SmallCouncil:
        if not (self.folder / year / "year.toml").exists():
            self.year(year)
        return self.write(f"{year}/complaints/{name}", content)

    def records(self, year: str = "2024-25") -> Records:
        return records_of(load_council(self.folder), ReportingYear.parse(year))

    def figures(self, year: str = "2024-25", period: Period | None = None) -> Figures:
        council, reporting_year = load_council(self.folder), ReportingYear.parse(year)
        facts = council.year(reporting_year)
        basis = Basis(records_of(council, reporting_year), council, facts, period or reporting_year.period)
        return figures_of(basis, read_year_files(facts))

    def values(self, year: str = "2024-25") -> Mapping[str, object]:
        """Each figure's value, or its status where it has none."""
        figures = self.figures(year)
        return {
            id: figure.value if figure.status == "ok" else figure.status for id, figure in figures.items()
        }


@pytest.fixture
def council(tmp_path: Path) -> SmallCouncil:
    """An empty council's data folder."""
    return SmallCouncil(tmp_path / "council")


@pytest.fixture
def export() -> Callable[..., str]:
    """A CSV from rows given as mappings of header to cell."""

    def written(*rows: Mapping[str, str]) -> str:
        headers = list(dict.fromkeys(header for row in rows for header in row))
        lines = [headers, *([row.get(header, "") for header in headers] for row in rows)]
        return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)

    return written


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that look at the demonstration report run in one process, so that it is made once.

    Said first of all, before pytest-xdist asks for the groups.
    """
    for item in items:
        if "made" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("report"))


def run_program(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess:
    """What the program printed and how it ended."""
    command = [sys.executable, "-m", "complaint_analysis", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="session")
def program() -> Program:
    """The program, started as a process of its own."""
    return run_program


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess]:
    """The output folder of the demonstration report for 2024-25, and how the run went."""
    out = tmp_path_factory.mktemp("made") / "output"
    ran = run_program("report", "--year", "2024-25", "--out", str(out), "--renderer", "pandoc")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return out / "2024-25", ran


@pytest.fixture(scope="session")
def public_folder(made: tuple[Path, subprocess.CompletedProcess]) -> Path:
    """The published files of the demonstration report."""
    return made[0] / "public"
