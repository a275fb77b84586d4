"""What a form says by marks and not by words: ticks of symbol fonts, and an option picked by a pen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from complaint_analysis.council.characters import legible
from complaint_analysis.self_assessment.form import words
from complaint_analysis.self_assessment.reading.answers import options_of, read_by_words

TICKED, EMPTY = "☒", "☐"
_FIRST_PRIVATE, _FEWEST_OPTIONS = 0xF000, 2


@dataclass(frozen=True)
class Stretch:
    """A stretch of text of one look: whether it is struck out, and whether a highlight sets it off."""

    text: str
    struck: bool = False
    highlighted: bool = False


def choice_of(stretches: Sequence[Stretch]) -> str:
    """What a cell offers as boxes, the one that a pen picks ticked; '' of a cell that does not only offer.

    The one picked is the only one not struck out, or the only one highlighted.

    >>> choice_of([Stretch("Yes", struck=True), Stretch(" / "), Stretch("No")])
    '☐ Yes ☒ No'
    >>> choice_of([Stretch("Yes / No")])
    ''
    """
    looks = groupby(stretches, key=lambda each: (each.struck, each.highlighted))
    offered = [
        Stretch(option, *look)
        for look, alike in looks
        for option in options_of("".join(each.text for each in alike))
    ]
    if len(offered) < _FEWEST_OPTIONS or not all(read_by_words(each.text) for each in offered):
        return ""
    kept = [each for each in offered if not each.struck]
    picked = kept if len(kept) < len(offered) else [each for each in offered if each.highlighted]
    if len(picked) != 1:
        return ""
    return " ".join(f"{TICKED if each is picked[0] else EMPTY} {each.text}" for each in offered)


def as_marks(text: str, font: str = "") -> str:
    """A text with the letters that a font of symbols shows as boxes and ticks as those, all of it legible.

    >>> as_marks("ü", "Wingdings"), as_marks("P", "Wingdings 2"), as_marks("P", "Arial")
    ('✓', '✓', 'P')
    """
    symbols = words()["symbols"]
    shown = symbols.get(re.sub(r"\W", "", font.casefold()))
    return legible("".join(_mark(letter, shown, symbols["any"]) for letter in text))


def _mark(letter: str, shown: dict[str, str] | None, otherwise: dict[str, str]) -> str:
    """A letter as its font shows it; private letters, which only such fonts have, without one too."""
    private = _FIRST_PRIVATE <= ord(letter) <= _FIRST_PRIVATE + 0xFF
    if shown is None and not private:
        return letter
    place = f"{ord(letter) & 0xFF:02X}"
    return (shown or {}).get(place) or (otherwise.get(place, letter) if private else letter)
