"""The demonstration's baseline: the figures, tables and provenance that its report is held against.

Usage: python tools/make_baseline.py [FOLDER], by default tests/baseline/2024-25.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.pipeline import make_publication
from complaint_analysis.commands.progress import Progress
from complaint_analysis.council.locations import DEMONSTRATION, ROOT
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.publication_diff import FIGURES, TABLES

YEAR = ReportingYear(2024)
FOLDER = ROOT / "tests" / "baseline" / YEAR.name
RENDERER = "pandoc"


def write_baseline(folder: Path = FOLDER) -> list[Path]:
    """The files of the baseline, made anew from the demonstration's raw exports."""
    with tempfile.TemporaryDirectory() as made:
        job = Job(YEAR, DEMONSTRATION, Path(made) / "output")
        make_publication(job, RENDERER, Progress(), fresh=True)
        shutil.rmtree(folder, ignore_errors=True)
        kept = [path for name in (FIGURES, TABLES, manifest.NAME) for path in sorted(job.public.glob(name))]
        return [_copied(path, folder / path.relative_to(job.public)) for path in kept]


def _copied(path: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(path, target))


if __name__ == "__main__":
    print(*write_baseline(*map(Path, sys.argv[1:2])), sep="\n")
