"""The values of private columns that identify somebody, as they are looked for, and those passed over.

Looked for are references, names of persons, long values of free text and unknown columns, and any run of
eight words of them. Passed over is what is too short or too ordinary to be told from other words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.publish.personal_data.published_text import plain
from complaint_analysis.records.reading.rows import OTHER
from complaint_analysis.records.redaction.known_values import placeholder_for, telling_words
from complaint_analysis.records.redaction.person_names import is_ordinary

RUN_WORDS = 8
"""So many words in a row are a quotation, not a turn of phrase."""
FORM_WORDING = 5
"""Wording in so many records comes from a form, not from a person."""
SHORTEST_REFERENCE, SHORTEST_TEXT = 5, 25
DIGITS_LENGTH = 7
"""Digits alone are distinctive from so many."""
GLUED_LENGTH = 6
"""A reference of so many letters and digits is known whatever stands between its parts."""
_HELD = {"name": "names", "address": "references", "case reference": "references", "": "texts"}
"""As what the values of an unknown column are looked for, by what its header says."""

WORD = re.compile(r"[^\W_]+")
_ISO_DATE_OR_YEAR = re.compile(r"(?:19|20)\d\d[-/]\d\d(?:[-/]\d\d)?|\d\d?[-/.]\d\d?[-/.](?:19|20)?\d\d")
_YEAR = "(year)"
_CELL = r"[\W_]*"
_TOO_ORDINARY = {
    "references": f"shorter than {SHORTEST_REFERENCE} characters, or a number or date like any other",
    "names": "one word, or words of roles and relations alone",
    "texts": f"shorter than {SHORTEST_TEXT} characters, or wording of a form",
}


@dataclass(frozen=True)
class Secret:
    """A private value as it is looked for: its words, and what may stand between them.

    `capitals` says that each word must begin with one: a name of ordinary words is nothing else without.
    """

    column: str
    value: str
    reference: str
    words: tuple[str, ...]
    between: str = _CELL
    capitals: bool = False

    def stands_in(self, shown: str) -> bool:
        """Whether the value itself, not only its words in a row, stands in a text `with_capitals`."""
        return self._expression.search(shown if self.capitals else shown.casefold()) is not None

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        words = [_capital(word) if self.capitals else re.escape(word) for word in self.words]
        return re.compile(rf"(?<![^\W_]){self.between.join(words)}(?![^\W_])")


def _capital(word: str) -> str:
    """An expression for a word with a capital, or in capitals."""
    return f"(?:{re.escape(word.capitalize())}|{re.escape(word.upper())})"


@dataclass
class Identifying:
    """What is looked for, and by (column, why) how many values are not."""

    secrets: dict[str, list[Secret]]
    runs: dict[str, tuple[str, str]]
    skipped: Counter[tuple[str, str]]


def identifying(records: pd.DataFrame, released: Iterable[str] = ()) -> Identifying:
    """What is looked for of a record table; values that an officer `released` are passed over."""
    ordinary, allowed = _ordinary_values(records), {plain(value) for value in released}
    skipped: Counter[tuple[str, str]] = Counter()
    index: defaultdict[str, list[Secret]] = defaultdict(list)
    runs, uses = _runs_of(records)
    for kind, column, value, reference in _values(records):
        why = _passed_over(value, ordinary, allowed)
        if not why and kind == "references" and _is_of_the_report(WORD.findall(plain(value))):
            why = "words of the report's own and a year"
        found = [] if why else list(_AS[kind](column, value, reference, uses))
        if not found:
            skipped[column, why or _TOO_ORDINARY[kind]] += 1
        for secret in found:
            index[secret.words[0]].append(secret)
    return Identifying({word: list(dict.fromkeys(each)) for word, each in index.items()}, runs, skipped)


def _passed_over(value: str, ordinary: set[str], allowed: set[str]) -> str:
    if plain(value) in allowed:
        return "released under [[public_value]]"
    return "a word of the council's or of the taxonomy" if plain(value) in ordinary else ""


def _is_of_the_report(words: list[str]) -> bool:
    """Whether a reference is made of words that the report is made of, and of a year, as `lgsco-2024-25`.

    >>> _is_of_the_report(["lgsco", "2024", "25"]), _is_of_the_report(["lgsco", "2024", "31"])
    (True, False)
    """
    own = set(settings()["own"])
    years = re.sub(r"\b((?:19|20)\d\d)(?: (\d\d))?(?= |$)", _year, " ".join(words)).split()
    return all(word in own or word == _YEAR for word in years)


def _year(found: re.Match[str]) -> str:
    """The mark of a year in the place of "2024" or "2024 25"; two digits that are not the next year stay."""
    follows = found[2] is None or int(found[2]) == (int(found[1]) + 1) % 100
    return _YEAR if follows else f"{_YEAR} {found[2]}"


def _as_reference(column: str, value: str, reference: str, uses: Counter[str]) -> Iterator[Secret]:
    bare = plain(value)
    words = tuple(WORD.findall(bare))
    joined = "".join(words)
    if len(bare) < SHORTEST_REFERENCE or _ISO_DATE_OR_YEAR.fullmatch(bare) or len(joined) < 4:
        return
    if joined.isdigit():
        if len(joined) >= DIGITS_LENGTH:
            spaced = r"[-‐‑–/._: ]" if " " in bare else r"[-‐‑–/._:]"
            yield Secret(column, value, reference, words, spaced)
        elif len(words) > 1:
            yield Secret(column, value, reference, words, _exactly(bare))
    elif not joined.isalpha() or len(words) > 1 or len(joined) > DIGITS_LENGTH:
        yield Secret(
            column, value, reference, words, _CELL if len(joined) >= GLUED_LENGTH else _exactly(bare)
        )
        if len(words) > 1 and not joined.isalpha():
            yield Secret(column, value, reference, (joined,))


def _exactly(bare: str) -> str:
    """What stands between the parts of a short reference: its own marks, any hyphen for a hyphen."""
    marks = set(re.sub(r"[^\W_]", "", bare))
    return rf"[{re.escape(''.join(sorted(marks)))}{'‐‑–' if '-' in marks else ''}]"


def _as_name(column: str, value: str, reference: str, uses: Counter[str]) -> Iterator[Secret]:
    """A name of two words or more as it is written, its telling words alone, and these turned about."""
    words = tuple(WORD.findall(plain(value)))
    telling = tuple(word for each in telling_words(value) for word in WORD.findall(plain(each)))
    if len(words) < 2 or not telling:
        return
    capitals = all(map(is_ordinary, words))
    yield Secret(column, value, reference, words, capitals=capitals)
    if len(telling) > 1 and telling != words:
        yield Secret(column, value, reference, telling, capitals=capitals)
    if len(telling) > 1:
        turned, initial = (telling[-1], *telling[:-1]), (telling[0][0], telling[-1])
        yield Secret(column, value, reference, turned, r"[^\w.]*", capitals)
        yield Secret(column, value, reference, initial, r"[.\s]{1,3}", capitals)


def _as_text(column: str, value: str, reference: str, uses: Counter[str]) -> Iterator[Secret]:
    bare = plain(value)
    words = tuple(WORD.findall(bare))
    if len(bare) >= SHORTEST_TEXT and len(words) > 1 and uses[bare] < FORM_WORDING:
        yield Secret(column, value, reference, words)


def _runs_of(records: pd.DataFrame) -> tuple[dict[str, tuple[str, str]], Counter[str]]:
    """Each run of words of the free text with its column and reference, and how often each value is used."""
    found: dict[str, tuple[str, str]] = {}
    uses: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for kind, column, value, reference in _values(records):
        if kind == "texts":
            bare = plain(value)
            own = dict.fromkeys(runs(WORD.findall(bare)), (column, reference))
            uses.update(own.keys())
            values[bare] += 1
            found |= own
    return {run: whose for run, whose in found.items() if uses[run] < FORM_WORDING}, values


def runs(words: list[str]) -> Iterator[str]:
    """Every run of eight words, the words parted by a space."""
    return map(" ".join, zip(*(words[start:] for start in range(RUN_WORDS)), strict=False))


def _values(records: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    """Kind, column, value and reference of every filled cell of a private column of text."""
    references = records["reference"].astype("str").tolist()
    for column, kind in _kinds(records).items():
        for value, reference in zip(records[column].tolist(), references, strict=True):
            if isinstance(value, str) and value.strip():
                yield kind, column, value, reference


def _kinds(records: pd.DataFrame) -> dict[str, str]:
    known = {column: kind for kind in _AS for column in settings()[kind] if column in records}
    unknown = {column: _HELD[placeholder_for(column)] for column in records if str(column).startswith(OTHER)}
    return known | unknown


def _ordinary_values(records: pd.DataFrame) -> set[str]:
    """What may be published anyway: yes and no, the taxonomy's words, and values of public columns."""
    columns = [column for column in settings()["public"] if column in records]
    values = {str(value) for column in columns for value in records[column].dropna().unique()}
    labels = {
        word
        for kind in taxonomy.kinds()
        for label in taxonomy.labels(kind)
        for word in (label, label.replace("_", " "), taxonomy.printed(kind, label))
    }
    return {plain(value) for value in {*values, *labels, *settings()["yes_or_no"]}}


_AS = {"references": _as_reference, "names": _as_name, "texts": _as_text}


@cache
def settings() -> dict:
    """What identifying_values.toml says."""
    return own_toml(__package__, "identifying_values")
