"""Long texts that a pattern nearly matches: what it is made of, again and again, and then something else."""

from __future__ import annotations

from collections.abc import Iterator
from re import _constants as code  # how the standard library itself takes a pattern apart
from re import _parser

RUNS = [
    "a", "A", "1", " ", ".", "-", "@", "_", "\n", "'", ",", "(", "[", "<", "£", "/", "\\", "`", "\t", "é",
    "a ", "A ", "1 ", "a.", "a-", "a@", "Aa ", "A-", "Aa-", "A'a", "1a", "A1 ", "1-", "1/", "1.", "a_", "a/",
    "a\n", " \n", "a, ", "ab ", "in ", "a;",
]  # fmt: skip
ENDING = "é"
"""A letter, so that no word ends before it, and none that a pattern of ASCII knows."""
_MANY, _CHOICES, _WHOLE = 8, 12, 3
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_OF_A_KIND = {
    code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "a",
    code.CATEGORY_NOT_DIGIT: "a", code.CATEGORY_NOT_SPACE: "a", code.CATEGORY_NOT_WORD: " ",
}  # fmt: skip


def beginnings_and_units(expression: str) -> set[tuple[str, str]]:
    """What a text may begin with, and what it then repeats: plain runs, and pieces of the pattern."""
    parsed = _parser.parse(expression)
    units = set(RUNS)
    found: set[tuple[str, str]] = set()
    for choice in range(_CHOICES):
        whole = _sample(parsed, choice)
        units |= (
            {whole, whole[:-1], whole[1:], f"{whole} ", whole[: len(whole) // 2]}
            if choice < _WHOLE
            else set()
        )
        for before, body in _repeats(parsed, "", choice):
            units |= {body, f"{body} "}
            if choice < _WHOLE:
                units.add(before + body)
                found.add((before, body))
    return {(before, unit) for before, unit in [*found, *(("", unit) for unit in units)] if unit}


def long_text(before: str, unit: str, length: int) -> str:
    return before + (unit * (length // len(unit) + 1))[:length] + ENDING


def _repeats(parsed, before: str, choice: int) -> Iterator[tuple[str, str]]:
    """What stands before each part that may be repeated often, and the part."""
    for kind, what in parsed:
        for branch in _inside(kind, what):
            yield from _repeats(branch, before, choice)
        if kind in _REPEATS and what[1] > _MANY:
            yield before, _sample(what[2], choice)
        before += _one(kind, what, choice)


def _inside(kind, what) -> list:
    if kind in _REPEATS:
        return [what[2]]
    if kind is code.BRANCH:
        return what[1]
    if kind is code.SUBPATTERN:
        return [what[3]]
    return [what[1]] if kind in (code.ASSERT, code.ASSERT_NOT) else []


def _sample(parsed, choice: int) -> str:
    return "".join(_one(kind, what, choice) for kind, what in parsed)


def _one(kind, what, choice: int) -> str:
    """A text that a part of a pattern matches; of several choices one by its number."""
    if kind is code.LITERAL:
        return chr(what)
    if kind is code.IN:
        return _letter_of(what)
    if kind in (code.ANY, code.NOT_LITERAL):
        return "b" if what == ord("a") else "a"
    if kind is code.BRANCH:
        return _sample(what[1][choice % len(what[1])], choice)
    if kind is code.SUBPATTERN:
        return _sample(what[3], choice)
    if kind is code.ATOMIC_GROUP:
        return _sample(what, choice)
    return _sample(what[2], choice) * max(what[0], min(1, what[1])) if kind in _REPEATS else ""


def _letter_of(members) -> str:
    kind, what = members[0]
    if kind is code.NEGATE:
        return next(
            (letter for letter in "a 0.-@\n" if not any(_holds(each, letter) for each in members[1:])), "~"
        )
    if kind is code.CATEGORY:
        return _OF_A_KIND[what]
    return chr(what[0] if kind is code.RANGE else what)


def _holds(member, letter: str) -> bool:
    kind, what = member
    if kind is code.RANGE:
        return what[0] <= ord(letter) <= what[1]
    if kind is code.CATEGORY:
        return letter in {"1": "0", " ": " \n", "a": "a0"}.get(_OF_A_KIND[what], "")
    return chr(what) == letter
