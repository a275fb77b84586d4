"""Who complained, how, who answered and what came of it."""

from __future__ import annotations

from datetime import timedelta

from demonstration.case import Case, Stage
from demonstration.chance import Chance
from demonstration.plan import data, plan

NO_REASON = "not_recorded"
UPHELD = {"upheld", "partially_upheld"}
EXTENSION_LATE = {"late", "day_after_due", "over_limit", "extension_passed", "notice_late"}


def _happens(chance: Chance, share: str) -> bool:
    return chance.happens(plan()["share_pct"][share] / 100)


def add_details(case: Case, chance: Chance) -> None:
    """Sets what is known of the person and the issue, and what the officer coded."""
    case.channel = case.channel or chance.weighted(plan()["channels"])
    case.ward = chance.weighted(plan()["wards"])
    if _happens(chance, "coded_by_officer"):
        case.category_as_coded, case.cause_as_coded = case.category, case.cause
    if case.exclusion_reason == NO_REASON:
        case.exclusion_reason = ""
    _add_person(case, chance)
    _add_issue_dates(case, chance)


def _add_person(case: Case, chance: Chance) -> None:
    words = data("words.toml")
    if _happens(chance, "representative"):
        case.representative = chance.one_of(words["representatives"])
    case.vulnerable = "yes" if _happens(chance, "vulnerable") else "no"
    case.disability_recorded = "yes" if _happens(chance, "disability_recorded") else "no"
    if _happens(chance, "reasonable_adjustment"):
        case.reasonable_adjustment = chance.one_of(words["adjustments"])
        asked = case.received + timedelta(days=chance.whole(10, 30))
        case.adjustment_reviewed_on = asked if chance.happens(0.6) else None
    if _happens(chance, "service_request_linked"):
        case.service_request_reference = f"SR-{chance.whole(10200, 19800)}"


def _add_issue_dates(case: Case, chance: Chance) -> None:
    """The incident some weeks before, where it is known and not planned already."""
    if case.incident_date is None and _happens(chance, "incident_known"):
        case.incident_date = case.received - timedelta(days=chance.whole(2, 110))
    if case.incident_date:
        case.aware_on = case.incident_date + timedelta(days=chance.whole(0, 12) if chance.happens(0.2) else 0)


def add_answer(case: Case, chance: Chance) -> None:
    """Sets who answered, the outcomes and, where something was upheld, what was done about it."""
    for number, stage in enumerate((case.stage1, case.stage2), start=1):
        if stage:
            _name_officer(case, stage, number, chance)
            _decide(case, stage, number, chance)
    if any(stage.outcome in UPHELD for stage in case.stages):
        _put_right(case, chance)


def _name_officer(case: Case, stage: Stage, number: int, chance: Chance) -> None:
    if stage.handler == "same" and case.stage1:
        stage.handler = case.stage1.handler
    else:
        stage.handler = chance.one_of(data("words.toml")["handlers"][f"stage{number}"])
    designated = case.service == "Council Housing" and case.year == "2024-25"
    teams = data("words.toml")["teams"]
    stage.team = teams["independent" if designated else "stage2"] if number == 2 else teams["stage1"]


def _decide(case: Case, stage: Stage, number: int, chance: Chance) -> None:
    answered = stage.responded or (stage.closed and not stage.withdrawn and not stage.refused)
    if answered and case.record_type == "complaint" and case.accepted == "yes":
        stage.outcome = chance.weighted(plan()["outcomes"][f"stage{number}"])


def _put_right(case: Case, chance: Chance) -> None:
    case.remedies = [kind for kind, pct in plan()["remedies"].items() if chance.happens(pct / 100)]
    regime = "housing" if case.regime == "housing" else "lgsco"
    if _happens(chance, f"compensation_{regime}"):
        case.compensation_gbp = float(chance.one_of(data("words.toml")["awards_gbp"][regime]))
        case.remedies.append("financial")
    if _happens(chance, "action"):
        _agree_action(case, chance)
    if _happens(chance, "learning"):
        lessons = data("words.toml")["learning"]
        case.learning = chance.one_of(lessons.get(case.cause) or lessons["any"])


def _agree_action(case: Case, chance: Chance) -> None:
    case.action_due = case.last_event + timedelta(days=chance.whole(10, 45))
    if chance.happens(0.78):
        late = chance.whole(1, 20) if chance.happens(0.2) else -chance.whole(0, 9)
        case.action_done = case.action_due + timedelta(days=late)


def add_extension_details(case: Case, chance: Chance) -> None:
    """Sets the reasons given for extensions, and whether people who waited were kept informed."""
    words = data("words.toml")
    for stage in case.stages:
        if stage.extended_to:
            if not _happens(chance, "extension_reason_missing"):
                stage.extension_reason = chance.one_of(words["extension_reasons"])
            told = not _happens(chance, "ombudsman_details_missing")
            stage.extension_ombudsman_details = "yes" if told else "no"
    if case.stage1 and case.ending in EXTENSION_LATE and _happens(chance, "updates_agreed"):
        case.stage1.updates_agreed = "yes"
