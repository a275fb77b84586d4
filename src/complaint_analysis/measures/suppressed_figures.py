"""Figures as they may be published: small counts of people who could be recognised are withheld."""

from __future__ import annotations

from complaint_analysis.council.periods import Period
from complaint_analysis.measures.disclosure_control import withheld
from complaint_analysis.measures.figure import Figures

OF_PEOPLE = ("representative", "adjustments", "disability_recorded")


def withhold_small_numbers(figures: Figures, threshold: int, period: Period) -> Figures:
    """The figures of a period without the small numbers on people's needs and help.

    A quarter shows none of them, not even 0: the year's number and those of three quarters would give back
    the fourth. Nothing else that is published adds up to them, so that none need be withheld for another.
    """
    of_people = {
        id: int(figure.value or 0)
        for id, figure in figures.items()
        if figure.status == "ok" and id.rpartition(".")[2] in OF_PEOPLE
    }
    hidden = of_people if period.is_quarter else withheld(of_people, [], threshold) or set()
    return {id: each.without_value("suppressed") if id in hidden else each for id, each in figures.items()}
