"""What tests share: a small council in a folder, from the text of its files."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import hypothesis
import pytest

from complaint_analysis.assembly import figures_of, records_of
from complaint_analysis.council import load_council
from complaint_analysis.measures import Basis, Figures
from complaint_analysis.periods import Period, ReportingYear
from complaint_analysis.records.store import Records
from complaint_analysis.year_files import read_year_files

LONG = bool(os.environ.get("LONG"))
hypothesis.settings.register_profile("project", deadline=None, max_examples=500 if LONG else 50)
hypothesis.settings.load_profile("project")

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
