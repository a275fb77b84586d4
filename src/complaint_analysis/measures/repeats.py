"""Complaints that came again: of one person, one home, one service request or one family of references.

The records name no person and no home in columns of their own; what a council's export has of them stands
in columns that no setting knows, and is known by its header. Nothing of their values leaves this module: it
says which complaints came again, never whose they are.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.measures.basis import Basis
from complaint_analysis.records.clocks import counted
from complaint_analysis.records.reading.rows import OTHER
from complaint_analysis.records.reading.synonyms import folded, words_for

BY = ("person", "home", "service_request", "reference")
WITHIN_DAYS = 365
"""So many days lie at most between a complaint and the one that it repeats: a year."""

_WORD = re.compile(r"[a-z0-9]+")
_CONTINUED = re.compile(r"(?<=[a-z0-9])[-/ ._]+(?:\d{1,2}|[a-z])$", re.IGNORECASE)


def repeated(basis: Basis, regime: str) -> dict[str, pd.Series | None]:
    """Which accepted complaints of the period repeat an earlier one, by what shows it (None: nothing can).

    By `person` and `home`, complaints of one person or about one home on the same subject, the earlier
    received no more than a year before; by `service_request`, those of one request; by `reference`, those
    whose reference continues the other's (`C-100`, `C-100/2`). Each is a flag by complaint of the period.
    """
    table = basis.records.table
    complaints = table[counted(table) & table["regime"].eq(regime)].sort_values("received", kind="stable")
    found = {
        "person": _of_one(complaints, _named(complaints, "person"), complaints["category"]),
        "home": _of_one(complaints, _named(complaints, "home"), complaints["category"]),
        "service_request": _of_one(complaints, [_comparable(complaints.get("service_request_reference"))]),
        "reference": _continued(complaints["reference"]),
    }
    period = basis.complaints(regime).index
    return {by: None if flags is None else flags.reindex(period) for by, flags in found.items()}


def _named(complaints: pd.DataFrame, by: str) -> list[pd.Series | None]:
    """The values of the unknown columns that say which person or home it is."""
    headers = _settings()[by]
    columns = [
        column
        for column in complaints
        if str(column).startswith(OTHER)
        and any(header.fullmatch(_plain_header(str(column))) for header in headers)
    ]
    return [_comparable(complaints[column]) for column in columns]


def _plain_header(column: str) -> str:
    return " ".join(_WORD.findall(column.removeprefix(OTHER).casefold().replace("'", "").replace("’", "")))


def _comparable(values: pd.Series | None) -> pd.Series | None:
    """The values as they are compared, those that name nobody left out; None where none is left."""
    if values is None:
        return None
    plain = values.map(lambda value: folded(value) if isinstance(value, str) else "")
    told = plain.where(~plain.isin(_nobody()))
    return told if told.notna().any() else None


def _of_one(
    complaints: pd.DataFrame, named: list[pd.Series | None], subject: pd.Series | None = None
) -> pd.Series | None:
    """Which complaints follow another of the same name, and of the same subject where one is given."""
    told = [values for values in named if values is not None]
    if not told:
        return None
    again = pd.Series(False, complaints.index)
    for values in told:
        keys = [values, subject] if subject is not None else [values]
        days = complaints["received"].groupby(keys, dropna=True).diff().dt.days
        again |= days.le(WITHIN_DAYS)
    return again


def _continued(references: pd.Series) -> pd.Series:
    """Which references are another one with a short number or a letter after it."""
    plain = references.astype("str").str.strip().str.casefold()
    stems = plain.str.replace(_CONTINUED, "", regex=True)
    return stems.ne(plain) & stems.isin(set(plain))


@cache
def _nobody() -> frozenset[str]:
    words = {folded(word) for word in _words()["nobody"]}
    return frozenset({*words, *words_for("blank"), ""})


@cache
def _settings() -> dict[str, list[re.Pattern[str]]]:
    return {by: [re.compile(each) for each in _words()[by]] for by in ("person", "home")}


@cache
def _words() -> dict[str, list[str]]:
    return own_toml(__package__, "repeats")
