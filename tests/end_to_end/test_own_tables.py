"""What is held of the report's own tables is there to be held, in the report of the demonstration."""

from __future__ import annotations

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.publish.publication import read_tables
from complaint_analysis.publish.table_arithmetic.grid import grid_of
from complaint_analysis.publish.table_arithmetic.own_tables import (
    find_cell,
    own_across,
    own_relations,
    own_wrong_numbers,
)

NOW, LABELS = "2024-25", ("2024-25", "2023-24")


def test_the_demonstration_s_tables_have_every_column_and_cell_that_is_held(made) -> None:
    tables = read_tables(made[0] / "private" / "report")
    grids = {table.name: grid_of(table) for table in tables}
    columns = {name: set(grid.columns) for name, grid in grids.items()}
    assert {
        name: said.columns - columns[name]
        for name, said in own_relations().items()
        if said.columns - columns[name]
    } == {}
    named = {
        cell.format(regime=regime, label=label, now=NOW)
        for across in own_across()
        for cell in (*across.is_, *across.of)
        for regime in REGIMES
        for label in LABELS
    }
    assert [name for name in sorted(named) if find_cell(name, grids) is None] == []
    assert own_wrong_numbers(tables, NOW) == []
