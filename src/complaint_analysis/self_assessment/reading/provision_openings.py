"""Which lines of a form without a table open a provision, and which only quote a clause of something."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from complaint_analysis.council.codes.catalogue import Code
from complaint_analysis.self_assessment.reading.answers import read_answer
from complaint_analysis.self_assessment.reading.headings import column_of
from complaint_analysis.self_assessment.reading.lines import NUMBER, SECTION, number_of, opening_number

Texts = Sequence[str]
"""The filled cells of a line."""
Look = tuple[str, bool]
"""The label before a number, and whether the two stand alone."""
_NEAR = 3


@dataclass(frozen=True)
class Opening:
    """A line that opens with a number of the Code: its place, the label before the number, and whether the
    two stand alone."""

    place: int
    number: str
    label: str
    alone: bool

    @property
    def look(self) -> Look:
        return self.label, self.alone


def find_openings(
    lines: Sequence[Texts], answers: Collection[int], code: Code, *, all_answered: bool
) -> list[Opening]:
    """The lines that open provisions, in order; `answers` are the places of the lines that answer one.

    They are the lines that share the form's own label before the number, such as `Code provision`, or none.
    Of several between two answers the one opens that goes on in the Code's order; the others are quotes.
    `all_answered` says that a provision without an answer has a line for it too.
    """
    met = [each for place, texts in enumerate(lines) if (each := opening_of(place, texts, code))]
    own = _own_look(met, code)
    places = sorted(answers)
    between: list[list[Opening]] = [[] for _ in range(len(places) + 1)]
    for each in met:
        between[bisect(places, each.place)].append(each)
    found: list[Opening] = []
    for number, quoted in enumerate(between):
        answered = number < len(places)
        in_question = [each for each in quoted if answered or each.alone]
        opened = _opened(in_question, found[-1:], own, code, answered=answered)
        found += [each for place, each in enumerate(opened) if not (place and all_answered) or any(each.look)]
    return found


def find_section_openings(lines: Sequence[Texts], answers: Collection[int]) -> set[int]:
    """The places of the lines that open the sections of a short form, one before each answer, in order."""
    found: set[int] = set()
    last, after = 0, -1
    for answer in sorted(answers):
        numbers = {place: _section_of(lines[place]) for place in range(after + 1, answer)}
        next_ = [place for place, number in numbers.items() if number in {last, last + 1} - {0}]
        if next_:
            opening = max(next_, key=lambda place: (numbers[place], place))
            found.add(opening)
            last = numbers[opening]
        after = answer
    return found


def _section_of(texts: Texts) -> int:
    """The number of the section that a line names; 0 of any other line."""
    named = SECTION.match(texts[0]) if len(texts) == 1 else None
    return int(named[1]) if named else 0


def opening_of(place: int, texts: Texts, code: Code) -> Opening | None:
    """A line as the opening of a provision; None where it opens with no number of the Code."""
    if len(texts) > 1 and column_of(texts[0]) == "provision" and opening_number(texts[1]) in code:
        return Opening(place, opening_number(texts[1]), _letters(texts[0]), _is_alone(texts[1:]))
    found = NUMBER.match(texts[0]) if texts else None
    if not found or number_of(found[1]) not in code:
        return None
    label = _letters(texts[0][: found.start(1)])
    return Opening(place, number_of(found[1]), label, _is_alone(texts))


def with_numbers_beside_labels(lines: Sequence[Texts]) -> list[Texts]:
    """The lines, a label of the provision that stands alone joined with the number alone below it."""
    joined: list[Texts] = []
    for texts in lines:
        above = joined[-1] if joined else ()
        if _is_alone(texts) and len(above) == 1 and _is_label(above[0]):
            joined[-1:] = [(), (*above, *texts)]
        else:
            joined.append(texts)
    return joined


def _is_label(text: str) -> bool:
    return column_of(text) == "provision" and read_answer(text) is None


def _is_alone(texts: Texts) -> bool:
    return len(texts) == 1 and bool(NUMBER.fullmatch(texts[0]))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())


def _own_look(met: Sequence[Opening], code: Code) -> Look:
    """What the form's own openings share: the first look that goes on in the Code's order as often as any."""
    alike: dict[Look, list[Opening]] = {}
    for each in met:
        alike.setdefault(each.look, []).append(each)
    steps = {look: _steps(of_look, code) for look, of_look in alike.items()}
    most = max(steps.values(), default=0)
    return next((look for look, count in steps.items() if 2 * count >= most), ("", False))


def _steps(openings: Sequence[Opening], code: Code) -> int:
    return sum(_distance(one, next_, code) == 1 for one, next_ in pairwise(openings))


def _distance(before: Opening | None, opening: Opening, code: Code) -> int:
    """How many provisions a line is behind the one before it; more than there are where it is not."""
    numbers = code.numbers
    distance = numbers.index(opening.number) - (numbers.index(before.number) if before else -1)
    return distance if distance > 0 else len(numbers) - distance


def _opened(
    quoted: Sequence[Opening], found: Sequence[Opening], own: Look, code: Code, *, answered: bool
) -> list[Opening]:
    """The lines between two answers that open provisions: the answered one, and those left without answer."""
    opened: list[Opening] = []
    rest = list(quoted)
    while rest:
        before = [*found, *opened][-1] if found or opened else None
        first = min(rest, key=lambda each: _rank(each, before, own, code))
        if not _may_open(first, before, own, code, needed=answered and not opened):
            break
        opened.append(first)
        rest = [each for each in rest if each.place > first.place]
    return opened


def _rank(
    opening: Opening, before: Opening | None, own: Look, code: Code
) -> tuple[bool, bool, int, bool, int]:
    """How likely a line opens the next provision, the likeliest first: by its look, then by the order."""
    label, alone = own
    distance = _distance(before, opening, code)
    return opening.label != label, alone and not opening.alone, distance, not opening.alone, -opening.place


def _may_open(opening: Opening, before: Opening | None, own: Look, code: Code, *, needed: bool) -> bool:
    """Whether a line opens a provision: one that an answer needs, or one that goes straight on."""
    label, alone = own
    distance = _distance(before, opening, code)
    if needed:
        return opening.label == label or distance == 1
    if before is None or (alone and not label):
        straight = opening.alone and (before is None or distance == 1)
    else:
        straight = distance <= (_NEAR if label and opening.alone else 1)
    return opening.label == label and straight
