"""Which counts of a table of two labels are named, such as causes beside services; the others stand together.

A count of two labels can be of one person, and many totals tell of it. So none is withheld one by one: a line
(a service with its causes) names each count of at least twice the threshold and puts the rest together as
"any other", or it is not shown at all. A line is shown only if then no count that is not named can be placed
closer than in an interval wider than the threshold, or than the totals place it that are published in any
case. That test rests on what a reader sees alone; which lines are tried first, and the one in thirty-two
that is not, is drawn from the records (`secret_chance`). So whoever knows this rule learns nothing from what
is not shown: any counts that agree with what is shown may have led to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable

import numpy as np
import pandas as pd

_TIMES_THE_THRESHOLD = 2
_LEFT_OUT = 1 / 32
"""So many lines are left out by chance alone, so that no line is known to be left out for its counts."""


def least_named(threshold: int) -> int:
    """The least count that is named beside another label."""
    return _TIMES_THE_THRESHOLD * threshold


def named_between_totals(
    counts: pd.DataFrame, threshold: int, chance: pd.Series, never: Collection[str] = ()
) -> pd.DataFrame:
    """Which counts to name where the totals of lines and of labels are published: a frame of yes and no.

    `counts` has a row for each line and a column for each label; a case is counted in one cell. `chance` has
    a number for each line; the labels in `never` have no name to show.
    """
    can_be_named = ~counts.columns.isin(list(never))
    nameable = (counts >= least_named(threshold)) & can_be_named

    def is_safe(named: pd.DataFrame) -> bool:
        return _BetweenTotals(counts.to_numpy(), named.to_numpy(), can_be_named, threshold).is_safe()

    return _lines_shown(nameable, chance, is_safe)


def named_of_total(
    counts: pd.DataFrame, at_most: pd.Series, threshold: int, chance: pd.Series
) -> pd.DataFrame:
    """Which counts to name where a case can be counted in several cells: a frame of yes and no.

    Published are each line's total and, by label, the number that no count of it can be above (`at_most`).
    """
    nameable = counts >= least_named(threshold)

    def is_safe(named: pd.DataFrame) -> bool:
        shown = named.index[named.any(axis=1)]
        return all(_line_is_safe(counts.loc[line], at_most, nameable.loc[line], threshold) for line in shown)

    return _lines_shown(nameable, chance, is_safe)


def _lines_shown(
    nameable: pd.DataFrame, chance: pd.Series, is_safe: Callable[[pd.DataFrame], bool]
) -> pd.DataFrame:
    """The counts that can be named, of the lines shown: each in the order drawn, if it is safe with those
    before it."""
    drawn = chance[chance >= _LEFT_OUT].sort_values(kind="stable").index
    lines = [line for line in drawn if nameable.loc[line].any()]
    shown: list[Hashable] = []
    if is_safe(all_of_them := _of_lines(nameable, lines)):
        return all_of_them  # and so is each part of them: what is named less tells less
    for line in lines:
        shown = [*shown, line] if is_safe(_of_lines(nameable, [*shown, line])) else shown
    return _of_lines(nameable, shown)


def _of_lines(nameable: pd.DataFrame, lines: Collection[Hashable]) -> pd.DataFrame:
    return nameable.mul(nameable.index.isin(lines), axis=0)


def _line_is_safe(counts: pd.Series, at_most: pd.Series, named: pd.Series, threshold: int) -> bool:
    total, limits = int(counts.sum()), at_most.reindex(counts.index).to_numpy()
    needed = np.minimum(threshold + 1, _widths(total, np.minimum(limits, total)))[~named.to_numpy()]
    rest = total - int(counts[named].sum())
    left = np.minimum(limits, least_named(threshold) - 1)[~named.to_numpy()]
    return not rest or bool((_widths(rest, left) >= needed).all())


def _widths(total: int, limits: np.ndarray) -> np.ndarray:
    """How far apart the least and greatest value of each count lie, of counts up to limits that add up."""
    greatest = np.minimum(limits, total)
    return greatest - np.maximum(0, total - (limits.sum() - limits))


class _BetweenTotals:
    """A table between its totals: what of it is named, and where each other count can lie.

    The lines not shown are one line for whatever lies outside them, since they can share their counts among
    them in any way. `most` is what a count not named can be: below the least that is named in a line that is
    shown; any number elsewhere.
    """

    def __init__(
        self, counts: np.ndarray, named: np.ndarray, can_be_named: np.ndarray, threshold: int
    ) -> None:
        self.counts, self.named, self.threshold = counts, named, threshold
        self.lines = np.asarray(named.any(axis=1))
        lines, labels = counts.sum(axis=1)[:, np.newaxis], counts.sum(axis=0)
        widths = np.minimum(lines, labels) - np.maximum(0, lines + labels - counts.sum())
        self.needed = np.minimum(threshold + 1, widths)
        limits = np.where(can_be_named, least_named(threshold) - 1, np.inf)
        most = np.where(self.lines[:, np.newaxis], limits, np.inf)
        rest = np.where(named, 0, counts)
        self.most = np.where(named | (rest.sum(axis=0) == 0), 0, most)
        self.rest = rest

    def is_safe(self) -> bool:
        """Whether no count that is not named is placed closer than it may be."""
        shown, others = (np.flatnonzero(flags).tolist() for flags in (self.lines, ~self.lines))
        apart = {int(self.rest[line].sum()): line for line in others}
        return all(self._line_is_safe(shown, others, line) for line in shown) and all(
            self._line_is_safe([*shown, line], [each for each in others if each != line], line)
            for line in apart.values()
        )

    def _line_is_safe(self, alone: list[int], together: list[int], line: int) -> bool:
        rest = np.vstack([self.rest[alone], self.rest[together].sum(axis=0)])
        most = np.vstack([self.most[alone], self.most[together].max(axis=0, initial=0)])
        row = alone.index(line)
        free = np.flatnonzero((most[row] > 0) & (rest[row].sum() > 0)).tolist()
        return all(
            _exchanged(rest, most, row, label) >= self.needed[line, label]
            or _width(rest, most, row, label) >= self.needed[line, label]
            for label in free
        )


def _exchanged(rest: np.ndarray, most: np.ndarray, row: int, label: int) -> float:
    """How far apart a count can lie if cases are exchanged with one other line: a quick lower bound."""
    more = np.where(most > 0, most - rest, 0)
    other = np.arange(rest.shape[1]) != label
    partner = np.arange(rest.shape[0]) != row
    gives = np.minimum(rest[row, other], more[:, other]).sum(axis=1)
    takes = np.minimum(more[row, other], rest[:, other]).sum(axis=1)
    up = np.minimum(gives, rest[:, label])[partner].max(initial=0)
    down = np.minimum(takes, more[:, label])[partner].max(initial=0)
    return min(up, more[row, label]) + min(down, rest[row, label])


def _width(rest: np.ndarray, most: np.ndarray, row: int, label: int) -> float:
    """How far apart the least and the greatest value of a count lie, all totals being kept."""
    from scipy.optimize import linprog

    lines, labels = rest.shape
    adds_up = np.vstack(
        [np.kron(np.eye(lines), np.ones(labels)), np.kron(np.ones(lines), np.eye(labels))],
    )
    totals = np.concatenate([rest.sum(axis=1), rest.sum(axis=0)])
    goal = np.zeros(rest.size)
    goal[row * labels + label] = 1
    bounds = np.column_stack([np.zeros(rest.size), most.ravel()])
    least, most_negative = (
        linprog(sign * goal, A_eq=adds_up, b_eq=totals, bounds=bounds).fun for sign in (1, -1)
    )
    return round(-most_negative - least)
