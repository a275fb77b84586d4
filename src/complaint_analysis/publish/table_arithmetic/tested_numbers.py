"""What was tested of a table: each number with the cells that it hangs on, and which are wrong, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from complaint_analysis.printing.sentences import listed
from complaint_analysis.publish.table_arithmetic.grid import Grid

Cell = tuple[int, str]
"""A row's number and a column."""
Kind = Literal["sum", "share", "mean"]
KINDS: tuple[Kind, ...] = ("sum", "share", "mean")
_OF_ONE = 3
"""So many times as many numbers that fit make of those that do not slips, and not another thing."""


@dataclass(frozen=True)
class WrongNumber:
    """One slip: the table, the row and column of the number that is wrong, and what is wrong with it."""

    table: str
    row: str
    column: str
    what: str

    def __str__(self) -> str:
        return f"{self.table}, {self.row}, {self.column}: {self.what}"


@dataclass(frozen=True)
class Tested:
    """One number that was tested: its cell, the cells that it hangs on, and what is wrong, '' for nothing.

    `gap` is by how much a sum is off.
    """

    kind: Kind
    cell: Cell
    of: frozenset[Cell]
    what: str
    gap: Fraction = Fraction(0)


@dataclass(frozen=True)
class TestedTable:
    """All that was tested of a table, and the columns of numbers that were left alone."""

    grid: Grid
    tested: Sequence[Tested] = ()
    left_alone: Sequence[str] = field(default_factory=tuple)

    @property
    def wrong(self) -> list[WrongNumber]:
        """The numbers that cannot be right, each once; none that only hangs on another that is wrong."""
        return [
            _wrong_number(self.grid, cell, what)
            for cell, what in _wrong_cells(self.tested, self.grid).items()
        ]

    def __str__(self) -> str:
        """How much was tested: `table: 3 sums, 2 shares; the column Percentage was left alone`."""
        numbers = Counter(each.kind for each in self.tested)
        shown = [_counted(numbers[kind], kind) for kind in KINDS if numbers[kind] or kind != "mean"]
        return "; ".join([f"{self.grid.name}: {', '.join(shown)}", *_left_alone(self.left_alone)])


def is_of_another(fitting: int, gaps: Sequence[Fraction]) -> bool:
    """Whether numbers that do not fit are rather of something not printed: several, all too high or low."""
    one_side = all(gap > 0 for gap in gaps) or all(gap < 0 for gap in gaps)
    return len(gaps) > 1 and one_side and fitting < _OF_ONE * len(gaps)


def _counted(number: int, kind: Kind) -> str:
    return f"{number} {kind}" if number == 1 else f"{number} {kind}s"


def _left_alone(columns: Sequence[str]) -> list[str]:
    one = len(columns) == 1
    said = f"the {'column' if one else 'columns'} {listed(columns)} {'was' if one else 'were'} left alone"
    return [said] if columns else []


def _wrong_number(grid: Grid, cell: Cell, what: str) -> WrongNumber:
    row, column = cell
    return WrongNumber(grid.name, grid.label(row), column, what)


def _wrong_cells(tested: Iterable[Tested], grid: Grid) -> dict[Cell, str]:
    """What is wrong with each cell: first what two totals show, then sums, then what hangs on none."""
    every = list(tested)
    slips = [each for each in every if each.what]
    crossing = _crossing(slips, grid)
    found = {cell: what for cell, (what, _) in crossing.items()}
    explained = {id(slip) for _, both in crossing.values() for slip in both}
    right = {each.cell for each in every if not each.what and each.kind == "sum"}
    rest = [each for each in slips if id(each) not in explained]
    for each in sorted(rest, key=lambda slip: (slip.kind != "sum", slip.cell in right)):
        hangs_on_another = (each.kind != "sum" or each.cell in right) and not each.of.isdisjoint(found)
        if not hangs_on_another:
            found.setdefault(each.cell, each.what)
    return found


def _crossing(slips: Sequence[Tested], grid: Grid) -> dict[Cell, tuple[str, tuple[Tested, Tested]]]:
    """Cells that are off by what both the total of their row and that of their column are off by."""
    sums = [each for each in slips if each.kind == "sum"]
    across = [each for each in sums if all(row == each.cell[0] for row, _ in each.of)]
    down = [each for each in sums if all(column == each.cell[1] for _, column in each.of)]
    found = {}
    for one in across:
        for other in down:
            both = one.of & other.of
            if one.gap == other.gap and len(both) == 1:
                (cell,) = both
                found[cell] = (_needed(grid, cell, one.gap), (one, other))
    return found


def _needed(grid: Grid, cell: Cell, gap: Fraction) -> str:
    number = grid.number(*cell)
    value = number.value if number else Fraction(0)
    text = number.text if number else ""
    return f"{text} is printed, but the totals of its row and of its column need {float(value + gap):,g}"
