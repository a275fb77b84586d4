"""The two Codes' forms beside each other: provisions that ask for the same and are answered differently."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from complaint_analysis.council.codes.catalogue import Equivalent, equivalents
from complaint_analysis.self_assessment.form import Answer, Form

COLUMNS = (
    "housing_provision", "housing_answer", "lgsco_provision", "lgsco_answer", "asks_for_the_same",
    "housing_wording", "lgsco_wording", "explanation",
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two provisions that ask for the same, in full or in part, with the answer to each."""

    equivalent: Equivalent
    housing: Answer
    lgsco: Answer


def answered_differently(housing: Form, lgsco: Form) -> tuple[Pair, ...]:
    """Every pair of equivalent provisions answered differently, in the housing Code's order.

    A short form answers each provision as it answers its section. A blank answer differs from every other.
    """
    pairs = (
        Pair(pair, housing.answer_to(pair.housing.number), lgsco.answer_to(pair.lgsco.number))
        for pair in equivalents()
    )
    return tuple(pair for pair in pairs if pair.housing != pair.lgsco)


def pair_rows(pairs: tuple[Pair, ...]) -> pd.DataFrame:
    """The pairs as a list with a column in which an officer explains or corrects each."""
    return pd.DataFrame([_row(pair) for pair in pairs], columns=list(COLUMNS))


def _row(pair: Pair) -> dict[str, str]:
    housing, lgsco = pair.equivalent.housing, pair.equivalent.lgsco
    return {
        "housing_provision": housing.number,
        "housing_answer": pair.housing,
        "lgsco_provision": lgsco.number,
        "lgsco_answer": pair.lgsco,
        "asks_for_the_same": "in full" if pair.equivalent.extent == "full" else "in part",
        "housing_wording": housing.wording,
        "lgsco_wording": lgsco.wording,
        "explanation": "",
    }
