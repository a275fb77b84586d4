"""What the records show of what was refused, at either stage (HO and LGSCO 2; HO 5.11, LGSCO 5.7)."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.records.checks import TWELVE_MONTHS
from complaint_analysis.records.clocks import counted
from complaint_analysis.self_assessment.against_records.evidence import (
    IN_LINE,
    QUESTION,
    CodeEvidence,
    Result,
    cases,
    column,
    states_of,
    true,
)

HOUSING_LIST = ("over_12_months", "legal_proceedings", "previously_considered")
"""The reasons that HO 2.2 itself gives; the LGSCO's Code gives none."""


def refused_without_reason(evidence: CodeEvidence) -> Result:
    """Refusals for which no reason is recorded (HO and LGSCO 2.1)."""
    rows = evidence.refusals
    states = states_of(rows, rows["exclusion_reason"].isna() | rows["exclusion_reason"].eq("not_recorded"))
    return Result(cases(rows, states), evidence.is_recorded("refused.not_recorded"))


def refused_outside_policy(evidence: CodeEvidence) -> Result:
    """Refusals for a reason that neither the Code nor the council's policy names (HO 2.2, LGSCO 2.3)."""
    rows, policy = evidence.refusals, evidence.council.exclusions.policy
    reasons = rows["exclusion_reason"].fillna("not_recorded")
    outside, unknown = _held_against_policy(evidence, reasons)
    alone = int(reasons.isin(set(policy or ()) - set(HOUSING_LIST)).sum())
    note = (
        f"{alone} rest on the council's own policy, beyond the Code's list"
        if evidence.code == "housing" and alone
        else ""
    )
    recorded = evidence.is_recorded("refused.not_recorded") and (
        evidence.code == "housing" or policy is not None
    )
    return Result(cases(rows, states_of(rows, outside, unknown)), recorded, note=note)


def _held_against_policy(evidence: CodeEvidence, reasons: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Which reasons neither the Code nor the policy names, and of which nobody can say.

    They are not recorded, or are not the Code's and the policy's reasons are not given.
    """
    policy, unrecorded = evidence.council.exclusions.policy, reasons.eq("not_recorded")
    beyond_code = ~unrecorded & ~reasons.isin(HOUSING_LIST if evidence.code == "housing" else ())
    if policy is None:
        return pd.Series(False, index=reasons.index), unrecorded | beyond_code
    return beyond_code & ~reasons.isin(policy), unrecorded


def refused_within_12_months(evidence: CodeEvidence) -> Result:
    """Refusals as out of time that came within twelve months of the event or of learning of it (HO 2.3,
    LGSCO 2.2)."""
    rows = evidence.refusals[evidence.refusals["exclusion_reason"].eq("over_12_months")]
    known = pd.DataFrame({name: column(rows, name) for name in ("incident_date", "aware_on")})
    known = known.apply(pd.to_datetime).max(axis=1)
    states = states_of(rows, rows["received"] <= known + TWELVE_MONTHS, known.isna())
    late = _accepted_late(evidence)
    note = f"{late} that came later than twelve months were accepted" if late else ""
    return Result(cases(rows, states), evidence.is_recorded("refused.over_12_months"), note=note)


def _accepted_late(evidence: CodeEvidence) -> int:
    rows = evidence.complaints
    known = pd.DataFrame({name: column(rows, name) for name in ("incident_date", "aware_on")})
    known = known.apply(pd.to_datetime).max(axis=1)
    return int((rows["received"] > known + TWELVE_MONTHS).sum())


def refused_without_explaining(evidence: CodeEvidence) -> Result:
    """Refusals without a letter, or whose letter does not give the Ombudsman's details (HO and LGSCO 2.4)."""
    rows = evidence.refusals
    letters = evidence.basis.recorded("refusal_letter_sent")
    details = column(rows, "refusal_ombudsman_details")
    unsent = column(rows, "refusal_letter_sent").isna() & letters
    states = states_of(rows, details.eq(False) | unsent, details.isna())
    recorded = letters or evidence.basis.recorded("refusal_ombudsman_details")
    return Result(cases(rows, states), evidence.is_recorded("refused") and recorded)


def refused_alike(evidence: CodeEvidence) -> Result:
    """Whether refusals have more reasons than one (HO and LGSCO 2.5)."""
    rows = evidence.refusals[~evidence.refusals["exclusion_reason"].isin(["not_recorded"])]
    return spread(rows, rows["exclusion_reason"], recorded=evidence.is_recorded("refused.not_recorded"))


def escalation_refused_without_reason(evidence: CodeEvidence) -> Result:
    """Requests for stage 2, and among them those refused without a reason that the policy names (HO 5.11,
    6.10; LGSCO 5.7, 6.11)."""
    refused = refused_requests(evidence)
    reasons = refused["stage2_refusal_reason"].fillna("not_recorded")
    outside, unknown = _held_against_policy(evidence, reasons)
    accepted = evidence.basis.stage(evidence.code, 2).rows
    found = [
        cases(refused, states_of(refused, outside | reasons.eq("not_recorded"), unknown), stage=2),
        cases(accepted, pd.Series(IN_LINE, index=accepted.index, dtype=object), stage=2),
    ]
    note = f"{len(refused)} refused in all" if len(refused) else ""
    return Result(pd.concat(found), evidence.is_recorded("stage2.refused"), note=note)


def refused_requests(evidence: CodeEvidence) -> pd.DataFrame:
    """The requests for stage 2 that were refused in the period."""
    table = evidence.basis.records.table
    rows = table[counted(table) & table["stage2_refused"] & (table["regime"] == evidence.code)]
    return rows[evidence.basis.of_period(rows["stage2_refused_on"])]


def letters_without_details(evidence: CodeEvidence) -> Result:
    """Letters that refuse or extend, without the Ombudsman's details (HO and LGSCO 3.7)."""
    refusals = evidence.refusals
    found = [cases(refusals, _states_by(refusals, "refusal_ombudsman_details"))]
    for of in evidence.both_clocks:
        rows = of.rows[of.is_extended]
        found.append(of.cases(_states_by(rows, "extension_ombudsman_details")))
    names = ("refusal_ombudsman_details", "stage1_extension_ombudsman_details")
    return Result(pd.concat(found), any(evidence.basis.recorded(name) for name in names))


def _states_by(rows: pd.DataFrame, name: str) -> pd.Series:
    given = column(rows, name)
    return states_of(rows, given.eq(False), given.isna())


def spread(rows: pd.DataFrame, values: pd.Series, *, recorded: bool) -> Result:
    """Whether cases differ in a thing: in line are those that differ from the most frequent."""
    if rows.empty:
        return Result(cases(rows, pd.Series(dtype=object)), recorded)
    most = values.mode(dropna=True)
    alike = true(values.eq(most.iloc[0])) if len(most) else pd.Series(True, index=rows.index)
    states = pd.Series(IN_LINE, index=rows.index, dtype=object)
    states[alike] = QUESTION
    return Result(cases(rows, states), recorded)
