"""Scorecards: what each word, family of words and meeting of families speaks for, in points, as data.

A scorecard is a CSV file for each kind of label: a row a feature, a column a label, points in the cells. A
feature is a word without its ending (`promis`), two words in a row (`no one`), a family (`@waiting`), a
meeting of two families in a sentence (`@promise ~ @not_done`), a quotation (`“`), or any text of some words
(`(any)`): what is likely before anything is read. A family met more than once is a feature of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from complaint_analysis.classify.phrase_patterns import Words
from complaint_analysis.council.data_files import own_text
from complaint_analysis.council.text_files import csv_rows

FOLDER = "scorecards"
ANY, QUOTATION, TWICE, NUMBER, SUM = "(any)", "“", " twice", "#", "£"
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("ly", ""), ("s", ""))
_SHORTEST = 3
SOME_WORDS = 4
"""A text of fewer words says too little to be weighed."""


@dataclass(frozen=True)
class Scorecard:
    """The points of one kind: `points` has a row for each feature, a column for each label."""

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    points: np.ndarray

    def read(self, features: Iterable[str]) -> dict[str, float]:
        """The sum of the points of the features, by label."""
        met = [self.rows[feature] for feature in features if feature in self.rows]
        return dict(zip(self.labels, self.points[met].sum(axis=0).tolist(), strict=True))

    def telling(self, features: Iterable[str], label: str, most: int = 6) -> list[tuple[str, float]]:
        """The features that speak most for a label, with their points, the most telling first."""
        column = self.labels.index(label)
        met = [(feature, float(self.points[self.rows[feature], column])) for feature in sorted(features)
               if feature in self.rows]  # fmt: skip
        return sorted((each for each in met if each[1] > 0), key=lambda each: -each[1])[:most]


NONE = Scorecard((), {}, np.zeros((0, 0)))


def scorecard(kind: str) -> Scorecard:
    """The scorecard of a kind that the package holds.

    >>> scorecard("cause").labels[0]
    'delay'
    """
    (_, *labels), *rows = csv_rows(own_text(__package__, f"{FOLDER}/{kind}.csv"))
    points = [[float(cell or 0) for cell in cells] for _, *cells in rows]
    index = {feature: number for number, (feature, *_) in enumerate(rows)}
    return Scorecard(tuple(labels), index, np.array(points).reshape(len(rows), len(labels)))


def word_features(text: Words, passed_over: frozenset[int]) -> Iterator[str]:
    """The words of a text without their endings, and each two that follow each other in a sentence."""
    stems = [stem(word) for word in text.words]
    kept = [place for place in range(len(stems)) if place not in passed_over]
    yield from (stems[place] for place in kept)
    for first, second in pairwise(kept):
        if text.places[second] - text.places[first] == 1:
            yield f"{stems[first]} {stems[second]}"


@cache
def stem(word: str) -> str:
    """A word without its ending; numbers and sums of money are each one word.

    >>> stem("promises"), stem("promised"), stem("£14.20"), stem("12")
    ('promis', 'promis', '£', '#')
    """
    if word[0].isdigit():
        return NUMBER
    if word[0] == "£":
        return SUM
    return _without_last(_without_ending(word)) if len(word) > _SHORTEST else word


def _without_ending(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending) + instead
    return word


def _without_last(word: str) -> str:
    """A word without the second of two like letters at its end, and without an e there."""
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > _SHORTEST and word.endswith("e") else word
