"""This report's own tables held against themselves before they are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import product

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.settings import Settings
from complaint_analysis.printing.table import Table
from complaint_analysis.publish.table_arithmetic.arithmetic import sum_slip
from complaint_analysis.publish.table_arithmetic.column_relations import Relations, relations_by_words
from complaint_analysis.publish.table_arithmetic.grid import Grid, grid_of
from complaint_analysis.publish.table_arithmetic.wrong_numbers import WrongNumber, check_grid, differing

_ACROSS_YEARS = "received-by-month"
Cell = tuple[Grid, int, str]


class Across(Settings):
    """Cells, as `table/row/column`, that all hold one number, or the sum of the cells `of`."""

    what: str
    is_: tuple[str, ...]
    of: tuple[str, ...] = ()


def require_own_sums(tables: Sequence[Table], now: str) -> None:
    """Stop a publication in whose tables a number cannot be right; `now` is the report's own period.

    A slip here is a fault of the program: an AssertionError names table, row, column and what is wrong.
    """
    if found := own_wrong_numbers(tables, now):
        raise AssertionError("\n".join(["the report's own tables do not add up:", *map(str, found)]))


def own_wrong_numbers(tables: Sequence[Table], now: str) -> list[WrongNumber]:
    """The wrong numbers of the report's tables, each by itself and from table to table."""
    grids = {table.name: grid_of(table) for table in tables}
    found = [slip for table in tables for slip in _in_table(table, grids[table.name])]
    return found + [slip for across, names in _named(grids, now) for slip in _across(across, names, grids)]


def _in_table(table: Table, grid: Grid) -> list[WrongNumber]:
    by_words, said = relations_by_words(grid.numeric), own_relations().get(table.name, Relations())
    relations = Relations(
        sum=(*by_words.sum, *said.sum),
        share=(*said.share, *(share for share in by_words.share if share.share not in _shares(said))),
        mean=said.mean,
        quotient=said.quotient,
    )
    return check_grid(grid, relations, [column.key for column in table.columns if column.kind == "count"])


def _shares(relations: Relations) -> set[str]:
    return {share.share for share in relations.share}


def _named(grids: Mapping[str, Grid], now: str) -> Iterator[tuple[Across, dict[str, str]]]:
    """What is held from table to table, for each Code and period shown."""
    for across, regime, label in product(own_across(), REGIMES, _labels(grids, now)):
        yield across, {"regime": regime, "label": label, "now": now}


def _labels(grids: Mapping[str, Grid], now: str) -> list[str]:
    """The periods that the tables set side by side."""
    columns = grids[_ACROSS_YEARS].columns[1:] if _ACROSS_YEARS in grids else ()
    return list(dict.fromkeys([now, *(column.partition("_")[2] for column in columns)]))


def _across(across: Across, names: dict[str, str], grids: Mapping[str, Grid]) -> list[WrongNumber]:
    cells = [cell for name in across.is_ if (cell := find_cell(name.format(**names), grids))]
    if not across.of:
        return differing(across.what, cells)
    parts = [cell for name in across.of if (cell := find_cell(name.format(**names), grids))]
    numbers = [grid.number(row, column) for grid, row, column in parts]
    known: list[Fraction] = [number.value for number in numbers if number]
    if not parts or len(known) != len(numbers):
        return []
    return [
        WrongNumber(grid.name, grid.label(row), column, what)
        for grid, row, column in cells
        if (total := grid.number(row, column)) and (what := sum_slip(total, known))
    ]


def find_cell(name: str, grids: Mapping[str, Grid]) -> Cell | None:
    """The cell called `table/row/column`, where the report has it; a row of totals is called Total."""
    table, row, column = name.split("/")
    grid = grids.get(table)
    if grid is None or column not in grid.columns:
        return None
    found = [number for number, cells in enumerate(grid.rows) if cells[0] == row]
    return (grid, found[0], column) if found else None


@cache
def own_relations() -> dict[str, Relations]:
    """What is said of the report's own tables, by name."""
    return {
        name: Relations.model_validate(said)
        for name, said in own_toml(__package__, "own_tables")["table"].items()
    }


@cache
def own_across() -> tuple[Across, ...]:
    """What is held from table to table."""
    return tuple(
        Across(what=each["what"], is_=each["is"], of=each.get("of", ()))
        for each in own_toml(__package__, "own_tables")["across"]
    )
