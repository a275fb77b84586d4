"""The values of private columns that identify somebody, as they are looked for, and those passed over.

Looked for are references, names of persons as people write them, addresses with their number, days of birth,
long values of free text and unknown columns, and any run of eight words of them; of rejected rows too. Passed
over is what is too short or too ordinary to be told from other words.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.publish.personal_data.as_compared import LETTERS, WORD, plain
from complaint_analysis.publish.personal_data.births import ways_to_write_a_day
from complaint_analysis.publish.personal_data.names_as_written import ways_to_write
from complaint_analysis.publish.personal_data.secret import ANYTHING, Secret
from complaint_analysis.records.reading.rows import OTHER
from complaint_analysis.records.redaction.known_values import DWELLINGS, placeholder_for
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
Value = tuple[str, str, str, str]
"""A private value: its kind, its column, itself, and whose it is."""
_HELD = {"name": "names", "address": "addresses", "case reference": "references", "": "texts"}
"""As what values are looked for, by what redaction would put in their place."""

_ISO_DATE_OR_YEAR = re.compile(r"(?:19|20)\d\d[-/]\d\d(?:[-/]\d\d)?|\d\d?[-/.]\d\d?[-/.](?:19|20)?\d\d")
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR = "(year)"
_FEWEST_DIGITS = 4
"""Digits alone, so many or more, are a reference where a word such as "case" stands before them."""
_BEHIND_A_WORD = r"[\s.:#/=-]{1,3}"
_OFTEN = 3
"""In so many records a value of a public column is the council's own word, not a slip of the pen."""
_TOO_ORDINARY = {
    "references": f"shorter than {SHORTEST_REFERENCE} characters, or a number or date like any other",
    "names": "one ordinary word, or words of roles and relations alone",
    "births": "no day that can be read",
    "addresses": "no number with the name of a road, and shorter than a text",
    "texts": f"shorter than {SHORTEST_TEXT} characters, or wording of a form",
}


@dataclass(frozen=True)
class Known:
    """What is known of all records: how often each text is used, and the words of services and wards."""

    uses: Counter[str]
    places: frozenset[str]


@dataclass
class Identifying:
    """What is looked for: secrets by their words, runs of words; by (column, why) how many values are not."""

    secrets: dict[tuple[str, ...], list[Secret]]
    runs: dict[tuple[str, ...], tuple[str, str]]
    skipped: Counter[tuple[str, str]]

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """Of how many words those secrets are that begin with a word."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for words in self.secrets:
            found[words[0]].add(len(words))
        return {word: tuple(lengths) for word, lengths in found.items()}


def identifying(
    records: pd.DataFrame, released: Iterable[str] = (), rejected: pd.DataFrame | None = None
) -> Identifying:
    """What is looked for of a record table and of rejected rows; values that an officer `released` are passed
    over."""
    public = _public_values(records)
    ordinary, allowed = _ordinary_values(public), {plain(value) for value in released}
    ordinary_names = _ordinary_names(public, ordinary)
    skipped: Counter[tuple[str, str]] = Counter()
    index: defaultdict[tuple[str, ...], list[Secret]] = defaultdict(list)
    values = [*_values(records), *_values_of_rejected(rejected)]
    runs, uses = _runs_of(values)
    known = Known(uses, _words_of_public_values(public))
    for (kind, column, value), (reference, number) in _different(values).items():
        why = _passed_over(value, ordinary_names if kind == "names" else ordinary, allowed)
        if not why and kind == "references" and _is_of_the_report(WORD.findall(plain(value))):
            why = "words of the report's own and a year"
        found = [] if why else list(dict.fromkeys(_AS[kind](column, value, reference, known)))
        if not found:
            skipped[column, why or _TOO_ORDINARY[kind]] += number
        for secret in found:
            index[secret.words].append(secret)
    return Identifying(dict(index), runs, skipped)


def _different(values: Iterable[Value]) -> dict[tuple[str, str, str], tuple[str, int]]:
    """Each value of a kind and column once, with whose it is first and how often it stands."""
    found: dict[tuple[str, str, str], tuple[str, int]] = {}
    for kind, column, value, reference in values:
        first, number = found.get((kind, column, value), (reference, 0))
        found[kind, column, value] = (first, number + 1)
    return found


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


def _as_reference(column: str, value: str, reference: str, known: Known) -> Iterator[Secret]:
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
        if len(joined) >= _FEWEST_DIGITS and not _A_YEAR.fullmatch(joined):
            before = settings()["before_a_reference"]
            yield from (Secret(column, value, reference, (word, joined), _BEHIND_A_WORD) for word in before)
    elif not joined.isalpha() or len(words) > 1 or len(joined) > DIGITS_LENGTH:
        yield Secret(
            column, value, reference, words, ANYTHING if len(joined) >= GLUED_LENGTH else _exactly(bare)
        )
        if len(words) > 1 and not joined.isalpha():
            yield Secret(column, value, reference, (joined,))


def _exactly(bare: str) -> str:
    """What stands between the parts of a short reference: its own marks, any hyphen for a hyphen."""
    marks = set(re.sub(r"[^\W_]", "", bare))
    return rf"[{re.escape(''.join(sorted(marks)))}{'‐‑–' if '-' in marks else ''}]"


def _as_name(column: str, value: str, reference: str, known: Known) -> Iterator[Secret]:
    yield from ways_to_write(column, value, reference, known.places)


def _as_birth(column: str, value: str, reference: str, known: Known) -> Iterator[Secret]:
    yield from ways_to_write_a_day(column, value, reference)


def _as_address(column: str, value: str, reference: str, known: Known) -> Iterator[Secret]:
    """An address whole, and each of its parts that has a number and the name of a road, or names a house."""
    for part in dict.fromkeys([value, *re.split(r"[,;\n]+", value)]):
        words = tuple(WORD.findall(plain(part)))
        named = [word for word in words if not any(map(str.isdigit, word)) and word not in DWELLINGS]
        numbered = [word for word in words if any(map(str.isdigit, word))]
        if numbered and (len(named) > 1 or any(not is_ordinary(word) for word in named)):
            for written in (words, *_shortened(words)):
                yield Secret(column, value, reference, written, r"[\W_]{0,3}")
        elif len(named) > 1 and named[-1] in settings()["houses"] and len(words) == len(named):
            yield Secret(column, value, reference, words, r"[\W_]{1,3}", capitals=True)
    yield from _as_text(column, value, reference, known)


def _shortened(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of an address with its road as people shorten it, "Rd" for "Road", and as they do not."""
    short = settings()["short_roads"]
    for one, other in (*short.items(), *((after, before) for before, after in short.items())):
        if one in words:
            yield tuple(other if word == one else word for word in words)


def _as_text(column: str, value: str, reference: str, known: Known) -> Iterator[Secret]:
    bare = plain(value)
    words = tuple(WORD.findall(bare))
    if len(bare) >= SHORTEST_TEXT and len(words) > 1 and known.uses[bare] < FORM_WORDING:
        yield Secret(column, value, reference, words)


def _runs_of(
    values: Iterable[Value],
) -> tuple[dict[tuple[str, ...], tuple[str, str]], Counter[str]]:
    """Each run of words of the free text with its column and reference, and how often each value is used."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    uses: Counter[tuple[str, ...]] = Counter()
    texts: Counter[str] = Counter()
    for kind, column, value, reference in values:
        if kind == "texts":
            bare = plain(value)
            own = dict.fromkeys(runs(WORD.findall(bare)), (column, reference))
            uses.update(own.keys())
            texts[bare] += 1
            found |= own
    return {run: whose for run, whose in found.items() if uses[run] < FORM_WORDING}, texts


def runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every run of eight words."""
    return zip(*(words[start:] for start in range(RUN_WORDS)), strict=False)


def _values(records: pd.DataFrame) -> Iterator[Value]:
    """Kind, column, value and reference of every filled cell of a private column of text."""
    references = records["reference"].astype("str").tolist()
    for column, kind in _kinds(records).items():
        for value, reference in zip(records[column].tolist(), references, strict=True):
            if isinstance(value, str) and value.strip():
                yield kind, column, value, reference


def _values_of_rejected(rejected: pd.DataFrame | None) -> Iterator[Value]:
    """The same of the cells of rejected rows, whose columns are known by their headers alone."""
    if rejected is None or rejected.empty:
        return
    for place, cells in zip(rejected["source_row"].tolist(), rejected["cells"].tolist(), strict=True):
        for header, value in json.loads(cells).items():
            column = f"{OTHER}{header}"
            if str(value).strip():
                yield _kind_of(column), column, str(value), f"rejected row {place}"


def _kinds(records: pd.DataFrame) -> dict[str, str]:
    known = {column: kind for kind in _AS for column in settings().get(kind, ()) if column in records}
    unknown = {column: _kind_of(column) for column in records if str(column).startswith(OTHER)}
    return known | unknown


def _kind_of(column: str) -> str:
    """As what the values of an unknown column are looked for, by what its header says."""
    born = set(settings()["births"]).intersection(WORD.findall(plain(column)))
    return "births" if born else _HELD[placeholder_for(column)]


def _ordinary_values(public: pd.Series) -> set[str]:
    """What may be published anyway: yes and no, the taxonomy's words, and values of public columns."""
    values = set(public.unique())
    labels = {
        word
        for kind in taxonomy.kinds()
        for label in taxonomy.labels(kind)
        for word in (label, label.replace("_", " "), taxonomy.printed(kind, label))
    }
    return {plain(value) for value in {*values, *labels, *settings()["yes_or_no"]}}


def _public_values(records: pd.DataFrame) -> pd.Series:
    """Every filled cell of the columns that the report prints, as text."""
    columns = [records[column].dropna().astype("str") for column in settings()["public"] if column in records]
    return pd.concat(columns) if columns else pd.Series(dtype="str")


def _words_of_public_values(public: pd.Series) -> frozenset[str]:
    """The words of services, wards and the other values that the report prints."""
    counts = public.value_counts()
    often = counts.index[counts >= _OFTEN]
    return frozenset(word for value in often for word in WORD.findall(plain(value)))


def _ordinary_names(public: pd.Series, ordinary: set[str]) -> set[str]:
    """The ordinary values that are nobody's name: words of the taxonomy, and what a public column says often
    in words that no person is called by; one slip into the team's column makes nobody a team."""
    counts = public.map(plain).value_counts()
    rare = counts.index[counts < _OFTEN]
    unusual = {value for value in counts.index if not all(map(is_ordinary, LETTERS.findall(value)))}
    return ordinary - set(rare) - unusual


_AS = {
    "references": _as_reference, "names": _as_name, "addresses": _as_address, "births": _as_birth,
    "texts": _as_text,
}  # fmt: skip


@cache
def settings() -> dict:
    """What identifying_values.toml says."""
    return own_toml(__package__, "identifying_values")
