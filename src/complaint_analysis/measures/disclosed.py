"""Figures as they may be published: small counts of people who could be recognised are withheld."""

from __future__ import annotations

from complaint_analysis.measures.figure import Figure
from complaint_analysis.measures.measure import Figures

EQUALITIES = ("adjustments", "disability_recorded")


def disclosed(figures: Figures, threshold: int) -> Figures:
    """The figures, with those on equalities suppressed where they are 1 to one below the threshold."""
    return {id: _disclosed(figure, threshold) for id, figure in figures.items()}


def _disclosed(figure: Figure, threshold: int) -> Figure:
    named = figure.id.rpartition(".")[2] in EQUALITIES
    small = figure.status == "ok" and 0 < (figure.value or 0) < threshold
    return figure.without_value("suppressed") if named and small else figure
