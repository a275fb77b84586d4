"""Which numbers of anybody's table are sums, and of what: its columns and rows of totals, where they fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.publish.table_arithmetic.arithmetic import sum_slip
from complaint_analysis.publish.table_arithmetic.column_relations import words
from complaint_analysis.publish.table_arithmetic.grid import Grid, addends_of, is_total
from complaint_analysis.publish.table_arithmetic.inferred_shares import is_share_row
from complaint_analysis.publish.table_arithmetic.tested_numbers import Tested, is_of_another

_WORDS = own_toml(__package__, "table_words")["names"]
_NOT_ADDED, _ADDED = re.compile(_WORDS["not_added"]), re.compile(_WORDS["added"])
_PART_OF_ABOVE, _GROUP_TOTAL = re.compile(_WORDS["part_of_above"]), re.compile(_WORDS["group_total"])


def with_group_totals(grid: Grid, counts: Sequence[str]) -> Grid:
    """The table with rows such as `Housing total` among its totals, where they come to the rows above."""
    found = grid
    for row in range(1, len(grid.rows)):
        named = _GROUP_TOTAL.search(grid.label(row).casefold())
        tried = replace(found, totals=found.totals | {row})
        sums = [each for column in counts for each in _down(tried, column) if each.cell[0] == row]
        found = tried if named and row not in grid.totals and _fitting(sums) else found
    return found


def tested_sums(grid: Grid, counts: Sequence[str]) -> list[Tested]:
    """The sums of a table that can be tested: its columns of totals, and its rows of totals."""
    across = [sums for each in counts if is_total(words(each)) for sums in _across(grid, each, counts)]
    down = {column: list(_down(grid, column)) for column in counts}
    added = [sums for column, sums in down.items() if _fitting(sums) == len(sums) or _is_added(column, down)]
    return [*across, *(each for sums in added for each in sums)]


def _is_added(column: str, down: dict[str, list[Tested]]) -> bool:
    """Whether rows of totals add up a column: not one of days, and not where they add up none of several."""
    name = words(column)
    may_be = not _NOT_ADDED.search(name) or bool(_ADDED.search(name))
    several = [sums for sums in down.values() if sums]
    return may_be and (len(several) == 1 or any(_fitting(sums) for sums in several))


def _across(grid: Grid, total: str, counts: Sequence[str]) -> list[Tested]:
    """The totals of a column, of the columns that most of them are the sum of; empty where none are."""
    of_row = [list(_sums_of(grid, total, parts)) for parts in _part_choices(total, counts)]
    beside = [list(_totals_beside(grid, total, each)) for each in counts if each != total]
    likely = [sums for sums in (*of_row, *beside) if _most_fit(sums)]
    if likely:
        return max(likely, key=_fitting)
    whole = of_row[0] if of_row else []
    return whole if len(whole) == 1 and counts[-1] == total else []


def _most_fit(sums: Sequence[Tested]) -> bool:
    fitting, gaps = _fitting(sums), [each.gap for each in sums if each.what]
    return 0 < len(sums) <= 2 * fitting and not is_of_another(fitting, gaps)


def _fitting(sums: Sequence[Tested]) -> int:
    return sum(not each.what for each in sums)


def _part_choices(total: str, counts: Sequence[str]) -> list[list[str]]:
    """The columns that a total may add up: all that are none, those before or behind it, up to the next."""
    place = counts.index(total)
    totals = [each for each in counts if is_total(words(each)) and each != total]
    edges = [counts.index(each) for each in totals]
    last = max((edge for edge in edges if edge < place), default=-1)
    next_ = min((edge for edge in edges if edge > place), default=len(counts))
    ranges = [(0, len(counts)), (0, place), (place, len(counts)), (last, place), (place, next_)]
    parts = [
        tuple(each for each in counts[max(start, 0) : end] if not is_total(words(each)))
        for start, end in ranges
    ]
    return [list(each) for each in dict.fromkeys([*parts, tuple(totals)]) if len(each) > 1]


def _sums_of(grid: Grid, total: str, parts: Sequence[str]) -> Iterator[Tested]:
    """Each total of a column held against some columns; but those that come to nothing."""
    for row in range(len(grid.rows)):
        printed, exact = grid.number(row, total), grid.exact(row, tuple(parts))
        if printed and exact is not None and (printed.value or exact):
            of = frozenset((row, part) for part in parts)
            yield Tested("sum", (row, total), of, sum_slip(printed, [exact]), printed.value - exact)


def _totals_beside(grid: Grid, total: str, column: str) -> Iterator[Tested]:
    """A column that prints beside each row what another column comes to."""
    plain = [row for row in range(len(grid.rows)) if row not in grid.totals]
    parts = addends_of([grid.cell(row, column) for row in plain])
    for row in plain if len(plain) > 1 else ():
        if (printed := grid.number(row, total)) and parts:
            of = frozenset((each, column) for each in plain)
            yield Tested(
                "sum", (row, total), of, sum_slip(printed, parts), printed.value - sum(parts, Fraction(0))
            )


def _down(grid: Grid, column: str) -> Iterator[Tested]:
    """The rows of totals of a column, each of the rows that it comes to, else of those above it."""
    for row in sorted(grid.totals):
        total = grid.number(row, column)
        choices = [rows for rows in _row_choices(grid, row) if rows and _known(grid, rows, column)]
        if total is None or not choices:
            continue
        exact = [sum(_known(grid, rows, column), Fraction(0)) for rows in choices]
        place = next((place for place, each in enumerate(exact) if total.is_of(each)), 0)
        of = frozenset((each, column) for each in choices[place])
        yield Tested("sum", (row, column), of, sum_slip(total, [exact[place]]), total.value - exact[place])


def _row_choices(grid: Grid, total: int) -> list[list[int]]:
    """The rows that a row of totals may add up: those since the one before, with it or without, or all."""
    plain = [each for each in range(len(grid.rows)) if each not in grid.totals and not _is_part(grid, each)]
    before = [each for each in sorted(grid.totals) if each < total]
    since = [each for each in grid.parts(total) if each not in grid.totals and not _is_part(grid, each)]
    above = [each for each in plain if each < total]
    below = [each for each in plain if each > total] if total == 0 and len(grid.totals) == 1 else []
    return [since or before or below, [*before, *since], above, before]


def _is_part(grid: Grid, row: int) -> bool:
    return is_share_row(grid, row) or bool(_PART_OF_ABOVE.match(grid.label(row).casefold()))


def _known(grid: Grid, rows: Sequence[int], column: str) -> list[Fraction]:
    return addends_of([grid.cell(row, column) for row in rows])
