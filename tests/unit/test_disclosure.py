"""Small counts are withheld, and as little else as protects them."""

import time

import numpy as np
import pandas as pd
import pytest

from complaint_analysis.disclosure import percentage_or_counts, suppress, total_may_be_shown

C = "[c]"


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([5, 12, 40], [5, 12, 40]),
        ([0, 12, 40], [0, 12, 40]),
        ([4, 12, 40], [C, C, 40]),
        ([4, 12, 40, 3], [C, 12, 40, C]),
        ([1, 1, 12, 40], [C, C, C, 40]),
        ([3, 0, 0], [C, C, 0]),
        ([0, 0, 0], [0, 0, 0]),
        ([], []),
    ],
)
def test_a_column_is_suppressed(counts, shown):
    assert suppress(pd.Series(counts, dtype="int64"), 5).tolist() == shown


@pytest.mark.parametrize(
    ("counts", "may"), [([3], False), ([1, 1], False), ([2, 2], True), ([3, 0], True), ([9], True)]
)
def test_a_total_is_withheld_where_nothing_protects_the_cells(counts, may):
    assert total_may_be_shown(pd.Series(counts), 5) is may


def test_a_table_hides_a_square_around_a_small_cell():
    table = pd.DataFrame({"a": [3, 20, 30], "b": [40, 9, 60], "c": [70, 80, 90]}, index=["x", "y", "z"])
    shown = suppress(table, 5)
    assert shown.loc["x", "a"] == C
    assert (shown == C).to_numpy().sum() == 4
    assert shown.loc["z", "c"] == 90
    assert list(shown.index) == ["x", "y", "z"]


def test_zero_is_shown_in_a_table():
    shown = suppress(pd.DataFrame({"a": [0, 20], "b": [30, 40]}), 5)
    assert shown.to_numpy().tolist() == [[0, 30], [20, 40]]


@pytest.mark.parametrize("threshold", [1, 3, 5, 10])
def test_the_threshold_itself_is_shown(threshold):
    assert suppress(pd.Series([threshold, 50]), threshold).tolist() == [threshold, 50]


def test_a_wide_table_is_suppressed_in_seconds():
    counts = np.random.default_rng(1).integers(0, 30, (26, 6))
    begun = time.process_time()
    suppress(pd.DataFrame(counts), 5)
    assert time.process_time() - begun < 15


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (8, 9, "8 of 9"),
        (8, 10, "80.0%"),
        (72, 86, "83.7%"),
        (26, 32, "81.3%"),
        (0, 0, "0 of 0"),
        (1200, 1200, "100.0%"),
    ],
)
def test_a_small_base_gives_counts(numerator, denominator, words):
    """In the report's words a percentage on a base under 10 gives way to the counts."""
    assert percentage_or_counts(numerator, denominator) == words
