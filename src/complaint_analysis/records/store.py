"""Finished records, kept in `private/` for the notebooks and for an analyst."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from complaint_analysis.printing.formula_injection import inert

_TYPES = {"row": "Int64", "stage": "str"}
LISTS = ("rejected", "issues", "review", "other_categories", "elements", "sources")


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a private list in which no cell of an export can act as a formula of a spreadsheet."""
    frame.map(inert).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


@dataclass(frozen=True, eq=False)  # by identity, so that what is made of them can be kept
class Records:
    """The complaints of a council as the records stood on `as_at`.

    `table` has one row a complaint (the canonical columns, with what clocks and rules derived), `actions`
    one an action agreed, `other_categories` one a further category of a complaint, `elements` one a finding
    of a complaint that has several at a stage, `rejected` one a row refused, `issues` one a problem, `review`
    one a case worth a second look, `sources` one a sheet that was read. `recorded` and `filled` say by year
    which columns any export has, and which hold anything.
    """

    table: pd.DataFrame
    actions: pd.DataFrame
    other_categories: pd.DataFrame
    elements: pd.DataFrame
    rejected: pd.DataFrame
    issues: pd.DataFrame
    review: pd.DataFrame
    reconciliation: dict[str, int]
    sources: pd.DataFrame
    recorded: dict[str, frozenset[str]]
    filled: dict[str, frozenset[str]]
    as_at: date

    def __repr__(self) -> str:
        tables = ("table", "actions", *LISTS)
        rows = ", ".join(f"{name} {len(getattr(self, name)):,}" for name in tables)
        return f"Records as at {self.as_at}, rows: {rows}"

    def save(self, folder: Path) -> None:
        """Write the records into a private folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self.table.to_parquet(folder / "records.parquet", index=False)
        self.actions.to_parquet(folder / "actions.parquet", index=False)
        for name in LISTS:
            write_csv(getattr(self, name), folder / f"{name}.csv")
        (folder / "records.json").write_text(
            json.dumps(self._facts(), indent=1), encoding="utf-8", newline="\n"
        )

    @classmethod
    def saved(cls, folder: Path) -> Records:
        """The records that were written into a private folder."""
        facts = json.loads((folder / "records.json").read_text(encoding="utf-8"))
        frames = {
            name: pd.read_csv(
                folder / f"{name}.csv", encoding="utf-8-sig", dtype={"row": "Int64", "stage": "str"}
            )
            for name in LISTS
        }
        return cls(
            table=pd.read_parquet(folder / "records.parquet"),
            actions=pd.read_parquet(folder / "actions.parquet"),
            reconciliation=facts["reconciliation"],
            recorded={year: frozenset(columns) for year, columns in facts["recorded"].items()},
            filled={year: frozenset(columns) for year, columns in facts["filled"].items()},
            as_at=date.fromisoformat(facts["as_at"]),
            **frames,
        )

    def _facts(self) -> dict:
        by_year = {
            name: {year: sorted(columns) for year, columns in getattr(self, name).items()}
            for name in ("recorded", "filled")
        }
        return {"as_at": self.as_at.isoformat(), "reconciliation": self.reconciliation, **by_year}
