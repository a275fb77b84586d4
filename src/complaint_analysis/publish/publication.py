"""What a notebook hands over to the report: figures, tables, charts, passages and sentences, one at a time.

With a staging folder each thing is shown and written there, in the shape in which the report includes it.
Without one, as in JupyterLab, it is shown only. `collect` then gathers a stage into the files that are
published beside the report.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape as escape_html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.measures.figure import Figure, print_figure
from complaint_analysis.printing import table_formats
from complaint_analysis.printing.csv_text import write_csv_rows
from complaint_analysis.printing.formula_injection import inert
from complaint_analysis.printing.markdown import escape, printed
from complaint_analysis.printing.table import Table

if TYPE_CHECKING:
    import matplotlib.figure

STAGE_VARIABLE = "COMPLAINT_STAGE"
"""The environment variable in which the runner hands the staging folder over."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FIGURE_COLUMNS = ("id", "value", "numerator", "denominator", "unit", "status", "definition")

Show = Callable[[str, str], None]
"""Shows a text: its kind (`html` or `markdown`) and the text itself."""


def show_in_notebook(kind: str, text: str) -> None:
    """Shows HTML or markdown under the running cell; outside a notebook nothing is shown."""
    from IPython import get_ipython
    from IPython.display import HTML, Markdown, display

    if get_ipython() is not None:
        display(HTML(text) if kind == "html" else Markdown(text))


@dataclass(frozen=True)
class Publication:
    """The report that a notebook writes into; without a `stage` everything is shown and nothing written."""

    stage: Path | None = None
    show: Show = show_in_notebook

    @classmethod
    def from_environment(cls) -> Publication:
        """The publication of the runner's staging folder; one that only shows where none is handed over."""
        stage = os.environ.get(STAGE_VARIABLE)
        return cls(Path(stage) if stage else None)

    def figures(self, figures: Iterable[Figure], *, last: bool = False) -> None:
        """Publishes figures of the year, or with `last` of the year before."""
        records = {figure.id: _record(figure) for figure in figures}
        name = hashlib.sha256("\n".join(sorted(records)).encode()).hexdigest()[:16]
        folder = "fragments/last-figures" if last else "fragments/figures"
        self._write(f"{folder}/{name}.json", json.dumps(records, ensure_ascii=False, indent=1))

    def table(self, table: Table) -> None:
        """Publishes a table; in the place of one without rows stands a sentence.

        The sentence is the table's own (`otherwise`), else that of `publication.toml` under its name, which
        may be empty. That has one too for a table in which nothing is recorded, which is then published as
        a file alone.
        """
        sentence = table.otherwise or _nothing_to_show().get(table.name)
        if table.frame.empty and sentence is not None:
            return self.nothing(table.name, sentence)
        _require_caption(table)
        self._write_table(table)
        unknown = _nothing_to_show()["not-recorded"].get(table.name, "")
        if unknown and table.without_a_value:
            return self.nothing(table.name, unknown)
        self._write(f"blocks/{table.name}.md", table_formats.as_markdown(table))
        self.show("html", table_formats.as_html(table))
        return None

    def chart(
        self,
        name: str,
        figure: matplotlib.figure.Figure | None,
        title: str,
        alt: str,
        *,
        table: Table,
    ) -> None:
        """Publishes a chart with the finding as its title, its alternative text, and the table of its data.

        The table carries the chart's name: it stands inside the chart's block and is published with it.
        Where there is nothing to draw the table is published alone, or a sentence as in `table`.
        """
        if figure is None:
            return self.table(table)
        _require_alternative_text(name, title, alt, table)
        pictures = draw(figure, name)
        self._write_table(table)
        for suffix, picture in pictures.items():
            self._write_bytes(f"charts/{name}.{suffix}", picture)
        for folder in ("charts", "blocks"):
            self._write(f"{folder}/{name}.md", _chart_block(name, title, alt, table))
        self.show("html", _chart_html(pictures["svg"], title, alt, table))
        return None

    def passage(self, name: str, markdown: str) -> None:
        """Publishes markdown blocks that a tested function made; they may be empty."""
        _require_name(name)
        self._write(f"passages/{name}.md", f"{markdown.strip()}\n")
        self.show("markdown", markdown)

    def say(self, name: str, sentence: str) -> None:
        """Publishes the words that the report includes as `say.<name>`, as markdown in one paragraph."""
        if not _WORD.fullmatch(name):
            raise ValueError(f"'{name}' is no name for a sentence: letters, figures and underscores")
        if not sentence.strip() or "\n" in sentence.strip():
            raise ValueError(f"say.{name} must be one paragraph")
        self._write(f"fragments/say/{name}.json", json.dumps(sentence.strip(), ensure_ascii=False))
        self.show("markdown", sentence)

    def nothing(self, name: str, sentence: str) -> None:
        """Says in the place of a table or chart why there is none."""
        _require_name(name)
        self._write(f"blocks/{name}.md", f"{sentence.strip()}\n")
        self.show("markdown", sentence)

    def _write_table(self, table: Table) -> None:
        self._write(f"tables/{table.name}.md", table_formats.as_markdown(table))
        self._write(f"tables/{table.name}.csv", table_formats.as_csv(table))
        self._write(f"fragments/tables/{table.name}.json", table_formats.as_json(table))

    def _write(self, path: str, text: str) -> None:
        self._write_bytes(path, text.encode("utf-8"))

    def _write_bytes(self, path: str, content: bytes) -> None:
        if self.stage is not None:
            target = self.stage / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


@cache
def _nothing_to_show() -> dict[str, Any]:
    return own_toml(__package__, "publication")


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"'{name}' is no name for a block: lower-case letters, figures and hyphens")


def _require_caption(table: Table) -> None:
    _require_name(table.name)
    if not table.caption.strip():
        raise ValueError(f"the table '{table.name}' has no caption")
    if table.frame.empty:
        raise ValueError(f"the table '{table.name}' has no rows: say in a sentence why")


def _require_alternative_text(name: str, title: str, alt: str, table: Table) -> None:
    _require_caption(table)
    if table.name != name:
        raise ValueError(f"the chart '{name}' comes with the table '{table.name}': give both one name")
    if not title.strip() or not alt.strip():
        raise ValueError(f"the chart '{name}' needs a title and an alternative text")
    if alt.strip() == title.strip():
        raise ValueError(f"the alternative text of the chart '{name}' repeats its title")


def draw(figure: matplotlib.figure.Figure, name: str) -> dict[str, bytes]:
    """The figure as `svg` and `png` (200 dpi), the same bytes each time."""
    import io

    import matplotlib as mpl

    pictures = {}
    with mpl.rc_context({"svg.hashsalt": name}):
        for suffix, metadata in (("svg", {"Date": None, "Creator": None}), ("png", {"Software": None})):
            content = io.BytesIO()
            figure.savefig(content, format=suffix, dpi=200, metadata=metadata)
            pictures[suffix] = content.getvalue()
    return pictures


def _chart_block(name: str, title: str, alt: str, table: Table) -> str:
    picture = f'![](charts/{name}.svg){{fig-alt="{_attribute(alt)}"}}'
    chart = f"::: {{#fig-{name} .chart}}\n{picture}\n\n{escape(title)}\n:::"
    return f"{chart}\n\n:::: {{.chart-data}}\n{table_formats.as_markdown(table)}::::\n"


def _attribute(text: str) -> str:
    """The text as a quoted attribute; no shortcode of a report's source can stand in it."""
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"').replace("{{", "{ {")


def _chart_html(svg: bytes, title: str, alt: str, table: Table) -> str:
    source = base64.b64encode(svg).decode()
    picture = f'<img src="data:image/svg+xml;base64,{source}" alt="{escape_html(alt)}">'
    data = f"<details><summary>Data for this chart</summary>{table_formats.as_html(table)}</details>"
    name = f"{escape_html(table.caption)}, chart"
    box = f'<section class="scroll" tabindex="0" aria-label="{name}">{picture}</section>'
    caption = f"<figcaption>{escape_html(title)}</figcaption>"
    return f'<figure class="chart">{caption}{box}</figure>{data}'


def _record(figure: Figure) -> dict[str, object]:
    return {column: getattr(figure, column) for column in _FIGURE_COLUMNS[1:]}


def collect(
    stage: Path,
    year: ReportingYear,
    variables: Mapping[str, object],
    *,
    quarter: int = 0,
) -> None:
    """Gathers a stage into `_variables.yml`, the figures as CSV and JSON, and `tables.xlsx`.

    `variables` are the report's other names, nested (`council.name`, `state.label`, `date.meeting`);
    `quarter` is 0 for the whole year. The same id published twice with two values is an error.
    """
    from complaint_analysis.printing.workbook import write_workbook

    figures, last = read_figures(stage), read_figures(stage, last=True)
    said = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in _fragments(stage, "say")}
    last_printed = {"year": year.previous.name} | nested(_printed(last))
    known = {"year": year.name, "last": last_printed, "say": said}
    _write_json(stage / "_variables.yml", nested(_printed(figures)) | known | dict(variables))
    period = {"year": year.name} | ({"quarter": quarter} if quarter else {})
    _write_json(stage / "figures.json", period | {"figures": _records(figures)})
    _write_figures(stage / "figures.csv", figures)
    if last:
        before = f"{year.previous.name}-Q{quarter}" if quarter else year.previous.name
        _write_figures(stage / f"figures-{before}.csv", last)
    shown = variables.get("year", year.name)
    write_workbook(stage / "tables.xlsx", read_tables(stage), f"{_council_name(variables)}, {shown}")


def read_figures(stage: Path, *, last: bool = False) -> dict[str, Figure]:
    """The figures published into a stage, by id in alphabetical order."""
    found: dict[str, Figure] = {}
    for path in _fragments(stage, "last-figures" if last else "figures"):
        for id, record in json.loads(path.read_text(encoding="utf-8")).items():
            figure = Figure(id, **record)
            if found.setdefault(id, figure) != figure:
                raise ValueError(f"the figure {id} was published with two values")
    return dict(sorted(found.items()))


def read_tables(stage: Path) -> list[Table]:
    """The tables published into a stage, by name."""
    return [table_formats.from_json(path.read_text(encoding="utf-8")) for path in _fragments(stage, "tables")]


def _fragments(stage: Path, kind: str) -> list[Path]:
    return sorted((stage / "fragments" / kind).glob("*.json"))


def _printed(figures: dict[str, Figure]) -> dict[str, str]:
    return {id: print_figure(figure) for id, figure in figures.items()}


def nested(flat: Mapping[str, str]) -> dict[str, object]:
    """Dotted ids as nested names; an id that others continue carries its own text under `value`.

    >>> nested({"housing.refused": "3", "housing.refused.other": "1"})
    {'housing': {'refused': {'value': '3', 'other': '1'}}}
    """
    tree: dict = {}
    for id in sorted(flat, key=lambda each: each.split(".")):
        *path, leaf = id.split(".")
        branch = tree
        for part in path:
            branch[part] = branch.get(part, {})
            if isinstance(branch[part], str):
                branch[part] = {"value": branch[part]}
            branch = branch[part]
        branch[leaf] = flat[id]
    return tree


def _records(figures: dict[str, Figure]) -> dict[str, dict[str, object]]:
    return {id: _record(figure) for id, figure in figures.items()}


def _write_figures(path: Path, figures: dict[str, Figure]) -> None:
    rows = ([inert(getattr(figure, column)) for column in _FIGURE_COLUMNS] for figure in figures.values())
    write_csv_rows(path, [_FIGURE_COLUMNS, *rows])


def _write_json(path: Path, content: object) -> None:
    """JSON is YAML too, so that the report's variables need no second writer."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _council_name(variables: Mapping[str, object]) -> str:
    council = variables.get("council")
    return printed(str(council["name"])) if isinstance(council, Mapping) and "name" in council else "Council"
