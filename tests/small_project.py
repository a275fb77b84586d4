"""A copy of the project with one notebook and one line a document, so that a whole report takes seconds.

All else is the real thing, run as a program of its own: its files can be changed, and it can be killed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import SmallCouncil

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(path.stem for path in (ROOT / "report").glob("*.qmd"))
ALONE = {"cover-report": "docx", "accessibility-statement": "html", "quarterly-report": "html"}
REPORT = """---
title: {title}
format: {format}
---

{{{{< include staged-by-make-report.md >}}}}

# Complaints

{{{{< var council.name >}}}}, {{{{< var year >}}}}: {{{{< var housing.stage1.received >}}}} complaints.

{{{{< include blocks/reconciliation.md >}}}}

## The response

{{{{< include passages/response.md >}}}}
"""
CELLS = (
    "# The records",
    'year = "2024-25"\nquarter = 0',
    "import complaint_analysis as ca\nfrom complaint_analysis.chapters import tables\n\nrun = ca.load(year, quarter)",
    "run.publish.figures(run.figures.values())\nrun.publish.table(tables.reconciliation(run))",
)
EXPORT = """Reference,Received,Service,Tenure,S1 Ack,S1 Response,S1 Outcome,Description
C-1,01/05/2024,Council Housing,Tenant,02/05/2024,10/05/2024,Upheld,The boiler repair was late again and nobody came
C-2,02/05/2024,Council Housing,Tenant,03/05/2024,17/05/2024,Not upheld,Damp and mould in the bedroom
C-3,03/06/2024,Waste,,04/06/2024,02/07/2024,Partly upheld,The bin was missed three weeks running
C-4,04/06/2024,Parking,,,,,The parking fine was not fair
"""
FACTS = """extracted_on = 2025-05-30
[homes_owned]
lcra = 1000
[governance]
meeting = 2025-09-16
"""


class SmallProject:
    """The project in a folder, with a council of four complaints beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "output"
        self.more: dict[str, str] = {}
        shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "report" / "style", folder / "report" / "style")
        shutil.copy(ROOT / "requirements.lock", folder)
        for name in DOCUMENTS:
            text = REPORT.format(title=name.replace("-", " "), format=ALONE.get(name, "[html, typst, docx]"))
            (folder / "report" / f"{name}.qmd").write_text(text, encoding="utf-8")
        self.notebook = self.write_notebook("01-records", CELLS)
        self.council = SmallCouncil(folder / "council").export(EXPORT).year(facts=FACTS)

    @property
    def public(self) -> Path:
        return self.out / "2024-25" / "public"

    def write_notebook(self, name: str, cells: tuple[str, ...]) -> Path:
        metadata = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
        content = {"cells": [_cell(number, text) for number, text in enumerate(cells)], "metadata": metadata}
        path = self.folder / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content | {"nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
        return path

    def start(self, command: str, *arguments: str, out: Path | None = None) -> subprocess.Popen[str]:
        """The program on the council's own folder, under way."""
        named = ("--year", "2024-25", "--data", str(self.council.folder), "--out", str(out or self.out))
        return self._start(command, *named, *arguments)

    def run(self, command: str, *arguments: str, out: Path | None = None) -> tuple[int, str]:
        """How the program ended on the council's own folder, and all that it printed."""
        return _ended(self.start(command, *arguments, out=out))

    def run_command(self, *arguments: str) -> tuple[int, str]:
        """How the program ended, with these arguments and no others, and all that it printed."""
        return _ended(self._start(*arguments))

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "complaint_analysis", *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def environment(self) -> dict[str, str]:
        left_out = ("COMPLAINT_DATA", "PYTHONDONTWRITEBYTECODE")
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        return kept | {"PYTHONPATH": str(self.folder / "src")} | self.more


def _ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    printed, _ = process.communicate(timeout=300)
    return process.returncode, printed


def replace(path: Path, old: str, new: str) -> None:
    """One change in a file; the old text must be there once at least."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _cell(number: int, text: str) -> dict:
    cell = {
        "id": f"cell-{number}",
        "source": text,
        "metadata": {"tags": ["parameters"]} if number == 1 else {},
    }
    code = {"cell_type": "code", "outputs": [], "execution_count": None}
    return cell | (code if number else {"cell_type": "markdown"})
