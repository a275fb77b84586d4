import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaint_analysis.measures.statistics import (
    Limits,
    binomial_limits,
    count_change_p,
    share_change_p,
    signals,
    wilson_interval,
    working_days_change_p,
    xmr_limits,
)


def test_two_equal_counts_are_no_change():
    assert count_change_p(30, 30) == 1.0
    assert count_change_p(0, 0) == 1.0


def test_the_binomial_test_is_exact():
    # all of five on one side: two tails of one in 32
    assert count_change_p(5, 0) == pytest.approx(2 / 32)
    # 57 to 86: one tail of Binomial(143, 1/2) at or above 86, doubled
    tail = sum(math.comb(143, k) for k in range(86, 144)) / 2**143
    assert count_change_p(86, 57) == pytest.approx(2 * tail)


def test_exposure_moves_the_expected_share():
    assert count_change_p(20, 10, exposure_now=2, exposure_before=1) == 1.0
    assert count_change_p(20, 10) < 0.2


def test_fisher_on_a_table_worked_by_hand():
    # of 4 and 4, with 4 successes in all: only 4-0 and 0-4 are as extreme, each 1 in 70
    assert share_change_p((4, 4), (0, 4)) == pytest.approx(2 / 70)
    assert share_change_p((72, 86), (41, 57)) > 0.05


def test_mann_whitney_by_rank():
    # three against three, wholly apart: 2 of the 20 orderings
    assert working_days_change_p([1, 2, 3], [4, 5, 6]) == pytest.approx(0.1)
    assert working_days_change_p([], [1, 2]) == 1.0


def test_wilson_interval_of_72_in_86():
    low, high = wilson_interval(72, 86)
    z, n, p = 1.959963985, 86, 72 / 86
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    assert (low, high) == (pytest.approx(100 * (centre - reach)), pytest.approx(100 * (centre + reach)))
    with pytest.raises(ValueError, match="base of 0"):
        wilson_interval(0, 0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_percentage(share):
    low, high = wilson_interval(*share)
    assert -1e-9 <= low <= 100 * share[0] / share[1] + 1e-9
    assert 100 * share[0] / share[1] - 1e-9 <= high <= 100 + 1e-9


def test_limits_from_the_moving_range():
    limits = xmr_limits([20, 24] * 5)
    assert limits == Limits(22.0, pytest.approx(22 - 2.66 * 4), pytest.approx(22 + 2.66 * 4))
    assert xmr_limits([10, 40, 2, 30] * 3).lower == 0.0


@pytest.mark.parametrize("values", [[], [30] * 9, [9, 10] * 6])
def test_small_or_short_series_have_no_limits(values):
    assert xmr_limits(values) is None


LIMITS = Limits(20, 10, 30)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([20, 31, 20], [1]),
        ([20, 9, 20], [1]),
        ([20, 30, 10], []),
        ([21] * 8, list(range(8))),
        ([21] * 7 + [20], []),
        ([20, 26, 26, 20, 26], [1, 2, 4]),
        ([20, 26, 20, 20, 26, 20], []),
        ([20, 14, 14, 14, 20], [1, 2, 3]),
    ],
)
def test_signal_rules(values, found):
    assert signals(values, LIMITS) == found


@given(st.integers(1, 60), st.integers(0, 20), st.sampled_from([0.95, 0.998]))
def test_a_count_lies_beyond_a_limit_just_when_its_tail_is_rarer(base, twentieths, coverage):
    chance = twentieths / 20
    (low,), (high,) = binomial_limits(chance, [base], coverage)
    mass = [math.comb(base, k) * chance**k * (1 - chance) ** (base - k) for k in range(base + 1)]
    tail = (1 - coverage) / 2
    for k in range(base + 1):
        fewer, more = math.fsum(mass[: k + 1]), math.fsum(mass[k:])
        if not math.isclose(fewer, tail, rel_tol=1e-9):
            assert (k / base < low) == (fewer < tail)
        if not math.isclose(more, tail, rel_tol=1e-9):
            assert (k / base > high) == (more < tail)


def test_the_limits_close_around_the_share_as_numbers_grow():
    low, high = binomial_limits(0.7, [10, 100, 1000], 0.95)
    assert low == sorted(low)
    assert high == sorted(high, reverse=True)
    assert (round(low[2], 2), round(high[2], 2)) == (0.67, 0.73)
