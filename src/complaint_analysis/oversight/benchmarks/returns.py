"""What landlords returned to the regulator for CH01 and CH02: the facts of the `benchmarks` folder.

The folder holds the regulator's workbooks as downloaded, or a small CSV of the same facts; everything else
in it is left alone.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.oversight.benchmarks.regulator_workbook import (
    COLUMNS,
    number,
    read_workbook,
    unreadable,
)

FOLDER = "benchmarks"
WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
KEY = ["year", "landlord_code", "tenure", "measure"]
_YEAR = re.compile(r"\s*(20\d\d)\D(?:20)?(\d\d)\s*")


def read_returns(council: Path) -> pd.DataFrame:
    """One row a published figure of a landlord, from every file of a council's `benchmarks` folder.

    Columns: `year` (2024-25), `landlord_name`, `landlord_code`, `landlord_type`, `tenure` (lcra, lcho,
    combined), `measure` (ch01_stage1 and so on), `published_rate`, `numerator`, `denominator`. A figure for
    which the regulator gives a code instead of a number, or on a base of 0, is left out. Of two files with
    the same figure the later by name counts. Without the folder there are no rows; a file that cannot be
    read is an InputError.
    """
    tables = [_read(path) for path in _files(council / FOLDER)]
    empty = pd.DataFrame(columns=list(COLUMNS))
    whole = pd.concat([table for table in tables if len(table)] or [empty], ignore_index=True)
    whole = whole[whole["denominator"] > 0]
    return whole.drop_duplicates(KEY, keep="last", ignore_index=True)


def _files(folder: Path) -> list[Path]:
    kinds = WORKBOOKS | {".csv"}
    shown = [path for path in folder.glob("*") if not path.name.startswith((".", "~$"))]
    return sorted(path for path in shown if path.suffix.lower() in kinds)


def _read(path: Path) -> pd.DataFrame:
    return read_workbook(path) if path.suffix.lower() in WORKBOOKS else read_facts(path)


def read_facts(path: Path) -> pd.DataFrame:
    """The rows of a CSV of facts, as `read_returns` gives them."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, UnicodeDecodeError) as error:
        raise unreadable(path, f"the file cannot be read as CSV ({type(error).__name__})") from None
    if missing := [column for column in COLUMNS if column not in table.columns]:
        raise unreadable(path, f"the file has no column '{missing[0]}'")
    counts = {column: table[column].map(number) for column in ("published_rate", "numerator", "denominator")}
    facts = table[list(COLUMNS)].assign(
        year=[_year(text, path) for text in table["year"]],
        tenure=table["tenure"].str.strip().str.lower(),
        measure=table["measure"].str.strip().str.lower(),
        **counts,
    )
    return facts[facts[list(counts)].notna().all(axis=1)]


def _year(text: str, path: Path) -> str:
    match = _YEAR.fullmatch(text)
    if match is None:
        raise unreadable(path, f"'{text[:20]}' is not a reporting year")
    return ReportingYear.parse(f"{match[1]}-{match[2]}").name
