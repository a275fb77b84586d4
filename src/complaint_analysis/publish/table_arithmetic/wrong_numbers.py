"""Slips of arithmetic that councils' own reports have been published with, looked for in any table.

Parts that do not come to their total, a share that is not its fraction or no whole number's, a mean over the
wrong base, and totals that differ from table to table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
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
    read_relations,
)
from complaint_analysis.publish.table_arithmetic.grid import Grid, read_grid
from complaint_analysis.publish.table_arithmetic.inferred_tests import (
    infer_and_test,
    tested_texts,
    with_left_alone,
)
from complaint_analysis.publish.table_arithmetic.printed_number import counts
from complaint_analysis.publish.table_arithmetic.tested_numbers import Tested, TestedTable, WrongNumber

__all__ = [
    "Relations",
    "WrongNumber",
    "check_csv",
    "check_grid",
    "differing",
    "read_and_test",
    "read_and_test_all",
    "require_right_sums",
]


def check_csv(path: Path, relations: Relations | None = None) -> list[WrongNumber]:
    """The wrong numbers of a table in a CSV file, each once; see `read_and_test`."""
    return read_and_test(path, relations).wrong


def read_and_test(path: Path, relations: Relations | None = None) -> TestedTable:
    """A table in a CSV file with all that was tested of it: what is said of it, and what its numbers show.

    An InputError where the file has no rows, a UsageError where a description names a column it has not.
    """
    grid = read_grid(path)
    by_itself = infer_and_test(grid)
    if relations is None:
        return by_itself
    if unknown := sorted(relations.columns - set(grid.columns)):
        raise UsageError(
            f"the table has no column '{unknown[0]}'", where=path.name, do="name its columns as the file does"
        )
    described = _in_rows(grid, relations)
    spoken_of = {each.cell for each in described}
    others = [each for each in by_itself.tested if each.cell not in spoken_of or _is_of_a_column(each)]
    return with_left_alone(grid, [*described, *others])


def _is_of_a_column(tested: Tested) -> bool:
    """Whether a number is the total of its column."""
    return tested.kind == "sum" and {column for _, column in tested.of} == {tested.cell[1]}


def read_and_test_all(paths: Sequence[Path]) -> list[TestedTable]:
    """Published tables in CSV files with all that was tested of them.

    A `.toml` file of the same name beside one says how its columns hang together, where their words do not.
    """
    described = [(path, path.with_suffix(".toml")) for path in paths]
    return [read_and_test(path, read_relations(said) if said.is_file() else None) for path, said in described]


def require_right_sums(tables: Sequence[TestedTable]) -> None:
    """Hold tested tables to their own arithmetic; an InputError lists every slip."""
    found = [slip for table in tables for slip in table.wrong]
    if found:
        raise InputError(
            f"{len(found)} {'number' if len(found) == 1 else 'numbers'} cannot be right",
            where="; ".join(str(slip) for slip in found),
            do="correct the table, or what it was counted from",
        )


def check_grid(grid: Grid, relations: Relations, counted: Sequence[str]) -> list[WrongNumber]:
    """The wrong numbers of a table, row by row; `counted` are the columns that its rows of totals add up.

    A number that is withheld or missing is no slip, nor is what hangs on it.
    """
    return [
        WrongNumber(grid.name, grid.label(row), column, each.what)
        for each in _tested(grid, relations, counted)
        if each.what
        for row, column in [each.cell]
    ]


def _tested(grid: Grid, relations: Relations, counted: Sequence[str]) -> list[Tested]:
    return [*_totals(grid, counted), *tested_texts(grid), *_in_rows(grid, relations)]


def _in_rows(grid: Grid, relations: Relations) -> list[Tested]:
    """What is said of a table's columns, tested row by row."""
    tested: list[Tested] = []
    for row in range(len(grid.rows)):
        for sums in relations.sum:
            tested += _sum(grid, row, sums)
        for share in relations.share:
            tested += _share(grid, row, share)
        for mean in relations.mean:
            tested += _mean(grid, row, mean)
        for quotient in relations.quotient:
            tested += _quotient(grid, row, quotient)
    return tested


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


def _totals(grid: Grid, columns: Sequence[str]) -> Iterator[Tested]:
    """Rows of totals, held against the sum of the rows that they stand for."""
    for row in sorted(grid.totals):
        for column in columns:
            total, parts = grid.number(row, column), grid.addends(row, column)
            if total and parts:
                of = frozenset((each, column) for each in grid.parts(row))
                gap = total.value - sum(parts, Fraction(0))
                yield Tested("sum", (row, column), of, sum_slip(total, parts), gap)


def _sum(grid: Grid, row: int, sums: Sum) -> Iterator[Tested]:
    total, known = grid.number(row, sums.total), grid.exact(row, sums.parts)
    if total and known is not None:
        of = frozenset((row, part) for part in sums.parts)
        yield Tested("sum", (row, sums.total), of, sum_slip(total, [known]), total.value - known)


def _share(grid: Grid, row: int, share: ShareRelation) -> Iterator[Tested]:
    printed, part = grid.number(row, share.share), grid.exact(row, share.of)
    base = grid.column_total(row, share.base_total) if share.base_total else grid.exact(row, share.base)
    of = frozenset((row, column) for column in (*share.of, *share.base))
    if printed is None or base is None:
        return
    if not share.of:
        yield Tested("share", (row, share.share), of, fraction_slip(printed, base, share.per))
    elif part is not None:
        yield Tested("share", (row, share.share), of, share_slip(printed, part, base, share.per))


def _mean(grid: Grid, row: int, mean: Mean) -> Iterator[Tested]:
    printed, total, base = (grid.number(row, column) for column in (mean.mean, mean.total, mean.base))
    if printed and total and base:
        of = frozenset({(row, mean.total), (row, mean.base)})
        yield Tested("mean", (row, mean.mean), of, mean_slip(printed, total.value, base.value))


def _quotient(grid: Grid, row: int, quotient: Quotient) -> Iterator[Tested]:
    for column in grid.columns:
        beside = quotient.counts + column.removeprefix(quotient.share)
        if not column.startswith(quotient.share) or beside not in grid.columns:
            continue
        printed, both = grid.number(row, column), counts(grid.cell(row, beside))
        per = 1000 if quotient.per_1000 and quotient.per_1000 in grid.label(row) else 100
        if printed and both:
            yield Tested("share", (row, column), frozenset({(row, beside)}), share_slip(printed, *both, per))
