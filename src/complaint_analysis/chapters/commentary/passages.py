"""Blocks of markdown made of words and settings: designated services, the clocks' settings."""

from __future__ import annotations

from typing import Any

from complaint_analysis.chapters.tables.designated_services import in_scope
from complaint_analysis.council.settings import Designated
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.sentences import listed, paragraph
from complaint_analysis.printing.table import print_date
from complaint_analysis.run.period_run import Run

FEWEST_HOMES = 1_000
"""A landlord of fewer homes publishes the Tenant Satisfaction Measures and returns none (the regulator)."""
_NO_CAUSE = "The table shows what changed. It does not show why."
_STARTS = {
    "acknowledged": "counted from the acknowledgement, or from receipt where none is recorded",
    "received": "counted from receipt",
    "capped": "counted from the acknowledgement, but no later than the day it was due",
}
_RETURNED = {
    "response": "answered in time",
    "acknowledged-and-response": "acknowledged and answered in time",
}
_RECORDED = {"exclusion_reason": "Reasons for refusing a complaint"}


def designated(run: Run) -> str:
    """Which services are designated for intensive support and who decides their stage 2; '' without any."""
    services = [_is_designated(each) for each in in_scope(run)]
    return paragraph(*services, _NO_CAUSE) if services else ""


def _is_designated(each: Designated) -> str:
    until = f" until {print_date(each.until)}" if each.until else ""
    team = f" The {escape(each.stage2_team)} decides its stage 2 complaints." if each.stage2_team else ""
    since = f"is designated for intensive support from {print_date(each.from_)}{until}"
    return f"{escape(each.service)} {since}.{team}"


def settings(run: Run) -> str:
    """The council's choices of clocks, bases and lists in words, one a line."""
    clocks = run.council.clocks
    lines = [
        f"Acknowledgement: within {clocks.stage1_acknowledge} working days of receipt at stage 1, "
        f"{clocks.stage2_acknowledge} of the request at stage 2.",
        f"Answer: within {clocks.stage1_respond} working days at stage 1, "
        f"{clocks.stage2_respond} at stage 2, {_STARTS[clocks.response_starts]}.",
        f"Extension: up to {clocks.stage1_extend} more working days at stage 1, "
        f"{clocks.stage2_extend} at stage 2.",
        *([_returned(run)] if "housing" in run.regimes else []),
        _closed_days(run),
        *(_procedure(each) for each in run.council.procedure),
        *(_recorded_from(column, day) for column, day in run.council.recorded_from.items()),
        *(_designated(each) for each in run.council.designated if _in_scope(run, each.service)),
        f"Small numbers: under {run.council.disclosure.threshold} withheld where people could be recognised.",
    ]
    return "\n".join(f"- {line}" for line in lines)


def _returned(run: Run) -> str:
    homes = [run.facts.homes_owned.lcra, run.facts.homes_owned.lcho]
    is_small = None not in homes and sum(filter(None, homes)) < FEWEST_HOMES
    which = (
        f"that we publish; with fewer than {FEWEST_HOMES:,} homes we return none"
        if is_small
        else "that we return"
    )
    return f"CH02 {which} to the regulator: {_RETURNED[run.council.tsm.ch02_rule]}."


def _in_scope(run: Run, service: str) -> bool:
    housing = {name.strip().casefold() for name in run.council.codes.housing}
    return ("housing" if service.strip().casefold() in housing else "lgsco") in run.regimes


def _closed_days(run: Run) -> str:
    days = sorted(run.council.calendar.closed_days)
    if not days:
        return "Days on which we were closed beside bank holidays: none."
    return f"Days on which we were closed beside bank holidays: {listed([print_date(day) for day in days])}."


def _procedure(procedure: Any) -> str:
    return (
        f"Complaints received until {print_date(procedure.until)}: {escape(procedure.name)}, "
        f"an answer within {procedure.stage1_respond} and {procedure.stage2_respond} working days, "
        f"{_STARTS[procedure.response_starts]}."
    )


def _recorded_from(column: str, day: Any) -> str:
    name = _RECORDED.get(column, column.replace("_", " ").capitalize())
    return f"{name}: recorded from {print_date(day)} on; before that, not recorded."


def _designated(each: Any) -> str:
    until = f" to {print_date(each.until)}" if each.until else " on"
    team = f"; stage 2 is handled by the {escape(each.stage2_team)}" if each.stage2_team else ""
    since = f"{escape(each.service)}, from {print_date(each.from_)}{until}"
    return f"Designated for intensive support: {since}{team}."
