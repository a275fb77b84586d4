"""What became of the rows of the exports: joined, refused or kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.figure import Cases, Figure, count
from complaint_analysis.measures.measure import measure
from complaint_analysis.records.store import Records


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
