"""Tables of who complained, how, and whom it reached: channels, help and adjustments, wards, teams."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from complaint_analysis.chapters.printed_words import stage_name, words
from complaint_analysis.chapters.tables.layouts import regime_columns, unless_none_received
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import NAME
from complaint_analysis.measures.disclosure_control import suppress
from complaint_analysis.measures.secret_chance import drawn_by
from complaint_analysis.printing.table import TOTAL, Column, Table, table_of, unless_all_nought, without_rows
from complaint_analysis.records.clocks import STAGES
from complaint_analysis.run.compared_years import sides
from complaint_analysis.run.period_run import Run

NOT_NAMED = "Not recorded"
_WITHHELD_NOTE = "The totals are of all complaints, those withheld in a row too."


def channels(run: Run) -> Table:
    """Complaints received by channel, Code and year, with their total (HO and LGSCO 3.1)."""
    rows = {f"channel.{each}": taxonomy.printed("channel", each) for each in taxonomy.labels("channel")}
    what = "Stage 1 complaints by the way they reached us"
    table = regime_columns(run, "channels", what, "Channel", rows, total=True)
    return unless_none_received(run, unless_all_nought(table))


def access(run: Run) -> Table:
    """Complaints made through others, with an adjustment or with a disability recorded, by Code and year.

    Small numbers come withheld from the figures (HO 3.6, 5.10; LGSCO 3.6, 5.6), those of a quarter all of
    them, so that a quarter has no rows.
    """
    notes = ("A complaint can be in several rows, so there is no total.",)
    what = "Help and adjustments in complaints"
    table = regime_columns(run, "access", what, "Complaints", words("access"), notes=notes)
    return without_rows(table) if run.period.is_quarter else unless_none_received(run, table)


def wards(run: Run) -> Table:
    """The year's stage 1 complaints by ward, small numbers withheld; no rows where that cannot protect.

    Each Code is a column of its own; no number is shown for a ward over both Codes.
    """
    columns = [Column(each, NAME[each], "count") for each in run.regimes]
    what = f"Stage 1 complaints by ward, {sides(run)[0].label}"
    return _protected("wards", what, Column("ward", "Ward"), columns, _by_ward(run), run)


def teams(run: Run) -> Table:
    """The year's complaints by the team that handled them, Code and stage, small numbers withheld.

    No rows where no team is recorded or where withholding cannot protect.
    """
    stages = [sides(run)[0].basis.stage(regime, number) for regime in run.regimes for number in STAGES]
    recorded = [stage for stage in stages if stage.recorded("team") and stage.rows["team"].notna().any()]
    columns = [
        Column(stage.prefix, stage_name(stage.regime, f"stage{stage.number}"), "count") for stage in recorded
    ]
    what = f"Complaints by the team that handled them, {sides(run)[0].label}"
    cases = {stage.prefix: _named(stage.rows, "team") for stage in recorded}
    return _protected("teams", what, Column("team", "Team"), columns, cases, run)


def _protected(
    name: str, what: str, first: Column, columns: list[Column], cases: Mapping[str, pd.DataFrame], run: Run
) -> Table:
    """Columns of counts with their totals, which stand elsewhere too; a column that no withholding protects
    is left out, and named. A quarter has no rows: with the year's it would give back the other quarters."""
    counts = side_by_side({key: rows["name"].value_counts() for key, rows in cases.items()})
    drawn = {key: drawn_by(rows["reference"], rows["name"]) for key, rows in cases.items()}
    threshold = run.council.disclosure.threshold
    tried = {key: suppress(counts[key], threshold, drawn[key].reindex(counts.index)) for key in counts}
    safe = {each: cells for each, cells in tried.items() if cells is not None and not run.period.is_quarter}
    shown = pd.DataFrame(safe, index=counts.index)
    rows = [{first.key: named, **row} for named, row in shown.iterrows() if row.any()]
    total = [{first.key: TOTAL, **counts[list(safe)].sum()}] if rows else []
    kept = [column for column in columns if column.key in safe]
    left_out = [column.heading for column in columns if column.key not in safe]
    too_small = (f"Too small to be shown: {'; '.join(left_out)}.",) if left_out else ()
    return table_of(name, what, [*rows, *total], (first, *kept), (_WITHHELD_NOTE, *too_small), total=True)


def side_by_side(counts: dict[str, pd.Series]) -> pd.DataFrame:
    """Counts by name beside each other, names in alphabetical order, what is not recorded last."""
    names = {name for number in counts.values() for name in number.index}
    order = [*sorted(names - {NOT_NAMED}), *(names & {NOT_NAMED})]
    return pd.DataFrame({each: number.reindex(order, fill_value=0) for each, number in counts.items()})


def _by_ward(run: Run) -> dict[str, pd.DataFrame]:
    """The complaints of each Code with their wards; none where no ward is recorded."""
    basis = sides(run)[0].basis
    complaints = {regime: basis.complaints(regime) for regime in run.regimes}
    if not basis.recorded("ward") or not any(rows["ward"].notna().any() for rows in complaints.values()):
        complaints = {regime: rows.iloc[:0] for regime, rows in complaints.items()}
    return {regime: _named(rows, "ward") for regime, rows in complaints.items()}


def _named(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Each case's reference and name of ward or team."""
    return pd.DataFrame({"reference": rows["reference"], "name": rows[column].fillna(NOT_NAMED)})
