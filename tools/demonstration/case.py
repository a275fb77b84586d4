"""An invented complaint, as it truly was; the exports show it from their own angles."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, fields
from datetime import date

PROMISED = {"extended_to", "action_due"}
"""Dates that may lie in the future."""
BEGINNINGS = {"received", "begun"}


@dataclass
class Stage:
    """One stage of a complaint. Values are canonical (`partially_upheld`), empty text where there is none."""

    begun: date
    acknowledged: date | None = None
    extended_to: date | None = None
    extension_notified: date | None = None
    extension_reason: str = ""
    extension_ombudsman_details: str = ""
    responded: date | None = None
    outcome: str = ""
    closed: date | None = None
    withdrawn: date | None = None
    handler: str = ""
    team: str = ""
    refused: str = ""
    refusal_reason: str = ""
    updates_agreed: str = ""


@dataclass
class Case:
    """A record of the complaints log.

    `ending` is how its stage 1 was meant to end; `spoilt` names the column without which its row is refused.
    """

    year: str
    regime: str
    ending: str
    record_type: str
    service: str
    received: date
    stage1: Stage | None
    stage2: Stage | None = None
    reference: str = ""
    time_received: str = ""
    informal: date | None = None
    accepted: str = "yes"
    exclusion_reason: str = ""
    refusal_letter_sent: date | None = None
    refusal_ombudsman_details: str = ""
    tenure: str = ""
    channel: str = ""
    ward: str = ""
    category: str = ""
    cause: str = ""
    category_as_coded: str = ""
    cause_as_coded: str = ""
    record_type_as_logged: str = ""
    description: str = ""
    incident_date: date | None = None
    aware_on: date | None = None
    representative: str = ""
    vulnerable: str = ""
    disability_recorded: str = ""
    reasonable_adjustment: str = ""
    adjustment_reviewed_on: date | None = None
    service_request_reference: str = ""
    remedies: list[str] = field(default_factory=list)
    compensation_gbp: float | None = None
    action_due: date | None = None
    action_done: date | None = None
    learning: str = ""
    ombudsman_reference: str = ""
    spoilt: str = ""

    @property
    def stages(self) -> list[Stage]:
        """The stages there are, in order."""
        return [stage for stage in (self.stage1, self.stage2) if stage]

    @property
    def last_event(self) -> date:
        """The latest day on which something was done."""
        return max(day for stage in self.stages for day in _done(stage))


def as_seen_on(case: Case, day: date) -> Case:
    """The case as a system showed it on that day: nothing that was done later."""
    seen = deepcopy(case)
    seen.stage1, seen.stage2 = (
        stage if stage and stage.begun <= day else None for stage in (seen.stage1, seen.stage2)
    )
    _forget_after(seen, day)
    for stage in seen.stages:
        _forget_after(stage, day)
        _forget_outcome(stage)
    if not any(stage.outcome for stage in seen.stages):
        _forget_answer(seen)
    return seen


def _done(stage: Stage) -> list[date]:
    named = [(item.name, getattr(stage, item.name)) for item in fields(stage)]
    return [value for name, value in named if isinstance(value, date) and name not in PROMISED]


def _forget_after(record: Case | Stage, day: date) -> None:
    for item in fields(record):
        value = getattr(record, item.name)
        if isinstance(value, date) and item.name not in PROMISED | BEGINNINGS and value > day:
            setattr(record, item.name, None)


def _forget_outcome(stage: Stage) -> None:
    if not stage.responded and not stage.closed:
        stage.outcome = ""
    if not stage.extension_notified and stage.extended_to and not stage.responded and not stage.closed:
        stage.extended_to, stage.extension_reason, stage.extension_ombudsman_details = None, "", ""


def _forget_answer(case: Case) -> None:
    case.remedies, case.compensation_gbp, case.learning = [], None, ""
    case.action_due = case.action_done = None
