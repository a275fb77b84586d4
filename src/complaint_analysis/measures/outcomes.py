"""Outcomes, escalation, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from complaint_analysis.measures.basis import Basis, Regime, Stage
from complaint_analysis.measures.figure import Figure, Unit, count_of, every, rate_of
from complaint_analysis.measures.measure import measure, where_recorded
from complaint_analysis.records.clocks import counted

FINDINGS = ("upheld", "partially_upheld", "not_upheld")
EXCLUSION_REASONS = (
    "over_12_months", "legal_proceedings", "previously_considered", "other_process",
    "not_our_responsibility", "policy_disagreement", "rent_or_charge_level", "first_service_request",
    "individual_employee", "other", "not_recorded",
)  # fmt: skip


@measure
def outcomes(stage: Stage) -> Iterator[Figure]:
    """Outcomes of the period's complaints (stage 2: requests) answered by the date of the extract. The
    percentage upheld is upheld and partially upheld of all with one of the three findings."""
    answered, outcome = stage.rows["answered"], stage.rows["outcome"]
    found = outcome.where(answered)
    prefix = f"{stage.prefix}.outcome"
    figures = [
        count_of(f"{prefix}.{name}", found == name, stage.unit, found) for name in (*FINDINGS, "other")
    ]
    figures.append(count_of(f"{prefix}.not_recorded", answered & outcome.isna(), stage.unit, found))
    upheld = found.isin(["upheld", "partially_upheld"])
    figures.append(rate_of(f"{prefix}.upheld_pct", upheld, found.isin(FINDINGS), "per_cent", found))
    yield from where_recorded(stage.recorded("responded", "outcome"), figures)


@measure
def escalation_ratio(regime: Regime) -> Iterator[Figure]:
    """Stage 2 requests of the period per 100 stage 1 complaints of the same period; not the same cases."""
    first, second = regime.stage(1), regime.stage(2)
    counted, base = every(second.rows), every(first.rows)
    ratio = rate_of(f"{regime.name}.escalation.ratio_pct", counted, base, "per_cent")
    yield from where_recorded(second.recorded(), [ratio])


@measure
def escalated(regime: Regime) -> Iterator[Figure]:
    """Of the stage 1 complaints received in the period and answered, those with a stage 2 request by the
    date of the extract, a refused one too."""
    yield from _of_answered(regime, "escalation.cohort_pct", _asked_for_stage2(regime))


@measure
def ended_at_stage1(regime: Regime) -> Iterator[Figure]:
    """Of the stage 1 complaints received in the period and answered, those without a stage 2 request by the
    date of the extract; not "resolved first time", since first contacts are not in the records."""
    yield from _of_answered(regime, "ended_at_stage1_pct", ~_asked_for_stage2(regime))


def _asked_for_stage2(regime: Regime) -> pd.Series:
    """Which stage 1 complaints have a request for stage 2: by its day, or because it was refused."""
    rows = regime.stage(1).rows
    return rows["stage2_requested"].notna() | rows["stage2_refused"]


def _of_answered(regime: Regime, name: str, flags: pd.Series) -> Iterator[Figure]:
    """The share of the stage 1 complaints answered that are flagged."""
    first = regime.stage(1)
    answered, requested = first.rows["answered"], first.rows["stage2_requested"]
    share = rate_of(f"{regime.name}.{name}", answered & flags, answered, "per_cent", requested)
    yield from where_recorded(regime.stage(2).recorded() and first.recorded("responded"), [share])


@measure
def extra_stage(regime: Regime) -> Iterator[Figure]:
    """Complaints received in the period with a stage 0, an informal or a third stage recorded (HO 5.2, 5.3;
    LGSCO 5.2, 6.20)."""
    rows = regime.received
    flags, stages = counted(rows) & rows["extra_stage"], rows["stage_as_recorded"]
    figure = count_of(f"{regime.name}.extra_stage", flags, "complaints", stages)
    table = regime.basis.records.table
    met = (counted(table) & table["extra_stage"] & regime.basis.of_year(table["received"])).any()
    yield from where_recorded(regime.recorded("stage_as_recorded") or bool(met), [figure])


@measure
def refused(regime: Regime) -> Iterator[Figure]:
    """Complaints received in the period that were not accepted, by the reason that the officer recorded
    (HO 2.1, 2.2; LGSCO 2.1, 2.3)."""
    basis, rows = regime.basis, regime.received
    not_accepted = _not_accepted(rows)
    reasons = rows["exclusion_reason"].where(not_accepted)
    known = any(regime.recorded(column) for column in ("accepted", "refused", "exclusion_reason"))
    figure = count_of(f"{regime.name}.refused", not_accepted, "complaints", reasons)
    yield from where_recorded(known, [figure])
    table = basis.records.table
    given = table.loc[_not_accepted(table) & basis.of_year(table["received"]), "exclusion_reason"]
    by_rules = basis.council.classification.exclusion_reason == "rules"
    reasons_known = by_rules or _reasons_recorded(basis, "exclusion_reason", "refused", given)
    by_reason = _by_reason(f"{regime.name}.refused", reasons, "complaints")
    yield from where_recorded(known and reasons_known, by_reason)


@measure
def refused_escalations(regime: Regime) -> Iterator[Figure]:
    """Escalations to stage 2 refused in the period, by the reason that the officer recorded (HO 5.11, LGSCO
    5.7); they are not among the stage 2 requests received."""
    basis = regime.basis
    all_refused = basis.records.table[counted(basis.records.table) & basis.records.table["stage2_refused"]]
    when = all_refused["stage2_refused_on"]
    rows = all_refused[all_refused["regime"] == regime.name]
    of_period = basis.of_period(rows["stage2_refused_on"])
    reasons = rows["stage2_refusal_reason"].where(of_period)
    prefix, named = f"{regime.name}.stage2.refused", ("stage2_refusal_reason", "stage2_refused")
    known = any(basis.recorded(column) for column in named)
    yield from where_recorded(known, [count_of(prefix, of_period, "requests", reasons)])
    given = all_refused.loc[basis.of_year(when), "stage2_refusal_reason"]
    by_reason = _by_reason(prefix, reasons, "requests")
    yield from where_recorded(_reasons_recorded(basis, *named, given), by_reason)


def _not_accepted(rows: pd.DataFrame) -> pd.Series:
    return (rows["record_type"] == "complaint") & ~rows["accepted"]


def _reasons_recorded(basis: Basis, reason: str, refused: str, of_year: pd.Series) -> bool:
    """Reasons have a column; or the column of what is refused gives them, in some case, in place of a yes."""
    if basis.recorded(reason):
        return True
    in_refused = basis.recorded(refused) and not basis.not_yet_recorded(reason)
    return in_refused and bool((of_year != "not_recorded").any())


def _by_reason(prefix: str, reasons: pd.Series, unit: Unit) -> list[Figure]:
    return [count_of(f"{prefix}.{reason}", reasons == reason, unit, reasons) for reason in EXCLUSION_REASONS]
