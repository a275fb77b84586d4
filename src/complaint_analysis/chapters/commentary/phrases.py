"""Turns of phrase that depend on figures: rose from, more than in, of a size that can arise by chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from complaint_analysis.council.codes.regimes import ABOUT
from complaint_analysis.measures.figure import (
    Figure,
    has_small_base,
    known,
    percentage_points,
    print_base,
    print_figure,
    print_share,
)
from complaint_analysis.measures.statistics import CHANCE_LEVEL, count_change_p, share_change_p
from complaint_analysis.printing.numbers import SMALL_BASE, print_count, print_number_of, print_one_place
from complaint_analysis.printing.rounding import half_up
from complaint_analysis.printing.sentences import listed, paragraph
from complaint_analysis.run.compared_years import STAGES, sides
from complaint_analysis.run.period_run import Run

T = TypeVar("T")
SORTED = "as our officers recorded it or our rules read it"
"""What stands by the subject or cause that most complaints have: both can err, and neither is a finding."""


class Sentence(NamedTuple):
    """A sentence, what it is about, and whether its change can arise by chance (None: no change in it)."""

    text: str
    about: str = ""
    by_chance: bool | None = None


def points(said: Mapping[str, Sequence[Sentence]]) -> str:
    """A bullet for each label, and below them one note on the changes that can arise by chance."""
    items = [f"- **{label}:** {paragraph(*(each.text for each in found))}" for label, found in said.items()]
    note = _chance_note([each for found in said.values() for each in found if each.by_chance is not None])
    return "\n\n".join(part for part in ("\n".join(items), note) if part)


def _chance_note(changed: Sequence[Sentence]) -> str:
    by_chance = [each.about for each in changed if each.by_chance]
    if not by_chance:
        return ""
    if len(by_chance) == len(changed):
        return f"{'A change' if len(changed) == 1 else 'Changes'} of this size can arise by chance."
    begins, ends = ("change", "is") if len(by_chance) == 1 else ("changes", "are")
    return f"The {begins} {listed(by_chance)} {ends} of a size that can arise by chance."


def print_first(number: int, total: int, first: Sequence[str]) -> str:
    """What those in the first place have of all: `8 of 27`, and `8 each, of 27` where several share it."""
    return f"{print_count(number)}{' each,' if len(first) > 1 else ''} of {print_count(total)}"


def has_nothing_to_count(figures: Mapping[str, Figure], id: str) -> bool:
    """Whether a figure has no value because there was no case for it: its base or its stage is empty."""
    if (figure := figures.get(id)) is not None and figure.status == "not_applicable":
        return True
    regime, stage, *_ = id.split(".")
    received = known(figures, f"{regime}.{stage if stage in STAGES else 'stage1'}.received")
    return received is not None and received.value == 0


def all_have_nothing_to_count(run: Run, ending: str) -> bool:
    """Whether a figure has a value for no Code because there was no case."""
    return all(has_nothing_to_count(run.figures, f"{regime}.{ending}") for regime in run.regimes)


def both(run: Run, id: str) -> tuple[Figure | None, Figure | None]:
    """A figure of this period and of the one before, each None where it has no value."""
    return known(run.figures, id), known(run.last_figures, id)


def last_label(run: Run) -> str:
    """The name of the year before, '' where there is none."""
    return sides(run)[1].label if len(sides(run)) > 1 else ""


def moved(now: float, before: float) -> str:
    """How a count moved, without a judgement: `rose from 57 to 86`, `stayed at 9`."""
    if now == before:
        return f"stayed at {print_count(now)}"
    return f"{'rose' if now > before else 'fell'} from {print_count(before)} to {print_count(now)}"


def count_moved(what: str, about: str, now: Figure, before: Figure | None, last: str) -> Sentence:
    """A count beside last year's: `86 complaints, 50.9% more than in 2023-24 (57).`

    On a base under 10 the difference is a number: `11 complaints, 2 more than in 2023-24 (9).`
    """
    text = print_number_of(now.value or 0, what)
    if before is None or before.value is None:
        return Sentence(f"{text}; {last} is not recorded." if last else f"{text}.")
    if now.value == before.value:
        return Sentence(f"{text}, the same as in {last}.")
    side = "more" if (now.value or 0) > before.value else "fewer"
    by_chance = count_change_p(int(now.value or 0), int(before.value)) >= CHANCE_LEVEL
    difference = _difference(now.value or 0, before.value)
    return Sentence(
        f"{text}, {difference} {side} than in {last} ({print_count(before.value)}).", about, by_chance
    )


def _difference(now: float, before: float) -> str:
    size = abs(now - before)
    return (
        print_count(size) if before < SMALL_BASE else f"{print_one_place(half_up(size * 100 / before, 1))}%"
    )


def across(values: Mapping[str, str], what: str = "") -> str:
    """What each Code has, the thing named once: `86 complaints about housing and 463 about other services`.

    `values` are the numbers in words by Code, at least one.
    """
    nouns = [f"{what} " if what else "", *[""] * (len(values) - 1)]
    pairs = zip(nouns, values.items(), strict=True)
    return listed([f"{value} {noun}{ABOUT[regime]}" for noun, (regime, value) in pairs])


def naming_once(found: Mapping[str, T], one: str, say: Callable[[T, str], str]) -> str:
    """What `say` says of what each Code has, given the name of the thing for the first Code alone."""
    names = dict.fromkeys(found, "") | dict.fromkeys(list(found)[:1], one)
    return across({regime: say(each, names[regime]) for regime, each in found.items()})


def share_of(figure: Figure, one: str = "") -> str:
    """`83.7% (72 of 86) of stage 1 complaints`; on a base under 10 `8 of 9 stage 1 complaints`, of one case
    `the only stage 1 complaint` or `no stage 1 complaint`."""
    if figure.denominator == 1:
        return of_one(figure.numerator or 0, one)
    joined = " " if has_small_base(figure) else " of "
    return f"{print_share(figure)}{joined}{one}s" if one else print_share(figure)


def of_one(number: float, one: str = "") -> str:
    """What is said in the place of `1 of 1` and of `0 of 1`: `the only complaint`, `no complaint`; of what
    has been named already `the only one`, `none`."""
    if not one:
        return "the only one" if number else "none"
    return f"the only {one}" if number else f"no {one}"


def share_moved(
    text: str, about: str, now: Figure, before: Figure | None, last: str, comparable: bool = True
) -> Sentence:
    """A sentence on a percentage (without its full stop), beside last year's and the difference in points.

    Under different rules last year's stands without a direction, on a base under 10 without points.
    """
    if before is None or not last:
        return Sentence(f"{text}.")
    if not comparable:
        return Sentence(f"{text}; in {last}, under different rules, {print_share(before)}.")
    if has_small_base(now) or has_small_base(before):
        return Sentence(f"{text}; in {last}, {print_share(before)}.")
    points = percentage_points(now, before)
    if points == 0:
        return Sentence(f"{text}, the same as in {last} ({print_base(before)}).")
    size = f"{print_one_place(abs(points))} percentage {'point' if abs(points) == 1 else 'points'}"
    side = f"{size} {'more' if points > 0 else 'less'} than in {last}"
    by_chance = share_change_p(_counts(now), _counts(before)) >= CHANCE_LEVEL
    return Sentence(f"{text}, {side} ({print_figure(before)}, {print_base(before)}).", about, by_chance)


def _counts(figure: Figure) -> tuple[int, int]:
    return int(figure.numerator or 0), int(figure.denominator or 0)
