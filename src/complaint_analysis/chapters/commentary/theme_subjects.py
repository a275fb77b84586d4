"""Which subjects of the Ombudsmen's lists an officer's own words in a side file name: themes, and the rest.

An officer writes a theme as it suits the council: `Property condition`, `Damp and mould`, `Repairs that come
back`. It is of a subject where its words name it; nothing is read into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.records.reading.synonyms import folded

Subject = tuple[str, str]
"""A Code and the label of one of its subjects."""
Row = dict[Any, Any]


class RowsBySubject(NamedTuple):
    """Rows of a side file by the subject that their theme names, and those that name none."""

    of: Mapping[Subject, list[Row]]
    of_none: list[Row]


def named_subjects(code: str, theme: str, own: Mapping[str, str] | None = None) -> list[Subject]:
    """The subjects that a theme names in the Codes of its row (`housing`, `lgsco` or `both`).

    `own` are the council's own words for categories, each with the label that it stands for.
    """
    given = {folded(word): label for word, label in (own or {}).items()}.get(folded(theme), "")
    regimes = [each for each in REGIMES if code in (each, "both")]
    return [(regime, label) for regime in regimes for label in _labels(regime, theme, given)]


def _labels(regime: str, theme: str, given: str) -> tuple[str, ...]:
    kind = taxonomy.category_kind(regime)
    return (given,) if given in taxonomy.labels(kind) else taxonomy.named_in(kind, theme)


def by_subject(rows: Iterable[Row], own: Mapping[str, str] | None = None) -> RowsBySubject:
    """Rows with a `code` and a `theme`, sorted; a row that names several subjects is with each of them."""
    of: dict[Subject, list[Row]] = {}
    of_none: list[Row] = []
    for row in rows:
        named = named_subjects(row["code"], row["theme"], own)
        for subject in named:
            of.setdefault(subject, []).append(row)
        if not named:
            of_none.append(row)
    return RowsBySubject(of, of_none)
