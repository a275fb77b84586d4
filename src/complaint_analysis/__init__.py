"""An English council's annual complaints performance and service improvement report, from its records.

In a notebook: `import complaint_analysis as ca`, then `run = ca.load("2024-25")`.

- `run.figures` has every figure by its id, `run.last_figures` those of last year;
- `run.complaints` has a row a complaint of the period, `run.records` all that the exports hold;
- `run.where(service="Parking")` and `run.quarter(2)` count all of it again for a part or a quarter;
- `run.trace("housing.ch02.stage1.lcra")` lists the cases behind a figure, with what decided each;
- `ca.tables.responded_in_time(run)` is a table of the report, and so are its neighbours;
- `ca.charts.responded_in_time(run)` is a chart, with its title and its alternative text;
- `ca.commentary` says in words what the figures show; `ca.figures` has those that are counted in the year's
  files, such as the Ombudsmen's findings.

Nothing of this writes a file.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from complaint_analysis.chapters import charts, commentary, figures, tables
    from complaint_analysis.run.period_run import Run, load

__all__ = [
    "Run",
    "charts",
    "commentary",
    "figures",
    "load",
    "tables",
]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: `--help` must not wait for pandas."""
    if name not in __all__:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    if name in ("Run", "load"):
        return getattr(import_module(f"{__name__}.run.period_run"), name)
    return import_module(f"{__name__}.chapters.{name}")


def __dir__() -> list[str]:
    return __all__
