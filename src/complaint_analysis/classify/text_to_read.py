"""A complaint's text as the rules read it: without names, numbers, addresses and notes of contact.

So whom to reach, and how, is no evidence of what a complaint is about; the role of somebody named is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.records.redaction.redact import redact_text

_PLACEHOLDER = re.compile(r"\[[a-z][a-z ]{0,30}\]")
_TOKEN = re.compile(rf"{_PLACEHOLDER.pattern}|[\w£'’-]+|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_LIGHT = re.compile(r"[,:;()/&+-]|\d[\w:-]*")


def text_to_read(text: str, redacted: str | None = None) -> str:
    """What is read of a text: redacted, without placeholders and notes of contact, roles kept.

    `redacted` is the text as it is redacted already, where it is.

    >>> text_to_read("Cllr Birch asks why. Contact Mr Ahmed, tel: 01632 960132, best after 5pm")
    'Cllr asks why.'
    >>> text_to_read("The phone rang, and Mrs Ampleforth was rude")
    'The phone rang, and was rude'
    """
    safe = redact_text(text) if redacted is None else redacted
    if not _PLACEHOLDER.search(safe):
        return text
    named = _with_roles(unicodedata.normalize("NFC", text), safe)
    whole = _words().shortened.sub(r"\1", named)
    return " ".join(" ".join(_without_notes(each) for each in _SENTENCE.findall(whole)).split())


class _Contact(NamedTuple):
    """The words of notes of contact: those that begin one, those that go on with it, and those cut short."""

    begins: frozenset[str]
    goes_on: frozenset[str]
    shortened: re.Pattern[str]


@cache
def _words() -> _Contact:
    words = own_toml(__package__, "rules")
    shortened = re.compile(rf"\b({'|'.join(words['contact_shortened'])})\.", re.IGNORECASE)
    return _Contact(frozenset(words["contact_begins"]), frozenset(words["contact_goes_on"]), shortened)


def _without_notes(sentence: str) -> str:
    """A sentence without the stretches of words of contact in which something was redacted."""
    if "[" not in sentence:
        return sentence
    tokens = list(_TOKEN.finditer(sentence))
    pieces, at = [], 0
    for of_contact, group in groupby(range(len(tokens)), key=lambda place: _is_of_contact(tokens[place][0])):
        if of_contact and (note := _note(tokens, list(group))):
            pieces.append(sentence[at : tokens[note[0]].start()])
            at = tokens[note[-1]].end()
    return " ".join([*pieces, sentence[at:]])


def _note(tokens: Sequence[re.Match[str]], places: Sequence[int]) -> list[int]:
    """The places of a note among those of a stretch of words of contact; none where nothing was redacted.

    It begins with the sentence or with a word for it, and ends with the sentence or with what was redacted.
    """
    redacted = [place for place in places if _PLACEHOLDER.fullmatch(tokens[place][0])]
    if not redacted:
        return []
    begins = [place for place in places if tokens[place][0].casefold() in _words().begins]
    first = 0 if places[0] == 0 else min([*begins[:1], redacted[0]])
    rest = {token[0] for token in tokens[places[-1] + 1 :]}
    last = places[-1] if rest <= {".", "!", "?"} else redacted[-1]
    return [first, last]


def _is_of_contact(token: str) -> bool:
    words, word = _words(), token.casefold()
    return word in words.begins or word in words.goes_on or token[0] == "[" or bool(_LIGHT.fullmatch(token))


def _with_roles(text: str, redacted: str) -> str:
    """A redacted text with the roles that went with a name before its placeholder: Cllr [name]."""
    first, *literals = _PLACEHOLDER.split(redacted)
    parts, at = [first], len(first)
    for placeholder, literal in zip(_PLACEHOLDER.findall(redacted), literals, strict=True):
        end = max(at, text.find(literal, at) if literal else len(text))
        parts += [*(f"{role} " for role in _roles().findall(text[at:end])), placeholder, literal]
        at = end + len(literal)
    return "".join(parts)


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(own_toml(__package__, 'rules')['roles'])})\b", re.IGNORECASE)
