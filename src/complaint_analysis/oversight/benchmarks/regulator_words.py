"""The words by which the regulator's files are read, as data."""

from __future__ import annotations

from functools import cache
from typing import Any

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.records.reading.synonyms import folded


@cache
def vocabulary(kind: str) -> dict[str, Any]:
    """The words of one kind, as `regulator_words.toml` has them."""
    return own_toml(__package__, "regulator_words")[kind]


def named(text: str, kind: str) -> str | None:
    """Which thing of a kind a heading is about: the first whose words stand in it; None where none do.

    >>> named("LCHO - Proportion of stage two complaints (CH02 2)5 ", "stage")
    'stage2'
    """
    heading = folded(text)
    found = (
        name for name, words in vocabulary(kind).items() if any(folded(word) in heading for word in words)
    )
    return next(found, None)


def is_local_authority(landlord_type: str) -> bool:
    """Whether a landlord's type is one of those that the regulator gives to councils."""
    return folded(landlord_type) in {folded(word) for word in vocabulary("local_authority")["types"]}
