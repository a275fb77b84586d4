"""What each chart shows, in words: its title (the finding, then what is drawn) and its alternative text."""

from __future__ import annotations

from typing import NamedTuple

from complaint_analysis.chapters.commentary.phrases import both, last_label, moved, of_one, print_first
from complaint_analysis.chapters.printed_words import stage_name
from complaint_analysis.chapters.tables.themes import UNCLASSIFIED
from complaint_analysis.council.codes.regimes import ABOUT, NAME
from complaint_analysis.measures.figure import Figure, has_small_base, print_figure, print_share
from complaint_analysis.measures.statistics import xmr_limits
from complaint_analysis.printing.numbers import print_count
from complaint_analysis.printing.sentences import listed, starting
from complaint_analysis.printing.table import TOTAL, Table
from complaint_analysis.run.compared_years import STAGES, comparable, sides
from complaint_analysis.run.period_run import Run

_BAND = "The pale band is where months usually fall; a ring marks a month that stands out."


class Finding(NamedTuple):
    """A chart's title and its alternative text."""

    title: str
    alt: str


def received_by_month(run: Run, table: Table) -> Finding:
    """How the volume compares with last year's, and the range of the months."""
    what = "Stage 1 complaints received each month."
    has_limits = not run.period.is_quarter and any(
        xmr_limits(month_counts(run, table, regime)) for regime in run.regimes
    )
    band = _BAND if has_limits else ""
    ranges = [_range(run, table, regime, side.label) for regime in run.regimes for side in sides(run)]
    title = " ".join(part for part in (_volume(run), what, band) if part)
    return Finding(title, f"Lines of stage 1 complaints by month. {' '.join(ranges)}")


def month_counts(run: Run, table: Table, regime: str) -> list[int]:
    """The counts of a Code's months, last year's first; empty where one is not recorded."""
    months = table.frame[table.frame["month"] != TOTAL]
    counts = [each for side in reversed(sides(run)) for each in months[f"{regime}_{side.label}"]]
    return [] if any(isinstance(each, str) for each in counts) else counts


def _volume(run: Run) -> str:
    found = {regime: both(run, f"{regime}.stage1.received") for regime in run.regimes}
    said = [_change(regime, *each) for regime, each in found.items()]
    return f"{starting(listed(said))}." if any(said) else ""


def _change(regime: str, now: Figure | None, before: Figure | None) -> str:
    if now is None or now.value is None:
        return ""
    if before is None or before.value is None:
        return f"complaints {ABOUT[regime]} numbered {print_count(now.value)}"
    return f"complaints {ABOUT[regime]} {moved(now.value, before.value)}"


def _range(run: Run, table: Table, regime: str, label: str) -> str:
    months = table.frame[table.frame["month"] != TOTAL]
    counts = months[f"{regime}_{label}"]
    name = f"{NAME[regime]}, {label}"
    if any(isinstance(each, str) for each in counts):
        return f"{name}: not recorded."
    low, high = counts.astype(int).idxmin(), counts.astype(int).idxmax()
    ends = [f"{print_count(counts[each])} in {months['month'][each]}" for each in (low, high)]
    return f"{name}: from {ends[0]} to {ends[1]}."


def largest(table: Table, what: str) -> Finding:
    """The largest row of a table of counts, of how many in all, and the range of its rows.

    The rows' names are the table's first column, this period's counts its first column of counts.
    """
    name, number = table.columns[0].key, next(each.key for each in table.columns if each.kind == "count")
    total = table.frame[table.frame[name] == TOTAL][number].iloc[0]
    rows = table.frame[~table.frame[name].isin([TOTAL, UNCLASSIFIED])]
    if rows.empty or not rows[number].astype(int).any():
        return Finding(f"{what}.", f"Bars. {what}: none in this period.")
    ordered = rows.sort_values(number, ascending=False, kind="stable")
    top, least = ordered.iloc[0], ordered.iloc[-1]
    first = ordered[ordered[number] == top[number]][name].tolist()
    most = print_first(top[number], total, first)
    ends = [f"{each[name]} with {print_count(each[number])}" for each in (top, least)]
    alt = f"Bars. {what}, from {ends[0]} to {ends[1]}."
    return Finding(f"{listed(first)} had the most: {most}. {what}.", alt)


def responded_in_time(run: Run) -> Finding:
    """The share answered in time at each stage of each Code."""
    ending = "responded.in_time_pct"
    what = "Answers in time by Code and stage; the thin line is how far chance alone could move each."
    tick = f" A tick marks {last_label(run)}." if last_label(run) and comparable(run) else ""
    return Finding(
        f"{_first_stage(run, ending, 'answered', 'in time')} {what}",
        f"Bars of the percentage answered in time: {_all_stages(run, ending)}.{tick}",
    )


def outcomes(run: Run) -> Finding:
    """The share upheld at each stage of each Code."""
    ending = "outcome.upheld_pct"
    what = "Outcomes by Code and stage as shares of all answered; the numbers are complaints."
    return Finding(
        f"{_first_stage(run, ending, 'upheld', 'in whole or in part')} {what}",
        f"Stacked bars of outcomes. Upheld in whole or in part: {_all_stages(run, ending)}.",
    )


def _all_stages(run: Run, ending: str) -> str:
    found = {
        stage_name(regime, stage): both(run, f"{regime}.{stage}.{ending}")[0]
        for regime in run.regimes
        for stage in STAGES
    }
    return "; ".join(f"{name}, {print_share(figure)}" for name, figure in found.items() if figure) or "none"


def _first_stage(run: Run, ending: str, verb: str, how: str) -> str:
    """The finding on stage 1: `At stage 1 we answered in time: 83.7% of complaints about housing.`"""
    found = {regime: both(run, f"{regime}.stage1.{ending}")[0] for regime in run.regimes}
    said = [f"{_of_complaints(figure)} {ABOUT[regime]}" for regime, figure in found.items() if figure]
    return f"At stage 1 we {verb} {how} {listed(said)}." if said else ""


def _of_complaints(figure: Figure) -> str:
    """`83.7% of complaints`, on a small base `8 of 9 complaints`, of one case `the only complaint`."""
    if figure.denominator == 1:
        return of_one(figure.numerator or 0, "complaint")
    return f"{print_figure(figure)}{' ' if has_small_base(figure) else ' of '}complaints"
