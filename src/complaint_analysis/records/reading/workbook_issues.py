"""What a sheet does not show, or does not hold: hidden rows and columns, errors, formulas never computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.cells import kind_of
from complaint_analysis.records.reading.columns import is_filled
from complaint_analysis.records.reading.headers import Header
from complaint_analysis.records.reading.sheet_states import Place, SheetState

RULES = (
    "dates_not_computed",
    "formulas_not_computed",
    "error_cells",
    "hidden_sheet",
    "hidden_rows",
    "hidden_column",
)
"""The rules of what is told here, in the order in which it matters."""


def without_errors(rows: pd.DataFrame) -> tuple[pd.DataFrame, Counter[int]]:
    """The rows with each error such as "#N/A" as an empty cell, and how many were taken from each place."""
    errors = own_toml(__package__, "values")["errors"]
    found = {place: rows[place].str.strip().str.upper().isin(errors) for place in _with_a_sign(rows)}
    emptied = {place: rows[place].mask(which, "") for place, which in found.items() if which.any()}
    numbers = Counter({place: int(found[place].sum()) for place in emptied})
    return pd.DataFrame({**rows, **emptied}, copy=False) if emptied else rows, numbers


def _with_a_sign(rows: pd.DataFrame) -> list[int]:
    """The places in which a cell begins as an error does."""
    return [place for place in rows.columns if rows[place].str.startswith("#").any()]


def tell_states(
    header: Header, rows: pd.DataFrame, state: SheetState, errors: Counter[int], issues: Issues, **place: str
) -> None:
    """Note what of a sheet is hidden and was read, and which cells below its header are empty by a fault.

    `rows` are those read; `errors` are the numbers of error texts by place, beside those of `state`.
    """
    hidden = rows.index.intersection([row + 1 for row in state.hidden_rows])
    if len(hidden):
        issues.add("hidden_rows", **place, note=print_number_of(len(hidden), "row"))
    for column in state.hidden_columns:
        if column in header.columns and is_filled(rows[column]).any():
            issues.add("hidden_column", **place, column=header.named(column))
    for column, number in sorted((errors + _below(header, state.errors)).items()):
        issues.add("error_cells", **place, column=header.named(column), note=_cells(number))
    for column, number in sorted(_below(header, state.uncomputed).items()):
        rule = "dates_not_computed" if _is_of_days(header, column) else "formulas_not_computed"
        issues.add(rule, **place, column=header.named(column), note=_cells(number))


def _below(header: Header, places: Iterable[Place]) -> Counter[int]:
    """How many of some cells lie below the header, by place."""
    return Counter(column for row, column in places if row > header.row)


def _is_of_days(header: Header, place: int) -> bool:
    return (kind_of(header.columns.get(place, "")) or "").startswith("date")


def _cells(number: int) -> str:
    return print_number_of(number, "cell")
