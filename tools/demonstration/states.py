"""The demonstration council before its report was finished: its folder as it stood at an earlier time."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from demonstration.plan import text

FINISHED = "published"


@cache
def states() -> dict[str, Any]:
    """What was not there yet, by how far the report had got: `working`, `for-cabinet`, `published`."""
    return tomllib.loads(text("states.toml"))


def put_back(folder: Path, state: str) -> None:
    """Take out of a finished folder what was not there yet."""
    missing = states()[state]
    for name in missing["files"]:
        (folder / name).unlink(missing_ok=True)
    for name, beginnings in missing.get("lines", {}).items():
        lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = "".join(line for line in lines if not line.startswith(tuple(beginnings)))
        (folder / name).write_text(kept, encoding="utf-8", newline="\n")
