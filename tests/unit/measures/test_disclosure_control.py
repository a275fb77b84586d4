"""Small counts are withheld, and as little else as protects them."""

import time

import numpy as np
import pandas as pd
import pytest

from complaint_analysis.measures.disclosure_control import suppress, withheld

C = "[c]"


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([5, 12, 40], [5, 12, 40]),
        ([0, 12, 40], [0, 12, 40]),
        ([4, 12, 40], [C, C, 40]),
        ([4, 12, 40, 3], [C, C, 40, C]),
        ([1, 1, 12, 40], [C, C, C, 40]),
        ([3, 40, 12, 12], [C, 40, C, 12]),
        ([1, 7, 0], [C, C, 0]),
        ([0, 0, 0], [0, 0, 0]),
        ([], []),
    ],
)
def test_a_column_is_suppressed(counts, shown):
    assert suppress(pd.Series(counts, dtype="int64"), 5).tolist() == shown


@pytest.mark.parametrize("counts", [[3], [3, 0, 0], [2, 2], [1, 6], [3, 4], [1, 1, 1]])
def test_a_column_is_not_shown_where_its_total_gives_a_cell_away(counts):
    """Of 2 and 2 each is known to be 1 to 3 of 4; no zero is withheld to hide them."""
    assert suppress(pd.Series(counts), 5) is None


def square(table, name=""):
    """A table as counts by key with its totals, and what adds up."""
    counts = {(name, row, column): int(cell) for (row, column), cell in np.ndenumerate(table)}
    sums = []
    for row in range(table.shape[0]):
        sums.append((("row", row), {key for key in counts if key[1] == row}))
    for column in range(table.shape[1]):
        sums.append(((name, "column", column), {key for key in counts if key[2] == column}))
    sums.append(("all", {total for total, _ in sums if total[0] == "row"}))
    sums.append(("all", {total for total, _ in sums[:-1] if total[0] != "row"}))
    for total, parts in sums:
        counts[total] = sum(counts[part] for part in parts)
    return counts, sums


def test_a_table_hides_a_square_around_a_small_cell():
    table = np.array([[3, 20, 30], [40, 9, 60], [70, 80, 90]])
    assert withheld(*square(table), 5) == {("", row, column) for row in (0, 1) for column in (0, 1)}


def test_a_small_total_is_withheld_like_any_other_count():
    table = np.array([[1, 2, 0], [40, 9, 60], [70, 80, 90]])
    assert ("row", 0) in withheld(*square(table), 5)


def test_tables_that_share_totals_are_protected_together():
    """Two tables by the same rows: what is withheld in one would be shown by the other's total."""
    (first, sums), (second, more) = (
        square(np.array([[3, 30], [40, 50]]), "a"),
        square(np.array([[33], [90]]), "b"),
    )
    hidden = withheld(first | second, [*sums, *more], 5)
    assert ("a", 0, 0) in hidden
    assert (("row", 0) in hidden) == (("b", 0, 0) in hidden)


def test_what_stands_elsewhere_is_never_withheld():
    counts, sums = square(np.array([[3, 20], [40, 50]]))
    known = {"all", ("row", 0), ("row", 1)}
    assert not withheld(counts, sums, 5, known) & known


def test_nothing_is_withheld_for_another_where_nothing_adds_up():
    assert withheld({"a": 3, "b": 9, "c": 0}, [], 5) == {"a"}


@pytest.mark.parametrize("threshold", [1, 3, 5, 10])
def test_the_threshold_itself_is_shown(threshold):
    assert suppress(pd.Series([threshold, 50]), threshold).tolist() == [threshold, 50]


def test_a_wide_table_is_suppressed_in_seconds():
    counts = np.random.default_rng(1).integers(0, 30, (20, 4))
    begun = time.process_time()
    withheld(*square(counts), 5)
    assert time.process_time() - begun < 15
