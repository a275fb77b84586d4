"""Texts redacted: what their own records know first, then what looks like an identifier, then names."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from complaint_analysis.council.text_files import MOST_SHOWN
from complaint_analysis.records.redaction.identifier_patterns import without_patterns
from complaint_analysis.records.redaction.known_values import placeholder_for, without_known
from complaint_analysis.records.redaction.person_names import without_names


def redact(texts: pd.Series, known: pd.DataFrame | None = None) -> pd.Series:
    """The texts with typed placeholders such as `[name]` and `[postcode]` in the place of identifiers.

    `known` has the same index and holds the record's own columns; the values of those that name a person, a
    place or a case (handlers, representative, references, and unknown columns whose header says so) are taken
    out too. A missing text stays missing; of one that a spreadsheet's cell cannot hold the rest is cut.

    >>> redact(pd.Series(["Mrs Smith of 14 Mill Lane, AB1 2CD, rang 01632 960123"])).iloc[0]
    '[name] of [address], [postcode], rang [telephone]'
    """
    own = [{} for _ in texts] if known is None else _identifying(known.reindex(texts.index))
    redacted = [
        redact_text(text, row)[:MOST_SHOWN] if isinstance(text, str) else text
        for text, row in zip(texts, own, strict=True)
    ]
    return pd.Series(redacted, index=texts.index, name=texts.name, dtype=texts.dtype)


def redact_text(text: str, known: Mapping[str, object] | None = None) -> str:
    """One text redacted; `known` are values of its own record by column."""
    return _without_unknown(without_known(unicodedata.normalize("NFC", text), known or {}))


@lru_cache(maxsize=10_000)  # a report redacts last year's records twice
def _without_unknown(text: str) -> str:
    return without_names(without_patterns(text))


def _identifying(known: pd.DataFrame) -> list[dict]:
    """The cells of each record that may be known in its text."""
    columns = [column for column in known if placeholder_for(str(column))]
    return known[columns].to_dict("records")
