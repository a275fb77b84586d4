"""Refuse files that must not be committed: complaint records, personal words, notebooks with outputs.

Usage: python tools/commit_checks.py FILE...   (paths from the project's folder; exit 1 with a line a fault)
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import python_calamine

from complaint_analysis.records.reading.headers import canonical

ROWS_SEARCHED = 40
TEXT_TABLES, WORKBOOKS = {".csv", ".tsv"}, {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
NEVER = {"output", "releases", "local.mk", ".venv"}
RULES = Path(__file__).with_suffix(".toml")


@cache
def _rules() -> dict:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def faults(path: Path) -> list[str]:
    """What is wrong with committing a file; empty where nothing is."""
    place = PurePosixPath(path.as_posix())
    demonstration = place.parts[:2] == ("data", "demonstration")
    if place.parts[0] in NEVER:
        return ["belongs to this machine alone"]
    if place.parts[0] == "data" and not demonstration:
        return ["lies under data/, where only the demonstration may be committed"]
    found = [] if demonstration else _records(path)
    found += _words(path) if path != RULES else []
    return found + (_notebook(path) if path.suffix == ".ipynb" else [])


def _records(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        return ["is a table of records"]
    try:
        sheets = list(_sheets(path))
    except (OSError, UnicodeDecodeError, python_calamine.CalamineError):
        return ["is a table that cannot be read, so that nobody can tell whether it holds complaints"]
    return ["has the header of a complaint log"] if any(map(_is_log, sheets)) else []


def _sheets(path: Path) -> Iterator[list[list[str]]]:
    if path.suffix.lower() in TEXT_TABLES:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        for delimiter in ",;\t|":
            yield list(csv.reader(io.StringIO(text), delimiter=delimiter))[:ROWS_SEARCHED]
    elif path.suffix.lower() in WORKBOOKS:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(nrows=ROWS_SEARCHED)
            yield [[str(cell) for cell in row] for row in rows]


def _is_log(rows: list[list[str]]) -> bool:
    telling = tuple(_rules()["log"]["columns"])
    headers = [{canonical(cell, {}) or "" for cell in row} for row in rows]
    return any("reference" in row and any(column.endswith(telling) for column in row) for row in headers)


def _words(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    return [
        f"holds {what}, line {text.count(chr(10), 0, match.start()) + 1}"
        for what, pattern in _rules()["words"].items()
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]


def _notebook(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    tagged = [place for place, cell in enumerate(code) if "parameters" in cell["metadata"].get("tags", [])]
    checks = {
        "has outputs: clear them before committing": any(cell["outputs"] for cell in code),
        "has execution counts: clear them before committing": any(cell["execution_count"] for cell in code),
        "must have one cell tagged parameters, its first code cell": tagged != [0],
    }
    return [what for what, wrong in checks.items() if wrong]


def main(paths: list[str]) -> int:
    """The exit code: 1 where a file may not be committed, with a line for each fault."""
    told = [f"{path}: {fault}" for path in paths for fault in faults(Path(path))]
    print("\n".join(told), end="\n" if told else "")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
