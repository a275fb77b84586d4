"""A form as the canonical CSV of the data folder."""

from __future__ import annotations

from pathlib import Path

from complaint_analysis.printing.csv_text import csv_text
from complaint_analysis.self_assessment.form import Form, Occasion, Row

COLUMNS = (
    "provision", "requirement", "answer", "evidence", "commentary", "action", "owner_role", "due", "flagged",
)  # fmt: skip


def write_form(form: Form, path: Path) -> None:
    """Writes the form as canonical CSV, its occasion as a comment line at the top.

    Every row is kept in its order with every word; columns that no form of the Ombudsmen has come last.
    What introduces a section or stands outside the table is not written.
    """
    headings = list(dict.fromkeys(heading for row in form.rows for heading, _ in row.other))
    rows = [[*COLUMNS, *headings], *(row_cells(row, headings) for row in form.rows)]
    path.write_text(_comment(form.occasion) + csv_text(rows), encoding="utf-8", newline="")


def _comment(occasion: Occasion) -> str:
    given = occasion.model_dump(mode="json", exclude_none=True)
    settings = "; ".join(f"{key}={value}" for key, value in given.items() if value)
    return f"# {settings}\n"


def row_cells(row: Row, headings: list[str]) -> list[str]:
    """A row's cells under `COLUMNS`, and under the headings of further columns."""
    other = dict(row.other)
    answer = "\n".join(text for text in (row.answer_as_written, row.beside_answer) if text)
    told = [row.evidence, row.commentary, row.action, row.owner_role, row.due]
    flagged = "yes" if row.flagged else ""
    return [row.number, row.requirement, answer, *told, flagged, *(other.get(each, "") for each in headings)]
