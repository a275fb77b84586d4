"""A proposal in the words of council.toml: lines to copy, each with its reason, doubtful ones as comments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.settings import Codes, Council
from complaint_analysis.records.reading.cells import kind_of, values_of
from complaint_analysis.records.reading.dates import is_blank
from complaint_analysis.records.reading.notation import Notation
from complaint_analysis.records.reading.services import regime_of
from complaint_analysis.records.reading.synonyms import folded, value_words
from complaint_analysis.records.reading.types_and_stages import staged_type
from complaint_analysis.records.unknown_headers.column_contents import SHORT, Contents
from complaint_analysis.records.unknown_headers.proposal import Guess, ProposedSheet, has_word

LEAST_LIKE_WORD = 75
MOST_SHOWN = 60
BESIDE = "beside what is there"
_WITH_WORDS = ("fixed", "reason", "list")
_STARTS = {"received", "stage2_requested"}


def proposed_lines(path: Path, sheets: list[ProposedSheet], council: Council) -> list[str]:
    """The whole proposal for an export: headers, services, words, and what to do next."""
    return [
        f"# Proposed for {path.name}. Copy what is right into council.toml, and correct the rest.",
        *(line for sheet in sheets for line in _headers_of(sheet)),
        "",
        *_columns(sheets, beside=bool(council.columns)),
        *_services(sheets, council.codes),
        *_values(sheets, Notation(council.values)),
        "",
        *_what_next(sheets, path.name),
    ]


def _headers_of(sheet: ProposedSheet) -> Iterator[str]:
    name = f"Sheet '{sheet.name}', headers" if sheet.name else "Headers"
    yield f"# {name} in row {sheet.row}, {sheet.rows:,} rows below."
    known = [f"{guess.header} ({guess.column})" for guess in sheet.guesses if guess.is_known]
    if known:
        yield f"# Known already: {', '.join(known)}."


def _columns(sheets: list[ProposedSheet], *, beside: bool) -> Iterator[str]:
    guesses = {guess.header: guess for sheet in sheets for guess in sheet.guesses if not guess.is_known}
    if not guesses:
        return
    yield f"# Under [columns], {BESIDE}:" if beside else "[columns]"
    for guess in guesses.values():
        yield _column(guess)


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


def _values(sheets: list[ProposedSheet], notation: Notation) -> Iterator[str]:
    columns = dict.fromkeys(guess.column for sheet in sheets for guess in sheet.guesses if guess.column)
    for column in columns:
        if kind_of(column) not in _WITH_WORDS and column != "stage_as_recorded":
            continue
        words = notation.words(column)
        unknown = [
            word
            for word in _unknown_words(_cells_of(sheets, column), words)
            if column != "record_type" or not staged_type(word, words)
        ]
        if unknown:
            there = column in notation.values
            yield from ("", f"# Under [values.{column}], {BESIDE}:" if there else f"[values.{column}]")
            yield from (_value(word, column) for word in unknown)


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
        return f'{written} = "{known[near[0]]}"'.ljust(50) + f"  # nearest to '{near[0]}'"
    return f"# {written} =".ljust(50) + f"  # one of {', '.join(values_of(column))}"


def _what_next(sheets: list[ProposedSheet], file: str) -> list[str]:
    columns = {guess.column for sheet in sheets for guess in sheet.guesses}
    missing = [] if "reference" in columns else _without_reference(file)
    if not columns & _STARTS:
        day = "date received (received), or of the request for stage 2 (stage2_requested)"
        missing.append(f"# A column for the {day} is needed: say which header it is.")
    return missing or [
        "# Next: save council.toml, then `make check YEAR=...` (complaint-analysis check --year ...)."
    ]


def _without_reference(file: str) -> list[str]:
    """That no column identifies a complaint: a person's, a home's or an account's number has several."""
    return [
        "# No column holds the complaint's own reference: say which header it is, if one does. If none does,",
        "# and each row is a complaint, let its rows be numbered:",
        "# [exports]",
        f"# without_reference = {_list([file])}",
    ]
