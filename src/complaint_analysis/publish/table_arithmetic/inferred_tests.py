"""All that can be tested of anybody's table without being told how its columns hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.publish.table_arithmetic.arithmetic import share_slip
from complaint_analysis.publish.table_arithmetic.column_relations import words
from complaint_analysis.publish.table_arithmetic.grid import Grid
from complaint_analysis.publish.table_arithmetic.inferred_shares import (
    has_signs,
    is_share_column,
    tested_shares,
)
from complaint_analysis.publish.table_arithmetic.inferred_sums import tested_sums, with_group_totals
from complaint_analysis.publish.table_arithmetic.printed_number import share_and_counts
from complaint_analysis.publish.table_arithmetic.tested_numbers import Tested, TestedTable

_WORDS = own_toml(__package__, "table_words")["names"]
_NO_COUNT, _LABEL = re.compile(_WORDS["no_count"]), re.compile(_WORDS["label"])


def infer_and_test(grid: Grid) -> TestedTable:
    """A table with its sums and shares tested, those too that stand in rows: `% upheld` below `Upheld`."""
    counts = _counts(grid)
    grid = with_group_totals(grid, counts)
    tested = [*tested_sums(grid, counts), *tested_texts(grid), *tested_shares(grid, counts)]
    done = {each.cell for each in tested}
    return with_left_alone(
        grid, [*tested, *(each for each in _shares_in_rows(grid) if each.cell not in done)]
    )


def with_left_alone(grid: Grid, tested: Sequence[Tested]) -> TestedTable:
    """A table with what was tested of it, and its columns of numbers of which nothing was."""
    met = {column for each in tested for _, column in (each.cell, *each.of)}
    left = [each for each in grid.numeric if each not in met and not _LABEL.search(words(each))]
    return TestedTable(grid, tested, left)


def tested_texts(grid: Grid) -> Iterator[Tested]:
    """Cells such as `83.7% (72 of 86)`, whose share is held against their counts."""
    for row, cells in enumerate(grid.rows):
        for column, cell in zip(grid.columns, cells, strict=True):
            if found := share_and_counts(cell):
                yield Tested("share", (row, column), frozenset(), share_slip(*found))


def _counts(grid: Grid) -> Sequence[str]:
    """The columns of counts, in their order."""
    return [
        column
        for column in grid.numeric
        if not _LABEL.search(words(column))
        and not _NO_COUNT.search(words(column))
        and not is_share_column(grid, column)
        and not has_signs(grid, column)
    ]


def _shares_in_rows(grid: Grid) -> list[Tested]:
    """The shares of a table whose rows are what others have as columns, as cells of the table itself."""
    turned = grid.turned()
    if turned is None:
        return []
    tested = tested_shares(turned, _counts(turned))
    labels = {label: row for row, label in enumerate(turned.columns[1:])}
    columns = grid.columns[1:]

    def back(cell: tuple[int, str]) -> tuple[int, str]:
        row, label = cell
        return labels[label], columns[row]

    return [replace(each, cell=back(each.cell), of=frozenset(map(back, each.of))) for each in tested]
