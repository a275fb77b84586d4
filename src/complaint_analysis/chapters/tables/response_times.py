"""Tables of how complaints were handled: acknowledgements, answers, working days, extensions, open cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from complaint_analysis.chapters.printed_words import stage_name, words
from complaint_analysis.chapters.tables.layouts import caption, stage_rows, unless_none_received
from complaint_analysis.council.periods import Period, quarters_of
from complaint_analysis.measures import timeliness
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.complaints import not_ended_at_end
from complaint_analysis.measures.figure import Figure, cell, printed_with_base
from complaint_analysis.measures.statistics import wilson_interval
from complaint_analysis.printing.rounding import half_up
from complaint_analysis.printing.sentences import listed
from complaint_analysis.printing.table import Column, Kind, Table, print_date, table_of, unless_all_nought
from complaint_analysis.run.compared_years import STAGES, Side, comparable, sides
from complaint_analysis.run.period_run import Run

Columns = dict[str, tuple[str, Kind]]

_BASE = "The percentage is of all in the row but those not yet due"
_DAY_UNKNOWN = (
    "Day unknown: with an outcome or an answer, but no usable day of it. These are beside those that were "
    "open."
)


def acknowledged(run: Run) -> Table:
    """Acknowledgements by status, Code, stage and year, with the percentage in time (HO 6.2, 6.11)."""
    notes = (f"{_BASE}.", *comparison_notes(run))
    return stage_rows(run, "acknowledged", "Acknowledgements by stage", _statuses("acknowledged"), notes)


def responded(run: Run) -> Table:
    """Answers by status, Code, stage and year, with the percentage in time (HO 6.3, 6.14)."""
    notes = (f"{_BASE} and those withdrawn without an answer.", *comparison_notes(run))
    return stage_rows(run, "responded", "Answers by stage", _statuses("responded"), notes)


def _statuses(kind: str) -> Columns:
    counts: Columns = {f"{kind}.{status}": (heading, "count") for status, heading in words(kind).items()}
    return counts | {f"{kind}.in_time_pct": ("Share in time", "per_cent")}


def responded_in_time(run: Run) -> Table:
    """The counts and percentages of answers in time, with the range of natural variation (95%, Wilson)."""
    rows = [_in_time_row(regime, stage, side) for regime, stage, side in _stages(run)]
    columns = (
        Column("complaints", "Complaints"),
        Column("in_time", "In time", "count"),
        Column("base", "Of", "count"),
        Column("pct", "Share in time", "per_cent"),
        Column("low_pct", "Variation from", "per_cent"),
        Column("high_pct", "Variation to", "per_cent"),
    )
    what = caption(run, "Answers in time and their natural variation")
    table = table_of("responded-in-time", what, rows, columns, comparison_notes(run))
    return unless_none_received(run, table)


def _in_time_row(regime: str, stage: str, side: Side) -> dict[str, Any]:
    id = f"{regime}.{stage}.responded.in_time_pct"
    value, figure = cell(side.figures, id), side.figures.get(id)
    known = figure is not None and figure.status == "ok"
    low, high = _variation(figure) if figure is not None and known else (value, value)
    return {
        "complaints": f"{stage_name(regime, stage)}, {side.label}",
        "in_time": figure.numerator if figure is not None and known else value,
        "base": figure.denominator if figure is not None and known else value,
        "pct": value,
        "low_pct": low,
        "high_pct": high,
    }


def _variation(figure: Figure) -> tuple[float, float]:
    low, high = wilson_interval(int(figure.numerator or 0), int(figure.denominator or 0))
    return half_up(low, 1), half_up(high, 1)


def working_days(run: Run) -> Table:
    """Mean and median working days from receipt to answer, by Code, stage and year."""
    rows = [
        {
            "complaints": f"{stage_name(regime, stage)}, {side.label}",
            "answered": _answered(side.figures, f"{regime}.{stage}.working_days.mean"),
            "mean": cell(side.figures, f"{regime}.{stage}.working_days.mean"),
            "median": cell(side.figures, f"{regime}.{stage}.working_days.median"),
        }
        for regime, stage, side in _stages(run)
    ]
    columns = (
        Column("complaints", "Complaints"),
        Column("answered", "Answered", "count"),
        Column("mean", "Mean", "days"),
        Column("median", "Median", "days"),
    )
    notes = ("From the day of receipt, at stage 2 from the day of the request, to the answer.",)
    what = caption(run, "Working days to answer by stage")
    table = table_of("working-days", what, rows, columns, (*notes, *comparison_notes(run)))
    return unless_none_received(run, table)


def _stages(run: Run) -> list[tuple[str, str, Side]]:
    return [(regime, stage, side) for regime in run.regimes for stage in STAGES for side in sides(run)]


def _answered(figures: Mapping[str, Figure], id: str) -> Any:
    """How many answers a mean is of, or the mark that says why there is no mean."""
    figure = figures.get(id)
    return cell(figures, id) if figure is None or figure.denominator is None else figure.denominator


def extensions(run: Run) -> Table:
    """Extensions by whether their notice is recorded, by Code, stage and year; no rows without extensions."""
    columns: Columns = {
        f"extension.{part}": (heading, "count") for part, heading in words("extension").items()
    }
    notes = (
        "An extension counts unless its notice is recorded as late.",
        "Those over the Code's limit are among the others too.",
    )
    return unless_all_nought(stage_rows(run, "extensions", "Extensions by their notice", columns, notes))


def in_time_by_quarter(run: Run) -> Table:
    """Answers in time by the quarter in which the stage began, Code and stage; a row a quarter."""
    side = sides(run)[0]
    keys = [(regime, stage) for regime in run.regimes for stage in STAGES]
    rows = [
        {"quarter": f"{each.start:%B} to {each.end:%B %Y}"}
        | {f"{regime}_{stage}": _in_time_in(side.basis, each, regime, stage) for regime, stage in keys}
        for each in quarters_of(run.period)
    ]
    headings = [Column(f"{regime}_{stage}", stage_name(regime, stage), "printed") for regime, stage in keys]
    notes = (
        f"{_BASE} and those withdrawn without an answer.",
        f"Counted on {print_date(side.basis.as_at)}.",
    )
    what = f"Answers in time by quarter, {side.label}"
    table = table_of("in-time-by-quarter", what, rows, (Column("quarter", "Quarter"), *headings), notes)
    return unless_none_received(run, table)


def _in_time_in(basis: Basis, quarter: Period, regime: str, stage: str) -> str:
    of_quarter = replace(basis, period=quarter).stage(regime, int(stage[-1]))
    figures = {figure.id: figure for figure in timeliness.responded(of_quarter)}
    return printed_with_base(figures, f"{regime}.{stage}.responded.in_time_pct")


def open_cases(run: Run) -> Table:
    """Complaints open at the end of each period and what has become of them by the day of the extract."""
    rows = [
        {"complaints": f"{stage_name(regime, stage)}, {side.label}"} | _became(side, regime, stage)
        for regime, stage, side in _stages(run)
    ]
    columns = (
        Column("complaints", "Complaints"),
        Column("open", "Open at the end of the period", "count"),
        *(Column(key, heading, "count") for key, heading in words("became").items()),
    )
    what = caption(run, "Complaints open at the end of the period and what became of them, by stage")
    notes = (*_counted_on(run), _DAY_UNKNOWN)
    return unless_all_nought(table_of("open-cases", what, rows, columns, notes))


def _became(side: Side, regime: str, stage: str) -> dict[str, Any]:
    """How many were open, for each way in which they have gone on since how many went it, and how many of
    which nobody can tell when they were answered."""
    open_then = cell(side.figures, f"{regime}.open_at_year_end.{stage}")
    if isinstance(open_then, str):
        return {"open": open_then} | dict.fromkeys(words("became"), open_then)
    rows = not_ended_at_end(side.basis.stage(regime, int(stage[-1])))
    still, answers = rows["became"] == "still_open", rows["became"] == "answered"
    late = answers & (rows["status"] == "late")
    overdue = still & (rows["status"] == "open_overdue")
    ended, unknown = rows["became"] == "ended", rows["became"] == "no_usable_day"
    ways = (answers & ~late, late, ended, still, overdue, unknown)
    return {"open": open_then} | {key: int(way.sum()) for key, way in zip(words("became"), ways, strict=True)}


def _counted_on(run: Run) -> tuple[str, ...]:
    days = listed([f"{side.label} on {print_date(side.basis.as_at)}" for side in sides(run)])
    return (f"Counted for {days}.",)


def comparison_notes(run: Run) -> tuple[str, ...]:
    """The note that two years ran under different rules, where they did."""
    labels = listed([side.label for side in sides(run)])
    return () if comparable(run) else (f"{labels} ran under different rules and cannot be compared.",)
