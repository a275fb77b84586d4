"""Numbers that only who holds the records can draw: what is withheld must not be a rule to be replayed.

Where further counts are withheld so that a small one cannot be worked out, a choice that the counts alone
decide ("the next smallest") tells of them: whoever knows the rule tries which counts would have led to it.
So it is drawn, from the references of the cases counted. No reference is published, and the same records
always draw the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pandas as pd

_DIGITS = 12


def drawn_from(references: Iterable[str]) -> float:
    """A number from 0 to under 1, the same for the same cases in any order.

    >>> drawn_from(["C2", "C1"]) == drawn_from(["C1", "C2"]), 0 <= drawn_from([]) < 1
    (True, True)
    """
    drawn = hashlib.sha256("\n".join(sorted(references)).encode()).hexdigest()[:_DIGITS]
    return int(drawn, 16) / 16**_DIGITS


def drawn_by(references: pd.Series, labels: pd.Series) -> pd.Series:
    """For each label the number drawn from the references of its cases, by label.

    >>> drawn_by(pd.Series(["C1", "C2"]), pd.Series(["Ash", "Ash"])).index.tolist()
    ['Ash']
    """
    return references.groupby(labels).agg(drawn_from).astype(float)
