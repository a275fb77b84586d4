"""What the record itself knows: the values of its own columns that name a person, a place or a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.records.reading.rows import OTHER
from complaint_analysis.records.redaction.person_names import WORD, folded, is_ordinary

_RULES = own_toml(__package__, "known_values")
ROLES, DWELLINGS = frozenset(_RULES["ordinary"]["words"]), frozenset(_RULES["headers"]["dwellings"])
"""Words of teams, roles and relations, and parts of an address that say nothing of where it is."""
_VALUES_KEPT = 2**10
_SHORTEST_NAME, _LONGEST_VALUE = 3, 500
"""A name has at least so many letters; of a value at most so many are looked for, since none has more."""
_SHORTEST_REFERENCE, _SHORTEST_DIGITS = 2, 5
_GLUED_LENGTH = 6
_CELL_WORD = re.compile(r"[^\W_]+")
_MARKS = r"['’‘\-\s]{0,2}"
_BETWEEN = r"[\W_]{0,3}"


def telling_words(value: str) -> list[str]:
    """The words of a name that point at a person: not those of teams, roles, titles and relations.

    >>> telling_words("Cllr J. Featherstonehaugh"), telling_words("Complaints Team")
    (['Featherstonehaugh'], [])
    """
    ordinary = ROLES
    return [
        word for word in WORD.findall(value) if folded(word) not in ordinary and len(word) >= _SHORTEST_NAME
    ]


@cache
def placeholder_for(column: str) -> str:
    """What a value of a column gives way to: "name", "address", "case reference", or '' where it may stay.

    An unknown column is told by the words of its header.

    >>> placeholder_for("other: Customer Name"), placeholder_for("other: Property type")
    ('name', '')
    """
    if not column.startswith(OTHER):
        return _RULES["known"].get(column, "")
    words = {folded(word) for word in _CELL_WORD.findall(column.removeprefix(OTHER))}
    if words & set(_RULES["headers"]["none"]):
        return ""
    kinds = _RULES["headers"]["kinds"].items()
    return next((kind for kind, headers in kinds if words & set(headers)), "")


def without_known(text: str, known: Mapping[str, object]) -> str:
    """A text without the values of its own record, each given way to its placeholder."""
    letters = _letters(text)
    for column, value in known.items():
        kind = placeholder_for(column) if isinstance(value, str) else ""
        if not kind or not _may_stand(str(value), letters):
            continue
        for expression in _expressions(kind, str(value).strip()[:_LONGEST_VALUE]):
            text, letters = _replaced(text, letters, expression, f"[{kind}]")
    return text


def _may_stand(value: str, letters: str) -> bool:
    """Whether any part of a value stands in folded letters: the quick look before the thorough one."""
    small = letters.casefold()
    return any(part in small for part in _CELL_WORD.findall(folded(value)))


@lru_cache(maxsize=_VALUES_KEPT)
def _expressions(kind: str, value: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_EXPRESSIONS[kind](value))


def _replaced(text: str, letters: str, expression: re.Pattern[str], placeholder: str) -> tuple[str, str]:
    """A text and its folded letters with what an expression meets replaced, placeholders left alone."""
    pieces, at = [], 0
    for found in expression.finditer(letters):
        pieces += [text[at : found.start()], placeholder]
        at = found.end()
    if not pieces:
        return text, letters
    text = "".join([*pieces, text[at:]])
    return text, _letters(text)


def _letters(text: str) -> str:
    """A text with each letter folded to one letter, its case kept, so that places in it stay the same."""
    return text if text.isascii() else "".join(map(_letter, text))


def _letter(letter: str) -> str:
    bare = folded(letter)
    if len(bare) != 1:
        return letter
    return bare.upper() if letter.isupper() else bare


def _name(value: str) -> Iterator[re.Pattern[str]]:
    """A name whole and turned about, and each of its telling words; ordinary words by their capital alone."""
    telling = telling_words(value)
    if not telling:
        return
    words = [folded(word) for word in WORD.findall(value)]
    certain = any(not is_ordinary(word) for word in telling)
    flags = re.IGNORECASE if certain else re.NOFLAG
    shown = words if certain else [word.capitalize() for word in words]
    if len(words) > 1:
        for order in (shown, [*shown[1:], shown[0]], [shown[-1], *shown[:-1]]):
            yield _whole(_BETWEEN.join(map(_spelt, order)), flags)
    for word in dict.fromkeys(part for each in telling for part in (each, *re.split(r"['’‘-]", each))):
        if len(word) >= _SHORTEST_NAME:
            yield _one_word(folded(word))


def _one_word(word: str) -> re.Pattern[str]:
    """A word of a name: in any spelling, or, where it is an ordinary word, with a capital."""
    ordinary = is_ordinary(word)
    return _whole(_spelt(word.capitalize() if ordinary else word), re.NOFLAG if ordinary else re.IGNORECASE)


def _address(value: str) -> Iterator[re.Pattern[str]]:
    """An address whole, and each of its parts that is more than an ordinary word, its number with it."""
    yield _whole(_BETWEEN.join(map(_spelt, _CELL_WORD.findall(value))), re.IGNORECASE)
    for part in re.split(r"[,;\n]+", value):
        words = [word for word in _CELL_WORD.findall(part) if not any(map(str.isdigit, word))]
        place = _BETWEEN.join(map(_spelt, words))
        if len(words) > 1 or (words and not is_ordinary(words[0])):
            yield _whole(rf"(?:(?:no\.?\s?)?\d+[a-z]?,?\s+)?{place}", re.IGNORECASE)
        elif words and folded(words[0]) not in DWELLINGS:
            yield _whole(_spelt(words[0].capitalize()))


def _reference(value: str) -> Iterator[re.Pattern[str]]:
    """A reference whatever stands between its parts, where it is long enough, and its own number.

    One without a digit is a name; one of a single digit is none.
    """
    parts = _CELL_WORD.findall(value)
    joined = "".join(parts)
    if not re.search(r"\d", joined):
        yield from _name(value)
        return
    if len(joined) < _SHORTEST_REFERENCE:
        return
    if len(joined) >= _GLUED_LENGTH:
        yield _whole(r"[\W_]?".join(map(_spelt, re.findall(r"\d+|[^\W\d_]+", value))), re.IGNORECASE)
    else:
        yield _whole(re.escape(value), re.IGNORECASE)
    for digits in re.findall(r"\d+", value):
        if len(digits) >= _SHORTEST_DIGITS and digits != value:
            yield _whole(digits)


def _spelt(word: str) -> str:
    """An expression for a word whose apostrophes and hyphens may be left out, turned or put in."""
    parts = [re.escape(folded(part)) for part in re.split(r"['’‘-]", word) if part]
    if word[:1].isupper():
        parts = [part[:1].upper() + part[1:] for part in parts]
    return _MARKS.join(parts)


def _whole(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?<!\[){expression}(?![^\W_])(?!\])", flags)


_EXPRESSIONS = {"name": _name, "address": _address, "case reference": _reference}
