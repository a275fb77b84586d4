"""Small counts of a column are withheld, and with them what would give them away."""

import pandas as pd
import pytest

from complaint_analysis.measures.disclosure_control import suppress

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


@pytest.mark.parametrize("threshold", [1, 3, 5, 10])
def test_the_threshold_itself_is_shown(threshold):
    assert suppress(pd.Series([threshold, 50]), threshold).tolist() == [threshold, 50]


def test_which_count_goes_with_the_small_one_is_drawn():
    """Of 8 and 12 either may go: who knows the rule cannot tell that what is withheld is the smaller."""
    counts = pd.Series([4, 8, 12, 40])
    assert suppress(counts, 5, pd.Series([0.5, 0.1, 0.5, 0.5])).tolist() == [C, C, 12, 40]
    assert suppress(counts, 5, pd.Series([0.5, 0.9, 0.1, 0.5])).tolist() == [C, 8, C, 40]


def test_a_count_twice_as_large_as_another_is_not_withheld_before_it():
    for drawn in (0.0, 0.999):
        shown = suppress(pd.Series([4, 20, 40]), 5, pd.Series([drawn, 0.999 - drawn, drawn]))
        assert shown.tolist() == [C, C, 40]
