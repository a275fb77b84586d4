"""What may be shown of small counts, so that no person can be recognised and no cell worked out from totals.

Primary suppression withholds counts of 1 to one below the threshold. Secondary suppression withholds further
counts until whoever knows every total and every count that is shown can place each withheld one no closer
than in an interval wider than the threshold. Zero is always shown, so that a withheld count is at least 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from complaint_analysis.printing.table import SUPPRESSED

if TYPE_CHECKING:
    import numpy as np

Key = Any
Sums = Sequence[tuple[Key, Collection[Key]]]
"""What adds up: the key of a total with the keys of its parts; a total can be a part of another."""

_TOTAL = object()


def suppress(counts: pd.Series, threshold: int) -> pd.Series | None:
    """A column of counts with `[c]` for what is withheld; None where nothing protects it beside its total.

    The total of the column is no part of it and stands elsewhere too, so that it is known in any case.

    >>> suppress(pd.Series([3, 12, 40, 0]), 5).tolist()
    ['[c]', '[c]', 40, 0]
    >>> suppress(pd.Series([3, 0]), 5) is None
    True
    """
    cells: dict[Key, int] = dict(enumerate(int(count) for count in counts))
    cells_and_total = cells | {_TOTAL: sum(cells.values())}
    hidden = withheld(cells_and_total, [(_TOTAL, cells)], threshold, known={_TOTAL})
    if hidden is None:
        return None
    shown = [SUPPRESSED if place in hidden else count for place, count in cells.items()]
    return pd.Series(shown, counts.index, dtype=object)


def withheld(
    counts: Mapping[Key, int], sums: Sums, threshold: int, known: Collection[Key] = ()
) -> set[Key] | None:
    """The keys of the counts to withhold, as few and as small as can be; None where nothing protects them.

    `counts` are all that would be published, totals too, of one table or of several that share totals; `sums`
    say which of them add up. Those that are `known` stand elsewhere whatever is withheld here.

    >>> withheld({"a": 3, "b": 9, "c": 30, "all": 42}, [("all", "abc")], 5) == {"a", "b"}
    True
    """
    hidden = {key for key, count in counts.items() if 0 < count < threshold and key not in known}
    if not hidden or not sums:
        return hidden
    published, safe = _Published.of(counts, sums, threshold, known), set[Key]()
    while waiting := [key for key in counts if key in hidden - safe]:
        found = published.apart(waiting[0], hidden)
        if found is None:
            return None
        hidden |= found.more
        safe |= found.wide & hidden
    return hidden


def suppress_grid(counts: pd.DataFrame, threshold: int, other: str) -> pd.DataFrame | None:
    """A table of counts with `[c]` for what is withheld; None where nothing protects it beside its totals.

    The totals of rows and columns stand elsewhere, so that they are known in any case. The rows and columns
    that nothing protects are put together as `other`, which stands last; those of noughts alone are left out.

    >>> grid = pd.DataFrame({"late": [40, 30, 2], "rude": [20, 9, 1]}, ["bins", "roads", "trees"])
    >>> suppress_grid(grid, 5, "any other").to_dict("list")
    {'late': [40, 32], 'rude': [20, 10]}
    """
    grid = counts.loc[counts.any(axis=1), counts.any()]
    while (small := (grid > 0) & (grid < threshold)).any(axis=None):
        if min(grid.shape) == 1:
            return None
        totals = [grid.sum(axis=1 - axis)[small.any(axis=1 - axis)].min() for axis in (0, 1)]
        can_vary = min(totals) >= threshold + 2
        if can_vary and (shown := _suppress_cells(grid, threshold)) is not None:
            return shown
        by_row = totals[0] <= totals[1]
        grid = _smallest_joined(grid, other) if by_row else _smallest_joined(grid.T, other).T
    return None if [other] in (list(grid.index), list(grid.columns)) else grid


def _suppress_cells(grid: pd.DataFrame, threshold: int) -> pd.DataFrame | None:
    rows, columns = (range(length) for length in grid.shape)
    cells: dict[Key, int] = {(row, column): int(grid.iat[row, column]) for row in rows for column in columns}
    lines = {f"row {row}": [(row, column) for column in columns] for row in rows} | {
        f"column {column}": [(row, column) for row in rows] for column in columns
    }
    totals: dict[Key, int] = {total: sum(cells[cell] for cell in line) for total, line in lines.items()}
    hidden = withheld(cells | totals, list(lines.items()), threshold, known=totals)
    if hidden is None:
        return None
    shown = grid.astype(object)
    for row, column in (cell for cell in cells if cell in hidden):
        shown.iat[row, column] = SUPPRESSED
    return shown


def _smallest_joined(lines: pd.DataFrame, other: str) -> pd.DataFrame:
    """The rows with the smallest in the row `other`, which the next smallest begins where there is none."""
    order = lines.drop(index=other, errors="ignore").sum(axis=1).sort_values(kind="stable").index
    joined = [other, order[0]] if other in lines.index else list(order[:2])
    together = lines.loc[joined].sum().to_frame(other).T
    return pd.concat([lines.drop(index=joined), together])


@dataclass(frozen=True)
class _Apart:
    """Two tables that agree with what is shown: which keys must be withheld for that besides, and of which
    withheld keys the two values lie further apart than the threshold."""

    more: set[Key]
    wide: set[Key]


@dataclass(frozen=True)
class _Published:
    """The counts above nought, what adds up among them, and which of them cannot be withheld."""

    keys: list[Key]
    counts: np.ndarray
    adds_up: np.ndarray
    known: np.ndarray
    threshold: int

    @classmethod
    def of(cls, counts: Mapping[Key, int], sums: Sums, threshold: int, known: Collection[Key]) -> _Published:
        import numpy as np

        keys = [key for key, count in counts.items() if count]
        rows = [[(key in parts) - (key == total) for key in keys] for total, parts in sums]
        numbers = np.array([counts[key] for key in keys])
        return cls(keys, numbers, np.array(rows), np.array([key in known for key in keys]), threshold)

    def apart(self, key: Key, hidden: Collection[Key]) -> _Apart | None:
        """Two tables in which a key's counts lie further apart than the threshold and that agree with all
        that can stay shown; None where there are no two.

        The unknowns are the counts of the one table, those of the other, and for each key whether it is
        withheld. Few are withheld before small ones, and of equals the first, so that the choice is the same
        on every machine.
        """
        import numpy as np
        from scipy.optimize import Bounds, milp

        size = len(self.keys)
        is_hidden = [each in hidden for each in self.keys]
        least = [1] * 2 * size + [float(each) for each in is_hidden]
        most = [np.inf] * 2 * size + [float(not each) for each in self.known]
        solved = milp(
            [0] * 2 * size + self._costs(is_hidden),
            constraints=self._constraints(self.keys.index(key)),
            bounds=Bounds(least, most),
            integrality=[1] * 3 * size,
            options={"mip_rel_gap": 0},
        )
        return self._interval(solved.x) if solved.success else None

    def _costs(self, is_hidden: Iterable[bool]) -> list[int]:
        places, total = len(self.keys) + 1, int(self.counts.sum()) + 1
        costs = [(total + int(count)) * places + place for place, count in enumerate(self.counts)]
        return [0 if free else cost for cost, free in zip(costs, is_hidden, strict=True)]

    def _constraints(self, place: int) -> list[tuple[np.ndarray, np.ndarray | float, np.ndarray | float]]:
        """Both tables add up; they differ from the true one only in what is withheld; they lie apart at one
        place. No count need move further for it than that one."""
        import numpy as np

        one, none = np.eye(len(self.keys)), np.zeros((len(self.keys), len(self.keys)))
        nought, ways = np.zeros_like(self.adds_up), (self.threshold + 1) * one
        apart = np.hstack([one[place], -one[place], none[place]])
        first, second = [one, none], [none, one]
        return [
            (np.hstack([self.adds_up, nought, nought]), 0, 0),
            (np.hstack([nought, self.adds_up, nought]), 0, 0),
            *((np.hstack([*table, -ways]), -np.inf, self.counts) for table in (first, second)),
            *((np.hstack([*table, ways]), self.counts, np.inf) for table in (first, second)),
            (apart[np.newaxis], self.threshold + 1, np.inf),
        ]

    def _interval(self, solution: np.ndarray) -> _Apart:
        one, other, hidden = solution.round().reshape(3, -1)
        wide = abs(one - other) > self.threshold
        return _Apart(self._named(hidden), self._named(wide))

    def _named(self, flags: np.ndarray) -> set[Key]:
        return {key for key, flag in zip(self.keys, flags, strict=True) if flag}
