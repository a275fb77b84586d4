"""Cells of text become dates, flags, amounts and canonical words; what cannot be read is an issue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pandas as pd

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.errors import UsageError
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.agreed_days import agreed_day
from complaint_analysis.records.reading.columns import each_read, is_filled, may_be, rows_where
from complaint_analysis.records.reading.dates import is_blank, read_dates
from complaint_analysis.records.reading.notation import Notation
from complaint_analysis.records.reading.synonyms import folded, value_words, words_for

WITHDRAWN, REFUSED, OPEN = "withdrawn", "refused", "open"
"""Words of an outcome column that are no finding."""
NOT_RECORDED = "not_recorded"
STATUTORY = "statutory"
AT_STAGE = "at:"
"""Before the stage and the name of a complaint's column that a header gives for each stage apart."""
_POUNDS = r"\d+|\d{1,3}(?:,\d{3})+|(?=\.)"
_PENCE = r"\.\d{1,2}|\.\d{6,}"  # so many decimals are what a spreadsheet's sum leaves, not thousands
_AMOUNT = re.compile(rf"(?:gbp|Â?£)?\s*({_POUNDS})({_PENCE})?\s*(?:gbp|pounds?)?", re.I)
_SEVERAL = re.compile(r"[;|\n+/•,]| and | & ")
_MAY_BE_UNRECORDED = {"tenure", "channel", "exclusion_reason", "stage2_refusal_reason"}
Read = tuple[dict[str, pd.Series], pd.Series, str]
Reader = Callable[[str, pd.Series, Notation], Read]


@cache
def kinds() -> dict[str, str]:
    """How each canonical column is read, by column; both stages named."""
    columns = own_toml(__package__, "columns")
    staged = {f"stage{stage}_{name}": kind for stage in (1, 2) for name, kind in columns["stage"].items()}
    stage2 = {f"stage2_{name}": kind for name, kind in columns["stage2"].items()}
    return {**columns["complaint"], **staged, **stage2}


def kind_of(column: str) -> str | None:
    """How a column is read; a `row:` column as its stage 1 counterpart. None for one that is not kept."""
    name = of_complaint(column).removeprefix("row:")
    return kinds().get(name) or kinds().get(f"stage1_{name}")


def of_complaint(column: str) -> str:
    """The complaint's own column of one that a header gives for each stage apart, such as `at:2:closed`."""
    return column.split(":")[-1] if column.startswith(AT_STAGE) else column


def read_column(
    column: str, cells: pd.Series, places: pd.DataFrame, notation: Notation, issues: Issues
) -> dict[str, pd.Series]:
    """The column as values, by name; a second series `<column>?` holds a yes or no beside dates, and beside
    those of answers a yes where the cell says that there is one.

    Each has the index of `cells`, without a value where the cell says nothing.
    `places` are the source of each row, for the issues.
    """
    filled = rows_where(cells, is_filled(cells))
    if (kind_of(column) or "").startswith("date"):
        filled = _with_agreed_days(column, filled, places, issues)
        _note_month_first(column, filled, places, notation, issues)
    reader = _READERS[kind_of(column) or "text"]
    read, bad, rule = reader(column, filled, notation)
    if bad.any():
        issues.add_rows(rule, places.loc[bad.index[bad]], column=column.removeprefix("row:"))
    return {name: values.reindex(cells.index) for name, values in read.items()}


def require_known_values(own: Mapping[str, Mapping[str, str]]) -> None:
    """Nothing where `[values]` name columns and values that exist; else a UsageError with the first."""
    for column, words in own.items():
        if column not in _with_fixed_values():
            raise _mistake_in_values(f"[values.{column}]: there is no such column with fixed values")
        allowed = values_of(column)
        for word, value in words.items():
            if str(value) not in allowed:
                known = ", ".join(allowed)
                raise _mistake_in_values(
                    f"[values.{column}] gives '{word}' the value '{value}'; known: {known}"
                )


def values_of(column: str) -> list[str]:
    """What a word of a column with fixed values may stand for, `not_recorded` where it may say nothing."""
    known = dict.fromkeys(value_words(column).values())
    return [*known, *([NOT_RECORDED] if column in _MAY_BE_UNRECORDED else [])]


def is_no_text(cell: str) -> bool:
    """Whether a cell of text is none, such as a dash or "n/a"; "NA" is text: a name, or a reference."""
    return is_blank(cell) and cell.strip() != "NA"


def are_no_texts(cells: pd.Series) -> pd.Series:
    """Which cells of a column say nothing; only those that may be such a word are looked at one by one."""
    perhaps = cells[may_be(cells, words_for("blank"))]
    return each_read(perhaps, is_no_text, "bool").reindex(cells.index, fill_value=False)


def says_no(cell: str) -> bool:
    """Whether a cell says no."""
    return folded(cell) in words_for("no")


def names_a_member(record_type: str) -> bool | None:
    """Whether the type of a record names a councillor or a Member of Parliament; None where it does not."""
    return bool(_member_pattern().search(record_type)) or None


@cache
def _member_pattern() -> re.Pattern[str]:
    return re.compile(own_toml(__package__, "values")["asked_by"]["member"])


def statutory_by_type(record_type: str) -> str | None:
    """`statutory` where the type of a record says that a procedure of its own in law applies."""
    return STATUTORY if value_words("regime").get(folded(record_type)) == STATUTORY else None


def _text(column: str, cells: pd.Series, _: Notation) -> Read:
    return {column: cells.str.strip()}, _none_bad(cells), ""


def _name(column: str, cells: pd.Series, _: Notation) -> Read:
    """A service, an officer or a reason: a dash or "n/a" is none."""
    words = cells.str.strip()
    said = each_read(words, lambda word: None if is_no_text(word) else word, "str")
    return {column: said}, _none_bad(cells), ""


def _dates(column: str, cells: pd.Series, notation: Notation) -> Read:
    written = [cell for cell in cells.unique() if not says_no(cell)]
    read = read_dates(written, notation.date_order, notation.unproved_order, notation.epoch)
    days = each_read(cells, read.days.get, "datetime64[s]")
    return {column: days}, cells.isin(read.refused), "bad_date"


def _date_or_yes(column: str, cells: pd.Series, notation: Notation) -> Read:
    said = _yes_or_no(cells).fillna(_yes_or_no_in_own_words(column, cells))
    days, bad, rule = _dates(column, cells[said.isna()], notation)
    flags = said.where(said.notna(), days[column].notna().reindex(cells.index))
    return {**days, f"{column}?": flags.astype("boolean")}, bad, rule


def _date_or_words(column: str, cells: pd.Series, notation: Notation) -> Read:
    """The day of an answer. Words that are no day say that there is one, but those for none yet."""
    none_yet = _yes_or_no_in_own_words(column, cells).eq(False).fillna(False)
    days, bad, rule = _dates(column, cells[~none_yet], notation)
    given = (days[column].notna() | bad).astype("boolean")
    return {**days, f"{column}?": given.where(given)}, bad, rule


def _yes_or_no_in_own_words(column: str, cells: pd.Series) -> pd.Series:
    """Yes or no where a cell says so in words that mean it in this column alone, such as "withdrawn"."""
    name = re.sub(r"^row:|^stage[12]_(?=extended|responded)|_to$", "", column)
    words = own_toml(__package__, "values")["said"].get(name, {})
    known = {folded(word): said == "yes" for said, each in words.items() for word in each}
    return each_read(cells, lambda cell: known.get(folded(cell), pd.NA), "boolean")


def _with_agreed_days(column: str, cells: pd.Series, places: pd.DataFrame, issues: Issues) -> pd.Series:
    """The cells, those of an extension with the day alone where words of agreement stand beside it."""
    if not column.endswith(("extended_to", "extended")):
        return cells
    days = each_read(cells, agreed_day, "str")
    named = column.removeprefix("row:")
    issues.add_rows("day_within_words", places.loc[days.index[days.notna()]], column=named)
    return days.fillna(cells)


def _note_month_first(
    column: str, cells: pd.Series, places: pd.DataFrame, notation: Notation, issues: Issues
) -> None:
    if read_dates(cells.unique(), notation.date_order, notation.unproved_order).month_first:
        issues.add_rows("read_month_first", places.loc[cells.index[:1]], column=column.removeprefix("row:"))


def _flags(column: str, cells: pd.Series, _: Notation) -> Read:
    said = _yes_or_no(cells)
    bad = said.isna() & ~_blank(cells)
    return {column: said.astype("boolean")}, bad, "unknown_value"


def _text_or_no(column: str, cells: pd.Series, _: Notation) -> Read:
    said = _yes_or_no(cells)
    patterned = cells.str.strip().str.fullmatch(_no_pattern())
    none = said.eq(False).fillna(False) | _blank(cells) | patterned
    words = cells.str.strip().mask(none, "No").mask(said.fillna(False), "Yes")
    return {column: words}, _none_bad(cells), ""


@cache
def _no_pattern() -> re.Pattern[str]:
    return re.compile("|".join(own_toml(__package__, "values")["no_patterns"]), re.I)


def _fixed(column: str, cells: pd.Series, notation: Notation) -> Read:
    words = notation.words(column)
    values = each_read(cells, lambda cell: words.get(folded(cell)) or _by_pattern(column, cell), "str")
    bad = values.isna() & ~_blank(cells)
    return {column: values.mask(values == NOT_RECORDED)}, bad, "unknown_value"


def _by_pattern(column: str, cell: str) -> str | None:
    """The value of a cell that is no known word, where a pattern of its column tells it."""
    patterns = own_toml(__package__, "values")["patterns"].get(column, {})
    return next((value for value, pattern in patterns.items() if re.search(pattern, cell)), None)


def _reason(column: str, cells: pd.Series, notation: Notation) -> Read:
    """A reason in words that are not known is a reason all the same: something was refused."""
    read, bad, rule = _fixed(column, cells, notation)
    given = ~_blank(cells) & read[column].ne("none").fillna(True)
    return {**read, f"{column}?": given.astype("boolean")}, bad, rule


def _refused(column: str, cells: pd.Series, notation: Notation) -> Read:
    """A column "Refused" may say yes or no, the day, or the reason itself."""
    said = _yes_or_no(cells)
    days, _, _ = _dates(column, cells[said.isna()], notation)
    dated = days[column].notna().reindex(cells.index, fill_value=False)
    read, bad, rule = _reason(column, cells[said.isna() & ~dated], notation)
    flags = said.fillna(read[f"{column}?"].reindex(cells.index)).mask(dated, True)
    return {**read, f"{column}?": flags}, bad, rule


def _list(column: str, cells: pd.Series, notation: Notation) -> Read:
    words = notation.words(column)
    parts = {cell: _parts(cell, words) for cell in cells.unique()}
    values = each_read(cells, lambda cell: "; ".join(dict.fromkeys(parts[cell][0])), "str")
    bad = each_read(cells, lambda cell: parts[cell][1], "bool")
    return {column: values}, bad, "unknown_value"


def _parts(cell: str, words: dict[str, str]) -> tuple[list[str], bool]:
    if is_blank(cell):
        return ["none"], False
    whole = words.get(folded(cell))
    found = [whole] if whole else [words.get(folded(part)) for part in _SEVERAL.split(cell) if part.strip()]
    return [value for value in found if value], None in found


def _money(column: str, cells: pd.Series, _: Notation) -> Read:
    amounts = each_read(cells, lambda cell: np.nan if (read := amount(cell)) is None else read, "float64")
    says_none = _yes_or_no(cells).eq(False).fillna(False)
    return {column: amounts}, amounts.isna() & ~_blank(cells) & ~says_none, "bad_amount"


def amount(cell: str) -> float | None:
    """Pounds of a cell such as `£1,250.50`; None where it is not one amount."""
    match = _AMOUNT.fullmatch(cell.strip())
    return round(float(match[1].replace(",", "") + (match[2] or "")), 2) if match else None


def _yes_or_no(cells: pd.Series) -> pd.Series:
    said = dict.fromkeys(words_for("no"), False) | dict.fromkeys(words_for("yes"), True)
    return each_read(cells, lambda cell: said.get(folded(cell), pd.NA), "boolean")


def _blank(cells: pd.Series) -> pd.Series:
    return each_read(cells, is_blank, "bool")


def _none_bad(cells: pd.Series) -> pd.Series:
    return pd.Series(False, index=cells.index)


@cache
def _with_fixed_values() -> frozenset[str]:
    fixed = {column for column, kind in kinds().items() if kind in ("fixed", "reason", "list")}
    return frozenset({*fixed, "outcome", "stage_as_recorded"})


def _mistake_in_values(what: str) -> UsageError:
    return UsageError(what, where="council.toml", do="correct the line")


_READERS: dict[str, Reader] = {
    "text": _text,
    "name": _name,
    "date": _dates,
    "date_or_yes": _date_or_yes,
    "date_or_words": _date_or_words,
    "flag": _flags,
    "text_or_no": _text_or_no,
    "fixed": _fixed,
    "reason": _reason,
    "refused": _refused,
    "list": _list,
    "money": _money,
}
