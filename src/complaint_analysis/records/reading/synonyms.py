"""The words of trackers: header and value synonyms as data, compared without case, space and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from complaint_analysis.council.data_files import own_toml

_SIGNS = {"-", "--", "?", ".", "✓", "✔", "✗", "✘", "#"}


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
def vocabulary(name: str) -> dict[str, Any]:
    """The tables of a vocabulary file of this package, such as `headers` or `values`."""
    return own_toml(__package__, name)


@cache
def value_words(column: str) -> dict[str, str]:
    """The canonical value of each known word of a column with fixed values, folded."""
    known = vocabulary("values")[column]
    return {folded(word): value for value, words in known.items() for word in [value, *words]}


@cache
def plain_words(name: str) -> frozenset[str]:
    """The folded words of a plain list of `values.toml`: blank, yes or no."""
    return frozenset(folded(word) for word in vocabulary("values")[name])
