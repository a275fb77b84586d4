"""Slips of arithmetic that councils' own reports have been published with, looked for in any table.

Parts that do not come to their total, a share that is not its fraction or no whole number's, a mean over the
wrong base, and totals that differ from table to table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.publish.table_arithmetic.arithmetic import (
    fraction_slip,
    mean_slip,
    share_slip,
    sum_slip,
)
from complaint_analysis.publish.table_arithmetic.column_relations import (
    Mean,
    Quotient,
    Relations,
    ShareRelation,
    Sum,
    is_count,
    read_relations,
    relations_by_words,
)
from complaint_analysis.publish.table_arithmetic.grid import Grid, read_grid
from complaint_analysis.publish.table_arithmetic.printed_number import counts, share_and_counts

__all__ = [
    "Relations",
    "WrongNumber",
    "check_csv",
    "check_grid",
    "differing",
    "require_right_sums",
]


@dataclass(frozen=True)
class WrongNumber:
    """One slip: the table, the row and column of the number that is wrong, and what is wrong with it."""

    table: str
    row: str
    column: str
    what: str

    def __str__(self) -> str:
        return f"{self.table}, {self.row}, {self.column}: {self.what}"


def check_csv(path: Path, relations: Relations | None = None) -> list[WrongNumber]:
    """The wrong numbers of a table in a CSV file; undescribed, its columns' words say what to look for.

    An InputError where the file has no rows, a UsageError where a description names a column it has not.
    """
    grid = read_grid(path)
    if relations and (unknown := sorted(relations.columns - set(grid.columns))):
        raise UsageError(
            f"the table has no column '{unknown[0]}'", where=path.name, do="name its columns as the file does"
        )
    return check_grid(grid, relations or relations_by_words(grid.numeric))


def require_right_sums(paths: Sequence[Path]) -> None:
    """Hold published tables in CSV files to their own arithmetic; an InputError lists every slip.

    A `.toml` file of the same name beside one says how its columns hang together, where their words do not.
    """
    described = [(path, path.with_suffix(".toml")) for path in paths]
    found = [
        slip for path, said in described
        for slip in check_csv(path, read_relations(said) if said.is_file() else None)
    ]  # fmt: skip
    if found:
        raise InputError(
            f"{len(found)} {'number' if len(found) == 1 else 'numbers'} cannot be right",
            where="; ".join(str(slip) for slip in found),
            do="correct the table, or what it was counted from",
        )


def check_grid(grid: Grid, relations: Relations, counted: Sequence[str] | None = None) -> list[WrongNumber]:
    """The wrong numbers of a table, row by row; `counted` are the columns that its rows of totals add up.

    A number that is withheld or missing is no slip, nor is what hangs on it.
    """
    columns = [name for name in grid.numeric if is_count(name)] if counted is None else counted
    found = [*_totals(grid, columns), *_texts(grid)]
    for row in range(len(grid.rows)):
        for sums in relations.sum:
            found += _sum(grid, row, sums)
        for share in relations.share:
            found += _share(grid, row, share)
        for mean in relations.mean:
            found += _mean(grid, row, mean)
        for quotient in relations.quotient:
            found += _quotient(grid, row, quotient)
    return found


def differing(what: str, cells: Iterable[tuple[Grid, int, str]]) -> list[WrongNumber]:
    """The cells, by table, row and column, that print another number of one thing than the first does."""
    numbers = [(grid, row, column, grid.number(row, column)) for grid, row, column in cells]
    known = [(grid, row, column, number) for grid, row, column, number in numbers if number]
    return [
        WrongNumber(
            grid.name, grid.label(row), column, _other(what, number.text, known[0][0].name, known[0][3].text)
        )
        for grid, row, column, number in known[1:]
        if number.value != known[0][3].value
    ]


def _other(what: str, here: str, table: str, there: str) -> str:
    return f"{here} is printed for {what}, but {there} in {table}"


def _totals(grid: Grid, columns: Sequence[str]) -> Iterator[WrongNumber]:
    """Rows of totals that are not the sum of the rows that they stand for."""
    for row in sorted(grid.totals):
        for column in columns:
            total, parts = grid.number(row, column), grid.addends(row, column)
            if total and parts:
                yield from _slip(grid, row, column, sum_slip(total, parts))


def _texts(grid: Grid) -> Iterator[WrongNumber]:
    """Cells such as `83.7% (72 of 86)` whose share is not that of their counts."""
    for row, cells in enumerate(grid.rows):
        for column, cell in zip(grid.columns, cells, strict=True):
            if found := share_and_counts(cell):
                yield from _slip(grid, row, column, share_slip(*found))


def _sum(grid: Grid, row: int, sums: Sum) -> Iterator[WrongNumber]:
    total, known = grid.number(row, sums.total), grid.exact(row, sums.parts)
    if total and known is not None:
        yield from _slip(grid, row, sums.total, sum_slip(total, [known]))


def _share(grid: Grid, row: int, share: ShareRelation) -> Iterator[WrongNumber]:
    printed, part = grid.number(row, share.share), grid.exact(row, share.of)
    base = grid.column_total(row, share.base_total) if share.base_total else grid.exact(row, share.base)
    if printed is None or base is None:
        return
    if not share.of:
        yield from _slip(grid, row, share.share, fraction_slip(printed, base, share.per))
    elif part is not None:
        yield from _slip(grid, row, share.share, share_slip(printed, part, base, share.per))


def _mean(grid: Grid, row: int, mean: Mean) -> Iterator[WrongNumber]:
    printed, total, base = (grid.number(row, column) for column in (mean.mean, mean.total, mean.base))
    if printed and total and base:
        yield from _slip(grid, row, mean.mean, mean_slip(printed, total.value, base.value))


def _quotient(grid: Grid, row: int, quotient: Quotient) -> Iterator[WrongNumber]:
    for column in grid.columns:
        beside = quotient.counts + column.removeprefix(quotient.share)
        if not column.startswith(quotient.share) or beside not in grid.columns:
            continue
        printed, both = grid.number(row, column), counts(grid.cell(row, beside))
        per = 1000 if quotient.per_1000 and quotient.per_1000 in grid.label(row) else 100
        if printed and both:
            yield from _slip(grid, row, column, share_slip(printed, *both, per))


def _slip(grid: Grid, row: int, column: str, what: str) -> Iterator[WrongNumber]:
    if what:
        yield WrongNumber(grid.name, grid.label(row), column, what)
