"""How long the demonstration's report takes, step by step, with ratios to what must be done in any case.

Rendering is held against pandoc's plain HTML of the annual report alone, a second report without changes
against the first, and `--help` against a bare interpreter. The ratios are of processor time, this process's
and its children's, so that they hold on a busy machine too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pypandoc

from complaint_analysis.periods import ReportingYear
from complaint_analysis.pipeline import Job, make_report
from complaint_analysis.progress import Progress
from complaint_analysis.project import DEMONSTRATION
from complaint_analysis.render.sources import Sources, read_variables

MAKING = "Making the report"


class Cost(NamedTuple):
    """What something took: seconds by the clock, and of all processors."""

    clock: float
    work: float


def now() -> Cost:
    return Cost(time.perf_counter(), sum(os.times()[:4]))


def since(started: Cost) -> Cost:
    return Cost(*(end - start for end, start in zip(now(), started, strict=True)))


class Steps(Progress):
    """The cost of each step, with nothing on the console."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = now()
        yield
        self.costs[name] = since(started)

    def say(self, text: str = "") -> None:
        pass


def work_of(run: Callable[[], object], times: int = 20) -> float:
    """The mean processor time of several runs: one alone may be less than the clock's tick."""
    started = now()
    for _ in range(times):
        run()
    return since(started).work / times


def process(*command: str, given: str = "") -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, input=given.encode(), capture_output=True)


def report(job: Job) -> dict[str, Cost]:
    """The cost of each step of one report."""
    steps = Steps()
    make_report(job, "pandoc", steps)
    return steps.costs


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        job = Job(ReportingYear.parse("2024-25"), DEMONSTRATION, Path(folder))
        first, second = report(job), report(job)
        source = Sources(job.stage, read_variables(job.stage)).resolved("annual-report")
    for name, cost in first.items():
        print(f"{name:<58}{cost.clock:6.1f} s, of processors {cost.work:6.1f} s")
    whole, again = (sum(cost.work for cost in costs.values()) for costs in (first, second))
    making = next(cost.work for name, cost in first.items() if name.startswith(MAKING))
    plain = work_of(process(pypandoc.get_pandoc_path(), "--to", "html", given=source))
    helping = work_of(process(sys.executable, "-m", "complaint_analysis", "--help"))
    ratios = {
        "all files made, to a plain page of the annual report": (making / plain, 80),
        "a second report without changes, to the first": (again / whole, 0.7),
        "--help, to a bare interpreter": (helping / work_of(process(sys.executable, "-c", "")), 30),
    }
    for name, (ratio, at_most) in ratios.items():
        print(f"ratio {ratio:.1f} (at most {at_most}): {name}")
    sys.exit(any(ratio > at_most for ratio, at_most in ratios.values()))


if __name__ == "__main__":
    main()
