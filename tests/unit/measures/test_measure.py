"""How a figure gets its definition, and which measures count on which thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from small_run import complaint, run

from complaint_analysis.measures.basis import Basis, Regime, Stage
from complaint_analysis.measures.figure import Figure, count
from complaint_analysis.measures.measure import figures_of_module, measure, where_recorded
from complaint_analysis.measures.record_figures import figures_on, populations, record_figures
from complaint_analysis.measures.tsm import TenantComplaints


@dataclass(frozen=True)
class Tea:
    cups: int
    blend: str = "Assam"


class GreenTea(Tea):
    pass


@measure
def poured(tea: Tea) -> Iterator[Figure]:
    """Cups of {0.blend}
    poured.

    Not published.
    """
    yield from where_recorded(tea.cups > 0, [count("tea.poured", tea.cups, "rows")])


@measure
def steeped(tea: GreenTea) -> Iterator[Figure]:
    """Cups steeped."""
    yield count("tea.steeped", tea.cups, "rows")


def test_the_definition_is_the_first_paragraph_of_the_docstring() -> None:
    (figure,) = poured(Tea(3))
    assert (figure.id, figure.value, figure.definition) == ("tea.poured", 3, "Cups of Assam poured.")


def test_a_figure_without_a_value_has_its_definition_too() -> None:
    (figure,) = poured(Tea(0))
    assert (figure.value, figure.status, figure.definition) == (None, "not_recorded", "Cups of Assam poured.")


def test_a_measure_is_called_where_there_is_what_it_counts_on() -> None:
    assert [figure.id for figure in figures_of_module(__name__, Tea(1))] == ["tea.poured"]
    assert [figure.id for figure in figures_of_module(__name__, GreenTea(1))] == ["tea.poured", "tea.steeped"]


@pytest.fixture(scope="module")
def basis() -> Basis:
    return run([complaint()]).basis


def test_no_two_measures_of_the_records_give_one_figure(basis: Basis) -> None:
    ids = Counter(figure.id for population in populations(basis) for figure in figures_on(population))
    assert [id for id, number in ids.items() if number > 1] == []


def test_figures_stand_in_the_order_of_modules_and_of_measures_in_them(basis: Basis) -> None:
    definitions = list(dict.fromkeys(figure.definition for figure in record_figures(basis).values()))
    assert all(definitions)
    first = [each.partition(" ")[0] for each in definitions]
    assert first[:3] == ["Accepted", "Complaints", "Acknowledgements"]
    assert first[-3:] == ["As", "Housing", "Rows"]


def test_a_basis_is_counted_by_stage_by_code_by_home_and_whole(basis: Basis) -> None:
    kinds = Counter(type(population) for population in populations(basis))
    assert kinds == {Stage: 4, Regime: 2, TenantComplaints: 4, Basis: 1}
