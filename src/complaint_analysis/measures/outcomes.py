"""Outcomes, escalation, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from complaint_analysis.measures.basis import Basis, Stage
from complaint_analysis.measures.figure import Figure, count_of, every, rate_of
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


def escalation(basis: Basis, regime: str) -> Iterator[Figure]:
    """The figures of escalation from stage 1 to stage 2."""
    first, second = basis.stage(regime, 1), basis.stage(regime, 2)
    known = second.recorded()
    yield from where_recorded(known, _ratio((first, second)))
    yield from where_recorded(known and first.recorded("responded"), _cohort(first))
    yield from where_recorded(known and first.recorded("responded"), _ended_at_stage1(first))


@measure
def _ratio(stages: tuple[Stage, Stage]) -> Iterator[Figure]:
    """Stage 2 requests of the period per 100 stage 1 complaints of the same period; not the same cases."""
    first, second = stages
    counted, base = every(second.rows), every(first.rows)
    yield rate_of(f"{first.regime}.escalation.ratio_pct", counted, base, "per_cent")


@measure
def _cohort(first: Stage) -> Iterator[Figure]:
    """Of the stage 1 complaints received in the period and answered, those with a stage 2 request by the
    date of the extract, a refused one too."""
    answered, requested = first.rows["answered"], first.rows["stage2_requested"]
    escalated = answered & _asked(first)
    yield rate_of(f"{first.regime}.escalation.cohort_pct", escalated, answered, "per_cent", requested)


def _asked(first: Stage) -> pd.Series:
    """Which complaints have a request for stage 2: by its day, or because it was refused."""
    return first.rows["stage2_requested"].notna() | first.rows["stage2_refused"]


@measure
def _ended_at_stage1(first: Stage) -> Iterator[Figure]:
    """Of the stage 1 complaints received in the period and answered, those without a stage 2 request by the
    date of the extract; not "resolved first time", since first contacts are not in the records."""
    answered, requested = first.rows["answered"], first.rows["stage2_requested"]
    ended = answered & ~_asked(first)
    yield rate_of(f"{first.regime}.ended_at_stage1_pct", ended, answered, "per_cent", requested)


@measure
def extra_stage(of: tuple[Basis, str]) -> Iterator[Figure]:
    """Complaints received in the period with a stage 0, an informal or a third stage recorded (HO 5.2, 5.3;
    LGSCO 5.2, 6.20)."""
    basis, regime = of
    rows = basis.received(regime)
    flags, stages = counted(rows) & rows["extra_stage"], rows["stage_as_recorded"]
    figure = count_of(f"{regime}.extra_stage", flags, "complaints", stages)
    yield from where_recorded(basis.recorded("stage_as_recorded") or figure.value != 0, [figure])


@measure
def refused(of: tuple[Basis, str]) -> Iterator[Figure]:
    """Complaints received in the period that were not accepted, by the reason that the officer recorded
    (HO 2.1, 2.2; LGSCO 2.1, 2.3)."""
    basis, regime = of
    rows = basis.received(regime)
    not_accepted = _not_accepted(rows)
    reasons = rows["exclusion_reason"].where(not_accepted)
    known = any(basis.recorded(column) for column in ("accepted", "refused", "exclusion_reason"))
    figure = count_of(f"{regime}.refused", not_accepted, "complaints", reasons)
    yield from where_recorded(known, [figure])
    table = basis.records.table
    given = table.loc[_not_accepted(table) & basis.of_year(table["received"]), "exclusion_reason"]
    by_rules = basis.council.classification.exclusion_reason == "rules"
    reasons_known = by_rules or _reasons_recorded(basis, "exclusion_reason", "refused", given)
    by_reason = _by_reason(f"{regime}.refused", reasons, "complaints")
    yield from where_recorded(known and reasons_known, by_reason)


@measure
def refused_escalations(of: tuple[Basis, str]) -> Iterator[Figure]:
    """Escalations to stage 2 refused in the period, by the reason that the officer recorded (HO 5.11, LGSCO
    5.7); they are not among the stage 2 requests received."""
    basis, regime = of
    all_refused = basis.records.table[counted(basis.records.table) & basis.records.table["stage2_refused"]]
    when = all_refused["stage2_refused_on"]
    rows = all_refused[all_refused["regime"] == regime]
    of_period = basis.of_period(rows["stage2_refused_on"])
    reasons = rows["stage2_refusal_reason"].where(of_period)
    prefix, named = f"{regime}.stage2.refused", ("stage2_refusal_reason", "stage2_refused")
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


def _by_reason(prefix: str, reasons: pd.Series, unit) -> list[Figure]:
    return [count_of(f"{prefix}.{reason}", reasons == reason, unit, reasons) for reason in EXCLUSION_REASONS]
