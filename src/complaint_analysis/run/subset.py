"""A part of the records, such as one service's or one ward's, on which every figure can be counted again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd
from rapidfuzz import process

from complaint_analysis.errors import UsageError
from complaint_analysis.measures.figure import Figure
from complaint_analysis.records.store import Records

Wanted = str | bool | None | Iterable[str | None]
"""What a column may hold: a value, several, or None for what is not recorded."""


def records_of_part(records: Records, wanted: Mapping[str, Wanted]) -> Records:
    """The records whose columns hold what is wanted of them, with their actions; all else as it was.

    Words are compared without case. A UsageError where there is no such column.
    """
    table = records.table
    for column, values in wanted.items():
        table = table[_matches(table, column, values)]
    actions = records.actions[records.actions["reference"].isin(table["reference"])]
    return replace(records, table=table, actions=actions)


def figure_of_part(figure: Figure) -> Figure:
    """A figure as it holds for a part; not applicable where it is made of more than the part's complaints.

    That is what rests on all homes owned, on whole exports, or on a register that counts months.
    """
    whole = figure.cases is None or figure.cases.of == "sources" or figure.unit == "per_1000_homes"
    return figure.without_value("not_applicable") if figure.status == "ok" and whole else figure


def _matches(table: pd.DataFrame, column: str, values: Wanted) -> pd.Series:
    if column not in table:
        near = process.extractOne(column, [str(name) for name in table.columns])
        raise UsageError(
            f"the records have no column '{column}'",
            do=f"take one of docs/data-dictionary.md; the nearest is {near[0]}",
        )
    listed = [values] if isinstance(values, str | bool) or values is None else list(values)
    words = {str(value).casefold() for value in listed if value is not None}
    cells = table[column]
    return cells.astype("str").str.casefold().isin(words) & cells.notna() | (cells.isna() & (None in listed))
