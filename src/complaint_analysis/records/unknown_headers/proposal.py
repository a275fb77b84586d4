"""What an unknown export's headers may stand for: a proposal for council.toml, for a person to correct."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.errors import InputError
from complaint_analysis.records.reading.cells import kind_of
from complaint_analysis.records.reading.claims import column_by_cells
from complaint_analysis.records.reading.dates import read_date
from complaint_analysis.records.reading.exports import raw_sheets
from complaint_analysis.records.reading.headers import (
    HEADERS,
    PASSED_OVER,
    PRIVATE,
    ROWS_SEARCHED,
    canonical,
    canonical_columns,
    headings,
    is_weak,
)
from complaint_analysis.records.reading.synonyms import folded
from complaint_analysis.records.unknown_headers.column_contents import MOST, Contents

LEAST_LIKE, LEAST_LIKE_SHORT, SHORT_HEADER = 84, 92, 8
"""Below this likeness of two headers, of 100, the nearest is no proposal; short ones are alike by chance."""
FEWEST_HEADERS = 3
_WORDS = re.compile(r"[a-z0-9]+|£")
_BY_CELLS = ("stage1_outcome", "tenure", "channel", "remedies", "exclusion_reason", "record_type")


@dataclass(frozen=True)
class Guess:
    """What a header may stand for: the column, and why; `column` is empty where nothing is near."""

    header: str
    column: str
    why: str
    contents: Contents

    @property
    def is_known(self) -> bool:
        """Whether the header is known already, so that nothing need be said of it."""
        return self.why == ""


@dataclass(frozen=True)
class ProposedSheet:
    """A sheet of an export, the row of its headers as a spreadsheet counts, and a guess for each header."""

    file: str
    name: str
    row: int
    rows: int
    guesses: tuple[Guess, ...]


def propose(
    paths: Iterable[Path], own: Mapping[str, str], *, hidden_sheets: bool = False
) -> list[ProposedSheet]:
    """What the headers of each sheet of some exports may stand for; `own` are the council's `[columns]`.

    Hidden sheets are left out, unless `hidden_sheets` are read. An InputError where a file cannot be read or
    no row of it looks like headers.
    """
    return [sheet for path in paths for sheet in _of_export(path, own, hidden_sheets)]


def _of_export(path: Path, own: Mapping[str, str], hidden_sheets: bool) -> list[ProposedSheet]:
    read = raw_sheets(path, hidden_sheets=hidden_sheets)
    sheets = [_proposed(path.name, name, cells, dict(own)) for name, cells in read]
    found = [sheet for sheet in sheets if sheet is not None]
    if not found:
        raise InputError(
            "no row of the file looks like the headers of a table",
            where=path.name,
            do="export the cases as a table with a header in each column",
        )
    return found


def _proposed(file: str, name: str, cells: list[list[str]], own: dict[str, str]) -> ProposedSheet | None:
    row = _header_row(cells, own)
    if row is None:
        return None
    words, below = headings(cells, row, own), cells[row + 1 :]
    columns = [
        Contents.of([line[place] for line in below if place < len(line)]) for place in range(len(words))
    ]
    filled = sum(any(cell.strip() for cell in line) for line in below)
    named = [(word, contents) for word, contents in zip(words, columns, strict=True) if word]
    return ProposedSheet(file, name, row + 1, filled, tuple(_guesses(named, own)))


def _header_row(cells: list[list[str]], own: dict[str, str]) -> int | None:
    """The row with most known headers; with hardly any, the first of plain words about as wide as any."""
    searched = cells[:ROWS_SEARCHED]
    known = [len({canonical(cell, own) for cell in row if cell.strip()} - {None}) for row in searched]
    if max(known, default=0) >= FEWEST_HEADERS:
        return known.index(max(known))
    widths = [len({cell.strip() for cell in row if cell.strip()}) for row in searched]
    widest = max(widths, default=0)
    wide = [index for index, width in enumerate(widths) if width * 2 > widest and _is_words(cells[index])]
    return wide[0] if wide and widest >= FEWEST_HEADERS else None


def _is_words(row: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and not any(cell.isdigit() or read_date(cell).known for cell in filled)


def _guesses(named: list[tuple[str, Contents]], own: dict[str, str]) -> Iterator[Guess]:
    """A guess for each header in order; a column is proposed once, and never beside a header that has it."""
    known = {word: column for word, contents in named if (column := _known(word, contents, own))}
    taken = {_plain(column) for column in known.values()}
    guesses = {}
    for try_one in (_personal, _nearest, _hinted, _by_cells):
        for word, contents in named:
            if word in known or word in guesses:
                continue
            column, why = try_one(word, contents, taken)
            if column:
                guesses[word] = (column, why)
                taken |= {column} - PASSED_OVER
    guesses |= _needed(named, {*known, *guesses}, taken)
    doubled = _doubled(known)
    for word, contents in named:
        given = ("", doubled[word]) if word in doubled else (known.get(word, ""), "")
        column, why = given if word in known else guesses.get(word, ("", _looks(contents)))
        yield Guess(word, _plain(column), why, contents)


def _known(word: str, contents: Contents, own: dict[str, str]) -> str | None:
    """The column of a header that is known, as the records would take it: by its cells too."""
    column = canonical(word, own)
    said = {folded(header) for header in own}
    return column if not column or folded(word) in said else column_by_cells(column, contents.cells)


def _doubled(known: Mapping[str, str]) -> dict[str, str]:
    """Headers that claim a column which a header before them has, with what to say of each."""
    first: dict[str, str] = {}
    for word, column in known.items():
        if column not in PASSED_OVER and not is_weak(word):
            first.setdefault(column, word)
    return {
        word: f"'{first[column]}' stands for {_plain(column)} already; say which it is, and ignore the other"
        for word, column in known.items()
        if first.get(column, word) != word and not is_weak(word)
    }


def _plain(column: str) -> str:
    return column.removeprefix("row:")


def _personal(word: str, contents: Contents, taken: set[str]) -> tuple[str, str]:
    """That a header which names who the person is is private: nothing is counted from its cells, but they are
    looked for before anything is published."""
    hints, spaced = own_toml(__package__, "proposal")["ignored"], _spaced(word)
    told = [
        *hints["birth"],
        *(hints["person"] if contents.dates < MOST and not contents.is_yes_or_no else []),
    ]
    if any(re.fullmatch(pattern, spaced) for pattern in told):
        return PRIVATE, "it says who the person is: never published, and looked for before anything is"
    return "", ""


def _nearest(word: str, contents: Contents, taken: set[str]) -> tuple[str, str]:
    """The column of the known header that is spelled most like a header, where its cells suit."""
    from rapidfuzz import fuzz, process

    known = _known_headers()
    for header, score, _ in process.extract(folded(word), known.keys(), scorer=fuzz.ratio, limit=5):
        column = _plain(known[header])
        least = LEAST_LIKE if len(folded(word)) > SHORT_HEADER else LEAST_LIKE_SHORT
        if score >= least and _may_be(column, word, contents, taken):
            return column, f"nearest to the known header '{header}'"
    return "", ""


def _known_headers() -> dict[str, str]:
    """Every header that is known, folded, with its column; the stages' own headers too."""
    tables = [*HEADERS["complaint"].items(), *HEADERS["row"].items()]
    plain = {folded(word): column for column, known in tables for word in [column, *known]}
    return plain | {folded(column): column for column in canonical_columns()}


def _hinted(word: str, contents: Contents, taken: set[str]) -> tuple[str, str]:
    """The column at which a word of the header hints, where its cells suit."""
    hints = own_toml(__package__, "proposal")
    stage = next(
        (number for number, names in hints["stage"].items() if has_word(word, names, whole=True)), ""
    )
    staged = [(_of_stage(name, stage), stems) for name, stems in hints["row"].items()]
    for column, stems in (*staged, *hints["complaint"].items()):
        if _may_be(column, word, contents, taken) and has_word(word, stems):
            return column, "its words and its cells hint at it"
    return "", ""


def has_word(text: str, stems: Sequence[str], *, whole: bool = False) -> bool:
    """Whether a word of a text begins with a stem; short stems must be the whole word."""
    spaced = f" {_spaced(text)} "
    return any(
        f" {stem} " in spaced or (not whole and len(stem) > 2 and f" {stem}" in spaced) for stem in stems
    )


def _spaced(word: str) -> str:
    return " ".join(_WORDS.findall(word.casefold()))


def _of_stage(name: str, stage: str) -> str:
    if name != "received":
        return f"stage{stage}_{name}" if stage else name
    return "stage2_requested" if stage == "2" else "received"


def _by_cells(word: str, contents: Contents, taken: set[str]) -> tuple[str, str]:
    """The column whose known words make up the cells, or one of long text."""
    for column in _BY_CELLS:
        if column.endswith("outcome") and any(one.endswith("outcome") for one in taken):
            continue
        if (
            contents.known_as(column) >= MOST
            and not contents.is_yes_or_no  # which may be an answer to anything
            and _may_be(column, word, contents, taken)
        ):
            return column, "its cells are words of it"
    if contents.is_prose and _may_be("description", word, contents, taken):
        return "description", "its cells are sentences"
    return "", ""


def _needed(
    named: list[tuple[str, Contents]], found: set[str], taken: set[str]
) -> dict[str, tuple[str, str]]:
    """A reference and a date received, without which nothing is counted, from what is left."""
    left = [(word, contents) for word, contents in named if word not in found]
    needed = {}
    unique = [
        (contents.codes, len(contents.distinct), word)
        for word, contents in left
        if contents.is_identity and _may_name(word, "reference", "text")
    ]
    if "reference" not in taken and unique:
        needed[max(unique)[-1]] = ("reference", "its cells differ from row to row")
    dated = [(contents.cells, word) for word, contents in left if contents.dates >= MOST]
    if "received" not in taken and dated:
        earliest = min(dated, key=lambda column: _middle_day(column[0]))[1]
        needed[earliest] = ("received", "its days are the earliest")
    return needed


def _middle_day(cells: Sequence[str]) -> str:
    days = sorted(day.isoformat() for cell in cells if (day := read_date(cell).day_first))
    return days[len(days) // 2] if days else "9"


def _may_be(column: str, word: str, contents: Contents, taken: set[str]) -> bool:
    kind = kind_of(column)
    if not kind or column in taken or not _may_name(word, column, kind):
        return False
    return contents.suits(kind, column)


def _may_name(word: str, column: str, kind: str) -> bool:
    """Whether a header may stand for a column at all.

    The number of a person or a home is no complaint's, who did a thing is no day, and how far a case is no
    finding.
    """
    words, never = set(_spaced(word).split()), own_toml(__package__, "proposal")["never"]
    if column == "reference":
        return not words & set(never["reference"]) or bool(words & set(never["reference_unless"]))
    kind_of_thing = "outcome" if column.endswith("outcome") else "day" if kind.startswith("date") else ""
    return not words & set(never.get(kind_of_thing, []))


def _looks(contents: Contents) -> str:
    """What the cells look like, for a header that nothing is near."""
    looks = {
        "no cell is filled": not contents.cells,
        "its cells are dates": contents.dates >= MOST,
        "its cells say yes or no": contents.is_yes_or_no,
        "its cells are numbers": contents.amounts >= MOST,
        "its cells are a list of words": contents.is_list_of_words,
    }
    said = next((words for words, so in looks.items() if so), "its cells are text")
    return f'nothing is near ({said}): a column, or "ignore"'
