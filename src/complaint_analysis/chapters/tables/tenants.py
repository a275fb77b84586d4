"""The table of the Tenant Satisfaction Measures on complaints, as the landlord returns them."""

from __future__ import annotations

from typing import Any

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.layouts import caption
from complaint_analysis.chapters.tables.response_times import comparison_notes
from complaint_analysis.measures.figure import Figure, cell, print_base
from complaint_analysis.printing.numbers import print_count, print_one_place, print_per_cent
from complaint_analysis.printing.table import Column, Table, table_of
from complaint_analysis.run.compared_years import STAGES, Side, sides
from complaint_analysis.run.period_run import Run

_MEASURES = {
    "ch01": "CH01 {stage}, per 1,000 {homes}",
    "ch02": "CH02 {stage}, answered in time, {homes}",
    "ch02_acknowledged": "CH02 {stage}, acknowledged and answered in time, {homes}",
}
_RETURNED = {
    "response": "answered in time",
    "acknowledged-and-response": "acknowledged and answered in time",
}


def tsm(run: Run) -> Table:
    """CH01 and CH02 of each year, for the kinds of home that the council owns, with what they are made of."""
    rows = [{"measure": label} | _cells(run, id) for id, label in _measures(run).items() if id in run.figures]
    headings = [
        Column(f"{part}_{side.label}", f"{heading}{side.label}", "printed")
        for side in sides(run)
        for part, heading in (("value", ""), ("base", "Made of, "))
    ]
    columns = (Column("measure", "Measure"), *headings)
    what = caption(run, "Tenant Satisfaction Measures on complaints")
    return table_of("tsm", what, rows, columns, (*_notes(run), *comparison_notes(run)))


def _measures(run: Run) -> dict[str, str]:
    """Ids and names in the order of the regulator's return."""
    owned = [tenure for tenure in words("tenure") if getattr(run.facts.homes_owned, tenure) != 0]
    return {
        f"housing.{measure}.{stage}.{tenure}": name.format(
            stage=words("stage")[stage], homes=words("tenure")[tenure]
        )
        for tenure in owned
        for measure, name in _MEASURES.items()
        for stage in STAGES
    }


def _cells(run: Run, id: str) -> dict[str, Any]:
    return {key: text for side in sides(run) for key, text in _side_cells(side, id).items()}


def _side_cells(side: Side, id: str) -> dict[str, Any]:
    figure, mark = side.figures.get(id), cell(side.figures, id)
    if figure is None or figure.value is None:
        return {f"value_{side.label}": mark, f"base_{side.label}": mark}
    return {f"value_{side.label}": _printed(figure), f"base_{side.label}": print_base(figure)}


def _printed(figure: Figure) -> str:
    return (print_per_cent if figure.unit == "per_cent" else print_one_place)(figure.value or 0)


def _notes(run: Run) -> list[str]:
    notes = [f"The measure CH02 that we return is: {_RETURNED[run.council.tsm.ch02_rule]}."]
    counts = [cell(run.figures, f"housing.ch01.{stage}.tenure_not_recorded") for stage in STAGES]
    unknown = sum(number for number in counts if not isinstance(number, str))
    if unknown:
        notes.append(f"Complaints in no measure because the tenure is not recorded: {print_count(unknown)}.")
    return notes
