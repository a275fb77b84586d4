"""Seeded draws that stay the same on every machine and Python version.

Only `random.random()` is promised to repeat from version to version, so every draw is made of it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of draws; each topic has its own, so that one can change without the others."""

    def __init__(self, seed: int, topic: str) -> None:
        self._random = random.Random(f"{seed} {topic}").random

    def happens(self, probability: float) -> bool:
        """True with the probability, from 0 to 1."""
        return self._random() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random() * (high - low + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely."""
        return choices[self.whole(0, len(choices) - 1)]

    def weighted(self, weights: Mapping[str, float]) -> str:
        """One key of the weights, as likely as its weight."""
        left = self._random() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return list(weights)[-1]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in a drawn order."""
        keys = [self._random() for _ in items]
        return [items[index] for index in sorted(range(len(items)), key=keys.__getitem__)]

    def some_of(self, items: Sequence[T], number: int) -> list[T]:
        """That many different items."""
        return self.shuffled(items)[:number]
