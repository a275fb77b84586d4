"""Where the project's own files lie, wherever it was started."""

from __future__ import annotations

import os
import re
from pathlib import Path

from complaint_analysis.errors import UsageError

DATA_VARIABLE = "COMPLAINT_DATA"
"""The environment variable that names a council's data folder."""

ROOT = Path(__file__).resolve().parents[3]
NOTEBOOKS = ROOT / "notebooks"
REPORT = ROOT / "report"
DEMONSTRATION = ROOT / "data" / "demonstration"
LOCAL = ROOT / "local.mk"
"""What `make` and the program take for this machine alone; git ignores it."""
_DEFAULT = re.compile(rf"^{DATA_VARIABLE}\s*\??=\s*(\S(?:.*\S)?)\s*$", re.MULTILINE)


def data_folder(given: Path | None = None) -> Path:
    """The data folder: the one given, else that of the environment, else of `local.mk`, else the
    demonstration council's; a UsageError where there is no such folder."""
    named = os.environ.get(DATA_VARIABLE)
    folder = given or (Path(named) if named else default_folder())
    require_plain_path(folder)
    if not folder.is_dir():
        raise UsageError(
            "the data folder does not exist",
            where=str(folder),
            do="name a council's data folder with --data, or make one with `new` (make: make new DIR=...)",
        )
    return folder


def require_plain_path(path: Path) -> None:
    """Hold a file or folder to a name that is text, and that the system takes; else a UsageError."""
    try:
        str(path.absolute()).encode("utf-8")
        path.exists()
    except UnicodeEncodeError:
        raise UsageError(
            "a name holds something that is no text in the language settings of this machine",
            where=str(path),
            do="rename the file or folder; if its name looks right, set PYTHONUTF8=1 in the environment",
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"the name of a file or folder cannot be used ({why})", where=str(path), do="name another"
        ) from None


def default_folder() -> Path:
    """The folder that `local.mk` names, else the demonstration council's."""
    found = _DEFAULT.search(_local())
    return Path(found[1].replace("$$", "$").replace("\\#", "#")) if found else DEMONSTRATION


def make_default(folder: Path) -> None:
    """Write a data folder into `local.mk` as the default; what else stands there is kept."""
    kept = [line for line in _local().splitlines() if not _DEFAULT.match(line)]
    path = folder.resolve().as_posix().replace("$", "$$").replace("#", "\\#")
    lines = [*kept, f"{DATA_VARIABLE} ?= {path}"]
    LOCAL.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _local() -> str:
    return LOCAL.read_text(encoding="utf-8-sig") if LOCAL.is_file() else ""
