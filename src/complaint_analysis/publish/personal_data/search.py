"""Private values looked for in what is about to be published, and what stops when one is met.

Looked for are references, names of persons, long values and runs of eight words of free text and unknown
columns, and whatever has the pattern of personal data. Read is every file: pages, SVG, Word, Excel, PDF, the
notes of pictures, what is embedded in any of them, and the names of the files. What cannot be read is not
published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path

import pandas as pd

from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.printing.csv_text import FOR_EXCEL, write_csv_rows
from complaint_analysis.publish.personal_data.as_compared import (
    WORD,
    plain,
    with_capitals,
    without_unseen,
)
from complaint_analysis.publish.personal_data.identifying_values import (
    Identifying,
    Secret,
    identifying,
    runs,
    settings,
)
from complaint_analysis.publish.personal_data.markup import BOUNDARY
from complaint_analysis.publish.personal_data.published_text import Piece, pieces

MOST_NAMED = 5
"""So many places are named on the screen; the private list has all."""
UNREAD = "cannot be searched: "
_TAKE_OUT = "take them out, or name them under [[public_value]] in council.toml"


class ReleasedValues:
    """The values that an officer released, in a form in which a text is looked through."""

    def __init__(self, values: Iterable[str], form: Callable[[str], str]) -> None:
        self._values = sorted(filter(None, map(form, values)), key=len, reverse=True)
        any_of = "|".join(map(re.escape, self._values)) or "(?!)"
        self._expression = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)")

    def taken_out_of(self, text: str) -> str:
        """A text of that form without any of them as a whole, the longest that stands at a place."""
        if not any(value in text for value in self._values):
            return text
        return self._expression.sub(BOUNDARY, text)


Released = Mapping[Callable[[str], str], ReleasedValues]
"""The values that an officer released, by the form of the text."""


@dataclass(frozen=True)
class Hit:
    """A private value met in a public file; `reference` says whose. Only ever written to `private/`.

    Of a part that could not be searched `column` says so with the reason, and there is no value.
    """

    file: str
    place: str
    column: str
    value: str
    reference: str

    @property
    def is_unread(self) -> bool:
        """Whether it is a part that could not be searched."""
        return self.column.startswith(UNREAD)


def refuse_private_values(
    folders: Sequence[Path],
    records: pd.DataFrame,
    allowed: Iterable[str],
    listing: Path,
    rejected: pd.DataFrame | None = None,
) -> None:
    """Nothing, when no private value stands in a file of some folders; else PersonalDataStopped.

    The error names files, places and columns; the values are listed in `listing`, a private CSV, and beside
    it, in `wall-skipped.csv`, how many values of each column were too ordinary to look for. Exit code 6.
    """
    allowed = list(allowed)
    sought = identifying(records, allowed, rejected)
    found = [
        hit
        for folder in folders
        for hit in hits([path for path in folder.rglob("*") if path.is_file()], folder, sought, allowed)
    ]
    listing.unlink(missing_ok=True)
    skipped = [(column, why, number) for (column, why), number in sorted(sought.skipped.items())]
    _list(listing.with_name("wall-skipped.csv"), ("column", "why", "values"), skipped)
    if found:
        _list(listing, [field.name for field in fields(Hit)], [astuple(hit) for hit in found])
        raise _stopped(found, f"see {listing.parent.name}/{listing.name}; ")


def refuse_private_values_in_inputs(
    paths: Iterable[Path],
    folder: Path,
    records: pd.DataFrame,
    allowed: Iterable[str],
    rejected: pd.DataFrame | None = None,
) -> None:
    """Nothing, when no private value stands in files that go into a publication; else PersonalDataStopped.

    They are read by programs of their own, so that a part of no known kind is not what is published of them.
    """
    allowed = list(allowed)
    met = hits(paths, folder, identifying(records, allowed, rejected), allowed)
    if found := [hit for hit in met if not hit.is_unread]:
        raise PersonalDataStopped(
            "personal data stands in a file that would be published", where=_places(found), do=_TAKE_OUT
        )


def _stopped(found: Sequence[Hit], see: str) -> PersonalDataStopped:
    """What stops a publication, the personal data before the parts that could not be searched."""
    met = [hit for hit in found if not hit.is_unread]
    if not met:
        return PersonalDataStopped(
            "a part of what was about to be published cannot be searched for personal data, so nothing was",
            where=_places(found),
            do="take it out, or give it as text, PNG or JPEG, whole and not encrypted",
        )
    return PersonalDataStopped(
        "personal data stands in what was about to be published; nothing was published",
        where=_places([*met, *(hit for hit in found if hit.is_unread)]),
        do=f"{see}{_TAKE_OUT}",
    )


def _places(found: Sequence[Hit]) -> str:
    places = list(
        dict.fromkeys(f"{hit.file}{', ' if hit.place else ''}{hit.place} ({hit.column})" for hit in found)
    )
    more = f"; and {len(places) - MOST_NAMED} more" if len(places) > MOST_NAMED else ""
    return "; ".join(places[:MOST_NAMED]) + more


def hits(paths: Iterable[Path], folder: Path, sought: Identifying, allowed: Iterable[str]) -> list[Hit]:
    """Every private value met in files of a folder, once for each file and column.

    `allowed` are values or wordings that an officer released.
    """
    values = [value for value in allowed if value.strip()]
    forms: tuple[Callable[[str], str], ...] = (str, with_capitals, plain)
    released = {form: ReleasedValues(values, form) for form in forms}
    return [hit for path in sorted(paths) for hit in _hits_in_file(path, folder, sought, released)]


def _hits_in_file(path: Path, folder: Path, sought: Identifying, released: Released) -> Iterable[Hit]:
    file = path.relative_to(folder).as_posix()
    met: dict[str, Hit] = {}
    for piece in pieces(path, file):
        if piece.unread:
            met.setdefault(f"{piece.place} unread", Hit(file, piece.place, UNREAD + piece.unread, "", ""))
        for hit in _hits_in(file, piece, sought, released):
            met.setdefault(hit.column, hit)
    return met.values()


def _hits_in(file: str, piece: Piece, sought: Identifying, released: Released) -> Iterator[Hit]:
    shown = released[with_capitals].taken_out_of(with_capitals(piece.text))
    words = WORD.findall(released[plain].taken_out_of(shown.casefold()))
    for secret in _met(words, sought, shown):
        yield Hit(file, _place(piece, secret), secret.column, secret.value, secret.reference)
    for run in runs(words):
        if run in sought.runs:
            column, reference = sought.runs[run]
            yield Hit(file, piece.place, column, " ".join(run), reference)
    for column, value in _of_a_pattern(released[str].taken_out_of(without_unseen(piece.text))):
        yield Hit(file, piece.place or _line_of(piece.text, value), column, value, "")


def _met(words: list[str], sought: Identifying, shown: str) -> list[Secret]:
    """The secrets whose words stand in a row, and which stand so in the text itself."""
    begins = sought.lengths.keys() & set(words)
    rows = {
        tuple(words[position : position + length])
        for position, word in enumerate(words if begins else ())
        if word in begins
        for length in sought.lengths[word]
    }
    candidates = [secret for row in rows & sought.secrets.keys() for secret in sought.secrets[row]]
    return [secret for secret in sorted(candidates, key=astuple) if secret.stands_in(shown)]


def _place(piece: Piece, secret: Secret) -> str:
    """The piece's own name, else the line on which the value stands or begins."""
    if piece.place:
        return piece.place
    lines = map(with_capitals, piece.text.splitlines())
    found = next((number for number, line in enumerate(lines, start=1) if secret.stands_in(line)), 0)
    return f"line {found}" if found else ""


def _line_of(text: str, value: str) -> str:
    return f"line {text.count(chr(10), 0, text.find(value)) + 1}"


def _of_a_pattern(text: str) -> Iterator[tuple[str, str]]:
    for column, expression, allowed, only_with in _patterns():
        for found in expression.finditer(text) if only_with.search(text) else ():
            if allowed is None or not allowed.fullmatch(found[0]):
                yield column, found[0]


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None, re.Pattern[str]], ...]:
    return tuple(
        (
            each["column"],
            re.compile(each["expression"]),
            re.compile(each["allowed"]) if "allowed" in each else None,
            re.compile(each.get("only_with", "")),
        )
        for each in settings()["pattern"]
    )


def _list(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_csv_rows(path, [header, *rows], FOR_EXCEL)
