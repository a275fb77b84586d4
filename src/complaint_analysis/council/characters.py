r"""Text as it was meant by whoever typed it: bullets and ticks of symbol fonts as such, and nothing unseen.

A text pasted from Word or a PDF brings along the places of a symbol's font (Symbol, Wingdings), which no
other font knows; one that went through several programs holds control characters, marks and halves of
characters. `characters.toml` says what each place shows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from complaint_analysis.council.data_files import own_toml

_BREAKS = "\x0b\x0c\u2028\u2029"
"""Breaks of lines and pages within a text: a row of a table does not end there."""
_OF_WINDOWS = "\x80-\x9f"
_FIRST_PLACE = 0xF000
_SYMBOLS = "\u2043\uf000-\uf0ff"
_JOINERS, _VARIANTS, _TAGS = "\u200c\u200d", "\ufe00-\ufe0f", "\U000e0000-\U000e007f"
"""What changes the letters, signs and flags beside it, and beside any other is not seen."""
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f"  # control characters
    "\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff"  # spaces without a width
    "\u202a-\u202e\u2066-\u2069"  # what turns the direction of others
    "\ufff9-\ufffc\ufdd0-\ufdef"  # marks of a note, the place of a picture, no characters at all
) + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_ODD = re.compile(f"[{_UNSEEN}{_BREAKS}{_OF_WINDOWS}{_SYMBOLS}{_JOINERS}{_VARIANTS}{_TAGS}]")
_BREAK, _WINDOWS, _SYMBOL, _CHANGING = (
    re.compile(f"[{odd}]") for odd in (_BREAKS, _OF_WINDOWS, _SYMBOLS, f"{_JOINERS}{_VARIANTS}{_TAGS}")
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_A_FLAG = 8
"""So many characters make the flag of a nation: the flag, and tags with its name."""
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]*$")
_HALF = re.compile("[\ud800-\udfff]")


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but letters and signs of ASCII, so that it is legible as it is."""
    return text.isascii() and text.isprintable()


def legible(text: str) -> str:
    r"""The text with each character as it was seen where it was typed; what was not seen there is dropped.

    Tabs and the ends of lines stay. Characters of a script that a typeface may lack stay too: see
    `publish/render/typefaces.py`.

    >>> legible("\uf0b7 the lift\x0bis mended \uf0fc"), legible("the tenant\x92s\ufeff home")
    ('• the lift is mended ✓', 'the tenant’s home')
    """
    if is_plain(text):
        return text
    letters = set(text)
    if any(_HALF.match(letter) for letter in letters):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        letters = set(text)
    odd = "".join(letter for letter in letters if _ODD.match(letter))
    seen = re.sub(f"[{odd}]", _as_seen, text) if odd else text
    return (
        seen if seen == text else legible(seen)
    )  # what has new neighbours now may change nothing beside them


def legible_within(content: Any) -> Any:
    """What a settings file holds with each of its texts, names of settings too, made legible.

    >>> legible_within({"codes": {"housing": ["Homes\uf0a7", 2]}})
    {'codes': {'housing': ['Homes▪', 2]}}
    """
    if isinstance(content, dict):
        return {legible(name): legible_within(value) for name, value in content.items()}
    if isinstance(content, list):
        return [legible_within(value) for value in content]
    return legible(content) if isinstance(content, str) else content


def _as_seen(odd: re.Match[str]) -> str:
    letter = odd[0]
    if _SYMBOL.match(letter):
        return _symbols().get(letter, "")
    if _WINDOWS.match(letter):
        return letter.encode("latin-1").decode("cp1252", "ignore")
    start, end = odd.span()
    before, after = odd.string[max(0, start - _A_FLAG) : start], odd.string[end : end + 1]
    if _BREAK.match(letter):
        return "" if before.endswith("\n") else " "
    return letter if _CHANGING.match(letter) and _changes(letter, before, after) else ""


def _changes(letter: str, before: str, after: str) -> bool:
    """Whether a joiner, a variant or a tag stands beside what it changes."""
    if letter >= "\U000e0000":
        return _FLAG.search(before) is not None
    return bool(before) and not _LATIN.match(before[-1]) and not _LATIN.match(after)


@cache
def _symbols() -> dict[str, str]:
    """What each character of a symbol's font is printed as."""
    tables = dict(own_toml(__package__, "characters"))
    instead = {chr(int(code, 16)): shown for code, shown in tables.pop("instead").items()}
    places = (entry for font in tables.values() for entry in font.items())
    return instead | {chr(_FIRST_PLACE + int(place, 16)): shown for place, shown in places}
