"""A form from its file, and the form of a year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from complaint_analysis.council.codes.catalogue import Code, load_code
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.file_limits import MOST_OF_A_FORM, require_size
from complaint_analysis.council.settings import shown
from complaint_analysis.errors import InputError
from complaint_analysis.self_assessment.form import Form, Row, expected_numbers
from complaint_analysis.self_assessment.reading.assembling import Assembled, assemble
from complaint_analysis.self_assessment.reading.form_kinds import no_provision, require_edition
from complaint_analysis.self_assessment.reading.form_problems import find_problems
from complaint_analysis.self_assessment.reading.lines import Piece
from complaint_analysis.self_assessment.reading.occasions import read_occasion
from complaint_analysis.self_assessment.reading.spreadsheet_source import spreadsheet_pieces
from complaint_analysis.self_assessment.reading.text_source import csv_pieces, text_pieces
from complaint_analysis.self_assessment.reading.word_source import word_pieces

PIECES: dict[str, Callable[[Path], list[Piece]]] = {
    ".csv": csv_pieces,
    ".docx": word_pieces,
    ".xlsx": spreadsheet_pieces,
    ".ods": spreadsheet_pieces,
    ".xls": spreadsheet_pieces,
    ".txt": text_pieces,
    ".tsv": text_pieces,
}
"""How each kind of form is read; where one form lies there in several kinds, the first counts."""


def read_form(path: Path, code: str) -> Form:
    """The form of a file, answers normalised and every word kept.

    `path` is the canonical .csv, or the Ombudsman's form filled in as .docx, .xlsx or .txt; the LGSCO's
    own, with a row a section, too. An InputError where the file cannot be read, holds no provision, or is
    the other Code's or an older edition's; smaller faults are `Form.problems`.
    """
    catalogue = load_code(code)
    read = PIECES.get(path.suffix.lower())
    if read is None:
        raise InputError(
            f"'{path.name}' is not a form of a kind that can be read",
            where=shown(path),
            do=f"save it as one of: {', '.join(PIECES)}",
        )
    require_size(path, MOST_OF_A_FORM, shown(path))
    pieces = read(path)
    require_edition(pieces, catalogue, path)
    assembled = assemble(pieces, catalogue)
    if not assembled.rows and not any(row.number for row in assembled.section_rows):
        raise no_provision(pieces, catalogue, path)
    form = _form(assembled, catalogue, path)
    return replace(form, occasion=read_occasion(path, pieces), source=path.name)


def latest_form(year_folder: Path, code: str) -> Form | None:
    """The self-assessment of a year against a Code: the latest approved; None where there is no form.

    Of forms of which none is approved, or approved on the same day, the one of the highest number.
    """
    forms = forms_of(year_folder, code)
    ranked = sorted(forms.items(), key=lambda entry: (entry[1].occasion.approved_on or date.min, entry[0]))
    return ranked[-1][1] if ranked else None


def form_in_hand(year_folder: Path, code: str) -> Form | None:
    """The form that an officer works on: the newest that is not approved yet, else the latest approved.

    One not approved counts only where it was made after the approved one: by its date, else by its number.
    """
    latest, forms = latest_form(year_folder, code), forms_of(year_folder, code)
    if latest is None or latest.occasion.approved_on is None:
        return latest
    approved = latest.occasion
    since = approved.assessed_on or approved.approved_on or date.min
    number = next(number for number, form in forms.items() if form.source == latest.source)
    drafts = [
        (form.occasion.assessed_on or date.max, each, form)
        for each, form in forms.items()
        if form.occasion.approved_on is None
        and (form.occasion.assessed_on > since if form.occasion.assessed_on else each > number)
    ]
    return max(drafts, key=lambda draft: draft[:2])[2] if drafts else latest


def forms_of(year_folder: Path, code: str) -> dict[int, Form]:
    """Every form of a year against a Code, by its number."""
    return {number: read_form(path, code) for number, path in sorted(files_of(year_folder, code).items())}


def _form(assembled: Assembled, catalogue: Code, path: Path) -> Form:
    rows, by_section = assembled.rows, not assembled.rows
    if by_section:
        rows = tuple(row for row in assembled.section_rows if row.number)
    _require_code(rows, catalogue, path)
    expected = expected_numbers(catalogue, by_section, {row.number for row in rows})
    return Form(
        code=catalogue.code,
        rows=rows,
        problems=(*assembled.problems, *find_problems(rows, expected)),
        sections=() if by_section else tuple(_section_text(row) for row in assembled.section_rows),
        outside=assembled.outside,
        by_section=by_section,
    )


def _require_code(rows: tuple[Row, ...], catalogue: Code, path: Path) -> None:
    found = {row.number for row in rows}
    other = next((each for each in REGIMES if each != catalogue.code), "")
    if _answers_rather(found, load_code(other), catalogue):
        raise InputError(
            f"the form is of the other Code, {other}", where=shown(path), do=f"read it as {other}"
        )


def _answers_rather(found: set[str], other: Code, catalogue: Code) -> bool:
    """Whether the numbers of a form fit the other Code better: fewer that it has not, fewer that it lacks.

    So does a form with a row a section: the Housing Ombudsman asks for every provision.
    """
    if not any("." in number for number in found):
        return catalogue.code == "housing"
    here, there = set(catalogue.numbers), set(other.numbers)
    return len(found - there) < len(found - here) and len(there - found) < len(here - found)


def _section_text(row: Row) -> str:
    written = [row.requirement, row.answer_as_written, row.beside_answer, row.commentary]
    return " ".join(text for text in written if text)


def files_of(folder: Path, code: str) -> dict[int, Path]:
    """The form of each number in a year's folder: 1 for the one without, then -2, -3."""
    name = re.compile(rf"self-assessment-{load_code(code).code}(?:-(\d+))?")
    paths = sorted(folder.iterdir(), key=_preference) if folder.is_dir() else []
    found: dict[int, Path] = {}
    for path in paths:
        match = name.fullmatch(path.stem)
        if match and path.suffix.lower() in PIECES:
            found.setdefault(int(match[1] or 1), path)
    return found


def _preference(path: Path) -> tuple[int, str]:
    suffixes = list(PIECES)
    suffix = path.suffix.lower()
    return (suffixes.index(suffix) if suffix in suffixes else len(suffixes), path.name)
