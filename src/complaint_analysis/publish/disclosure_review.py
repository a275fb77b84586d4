"""The record for whoever answers for disclosure: what was done to each table, why, and who signed it.

It is private. A signature stays while nothing of its table has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.text_files import csv_rows_by_header, read_text
from complaint_analysis.printing.csv_text import csv_text, write_csv_rows
from complaint_analysis.printing.table import SUPPRESSED, Table

NAME = "disclosure-review.csv"
_SIGNED = ("reviewed_by", "reviewed_on", "decision")
COLUMNS = ("table", "caption", "rule", "why", "cells_withheld", "notes", "sha256", *_SIGNED)


def write_disclosure_review(tables: Iterable[Table], private: Path) -> None:
    """Writes `disclosure-review.csv`, with the last one's signatures for tables that are as they were."""
    path = private / NAME
    last = csv_rows_by_header(read_text(path)) if path.is_file() else []
    signed = {(row["table"], row["sha256"]): row for row in last}
    rows = [row | _signature(signed.get((row["table"], row["sha256"]), {})) for row in map(_reviewed, tables)]
    write_csv_rows(path, [COLUMNS, *([row[column] for column in COLUMNS] for row in rows)])


def _signature(row: Mapping[str, str]) -> dict[str, str]:
    return {column: row.get(column, "") for column in _SIGNED}


def _reviewed(table: Table) -> dict[str, str]:
    cells = [[str(cell) for cell in row] for row in table.frame.to_numpy(dtype=object).tolist()]
    rule = next(each for each in _rules() if any(fnmatch(table.name, name) for name in each["tables"]))
    return {
        "table": table.name,
        "caption": table.caption,
        "rule": rule["rule"],
        "why": rule["why"],
        "cells_withheld": str(sum(row.count(SUPPRESSED) for row in cells)),
        "notes": " ".join(table.notes),
        "sha256": hashlib.sha256(csv_text(cells).encode()).hexdigest(),
    }


def _rules() -> list[dict]:
    return own_toml(__package__, "disclosure_review")["rule"]
