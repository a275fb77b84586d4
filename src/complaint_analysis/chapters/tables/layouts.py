"""The two layouts of most tables: a row for each stage and year, or a column for each Code and year."""

from __future__ import annotations

from collections.abc import Mapping

from complaint_analysis.chapters.printed_words import stage_name
from complaint_analysis.council.codes.regimes import ABOUT, NAME
from complaint_analysis.measures.figure import cell
from complaint_analysis.printing.sentences import listed
from complaint_analysis.printing.table import Column, Kind, Table, table_of, with_total, without_rows
from complaint_analysis.run.compared_years import STAGES, pairs, sides
from complaint_analysis.run.period_run import Run


def out_of_scope(run: Run, regime: str) -> str:
    """The sentence for a Code that a report leaves out; '' for a Code that is in it."""
    return "" if regime in run.regimes else f"Complaints {ABOUT[regime]} are not in this edition."


def nothing_to_show(name: str, why: str = "") -> Table:
    """A table without rows; in its place stands why there is none, or what is said of any of its name."""
    return table_of(name, "Nothing to show", [], (Column("row", "Row"),), otherwise=why)


def caption(run: Run, what: str) -> str:
    """A caption that names the years shown."""
    return f"{what}, {listed([side.label for side in sides(run)])}"


def stage_rows(
    run: Run, name: str, what: str, columns: Mapping[str, tuple[str, Kind]], notes: tuple[str, ...] = ()
) -> Table:
    """A table with a row for each Code, stage and year; `columns` maps an id's ending to heading and kind."""
    rows = [
        {"complaints": f"{stage_name(regime, stage)}, {side.label}"}
        | {key: cell(side.figures, f"{regime}.{stage}.{key}") for key in columns}
        for regime in run.regimes
        for stage in STAGES
        for side in sides(run)
    ]
    shown = tuple(Column(key, heading, kind) for key, (heading, kind) in columns.items())
    table = table_of(name, caption(run, what), rows, (Column("complaints", "Complaints"), *shown), notes)
    return unless_none_received(run, table)


def regime_columns(
    run: Run,
    name: str,
    what: str,
    first: str,
    rows: Mapping[str, str],
    kind: Kind = "count",
    *,
    notes: tuple[str, ...] = (),
    total: bool = False,
) -> Table:
    """A table with a column for each Code and year; `rows` maps an id's ending to the row's name."""
    cells = [
        {"row": label} | {key: cell(side.figures, f"{regime}.{ending}") for key, regime, side in pairs(run)}
        for ending, label in rows.items()
    ]
    columns = (Column("row", first), *regime_headings(run, kind))
    whole = with_total(cells) if total else cells
    return table_of(name, caption(run, what), whole, columns, notes, total)


def regime_headings(run: Run, kind: Kind = "count") -> list[Column]:
    """The columns of `pairs`: `Housing, 2024-25` and so on."""
    return [Column(key, f"{NAME[regime]}, {side.label}", kind) for key, regime, side in pairs(run)]


def unless_none_received(run: Run, table: Table) -> Table:
    """The table, without rows when no complaint was received in any year shown: nothing was to be done."""
    received = [
        cell(side.figures, f"{regime}.{stage}.received")
        for side in sides(run)
        for regime in run.regimes
        for stage in STAGES
    ]
    return without_rows(table) if all(number == 0 for number in received) else table
