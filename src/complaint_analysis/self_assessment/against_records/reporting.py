"""What the year's figures and files show of reporting (HO and LGSCO 8.1, 8.2, 9.7)."""

from __future__ import annotations

from complaint_analysis.printing.table import print_date
from complaint_analysis.self_assessment.against_records.evidence import IN_LINE, QUESTION, Held, Shown, things

_LETTER = {"housing": "housing_ombudsman_report", "lgsco": "lgsco_letter"}


def report_parts(held: Held) -> Shown:
    """The six things that the annual report must hold (HO and LGSCO 8.1)."""
    files = held.files
    letter = _LETTER[held.code]
    there = {
        "analysis of performance": held.is_recorded("stage1.received"),
        "complaints refused": held.is_recorded("refused"),
        "findings of non-compliance": files.code_findings is not None,
        "service improvements": files.improvements is not None,
        "the Ombudsman's annual report on us": _there(held, letter),
        "other publications of the Ombudsman": files.publications is not None,
    }
    return Shown(things({part: IN_LINE if is_there else QUESTION for part, is_there in there.items()}))


def _there(held: Held, name: str) -> bool:
    return getattr(held.files, name) is not None or name.replace("_", "-") in held.files.said_absent


def figures_missing(held: Held) -> Shown:
    """The figures that Members should have at the least, and which are not recorded (HO and LGSCO 9.7)."""
    found = {id: held.figures.get(id) for id in held.provision.figures}
    known = {id: figure for id, figure in found.items() if figure is not None}
    states = {id: QUESTION if figure.status == "not_recorded" else IN_LINE for id, figure in known.items()}
    return Shown(things(states))


def decided_late(held: Held) -> Shown:
    """Whether the report is decided on by the day it must be published (HO and LGSCO 8.2)."""
    governance = held.basis.facts.governance
    decided = governance.approved_on or governance.meeting
    if decided is None:
        return Shown(things({}), recorded=False)
    due = governance.statement_due
    state = QUESTION if due is not None and decided > due else IN_LINE
    said = f"the decision falls on {print_date(decided)}"
    said += f", publication is due by {print_date(due)}" if due else ""
    return Shown(things({"the decision": state}), said=said)
