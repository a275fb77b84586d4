"""What a command is asked to make: whose report, of which year or quarter, and where its results go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from complaint_analysis.chapters import cover_report
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.periods import Period, ReportingYear
from complaint_analysis.provenance import input_key, manifest
from complaint_analysis.provenance.fingerprints import Ingredients
from complaint_analysis.provenance.inputs import HashedInputs, hash_inputs
from complaint_analysis.provenance.releases import latest_release
from complaint_analysis.publish.notebooks import notebooks
from complaint_analysis.run.earlier_years import YEARS_SHOWN, released_digests

OF_THE_YEAR = ("05-self-assessment",)
"""The notebooks that a quarter's report goes without: the Codes are assessed once a year."""


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
        """The staged Quarto project, in which a plain `quarto render` works."""
        return self.private / "report"

    @property
    def closing(self) -> Path:
        """What the last run said at its end, which a run without changes says again."""
        return self.private / "closing.txt"

    @property
    def releases(self) -> Path:
        """Where publications are frozen: where `released` says, else beside the output folder."""
        return self.released or self.out.parent / "releases"

    @property
    def release(self) -> Path:
        """The folder of this report's first release; its corrections lie beside it."""
        return self.releases / self.folder.name

    @property
    def key_folders(self) -> tuple[Path, Path]:
        """Where the key of the inputs' hashes lies: with the data, or with the releases where nothing may be
        written there."""
        return self.data, self.releases

    def keyed_inputs(self) -> dict[str, str]:
        """The hashes of the inputs as they are now under the council's key, as a provenance has them."""
        key = input_key.read_key(self.key_folders)
        return dict(self.hashed_inputs().under(key).digests)

    def released_before(self) -> dict[str, Path]:
        """The newest release of each earlier year in this scope that its report can be compared with."""
        years = [ReportingYear(self.year.first - back) for back in range(1, YEARS_SHOWN)]
        latest = {each.name: latest_release(replace(self, year=each).release) for each in years}
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
        """The notebooks that make it."""
        return [each for each in notebooks() if not (self.quarter and each.stem in OF_THE_YEAR)]

    def hashed_inputs(self) -> HashedInputs:
        """The files of the data folder that its report depends on, as they are now."""
        return hash_inputs(self.data, self.year, self.regimes)

    def ingredients(self, inputs: HashedInputs) -> Ingredients:
        """The hashes of all that its report depends on."""
        releases = released_digests(self.released_before())
        asked = f"{self.name} {self.as_at or ''}"
        code = manifest.code() | {input_key.NAME: input_key.name_of(input_key.read_key(self.key_folders))}
        return Ingredients(self.year.name, asked, inputs.digests, code, releases)
