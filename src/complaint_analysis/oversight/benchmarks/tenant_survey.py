"""What tenants said of a landlord's complaint handling (TP09), from the regulator's own workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from complaint_analysis.oversight.benchmarks.regulator_words import named, vocabulary
from complaint_analysis.oversight.benchmarks.regulator_workbook import cells_of, header_of, number, year_of
from complaint_analysis.oversight.benchmarks.returns import FOLDER, WORKBOOKS
from complaint_analysis.records.reading.synonyms import folded

_ANSWERS = ("very_satisfied", "fairly_satisfied", "neither", "fairly_dissatisfied", "very_dissatisfied")


class Survey(NamedTuple):
    """The answers to TP09 from tenants of one kind of home, and the share that the regulator published.

    The share is None where the regulator gives none; it may be weighted, so that the counts give another.
    """

    tenure: str
    satisfied: int
    base: int
    published_pct: float | None


def tenant_survey(council: Path, landlord_code: str, year: str) -> list[Survey]:
    """A landlord's TP09 of a year by kind of home; the later workbook by name counts, none without one.

    A code in place of a count (such as [X]) is no answer: that kind of home is left out.
    """
    found: dict[str, Survey] = {}
    for path in sorted((council / FOLDER).glob("*")):
        if landlord_code and path.suffix.lower() in WORKBOOKS and not path.name.startswith((".", "~$")):
            sheets = cells_of(path)
            if year_of(path, sheets) == year:
                found |= {each.tenure: each for each in _surveys(sheets, landlord_code)}
    return list(found.values())


def _surveys(sheets: dict[str, list[list[object]]], code: str) -> Iterator[Survey]:
    for name, cells in sheets.items():
        tenure, header = named(name, "tenure"), header_of(cells)
        if tenure is None or header is None:
            continue
        places = {at: answer for at, cell in enumerate(cells[header]) if (answer := _answer(str(cell)))}
        landlords = [row for row in cells[header + 1 :] if _is_of(row, code)]
        if set(_ANSWERS) <= set(places.values()) and landlords:
            yield from _read(tenure, landlords[0], places)


def _answer(heading: str) -> str | None:
    """Which answer's count a heading is of, or `published` for the share satisfied."""
    return named(heading, "perception") if named(heading, "tp09") else None


def _is_of(row: Sequence[object], code: str) -> bool:
    return folded(code) in {folded(str(cell).removesuffix(".0")) for cell in row[:3]}


def _read(tenure: str, row: Sequence[object], places: dict[int, str]) -> Iterator[Survey]:
    values = {answer: number(row[at]) for at, answer in reversed(places.items())}
    counts = [value for answer in _ANSWERS if (value := values[answer]) is not None]
    satisfied, base = int(sum(counts[:2], 0.0)), int(sum(counts, 0.0))
    if len(counts) == len(_ANSWERS) and base:
        yield Survey(tenure, satisfied, base, values.get("published"))


def tenure_printed(tenure: str) -> str:
    """A kind of home as a row names it."""
    return vocabulary("tenure_printed")[tenure]
