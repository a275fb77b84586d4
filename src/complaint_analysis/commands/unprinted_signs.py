"""Signs that no typeface has in what the report prints, each told with its place before a notebook runs.

Such a sign stops nothing: the PDF and the charts print a box in its place, pages and Word what the reader's
own typefaces have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd

from complaint_analysis.chapters.year_forms import forms, last_forms
from complaint_analysis.council.settings import Settings
from complaint_analysis.council.text_files import csv_rows, read_text
from complaint_analysis.publish.render.typefaces import BOX, signs_without_typeface
from complaint_analysis.records.side_files import REPORTS, TABLES
from complaint_analysis.records.statements import STATEMENTS, read_statement
from complaint_analysis.run.period_run import Run
from complaint_analysis.self_assessment.form import Form

MOST_TOLD = 40
"""So many places are told; the rest is counted."""
PRINTED_COLUMNS = ("service", "ward", "stage1_team", "stage2_team")
"""The columns of complaints whose words the report prints as an export has them."""
_NOT_PRINTED = {"folder", "year", "columns", "values", "public_value"}
Text = tuple[str, str]
"""Where a text stands, and the text."""


def unprinted_sign_lines(run: Run) -> list[str]:
    """What is told of signs without a typeface: a heading and a line a place; none where all have one."""
    signs = ((where, signs_without_typeface(text)) for where, text in _texts(run))
    places = list(dict.fromkeys(f"  {where}: {_named(found)}" for where, found in signs if found))
    if not places:
        return []
    more = [f"  … and {len(places) - MOST_TOLD} more"] if len(places) > MOST_TOLD else []
    head = f"Signs that no typeface has; the PDF prints {BOX} for each, unless you write it otherwise:"
    return [head, *places[:MOST_TOLD], *more]


def _named(signs: str) -> str:
    """Signs by their numbers, since whoever reads this may lack them too."""
    return ", ".join(f"U+{ord(sign):04X}" for sign in signs)


def _texts(run: Run) -> Iterator[Text]:
    """Every text that people wrote and the report prints."""
    yield from _of_settings("council.toml", run.council)
    for facts, found in ((run.facts, forms(run)), (run.last_facts, last_forms(run))):
        if facts:
            yield from _of_settings(f"{facts.year.name}/year.toml", facts)
            yield from _of_side_files(facts.folder)
            yield from _of_forms(facts.folder.name, found.values())
    yield from _of_records(run.records.table)


def _of_settings(where: str, settings: Settings) -> Iterator[Text]:
    content = settings.model_dump(mode="json", by_alias=True, exclude=_NOT_PRINTED)
    yield from ((f"{where}, setting '{key}'", text) for key, text in _leaves(content))


def _leaves(content: Any, key: str = "") -> Iterator[Text]:
    """Every text among settings with the name of its setting, and every name."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _leaves(value, f"{key}.{name}" if key else name)
    elif isinstance(content, list):
        for value in content:
            yield from _leaves(value, key)
    elif isinstance(content, str):
        yield key, content


def _of_side_files(folder: Path) -> Iterator[Text]:
    for name in (*TABLES, "service-requests"):
        if (path := folder / f"{name}.csv").is_file():
            yield from _of_cells(f"{folder.name}/{path.name}", csv_rows(read_text(path)))
    yield from _of_word_statements(folder)
    statements = [folder / f"{name}.md" for name in STATEMENTS]
    for path in [*statements, *(folder / f"{name}.toml" for name in REPORTS)]:
        lines = read_text(path).splitlines() if path.is_file() else []
        yield from ((f"{folder.name}/{path.name}, line {at}", line) for at, line in enumerate(lines, 1))


def _of_word_statements(folder: Path) -> Iterator[Text]:
    for name in STATEMENTS:
        if (path := folder / f"{name}.docx").is_file():
            paragraphs = (read_statement(folder, name).text or "").split("\n\n")
            yield from (
                (f"{folder.name}/{path.name}, text {at}", text) for at, text in enumerate(paragraphs, 1)
            )


def _of_cells(where: str, rows: list[list[str]]) -> Iterator[Text]:
    header = rows[0] if rows else []
    for number, row in enumerate(rows, start=1):
        for name, cell in zip(header, row, strict=False):
            yield f"{where}, row {number}, column '{name}'", cell


def _of_forms(year: str, found: Iterable[Form | None]) -> Iterator[Text]:
    for form in (each for each in found if each):
        yield from _of_settings(f"{year}/{form.source}", form.occasion)
        for row in form.rows:
            where = f"{year}/{form.source}, provision {row.number}"
            cells = [(field.name, getattr(row, field.name)) for field in fields(row)]
            for name, text in [*cells, *row.other]:
                if isinstance(text, str):
                    yield f"{where}, column '{name}'", text


def _of_records(table: pd.DataFrame) -> Iterator[Text]:
    """The words of complaints that are printed, each at the first row that has it."""
    for column in (name for name in PRINTED_COLUMNS if name in table):
        first = table.dropna(subset=[column]).drop_duplicates(column)
        sheets = first["source_sheet"].fillna("")
        places = zip(first["source_year"], first["source_file"], sheets, first["source_row"], strict=True)
        for (year, file, sheet, row), text in zip(places, first[column], strict=True):
            at = f", sheet '{sheet}'" if sheet else ""
            yield f"{year}/complaints/{file}{at}, row {row}, column '{column}'", str(text)
