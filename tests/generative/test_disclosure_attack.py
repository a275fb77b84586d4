"""Attacks on suppressed tables: every table that agrees with what is shown is tried, cell by cell."""

from itertools import product

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from complaint_analysis.disclosure import suppress, total_may_be_shown
from complaint_analysis.tables import SUPPRESSED

THRESHOLD = 3
SMALL = st.one_of(st.integers(0, 4), st.just(0), st.just(1))
COLUMNS = st.lists(SMALL, min_size=2, max_size=4)
TABLES = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(SMALL, min_size=width, max_size=width), min_size=2, max_size=3)
)


def agreeing(counts, shown):
    """Every table of whole numbers that agrees with the shown cells and totals, as lists of the hidden cells.

    Hidden cells are taken to be at least 1, since zero is shown, unless a zero had to be hidden.
    """
    counts, shown = np.atleast_2d(counts), np.atleast_2d(shown)
    hidden = [tuple(cell) for cell in np.argwhere(shown == SUPPRESSED)]
    least = min([1, *(counts[cell] for cell in hidden)])
    most = {cell: min(counts[cell[0]].sum(), counts[:, cell[1]].sum()) for cell in hidden}
    if min(counts.shape) == 1:
        most = dict.fromkeys(hidden, counts.sum())
    for values in product(*(range(least, most[cell] + 1) for cell in hidden)):
        tried = counts.copy()
        for cell, value in zip(hidden, values, strict=True):
            tried[cell] = value
        if tried.sum() == counts.sum() and (min(counts.shape) == 1 or same_totals(tried, counts)):
            yield values


def same_totals(one, other):
    return (one.sum(0) == other.sum(0)).all() and (one.sum(1) == other.sum(1)).all()


def assert_nothing_recovered(counts, shown):
    solutions = set(agreeing(counts, shown))
    for values in zip(*solutions, strict=True):
        assert len(set(values)) > 1


@given(COLUMNS)
@settings(max_examples=100, deadline=None)
def test_no_cell_of_a_column_is_recovered_from_its_total(counts):
    series = pd.Series(counts)
    shown = suppress(series, THRESHOLD)
    assert not any(0 < cell < THRESHOLD for cell in shown if cell != SUPPRESSED)
    if total_may_be_shown(series, THRESHOLD):
        assert_nothing_recovered(np.array(counts), shown.to_numpy())


@given(TABLES)
@settings(max_examples=100, deadline=None)
def test_no_cell_of_a_table_is_recovered_from_its_totals(rows):
    table = pd.DataFrame(rows)
    if table.to_numpy().sum() > 12:
        table = table // 2
    shown = suppress(table, THRESHOLD)
    if total_may_be_shown(table, THRESHOLD):
        assert_nothing_recovered(table.to_numpy(), shown.to_numpy())


@given(COLUMNS)
@settings(max_examples=100, deadline=None)
def test_totals_are_withheld_only_when_brute_force_recovers_a_cell(counts):
    series = pd.Series(counts)
    shown = suppress(series, THRESHOLD)
    solutions = set(agreeing(np.array(counts), shown.to_numpy()))
    recovered = any(len(set(values)) == 1 for values in zip(*solutions, strict=True))
    assert total_may_be_shown(series, THRESHOLD) is not recovered


@given(TABLES)
@settings(max_examples=100, deadline=None)
def test_what_is_shown_is_true(rows):
    table = pd.DataFrame(rows)
    shown = suppress(table, THRESHOLD)
    kept = shown.ne(SUPPRESSED)
    assert (shown.where(kept, table) == table).all(axis=None)
