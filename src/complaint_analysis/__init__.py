"""An English council's annual complaints performance and service improvement report, from its records.

In a notebook: `import complaint_analysis as ca`, then `run = ca.open_run("2024-25")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from complaint_analysis.run import Run, open_run

__all__ = ["Run", "open_run"]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: `--help` must not wait for pandas."""
    if name not in __all__:
        raise AttributeError(name)
    from complaint_analysis import run

    return getattr(run, name)
