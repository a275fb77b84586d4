"""Tables of what came of complaints: outcomes, escalation, refusals, remedies, compensation."""

from __future__ import annotations

from typing import Any

import pandas as pd

from complaint_analysis.chapters.printed_words import stage_name, words
from complaint_analysis.chapters.tables.layouts import (
    caption,
    regime_columns,
    regime_headings,
    stage_rows,
    unless_none_received,
)
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import NAME
from complaint_analysis.measures.figure import cell, rate
from complaint_analysis.measures.outcomes import FINDINGS
from complaint_analysis.printing.table import (
    NOT_APPLICABLE,
    NOT_RECORDED,
    TOTAL,
    Column,
    Kind,
    Table,
    table_of,
    unless_all_nought,
    without_rows,
)
from complaint_analysis.run.compared_years import STAGES, Side, pairs, sides
from complaint_analysis.run.period_run import Run

UPHELD_NOTE = "Share upheld: upheld and partially upheld, of those upheld, partially upheld and not upheld."
_ESCALATION: dict[str, tuple[str, Kind]] = {
    "stage1.received": ("Stage 1 received", "count"),
    "stage2.received": ("Stage 2 requests accepted", "count"),
    "escalation.ratio_pct": ("Requests as share of stage 1", "per_cent"),
    "escalation.cohort_pct": ("Share with a request for stage 2", "per_cent"),
    "ended_at_stage1_pct": ("Share that ended at stage 1", "per_cent"),
}
_COMPENSATION: dict[str, tuple[str, Kind]] = {
    "total_gbp": ("Total", "gbp"),
    "awards": ("Awards", "count"),
    "mean_gbp": ("Mean of an award", "gbp"),
}


def outcomes(run: Run) -> Table:
    """Outcomes of the complaints of each period answered so far, by Code, stage and year."""
    columns = {f"outcome.{key}": heading for key, heading in _outcome_headings().items()}
    return stage_rows(run, "outcomes", "Outcomes by stage", columns, (UPHELD_NOTE,))


def _outcome_headings() -> dict[str, tuple[str, Kind]]:
    counts: dict[str, tuple[str, Kind]] = {
        each: (taxonomy.printed("outcome", each), "count") for each in taxonomy.labels("outcome")
    }
    return counts | {"upheld_pct": ("Share upheld", "per_cent")}


def elements(run: Run) -> Table:
    """Findings on each element of this period's answered complaints; without rows where none has several.

    A complaint recorded as one matter is one element.
    """
    rows = [
        _element_row(stage_name(regime, stage), _findings(run, regime, int(stage[-1])))
        for regime in run.regimes
        for stage in STAGES
    ]
    columns = (Column("complaints", "Elements of"), *_columns(_outcome_headings()))
    notes = (UPHELD_NOTE, "Elsewhere a complaint is one, and upheld in part where its elements differ.")
    what = f"Findings on each element of complaints, {sides(run)[0].label}"
    table = table_of("elements", what, rows, columns, notes)
    return without_rows(table) if run.records.elements.empty else table


def _findings(run: Run, regime: str, number: int) -> pd.Series:
    """The findings of the elements of a stage's answered complaints, a complaint's own where it has one."""
    answered = sides(run)[0].basis.stage(regime, number).rows.query("answered")
    several = run.records.elements
    own = several[several["stage"].eq(str(number)) & several["reference"].isin(answered["reference"])]
    alone = answered.loc[~answered["reference"].isin(own["reference"]), "outcome"]
    return pd.concat([own["outcome"].where(own["outcome"].isin(FINDINGS), "other"), alone])


def _element_row(name: str, found: pd.Series) -> dict[str, Any]:
    row = _outcome_row("", found)
    return {"complaints": name, **{key: cell for key, cell in row.items() if key != "service"}}


def outcomes_by_service(run: Run) -> Table:
    """Outcomes of this period's answered stage 1 complaints by service, with their total."""
    recorded = sides(run)[0].basis.recorded("stage1_outcome", "stage1_responded")
    answered = pd.concat([_answered(run, regime) for regime in run.regimes]) if recorded else pd.DataFrame()
    rows = [
        _outcome_row(str(service), rows["outcome"])
        for service, rows in (answered.groupby("service") if len(answered) else [])
    ]
    columns = (Column("service", "Service"), *_columns(_outcome_headings()))
    total = [_outcome_row(TOTAL, answered["outcome"])] if rows else []
    what = f"Outcomes at stage 1 by service, {sides(run)[0].label}"
    ordered = sorted(rows, key=lambda row: row["service"])
    return table_of("outcomes-by-service", what, [*ordered, *total], columns, (UPHELD_NOTE,), total=True)


def _answered(run: Run, regime: str) -> pd.DataFrame:
    return sides(run)[0].basis.stage(regime, 1).rows.query("answered")[["service", "outcome"]]


def _outcome_row(service: str, found: pd.Series) -> dict[str, Any]:
    counts = {each: int((found == each).sum()) for each in taxonomy.labels("outcome")}
    counts["not_recorded"] += int(found.isna().sum())
    upheld = counts["upheld"] + counts["partially_upheld"]
    share = rate("", upheld, upheld + counts["not_upheld"], "per_cent")
    return {
        "service": service,
        **counts,
        "upheld_pct": NOT_APPLICABLE if share.value is None else share.value,
    }


def escalation(run: Run) -> Table:
    """Stage 2 requests against stage 1 in the same period, and by the stage 1 complaints they follow."""
    rows = [_escalation_row(regime, side) for regime in run.regimes for side in sides(run)]
    columns = (Column("complaints", "Complaints"), *_columns(_ESCALATION))
    notes = (
        "The last two columns follow the period's own answered stage 1 complaints. A request that we refused "
        "is a request there; it is not among those accepted.",
    )
    table = table_of("escalation", caption(run, "Escalation to stage 2"), rows, columns, notes)
    return unless_none_received(run, table)


def _columns(headings: dict[str, tuple[str, Kind]]) -> tuple[Column, ...]:
    return tuple(Column(key, heading, kind) for key, (heading, kind) in headings.items())


def _escalation_row(regime: str, side: Side) -> dict[str, Any]:
    name = f"{NAME[regime]}, {side.label}"
    return {"complaints": name} | {id: cell(side.figures, f"{regime}.{id}") for id in _ESCALATION}


def refusals(run: Run) -> Table:
    """Complaints refused by reason, in three groups: named in HO 2.2, in the council's policy, in neither.

    A reason can stand in another group for each Code; a Code to which a row does not apply has `[z]`.
    """
    rows = [
        _refusal_row(run, group, reason)
        for group in taxonomy.labels("exclusion_group")
        for reason in taxonomy.labels("exclusion_reason")
    ]
    columns = (
        Column("reason", "Reason"),
        Column("group", "Where the reason is named"),
        *regime_headings(run),
    )
    return _by_reason(run, "refusals", "Complaints refused by reason", "refused", rows, columns)


def _refusal_row(run: Run, group: str, reason: str) -> dict[str, Any]:
    policy = run.council.exclusions.policy
    return {
        "reason": taxonomy.printed("exclusion_reason", reason),
        "group": taxonomy.printed("exclusion_group", group),
    } | {
        key: cell(side.figures, f"{regime}.refused.{reason}")
        if taxonomy.exclusion_group(reason, policy, regime) == group
        else NOT_APPLICABLE
        for key, regime, side in pairs(run)
    }


def refused_escalations(run: Run) -> Table:
    """Requests for stage 2 refused by reason, by Code and year."""
    rows = [
        {"reason": taxonomy.printed("exclusion_reason", reason)}
        | {key: cell(side.figures, f"{regime}.stage2.refused.{reason}") for key, regime, side in pairs(run)}
        for reason in taxonomy.labels("exclusion_reason")
    ]
    columns = (Column("reason", "Reason"), *regime_headings(run))
    what = "Requests for stage 2 refused by reason"
    return _by_reason(run, "refused-escalations", what, "stage2.refused", rows, columns)


def _by_reason(
    run: Run, name: str, what: str, id: str, rows: list[dict[str, Any]], columns: tuple[Column, ...]
) -> Table:
    """The reasons that were given and their totals; the totals are figures of their own."""
    total = {"reason": TOTAL, "group": ""} | {
        key: cell(side.figures, f"{regime}.{id}") for key, regime, side in pairs(run)
    }
    keys = [key for key, _, _ in pairs(run)]
    shown = [row for row in rows if any(not isinstance(row[key], str) and row[key] for key in keys)]
    notes = ["Reasons that were never given are left out."]
    if any(_beyond_reasons(total[key], [row[key] for row in rows]) for key in keys):
        notes.append("Where reasons are not recorded the total holds all that were refused.")
    table = table_of(name, caption(run, what), [*shown, total], columns, tuple(notes), total=True)
    return without_rows(table) if all(total[key] == 0 for key in keys) else table


def _beyond_reasons(total: Any, reasons: list[Any]) -> bool:
    return not isinstance(total, str) and NOT_RECORDED in reasons


def remedies(run: Run) -> Table:
    """Complaints with each kind of remedy, by Code and year (HO 7.1); several may go together."""
    rows = {f"remedies.{each}": taxonomy.printed("remedies", each) for each in taxonomy.labels("remedies")}
    notes = ("A complaint can have several remedies, so there is no total.",)
    table = regime_columns(run, "remedies", "Complaints with each remedy", "Remedy", rows, notes=notes)
    return unless_all_nought(table)


def compensation(run: Run) -> Table:
    """Compensation awarded by the council, by Code and year: total, awards, mean of an award."""
    rows = [
        {"complaints": f"{NAME[regime]}, {side.label}"}
        | {key: cell(side.figures, f"{regime}.compensation.{key}") for key in _COMPENSATION}
        for regime in run.regimes
        for side in sides(run)
    ]
    columns = (Column("complaints", "Complaints"), *_columns(_COMPENSATION))
    table = table_of("compensation", caption(run, "Compensation"), rows, columns)
    return without_rows(table) if all(row["awards"] == 0 for row in rows) else table


def actions(run: Run) -> Table:
    """Actions agreed in complaints by what became of them, by Code and year (HO 6.6, 7.3; LGSCO 6.6, 7.3)."""
    rows = {f"actions.{part}": label for part, label in words("actions").items()}
    return unless_all_nought(regime_columns(run, "actions", "Actions agreed in complaints", "Actions", rows))
