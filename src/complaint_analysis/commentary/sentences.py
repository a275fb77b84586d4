"""The report's sentences on the records: each a function of a run, in plain words, no cause claimed."""

from __future__ import annotations

from datetime import date

from complaint_analysis.classify import taxonomy
from complaint_analysis.commentary.phrases import (
    ABOUT,
    Said,
    both,
    count_moved,
    known,
    last_label,
    listed,
    paragraph,
    share,
    share_moved,
    share_of,
    starting,
    with_chance,
)
from complaint_analysis.markdown import escape
from complaint_analysis.measures.figure import Figure
from complaint_analysis.measures.tables.handling import comparable
from complaint_analysis.measures.tables.sides import STAGES, Run, regimes, sides, words
from complaint_analysis.printing import (
    print_count,
    print_figure,
    print_number_of,
    print_one_place,
    print_pounds,
)
from complaint_analysis.statistics import CHANCE_LEVEL, working_days_change_p
from complaint_analysis.tables import print_date

_BEGUN = {"stage1": "stage 1 complaints", "stage2": "requests for stage 2"}
_CODE_OF_2024 = date(2024, 4, 1)


def complaints_at(stage: str, regime: str) -> str:
    """`stage 1 complaints about housing`."""
    return f"{words('stage')[stage]} complaints {ABOUT[regime]}"


def volumes(run: Run) -> str:
    """How many complaints there were at each stage, beside last year; more is neither good nor bad."""
    last = last_label(run)
    opening = f"From {last} to {sides(run)[0].label} our numbers changed as follows." if last else ""
    said = [
        count_moved(f"{_BEGUN[stage]} {ABOUT[regime]}", *both(run, f"{regime}.{stage}.received"), last)
        for regime in regimes(run)
        for stage in STAGES
    ]
    return with_chance([Said(opening), *said])


def timeliness(run: Run) -> str:
    """What share was answered in time at each stage of each Code, and how long stage 1 took."""
    said = [_answered_in_time(run, regime, stage) for regime in regimes(run) for stage in STAGES]
    return with_chance([*said, *(_usual_time(run, regime) for regime in regimes(run))])


def _answered_in_time(run: Run, regime: str, stage: str) -> Said:
    id, what = f"{regime}.{stage}.responded.in_time_pct", complaints_at(stage, regime)
    now, before = both(run, id)
    if now is None:
        return Said(_without(run, id, f"Answers to {what}"))
    text = f"We answered {share_of(now, what)} in time"
    return share_moved(text, what, now, before, last_label(run), comparable(run))


def _without(run: Run, id: str, what: str) -> str:
    """The sentence for a figure without a value: nothing to count, or nothing recorded."""
    figure = run.figures.get(id)
    if figure is not None and figure.status == "not_applicable":
        return f"{what}: there was none to count."
    return f"{what} are not recorded."


def _usual_time(run: Run, regime: str) -> Said:
    now, before = both(run, f"{regime}.stage1.working_days.median")
    if now is None:
        return Said("")
    text = f"Half of our stage 1 answers {ABOUT[regime]} took {_days(now)} or less"
    if before is None:
        return Said(f"{text}.")
    if now.value == before.value:
        return Said(f"{text}, the same as in {last_label(run)}.")
    text = f"{text}; in {last_label(run)}, {_days(before)}."
    by_chance = _days_by_chance(run, regime) if comparable(run) else None
    return Said(text, f"the working days to answer {ABOUT[regime]}", by_chance)


def _days(figure: Figure) -> str:
    number = print_one_place(figure.value or 0).removesuffix(".0")
    return f"{number} working {'day' if number == '1' else 'days'}"


def _days_by_chance(run: Run, regime: str) -> bool:
    now, before = (side.basis.stage(regime, 1).rows["working_days"].dropna() for side in sides(run))
    return working_days_change_p(now.tolist(), before.tolist()) >= CHANCE_LEVEL


def outcomes(run: Run) -> str:
    """What share was upheld in whole or part at each stage of each Code, beside last year."""
    return with_chance([_upheld(run, regime, stage) for regime in regimes(run) for stage in STAGES])


def _upheld(run: Run, regime: str, stage: str) -> Said:
    id, what = f"{regime}.{stage}.outcome.upheld_pct", complaints_at(stage, regime)
    now, before = both(run, id)
    if now is None:
        return Said(_without(run, id, f"Decisions on {what}"))
    text = f"We upheld {share_of(now, what)} in whole or in part"
    return share_moved(text, what, now, before, last_label(run))


def escalation(run: Run) -> str:
    """How many of the period's answered complaints went on to stage 2, beside last year."""
    return with_chance([_escalated(run, regime) for regime in regimes(run)])


def _escalated(run: Run, regime: str) -> Said:
    id = f"{regime}.escalation.cohort_pct"
    now, before = both(run, id)
    if now is None:
        return Said(_without(run, id, f"Requests for stage 2 {ABOUT[regime]}"))
    text = f"Of the stage 1 complaints {ABOUT[regime]} that we answered, {share(now)} went on to stage 2"
    return share_moved(text, f"complaints {ABOUT[regime]}", now, before, last_label(run))


def refusals(run: Run) -> str:
    """How many complaints and requests for stage 2 were refused, and on what ground."""
    at_stage1 = (_refused(run, regime) for regime in regimes(run))
    return paragraph(*at_stage1, _refused_at_stage2(run), _last_refused(run))


def _refused(run: Run, regime: str) -> str:
    number = known(run.figures, f"{regime}.refused")
    if number is None:
        return f"Refusals of complaints {ABOUT[regime]} are not recorded."
    if not number.value:
        return f"We refused no complaint {ABOUT[regime]}."
    return f"We refused {_complaints(number, regime)}: {_grounds(run, regime)}."


def _complaints(figure: Figure, regime: str, one: str = "complaint") -> str:
    return f"{print_number_of(figure.value or 0, one)} {ABOUT[regime]}"


def _grounds(run: Run, regime: str) -> str:
    """The refusals of a Code in the groups of its table."""
    groups: dict[str, float] = {}
    for reason in taxonomy.labels("exclusion_reason"):
        figure = known(run.figures, f"{regime}.refused.{reason}")
        group = taxonomy.exclusion_group(reason, run.council.exclusions.policy, regime)
        groups[group] = groups.get(group, 0) + (figure.value or 0 if figure else 0)
    found = [f"{print_count(number)} {_GROUNDS[group]}" for group, number in groups.items() if number]
    return listed(found) if found else "the reasons are not recorded"


_GROUNDS = {
    "named_in_code": "for a reason that the Housing Ombudsman's Code names",
    "named_in_policy": "for a reason that our own policy names",
    "named_in_neither": "for another reason, or for none that is recorded",
}


def _refused_at_stage2(run: Run) -> str:
    numbers = {regime: known(run.figures, f"{regime}.stage2.refused") for regime in regimes(run)}
    if None in numbers.values():
        return "Refusals of requests for stage 2 are not recorded."
    given = [_complaints(each, regime, "request") for regime, each in numbers.items() if each and each.value]
    return f"At stage 2 we refused {listed(given)}." if given else "We refused no request for stage 2."


def _last_refused(run: Run) -> str:
    last = last_label(run)
    if not last:
        return ""
    before = {regime: known(run.last_figures, f"{regime}.refused") for regime in regimes(run)}
    if None in before.values():
        return f"For {last} refusals are not recorded."
    return f"In {last} we refused {listed([_complaints(each, key) for key, each in before.items() if each])}."


def remedies(run: Run) -> str:
    """The remedy given most often, and what was awarded as compensation."""
    said = [each(run, regime) for regime in regimes(run) for each in (_commonest_remedy, _awarded)]
    return paragraph(*said)


def _commonest_remedy(run: Run, regime: str) -> str:
    numbers = _numbers(run, regime, "remedies", taxonomy.labels("remedies"))
    if not numbers:
        return f"Remedies for complaints {ABOUT[regime]} are not recorded."
    kind = max(numbers, key=lambda each: numbers[each])
    if not numbers[kind]:
        return f"No remedy is recorded for complaints {ABOUT[regime]}."
    name = starting(taxonomy.printed("remedies", kind))
    given = f"{print_count(numbers[kind])} of {print_count(_received(run, regime))}"
    return f"{name} was the remedy given most often for complaints {ABOUT[regime]} ({given})."


def _numbers(run: Run, regime: str, kind: str, labels: tuple[str, ...]) -> dict[str, float]:
    found = {label: known(run.figures, f"{regime}.{kind}.{label}") for label in labels}
    return {label: figure.value or 0 for label, figure in found.items() if figure}


def _received(run: Run, regime: str) -> int:
    return len(sides(run)[0].basis.complaints(regime))


def _awarded(run: Run, regime: str) -> str:
    total, before = both(run, f"{regime}.compensation.total_gbp")
    awards = known(run.figures, f"{regime}.compensation.awards")
    what = f"for complaints {ABOUT[regime]}"
    if total is None or awards is None:
        return f"Compensation {what} is not recorded."
    last = f"; in {last_label(run)}, {print_pounds(before.value or 0)}" if before else ""
    if not awards.value:
        return f"We awarded no compensation {what}{last}."
    number = print_number_of(awards.value, "award")
    return f"We awarded {print_pounds(total.value or 0)} {what} in {number}{last}."


def access(run: Run) -> str:
    """How most complaints came in, and how many had help or an adjustment."""
    said = [each(run, regime) for regime in regimes(run) for each in (_commonest_channel, _helped)]
    return paragraph(*said)


def _commonest_channel(run: Run, regime: str) -> str:
    numbers = _numbers(run, regime, "channel", taxonomy.labels("channel"))
    named = {channel: number for channel, number in numbers.items() if channel != "not_recorded"}
    if not any(named.values()):
        return f"How complaints {ABOUT[regime]} reached us is not recorded."
    channel = max(named, key=lambda each: named[each])
    name, of = starting(taxonomy.printed("channel", channel)), print_count(sum(numbers.values()))
    return (
        f"{name} was the most used way to complain {ABOUT[regime]} ({print_count(named[channel])} of {of})."
    )


def _helped(run: Run, regime: str) -> str:
    found = {id: run.figures[f"{regime}.{id}"] for id in _HELP}
    parts = [f"{_so_many(run, found[id])} {said}" for id, (said, _) in _HELP.items() if _told(found[id])]
    missing = [name for id, (_, name) in _HELP.items() if not _told(found[id])]
    said = f"Of all complaints {ABOUT[regime]}, {listed(parts)}." if parts else ""
    return paragraph(said, f"{starting(listed(missing))} are not recorded." if missing else "")


_HELP = {
    "representative": ("came through a representative", "representatives"),
    "adjustments": ("had a reasonable adjustment recorded", "reasonable adjustments"),
}


def _told(figure: Figure) -> bool:
    return figure.status in ("ok", "suppressed")


def _so_many(run: Run, figure: Figure) -> str:
    return "none" if figure.value == 0 else print_figure(figure, threshold=run.council.disclosure.threshold)


def comparison_note(run: Run) -> str:
    """Which years stand side by side, as at which days, and whether their rules were the same."""
    last = last_label(run)
    if not last:
        return "There is no earlier year in our records to compare with."
    now, before = sides(run)
    days = f"as our records stood on {print_date(now.basis.as_at)}"
    then = f"those for {last} as they stood on {print_date(before.basis.as_at)}"
    return paragraph(f"The figures for {now.label} are {days}, {then}.", _rules(run))


def _rules(run: Run) -> str:
    if not comparable(run):
        earlier = [f"{escape(each.name)}, until {print_date(each.until)}" for each in run.council.procedure]
        return (
            f"Earlier complaints ran under other rules ({listed(earlier)}), "
            "so how quickly we answered cannot be compared."
        )
    if "housing" in regimes(run) and sides(run)[1].period.end < _CODE_OF_2024:
        return (
            "Until 31 March 2024 the Housing Ombudsman's Code of 2022 was in force, whose clock ran from the "
            "day of logging; we count both years by the present clock."
        )
    return ""


def method(run: Run) -> str:
    """What the figures were made of: rows read and kept, and records that are under neither Code."""
    rows = {part: known(run.figures, f"records.{part}") for part in words("records")}
    numbers = {part: figure.value or 0 if figure else 0 for part, figure in rows.items()}
    said = [
        f"We read {print_number_of(numbers['read'], 'row')} from our case systems.",
        f"{print_number_of(numbers['merged'], 'row')} told more of a complaint already read, "
        f"{print_count(numbers['rejected']) if numbers['rejected'] else 'none'} could not be used, "
        f"and {print_number_of(numbers['kept'], 'record')} remained, "
        f"as they stood on {print_date(sides(run)[0].basis.as_at)}.",
    ]
    return paragraph(*said, _outside(run))


def _outside(run: Run) -> str:
    basis = sides(run)[0].basis
    counts = {regime: len(basis.received(regime)) for regime in _OUTSIDE}
    named = [
        f"{print_number_of(number, 'record')} {_OUTSIDE[key]}" for key, number in counts.items() if number
    ]
    return f"Neither Code covers {listed(named)}; they are in no other figure." if named else ""


_OUTSIDE = {"statutory": "with a procedure of its own in law", "unassigned": "without a service"}
