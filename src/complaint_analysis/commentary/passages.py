"""Blocks of markdown made of figures: the key figures, the clocks' settings in words."""

from __future__ import annotations

from typing import Any

from complaint_analysis.commentary.phrases import ABOUT, both, last_label, listed, paragraph
from complaint_analysis.council import Designated
from complaint_analysis.markdown import escape
from complaint_analysis.measures.figure import Figure
from complaint_analysis.measures.tables.designated import in_scope
from complaint_analysis.measures.tables.sides import Run, comparable, regimes
from complaint_analysis.printing import has_small_base, print_base, print_figure, print_number_of
from complaint_analysis.tables import print_date

_KEY_FIGURES = {
    "stage1.received": "stage 1 complaints {about}",
    "stage1.responded.in_time_pct": "of stage 1 complaints {about} answered in time",
    "stage2.responded.in_time_pct": "of stage 2 complaints {about} answered in time",
    "stage1.outcome.upheld_pct": "of stage 1 complaints {about} upheld in whole or in part",
}
_ALSO_FOR_ONE_CODE = {
    "stage2.received": "requests for stage 2 {about}",
    "refused": "complaints {about} refused",
    "open_at_year_end.stage1": "stage 1 complaints {about} open at the end of the period",
}


def key_figures(run: Run) -> str:
    """Six to eight figures for the summary page, each with its counts and last year's."""
    chosen = _KEY_FIGURES | (_ALSO_FOR_ONE_CODE if len(regimes(run)) == 1 else {})
    boxes = [
        _key_figure(run, regime, id, label.format(about=ABOUT[regime]))
        for id, label in chosen.items()
        for regime in regimes(run)
    ]
    return "::: {.key-figures}\n" + "\n".join(boxes) + "\n:::"


def _key_figure(run: Run, regime: str, id: str, label: str) -> str:
    full = f"{regime}.{id}"
    now, before = run.figures[full], run.last_figures.get(full)
    spans = [
        f"[{print_figure(now)}]{{.number}}",
        f"[{label}]{{.label}}",
        f"[{_base(run, regime, id, now)}]{{.base}}",
        f"[{_before(run, id, before)}]{{.before}}",
    ]
    return "::: {.key-figure}\n" + " ".join(span for span in spans if not span.startswith("[]")) + "\n:::"


def _base(run: Run, regime: str, id: str, now: Figure) -> str:
    """What the number stands on: a percentage's counts, or beside a count its stage 2 requests."""
    if now.unit == "per_cent":
        return "" if has_small_base(now) or now.value is None else print_base(now)
    requests = both(run, f"{regime}.stage2.received")[0]
    if id == "stage1.received" and requests is not None:
        return f"and {print_number_of(requests.value or 0, 'request')} for stage 2"
    return ""


def _before(run: Run, id: str, before: Figure | None) -> str:
    last = last_label(run)
    if before is None or before.value is None:
        nothing = before is not None and before.status == "not_applicable"
        return f"{last}: {'none to count' if nothing else 'not recorded'}" if last else ""
    if "responded" in id and not comparable(run):
        return f"{last}: under different rules"
    counts = f" ({print_base(before)})" if before.unit == "per_cent" and not has_small_base(before) else ""
    return f"{last}: {print_figure(before)}{counts}"


def designated(run: Run) -> str:
    """Which services are designated for intensive support and who decides their stage 2; '' without any."""
    services = [_is_designated(each) for each in in_scope(run)]
    return paragraph(*services, _NO_CAUSE) if services else ""


_NO_CAUSE = "The table shows what changed. It does not show why."


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
        *([_returned(run)] if "housing" in regimes(run) else []),
        _closed_days(run),
        *(_procedure(each) for each in run.council.procedure),
        *(_recorded_from(column, day) for column, day in run.council.recorded_from.items()),
        *(_designated(each) for each in run.council.designated if _in_scope(run, each.service)),
        f"Small numbers: under {run.council.disclosure.threshold} withheld where people could be recognised.",
    ]
    return "\n".join(f"- {line}" for line in lines)


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


def _returned(run: Run) -> str:
    return f"CH02 that we return to the regulator: {_RETURNED[run.council.tsm.ch02_rule]}."


def _in_scope(run: Run, service: str) -> bool:
    housing = {name.strip().casefold() for name in run.council.codes.housing}
    return ("housing" if service.strip().casefold() in housing else "lgsco") in regimes(run)


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
