"""Services designated for intensive support: the twelve months before and the time since, side by side.

What changed is shown, never why: nothing here says that the support brought it about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.people import teams as team_table
from complaint_analysis.council.periods import Period, ReportingYear
from complaint_analysis.council.settings import Designated
from complaint_analysis.measures.basis import Basis, Stage
from complaint_analysis.measures.disclosure_control import is_small
from complaint_analysis.measures.figure import Figure, printed_unless_small
from complaint_analysis.measures.record_figures import figures_on
from complaint_analysis.printing.numbers import print_count
from complaint_analysis.printing.table import (
    NOT_APPLICABLE,
    NOT_RECORDED,
    SUPPRESSED,
    Column,
    Table,
    print_date,
    table_of,
)
from complaint_analysis.records.reading.services import plain_name, regime_of
from complaint_analysis.run.compared_years import comparable_periods, sides
from complaint_analysis.run.period_run import Run


def designated_services(run: Run) -> Table:
    """Each designated service in scope, before and since; a percentage on a base under 10 as its counts, one
    on a base under the threshold withheld, since it tells of a few people what was decided about them.

    What another table gives of the same complaints is not withheld.
    """
    shown = in_scope(run)
    rows = [row for each in shown for row in _rows(run, each, several=len(shown) > 1)]
    columns = (
        Column("measure", "Measure"),
        Column("before", "Twelve months before", "printed"),
        Column("since", "Since", "printed"),
    )
    notes = tuple(note for each in shown for note in _notes(run, each))
    return table_of("designated-services", "Services designated for intensive support", rows, columns, notes)


def in_scope(run: Run) -> list[Designated]:
    """The designations that had begun by the end of the period, of services under a Code in scope."""
    begun = [each for each in run.council.designated if each.from_ <= run.period.end]
    return [each for each in begun if _regime(run, each.service) in run.regimes]


def _regime(run: Run, service: str) -> str:
    """The Code that the service's records are under, else the one that the settings put it under."""
    table = run.records.table
    found = table.loc[_is_of(table, service), "regime"].value_counts()
    return str(found.index[0]) if len(found) else regime_of(service, run.council.codes)


def _is_of(table: pd.DataFrame, service: str) -> pd.Series:
    return table["service"].map(plain_name) == plain_name(service)


def since(run: Run, designated: Designated) -> Period:
    """From the day of the designation to its end, or to the end of the period."""
    last = min(filter(None, (designated.until, run.period.end)))
    return _span(designated.from_, last)


def before(run: Run, designated: Designated) -> Period | None:
    """The twelve months before the designation; None where no export covers their first day."""
    first = (pd.Timestamp(designated.from_) - pd.DateOffset(years=1)).date()
    span = _span(first, designated.from_ - timedelta(days=1))
    return span if ReportingYear.containing(first).name in run.records.recorded else None


def _span(first: date, last: date) -> Period:
    return Period(first, last, f"{print_date(first)} to {print_date(last)}")


def _rows(run: Run, designated: Designated, *, several: bool) -> Iterator[dict[str, Any]]:
    spans = {"before": before(run, designated), "since": since(run, designated)}
    cells = {key: _cells(run, designated, span) if span else {} for key, span in spans.items()}
    for measure, heading in words("designated").items():
        if measure == "other_team" and not designated.stage2_team:
            continue
        name = heading.format(team=designated.stage2_team)
        label = f"{designated.service}: {name[0].lower()}{name[1:]}" if several else name
        yield {"measure": label} | {key: each.get(measure, NOT_RECORDED) for key, each in cells.items()}


def _cells(run: Run, designated: Designated, span: Period) -> dict[str, str]:
    basis = _of_service(sides(run)[0].basis, designated.service, span)
    regime = _regime(run, designated.service)
    stages = [basis.stage(regime, number) for number in (1, 2)]
    figures = {
        figure.id.removeprefix(f"{regime}."): figure for stage in stages for figure in figures_on(stage)
    }
    threshold = run.council.disclosure.threshold
    printed = {
        measure: printed_unless_small(figures, measure)
        if _stands_elsewhere(run, basis, regime, measure)
        else _printed(figures, measure, threshold)
        for measure in words("designated")
    }
    in_force = span.start >= designated.from_
    return printed | {"other_team": _other_team(run, stages[1], designated) if in_force else NOT_APPLICABLE}


def _printed(figures: Mapping[str, Figure], measure: str, threshold: int) -> str:
    figure = figures.get(measure)
    few = figure is not None and figure.unit == "per_cent" and 0 < (figure.denominator or 0) < threshold
    return SUPPRESSED if few else printed_unless_small(figures, measure)


def _stands_elsewhere(run: Run, of_service: Basis, regime: str, measure: str) -> bool:
    """Whether other tables say the same: of a whole period outcomes at stage 1 stand by service, and all that
    is counted of a service with all complaints of its Code stands by Code."""
    span = (of_service.period.start, of_service.period.end)
    whole = [side.basis for side in sides(run) if (side.period.start, side.period.end) == span]
    own = len(of_service.complaints(regime))
    is_code = any(len(basis.complaints(regime)) == own for basis in whole)
    return is_code or bool(whole and measure.startswith("stage1.outcome"))


def _of_service(basis: Basis, service: str, span: Period) -> Basis:
    table = basis.records.table
    of_service = replace(basis.records, table=table[_is_of(table, service)])
    return replace(basis, records=of_service, period=span)


def _other_team(run: Run, second: Stage, designated: Designated) -> str:
    """Answered stage 2 cases whose recorded team is not the designated one, and those that name none.

    Withheld where either number is small, where the table of teams withholds any of that Code and stage,
    which this would help to work out, and in a quarter.
    """
    if not second.recorded("team", "responded"):
        return NOT_RECORDED
    teams = second.rows.loc[second.rows["answered"], "team"]
    named = teams.dropna().map(plain_name)
    other = int((named != plain_name(designated.stage2_team)).sum())
    unnamed = len(teams) - len(named)
    parts = (other, len(named) - other, unnamed)
    few = any(is_small(each, run.council.disclosure.threshold) for each in parts)
    if few or _teams_withheld(run, second.prefix):
        return SUPPRESSED
    said = f"{print_count(other)} of {print_count(len(teams))}"
    return f"{said}, team of {print_count(unnamed)} not recorded" if unnamed else said


def _teams_withheld(run: Run, stage: str) -> bool:
    """Whether the table of teams does not show every number of a Code's stage."""
    shown = team_table(run).frame
    return stage not in shown or shown.empty or SUPPRESSED in set(shown[stage])


def _notes(run: Run, designated: Designated) -> Iterator[str]:
    now, then = since(run, designated), before(run, designated)
    earlier = then.label if then else "not in our records"
    yield f"{designated.service}: before is {earlier}; since is {now.label}."
    if then and not comparable_periods(run, (then, now)):
        yield "The two spans ran under different rules, so their answers in time cannot be compared."
