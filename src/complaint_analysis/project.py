"""Where the project's own files lie, wherever it was started."""

from __future__ import annotations

import os
from pathlib import Path

from complaint_analysis.errors import UsageError

DATA_VARIABLE = "COMPLAINT_DATA"
"""The environment variable that names a council's data folder."""

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
REPORT = ROOT / "report"
DEMONSTRATION = ROOT / "data" / "demonstration"


def data_folder(given: Path | None = None) -> Path:
    """The data folder: the one given, else that of the environment, else the demonstration council's."""
    named = os.environ.get(DATA_VARIABLE)
    folder = given or (Path(named) if named else DEMONSTRATION)
    if not folder.is_dir():
        raise UsageError(
            "the data folder does not exist", where=str(folder), do="name a council's data folder with --data"
        )
    return folder
