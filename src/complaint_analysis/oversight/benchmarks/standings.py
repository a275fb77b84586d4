"""Where the council stands among other landlords: the groups, their quartiles, its ranks, chance's limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import quantiles
from typing import NamedTuple

import pandas as pd

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import Identity
from complaint_analysis.measures.figure import Figure, Figures, rate
from complaint_analysis.measures.statistics import binomial_limits
from complaint_analysis.oversight.benchmarks.regulator_words import is_local_authority
from complaint_analysis.printing.numbers import SMALL_BASE
from complaint_analysis.printing.rounding import half_up
from complaint_analysis.records.reading.synonyms import folded
from complaint_analysis.run.compared_years import STAGES

MEASURES = ("ch01", "ch02")
NEAREST = 20
"""How many landlords are taken as those nearest in homes owned."""
FEWEST = 10
"""A group of fewer landlords, the council among them, is no group to be compared with."""
INNER, OUTER = 0.95, 0.998
TENURE = "lcra"
_PER = {"ch01": 1000, "ch02": 100}
_FIGURE = {"response": "housing.ch02", "acknowledged-and-response": "housing.ch02_acknowledged"}


class Standing(NamedTuple):
    """One measure in one group: quartiles of all in it, how many they are, and the council's rank.

    `number` counts the council where it has a figure. `rank` is None where nothing is ranked.
    """

    lower: float
    median: float
    upper: float
    number: int
    rank: str | None


@dataclass(frozen=True)
class Funnel:
    """CH02 at stage 1 of a group against the limits of chance around its overall share.

    `ours` and each of `others` are (in time, complaints).
    """

    group: str
    ours: tuple[int, int]
    others: list[tuple[int, int]]

    @property
    def whole(self) -> tuple[int, int]:
        """What the whole group answered in time, and its complaints."""
        together = [self.ours, *self.others]
        return sum(part for part, _ in together), sum(base for _, base in together)

    def limits(self, bases: Sequence[int], coverage: float) -> tuple[list[float], list[float]]:
        """The shares between which chance alone keeps landlords with so many complaints."""
        part, base = self.whole
        return binomial_limits(part / base, bases, coverage)

    @cached_property
    def positions(self) -> list[str]:
        """Where each lies, ours first: `within`, or `above`, `below`, `far_above`, `far_below` the limits."""
        together = [self.ours, *self.others]
        shares, bases = [part / base for part, base in together], [base for _, base in together]
        inner, outer = (zip(*self.limits(bases, coverage), strict=True) for coverage in (INNER, OUTER))
        return [_position(*each) for each in zip(shares, inner, outer, strict=True)]


def _position(share: float, inner: tuple[float, float], outer: tuple[float, float]) -> str:
    for prefix, (low, high) in (("far_", outer), ("", inner)):
        if not low <= share <= high:
            return f"{prefix}{'below' if share < low else 'above'}"
    return "within"


@dataclass(frozen=True)
class Peers:
    """The other landlords' returns of one year for rented homes, and the council's own figures.

    `returns` are the rows of `read_returns` without the council's own; `ours` the council's figures by
    measure, such as `ch02_stage1`; `homes` those it owns.
    """

    year: ReportingYear
    returns: pd.DataFrame
    ours: Mapping[str, Figure]
    homes: int | None

    @cached_property
    def groups(self) -> dict[str, frozenset[str]]:
        """The landlords' codes of each group that is large enough to be compared with."""
        landlords = self.returns[self.returns["measure"] == "ch01_stage1"]
        council = landlords["landlord_type"].map(is_local_authority).astype(bool)
        found = {
            "all": landlords,
            "local_authorities": landlords[council],
            "nearest": _nearest(landlords, self.homes),
        }
        codes = {group: frozenset(rows["landlord_code"]) for group, rows in found.items()}
        return {group: members for group, members in codes.items() if len(members) + 1 >= FEWEST}

    @property
    def homes_of_nearest(self) -> tuple[int, int]:
        """The fewest and the most homes owned in the group of the nearest."""
        homes = self.of("ch01_stage1", "nearest")["denominator"]
        return int(homes.min()), int(homes.max())

    def of(self, measure: str, group: str) -> pd.DataFrame:
        """The other landlords' rows of one measure in a group."""
        rows = self.returns[self.returns["measure"] == measure]
        return rows[rows["landlord_code"].isin(self.groups[group])]

    def standing(self, measure: str, group: str) -> Standing | None:
        """The quartiles of a group, the council among it, and for CH02 its place from the highest share;
        None where too few of the group have a figure."""
        ours = self.ours[measure]
        rates = [_rate(measure, row) for row in _counts(self.of(measure, group))]
        if ours.value is not None:
            rates.append(Fraction(str(ours.value)))
        if len(rates) < FEWEST:
            return None
        lower, median, upper = (half_up(each, 1) for each in quantiles(rates, n=4))
        return Standing(lower, median, upper, len(rates), self._rank(measure, group))

    def _rank(self, measure: str, group: str) -> str | None:
        """Volume has no rank (Housing Ombudsman's Code 3.3), nor has a share of fewer than 10 complaints."""
        ours = self.ours[measure]
        if measure.startswith("ch01") or not ours.denominator or ours.denominator < SMALL_BASE:
            return None
        own = Fraction(ours.numerator or 0) / Fraction(ours.denominator)
        shares = [Fraction(part, base) for part, base in _counts(self.of(measure, group))]
        place = 1 + sum(share > own for share in shares)
        return f"{'joint ' if own in shares else ''}{ordinal(place)} of {len(shares) + 1}"

    @cached_property
    def funnel(self) -> Funnel | None:
        """CH02 at stage 1 among local authorities, else all landlords; None with nothing to show."""
        ours = self.ours["ch02_stage1"]
        group = next((each for each in ("local_authorities", "all") if each in self.groups), None)
        if group is None or not ours.denominator:
            return None
        others = _counts(self.of("ch02_stage1", group))
        if len(others) + 1 < FEWEST:
            return None
        return Funnel(group, (int(ours.numerator or 0), int(ours.denominator)), others)


def peers(
    year: ReportingYear,
    returns: pd.DataFrame,
    council: Identity,
    ours: Mapping[str, Figure],
    homes: int | None,
) -> Peers | None:
    """Whom a council is set beside: the returns of the year, else of the nearest earlier year.

    None where there is no year to compare with. The council's own return, known by its code or name, is
    left out.
    """
    known = sorted(each for each in returns["year"].unique() if each <= year.name)
    if not known:
        return None
    of_year = returns[(returns["year"] == known[-1]) & (returns["tenure"] == TENURE)]
    found = Peers(ReportingYear.parse(known[-1]), _without_ours(of_year, council), ours, homes)
    return found if found.groups else None


def _without_ours(returns: pd.DataFrame, council: Identity) -> pd.DataFrame:
    """The returns of the other landlords: those of neither the council's code nor its name."""
    same_code = returns["landlord_code"].map(folded) == folded(council.landlord_code)
    same_name = returns["landlord_name"].map(folded) == folded(council.name)
    return returns[~same_code & ~same_name]


def ordinal(number: int) -> str:
    """A place in words: `1st`, `2nd`, `3rd`, `11th`, `41st`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{'th' if number % 100 in (11, 12, 13) else ending}"


def own_measures(figures: Figures, ch02_rule: str) -> dict[str, Figure]:
    """The council's figures of the measures, CH02 as it returns it."""
    ids = {"ch01": "housing.ch01", "ch02": _FIGURE[ch02_rule]}
    return {
        f"{measure}_{stage}": figures[f"{ids[measure]}.{stage}.{TENURE}"]
        for measure in MEASURES
        for stage in STAGES
    }


def _nearest(landlords: pd.DataFrame, homes: int | None) -> pd.DataFrame:
    """The landlords whose homes are nearest in number, the smaller code first where two are as near."""
    if homes is None:
        return landlords.iloc[:0]
    far = landlords.assign(far=(landlords["denominator"] - homes).abs())
    return far.sort_values(["far", "landlord_code"], kind="stable").head(NEAREST)


def _counts(rows: pd.DataFrame) -> list[tuple[int, int]]:
    return [(int(part), int(base)) for part, base in zip(rows["numerator"], rows["denominator"], strict=True)]


def _rate(measure: str, counts: tuple[int, int]) -> Fraction:
    """A landlord's figure as printed, so that quartiles are those of the published figures."""
    per = _PER[measure.partition("_")[0]]
    return Fraction(str(rate("", *counts, "per_cent", per=per).value))
