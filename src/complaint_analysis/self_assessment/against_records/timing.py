"""What the records show of acknowledging, answering and extending (HO and LGSCO 6)."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.self_assessment.against_records.evidence import (
    IN_LINE,
    QUESTION,
    UNKNOWN,
    CodeEvidence,
    Result,
    StageOnTheCodesClock,
    cases,
    states_of,
    true,
)

_ACKNOWLEDGED = {"in_time": IN_LINE, "late": QUESTION, "open_overdue": QUESTION, "not_recorded": UNKNOWN}
_ANSWERED = _ACKNOWLEDGED | {"in_time_extended": IN_LINE}
_EARLY_WORKING_DAYS = 5
"""Half the Code's ten days for stage 1."""


def acknowledged_late(evidence: CodeEvidence) -> Result:
    """Acknowledgements by the Code's five working days; those open and not yet due are not looked at (HO
    6.2, 6.11; LGSCO 6.2, 6.12)."""
    of = evidence.clock
    states = of.acknowledge_status.map(_ACKNOWLEDGED).dropna()
    return Result(of.cases(states, acknowledging=True), of.stage.recorded("acknowledged"))


def answered_late(evidence: CodeEvidence) -> Result:
    """Answers by the Code's own clock, with an extension that counts (HO 6.3, 6.14; LGSCO 6.3, 6.15)."""
    of = evidence.clock
    states = of.status.map(_ANSWERED).dropna()
    return Result(of.cases(states), of.stage.recorded("responded"))


def answered_early(evidence: CodeEvidence) -> Result:
    """Whether some complaints are answered well inside the time, as simple ones can be (HO and LGSCO 6.1)."""
    of = evidence.clock
    done = of.rows[of.rows["answered"]]
    days = pd.Series(of.clock.working_days, index=of.rows.index)[done.index]
    states = states_of(done, days > _EARLY_WORKING_DAYS)
    return Result(of.cases(states), of.stage.recorded("responded"))


def extended_amiss(evidence: CodeEvidence) -> Result:
    """Extensions: beyond the Code's limit or without a reason, or told too late (HO 6.4, 6.15; LGSCO 6.4,
    6.16). One beyond the limit is in line where a reason is recorded."""
    of, stage = evidence.clock, evidence.clock.stage
    rows = of.rows[of.is_extended]
    without_reason = of.column("extension_reason").isna() & stage.recorded("extension_reason")
    over = pd.Series(of.rows["extended_to"].to_numpy() > of.clock.extension_limit, index=of.rows.index)
    question = (of.notice == "late") | without_reason | (over & of.column("extension_reason").isna())
    unknown = (of.notice == "not_recorded") | of.rows["extended_to"].isna()
    return Result(of.cases(states_of(rows, question, unknown)), stage.recorded("extended_to"))


def extended_without_details(evidence: CodeEvidence) -> Result:
    """Extensions without the Ombudsman's details (HO 6.5, 6.16; LGSCO 6.5, 6.17)."""
    of = evidence.clock
    rows = of.rows[of.is_extended]
    given = of.column("extension_ombudsman_details")
    states = states_of(rows, given.eq(False), given.isna())
    return Result(of.cases(states), of.stage.recorded("extension_ombudsman_details"))


def late_without_updates(evidence: CodeEvidence) -> Result:
    """Complaints that went beyond their time, at either stage, without agreed updates (HO 5.9)."""
    found = [of.cases(_without_updates(of)) for of in evidence.both_clocks]
    return Result(pd.concat(found), evidence.basis.recorded("updates_agreed"))


def _without_updates(of: StageOnTheCodesClock) -> pd.Series:
    agreed = of.stage.basis.records.table.loc[of.rows.index].get("updates_agreed")
    missing = pd.Series(True, index=of.rows.index) if agreed is None else agreed.isna()
    return states_of(of.rows[of.ran_over], missing)


def late_without_notice(evidence: CodeEvidence) -> Result:
    """Complaints that went beyond their time, at either stage, without notice of a new date before it was
    over (LGSCO 5.5)."""
    found = [of.cases(_without_notice(of)) for of in evidence.both_clocks]
    return Result(pd.concat(found), evidence.basis.recorded("stage1_extended_to"))


def _without_notice(of: StageOnTheCodesClock) -> pd.Series:
    told = of.is_extended & (of.notice != "late")
    unknown = told & (of.notice == "not_recorded")
    return states_of(of.rows[of.ran_over], ~told, unknown)


def third_parties_late(evidence: CodeEvidence) -> Result:
    """Stage 1 answers by the teams that council.toml names as third parties' (HO 5.5, LGSCO 6.22)."""
    of = evidence.clock
    rows = of.rows[_by_third_party(evidence, of.column("team"))]
    states = of.status[rows.index].map(_ANSWERED).dropna()
    return Result(of.cases(states), of.stage.recorded("responded", "team"))


def third_parties_with_more_stages(evidence: CodeEvidence) -> Result:
    """Complaints that a third party answered and that had a stage beyond the two (HO 5.4, LGSCO 6.21)."""
    rows = evidence.complaints
    rows = rows[_by_third_party(evidence, rows["stage1_team"])] if "stage1_team" in rows else rows[:0]
    states = states_of(rows, rows["extra_stage"])
    return Result(cases(rows, states), evidence.basis.recorded("stage1_team"))


def _by_third_party(evidence: CodeEvidence, teams: pd.Series) -> pd.Series:
    named = {name.casefold().strip() for name in evidence.council.self_assessment.third_party_teams}
    return true(teams.astype("str").str.casefold().str.strip().isin(named))
