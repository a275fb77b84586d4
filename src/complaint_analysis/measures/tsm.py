"""The regulator's Tenant Satisfaction Measures CH01 and CH02, from the landlord's records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from complaint_analysis.council.settings import Clocks
from complaint_analysis.measures.basis import Basis, Stage
from complaint_analysis.measures.figure import Figure, count_of, every, rate_of
from complaint_analysis.measures.measure import measure, where_recorded
from complaint_analysis.records.clocks import STAGES, StageClock, stage_clock
from complaint_analysis.records.reading.columns import rows_where

TENURES = ("lcra", "lcho")


@dataclass(frozen=True)
class TenantComplaints:
    """The complaints of one stage by tenants of one kind of home, in the year so far."""

    stage: Stage
    tenure: str
    homes: int | None
    rows: pd.DataFrame
    clock: StageClock
    tenure_known: bool

    @property
    def suffix(self) -> str:
        return f"stage{self.stage.number}.{self.tenure}"

    @property
    def status(self) -> pd.Series:
        """The response status on the Code's own clock, which the council's own may be stricter than."""
        return pd.Series(self.clock.status, index=self.rows.index, name=self.stage.column("status"))

    def on_own_clock(self, figure: Figure) -> Figure:
        """The figure, its cases with the days and statuses of the Code's own clock and the tenure counted."""
        if figure.cases is None:
            return figure
        clock = {self.stage.column(name): value for name, value in vars(self.clock).items()}
        own = pd.DataFrame({"tenure": self.tenure, **clock}, index=self.rows.index)
        return replace(figure, cases=replace(figure.cases, own=own))


def tenant_complaints(basis: Basis) -> Iterator[TenantComplaints]:
    """The complaints that CH01 and CH02 are counted on, by stage and kind of home."""
    for stage in _stages_of_year(basis):
        for tenure in TENURES:
            yield _of_tenure(stage, tenure)


def _stages_of_year(basis: Basis) -> list[Stage]:
    """The housing stages of the year so far."""
    return [basis.year_so_far.stage("housing", number) for number in STAGES]


@measure
def ch01(of: TenantComplaints) -> Iterator[Figure]:
    """CH01: complaints of the year by tenants of homes of this kind, per 1,000 such homes owned at year
    end (lcra: low-cost rental accommodation; lcho: low-cost home ownership)."""
    homes = of.homes if of.homes is not None else 0
    figure = rate_of(f"housing.ch01.{of.suffix}", every(of.rows), homes, "per_1000_homes", per=1000)
    yield from where_recorded(_recorded(of) and of.homes is not None, [of.on_own_clock(figure)])


@measure
def ch02(of: TenantComplaints) -> Iterator[Figure]:
    """CH02: of the complaints counted in CH01, those answered within the Housing Ombudsman Code's own time
    from the acknowledgement, with and without an extension that counts; withdrawn and unanswered complaints
    stay in the base."""
    status = of.status
    in_time, extended = status == "in_time", status == "in_time_extended"
    prefix, answers = f"housing.ch02.{of.suffix}", _recorded(of) and of.stage.recorded("responded")
    figure = rate_of(prefix, in_time | extended, every(of.rows), "per_cent", status)
    without = count_of(f"{prefix}.without_extension", in_time, "complaints", status)
    yield from where_recorded(answers, map(of.on_own_clock, [figure, without]))
    with_extension = count_of(f"{prefix}.with_extension", extended, "complaints", status)
    known = answers and of.stage.recorded("extended_to")
    yield from where_recorded(known, [of.on_own_clock(with_extension)])


@measure
def ch02_acknowledged(of: TenantComplaints) -> Iterator[Figure]:
    """As CH02, and acknowledged within the Code's 5 working days too."""
    in_time = of.status.isin(["in_time", "in_time_extended"])
    acknowledged = of.clock.acknowledge_status == "in_time"
    id, base = f"housing.ch02_acknowledged.{of.suffix}", every(of.rows)
    figure = rate_of(id, in_time & acknowledged, base, "per_cent", of.status)
    known = _recorded(of) and of.stage.recorded("responded", "acknowledged")
    yield from where_recorded(known, [of.on_own_clock(figure)])


@measure
def tenure_not_recorded(basis: Basis) -> Iterator[Figure]:
    """Housing complaints of the year whose tenure is not recorded: they are in no CH01 and CH02."""
    for stage in _stages_of_year(basis):
        id, tenure = f"housing.ch01.stage{stage.number}.tenure_not_recorded", _with_tenure(stage)["tenure"]
        figure = count_of(id, tenure == "not_recorded", "complaints", tenure)
        yield from where_recorded(stage.recorded(), [figure])


def _of_tenure(stage: Stage, tenure: str) -> TenantComplaints:
    basis = stage.basis
    rows = _with_tenure(stage)
    rows = rows_where(rows, rows["tenure"] == tenure)
    return TenantComplaints(
        stage=stage,
        tenure=tenure,
        homes=getattr(basis.facts.homes_owned, tenure),
        rows=rows,
        clock=stage_clock(
            stage.dates(rows.index), stage.number, Clocks(), basis.council.working_days, basis.as_at
        ),
        tenure_known=basis.recorded("tenure") or basis.council.tsm.all_tenants is not None,
    )


def _with_tenure(stage: Stage) -> pd.DataFrame:
    rows, basis = stage.rows, stage.basis
    if basis.council.tsm.all_tenants and not basis.recorded("tenure"):
        return rows.assign(tenure=basis.council.tsm.all_tenants)
    return rows


def _recorded(of: TenantComplaints) -> bool:
    return of.tenure_known and of.stage.recorded()
