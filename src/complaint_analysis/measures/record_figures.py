"""Every figure of the complaint records.

A measure stands in one of five modules. It is counted on each population of the type that its argument has:
one stage, one Code, the tenants of one kind of home, or the whole basis.
"""

from __future__ import annotations

from collections.abc import Iterator

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.measures import complaints, outcomes, rows_of_exports, timeliness, tsm
from complaint_analysis.measures.basis import Basis, Regime, Stage
from complaint_analysis.measures.figure import Figure, Figures
from complaint_analysis.measures.measure import figures_of_module
from complaint_analysis.records.clocks import STAGES

_MODULES = (timeliness, outcomes, complaints, tsm, rows_of_exports)
"""In this order figures are listed, and those of one module in the order of its measures."""

Population = Stage | Regime | tsm.TenantComplaints | Basis


def record_figures(basis: Basis) -> Figures:
    """Every figure that comes from the complaint records, by id."""
    return {figure.id: figure for population in populations(basis) for figure in figures_on(population)}


def figures_on(population: Population) -> Iterator[Figure]:
    """The figures that are counted on one population, such as the complaints at one stage."""
    for module in _MODULES:
        yield from figures_of_module(module.__name__, population)


def populations(basis: Basis) -> Iterator[Population]:
    """All that measures are counted on: the stages of each Code, the Code, the tenants, and the whole."""
    for regime in REGIMES:
        yield from (basis.stage(regime, number) for number in STAGES)
        yield Regime(basis, regime)
    yield from tsm.tenant_complaints(basis)
    yield basis
