"""The rows of a side file: one by one, and those of the Codes in scope."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd


def rows_of(table: pd.DataFrame | None) -> list[dict[Any, Any]]:
    """The rows by column; none where there is no file."""
    return [] if table is None else table.to_dict("records")


def rows_kept(table: pd.DataFrame, kept: Iterable[bool]) -> pd.DataFrame:
    """The rows of a table for which `kept`, one for each, is true; of one without rows its columns stay."""
    return table[pd.Series(list(kept), index=table.index, dtype=bool)].reset_index(drop=True)


def in_scope(table: pd.DataFrame, key: str, regimes: Iterable[str]) -> pd.DataFrame:
    """The rows that are for a Code in scope, or for both; `key` is the column of the Code or Ombudsman."""
    return table[table[key].isin([*regimes, "both"])]
