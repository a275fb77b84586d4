"""A self-assessment to fill in: every provision of a Code in our own words, none of them answered."""

from __future__ import annotations

from pathlib import Path

from complaint_analysis.codes.catalogue import load_code
from complaint_analysis.self_assessment.canonical import write_form
from complaint_analysis.self_assessment.form import Form, Row


def blank_form(code: str) -> Form:
    """The form of a Code with a row a provision and no answer."""
    catalogue = load_code(code)
    rows = tuple(Row(each.number, requirement=each.wording) for each in catalogue.provisions.values())
    return Form(catalogue.code, rows)


def write_blank_form(code: str, path: Path) -> None:
    """Writes the blank form of a Code as canonical CSV."""
    write_form(blank_form(code), path)
