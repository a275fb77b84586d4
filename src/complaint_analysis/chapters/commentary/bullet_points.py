"""What stands under each section's opening sentence: a bullet for each Code, or for each Code and stage."""

from __future__ import annotations

from collections.abc import Callable

from complaint_analysis.chapters.commentary.phrases import (
    Sentence,
    both,
    count_moved,
    has_nothing_to_count,
    last_label,
    points,
    share_moved,
    share_of,
)
from complaint_analysis.chapters.printed_words import stage_name, words
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import ABOUT, CODE_NAME, FOR, NAME
from complaint_analysis.measures.figure import Figure, known, print_figure
from complaint_analysis.measures.statistics import CHANCE_LEVEL, working_days_change_p
from complaint_analysis.printing.numbers import print_count, print_number_of, print_one_place, print_pounds
from complaint_analysis.printing.sentences import listed, paragraph, starting
from complaint_analysis.run.compared_years import STAGES, comparable, sides
from complaint_analysis.run.period_run import Run

_BEGUN = {"stage1": "complaint", "stage2": "request"}
_GROUNDS = {
    "named_in_code": f"for a reason that {CODE_NAME['housing']} names",
    "named_in_policy": "for a reason that our own policy names",
    "named_in_neither": "for another reason, which our policy does not name",
    "policy_not_recorded": "for a reason that is recorded (the policy's reasons are not recorded)",
    "no_reason": "for a reason that is not recorded",
}
_HELP = {
    "representative": ("came through a representative", "representatives"),
    "adjustments": ("had a reasonable adjustment recorded", "reasonable adjustments"),
}


def volumes_by_stage(run: Run) -> str:
    """How many complaints each Code had at each stage, beside last year."""
    return _by_stage(run, _received)


def timeliness_by_stage(run: Run) -> str:
    """What share was answered in time at each stage of each Code, and how long stage 1 usually took."""
    return _by_stage(run, _answered)


def outcomes_by_stage(run: Run) -> str:
    """What share was upheld in whole or part at each stage of each Code, beside last year."""
    return _by_stage(run, _upheld)


def escalation_by_code(run: Run) -> str:
    """What share of the answered complaints brought a request for stage 2, by Code, beside last year."""
    return points({NAME[regime]: [_escalated(run, regime)] for regime in run.regimes})


def refusals_by_code(run: Run) -> str:
    """On what ground complaints were refused, and how many requests for stage 2, by Code."""
    listing = points({NAME[regime]: [Sentence(_refused(run, regime))] for regime in run.regimes})
    return "\n\n".join(part for part in (listing, _last_refused(run)) if part)


def remedies_by_code(run: Run) -> str:
    """The remedy given most often and what was awarded, by Code."""
    said = {
        regime: paragraph(_commonest_remedy(run, regime), _awarded(run, regime)) for regime in run.regimes
    }
    return points({NAME[regime]: [Sentence(each)] for regime, each in said.items()})


def access_by_code(run: Run) -> str:
    """How many had help or an adjustment, by Code."""
    return points({NAME[regime]: [Sentence(_helped(run, regime))] for regime in run.regimes})


def _by_stage(run: Run, say: Callable[[Run, str, str], list[Sentence]]) -> str:
    pairs = [(regime, stage) for regime in run.regimes for stage in STAGES]
    return points({stage_name(regime, stage): say(run, regime, stage) for regime, stage in pairs})


def _at(regime: str, stage: str) -> str:
    """What a note on chance says of a stage: `at stage 1 for housing`."""
    return f"at {words('stage')[stage]} {FOR[regime]}"


def _received(run: Run, regime: str, stage: str) -> list[Sentence]:
    now, before = both(run, f"{regime}.{stage}.received")
    if now is None:
        return [Sentence("not recorded.")]
    return [count_moved(_BEGUN[stage], _at(regime, stage), now, before, last_label(run))]


def _answered(run: Run, regime: str, stage: str) -> list[Sentence]:
    id = f"{regime}.{stage}.responded.in_time_pct"
    now, before = both(run, id)
    if now is None:
        return [_without(run, id)]
    text = f"{share_of(now)} answered in time"
    in_time = share_moved(text, _at(regime, stage), now, before, last_label(run), comparable(run))
    return [in_time, _usual_time(run, regime)] if stage == "stage1" else [in_time]


def _usual_time(run: Run, regime: str) -> Sentence:
    now, before = both(run, f"{regime}.stage1.working_days.median")
    if now is None:
        return Sentence("")
    if run.figures[f"{regime}.stage1.working_days.mean"].denominator == 1:
        return Sentence(f"The one answer took {_days(now)}.")
    text = f"Half of the answers took {_days(now)} or less"
    if before is None:
        return Sentence(f"{text}.")
    if now.value == before.value:
        return Sentence(f"{text}, the same as in {last_label(run)}.")
    by_chance = _days_by_chance(run, regime) if comparable(run) else None
    text = f"{text}; in {last_label(run)}, {_days(before)}."
    return Sentence(text, f"in the working days {FOR[regime]}", by_chance)


def _days(figure: Figure) -> str:
    number = print_one_place(figure.value or 0).removesuffix(".0")
    return f"{number} working {'day' if number == '1' else 'days'}"


def _days_by_chance(run: Run, regime: str) -> bool:
    now, before = (side.basis.stage(regime, 1).rows["working_days"].dropna() for side in sides(run))
    return working_days_change_p(now.tolist(), before.tolist()) >= CHANCE_LEVEL


def _upheld(run: Run, regime: str, stage: str) -> list[Sentence]:
    id = f"{regime}.{stage}.outcome.upheld_pct"
    now, before = both(run, id)
    if now is None:
        return [_without(run, id)]
    text = f"{share_of(now)} upheld in whole or in part"
    return [share_moved(text, _at(regime, stage), now, before, last_label(run))]


def _without(run: Run, id: str) -> Sentence:
    """What is said of a figure without a value: nothing to count, or nothing recorded."""
    return Sentence("none to count." if has_nothing_to_count(run.figures, id) else "not recorded.")


def _escalated(run: Run, regime: str) -> Sentence:
    id = f"{regime}.escalation.cohort_pct"
    now, before = both(run, id)
    if now is None:
        return _without(run, id)
    text = f"{share_of(now)} brought a request for stage 2"
    return share_moved(text, FOR[regime], now, before, last_label(run))


def _refused(run: Run, regime: str) -> str:
    number = known(run.figures, f"{regime}.refused")
    if number is None:
        return "not recorded."
    said = (
        f"{print_number_of(number.value or 0, 'complaint')} refused"
        if number.value
        else "no complaint refused"
    )
    grounds = f", {_grounds(run, regime)}" if number.value else ""
    return f"{said}{grounds}; {_refused_at_stage2(run, regime)}."


def _grounds(run: Run, regime: str) -> str:
    """The refusals of a Code in the groups of its table."""
    groups: dict[str, float] = {}
    for reason in taxonomy.labels("exclusion_reason"):
        figure = known(run.figures, f"{regime}.refused.{reason}")
        group = taxonomy.exclusion_group(reason, run.council.exclusions.policy, regime)
        groups[group] = groups.get(group, 0) + (figure.value or 0 if figure else 0)
    found = [f"{print_count(number)} {_GROUNDS[group]}" for group, number in groups.items() if number]
    return listed(found) if found else "the reasons not recorded"


def _refused_at_stage2(run: Run, regime: str) -> str:
    number = known(run.figures, f"{regime}.stage2.refused")
    if number is None:
        return "requests for stage 2 that we refused are not recorded"
    return f"{print_number_of(number.value, 'request') if number.value else 'no request'} for stage 2 refused"


def _last_refused(run: Run) -> str:
    last = last_label(run)
    if not last:
        return ""
    before = {regime: known(run.last_figures, f"{regime}.refused") for regime in run.regimes}
    if None in before.values():
        return f"Refusals of {last} are not recorded."
    counts = [
        f"{print_number_of(each.value or 0, 'complaint')} {ABOUT[key]}"
        for key, each in before.items()
        if each
    ]
    return f"In {last} we refused {listed(counts)}."


def _commonest_remedy(run: Run, regime: str) -> str:
    found = {label: known(run.figures, f"{regime}.remedies.{label}") for label in taxonomy.labels("remedies")}
    numbers = {label: figure.value or 0 for label, figure in found.items() if figure}
    if not numbers:
        return "Remedies are not recorded."
    kind = max(numbers, key=lambda each: numbers[each])
    if not numbers[kind]:
        return "No remedy is recorded."
    given = f"{print_count(numbers[kind])} of {print_number_of(_complaints(run, regime), 'complaint')}"
    return f"{starting(taxonomy.printed('remedies', kind))} was the remedy given most often ({given})."


def _awarded(run: Run, regime: str) -> str:
    total, before = both(run, f"{regime}.compensation.total_gbp")
    awards = known(run.figures, f"{regime}.compensation.awards")
    if awards is None:
        return "Compensation is not recorded."
    last = f"; in {last_label(run)}, {print_pounds(before.value or 0)}" if before else ""
    if not awards.value:
        return f"No compensation was awarded{last}."
    number = print_number_of(awards.value, "award")
    if total is None:
        return (
            f"Compensation was given in {number}. The sum is withheld, so that none can be worked out{last}."
        )
    return f"Compensation came to {print_pounds(total.value or 0)} in {number}{last}."


def _complaints(run: Run, regime: str) -> int:
    return len(sides(run)[0].basis.complaints(regime))


def _helped(run: Run, regime: str) -> str:
    """How many of all had help: `Of 92 complaints, 9 came through a representative and ...`"""
    found = {id: run.figures[f"{regime}.{id}"] for id in _HELP}
    told = [f"{_so_many(found[id])} {said}" for id, (said, _) in _HELP.items() if found[id].status == "ok"]
    withheld = [said for id, (said, _) in _HELP.items() if found[id].status == "suppressed"]
    missing = [name for id, (_, name) in _HELP.items() if found[id].status == "not_recorded"]
    of_all = f"Of {print_number_of(_complaints(run, regime), 'complaint')}"
    if not _complaints(run, regime):
        return "none to count."
    return paragraph(
        f"{of_all}, {listed(told)}." if told else "",
        f"How many {' or '.join(withheld)} is withheld, so that nobody can be recognised."
        if withheld
        else "",
        f"{starting(listed(missing))} are not recorded." if missing else "",
    )


def _so_many(figure: Figure) -> str:
    return "none" if figure.value == 0 else print_figure(figure)
