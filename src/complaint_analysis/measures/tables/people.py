"""Tables of who complained and how: channels, help and adjustments."""

from __future__ import annotations

from complaint_analysis.classify import taxonomy
from complaint_analysis.measures.tables.sides import Run, regime_columns, unless_all_nought, words
from complaint_analysis.tables import Table


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
