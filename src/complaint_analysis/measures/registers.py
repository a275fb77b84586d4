"""What a register beside the exports counts: service requests that never came into the complaints log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from complaint_analysis.measures.basis import REGIMES, Basis
from complaint_analysis.measures.figure import Figure, count
from complaint_analysis.measures.measure import measure, where_recorded
from complaint_analysis.records.services import regime_of


class Register(NamedTuple):
    """A register as counts by `month` (its first day) and `service`; None where there is no register."""

    basis: Basis
    counts: pd.DataFrame | None


@measure
def service_request_register(register: Register) -> Iterator[Figure]:
    """Service requests of the period in the council's register (HO and LGSCO 1)."""
    basis, counts = register
    numbers = _by_regime(basis, counts) if counts is not None else {}
    for regime in REGIMES:
        figure = count(f"{regime}.service_requests.register", numbers.get(regime, 0), "requests")
        yield from where_recorded(counts is not None, [figure])


def _by_regime(basis: Basis, counts: pd.DataFrame) -> dict[str, int]:
    of_period = counts[basis.of_period(pd.to_datetime(counts["month"]))]
    regimes = of_period["service"].map(lambda service: regime_of(service, basis.council.codes))
    return {
        str(regime): int(number) for regime, number in of_period["received"].groupby(regimes).sum().items()
    }
