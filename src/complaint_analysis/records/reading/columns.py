"""Columns of text: how cells that many rows share are read once each, and rows left out without a copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import zip_longest

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from complaint_analysis.errors import InputError
from complaint_analysis.records.reading.synonyms import folded

_BETWEEN = r"[^a-zA-Z0-9]*"
MOST_COLUMNS, MOST_CELLS = 2_000, 20_000_000
"""The most that a table of complaints has: 200,000 rows of 100 columns, or fewer that are wider."""


def of_rows(rows: list[list[str]], first: int) -> pd.DataFrame:
    """The cells of rows by place, from the row `first` on; a row that ends early has empty cells."""
    columns = [pd.array(cells, dtype="str") for cells in zip_longest(*rows[first:], fillvalue="")]
    return numbered(pd.DataFrame(dict(enumerate(columns)), copy=False), first)


def require_bounded(rows: list[list[str]], where: str) -> None:
    """Nothing where rows are a table that can be held; else an InputError that names the widest row."""
    width, number = max(((len(row), number) for number, row in enumerate(rows, start=1)), default=(0, 0))
    if width > MOST_COLUMNS or width * len(rows) > MOST_CELLS:
        raise InputError(
            f"a row has {width:,} cells, and the file {len(rows):,} rows: more than a table has",
            where=f"{where}, row {number}",
            do="delete what stands beyond the table, or close a quotation mark that lets rows run together",
        )


def numbered(cells: pd.DataFrame, first: int) -> pd.DataFrame:
    """The rows of a sheet from its row `first` on, each under its number as a spreadsheet counts."""
    return cells.set_axis(pd.RangeIndex(first + 1, first + 1 + len(cells)))


def each_read(cells: pd.Series, read: Callable[[str], object], dtype: str) -> pd.Series:
    """What `read` makes of each cell, asked once for each distinct one; nothing where there is no cell."""
    codes, words = pd.factorize(cells)
    values = pd.array([read(word) for word in words], dtype=dtype)
    if len(values) == len(cells):
        return pd.Series(values, index=cells.index)
    return pd.Series(values.take(codes, allow_fill=True), index=cells.index)


def repeated(value: object, index: pd.Index, dtype: str = "str") -> pd.Series:
    """A column that says the same in each row."""
    codes = np.zeros(len(index), dtype=np.intp)
    return pd.Series(pd.array([value], dtype=dtype).take(codes), index=index)


def all_missing(index: pd.Index, dtypes: Iterable[str]) -> dict[str, pd.Series]:
    """A column without any value, by type: it may stand under several names, and is held once."""
    return {dtype: repeated(None, index, dtype) for dtype in dict.fromkeys(dtypes)}


def rows_where(rows, where: pd.Series):
    """The rows where it is so: the rows themselves, not copied, where it is so of all."""
    return rows if where.all() else rows[where]


def alike_by_key(rows: pd.DataFrame, columns: Iterable[str]) -> pd.Series:
    """Which rows share their key with another, and some columns too; told by the key first, since few do."""
    again = rows["key"].duplicated(keep=False)
    shared = rows[again].duplicated(["key", *columns], keep=False)
    return shared.reindex(rows.index, fill_value=False)


def is_filled(cells: pd.Series) -> pd.Series:
    """Which cells say anything but space."""
    filled = cells.ne("")
    return filled & cells.str.strip().ne("") if filled.any() else filled


def may_be(cells: pd.Series, words: Iterable[str], *, begins: bool = False) -> pd.Series:
    """Which cells may be one of some words as they are compared, or begin with one: the others cannot.

    It is told by a pattern over the whole column, so that only these few are then compared one by one.
    """
    spelled = "|".join(_BETWEEN.join(re.escape(letter) for letter in folded(word)) for word in words)
    end = "" if begins else rf"{_BETWEEN}(?:\.0)?\s*$"
    return matching(cells, f"(?i)^{_BETWEEN}(?:{spelled}){end}") | ~matching(cells, r"^[\x00-\x7f]*$")


def longer_than(cells: pd.Series, most: int) -> pd.Series:
    """Which cells have more characters than so many."""
    lengths = pc.fill_null(pc.utf8_length(pa.array(cells, pa.large_string())), 0)
    return pd.Series(lengths.to_numpy(zero_copy_only=False) > most, index=cells.index)


def matching(cells: pd.Series, pattern: str) -> pd.Series:
    """Which cells hold a pattern of RE2, in which a letter is one of ASCII."""
    found = pc.match_substring_regex(pa.array(cells), pattern)
    return pd.Series(found.to_numpy(zero_copy_only=False).astype(bool), index=cells.index)
