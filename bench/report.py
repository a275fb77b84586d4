"""(c) and (d): how long the demonstration's report takes, and a run with nothing changed.

A report is held against its floor: as many empty notebooks, and as many pandoc and Typst calls on the finished
texts; a run with nothing changed against importing pandas. The ratios are of processor time, this process's and
its children's, so that they hold on a busy machine too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypandoc
import typst
from benchmark import Measured, told

from complaint_analysis.commands.job import Job
from complaint_analysis.council.locations import DEMONSTRATION
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.publish import notebooks
from complaint_analysis.publish.render.report_sources import Sources, formats, read_variables


class Cost(NamedTuple):
    """What something took: seconds by the clock, and of all processors."""

    clock: float
    work: float


def now() -> Cost:
    return Cost(time.perf_counter(), sum(os.times()[:4]))


def since(started: Cost) -> Cost:
    return Cost(*(end - start for end, start in zip(now(), started, strict=True)))


def cost_of(run: Callable[[], object], times: int = 1) -> Cost:
    """The mean cost of several runs: the work of one alone may be less than the clock's tick."""
    started = now()
    for _ in range(times):
        run()
    return Cost(*(each / times for each in since(started)))


def process(*command: str, given: str = "") -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, input=given.encode(), capture_output=True)


def empty_notebooks(folder: Path, number: int) -> Cost:
    """The cost of so many notebooks that import pandas and matplotlib and do nothing."""
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    tagged = {**code, "id": "a", "source": "", "metadata": {"tags": ["parameters"]}}
    cells = [tagged, {**code, "id": "b", "source": "import pandas\nimport matplotlib.pyplot"}]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    empty = folder / "empty.ipynb"
    empty.write_text(
        json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8"
    )
    started = now()
    for _ in range(number):
        notebooks.execute(empty, folder / "executed.ipynb", {}, {})
    return since(started)


def plain_renderings(job: Job, folder: Path) -> Cost:
    """The cost of the same number of pandoc and Typst calls on the finished texts, without our style."""
    sources = Sources(job.stage, read_variables(job.stage))
    texts = {name: sources.resolved(name) for name in job.documents()}
    pandoc = [pypandoc.get_pandoc_path(), "--wrap", "none", "--standalone"]
    started = now()
    for name, text in texts.items():
        for kind in formats(job.stage / f"{name}.qmd"):
            target = folder / f"{name}.{'typ' if kind == 'typst' else kind}"
            call([*pandoc, "--to", kind, "--output", str(target)], job.stage, text)
            if kind == "typst":
                shutil.copytree(job.stage / "charts", folder / "charts", dirs_exist_ok=True)
                typst.compile(target, output=target.with_suffix(".pdf"))
    for executed in sorted((job.private / "notebooks").glob("*.ipynb")):
        target = folder / f"{executed.stem}.html"
        call(
            [*pandoc, "--from", "ipynb", "--to", "html", "--output", str(target)],
            job.stage,
            executed.read_text("utf-8"),
        )
    return since(started)


def call(command: list[str], folder: Path, given: str) -> None:
    subprocess.run(command, cwd=folder, check=True, input=given.encode(), capture_output=True)


def main() -> int:
    program = (sys.executable, "-m", "complaint_analysis")
    with tempfile.TemporaryDirectory() as folder:
        job = Job(ReportingYear.parse("2024-25"), DEMONSTRATION, Path(folder) / "output")
        asked = (*program, "report", "--year", "2024-25", "--data", str(job.data), "--out", str(job.out))
        report = process(*asked, "--renderer", "pandoc")
        whole = cost_of(report)
        again = cost_of(report, 5)
        empty = empty_notebooks(Path(folder), len(job.notebooks()))
        plain = plain_renderings(job, Path(folder))
    pandas = cost_of(process(sys.executable, "-c", "import pandas"), 5)
    bare, helped = cost_of(process(sys.executable, "-c", ""), 20), cost_of(process(*program, "--help"), 20)
    floor = (
        f"{len(job.notebooks())} empty notebooks {empty.work:.1f} s and pandoc and Typst {plain.work:.1f} s"
    )
    clock = f"by the clock {whole.clock:.1f} s to {empty.clock + plain.clock:.1f} s"
    return told(
        Measured("report", whole.work / (empty.work + plain.work), f"{whole.work:.1f} s to {floor}; {clock}"),
        Measured("nothing-changed", again.work / pandas.work, f"{again.work:.2f} s to {pandas.work:.2f} s"),
        Measured("help", helped.work / bare.work, f"{helped.work:.2f} s to {bare.work:.3f} s"),
    )


if __name__ == "__main__":
    sys.exit(main())
