"""The words over rows and columns and in sentences, by the part of a figure's id that they stand for."""

from __future__ import annotations

from complaint_analysis.council.codes.regimes import NAME
from complaint_analysis.council.data_files import own_toml


def words(kind: str) -> dict[str, str]:
    """The printed words of one kind, in the order in which tables show them."""
    return own_toml(__package__, "printed_words")[kind]


def stage_name(regime: str, stage: str) -> str:
    """A stage as a row names it: `Housing, stage 1`."""
    return f"{NAME[regime]}, {words('stage')[stage]}"
