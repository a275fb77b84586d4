"""What the records show of how complaints were taken, handled and put right (HO and LGSCO 1, 3, 5, 7, 9)."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.records.checks import UPHELD
from complaint_analysis.records.reading.notation import Notation
from complaint_analysis.records.reading.stages import INFORMAL, THIRD, stage_named
from complaint_analysis.records.reading.synonyms import folded
from complaint_analysis.self_assessment.against_records.evidence import (
    CodeEvidence,
    Result,
    cases,
    column,
    states_of,
    things,
    true,
)
from complaint_analysis.self_assessment.against_records.refusals import spread

_SAYS_NOTHING = ("", "not_recorded", "unassigned", "unclassified")


def by_representative(evidence: CodeEvidence) -> Result:
    """Whether complaints come through representatives (HO 1.3, 3.6; LGSCO 1.5, 3.6)."""
    rows = evidence.complaints
    return Result(
        cases(rows, states_of(rows, ~rows["has_representative"])), evidence.basis.recorded("representative")
    )


def after_a_service_request(evidence: CodeEvidence) -> Result:
    """Whether complaints follow on service requests (HO 1.5, LGSCO 1.7)."""
    rows = evidence.complaints
    linked = column(rows, "service_request_reference").notna()
    recorded = evidence.basis.recorded("service_request_reference")
    return Result(cases(rows, states_of(rows, ~linked)), recorded)


def service_requests(evidence: CodeEvidence) -> Result:
    """Whether service requests are recorded, in the exports or in a register (HO 1.4, LGSCO 1.8)."""
    counts = [evidence.figures.get(f"{evidence.code}.service_requests{end}") for end in ("", ".register")]
    known = [figure for figure in counts if figure is not None and figure.value is not None]
    number = int(max((figure.value or 0 for figure in known), default=0))
    found = things({"service requests": "in line" if number else "question"})
    return Result(found, bool(known), said=f"{number:,} service requests are recorded")


def one_channel(evidence: CodeEvidence) -> Result:
    """Whether complaints come by more ways than one (HO and LGSCO 3.1, 3.2)."""
    rows = evidence.complaints[evidence.complaints["channel"] != "not_recorded"]
    return spread(rows, rows["channel"], recorded=evidence.basis.recorded("channel"))


def fewer_complaints(evidence: CodeEvidence) -> Result:
    """Whether fewer complaints came than a year before, by more than chance brings (HO and LGSCO 3.3)."""
    from complaint_analysis.measures.statistics import CHANCE_LEVEL, count_change_p

    id = f"{evidence.code}.stage1.received"
    now, before = (figures.get(id) for figures in (evidence.figures, evidence.last_figures))
    if now is None or before is None or now.value is None or before.value is None:
        return Result(things({}), now is not None and now.value is not None)
    fell = now.value < before.value and count_change_p(int(now.value), int(before.value)) < CHANCE_LEVEL
    said = f"{int(now.value):,} stage 1 complaints came, {int(before.value):,} the year before"
    return Result(things({"volume": "question" if fell else "in line"}), said=said)


def extra_stage(evidence: CodeEvidence) -> Result:
    """Complaints with a stage that the Code does not know, such as an informal one (HO and LGSCO 5.2)."""
    rows = evidence.at_any_stage
    return Result(cases(rows, states_of(rows, rows["extra_stage"])), _stages_recorded(evidence))


def third_stage(evidence: CodeEvidence) -> Result:
    """Complaints with a stage after stage 2 (HO 5.3, LGSCO 6.20)."""
    rows = evidence.at_any_stage
    words = Notation(evidence.council.values).words("stage_as_recorded")
    named = column(rows, "stage_as_recorded").map(lambda said: _stages(said, words))
    third = named.map(lambda stages: THIRD in stages).astype(bool)
    unclear = rows["extra_stage"] & ~named.map(lambda stages: INFORMAL in stages).astype(bool)
    return Result(cases(rows, states_of(rows, third, unclear)), _stages_recorded(evidence))


def _stages(said: object, words: dict[str, str]) -> set[str]:
    parts = said.split(";") if isinstance(said, str) else []
    return {str(words.get(folded(part)) or stage_named(part)) for part in parts}


def _stages_recorded(evidence: CodeEvidence) -> bool:
    return evidence.is_recorded("extra_stage")


def adjustments_not_reviewed(evidence: CodeEvidence) -> Result:
    """Reasonable adjustments that were not reviewed (HO 5.10, LGSCO 5.6)."""
    rows = evidence.complaints[evidence.complaints["has_adjustment"]]
    states = states_of(rows, column(rows, "adjustment_reviewed_on").isna())
    recorded = evidence.basis.recorded("reasonable_adjustment", "adjustment_reviewed_on")
    return Result(cases(rows, states), recorded)


def records_incomplete(evidence: CodeEvidence) -> Result:
    """Finished complaints whose record lacks a date, an outcome or a subject (HO 5.12, LGSCO 5.8)."""
    rows = evidence.complaints
    ended = rows["withdrawn"].isna() & (rows["stage1_responded"].notna() | rows["closed"].notna())
    rows = rows[ended]
    needed = ("stage1_acknowledged", "stage1_responded", "stage1_outcome", "description")
    recorded = [name for name in needed if evidence.basis.recorded(name)]
    lacks = pd.Series(False, index=rows.index)
    for name in recorded:
        lacks |= column(rows, name).isna()
    absent = [name.replace("_", " ") for name in needed if name not in recorded]
    note = f"no export has {', '.join(absent)}" if absent else ""
    return Result(cases(rows, states_of(rows, lacks)), bool(recorded), note=note)


def upheld_without_remedy(evidence: CodeEvidence) -> Result:
    """Complaints upheld at either stage, or at the one named, without a remedy (HO 5.13, 7.1; LGSCO 5.9,
    6.10, 7.1)."""
    rows = evidence.complaints
    stages = (evidence.stage,) if evidence.stage else (1, 2)
    upheld = pd.concat([rows[f"stage{stage}_outcome"].isin(UPHELD) for stage in stages], axis=1).any(axis=1)
    rows = rows[upheld]
    recorded = evidence.basis.recorded("remedies") and evidence.basis.recorded(f"stage{stages[0]}_outcome")
    return Result(cases(rows, states_of(rows, rows["remedies"].isna())), recorded)


def one_award(evidence: CodeEvidence) -> Result:
    """Whether compensation differs from case to case (HO and LGSCO 7.2)."""
    rows = evidence.complaints[evidence.complaints["compensation_gbp"] > 0]
    return spread(rows, rows["compensation_gbp"], recorded=evidence.basis.recorded("compensation_gbp"))


def same_handler(evidence: CodeEvidence) -> Result:
    """Stage 2 cases that the stage 1 handler considered (HO 6.13, LGSCO 6.14)."""
    rows = evidence.basis.stage(evidence.code, 2).rows
    table = evidence.basis.records.table.loc[rows.index]
    first, second = (_name(column(table, f"stage{stage}_handler")) for stage in (1, 2))
    considered = rows["answered"] | second.notna()
    states = states_of(table[considered], first.eq(second), first.isna() | second.isna())
    recorded = evidence.basis.recorded("stage1_handler") and evidence.basis.recorded("stage2_handler")
    return Result(cases(table[considered], states, stage=2), recorded)


def _name(names: pd.Series) -> pd.Series:
    return names.astype("str").str.strip().str.replace(r"\s+", " ", regex=True).str.casefold()


def actions_overdue(evidence: CodeEvidence) -> Result:
    """Actions agreed in complaints that are past their date and not done (HO 6.6, 6.17; LGSCO 6.6)."""
    agreed, not_done, overdue = _actions(evidence)
    return _of_actions(evidence, agreed, overdue, agreed["action_due"].isna() & not_done)


def actions_not_kept(evidence: CodeEvidence) -> Result:
    """Actions agreed in complaints that have no date, were done after it, or are past it (HO, LGSCO 7.3)."""
    agreed, _, overdue = _actions(evidence)
    late = agreed["action_done"] > agreed["action_due"]
    return _of_actions(evidence, agreed, overdue | late | agreed["action_due"].isna())


def _actions(evidence: CodeEvidence) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """The actions agreed in the complaints looked at; which are not done by the extract; which overdue."""
    rows = evidence.basis.stage(evidence.code, 2).rows if evidence.stage == 2 else evidence.complaints
    actions, as_at = evidence.basis.records.actions, pd.Timestamp(evidence.basis.as_at)
    agreed = actions[actions["reference"].isin(rows["reference"])]
    agreed = agreed.assign(action_done=agreed["action_done"].where(agreed["action_done"] <= as_at))
    said = {name: true(column(agreed, name)) for name in ("said_done", "worded")}
    dated = agreed[["action_due", "action_done"]].notna().any(axis=1)
    agreed = agreed[dated | said["said_done"] | said["worded"]]
    not_done = agreed["action_done"].isna() & ~said["said_done"][agreed.index]
    return agreed, not_done, not_done & (agreed["action_due"] < as_at)


def _of_actions(
    evidence: CodeEvidence, agreed: pd.DataFrame, question: pd.Series, unknown: pd.Series | None = None
) -> Result:
    service = evidence.basis.records.table.set_index("reference")["service"]
    rows = agreed.assign(service=agreed["reference"].map(service))
    found = cases(rows, states_of(rows, question, unknown))
    found = found.assign(due=rows["action_due"], done=rows["action_done"])
    return Result(found, evidence.basis.recorded("action_due", "action_done"))


def learning(evidence: CodeEvidence) -> Result:
    """Whether learning is recorded on complaints (HO and LGSCO 9.1)."""
    rows = evidence.complaints
    states = states_of(rows, column(rows, "learning").isna())
    return Result(cases(rows, states), evidence.basis.recorded("learning"))


def without_subject(evidence: CodeEvidence) -> Result:
    """Complaints that have no subject, so that no theme can be seen in them (HO and LGSCO 9.2)."""
    rows = evidence.complaints
    missing = true(rows["category"].isna() | rows["category"].isin(_SAYS_NOTHING))
    return Result(cases(rows, states_of(rows, missing)), evidence.basis.recorded("category"))
