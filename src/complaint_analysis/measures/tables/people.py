"""Tables of who complained and how: channels, help and adjustments, wards."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.disclosure import suppress, total_may_be_shown
from complaint_analysis.measures.tables.sides import (
    TOTAL,
    Run,
    made,
    regime_columns,
    regimes,
    sides,
    unless_all_nought,
    words,
)
from complaint_analysis.tables import Column, Table

NO_WARD = "Not recorded"


def channels(run: Run) -> Table:
    """Complaints received by channel, Code and year, with their total (HO and LGSCO 3.1)."""
    rows = {f"channel.{each}": taxonomy.printed("channel", each) for each in taxonomy.labels("channel")}
    what = "Stage 1 complaints by the way they reached us"
    return unless_all_nought(regime_columns(run, "channels", what, "Channel", rows, total=True))


def access(run: Run) -> Table:
    """Complaints made through others, with an adjustment or with a disability recorded, by Code and year.

    Small numbers come withheld from the figures (HO 3.6, 5.10; LGSCO 3.6, 5.6).
    """
    notes = ("A complaint can be in several rows, so there is no total.",)
    what = "Help and adjustments in complaints"
    return regime_columns(run, "access", what, "Complaints", words("access"), notes=notes)


def wards(run: Run) -> Table:
    """This period's stage 1 complaints by ward, small numbers withheld; no rows where that cannot protect.

    Each Code is a column of its own, in which further cells are withheld until none can be worked out from
    its total, which stands elsewhere too; no number is shown for a ward over both Codes.
    """
    threshold = run.council.disclosure.threshold
    counts = _by_ward(run)
    safe = not counts.empty and all(total_may_be_shown(counts[each], threshold) for each in counts)
    shown = pd.DataFrame({each: suppress(counts[each], threshold) for each in counts}) if safe else counts[:0]
    rows = [{"ward": ward, **row} for ward, row in shown.iterrows()]
    total = [{"ward": TOTAL, **counts.sum()}] if rows else []
    columns = (Column("ward", "Ward"), *(Column(each, words("regime")[each], "count") for each in counts))
    what = f"Stage 1 complaints by ward, {sides(run)[0].label}"
    return made("wards", what, [*rows, *total], columns, (_WARD_NOTE,), total=True)


_WARD_NOTE = "The totals are of all complaints, those withheld in a row too."


def _by_ward(run: Run) -> pd.DataFrame:
    """Complaints by ward and Code, wards in alphabetical order; empty where no ward is recorded."""
    basis = sides(run)[0].basis
    named = {regime: basis.complaints(regime)["ward"] for regime in regimes(run)}
    wards = sorted(set().union(*(rows.dropna() for rows in named.values())))
    if not basis.recorded("ward") or not wards:
        return pd.DataFrame(columns=list(named))
    counts = {regime: rows.fillna(NO_WARD).value_counts() for regime, rows in named.items()}
    order = [*wards, NO_WARD] if any(NO_WARD in each for each in counts.values()) else wards
    return pd.DataFrame({regime: each.reindex(order, fill_value=0) for regime, each in counts.items()})
