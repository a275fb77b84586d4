"""A run's figures by id, as an analyst looks through them."""

from __future__ import annotations

import html

import pandas as pd

from complaint_analysis.measures.figure import Figure, has_small_base, print_base, print_figure

COLUMNS = ("printed", "value", "numerator", "denominator", "unit", "status", "definition")
_LEFT = 'style="text-align: left"'


class FigureBook(dict[str, Figure]):
    """Figures by id: `book["housing.stage1.received"]` is one, `book.like("stage1")` those that match."""

    def __missing__(self, id: str) -> Figure:
        from rapidfuzz import process

        near = process.extractOne(id, list(self))
        raise KeyError(f"no figure has the id {id}" + (f"; the nearest is {near[0]}" if near else ""))

    def like(self, part: str) -> FigureBook:
        """The figures whose id has a part in it, such as `ch02` or `stage1.outcome`."""
        return FigureBook({id: figure for id, figure in self.items() if part in id})

    def frame(self) -> pd.DataFrame:
        """The figures as a frame by id, with `printed` as a reader sees it beside what is published."""
        rows = [{**figure.published(), "printed": print_figure(figure)} for figure in self.values()]
        frame = pd.DataFrame(rows, columns=["id", *COLUMNS], dtype=object)
        return frame.set_index("id")

    def __repr__(self) -> str:
        return self.frame()["printed"].to_string() if self else "no figures"

    def _repr_html_(self) -> str:
        """A table with a line a figure; a definition stands once, above the figures that share it."""
        lines, said = [_line("th", "id", "value", "of", "unit")], ""
        for figure in self.values():
            if figure.definition != said:
                lines.append(
                    f'<tr><td {_LEFT} colspan="4"><em>{html.escape(figure.definition)}</em></td></tr>'
                )
            said = figure.definition
            base = print_base(figure) if figure.denominator and not has_small_base(figure) else ""
            unit = figure.unit.replace("_", " ")
            lines.append(_line("td", figure.id, print_figure(figure), base, unit))
        return f"<table>{''.join(lines)}</table>"


def _line(kind: str, *cells: str) -> str:
    return f"<tr>{''.join(f'<{kind} {_LEFT}>{html.escape(cell)}</{kind}>' for cell in cells)}</tr>"
