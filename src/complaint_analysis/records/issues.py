"""Problems met in the records: collected, never raised, and without any value of a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from complaint_analysis.council.data_files import own_toml

COLUMNS = ["rule", "year", "file", "sheet", "row", "column", "note"]


@dataclass
class Issues:
    """The issues met so far; each names its rule and the place, and never what the cell held."""

    rows: list[tuple] = field(default_factory=list)

    def add(self, rule: str, *, year="", file="", sheet="", row=None, column="", note="") -> None:
        """Note one issue. `note` may name headers and files, not a record's values."""
        if rule not in rules():
            raise KeyError(rule)
        self.rows.append((rule, year, file, sheet, row, column, note))

    def add_rows(self, rule: str, places: pd.DataFrame, column: str = "", note: str = "") -> None:
        """Note one issue for each row of a frame with the columns of a place."""
        if places.empty:
            return
        wanted = places.reindex(columns=["source_year", "source_file", "source_sheet", "source_row"])
        for year, file, sheet, row in wanted.itertuples(index=False):
            self.add(rule, year=year, file=file, sheet=sheet, row=row, column=column, note=note)

    def frame(self) -> pd.DataFrame:
        """All issues in the order in which they were met."""
        frame = pd.DataFrame(self.rows, columns=COLUMNS)
        return frame.astype({"row": "Int64"})


@cache
def rules() -> dict[str, dict[str, str]]:
    """What each rule means and what to do about it, by rule."""
    return own_toml(__package__, "issues")


def counts_by_rule(issues: pd.DataFrame, rule_names: Iterable[str] | None = None) -> pd.DataFrame:
    """The number of issues by rule with what it means and what to do: `rule, issues, means, do`."""
    numbers = issues["rule"].value_counts()
    names = [name for name in (rule_names or rules()) if numbers.get(name, 0)]
    rows = [(name, int(numbers[name]), rules()[name]["means"], rules()[name]["do"]) for name in names]
    return pd.DataFrame(rows, columns=["rule", "issues", "means", "do"])
