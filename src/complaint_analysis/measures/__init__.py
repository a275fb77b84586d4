"""Every figure: a pure function of the records, a period and the settings, with the cases behind it.

Small numbers are withheld here too.

Not here: what is said of a figure and the table in which it stands (`chapters`), when an answer was due
(`records/clocks.py`), and figures of side files and forms (`oversight`, `self_assessment`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.measures.basis import STAGES, Basis
from complaint_analysis.measures.complaints import REGIME_MEASURES
from complaint_analysis.measures.figure import Cases, Figure, count
from complaint_analysis.measures.measure import Figures, measure
from complaint_analysis.measures.outcomes import (
    escalation,
    extra_stage,
    outcomes,
    refused,
    refused_escalations,
)
from complaint_analysis.measures.timeliness import STAGE_MEASURES
from complaint_analysis.measures.tsm import tenant_satisfaction
from complaint_analysis.records.store import Records

__all__ = ["Basis", "Figure", "Figures", "record_figures"]


def record_figures(basis: Basis) -> Figures:
    """Every figure that comes from the complaint records, by id."""
    return {figure.id: figure for figure in _all(basis)}


def _all(basis: Basis) -> Iterator[Figure]:
    for regime in REGIMES:
        for number in STAGES:
            stage = basis.stage(regime, number)
            for of_stage in (*STAGE_MEASURES, outcomes):
                yield from of_stage(stage)
        yield from escalation(basis, regime)
        for of_regime in (extra_stage, refused, refused_escalations, *REGIME_MEASURES):
            yield from of_regime((basis, regime))
    yield from tenant_satisfaction(basis)
    yield from reconciliation(basis)


@measure
def reconciliation(basis: Basis) -> Iterator[Figure]:
    """Rows of all exports loaded: read = merged + rejected + kept. Merged rows are joined to another of the
    same complaint; service requests, refused and statutory cases are kept."""
    sheets = _by_sheet(basis.records)
    for name, number in basis.records.reconciliation.items():
        cases = Cases(sheets[name] > 0, adds=sheets[name], of="sources")
        yield replace(count(f"records.{name}", number, "rows"), cases=cases)


def _by_sheet(records: Records) -> pd.DataFrame:
    """What became of the rows of each sheet; a complaint is kept where the row that it carries was read."""
    sheets = records.sources
    place = pd.MultiIndex.from_frame(sheets[["year", "file", "sheet"]].astype("str").fillna(""))
    kept = records.table[["source_year", "source_file", "source_sheet"]].fillna("").value_counts()
    numbers = sheets[["read", "rejected"]].assign(kept=kept.reindex(place, fill_value=0).to_numpy())
    return numbers.assign(merged=numbers["read"] - numbers["rejected"] - numbers["kept"])
