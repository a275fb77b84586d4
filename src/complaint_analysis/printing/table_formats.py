"""One table in each form that leaves the project: markdown, CSV, JSON for the workbook, HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from html import escape as escape_html

import pandas as pd

from complaint_analysis.printing.column_shares import is_small, is_turned, is_wide, shares
from complaint_analysis.printing.csv_text import csv_text
from complaint_analysis.printing.formula_injection import inert
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.table import Column, Table

_YEAR = re.compile(r"\b\d{4}-\d{2}\b")


def plain(cell: object) -> object:
    """A cell as a plain number, text or ISO date; missing is an empty text."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return ""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    number = cell.item() if hasattr(cell, "item") else cell
    return int(number) if isinstance(number, float) and number.is_integer() else number


def plain_rows(table: Table) -> list[list[object]]:
    """The table's rows in the order of its columns, as plain cells; counts whole, other numbers as floats."""
    cells = [[_typed(cell, column) for cell in table.frame[column.key]] for column in table.columns]
    return [list(row) for row in zip(*cells, strict=True)]


def _typed(cell: object, column: Column) -> object:
    value = plain(cell)
    return float(value) if isinstance(value, int) and column.kind in ("per_cent", "rate", "days") else value


def as_csv(table: Table) -> str:
    """The table as CSV: the columns' keys, then its cells unformatted and inert."""
    rows = ([inert(cell) for cell in row] for row in plain_rows(table))
    return csv_text([[column.key for column in table.columns], *rows])


def as_json(table: Table) -> str:
    """The table with everything that a workbook needs of it."""
    columns = [{"key": each.key, "heading": each.heading, "kind": each.kind} for each in table.columns]
    whole = {"name": table.name, "caption": table.caption, "notes": list(table.notes), "total": table.total}
    return json.dumps(whole | {"columns": columns, "rows": plain_rows(table)}, ensure_ascii=False, indent=1)


def from_json(text: str) -> Table:
    """The table of `as_json`; dates come back as ISO text."""
    whole = json.loads(text)
    columns = tuple(Column(**each) for each in whole["columns"])
    frame = pd.DataFrame(whole["rows"], columns=[each.key for each in columns], dtype=object)
    return Table(whole["name"], whole["caption"], frame, columns, tuple(whole["notes"]), whole["total"])


def as_markdown(table: Table) -> str:
    """The table as the report includes it: a captioned pipe table, then its notes and its file."""
    return f"{_table_div(table)}\n\n{_notes_div(table)}\n"


def _table_div(table: Table) -> str:
    classes = " ".join(f".{each}" for each in _classes(table))
    lines = [f"::: {{#tbl-{table.name} {classes}}}", *_pipe_table(table), "", escape(table.caption)]
    return "\n".join([*lines, ":::"])


def _classes(table: Table) -> list[str]:
    classes = {
        "table-text": True,
        "has-total": table.total,
        "wide": is_wide(table),
        "small": is_small(table),
        "turned": is_turned(table),
    }
    return [name for name, applies in classes.items() if applies]


def _pipe_table(table: Table) -> list[str]:
    rows = table.printed().to_numpy().tolist()
    return [_pipe_row(column.heading for column in table.columns), _pipe_rule(table), *map(_pipe_row, rows)]


def _pipe_rule(table: Table) -> str:
    """The line between head and rows, so long that pandoc takes the columns' shares from its dashes."""
    rules = [
        "-" * (dashes - 1) + ":" if column.numeric else ":" + "-" * (dashes - 1)
        for column, dashes in zip(table.columns, map(round, shares(table)), strict=True)
    ]
    return f"|{'|'.join(rules)}|"


def _pipe_row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(escape(str(cell)) for cell in cells)} |"


def _notes_div(table: Table) -> str:
    link = f"[Download this table (CSV)](tables/{table.name}.csv){{.download}}"
    notes = " ".join(notes_of(table))
    return "\n".join(["::: {.table-notes}", *([escape(notes), ""] if notes else []), link, ":::"])


def notes_of(table: Table) -> list[str]:
    """The sentences under the table: each shorthand mark that occurs in it explained, then its own notes."""
    return [f"{mark} {meaning}." for mark, meaning in table.shorthand_used.items()] + list(table.notes)


def as_html(table: Table) -> str:
    """The table as a notebook shows it: caption, column and row headings with their scope."""
    marks = [' class="number"' if column.numeric else "" for column in table.columns]
    heads = "".join(
        f'<th scope="col"{mark}>{_in_html(column.heading)}</th>'
        for mark, column in zip(marks, table.columns, strict=True)
    )
    rows = "".join(_html_row(row, marks) for row in table.printed().to_numpy().tolist())
    notes = "".join(f"<p>{escape_html(note)}</p>" for note in notes_of(table))
    caption = f'<caption><span class="caption">{_in_html(table.caption)}</span></caption>'
    classes = " ".join(_classes(table))
    head, body = f"<thead><tr>{heads}</tr></thead>", f"<tbody>{rows}</tbody>"
    return f'<table class="{classes}">{caption}{head}{body}</table>{notes}'


def _html_row(cells: list[str], marks: list[str]) -> str:
    first, *rest = (_in_html(str(cell)) for cell in cells)
    pairs = zip(marks[1:], rest, strict=True)
    others = "".join(f"<td{mark}>{_tied(cell) if mark else cell}</td>" for mark, cell in pairs)
    return f'<tr><th scope="row">{first}</th>{others}</tr>'


def _in_html(text: str) -> str:
    """The text in HTML, in which a year such as 2024-25 stays on one line."""
    return _YEAR.sub(r'<span class="nowrap">\g<0></span>', escape_html(text))


def _tied(figure: str) -> str:
    """A figure that breaks before its base alone: `83.7% (72 of 86)`."""
    return figure.replace(" ", "\u00a0").replace("\u00a0(", " (")
