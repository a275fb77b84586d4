"""What the year's figures and files show of reporting (HO and LGSCO 8.1, 8.2, 9.7)."""

from __future__ import annotations

from complaint_analysis.printing.table import print_date
from complaint_analysis.self_assessment.against_records.evidence import (
    IN_LINE,
    QUESTION,
    CodeEvidence,
    Result,
    things,
)

_LETTER = {"housing": "housing_ombudsman_report", "lgsco": "lgsco_letter"}


def report_parts(evidence: CodeEvidence) -> Result:
    """The six things that the annual report must hold (HO and LGSCO 8.1)."""
    files = evidence.files
    letter = _LETTER[evidence.code]
    there = {
        "analysis of performance": evidence.is_recorded("stage1.received"),
        "complaints refused": evidence.is_recorded("refused"),
        "findings of non-compliance": files.code_findings is not None,
        "service improvements": files.improvements is not None,
        "the Ombudsman's annual report on us": _there(evidence, letter),
        "other publications of the Ombudsman": files.publications is not None,
    }
    return Result(things({part: IN_LINE if is_there else QUESTION for part, is_there in there.items()}))


def _there(evidence: CodeEvidence, name: str) -> bool:
    return getattr(evidence.files, name) is not None or name.replace("_", "-") in evidence.files.said_absent


def figures_missing(evidence: CodeEvidence) -> Result:
    """The figures that Members should have at the least, and which are not recorded (HO and LGSCO 9.7)."""
    found = {id: evidence.figures.get(id) for id in evidence.provision.figures}
    known = {id: figure for id, figure in found.items() if figure is not None}
    states = {id: QUESTION if figure.status == "not_recorded" else IN_LINE for id, figure in known.items()}
    return Result(things(states))


def decided_late(evidence: CodeEvidence) -> Result:
    """Whether the report is decided on by the day it must be published (HO and LGSCO 8.2)."""
    governance = evidence.basis.facts.governance
    decided = governance.approved_on or governance.meeting
    if decided is None:
        return Result(things({}), recorded=False)
    due = governance.statement_due
    state = QUESTION if due is not None and decided > due else IN_LINE
    said = f"the decision falls on {print_date(decided)}"
    said += f", publication is due by {print_date(due)}" if due else ""
    return Result(things({"the decision": state}), said=said)
