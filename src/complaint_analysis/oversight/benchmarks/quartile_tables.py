"""The tables of the comparison: the quartiles of each group, and where the landlords lie in the funnel."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from complaint_analysis.measures.figure import cell
from complaint_analysis.oversight.benchmarks.regulator_words import vocabulary
from complaint_analysis.oversight.benchmarks.standings import INNER, MEASURES, OUTER, Funnel, Peers
from complaint_analysis.printing.numbers import SMALL_BASE, print_count, print_per_cent
from complaint_analysis.printing.rounding import half_up
from complaint_analysis.printing.table import NOT_APPLICABLE, Column, Table, table_of
from complaint_analysis.run.compared_years import STAGES

SOURCE = (
    "Other landlords' figures: Regulator of Social Housing, Tenant Satisfaction Measures {year}, under the "
    "Open Government Licence v3.0, as each landlord returned them for its rented homes."
)
_LIMITS = (
    "If all had the same chance of answering in time, about one in 20 would lie beyond the inner limits "
    f"({100 * INNER:g}% of the binomial law) and one in 500 beyond the outer ({100 * OUTER:g}%). The fewer "
    "complaints a landlord has, the further apart are its limits."
)


def standings(peers: Peers | None) -> Table:
    """Our CH01 and CH02 at each stage beside the quartiles of each group; for CH02 our rank."""
    columns = (
        Column("measure", "Measure, and among whom"),
        Column("ours", "Ours", "rate"),
        Column("lower_quartile", "Lower quartile", "rate"),
        Column("median", "Median", "rate"),
        Column("upper_quartile", "Upper quartile", "rate"),
        Column("rank", "Our rank"),
    )
    rows = _rows(peers) if peers else []
    year = f", {peers.year.name}" if peers else ""
    what = f"Our Tenant Satisfaction Measures on complaints beside other landlords'{year}"
    return table_of("benchmarks", what, rows, columns, _notes(peers) if peers else ())


def _rows(peers: Peers) -> list[dict[str, Any]]:
    measures = [f"{measure}_{stage}" for measure in MEASURES for stage in STAGES]
    return [
        row
        for measure in measures
        for group in peers.groups
        if (row := _row(peers, measure, group)) is not None
    ]


def _row(peers: Peers, measure: str, group: str) -> dict[str, Any] | None:
    standing = peers.standing(measure, group)
    if standing is None:
        return None
    return {
        "measure": f"{vocabulary('printed')[measure]}: {vocabulary('group')[group]} ({standing.number:,})",
        "ours": cell(peers.ours, measure),
        "lower_quartile": standing.lower,
        "median": standing.median,
        "upper_quartile": standing.upper,
        "rank": standing.rank or NOT_APPLICABLE,
    }


def _notes(peers: Peers) -> tuple[str, ...]:
    notes = [
        "CH01 is complaints for every 1,000 homes, CH02 the per cent answered in time. The number of "
        "landlords in brackets includes us. Quartiles are of the rates as published.",
        "A rank counts from the highest share in time. CH01 has none, because more complaints are neither "
        f"better nor worse; nor has a share of fewer than {SMALL_BASE} complaints.",
    ]
    if "nearest" in peers.groups:
        fewest, most = (print_count(homes) for homes in peers.homes_of_nearest)
        notes.append(f"The landlords nearest to us in homes own {fewest} to {most} rented homes.")
    return (*notes, SOURCE.format(year=peers.year.name))


def funnel(peers: Peers | None) -> Table:
    """How many landlords lie within and beyond the limits of chance, with the limits for our own number."""
    found = peers.funnel if peers else None
    group = vocabulary("group")[found.group] if found else "landlords"
    columns = (
        Column("position", "Share of stage 1 complaints answered in time"),
        Column("share", f"At our {print_count(found.ours[1])} complaints" if found else "Share", "printed"),
        Column("landlords", group.capitalize(), "count"),
    )
    rows = _funnel_rows(found) if found else []
    what = f"CH02 stage 1 of {group} within and beyond the limits of chance"
    year = f", {peers.year.name}" if peers else ""
    notes = (_LIMITS, SOURCE.format(year=peers.year.name)) if peers else ()
    return table_of("benchmark-funnel", f"{what}{year}", rows, columns, notes)


def _funnel_rows(funnel: Funnel) -> list[dict[str, Any]]:
    counts, ranges = Counter(funnel.positions), _ranges(funnel)
    positions = [
        {"position": name, "share": ranges[key], "landlords": counts[key]}
        for key, name in vocabulary("position").items()
    ]
    shares = {"All of them together": (funnel.whole, counts.total()), "Ours": (funnel.ours, 1)}
    rows = [
        {"position": name, "share": per_cent(*share), "landlords": number}
        for name, (share, number) in shares.items()
    ]
    return [*rows, *positions]


def per_cent(part: int, base: int) -> str:
    """A share as printed, from its counts."""
    return print_per_cent(half_up(Fraction(100 * part, base), 1))


def _ranges(funnel: Funnel) -> dict[str, str]:
    """The shares that each position means for a landlord with as many complaints as ours."""
    (low, high), (far_low, far_high) = (
        [print_per_cent(100 * limit) for (limit,) in funnel.limits([funnel.ours[1]], coverage)]
        for coverage in (INNER, OUTER)
    )
    return {
        "far_above": f"over {far_high}",
        "above": f"{high} to {far_high}",
        "within": f"{low} to {high}",
        "below": f"{far_low} to {low}",
        "far_below": f"under {far_low}",
    }
