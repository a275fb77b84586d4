"""Of two labels large counts alone are named, where no smaller one could be worked out from them."""

import numpy as np
import pandas as pd
import pytest

from complaint_analysis.measures.named_counts import named_between_totals, named_of_total

SURE, LEFT_OUT = 0.5, 0.0


def frame(*lines):
    return pd.DataFrame(lines, columns=list("abcdef")[: len(lines[0])])


def named(counts, threshold=5, chance=SURE, **options):
    drawn = chance if isinstance(chance, pd.Series) else pd.Series(chance, counts.index)
    return named_between_totals(counts, threshold, drawn, **options).to_numpy()


BROAD = ([40, 30, 7, 6, 8], [25, 4, 9, 8, 7], [6, 20, 8, 9, 7], [7, 5, 6, 8, 7])


def test_counts_of_twice_the_threshold_are_named_in_every_line_that_has_them():
    assert (named(frame(*BROAD)) == (np.array(BROAD) >= 10)).all()


def test_a_line_whose_rest_is_small_names_nothing():
    """Of 30, 20 and 3 the 3 would be known."""
    shown = named(frame(*BROAD, [30, 20, 3, 0, 0]))
    assert not shown[4].any()
    assert shown[:4].any()


def test_a_line_whose_name_leaves_a_small_rest_of_its_label_names_nothing():
    """Both lines alone have the label, 17 and 4: the one gives the other."""
    counts = frame([17, 9, 9, 8, 7], [4, 8, 9, 7, 8])
    assert not named(counts).any()


def test_nothing_is_named_where_totals_and_names_leave_one_way():
    assert not named(frame([12, 0], [0, 3])).any()


def test_a_line_without_a_rest_is_named():
    """What is left is nought everywhere, and nought is always shown."""
    assert named(frame([12, 11, 0], [30, 6, 9], [30, 6, 9]))[0].tolist() == [True, True, False]


def test_a_line_is_left_out_where_chance_says_so():
    drawn = pd.Series([SURE, LEFT_OUT, SURE, SURE])
    shown = named(frame(*BROAD), chance=drawn)
    assert not shown[1].any()
    assert shown[0].any()


def test_a_label_without_a_name_is_never_named():
    assert not named(frame(*BROAD), never=["a"])[:, 0].any()


def test_nothing_at_all():
    assert named(frame([0, 0], [0, 0])).sum() == 0
    assert named(pd.DataFrame(columns=list("ab"), dtype=int)).size == 0


@pytest.mark.parametrize(
    ("counts", "at_most", "shown"),
    [
        ([30, 7, 4], [50, 20, 20], [True, False, False]),
        ([30, 8], [50, 40], [False, False]),  # the rest is that of one label
        ([30, 5, 3], [50, 5, 3], [False, False, False]),  # each of the others is all that it can be
        ([30, 2, 2], [50, 40, 40], [False, False, False]),
        ([30, 0, 0], [50, 40, 40], [True, False, False]),
        ([9, 8, 7], [50, 40, 40], [False, False, False]),
    ],
)
def test_one_line_with_its_total_and_what_its_counts_can_be(counts, at_most, shown):
    table = frame(counts)
    limits = pd.Series(at_most, table.columns)
    assert named_of_total(table, limits, 5, pd.Series(SURE, table.index)).to_numpy()[0].tolist() == shown
