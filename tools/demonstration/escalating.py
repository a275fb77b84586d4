"""Stage 2: which answered complaints went on, when, and how that ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from complaint_analysis.council.periods import Period, ReportingYear
from complaint_analysis.council.working_days import WorkingDays
from demonstration.case import Case, Stage
from demonstration.chance import Chance
from demonstration.placing import STAGE2, Placing, place
from demonstration.plan import endings, plan

SOONEST, LATEST = 3, 55
"""Days from the stage 1 answer to the request."""
LAST_EXTRACT = "2024-25"


def escalate(cases: list[Case], calendar: WorkingDays, chance: Chance) -> list[Case]:
    """Adds stage 2 to cases as planned; back come the cases whose stage 1 was before the first export."""
    earlier = []
    for group in plan()["escalations"]:
        period = ReportingYear.parse(group["year"]).period
        as_at = plan()["year"][min(group["year"], LAST_EXTRACT)]["extracted_on"]
        placing = Placing(STAGE2, calendar, chance, as_at)
        if group["from"]:
            _continue(cases, group, _until(period, as_at), placing)
        else:
            earlier += list(_from_before(group, placing))
    _refuse(cases, calendar, chance)
    _let_one_officer_answer_both(cases, chance)
    return earlier


def _until(period: Period, as_at: date) -> Period:
    end = period.end if period.end <= as_at else as_at - timedelta(days=14)
    return Period(period.start, end, period.label)


def _continue(cases: list[Case], group: dict[str, Any], period: Period, placing: Placing) -> None:
    for ending in endings(group):
        case = placing.chance.one_of(_could_escalate(cases, group, group["from"], period))
        begun = placing.chance.one_of(_days_to_ask(case, period))
        case.stage2 = place(begun, ending, placing)


def _could_escalate(cases: list[Case], group: dict[str, Any], year: str, period: Period) -> list[Case]:
    wanted = (year, group["regime"], group.get("tenure", ""), "complaint", "yes")
    return [
        case
        for case in cases
        if (case.year, case.regime, case.tenure, case.record_type, case.accepted) == wanted
        and case.stage2 is None
        and not case.spoilt
        and _days_to_ask(case, period)
    ]


def _days_to_ask(case: Case, period: Period) -> list[date]:
    if case.stage1 is None or case.stage1.responded is None:
        return []
    days = [case.stage1.responded + timedelta(days=n) for n in range(SOONEST, LATEST + 1)]
    return [day for day in days if day in period and day.weekday() < 5]


def _from_before(group: dict[str, Any], placing: Placing) -> Iterator[Case]:
    for ending in endings(group):
        begun = ReportingYear.parse(group["year"]).period.start + timedelta(days=placing.chance.whole(9, 40))
        service = placing.chance.weighted(plan()["services"][group["regime"]])
        yield Case(
            year="",
            regime=group["regime"],
            ending="",
            record_type="complaint",
            record_type_as_logged="complaint",
            service=service,
            received=begun - timedelta(days=45),
            stage1=None,
            stage2=place(begun, ending, placing),
        )


def _refuse(cases: list[Case], calendar: WorkingDays, chance: Chance) -> None:
    for group in plan()["refused_escalations"]:
        year = ReportingYear.parse(group["year"]).period
        period = Period(plan()["crm"]["last_day"] + timedelta(days=1), year.end, year.label)
        for reason in group["reasons"]:
            case = chance.one_of(_could_escalate(cases, group, group["year"], period))
            begun = chance.one_of(_days_to_ask(case, period))
            closed = Placing(STAGE2, calendar, chance, date.max).after(begun, chance.whole(2, 6))
            case.stage2 = Stage(begun=begun, closed=closed, refused="yes", refusal_reason=reason)


def _let_one_officer_answer_both(cases: list[Case], chance: Chance) -> None:
    """Marks the planned few; the officers themselves are named with the other details."""
    for year, number in plan()["same_handler"].items():
        escalated = [case for case in cases if case.year == year and _housing_stage2(case)]
        for case in chance.some_of(escalated, number):
            assert case.stage2 is not None
            case.stage2.handler = "same"


def _housing_stage2(case: Case) -> bool:
    return case.regime == "housing" and case.stage2 is not None and not case.stage2.refused
