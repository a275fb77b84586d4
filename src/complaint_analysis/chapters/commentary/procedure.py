"""How the council deals with a complaint by its own clocks and calendar, and what the Codes allow."""

from __future__ import annotations

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.council.settings import Clocks
from complaint_analysis.printing.numbers import print_in_words
from complaint_analysis.printing.sentences import paragraph
from complaint_analysis.run.period_run import Run

OF_THE_CODES = Clocks()


def procedure_by_stage(run: Run) -> str:
    """What happens at each stage and by when, for what the period's last day brings; as a numbered list.

    A procedure that ended since then (`[[procedure]]`) is the one that held.
    """
    clocks = _in_force(run)
    first = paragraph(
        f"We acknowledge the complaint within {_days(clocks.stage1_acknowledge)} of receiving it.",
        f"We answer in full within {_days(clocks.stage1_respond)} of {_start(clocks, 'receiving it')}.",
    )
    second = paragraph(
        "Anyone who is not happy with our answer can ask for a review by someone who has not dealt with the "
        "complaint before.",
        f"We acknowledge the request within {_days(clocks.stage2_acknowledge)}.",
        f"We answer within {_days(clocks.stage2_respond)} of {_start(clocks, 'the request')}.",
    )
    return f"1. **Stage 1.** {first}\n2. **Stage 2.** {second}"


def extension_allowed(run: Run) -> str:
    """By how much the council may extend the time to answer, and what it must do then (HO 6.4, LGSCO 6.4)."""
    clocks = _in_force(run)
    return paragraph(
        "If a complaint needs longer, we may extend the time by up to "
        f"{_days(clocks.stage1_extend)} at stage 1 and {print_in_words(clocks.stage2_extend)} at stage 2.",
        "We must tell the person before the first date passes, give the reason, and say how to reach the "
        "Ombudsman.",
    )


def limits(run: Run) -> str:
    """What the Codes allow, and what the council promises beyond that, where it promises more."""
    who = "Both Codes allow" if len(run.regimes) > 1 else "The Code allows"
    allowed = (
        f"{who} {_days(OF_THE_CODES.stage1_acknowledge)} to acknowledge a complaint, then "
        f"{_days(OF_THE_CODES.stage1_respond)} to answer at stage 1 and "
        f"{print_in_words(OF_THE_CODES.stage2_respond)} at stage 2."
    )
    stricter = (
        "We promise more, and count by what we promise: section 2 says what." if _is_stricter(run) else ""
    )
    counting = (
        "The day after an event is day 1. Saturdays, Sundays, bank holidays and the closed days listed in "
        "section 16 do not count."
    )
    return paragraph(allowed, stricter, counting)


def extension_limit(run: Run) -> str:
    """To how many working days an extension is cut in the figures."""
    clocks = _in_force(run)
    whose = "our own limit" if _is_stricter(run) else f"the limit of the Code{'s' * (len(run.regimes) > 1)}"
    return (
        f"We cut it to {whose}: {_days(clocks.stage1_extend)} at stage 1, "
        f"{print_in_words(clocks.stage2_extend)} at stage 2."
    )


def working_day(run: Run) -> str:
    """What a working day is, with the nation whose bank holidays count."""
    nation = words("nations")[run.council.calendar.subdivision]
    return (
        f"Monday to Friday, unless it is a bank holiday in {nation} or one of our closed days. The day after "
        "something happens is day 1. This is so when it happens on a weekend too."
    )


def _in_force(run: Run) -> Clocks:
    """The clocks that hold for a complaint received on the last day of the period."""
    until = sorted(run.council.procedure, key=lambda each: each.until)
    return next((each for each in until if each.until >= run.period.end), run.council.clocks)


def _is_stricter(run: Run) -> bool:
    clocks = _in_force(run)
    return any(getattr(clocks, name) != getattr(OF_THE_CODES, name) for name in Clocks.model_fields)


def _days(number: int) -> str:
    return f"{print_in_words(number)} working day{'s' * (number != 1)}"


def _start(clocks: Clocks, receipt: str) -> str:
    late = ", or of the day on which we should have" * (clocks.response_starts == "capped")
    return receipt if clocks.response_starts == "received" else f"acknowledging it{late}"
