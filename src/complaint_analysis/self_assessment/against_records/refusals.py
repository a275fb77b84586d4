"""What the records show of what was refused, at either stage (HO and LGSCO 2; HO 5.11, LGSCO 5.7)."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.records.checks import TWELVE_MONTHS
from complaint_analysis.records.clocks import counted
from complaint_analysis.self_assessment.against_records.evidence import (
    IN_LINE,
    QUESTION,
    Held,
    Shown,
    cases,
    column,
    states_of,
    true,
)

HOUSING_LIST = ("over_12_months", "legal_proceedings", "previously_considered")
"""The reasons that HO 2.2 itself gives; the LGSCO's Code gives none."""


def refused_without_reason(held: Held) -> Shown:
    """Refusals for which no reason is recorded (HO and LGSCO 2.1)."""
    rows = held.refusals
    states = states_of(rows, rows["exclusion_reason"].isna() | rows["exclusion_reason"].eq("not_recorded"))
    return Shown(cases(rows, states), held.is_recorded("refused.not_recorded"))


def refused_outside_policy(held: Held) -> Shown:
    """Refusals for a reason that neither the Code nor the council's policy names (HO 2.2, LGSCO 2.3)."""
    rows, allowed = held.refusals, allowed_reasons(held)
    reasons = rows["exclusion_reason"].fillna("not_recorded")
    states = states_of(rows, ~reasons.isin([*allowed, "not_recorded"]), reasons.eq("not_recorded"))
    alone = int(reasons.isin(set(held.council.exclusions.policy) - set(HOUSING_LIST)).sum())
    note = (
        f"{alone} rest on the council's own policy, beyond the Code's list"
        if held.code == "housing" and alone
        else ""
    )
    return Shown(cases(rows, states), held.is_recorded("refused.not_recorded") and bool(allowed), note=note)


def allowed_reasons(held: Held) -> tuple[str, ...]:
    """The reasons for refusal that the Code and the policy name; empty where the policy is not given."""
    named = held.council.exclusions.policy
    return (*HOUSING_LIST, *named) if held.code == "housing" else named


def refused_within_12_months(held: Held) -> Shown:
    """Refusals as out of time that came within twelve months of the event or of learning of it (HO 2.3,
    LGSCO 2.2)."""
    rows = held.refusals[held.refusals["exclusion_reason"].eq("over_12_months")]
    known = pd.DataFrame({name: column(rows, name) for name in ("incident_date", "aware_on")})
    known = known.apply(pd.to_datetime).max(axis=1)
    states = states_of(rows, rows["received"] <= known + TWELVE_MONTHS, known.isna())
    late = _accepted_late(held)
    note = f"{late} that came later than twelve months were accepted" if late else ""
    return Shown(cases(rows, states), held.is_recorded("refused.over_12_months"), note=note)


def _accepted_late(held: Held) -> int:
    rows = held.complaints
    known = pd.DataFrame({name: column(rows, name) for name in ("incident_date", "aware_on")})
    known = known.apply(pd.to_datetime).max(axis=1)
    return int((rows["received"] > known + TWELVE_MONTHS).sum())


def refused_without_explaining(held: Held) -> Shown:
    """Refusals without a letter, or whose letter does not give the Ombudsman's details (HO and LGSCO 2.4)."""
    rows = held.refusals
    letters = held.basis.recorded("refusal_letter_sent")
    details = column(rows, "refusal_ombudsman_details")
    unsent = column(rows, "refusal_letter_sent").isna() & letters
    states = states_of(rows, details.eq(False) | unsent, details.isna())
    recorded = letters or held.basis.recorded("refusal_ombudsman_details")
    return Shown(cases(rows, states), held.is_recorded("refused") and recorded)


def refused_alike(held: Held) -> Shown:
    """Whether refusals have more reasons than one (HO and LGSCO 2.5)."""
    rows = held.refusals[~held.refusals["exclusion_reason"].isin(["not_recorded"])]
    return spread(rows, rows["exclusion_reason"], recorded=held.is_recorded("refused.not_recorded"))


def escalation_refused_without_reason(held: Held) -> Shown:
    """Requests for stage 2, and among them those refused without a reason that the policy names (HO 5.11,
    6.10; LGSCO 5.7, 6.11)."""
    refused = refused_requests(held)
    reasons = refused["stage2_refusal_reason"].fillna("not_recorded")
    allowed = allowed_reasons(held)
    wrong = reasons.eq("not_recorded") | (~reasons.isin(allowed) if allowed else False)
    accepted = held.basis.stage(held.code, 2).rows
    found = [
        cases(refused, states_of(refused, wrong), stage=2),
        cases(accepted, pd.Series(IN_LINE, index=accepted.index, dtype=object), stage=2),
    ]
    note = f"{len(refused)} refused in all" if len(refused) else ""
    return Shown(pd.concat(found), held.is_recorded("stage2.refused"), note=note)


def refused_requests(held: Held) -> pd.DataFrame:
    """The requests for stage 2 that were refused in the period."""
    table = held.basis.records.table
    rows = table[counted(table) & table["stage2_refused"] & (table["regime"] == held.code)]
    return rows[held.basis.of_period(rows["stage2_refused_on"])]


def letters_without_details(held: Held) -> Shown:
    """Letters that refuse or extend, without the Ombudsman's details (HO and LGSCO 3.7)."""
    refusals = held.refusals
    found = [cases(refusals, _told(refusals, "refusal_ombudsman_details"))]
    for of in held.both_clocks:
        rows = of.rows[of.is_extended]
        found.append(of.cases(_told(rows, "extension_ombudsman_details")))
    names = ("refusal_ombudsman_details", "stage1_extension_ombudsman_details")
    return Shown(pd.concat(found), any(held.basis.recorded(name) for name in names))


def _told(rows: pd.DataFrame, name: str) -> pd.Series:
    given = column(rows, name)
    return states_of(rows, given.eq(False), given.isna())


def spread(rows: pd.DataFrame, values: pd.Series, *, recorded: bool) -> Shown:
    """Whether cases differ in a thing: in line are those that differ from the most frequent."""
    if rows.empty:
        return Shown(cases(rows, pd.Series(dtype=object)), recorded)
    most = values.mode(dropna=True)
    alike = true(values.eq(most.iloc[0])) if len(most) else pd.Series(True, index=rows.index)
    states = pd.Series(IN_LINE, index=rows.index, dtype=object)
    states[alike] = QUESTION
    return Shown(cases(rows, states), recorded)
