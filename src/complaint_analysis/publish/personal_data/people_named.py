"""The people whom a cell names: their given names, and the ways to take their surname, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.publish.personal_data.as_compared import with_capitals
from complaint_analysis.records.redaction.known_values import ROLES
from complaint_analysis.records.redaction.person_names import given_names, is_ordinary, sure_given_names

FEWEST_LETTERS = 4
"""A word of fewer letters by itself is nobody's name."""
_PARTS = re.compile(r"[;/&+|\n]|\s(?:and|AND|And|or)\s")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LOGIN = re.compile(r"(?<![^\s;,<>()])[^\s;,<>()@]{1,64}@[^\s;,<>()]+|(?<![\w-])[\w-]{1,64}\\[\w.-]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑–][^\W\d_]+)*")
_HYPHEN = re.compile(r"[-‐‑–]")
_PREFIXED = re.compile(r"(?<![^\W\d_])([ODdLM]|Mc|Mac)(?:['’‘ʼ`´′ʹ]|(?=[A-Z]))\s?([^\W\d_]{3,})")


@dataclass(frozen=True)
class Person:
    """A person as a cell names them: given names (or initials), and the surname in each way to take it.

    `login` is the name under which a program knows them, where the cell gives that.
    """

    given: tuple[str, ...]
    surnames: tuple[tuple[str, ...], ...]
    login: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All words of the name in their order, initials left out."""
        return (*(word for word in self.given if len(word) > 1), *self.surnames[0])

    @property
    def is_ordinary(self) -> bool:
        """Whether nothing in the name tells it from other words but its capitals."""
        return all(len(word) < FEWEST_LETTERS or is_ordinary(word) for word in self.words)


def people_in(value: str) -> Iterator[Person]:
    """The people that a cell names; nobody where it holds roles, teams and relations alone."""
    logins = _LOGIN.findall(value)
    yield from (person for login in logins if (person := _of_login(login)))
    for part in _PARTS.split(_LOGIN.sub(" ", value)):
        if person := _person(_ASIDE.sub(" ", part) if _ASIDE.sub("", part).strip() else part):
            yield person


def _of_login(login: str) -> Person | None:
    """Who has a login or an address: `t.quillfeather@…`, `COUNCIL\\\\tquillfeather`."""
    bare = login.partition("@")[0] if "@" in login else login.rpartition("\\")[2]
    words = [word.casefold() for word in _WORD.findall(with_capitals(bare).replace("_", " "))]
    if not words or any(word in _roles() for word in words):
        return None
    if len(words) > 1:
        return Person(tuple(words[:-1]), _surnames(words[-1], bare), bare.casefold())
    if len(words[0]) <= FEWEST_LETTERS:
        return None
    return Person((words[0][0],), ((words[0],), (words[0][1:],)), bare.casefold())


def _person(part: str) -> Person | None:
    """Who is named by a part of a cell; a short word alone is nobody's name."""
    said = _in_order(with_capitals(part))
    tokens = _without_roles(_WORD.findall(said))
    whole = [word for word in tokens if len(word) > 1]
    if not whole or (len(whole) == 1 and len(whole[0]) < FEWEST_LETTERS):
        return None
    place = max(at for at, word in enumerate(tokens) if len(word) > 1)
    start = place
    while start > 1 and tokens[start - 1].casefold() in _particles():
        start -= 1
    surname = " ".join(word.casefold() for word in tokens[start : place + 1])
    others = [*tokens[:start], *tokens[place + 1 :]]
    given = [word for each in others for word in _HYPHEN.split(each.casefold())]
    return Person(tuple(given), _surnames(surname, part))


def _without_roles(words: list[str]) -> list[str]:
    """The words that may be of a name; a role that is a surname stays behind a single given name."""
    told = [word for word in words if word.casefold() not in _rules()["titles"]]
    if len(told) == 2 and told[0].casefold() in given_names() and told[1].casefold() in _rules()["surnames"]:
        return told
    return [word for word in told if len(word) == 1 or word.casefold() not in _roles()]


def _in_order(said: str) -> str:
    """A name with its surname last, though it stood first: "Quillfeather, Tobias", "Quillfeather Tobias"."""
    first, comma, last = said.partition(",")
    if comma and _telling(first) and _telling(last):
        return f"{last} {first}"
    words = _telling(said)
    turned = len(words) == 2 and words[1].casefold() in sure_given_names()
    if turned and words[0].casefold() not in given_names():
        return f"{words[1]} {words[0]}"
    return said


def _telling(said: str) -> list[str]:
    return _without_roles(_WORD.findall(said))


def _surnames(surname: str, written: str) -> tuple[tuple[str, ...], ...]:
    """A surname whole, each part of a double-barrelled one, its particle or prefix apart and joined."""
    whole = tuple(_HYPHEN.sub(" ", surname).split())
    found = [whole]
    if len(whole) > 1:
        found += [(word,) for word in whole if word not in _particles()]
        found += [("".join(whole),), whole[-2:]]
    for prefix, rest in _PREFIXED.findall(written):
        parts = tuple(with_capitals(each).casefold() for each in (prefix, rest))
        found += [parts] if "".join(parts) in whole else []
    return tuple(dict.fromkeys(found))


@cache
def _rules() -> dict[str, list[str]]:
    return own_toml(__package__, "people_named")


@cache
def _roles() -> frozenset[str]:
    return frozenset({*ROLES, *_rules()["titles"]})


@cache
def _particles() -> frozenset[str]:
    return frozenset(_rules()["particles"])
