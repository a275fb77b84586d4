"""Which case lies in which system, and where the two say different things."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta

from demonstration.case import Case, as_seen_on
from demonstration.chance import Chance
from demonstration.plan import data, plan
from demonstration.showing import value_of

LATER_YEAR = "2024-25"


@dataclass
class Systems:
    """The cases of the later year's CRM export and of the tracker.

    `copied` gives, by reference, the tracker headers whose value the CRM holds as well.
    """

    crm: list[Case]
    tracker: list[Case]
    copied: dict[str, set[str]]


def systems(cases: list[Case], chance: Chance) -> Systems:
    """The cases of each system: every event after the CRM was left behind is in the tracker."""
    placed = {case.reference: _place(case, chance) for case in cases}
    crm = [case for case in cases if "crm" in placed[case.reference]]
    tracker = [case for case in cases if "tracker" in placed[case.reference]]
    both = [case for case in tracker if "crm" in placed[case.reference]]
    contradicted = chance.some_of(
        [case for case in both if _answered_in_crm(case)], plan()["crm"]["contradictions"]
    )
    changed = {case.reference: _contradict(case, number) for number, case in enumerate(contradicted)}
    copied = {case.reference: _copied(case) for case in both if case.reference not in changed}
    return Systems([changed.get(case.reference, case) for case in crm], tracker, copied)


def _place(case: Case, chance: Chance) -> set[str]:
    crm = plan()["crm"]
    if case.received > crm["last_day"]:
        return {"tracker"}
    if case.received < crm["tracker_from"]:
        return {"crm", "tracker"} if case.last_event >= crm["tracker_from"] else {"crm"}
    if chance.happens(crm["tracker_only_pct"][f"{case.received:%Y-%m}"] / 100):
        return {"tracker"}
    finished = case.last_event <= crm["last_day"]
    return {"crm"} if finished and chance.happens(crm["crm_only_pct"] / 100) else {"crm", "tracker"}


def _answered_in_crm(case: Case) -> bool:
    seen = as_seen_on(case, plan()["crm"]["extracted_on"])
    begun_in_crm = case.regime == "lgsco" and case.year == LATER_YEAR and not case.stage2
    return begun_in_crm and bool(
        case.ward and seen.stage1 and seen.stage1.outcome and seen.stage1.acknowledged
    )


def _contradict(case: Case, number: int) -> Case:
    """The case as the CRM has it, with one value that the tracker later put right."""
    other = deepcopy(case)
    assert other.stage1 is not None
    assert other.stage1.acknowledged is not None
    if number % 3 == 0:
        other.ward = next(ward for ward in plan()["wards"] if ward != case.ward)
    elif number % 3 == 1:
        other.stage1.outcome = "upheld" if other.stage1.outcome != "upheld" else "not_upheld"
    else:
        other.stage1.acknowledged -= timedelta(days=1)
    return other


def _copied(case: Case) -> set[str]:
    """What the officers could leave out of the tracker, because the CRM holds it."""
    seen = as_seen_on(case, plan()["crm"]["extracted_on"])
    settings = data("tracker-columns.toml")
    paths = {column["header"]: column["value"] for column in settings["column"]}
    return {
        header
        for header in settings["left_out"]
        if value_of(seen, paths[header], stage1=seen.stage1, stage2=seen.stage2)
    }
