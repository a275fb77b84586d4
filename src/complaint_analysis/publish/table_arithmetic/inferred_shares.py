"""Which numbers of anybody's table are shares, and of what: read from its headings, and held to what fits.

A share is told to be wrong only where most of its column is the share of the same number; a column of which
that cannot be seen is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.publish.table_arithmetic.arithmetic import share_slip
from complaint_analysis.publish.table_arithmetic.column_relations import words
from complaint_analysis.publish.table_arithmetic.grid import Grid, is_total
from complaint_analysis.publish.table_arithmetic.printed_number import Printed, printed
from complaint_analysis.publish.table_arithmetic.tested_numbers import Cell, Tested, is_of_another

_WORDS = own_toml(__package__, "table_words")
_SHARE, _NO_SHARE = re.compile(_WORDS["share"]), re.compile(_WORDS["no_share"])
_FILLER, BASE = re.compile(_WORDS["names"]["filler"]), re.compile(_WORDS["names"]["base"])
_RATES = {int(per): re.compile(pattern) for per, pattern in _WORDS["rates"].items()}
_ALIKE = {word: re.compile(pattern) for word, pattern in _WORDS["alike"].items()}
_NUMBERED = re.compile(r"\(\d+\)$")
_HUNDRED, _FEWEST, _A_RUN = 100, 2, 6


@dataclass(frozen=True)
class Hypothesis:
    """What a column of shares may be: of some columns added up, in others added up, or in a column's total.

    What is in `less` is taken from the base, as those withdrawn from those received; the base is in another
    row, `in_row`, where a list begins with what all else is a share of.

    `doubt` is 0 where the words say so, 1 where they say a half of it, 2 where they say nothing.
    """

    of: tuple[str, ...]
    base: tuple[str, ...]
    in_total: bool
    doubt: int
    less: tuple[str, ...] = ()
    in_row: int | None = None


@dataclass(frozen=True)
class _Share:
    """One printed share held against a hypothesis: its cell, what it hangs on, and how it is off."""

    cell: Cell
    of: frozenset[Cell]
    what: str
    tells: bool
    gap: Fraction


_Tried = tuple[Hypothesis, list[_Share]]


def is_share_column(grid: Grid, column: str) -> bool:
    """Whether a column is one of shares of 100, by its name or by the signs in its cells."""
    name = words(column)
    if _NO_SHARE.search(name):
        return False
    return bool(_SHARE.search(name)) or has_signs(grid, column)


def has_signs(grid: Grid, column: str) -> bool:
    """Whether any cell of a column is printed as a percentage, but in a row of percentages."""
    return any(
        _is_signed(grid.cell(row, column)) for row in range(len(grid.rows)) if not is_share_row(grid, row)
    )


def is_share_row(grid: Grid, row: int) -> bool:
    """Whether a row is one of shares, below the numbers that they are shares of."""
    numbers = [cell for column, cell in zip(grid.columns, grid.rows[row], strict=True)
               if printed(cell) and not _SHARE.search(words(column))]  # fmt: skip
    signed = bool(numbers) and all(map(_is_signed, numbers))
    return signed and any(not any(map(_is_signed, cells)) for cells in grid.rows)


def _is_signed(cell: str) -> bool:
    return cell.strip().endswith("%")


def tested_shares(grid: Grid, counts: Sequence[str]) -> list[Tested]:
    """The shares of a table that can be tested: those of which it can be seen what they are of."""
    columns = (each for each in grid.numeric if is_share_column(grid, each))
    return [tested for column in columns for tested in _tested(grid, column, counts)]


def _tested(grid: Grid, share: str, counts: Sequence[str]) -> list[Tested]:
    """The shares of a column, each wrong only where it fits nothing that the column can be."""
    held: list[_Tried] = [
        (each, list(_shares_under(grid, share, each))) for each in _hypotheses(grid, share, counts)
    ]
    may_be = [(each, shares) for each, shares in held if _is_likely(each, shares, held)]
    best = sorted(may_be, key=lambda each: (-_fitting(each[1]), each[0].doubt))
    cells: dict[Cell, list[_Share]] = {}
    for _, shares in best:
        for one in shares:
            cells.setdefault(one.cell, []).append(one)
    return [_as_tested(of_cell) for of_cell in cells.values()]


def _as_tested(of_cell: Sequence[_Share]) -> Tested:
    right = next((each for each in of_cell if not each.what), None)
    chosen = right or of_cell[0]
    return Tested("share", chosen.cell, chosen.of, chosen.what)


def _is_likely(one: Hypothesis, shares: Sequence[_Share], others: Sequence[_Tried]) -> bool:
    """Whether a column is what a hypothesis says: most of it fits; the less the words say, the more of it."""
    fitting, telling = _fitting(shares), sum(not each.what and each.tells for each in shares)
    if len(shares) < _FEWEST and one.doubt == 0:
        return bool(fitting) or _is_the_only(one, others)
    if fitting == len(shares) >= _FEWEST:
        return one.doubt < _FEWEST or telling >= _FEWEST
    most = fitting > len(shares) - fitting or fitting == 1 == len(shares) - fitting
    if not most or is_of_another(fitting, [each.gap for each in shares if each.what]):
        return False
    return telling > one.doubt or (one.doubt == 0 and fitting > _FEWEST)


def _is_the_only(one: Hypothesis, others: Sequence[_Tried]) -> bool:
    """Whether the words say one thing alone, and nothing else fits."""
    sure = [each for each, shares in others if each.doubt == 0 and shares]
    return sure == [one] and not any(_fitting(shares) for _, shares in others)


def _fitting(shares: Sequence[_Share]) -> int:
    return sum(not each.what for each in shares)


def _shares_under(grid: Grid, share: str, one: Hypothesis) -> Iterator[_Share]:
    """Each share of a column that a hypothesis can test; one of nothing or of all tells it from no other."""
    per = _per(grid, share)
    for row in range(len(grid.rows)):
        number, part = grid.number(row, share), grid.exact(row, one.of)
        if number is None or part is None:
            continue
        bases = _bases(grid, row, one)
        if not bases or any(base <= 0 for base in bases):
            continue
        slips = [share_slip(number, part, base, per) for base in bases]
        what = "" if "" in slips else slips[0]
        gap = number.value - part * per / bases[0]
        yield _Share((row, share), _hangs_on(grid, row, one), what, 0 < number.value < per, gap)


def _bases(grid: Grid, row: int, one: Hypothesis) -> list[Fraction]:
    """The number that a share is in: of a column's total the printed one, and what its rows come to."""
    if not one.in_total:
        at = row if one.in_row is None else one.in_row
        base, less = grid.exact(at, one.base), grid.exact(at, one.less)
        return [] if base is None or less is None else [base - less]
    return list(dict.fromkeys(total for column in one.base for total in grid.column_totals(row, column)))


def _hangs_on(grid: Grid, row: int, one: Hypothesis) -> frozenset[Cell]:
    at = row if one.in_row is None else one.in_row
    base = () if one.in_total else (*one.less, *one.base)
    return frozenset([*((row, column) for column in one.of), *((at, column) for column in base)])


def _per(grid: Grid, share: str) -> int:
    """Of what number the shares of a column are: of 100, of 1 as spreadsheets hold them, or of 1,000."""
    numbers: list[Printed] = [number for row in range(len(grid.rows)) if (number := grid.number(row, share))]
    rate = next((per for per, pattern in _RATES.items() if pattern.search(words(share))), 0)
    small = any(number.places > 1 for number in numbers) and all(number.value <= 1 for number in numbers)
    return rate or (1 if small and not has_signs(grid, share) else _HUNDRED)


def _hypotheses(grid: Grid, share: str, counts: Sequence[str]) -> Iterator[Hypothesis]:
    """All that a column of shares may be, from the columns of counts."""
    likely = _parts_by_name(share, counts) or _parts_by_place(grid, share, counts)
    others = [(each,) for each in counts] + list(pairwise(counts))
    for of in dict.fromkeys([*likely, *others]):
        doubt = 0 if of in likely else 1
        if len(grid.rows) - len(grid.totals) > 1:
            yield Hypothesis(of, of, True, doubt)
        for row in _base_rows(grid) if of in likely else ():
            yield Hypothesis(of, of, False, doubt, in_row=row)
        for base in _base_choices(of, counts):
            sure = len(base) == 1 and bool(BASE.search(words(base[0])))
            yield Hypothesis(of, base, False, doubt + (0 if sure else 1))
            for less in counts if sure else ():
                if less not in (*of, *base):
                    yield Hypothesis(of, base, False, doubt + 1, (less,))


def _base_rows(grid: Grid) -> list[int]:
    """The rows that the others may be shares of, by their names: complaints received."""
    return [row for row in range(len(grid.rows)) if BASE.search(words(grid.label(row)))]


def _base_choices(of: Sequence[str], counts: Sequence[str]) -> list[tuple[str, ...]]:
    """The columns that a share's base may be: each other one, the part with those beside it, or all parts."""
    singles = [(each,) for each in counts if each not in of]
    parts = tuple(each for each in counts if not is_total(words(each)) and not BASE.match(words(each)))
    first = counts.index(of[0])
    runs = [
        tuple(counts[start:end])
        for start in range(max(0, first - _A_RUN), first + 1)
        for end in range(first + len(of), first + _A_RUN + 1)
    ]
    return [*singles, *(each for each in dict.fromkeys([parts, *runs]) if len(each) > len(of))]


def _parts_by_name(share: str, counts: Sequence[str]) -> Sequence[tuple[str, ...]]:
    """The column whose name a share's own repeats: `% upheld` of `Upheld`, or of `Complaints upheld`."""
    stem = _stem(share)
    same = [(each,) for each in counts if stem and _stem(each) == stem]
    return same or [(each,) for each in counts if stem and set(stem.split()) <= set(_stem(each).split())][:1]


def _parts_by_place(grid: Grid, share: str, counts: Sequence[str]) -> Sequence[tuple[str, ...]]:
    """The column of counts before shares that name none: the last that is no base, else the first."""
    if _stem(share):
        return []
    before = [each for each in grid.columns[: grid.columns.index(share)] if each in counts]
    parts = [each for each in before if not BASE.search(words(each))]
    return [(each,) for each in (*parts[-1:], *before[:1])][:1]


def _stem(column: str) -> str:
    """What a column's name says beside that it is a share or a number."""
    name = _NUMBERED.sub("", words(column))
    for word, pattern in _ALIKE.items():
        name = pattern.sub(word.replace(" ", "-"), name)
    return " ".join(_FILLER.sub(" ", name).split())
