"""The years before: what each said in its own report, and what the records say of it now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import Council
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.figure import Figure, Figures
from complaint_analysis.records.side_files import read_year_files
from complaint_analysis.run.records_and_figures import figures_of, records_of

YEARS_SHOWN = 5
"""So many years stand side by side, the report's own among them."""
_NAME, _RELEASED = "earlier-years.json", "figures.json"


@dataclass(frozen=True)
class Earlier:
    """`released` are the figures of last year as its own release printed them, empty without one; `years` are
    those of the years before last by name, oldest first; `releases` are the hashes of the releases used."""

    released: Figures = field(default_factory=dict)
    years: Mapping[str, Figures] = field(default_factory=dict)
    releases: Mapping[str, str] = field(default_factory=dict)

    def save(self, private: Path) -> None:
        """Write them into a private folder, where a notebook finds them."""
        years = {name: _written(figures) for name, figures in self.years.items()}
        content = {"released": _written(self.released), "years": years, "releases": dict(self.releases)}
        (private / _NAME).write_text(json.dumps(content, indent=1), encoding="utf-8", newline="\n")

    @classmethod
    def saved(cls, private: Path) -> Earlier:
        """Those that were written into a private folder."""
        content = json.loads((private / _NAME).read_text(encoding="utf-8"))
        years = {name: _read(figures) for name, figures in content["years"].items()}
        return cls(_read(content["released"]), years, content["releases"])


def earlier_years(council: Council, year: ReportingYear, released: Mapping[str, Path]) -> Earlier:
    """The years before a year that have a release or exports, back to the fifth with the year itself.

    `released` are the folders of releases by a year's name. What a release printed stands; a year without
    one is counted from its records as at its own extract.
    """
    last = year.previous
    before = [ReportingYear(last.first - back) for back in range(YEARS_SHOWN - 2, 0, -1)]
    figures = {each.name: _figures(council, each, released.get(each.name)) for each in before}
    known = {name: found for name, found in figures.items() if found}
    return Earlier(_released(released.get(last.name)), known, released_digests(released))


def released_digests(released: Mapping[str, Path]) -> dict[str, str]:
    """The hashes of the figures that earlier years' releases printed, by the releases' names."""
    files = {folder.name: folder / _RELEASED for folder in released.values()}
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in sorted(files.items())}


def _figures(council: Council, year: ReportingYear, release: Path | None) -> Figures:
    if release:
        return _released(release)
    exports = council.folder / year.name / "complaints"
    if not exports.is_dir() or not any(exports.iterdir()):
        return {}
    facts = council.year(year)
    basis = Basis(records_of(council, year), council, facts, year.period)
    return figures_of(basis, read_year_files(facts))


def _released(folder: Path | None) -> Figures:
    """The figures that a release printed; none without a release."""
    if folder is None:
        return {}
    content = json.loads((folder / _RELEASED).read_text(encoding="utf-8"))
    return {id: Figure(id, **figure) for id, figure in content["figures"].items()}


def _written(figures: Figures) -> list[dict]:
    return [figure.published() for figure in figures.values()]


def _read(written: list[dict]) -> Figures:
    return {each["id"]: Figure(**each) for each in written}
