"""Run every bench, each in a process of its own, and write docs/benchmarks.md: `python bench [NAME...]`.

A name is that of a bench, as `report`; the results of the others stay as they were. Ends with 1 where a goal is
missed, and where a bench tells nothing of one of its goals.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from benchmark import GOALS, RESULTS

HERE = Path(__file__).parent
WRITTEN = HERE / "results.json"
DOCS = HERE.parent / "tools" / "make_docs.py"


def main(names: list[str]) -> int:
    """How it ends: 0 where every goal of the benches that ran is met."""
    benches = list(dict.fromkeys(goal["bench"] for goal in GOALS.values()))
    chosen = [each for each in benches if not names or Path(each).stem in names]
    ended = [run(each) for each in chosen]
    subprocess.run([sys.executable, str(DOCS), "benchmarks"], check=True)
    return int(not chosen or any(ended))


def run(bench: str) -> int:
    """How a bench ended; what it measured is kept in results.json."""
    print(bench, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.jsonl"
        ended = subprocess.run([sys.executable, str(HERE / bench)], env={**os.environ, RESULTS: str(told)})
        lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    keep(bench, map(json.loads, lines))
    return ended.returncode or int(len(lines) < sum(goal["bench"] == bench for goal in GOALS.values()))


def keep(bench: str, measured: Iterable[dict]) -> None:
    """Put what a bench measured into results.json, in the place of what it measured before."""
    known = json.loads(WRITTEN.read_text(encoding="utf-8")) if WRITTEN.is_file() else {}
    others = {name: each for name, each in known.items() if name in GOALS and GOALS[name]["bench"] != bench}
    circumstances = {"on": date.today().isoformat(), "machine": machine()}
    new = {each.pop("goal"): each | circumstances for each in measured}
    ordered = {name: each for name in GOALS if (each := {**others, **new}.get(name))}
    WRITTEN.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def machine() -> str:
    """The machine in words, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if os.name == "posix" else 0
    parts = (
        f"{os.cpu_count()} cores {platform.machine()}",
        f"{memory:.0f} GiB" if memory else "",
        platform.system(),
        f"CPython {platform.python_version()}",
        f"{os.getloadavg()[0]:.1f} programs at work" if hasattr(os, "getloadavg") else "",
    )
    return ", ".join(filter(None, parts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
