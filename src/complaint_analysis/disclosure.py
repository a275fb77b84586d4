"""What may be shown of small counts, so that no person can be recognised and no cell worked out from totals.

Primary suppression withholds counts of 1 to one below the threshold; secondary suppression withholds
further cells until no withheld cell can be recovered from the published totals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

import pandas as pd

from complaint_analysis.rounding import half_up
from complaint_analysis.tables import SUPPRESSED

SMALLEST_BASE_OF_A_PERCENTAGE = 10

Cell = tuple[int, int]
Counts = TypeVar("Counts", pd.Series, pd.DataFrame)


def suppress(counts: Counts, threshold: int) -> Counts:
    """The counts with `[c]` in the place of every cell that could give a person away; zero is shown as 0.

    A Series is a column of whole numbers whose total is published; a DataFrame a table whose row and column
    totals are published. Totals are no part of `counts`. A zero is withheld only where nothing else is left
    to protect a small count; where even that is not enough, `total_may_be_shown` says so.

    >>> suppress(pd.Series([3, 12, 40, 0]), 5).tolist()
    ['[c]', '[c]', 40, 0]
    """
    grid = _Grid.of(counts)
    hidden = _hidden(grid, threshold)
    shown = counts.astype(object)
    for row, column in hidden:
        if isinstance(shown, pd.DataFrame):
            shown.iloc[row, column] = SUPPRESSED
        else:
            shown.iloc[row] = SUPPRESSED
    return shown


def total_may_be_shown(counts: pd.Series | pd.DataFrame, threshold: int) -> bool:
    """Whether the totals protect what `suppress` withholds; if not, they are to be withheld as well.

    >>> total_may_be_shown(pd.Series([3]), 5), total_may_be_shown(pd.Series([3, 0]), 5)
    (False, True)
    """
    grid = _Grid.of(counts)
    return not any(grid.recovered(_hidden(grid, threshold)))


def percentage_or_counts(numerator: int, denominator: int) -> str:
    """A share in the report's words and charts: a percentage, but the counts on a base under 10.

    >>> percentage_or_counts(8, 9), percentage_or_counts(72, 86), percentage_or_counts(0, 0)
    ('8 of 9', '83.7%', '0 of 0')
    """
    if denominator < SMALLEST_BASE_OF_A_PERCENTAGE:
        return f"{numerator:,} of {denominator:,}"
    return f"{half_up(Fraction(100 * numerator, denominator), 1):,.1f}%"


@dataclass(frozen=True)
class _Grid:
    """The counts by cell, and whether the totals of both rows and columns are known, or one total only."""

    counts: dict[Cell, int]
    both_totals: bool

    @classmethod
    def of(cls, counts: pd.Series | pd.DataFrame) -> _Grid:
        table = counts.to_frame() if isinstance(counts, pd.Series) else counts
        cells = {
            (row, column): int(count)
            for row, values in enumerate(table.to_numpy())
            for column, count in enumerate(values)
        }
        return cls(cells, min(table.shape) > 1)

    def recovered(self, hidden: set[Cell]) -> Iterator[Cell]:
        """The withheld cells of which only one value agrees with what is shown."""
        return (cell for cell in sorted(hidden) if self.is_recovered(cell, hidden))

    def is_recovered(self, cell: Cell, hidden: set[Cell]) -> bool:
        """Whether only one value of a withheld cell agrees with what is shown.

        Whoever reads the table knows that a withheld cell is at least 1, since zero is shown, unless a zero
        had to be withheld. A cell can have another value if others can make up for it: if in the graph of
        row and column totals a way leads back over other withheld cells, each of which can grow or fall.
        """
        least = min(1, *(self.counts[each] for each in hidden))
        row, column = self._totals(cell)
        others = hidden - {cell}
        can_grow = self._way(column, row, others, least)
        return not can_grow and not (self.counts[cell] > least and self._way(row, column, others, least))

    def _totals(self, cell: Cell) -> tuple[str, str]:
        """The two totals in which a cell is counted; with one total only, that and the table itself."""
        return (f"row {cell[0]}", f"column {cell[1]}") if self.both_totals else ("table", "total")

    def _way(self, start: str, end: str, cells: set[Cell], least: int) -> bool:
        reached, new = {start}, [start]
        while new:
            here = new.pop()
            for there in self._steps(here, cells, least):
                if there not in reached:
                    reached.add(there)
                    new.append(there)
        return end in reached

    def _steps(self, here: str, cells: set[Cell], least: int) -> Iterator[str]:
        for cell in cells:
            row, column = self._totals(cell)
            if here == row:
                yield column
            elif here == column and self.counts[cell] > least:
                yield row


def _hidden(grid: _Grid, threshold: int) -> set[Cell]:
    hidden = {cell for cell, count in grid.counts.items() if 0 < count < threshold}
    while (recovered := next(grid.recovered(hidden), None)) is not None:
        more = _protecting(grid, hidden, recovered)
        if not more:
            break
        hidden |= more
    return hidden


def _protecting(grid: _Grid, hidden: set[Cell], recovered: Cell) -> set[Cell]:
    """The cells to withhold beside a recovered one: as few zeros, as few cells and as small as can be."""
    squares = [square - hidden for square in _squares(grid, recovered)] if grid.both_totals else []
    singles = [{cell} for cell in grid.counts if cell not in hidden]
    for choices in (squares, singles):
        enough = [more for more in choices if more and not grid.is_recovered(recovered, hidden | more)]
        if enough:
            return min(enough, key=lambda more: _cost(grid, more))
    return min(singles, key=lambda more: _cost(grid, more), default=set())


def _squares(grid: _Grid, cell: Cell) -> Iterator[set[Cell]]:
    row, column = cell
    rows, columns = {row for row, _ in grid.counts}, {column for _, column in grid.counts}
    for other_row in rows - {row}:
        for other_column in columns - {column}:
            yield {(row, other_column), (other_row, column), (other_row, other_column)}


def _cost(grid: _Grid, cells: set[Cell]) -> tuple[int, int, int, list[Cell]]:
    counts = [grid.counts[cell] for cell in cells]
    return counts.count(0), len(cells), sum(counts), sorted(cells)
