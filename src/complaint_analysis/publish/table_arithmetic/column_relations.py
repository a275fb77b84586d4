"""How the columns of a table hang together: which add up, which are shares, which are means.

A small description says so, in TOML or in code; without one, the words of the columns do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from complaint_analysis.council.settings import Settings, read_settings
from complaint_analysis.publish.table_arithmetic.grid import is_total

_SHARE = re.compile(r"^(?:pct|per cent|percentage|%)\s+|(?<!\s)\s+(?:pct|per cent|percentage|%)$")
_COLUMN_SHARE = re.compile(r"^share\s+")
_NOT_COUNTED = re.compile(r"\b(?:pct|per|percentage|rate|share|mean|average|median|year|stage|line)\b|%")
BASES = ("base", "number", "received", "complaints", "responded", "investigated", "answered")
"""How the column of a share's base is called, where it is not called a total."""


class Sum(Settings):
    """A column that is the sum of others."""

    total: str = Field(description="the column of the totals")
    parts: tuple[str, ...] = Field(description="the columns that it adds up")


class ShareRelation(Settings):
    """A column of shares: of `base` columns added up, or of a column's own total.

    Without `of` the part is not printed, and the share need only be that of some whole number.
    """

    share: str = Field(description="the column of the shares")
    of: tuple[str, ...] = Field(
        default=(),
        description="the columns that it is the share of, added up; without them of any whole number",
    )
    base: tuple[str, ...] = Field(default=(), description="the columns that the whole is, added up")
    base_total: str = Field(default="", description="in place of a base: the column whose total it is")
    per: int = Field(default=100, description="100 for per cent, 1000 for a rate per 1,000, 1 for decimals")


class Mean(Settings):
    """A column of means, of a total over a base."""

    mean: str = Field(description="the column of the means")
    total: str = Field(description="the column of what is divided")
    base: str = Field(description="the column of what it is divided by")


class Quotient(Settings):
    """Columns of shares that begin with `share`, whose counts stand as `72 of 86` in those that begin with
    `counts`; rows whose names have the words `per_1000` are rates per 1,000."""

    share: str = Field(description="what the names of the columns of shares begin with")
    counts: str = Field(description="what the names of their counts begin with")
    per_1000: str = Field(default="", description="words in the names of rows that are rates per 1,000")


class Relations(Settings):
    """All that is said of a table's columns."""

    sum: tuple[Sum, ...] = ()
    share: tuple[ShareRelation, ...] = ()
    mean: tuple[Mean, ...] = ()
    quotient: tuple[Quotient, ...] = ()

    @property
    def columns(self) -> set[str]:
        """Every column that is named in full."""
        named = [[each.total, *each.parts] for each in self.sum]
        named += [[each.share, *each.of, *each.base, each.base_total] for each in self.share]
        named += [[each.mean, each.total, each.base] for each in self.mean]
        return {column for columns in named for column in columns} - {""}


def read_relations(path: Path) -> Relations:
    """The description of a table in a .toml file; a UsageError names an unknown key."""
    return read_settings(path, Relations)


def relations_by_words(columns: Sequence[str]) -> Relations:
    """What columns of numbers say by their words: `share 2024-25` of `2024-25`, `on time %` of `on time`."""
    named = {words(column): column for column in columns}
    totals = [column for column in columns if is_total(words(column))]
    parts = tuple(column for column in columns if is_count(column) and column not in totals)
    sums = tuple(Sum(total=total, parts=parts) for total in totals if len(parts) > 1)
    bases = [named[word] for word in BASES if word in named] or totals
    return Relations(sum=sums, share=tuple(_shares(named, bases)))


def _shares(named: dict[str, str], bases: list[str]) -> list[ShareRelation]:
    of_column = {column: named.get(_COLUMN_SHARE.sub("", key)) for key, column in named.items()}
    of_base = {column: named.get(_SHARE.sub("", key)) for key, column in named.items()}
    return [
        *(
            ShareRelation(share=share, of=(of,), base_total=of)
            for share, of in of_column.items()
            if of and of != share
        ),
        *(
            ShareRelation(share=share, of=(of,), base=(bases[0],))
            for share, of in of_base.items()
            if of and of != share and bases
        ),
    ]


def words(column: str) -> str:
    """A column's name as words: `pct_on_time` is `pct on time`."""
    return " ".join(column.replace("_", " ").casefold().split())


def is_count(column: str) -> bool:
    """Whether a column can be one of counts, by its name."""
    return not _NOT_COUNTED.search(words(column))
