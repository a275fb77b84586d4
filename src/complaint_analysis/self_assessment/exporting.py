"""A form as a Word document or a workbook to fill in, which reads back as the same form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from complaint_analysis.errors import UsageError
from complaint_analysis.self_assessment.canonical_csv import COLUMNS, row_cells
from complaint_analysis.self_assessment.form import Form, Row, words

OURS = "What the Code asks, in our words"
_HEADINGS = {
    "provision": "Provision", "requirement": "Code requirement", "answer": "Comply: Yes / No / Partial",
    "evidence": "Evidence", "commentary": "Commentary / explanation", "action": "Action",
    "owner_role": "Owner role",
    "due": "Due date", "flagged": "Flagged",
}  # fmt: skip
_WIDTHS = {"provision": 9, OURS: 34, "requirement": 34, "evidence": 26, "commentary": 44, "action": 28}
_OTHER_WIDTH = 13
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MADE = datetime(2000, 1, 1)
"""Not the wall clock: the same form gives the same bytes."""
_ANSWER_LIST = {
    "validate": "list",
    "source": ["Yes", "No", "Partial"],
    "error_type": "information",
    "error_message": "Yes, No or Partial; other words are read where their meaning is plain.",
}


def export_form(form: Form, path: Path) -> None:
    """Writes the form as .docx or .xlsx, every word of its rows and its occasion in it.

    Beside the official wording, where the form has it, stands our own, which is not read back. A UsageError
    names another kind of file.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise UsageError(
            f"a form cannot be written as '{path.suffix or path.name}'",
            where=path.name,
            do=f"name a file that ends in one of: {', '.join(_WRITERS)}",
        )
    write(form, path)


def blank_form(code: str, like: Form | None = None) -> Form:
    """A form without answers to fill in; the official wording is that of another form, where it has it."""
    from complaint_analysis.council.codes.catalogue import load_code

    known = {row.number: row.requirement for row in like.rows} if like else {}
    catalogue = load_code(code)
    return Form(catalogue.code, tuple(Row(number, known.get(number, "")) for number in catalogue.numbers))


def table_of(form: Form) -> list[list[str]]:
    """The form's headings and rows as cells, our own wording behind the number."""
    others = list(dict.fromkeys(heading for row in form.rows for heading, _ in row.other))
    head = [_HEADINGS[column] for column in COLUMNS]
    rows = [[head[0], OURS, *head[1:], *others]]
    for row in form.rows:
        number, *cells = row_cells(row, others)
        rows.append([number, _wording(form, row.number), *cells])
    return [[_NO_TEXT.sub("", cell) for cell in cells] for cells in rows]


def about(form: Form) -> list[tuple[str, str]]:
    """The occasion of a form as labels and values, blank where it is not known yet."""
    given = form.occasion.model_dump(mode="json", exclude_none=True)
    return [(label, str(given.get(key, ""))) for key, label in words()["about"].items()]


def _wording(form: Form, number: str) -> str:
    if form.by_section:
        return form.section_of(number).name if number in form.expected else ""
    return form.catalogue[number].wording if number in form.catalogue else ""


def _write_workbook(form: Form, path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        path, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": _title(form), "created": _MADE})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    marked = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#FFFF00"})
    head = book.add_format({"text_wrap": True, "valign": "top", "bold": True, "bottom": 1})
    sheet = book.add_worksheet("Self-assessment")
    headings, *rows = table_of(form)
    for place, heading in enumerate(headings):
        sheet.set_column(place, place, _width(heading))
        sheet.write_string(0, place, heading, head)
    for number, (cells, row) in enumerate(zip(rows, form.rows, strict=True), start=1):
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell, marked if row.flagged and place == 0 else plain)
    sheet.freeze_panes(1, 1)
    sheet.data_validation(1, 3, max(len(rows), 1), 3, _ANSWER_LIST)
    _write_about(book, form, head, plain)
    book.close()


def _write_about(book, form: Form, head, plain) -> None:
    sheet = book.add_worksheet("About this form")
    sheet.set_column(0, 1, 40)
    for number, (label, value) in enumerate(about(form)):
        sheet.write_string(number, 0, label, head)
        sheet.write_string(number, 1, value, plain)


def _width(heading: str) -> int:
    column = next((key for key, name in _HEADINGS.items() if name == heading), heading)
    return _WIDTHS.get(column, _OTHER_WIDTH)


def _write_document(form: Form, path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = _title(form)
    document.core_properties.created = document.core_properties.modified = _MADE
    _turn(document.sections[0])
    document.styles["Normal"].font.size = Pt(8.5)
    document.add_heading(_title(form), level=1)
    facts = document.add_table(rows=0, cols=2)
    for label, value in about(form):
        _fill(facts.add_row().cells, [label, value])
    document.add_paragraph()
    rows = table_of(form)
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for line, cells in zip(table.rows, rows, strict=True):
        _fill(line.cells, cells)
    _repeat_head(table.rows[0])
    for line, row in zip(table.rows[1:], form.rows, strict=True):
        if row.flagged:
            _highlight(line.cells[0])
    document.save(str(path))


def _turn(section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.5)


def _fill(cells, texts: list[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        first, *more = text.split("\n")
        cell.paragraphs[0].add_run(first)
        for line in more:
            cell.add_paragraph(line)


def _repeat_head(row) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _highlight(cell) -> None:
    for run in cell.paragraphs[0].runs:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    mark = OxmlElement("w:shd")
    mark.set(qn("w:val"), "clear")
    mark.set(qn("w:fill"), "FFFF00")
    cell._tc.get_or_add_tcPr().append(mark)


def _title(form: Form) -> str:
    return f"Self-assessment against the {form.catalogue.name}"


_WRITERS: dict[str, Callable[[Form, Path], None]] = {".docx": _write_document, ".xlsx": _write_workbook}
