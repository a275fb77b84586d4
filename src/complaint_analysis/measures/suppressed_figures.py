"""Figures as they may be published: small counts of people, and sums that are one person's, are withheld."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from complaint_analysis.council.periods import Period
from complaint_analysis.measures.disclosure_control import is_small
from complaint_analysis.measures.figure import Figure, Figures

OF_PEOPLE = ("representative", "adjustments", "disability_recorded")
OF_MONEY = ("compensation.total_gbp", "compensation.mean_gbp")
LEAST_AWARDS = 3
"""With two awards whoever was given the one knows the other."""
LARGEST_SHARE = 0.75
"""A sum of which one award is more than this tells nearly what it was: the dominance rule of official
statistics, with one contributor and 75 per cent (Eurostat's handbook on statistical disclosure control)."""


def withhold_small_numbers(figures: Figures, threshold: int, period: Period) -> Figures:
    """The figures of a period without the small numbers on people's needs and help, and without the sums of
    few awards.

    A quarter shows none of them, whatever their size, not even 0 people: the year's number and those of three
    quarters would give back the fourth. Nothing else that is published adds up to them, so that none need be
    withheld for another.
    """
    hidden = {*_of_people(figures, threshold, period), *_of_money(figures, period)}
    return {id: each.without_value("suppressed") if id in hidden else each for id, each in figures.items()}


def _of_people(figures: Figures, threshold: int, period: Period) -> Iterator[str]:
    for id, figure in figures.items():
        of_people = figure.status == "ok" and id.rpartition(".")[2] in OF_PEOPLE
        if of_people and (period.is_quarter or is_small(int(figure.value or 0), threshold)):
            yield id


def _of_money(figures: Figures, period: Period) -> Iterator[str]:
    for id, figure in figures.items():
        of_money = figure.status == "ok" and figure.value and id.endswith(OF_MONEY)
        if of_money and (period.is_quarter or _is_of_one_person(figure)):
            yield id


def _is_of_one_person(figure: Figure) -> bool:
    """Whether a sum is of so few awards, or so much of it one, that it tells what a person was given."""
    cases = figure.cases
    awards = pd.Series(dtype=float) if cases is None or cases.adds is None else cases.adds[cases.counted]
    return len(awards) < LEAST_AWARDS or bool(awards.max() > LARGEST_SHARE * awards.sum())
