"""Self-assessments without a table: a file of any kind with a line of the form in each paragraph or row."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl


def written(
    lines: list[str], kind: str, folder: Path, *, between: str = "\n", headings: bool = False
) -> Path:
    """A form as `.txt`, `.xlsx` or `.docx`; with `headings` the lines that name a provision are such in Word."""
    path = folder / f"form.{kind}"
    if kind == "txt":
        path.write_text(between.join(lines), encoding="utf-8")
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append([line])
        book.save(path)
    else:
        document = docx.Document()
        for line in lines:
            is_heading = headings and "rovision" in line[:15]
            (document.add_heading if is_heading else document.add_paragraph)(line)
        document.save(str(path))
    return path
