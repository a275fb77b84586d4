"""The personal-data wall: private values are looked for in what is about to be published."""

from __future__ import annotations

import csv
import html
import re
import tomllib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.redaction import telling_words

TEXT_SUFFIXES = frozenset({".html", ".htm", ".csv", ".json", ".md", ".txt", ".svg", ".xml"})
ZIP_SUFFIXES = frozenset({".docx", ".xlsx"})
RUN_WORDS = 8
"""So many words in a row are a quotation, not a turn of phrase."""
FORM_WORDING = 5
"""A run of words in so many records comes from a form, not from a person."""
MIXED_LENGTH, DIGITS_LENGTH = 6, 7
"""A reference is distinctive with letters and digits from 6 characters, with digits alone from 7."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘](?=\w)")
_DRAWING = re.compile(r'\b(?:d|points|transform)="[^"]*"|data:[^"\')\s]+|<style.*?</style>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_BOUNDARY = " | "


@dataclass(frozen=True)
class Hit:
    """A private value met in a public file; `reference` says whose. Only ever written to `private/`."""

    file: str
    column: str
    value: str
    reference: str


@dataclass(frozen=True)
class Secret:
    """A private value as it is looked for: its words, and the expression that confirms it in the text."""

    column: str
    value: str
    reference: str
    words: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Whether the value itself, not only its words in a row, stands in a text."""
        digits_only = "".join(self.words).isdigit()
        between = r"[-‐‑–/._:]" if digits_only else r"[\W_]*"
        return re.search(rf"(?<!\w){between.join(self.words)}(?!\w)", text) is not None


def hold(public: Path, records: pd.DataFrame, allowed: Iterable[str], listing: Path) -> None:
    """Nothing, when no private value stands in the public files; else PersonalDataStopped.

    The error names files and columns; the values are listed in `listing`, a private CSV. Exit code 6.
    """
    found = hits(public, records, allowed)
    listing.unlink(missing_ok=True)
    if not found:
        return
    _list(found, listing)
    places = sorted({f"{hit.file} ({hit.column})" for hit in found})
    raise PersonalDataStopped(
        "personal data stands in what was about to be published; nothing was published",
        where="; ".join(places[:5]) + (f"; and {len(places) - 5} more" if len(places) > 5 else ""),
        do=f"see {listing.parent.name}/{listing.name}; take them out, or name them under [[public_value]]",
    )


def hits(public: Path, records: pd.DataFrame, allowed: Iterable[str] = ()) -> list[Hit]:
    """Every private value met in a public folder, once for each file and column.

    `records` is the record table; `allowed` are values or wordings that an officer released. Looked for are
    references, names of persons, and runs of eight words of free text; values too short or too ordinary to
    be told from other words are passed over. Read are text files, SVG, Word and Excel; not PDF and PNG,
    which are made from the same words.
    """
    released = [_plain(value) for value in allowed if value.strip()]
    secrets = _by_first_word(_secrets(records))
    runs = _runs_of(records)
    return [
        hit
        for path in sorted(path for path in public.rglob("*") if path.is_file())
        for hit in _hits_in(
            path.relative_to(public).as_posix(), _released(_text_of(path), released), secrets, runs
        )
    ]


def _hits_in(
    file: str, text: str, secrets: Mapping[str, list[Secret]], runs: Mapping[str, tuple[str, str]]
) -> Iterator[Hit]:
    words = _WORD.findall(text)
    for secret in {secret.column: secret for secret in _met(words, secrets, text)}.values():
        yield Hit(file, secret.column, secret.value, secret.reference)
    quoted = {runs[run][0]: run for run in _runs(words) if run in runs}
    for column, run in quoted.items():
        yield Hit(file, column, run, runs[run][1])


def _met(words: list[str], secrets: Mapping[str, list[Secret]], text: str) -> Iterator[Secret]:
    candidates = {
        secret
        for position, word in enumerate(words)
        if word in secrets
        for secret in secrets[word]
        if tuple(words[position : position + len(secret.words)]) == secret.words
    }
    yield from (secret for secret in sorted(candidates, key=astuple) if secret.stands_in(text))


def _secrets(records: pd.DataFrame) -> Iterator[Secret]:
    ordinary = _public_words(records)
    for column, value, reference in _values(records, "references"):
        yield from _as_reference(column, value, reference)
    for column, value, reference in _values(records, "names"):
        yield from _as_name(column, value, reference, ordinary)


def _as_reference(column: str, value: str, reference: str) -> Iterator[Secret]:
    words = tuple(_WORD.findall(_plain(value)))
    joined = "".join(words)
    mixed = not joined.isdigit() and not joined.isalpha()
    if len(joined) >= (MIXED_LENGTH if mixed else DIGITS_LENGTH) and not joined.isalpha():
        yield Secret(column, value, reference, words)
        if mixed and len(words) > 1:
            yield Secret(column, value, reference, (joined,))


def _as_name(column: str, value: str, reference: str, ordinary: set[str]) -> Iterator[Secret]:
    words = tuple(_WORD.findall(_plain(value)))
    if len(words) > 1 and set(telling_words(_plain(value))) - ordinary:
        yield Secret(column, value, reference, words)
        if len(words) == 2:
            yield Secret(column, value, reference, words[::-1])


def _runs_of(records: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Each run of words of the free text, with its column and reference; wording of a form is left out."""
    found: dict[str, tuple[str, str]] = {}
    uses: Counter[str] = Counter()
    for column, value, reference in _values(records, "texts"):
        own = dict.fromkeys(_runs(_WORD.findall(_plain(value))), (column, reference))
        uses.update(own.keys())
        found = own | found
    return {run: whose for run, whose in found.items() if uses[run] < FORM_WORDING}


def _runs(words: list[str]) -> Iterator[str]:
    return map(" ".join, zip(*(words[start:] for start in range(RUN_WORDS)), strict=False))


def _values(records: pd.DataFrame, kind: str) -> Iterator[tuple[str, str, str]]:
    for column in _settings()[kind]:
        if column in records:
            filled = records[column].notna()
            values = records.loc[filled, column].astype("str")
            references = records.loc[filled, "reference"].astype("str")
            yield from ((column, *pair) for pair in zip(values, references, strict=True))


def _public_words(records: pd.DataFrame) -> set[str]:
    columns = [column for column in _settings()["public"] if column in records]
    values = {value for column in columns for value in records[column].dropna().unique()}
    return {word for value in values for word in _WORD.findall(_plain(str(value)))}


def _by_first_word(secrets: Iterable[Secret]) -> dict[str, list[Secret]]:
    index: defaultdict[str, list[Secret]] = defaultdict(list)
    for secret in dict.fromkeys(secrets):
        index[secret.words[0]].append(secret)
    return dict(index)


def _text_of(path: Path) -> str:
    """A file's words as a reader could find them, tags' own texts included; '' for other kinds of file."""
    if path.suffix.lower() in TEXT_SUFFIXES:
        return _plain(_readable(path.read_text(encoding="utf-8", errors="replace"), path.suffix.lower()))
    if path.suffix.lower() in ZIP_SUFFIXES:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            return _plain(_BOUNDARY.join(_office_text(archive.read(name).decode("utf-8")) for name in names))
    return ""


def _readable(text: str, suffix: str) -> str:
    if suffix not in {".html", ".htm", ".svg", ".xml"}:
        return text
    drawn = _DRAWING.sub(_BOUNDARY, text)
    return html.unescape(_TAG.sub(_BOUNDARY, drawn) + _BOUNDARY.join(_TAG.findall(drawn)))


def _office_text(xml: str) -> str:
    """The text of a part of a Word or Excel file; a run of letters does not end a word, a paragraph does."""
    paragraphs = re.sub(r"</w:p>|</si>|</t>|</v>|<w:(?:br|tab)/>", _BOUNDARY, xml)
    attributes = re.findall(r'\b(?:descr|title|Target)="([^"]*)"', xml)
    return html.unescape(_TAG.sub("", paragraphs) + _BOUNDARY + _BOUNDARY.join(attributes))


def _released(text: str, released: list[str]) -> str:
    for value in released:
        text = text.replace(value, _BOUNDARY)
    return text


def _plain(text: str) -> str:
    """Text as it is compared: without case, apostrophes within words, and runs of space."""
    return re.sub(r"\s+", " ", _APOSTROPHE.sub("", text)).casefold().strip()


def _list(found: list[Hit], listing: Path) -> None:
    listing.parent.mkdir(parents=True, exist_ok=True)
    with listing.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in fields(Hit)])
        writer.writerows(astuple(hit) for hit in found)


@cache
def _settings() -> dict[str, list[str]]:
    return tomllib.loads(files("complaint_analysis").joinpath("wall.toml").read_text("utf-8"))
