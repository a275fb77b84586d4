"""All cases of the demonstration council, with the dates that their planned endings need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.working_days import WorkingDays
from demonstration.case import Case
from demonstration.chance import Chance
from demonstration.details import add_answer, add_details, add_extension_details
from demonstration.escalating import escalate
from demonstration.narrating import Narrator
from demonstration.placing import STAGE1, Placing, place
from demonstration.plan import endings, plan

FEW = 20
"""Groups smaller than this take no telling days."""


def casebook() -> list[Case]:
    """Every case of both years in order of receipt, with references; the same each time."""
    calendar, seed = WorkingDays(), plan()["seed"]
    cases = [*_grouped(calendar, Chance(seed, "groups")), *_refused(calendar, Chance(seed, "refusals"))]
    cases += escalate(cases, calendar, Chance(seed, "escalations"))
    cases = sorted(cases, key=lambda case: case.received)
    _describe(cases, seed)
    _add_informal_stages(cases, Chance(seed, "informal"))
    _number(cases, Chance(seed, "references"))
    return cases


def _grouped(calendar: WorkingDays, chance: Chance) -> Iterator[Case]:
    for group in plan()["group"]:
        given = iter(group.get("received") or _telling_days(group))
        for ending in chance.shuffled(endings(group)):
            case = _begun(group, ending, next(given, None), chance)
            as_at = plan()["year"][group["year"]]["extracted_on"]
            case.stage1 = place(case.received, ending, Placing(STAGE1, calendar, chance, as_at))
            yield case


def _refused(calendar: WorkingDays, chance: Chance) -> Iterator[Case]:
    for group in plan()["refusals"]:
        too_soon = group["within_12_months"]
        for reason in (reason for reason, number in group["reasons"].items() for _ in range(number)):
            case = _begun(group, "refused", None, chance)
            if reason == "over_12_months":
                days = chance.whole(290, 350) if too_soon > 0 else chance.whole(400, 900)
                case.incident_date, too_soon = case.received - timedelta(days=days), too_soon - 1
            case.stage1 = place(case.received, "refused", Placing(STAGE1, calendar, chance, date.max))
            case.accepted, case.exclusion_reason = "no", reason
            case.refusal_letter_sent = case.stage1.closed if chance.happens(0.9) else None
            case.refusal_ombudsman_details = "yes" if chance.happens(0.85) else "no"
            yield case


def _begun(group: dict[str, Any], ending: str, given: date | None, chance: Chance) -> Case:
    service = chance.weighted(plan()["services"][group["regime"]])
    record_type = group.get("record_type", "complaint")
    return Case(
        year=group["year"],
        regime=group["regime"],
        ending=ending,
        record_type=record_type,
        record_type_as_logged=group.get("logged_as", record_type),
        service=service,
        received=given or _day_received(group["year"], service, chance),
        stage1=None,
        tenure=group.get("tenure", ""),
        spoilt=group.get("spoilt", ""),
    )


def _telling_days(group: dict[str, Any]) -> list[date]:
    many = sum(group["endings"].values()) >= FEW
    return list(plan()["year"][group["year"]]["telling_days"]) if many else []


def _day_received(year: str, service: str, chance: Chance) -> date:
    """A day of the year by the service's seasons; most of what comes at a weekend is opened on Monday."""
    weights = plan()["months"].get(service, [1] * 12)
    month = int(chance.weighted({str(index): weight for index, weight in enumerate(weights)}))
    period = ReportingYear.parse(year).period
    first = date(period.start.year + (month + 3) // 12, (month + 3) % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    day = first + timedelta(days=chance.whole(0, (last - first).days))
    to_monday = (7 - day.weekday()) % 7 if day.weekday() >= 5 and chance.happens(0.7) else 0
    return min(day + timedelta(days=to_monday), period.end)


def _describe(cases: list[Case], seed: int) -> None:
    narrator = Narrator(Chance(seed, "narratives"))
    details, answers = Chance(seed, "details"), Chance(seed, "answers")
    for case in cases:
        narrator.tell(case)
        add_details(case, details)
        add_answer(case, answers)
        add_extension_details(case, answers)


def _add_informal_stages(cases: list[Case], chance: Chance) -> None:
    for year, numbers in plan()["informal"].items():
        for regime, number in numbers.items():
            for case in chance.some_of(_could_begin_informally(cases, year, regime), number):
                case.informal = case.received - timedelta(days=chance.whole(6, 16))


def _could_begin_informally(cases: list[Case], year: str, regime: str) -> list[Case]:
    """Complaints of a month in which the CRM alone was in use, and not the first of the year."""
    return [
        case
        for case in cases
        if (case.year, case.regime, case.record_type, case.accepted) == (year, regime, "complaint", "yes")
        and case.stage1 is not None
        and case.received.month in (5, 6, 7)
    ]


def _number(cases: list[Case], chance: Chance) -> None:
    """References in order of receipt; the gaps are contacts that were no complaints."""
    number = 300
    for case in cases:
        number += chance.whole(1, 4)
        case.reference = f"CMP-{case.received:%y}-{number:05d}"
        case.time_received = f"{chance.whole(8, 18):02d}:{chance.whole(0, 59):02d}"
