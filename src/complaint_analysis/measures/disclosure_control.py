"""Which counts of a column are withheld, so that no person can be recognised and no count worked out.

Primary suppression withholds counts of 1 to one below the threshold. Secondary suppression withholds further
ones until whoever knows the total, every count that is shown and this rule can place each withheld one no
closer than in an interval wider than the threshold. Zero is always shown, so that a withheld count is at
least 1. Tables of two labels have a rule of their own (`named_counts`).
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from complaint_analysis.printing.table import SUPPRESSED

_ADVANTAGE = 2
"""A count is withheld before another that is so many times as large, whatever is drawn; of those between,
chance decides."""


def is_small(count: int, threshold: int) -> bool:
    """Whether a count of people is withheld: it is neither 0 nor as large as the threshold.

    >>> is_small(0, 5), is_small(4, 5), is_small(5, 5)
    (False, True, False)
    """
    return 0 < count < threshold


def suppress(counts: pd.Series, threshold: int, chance: pd.Series | None = None) -> pd.Series | None:
    """A column of counts with `[c]` for what is withheld; None where nothing protects it beside its total.

    The total of the column is no part of it and stands elsewhere too, so that it is known in any case.
    `chance` are numbers from 0 to under 1 that no reader can draw (`secret_chance`), 0 where there are none:
    they say which count is withheld with the small ones, the smaller the sooner.

    >>> suppress(pd.Series([3, 12, 40, 0]), 5).tolist()
    ['[c]', '[c]', 40, 0]
    >>> suppress(pd.Series([3, 0]), 5) is None
    True
    """
    hidden = _withheld(counts.reset_index(drop=True), threshold, chance)
    if hidden is None:
        return None
    shown = [SUPPRESSED if place in hidden else int(count) for place, count in enumerate(counts)]
    return pd.Series(shown, counts.index, dtype=object)


def _withheld(counts: pd.Series, threshold: int, chance: pd.Series | None) -> Collection[int] | None:
    """The places to withhold: of the small counts, then of the next drawn until all are protected."""
    small = [place for place, count in counts.items() if is_small(count, threshold)]
    drawn = 0.0 if chance is None else chance.reset_index(drop=True).fillna(0.0)
    weights = (counts * (1 + drawn * (_ADVANTAGE - 1)))[counts >= threshold]
    order = [*small, *weights.sort_values(kind="stable").index]
    for size in range(max(len(small), 2) if small else 0, len(order) + 1):
        if not small or _is_protected(counts[order[:size]], counts[order[size:]], threshold):
            return order[:size]
    return None


def _is_protected(withheld: pd.Series, shown: pd.Series, threshold: int) -> bool:
    """Whether each withheld count can lie in an interval wider than the threshold.

    Known are their sum, that none is 0, and that none is `_ADVANTAGE` times as large as one that is shown.
    """
    others, total = len(withheld) - 1, int(withheld.sum())
    largest = _ADVANTAGE * int(shown.min()) - 1 if len(shown) else total
    least, most = max(1, total - others * largest), min(largest, total - others)
    return most - least > threshold
