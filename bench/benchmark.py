"""What every bench shares: its goals, the clock, and how it tells what it measured."""

from __future__ import annotations

import json
import os
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GOALS = tomllib.loads(Path(__file__).with_name("goals.toml").read_text(encoding="utf-8"))
RESULTS = "BENCH_RESULTS"
"""The environment variable that names the file in which a bench notes what it measured."""


@dataclass(frozen=True)
class Measured:
    """The value measured of a goal, and in words what it is made of."""

    goal: str
    value: float
    beside: str

    @property
    def is_met(self) -> bool:
        """Whether the goal is met."""
        goal = GOALS[self.goal]
        return self.value <= goal["at_most"] if "at_most" in goal else self.value >= goal["at_least"]

    def line(self) -> str:
        """The measurement as a line of a terminal."""
        goal = GOALS[self.goal]
        kind = "at most" if "at_most" in goal else "at least"
        limit = goal.get("at_most", goal.get("at_least"))
        return (
            f"{'met   ' if self.is_met else 'MISSED'} {self.value:.1f} {goal.get('unit', 'times')} "
            f"({kind} {limit}): {goal['title']}; {self.beside}"
        )


def told(*measured: Measured) -> int:
    """How a bench ends, once it has told what it measured: 0 where every goal is met, else 1."""
    for each in measured:
        print(each.line(), flush=True)
    if name := os.environ.get(RESULTS):
        with Path(name).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(vars(each), ensure_ascii=False) + "\n" for each in measured)
    return int(not all(each.is_met for each in measured))


def best(run: Callable[[], object], times: int = 5, clock: Callable[[], float] = time.process_time) -> float:
    """The least seconds of several runs; by default the processor's, so that other work does not count."""
    taken = []
    for _ in range(times):
        started = clock()
        run()
        taken.append(clock() - started)
    return min(taken)
