"""The words of trackers: header and value synonyms as data, compared without case, space and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from complaint_analysis.council.data_files import own_toml

_SIGNS = {"-", "--", "?", ".", "✓", "✔", "✗", "✘", "#"}
_SAME_WORDS = {
    "stage_as_recorded": "stage",
    "stage2_refusal_reason": "exclusion_reason",
    "refused": "exclusion_reason",
}
"""Columns that are filled with the words of another list."""
_BETWEEN = re.compile(r"[\W_]+")
_WHOLE_AS_DECIMAL = re.compile(r"\d+\.0")


@cache
def folded(text: str) -> str:
    """A word as it is compared: letters and digits only, without case or accents.

    A cell of nothing but a sign keeps the sign, so that a tick and a dash stay different; a whole number
    written with a decimal place is the number.

    >>> folded(" Case Ref. "), folded("Stage-1"), folded("✓"), folded("1.0")
    ('caseref', 'stage1', '✓', '1')
    """
    text = text.strip()
    if text in _SIGNS:
        return text
    if _WHOLE_AS_DECIMAL.fullmatch(text):
        return text.removesuffix(".0")
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return _BETWEEN.sub("", plain.casefold())


@cache
def value_words(column: str) -> dict[str, str]:
    """The canonical value of each known word of a column with fixed values, folded."""
    name = column.removeprefix("row:")
    known = own_toml(__package__, "values")[
        "outcome" if name.endswith("outcome") else _SAME_WORDS.get(name, name)
    ]
    return {folded(word): value for value, words in known.items() for word in [value, *words]}


@cache
def words_for(meaning: str) -> frozenset[str]:
    """The folded words that mean `blank`, `yes` or `no` in any column."""
    return frozenset(folded(word) for word in own_toml(__package__, "values")[meaning])
