"""Wording of complaints that an officer made anonymous and approved: the only words of people in print."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from complaint_analysis.oversight.side_file_rows import in_scope
from complaint_analysis.records.reading.synonyms import folded, words_for
from complaint_analysis.records.redaction.redact import redact_text


def approved(table: pd.DataFrame | None, regimes: tuple[str, ...]) -> pd.DataFrame:
    """The rows of `examples.csv` in scope that say who approved them and when; others are never printed."""
    if table is None or table.empty:
        return pd.DataFrame(columns=["code", "theme", "wording"])
    return in_scope(table[_is_approved(table)], "code", regimes).reset_index(drop=True)


def not_approved(table: pd.DataFrame | None) -> int:
    """How many rows are not printed, because nobody is said to have approved them, or no day is given."""
    return 0 if table is None or table.empty else int((~_is_approved(table)).sum())


def _is_approved(table: pd.DataFrame) -> pd.Series:
    nobody = words_for("blank") | words_for("no")
    named = [folded(by) not in nobody for by in table["approved_by"]]
    return pd.Series(named, table.index) & table["approved_on"].notna()


def still_personal(table: pd.DataFrame | None, released: Iterable[str]) -> list[int]:
    """The places (1 is the first) of approved wordings in which redaction still finds something of a person.

    What an officer `released` as public is let stand.
    """
    if table is None or table.empty:
        return []
    rows = zip(table["wording"], _is_approved(table), strict=True)
    values = [value for value in released if value.strip()]
    return [place for place, (text, printed) in enumerate(rows, 1) if printed and _is_personal(text, values)]


def _is_personal(text: str, released: list[str]) -> bool:
    for value in released:
        text = text.replace(value, "")
    return redact_text(text) != text
