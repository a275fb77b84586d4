"""A name in each of the ways in which people write it, as it is looked for.

What is made of ordinary words, or is short, is a name by its capitals alone, and by what stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.publish.personal_data.as_compared import WORD, plain
from complaint_analysis.publish.personal_data.people_named import FEWEST_LETTERS, Person, people_in
from complaint_analysis.publish.personal_data.secret import MARKED, Secret
from complaint_analysis.records.redaction.person_names import given_names, is_ordinary

SURE_LETTERS = 8
"""An unusual surname of so many letters is one in small letters too."""
_INITIAL, _TURNED = r"[.\s]{1,3}", r"[^\w.]*"
_TURNED_INITIAL = r",\s?"
_BEGINS_A_SENTENCE = ("a", "i")
"""Before a word with a capital these are an initial only with a stop behind it."""


def ways_to_write(column: str, value: str, reference: str, places: frozenset[str]) -> Iterator[Secret]:
    """The people named by a cell, each in every way to write the name, and as whose something is.

    `places` are words of services and wards, which a surname must not be taken for by itself.
    """
    for secret in dict.fromkeys(_all_ways(Secret(column, value, reference, ()), places)):
        yield secret
        yield replace(secret, words=(*secret.words[:-1], f"{secret.words[-1]}s"))


def _all_ways(empty: Secret, places: frozenset[str]) -> Iterator[Secret]:
    people = list(people_in(empty.value))
    words = tuple(WORD.findall(plain(empty.value)))
    if people and (len(words) > 1 or not words[0].isalpha()):
        yield replace(empty, words=words, capitals=people[0].is_ordinary)
    for person in people:
        if person.login:
            yield replace(empty, words=tuple(WORD.findall(plain(person.login))), between=r"[._-]")
        named = replace(empty, capitals=person.is_ordinary)
        yield from _whole(person, named)
        for surname in person.surnames:
            yield from _with_given(person, surname, named)
            yield from _with_title(surname, empty)
            yield from _alone(surname, empty, places)
        for given in person.given:
            if given not in given_names():  # it may be the surname, given first
                yield from _alone((given,), empty, places)


def _whole(person: Person, named: Secret) -> Iterator[Secret]:
    """All words of the name, the surname last or first."""
    surname = person.surnames[0]
    if given := person.words[: -len(surname)]:
        yield replace(named, words=person.words)
        yield replace(named, words=(*surname, *given), between=_TURNED)
    if len(person.given) > 1:
        initials = tuple(word[0] for word in person.given)
        yield replace(named, words=(*initials, *surname), between=r"[.\s]{0,3}", capitals=True)
        yield replace(named, words=("".join(initials), *surname), between=r"\s", capitals=True)


def _with_given(person: Person, surname: tuple[str, ...], named: Secret) -> Iterator[Secret]:
    """The surname with each given name or its initial, before or behind it, or run together."""
    for given in person.given:
        if len(given) > 1:
            yield replace(named, words=(given, *surname), between=MARKED)
            yield replace(named, words=(*surname, given), between=_TURNED)
        initial = replace(named, words=(given[0], *surname), between=_INITIAL, capitals=True)
        if given[0] in _BEGINS_A_SENTENCE and all(map(is_ordinary, surname)):
            initial = replace(initial, between=r"\.\s{0,2}")
        yield initial
        yield replace(named, words=(*surname, given[0]), between=_TURNED_INITIAL, capitals=True)
        yield from _run_together(given, "".join(surname), named)


def _run_together(given: str, surname: str, named: Secret) -> Iterator[Secret]:
    """As a file or a login is named after somebody: "tobiasquillfeather", "tquillfeather"."""
    for glued in (f"{given}{surname}", f"{given[0]}{surname}"):
        if not is_ordinary(glued) and not (named.capitals and glued[1:] == surname):
            yield replace(named, words=(glued,))


def _with_title(surname: tuple[str, ...], empty: Secret) -> Iterator[Secret]:
    for title in _rules()["titles"]:
        sure = title in _rules()["sure"] and len(surname[-1]) > 1
        yield replace(empty, words=(title, *surname), between=_INITIAL, capitals=not sure)


def _alone(surname: tuple[str, ...], empty: Secret, places: frozenset[str]) -> Iterator[Secret]:
    """A surname by itself where no ordinary text writes it and no service or ward is called so."""
    roads = "|".join(_rules()["roads"])
    unusual = [word for word in surname if len(word) >= FEWEST_LETTERS and not is_ordinary(word)]
    if not unusual or places.intersection(surname):
        return
    alone = replace(empty, words=surname, between=r"[\W_]{0,3}", capitals=True, followed_by_none_of=roads)
    yield alone
    if len("".join(surname)) >= SURE_LETTERS and surname[-1] not in given_names():
        yield replace(alone, capitals=False)


@cache
def _rules() -> dict[str, Any]:
    return own_toml(__package__, "names_as_written")
