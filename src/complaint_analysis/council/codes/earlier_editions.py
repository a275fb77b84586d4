"""Editions of the Codes before those that self-assessments answer today, known by their numbers alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from complaint_analysis.council.codes.regimes import CodeName
from complaint_analysis.council.data_files import own_toml


@dataclass(frozen=True)
class EarlierEdition:
    """One Code's edition of a year, with the numbers that its provisions can have."""

    code: CodeName
    edition: str
    numbers: frozenset[str]


@cache
def earlier_editions() -> tuple[EarlierEdition, ...]:
    """The earlier editions that are known, of both Codes.

    >>> [(each.code, each.edition, "4.19" in each.numbers) for each in earlier_editions()]
    [('housing', '2022', True)]
    """
    return tuple(
        EarlierEdition(entry["code"], entry["edition"], _numbers(entry["highest"]))
        for entry in own_toml(__package__, "earlier_editions")["editions"]
    )


def _numbers(highest: list[int]) -> frozenset[str]:
    return frozenset(
        f"{section}.{point}" for section, last in enumerate(highest, start=1) for point in range(1, last + 1)
    )
