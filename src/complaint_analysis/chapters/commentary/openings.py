"""The sentence that opens each section: what matters first, in plain words, no cause claimed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from complaint_analysis.chapters.commentary.phrases import (
    across,
    all_have_nothing_to_count,
    last_label,
    naming_once,
    of_one,
)
from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.years import revisions
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import ABOUT, CODE_NAME
from complaint_analysis.measures.figure import Figure, known
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.numbers import print_count, print_number_of, print_pounds
from complaint_analysis.printing.sentences import listed, paragraph, starting, within
from complaint_analysis.printing.table import print_date
from complaint_analysis.run.compared_years import comparable, sides
from complaint_analysis.run.period_run import Run

_CODE_OF_2024 = date(2024, 4, 1)
_NAMED = 3
_OUTSIDE = {"statutory": "with a procedure of its own in law", "unassigned": "without a service"}


def volumes(run: Run) -> str:
    """How many stage 1 complaints there were; more is neither good nor bad."""
    numbers = _known(run, "stage1.received")
    if not numbers:
        return "How many complaints we received is not recorded."
    return f"In {sides(run)[0].label} we received {_so_many(numbers, 'stage 1 complaint')}."


def timeliness(run: Run) -> str:
    """How many stage 1 complaints were not answered in time, of how many."""
    ending = "stage1.responded.in_time_pct"
    shares = _known(run, ending)
    if not shares:
        none = "No stage 1 complaint was due an answer."
        return _without(run, ending, none, "Answers at stage 1 are not recorded.")
    missed = {regime: (each.denominator or 0) - (each.numerator or 0) for regime, each in shares.items()}
    if not any(missed.values()):
        return f"We answered {_all(shares, 'stage 1 complaint')} in time."
    numbers = {key: (number, shares[key].denominator or 0) for key, number in missed.items()}
    unknown = any(each.value for each in _known(run, "stage1.responded.not_recorded").values())
    counted = ", counting those whose answer nobody recorded" if unknown else ""
    return f"We missed the time limit for {_parts(numbers, 'stage 1 complaint')}{counted}."


def outcomes(run: Run) -> str:
    """How many stage 1 complaints were upheld, of those decided."""
    ending = "stage1.outcome.upheld_pct"
    shares = _known(run, ending)
    if not shares:
        none = "There was no stage 1 complaint to decide."
        return _without(run, ending, none, "Decisions at stage 1 are not recorded.")
    upheld = _parts({regime: _counts(each) for regime, each in shares.items()})
    return f"Of the stage 1 complaints that we decided, we upheld {upheld}, in whole or in part."


def escalation(run: Run) -> str:
    """How many of the period's answered complaints brought a request for stage 2, refused ones too."""
    ending = "escalation.cohort_pct"
    shares = _known(run, ending)
    if not shares:
        none = "We answered no stage 1 complaint that could have gone on to stage 2."
        return _without(run, ending, none, "Requests for stage 2 are not recorded.")
    went_on = _parts({regime: _counts(each) for regime, each in shares.items()})
    return f"Of the stage 1 complaints that we answered, {went_on} brought a request for stage 2."


def refusals(run: Run) -> str:
    """How many complaints were refused."""
    numbers = _known(run, "refused")
    if len(numbers) < len(run.regimes):
        return "How many complaints we refused is not recorded."
    if not any(each.value for each in numbers.values()):
        return "We refused no complaint."
    return f"We refused {_so_many(numbers, 'complaint')}."


def remedies(run: Run) -> str:
    """What was awarded as compensation."""
    totals, awards = (_known(run, f"compensation.{each}") for each in ("total_gbp", "awards"))
    if not awards:
        return "Compensation is not recorded."
    given = {key: totals.get(key) for key, each in awards.items() if each.value}
    if not given:
        return "We awarded no compensation."
    known = [
        f"{print_pounds(each.value or 0)} for complaints {ABOUT[key]}" for key, each in given.items() if each
    ]
    withheld = [f"complaints {ABOUT[key]}" for key, each in given.items() if not each]
    return paragraph(
        f"We awarded compensation of {listed(known)}." if known else "",
        f"The sum awarded for {listed(withheld)} is withheld, so that no award can be worked out."
        if withheld
        else "",
    )


def access(run: Run) -> str:
    """The way to complain that was used most."""
    most = {regime: found for regime in run.regimes if (found := _commonest_channel(run, regime))}
    if not most:
        none = "No complaint was made to us."
        return _without(run, "stage1.received", none, "How complaints reached us is not recorded.")
    names = {name for name, _ in most.values()}
    if len(names) == 1:
        counts = across({regime: count for regime, (_, count) in most.items()}, "complaints")
        return f"{names.pop()} was the way to complain used most: {counts}."
    ways = [f"{within(name)} for complaints {ABOUT[key]} ({count})" for key, (name, count) in most.items()]
    return f"The ways to complain used most were {listed(ways)}."


def _commonest_channel(run: Run, regime: str) -> tuple[str, str] | None:
    """The channel used most, with `37 of 92`; None where none is recorded."""
    found = {label: known(run.figures, f"{regime}.channel.{label}") for label in taxonomy.labels("channel")}
    numbers = {label: figure.value or 0 for label, figure in found.items() if figure}
    named = {label: number for label, number in numbers.items() if label != "not_recorded"}
    if not any(named.values()):
        return None
    channel = max(named, key=lambda each: named[each])
    return starting(taxonomy.printed("channel", channel)), _out_of(named[channel], sum(numbers.values()))


def _known(run: Run, ending: str) -> dict[str, Figure]:
    """A figure of each Code, where it has a value."""
    found = {regime: known(run.figures, f"{regime}.{ending}") for regime in run.regimes}
    return {regime: figure for regime, figure in found.items() if figure is not None}


def _without(run: Run, ending: str, none: str, unrecorded: str) -> str:
    """What is said where no Code has a value: that there was no case, or that it is not recorded."""
    return none if all_have_nothing_to_count(run, ending) else unrecorded


def _so_many(numbers: Mapping[str, Figure], one: str) -> str:
    """`92 stage 1 complaints about housing and none about other services`."""
    first, *others = [(regime, each.value or 0) for regime, each in numbers.items()]
    counts = {regime: print_count(number) if number else "none" for regime, number in [first, *others]}
    counts[first[0]] = print_count(first[1]) if first[1] else "no"
    return across(counts, one if first[1] == 1 else f"{one}s")


def _counts(figure: Figure) -> tuple[float, float]:
    return figure.numerator or 0, figure.denominator or 0


def _parts(numbers: Mapping[str, tuple[float, float]], one: str = "") -> str:
    """`14 of 91 stage 1 complaints about housing and the only one about other services`."""
    return naming_once(numbers, one, _part)


def _part(counts: tuple[float, float], one: str) -> str:
    number, base = counts
    return of_one(number, one) if base == 1 else f"{_out_of(number, base)}{_many(one)}"


def _all(shares: Mapping[str, Figure], one: str) -> str:
    """`all 91 stage 1 complaints about housing and the only one about other services`."""
    return naming_once({regime: each.denominator or 0 for regime, each in shares.items()}, one, _all_of)


def _all_of(base: float, one: str) -> str:
    return of_one(1, one) if base == 1 else f"all {print_count(base)}{_many(one)}"


def _many(one: str) -> str:
    return f" {one}s" if one else ""


def _out_of(number: float, base: float) -> str:
    """`14 of 91`, `none of 3`."""
    return f"{print_count(number) if number else 'none'} of {print_count(base)}"


def comparison_note(run: Run) -> str:
    """Which years stand side by side, as at which days, and whether their rules were the same."""
    last = last_label(run)
    if not last:
        return "There is no earlier year in our records to compare with."
    now, before = sides(run)
    days = f"as our records stood on {print_date(now.basis.as_at)}"
    then = f"those for {last} as they stood on {print_date(before.basis.as_at)}"
    return paragraph(f"The figures for {now.label} are {days}, {then}.", _revised(run), _rules(run))


def _revised(run: Run) -> str:
    """Which headline figures of last year are no longer what its own report printed."""
    rows = revisions(run).frame.to_dict("records")
    if not rows:
        return ""
    named = [f"{within(row['row'])} from {row['released']} to {row['now']}" for row in rows[:_NAMED]]
    more = len(rows) - len(named)
    others = [f"{print_count(more)} {'other' if more == 1 else 'others'}"] if more else []
    return (
        f"Since we published the figures for {last_label(run)} we have revised {listed([*named, *others])}."
    )


def _rules(run: Run) -> str:
    if not comparable(run):
        earlier = [f"{escape(each.name)}, until {print_date(each.until)}" for each in run.council.procedure]
        return (
            f"Earlier complaints ran under other rules ({listed(earlier)}), "
            "so how quickly we answered cannot be compared."
        )
    if "housing" in run.regimes and sides(run)[1].period.end < _CODE_OF_2024:
        return (
            f"Until 31 March 2024 {CODE_NAME['housing']} of 2022 was in force, whose clock ran from the "
            "day of logging; we count both years by the present clock."
        )
    return ""


def method(run: Run) -> str:
    """What the figures were made of: rows read and kept, and records that are under neither Code."""
    rows = {part: known(run.figures, f"records.{part}") for part in words("records")}
    numbers = {part: figure.value or 0 if figure else 0 for part, figure in rows.items()}
    if not numbers["read"]:
        return "There was no row to read in the exports of our case systems."
    said = [
        f"We read {print_number_of(numbers['read'], 'row')} from our case systems.",
        f"{starting(_number_or_no(numbers['merged'], 'row'))} told more of a complaint already read, "
        f"{print_count(numbers['rejected']) if numbers['rejected'] else 'none'} could not be used, "
        f"and {_number_or_no(numbers['kept'], 'record')} remained, "
        f"as they stood on {print_date(sides(run)[0].basis.as_at)}.",
    ]
    return paragraph(*said, _outside(run))


def _number_or_no(number: float, one: str) -> str:
    return print_number_of(number, one) if number else f"no {one}"


def _outside(run: Run) -> str:
    basis = sides(run)[0].basis
    counts = {regime: len(basis.received(regime)) for regime in _OUTSIDE}
    named = [
        f"{print_number_of(number, 'record')} {_OUTSIDE[key]}" for key, number in counts.items() if number
    ]
    codes = "Neither Code covers" if len(run.regimes) > 1 else "The Code does not cover"
    return f"{codes} {listed(named)}; they are in no other figure." if named else ""
