"""How far chance alone could explain a change: exact tests, intervals, and process behaviour limits.

The records are a full count, not a sample; what varies is chance from year to year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CHANCE_LEVEL = 0.05
"""From this p on, a change of such a size can arise by chance."""

XMR_FROM_MEAN = 10
"""Below this monthly mean, counts are too small for process behaviour limits."""

XMR_FROM_VALUES = 10
"""Fewer values than this say too little about the usual spread."""

_LIMIT_FACTOR = 2.66
"""Three over 1.128, the mean range of two normal values in standard deviations."""

_RUN_LENGTH = 8
_NEAR_LIMIT, _OF_SUCCESSIVE = 3, 4


def count_change_p(now: int, before: int, *, exposure_now: float = 1, exposure_before: float = 1) -> float:
    """The p of the exact conditional binomial test of two Poisson rates, two-sided.

    `exposure_*` are what the counts arose in: homes, or days; equal when not given. 1.0 when both are 0.
    """
    from scipy.stats import binomtest

    if now + before == 0:
        return 1.0
    return float(binomtest(now, now + before, exposure_now / (exposure_now + exposure_before)).pvalue)


def share_change_p(now: tuple[int, int], before: tuple[int, int]) -> float:
    """The p of Fisher's exact test of two shares, each given as (numerator, denominator), two-sided."""
    from scipy.stats import fisher_exact

    return float(fisher_exact([[part, whole - part] for part, whole in (now, before)]).pvalue)


def working_days_change_p(now: Sequence[float], before: Sequence[float]) -> float:
    """The p of the Mann-Whitney test of two sets of working days, two-sided; 1.0 when one is empty."""
    from scipy.stats import mannwhitneyu

    if not len(now) or not len(before):
        return 1.0
    return float(mannwhitneyu(now, before, alternative="two-sided").pvalue)


def wilson_interval(numerator: int, denominator: int) -> tuple[float, float]:
    """The 95% Wilson interval of a percentage, as two percentages; a ValueError on a base of 0."""
    from scipy.stats import binomtest

    if denominator == 0:
        raise ValueError("there is no interval on a base of 0")
    interval = binomtest(numerator, denominator).proportion_ci(method="wilson")
    return float(interval.low) * 100, float(interval.high) * 100


@dataclass(frozen=True)
class Limits:
    """The mean of a series and its natural process limits; a count's lower limit is never below 0."""

    mean: float
    lower: float
    upper: float


def xmr_limits(values: Sequence[float]) -> Limits | None:
    """The limits of an XmR chart from the mean moving range; None under ten values or a mean under 10."""
    if len(values) < XMR_FROM_VALUES or sum(values) / len(values) < XMR_FROM_MEAN:
        return None
    mean = sum(values) / len(values)
    moving_range = sum(abs(later - earlier) for earlier, later in pairwise(values)) / (len(values) - 1)
    reach = _LIMIT_FACTOR * moving_range
    return Limits(mean, max(0.0, mean - reach), mean + reach)


def signals(values: Sequence[float], limits: Limits) -> list[int]:
    """The positions that take part in a signal: a point outside the limits, eight successive points on
    one side of the mean, or three of four successive points nearer to a limit than to the mean.
    """
    found = {i for i, value in enumerate(values) if not limits.lower <= value <= limits.upper}
    for side in (1, -1):
        beyond_mean = [side * (value - limits.mean) > 0 for value in values]
        half_way = (limits.upper - limits.mean if side > 0 else limits.mean - limits.lower) / 2
        near_limit = [side * (value - limits.mean) > half_way for value in values]
        found |= _windows(beyond_mean, _RUN_LENGTH, _RUN_LENGTH)
        found |= _windows(near_limit, _OF_SUCCESSIVE, _NEAR_LIMIT)
    return sorted(found)


def _windows(marked: Sequence[bool], length: int, needed: int) -> set[int]:
    """The marked positions of every run of so many successive points in which enough are marked."""
    starts = [i for i in range(len(marked) - length + 1) if sum(marked[i : i + length]) >= needed]
    return {i for start in starts for i in range(start, start + length) if marked[i]}


def binomial_limits(share: float, numbers: Sequence[int], coverage: float) -> tuple[list[float], list[float]]:
    """Between which shares so much of the binomial law lies when each of so many has the same chance.

    The lower and the upper limit for each of `numbers`, within 0 and 1, interpolated between whole counts.
    A count lies below the lower limit just when so few or fewer are rarer than half of what is left of the
    coverage, and above the upper one likewise.
    """
    tail = (1 - coverage) / 2
    upper = [1 - each for each in _lower_limits(1 - share, numbers, tail)]
    return _lower_limits(share, numbers, tail), upper


def _lower_limits(share: float, numbers: Sequence[int], tail: float) -> list[float]:
    import numpy as np
    from scipy.stats import binom

    base = np.asarray(numbers)
    count = binom.ppf(tail, base, share)
    reached = binom.cdf(count, base, share)
    part = (reached - tail) / (reached - binom.cdf(count - 1, base, share))
    return [float(each) for each in np.clip((count - part) / base, 0, 1)]
