"""A proposal in the words of council.toml: lines to copy, each with its reason, doubtful ones as comments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.settings import Codes, Council
from complaint_analysis.records.reading.cells import kind_of, values_of
from complaint_analysis.records.reading.dates import is_blank
from complaint_analysis.records.reading.notation import Notation
from complaint_analysis.records.reading.services import regime_of
from complaint_analysis.records.reading.stages import stage_named
from complaint_analysis.records.reading.synonyms import folded, value_words
from complaint_analysis.records.reading.types_and_stages import staged_type
from complaint_analysis.records.unknown_headers.column_contents import SHORT, Contents
from complaint_analysis.records.unknown_headers.proposal import Guess, ProposedSheet, has_word

LEAST_LIKE_WORD, SURE = 75, 90
"""From this likeness on, of 100, a word is named, and proposed as sure: "un-upheld" is very like "upheld"."""
MOST_SHOWN = 60
BESIDE = "beside what is there"
_WITH_WORDS = ("fixed", "reason", "list")
_STARTS = {"received", "stage2_requested"}


def proposed_lines(sheets: list[ProposedSheet], council: Council) -> list[str]:
    """The whole proposal for some exports: headers, services, words, and what to do next."""
    files = list(dict.fromkeys(sheet.file for sheet in sheets))
    return [
        f"# Proposed for {', '.join(files)}. Copy what is right into council.toml, and correct the rest.",
        *(line for sheet in sheets for line in _headers_of(sheet, several=len(files) > 1)),
        *_clashes(sheets),
        "",
        *_tables(proposed_settings(sheets, council), council),
        *_services(sheets, council.codes),
        "",
        *_what_next(sheets, files),
    ]


def proposed_settings(sheets: list[ProposedSheet], council: Council) -> dict[str, list[str]]:
    """The lines that are proposed for each table of council.toml, doubtful ones as comments."""
    guesses = {guess.header: guess for sheet in sheets for guess in sheet.guesses if not guess.is_known}
    columns = [_column(guess) for guess in guesses.values()]
    values = _values(sheets, Notation(council.values))
    return ({"columns": columns} if columns else {}) | values


def _tables(tables: Mapping[str, list[str]], council: Council) -> Iterator[str]:
    there = {"columns": bool(council.columns)} | {f"values.{name}": True for name in council.values}
    for number, (name, lines) in enumerate(tables.items()):
        yield from [""] * bool(number)
        yield f"# Under [{name}], {BESIDE}:" if there.get(name) else f"[{name}]"
        yield from lines


def _headers_of(sheet: ProposedSheet, *, several: bool) -> Iterator[str]:
    named = [sheet.file] * several + [f"sheet '{sheet.name}'"] * bool(sheet.name)
    yield f"# Headers of {', '.join([*named, f'row {sheet.row}'])}; {sheet.rows:,} rows below."
    known = [f"{guess.header} ({guess.column})" for guess in sheet.guesses if guess.is_known]
    if known:
        yield f"# Known already: {', '.join(known)}."


def _clashes(sheets: list[ProposedSheet]) -> Iterator[str]:
    """The headers that seem to stand for one thing here and another there: a line speaks for all exports."""
    meant: dict[str, dict[str, str]] = {}
    for sheet in sheets:
        for guess in sheet.guesses:
            if guess.column:
                place = f"{sheet.file}{f', {sheet.name}' if sheet.name else ''}"
                meant.setdefault(guess.header, {}).setdefault(guess.column, place)
    for header, columns in meant.items():
        if len(columns) > 1:
            told = " and ".join(f"{column} in {place}" for column, place in columns.items())
            yield f"# '{header}' seems to be {told}: give it another header in one of them."


def _column(guess: Guess) -> str:
    header = json.dumps(guess.header, ensure_ascii=False)
    if guess.column:
        return f'{header} = "{guess.column}"'.ljust(50) + f"  # {guess.why}"
    return f"# {header} =".ljust(50) + f"  # {guess.why}"


def _services(sheets: list[ProposedSheet], codes: Codes) -> Iterator[str]:
    """The services, those that sound like a landlord's apart; comments, for the table is there already."""
    found = _cells_of(sheets, "service")
    names = [name for name in found.distinct if len(name) <= SHORT * 2][:MOST_SHOWN]
    unsaid = [name for name in names if regime_of(name, codes) == "lgsco"]
    if not unsaid:
        return
    landlord = [name for name in unsaid if _sounds(name, "landlord")]
    statutory = [name for name in unsaid if _sounds(name, "statutory")]
    others = [name for name in unsaid if name not in (*landlord, *statutory)]
    yield from ("", "# Under [codes], if these are services of the landlord, and of social care:")
    yield f"# housing = {_list([*codes.housing, *landlord])}"
    yield f"# statutory = {_list([*codes.statutory, *statutory])}"
    if others:
        yield f"# All others are under the LGSCO's Code: {', '.join(others)}."


def _sounds(service: str, kind: str) -> bool:
    return has_word(service, own_toml(__package__, "proposal")["services"][kind])


def _list(names: Iterable[str]) -> str:
    return json.dumps(list(names), ensure_ascii=False)


def _values(sheets: list[ProposedSheet], notation: Notation) -> dict[str, list[str]]:
    found = dict.fromkeys(guess.column for sheet in sheets for guess in sheet.guesses if guess.column)
    columns = [name for name in found if kind_of(name) in _WITH_WORDS or name == "stage_as_recorded"]
    unknown = {column: _words_of(sheets, column, notation.words(column)) for column in columns}
    return {
        f"values.{column}": [_value(word, column) for word in words]
        for column, words in unknown.items()
        if words
    }


def _words_of(sheets: list[ProposedSheet], column: str, known: Mapping[str, str]) -> list[str]:
    words = _unknown_words(_cells_of(sheets, column), known)
    return [word for word in words if not _is_read(word, column, known)]


def _is_read(word: str, column: str, known: Mapping[str, str]) -> bool:
    """Whether a word is read though no list has it: a type beside a stage, or a stage within other words."""
    if column == "record_type":
        return staged_type(word, known) is not None
    return column == "stage_as_recorded" and stage_named(word) is not None


def _cells_of(sheets: list[ProposedSheet], column: str) -> Contents:
    guesses = [guess for sheet in sheets for guess in sheet.guesses if guess.column == column]
    return Contents(tuple(cell for guess in guesses for cell in guess.contents.cells))


def _unknown_words(found: Contents, known: Mapping[str, str]) -> list[str]:
    """The words of a list that are not known; none where the cells are sentences, which may be personal."""
    if not found.is_list_of_words:
        return []
    unknown = [word for word in found.distinct if folded(word) not in known and not is_blank(word)]
    return [word for word in unknown if len(word) <= SHORT][:MOST_SHOWN]


def _value(word: str, column: str) -> str:
    from rapidfuzz import fuzz, process

    known, written = value_words(column), json.dumps(word, ensure_ascii=False)
    near = process.extractOne(folded(word), known.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_LIKE_WORD)
    if near:
        sure = near[1] >= SURE and _digits(word) == _digits(near[0])
        line = f'{"" if sure else "# "}{written} = "{known[near[0]]}"'
        return line.ljust(50) + f"  # nearest to '{near[0]}'"
    return f"# {written} =".ljust(50) + f"  # one of {', '.join(values_of(column))}"


def _what_next(sheets: list[ProposedSheet], files: list[str]) -> list[str]:
    columns = {guess.column for sheet in sheets for guess in sheet.guesses}
    unidentified = [file for file in files if not _identifies(sheets, file)]
    missing = _without_reference(unidentified) if unidentified else []
    if not columns & _STARTS:
        day = "date received (received), or of the request for stage 2 (stage2_requested)"
        missing.append(f"# A column for the {day} is needed: say which header it is.")
    return missing or [
        "# Next: save council.toml, then `make check YEAR=...` (complaint-analysis check --year ...)."
    ]


def _identifies(sheets: list[ProposedSheet], file: str) -> bool:
    of_file = [guess.column for sheet in sheets if sheet.file == file for guess in sheet.guesses]
    return "reference" in of_file


def _without_reference(files: list[str]) -> list[str]:
    """That no column identifies a complaint: a person's, a home's or an account's number has several."""
    return [
        "# No column holds the complaint's own reference: say which header it is, if one does. If none does,",
        "# and each row is a complaint, let its rows be numbered:",
        "# [exports]",
        f"# without_reference = {_list(files)}",
    ]


def _digits(text: str) -> list[str]:
    return [letter for letter in text if letter.isdigit()]
