"""What a register beside the exports counts: service requests that never came into the complaints log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.figure import Figure, count, of_file
from complaint_analysis.measures.measure import measure, where_recorded
from complaint_analysis.records.reading.services import regime_of


class Register(NamedTuple):
    """A register as counts by `month` (its first day) and `service`; None where there is no register."""

    basis: Basis
    counts: pd.DataFrame | None


@measure
def service_request_register(register: Register) -> Iterator[Figure]:
    """Service requests of the period in the council's register (HO and LGSCO 1)."""
    basis, counts = register
    known = pd.DataFrame(columns=["month", "service", "received"]) if counts is None else counts
    rows = _of_period(basis, known)
    for regime in REGIMES:
        counted = rows["regime"] == regime
        number = int(rows.loc[counted, "received"].sum())
        figure = count(f"{regime}.service_requests.register", number, "requests")
        behind = of_file(figure, rows, counted, adds=rows["received"], by="regime")
        yield from where_recorded(counts is not None, [behind])


def _of_period(basis: Basis, counts: pd.DataFrame) -> pd.DataFrame:
    """The register's lines of the period with their regime, each known by its month and service."""
    months = pd.to_datetime(counts["month"])
    rows = counts[["service", "received"]].assign(
        reference=months.dt.strftime("%Y-%m") + " " + counts["service"].astype("str"),
        regime=[regime_of(service, basis.council.codes) for service in counts["service"]],
    )
    return rows[basis.of_period(months)]
