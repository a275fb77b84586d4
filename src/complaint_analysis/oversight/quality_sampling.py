"""A random sample that anyone can draw again: the same seed and the same cases give the same sample."""

from __future__ import annotations

from hashlib import sha256

import pandas as pd


def draw(population: pd.DataFrame, size: int, seed: int) -> list[str]:
    """The references drawn, in order; all of them where there are no more than `size`.

    `population` has a row a case with its `reference` and its `stratum`. Each case has the place that seed
    and reference give it, whatever the order of the rows; from each stratum the first ones are taken.
    """
    quotas = shares(population["stratum"].value_counts().to_dict(), size)
    drawn: list[str] = []
    for stratum, cases in population.groupby("stratum"):
        placed = sorted(cases["reference"], key=lambda reference: _place(seed, reference))
        drawn += placed[: quotas[str(stratum)]]
    return sorted(drawn)


def _place(seed: int, reference: str) -> str:
    return sha256(f"{seed}:{reference.strip().casefold()}".encode()).hexdigest()


def shares(sizes: dict[str, int], size: int) -> dict[str, int]:
    """How many cases to take from each stratum: one from each where `size` allows, the rest in proportion.

    By the method of Webster, which favours neither large strata nor small; of two alike the first by name.

    >>> shares({"Repairs": 60, "Planning": 30, "Leisure": 1}, 10)
    {'Leisure': 1, 'Planning': 3, 'Repairs': 6}
    """
    names = sorted(name for name, number in sizes.items() if number)
    taken = dict.fromkeys(names, 1 if size >= len(names) else 0)
    for _ in range(min(size, sum(sizes.values())) - sum(taken.values())):
        left = [name for name in names if taken[name] < sizes[name]]
        taken[max(left, key=lambda name: sizes[name] / (2 * taken[name] + 1))] += 1
    return taken
