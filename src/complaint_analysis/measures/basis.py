"""What a figure is counted on: the records, a period, and what the exports recorded at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.periods import Period, ReportingYear
from complaint_analysis.council.settings import Council, YearFacts
from complaint_analysis.measures.figure import Unit
from complaint_analysis.records.clocks import STAGES, StageDates, answered, counted, stage_dates
from complaint_analysis.records.reading.columns import rows_where
from complaint_analysis.records.store import Records

DESCRIPTIVE = {"channel", "tenure", "category"}
_DESCRIPTIVE_ENDS = ("_outcome", "_acknowledged")
_UNCOUNTED = ["description", "description_redacted", "source_file", "source_sheet", "source_row"]
"""Columns that no figure is counted by: narratives, which are long, and where in the exports a row stands."""


@dataclass(frozen=True)
class Basis:
    """The records of a council and the period that figures are counted for."""

    records: Records
    council: Council
    facts: YearFacts
    period: Period

    @property
    def as_at(self) -> date:
        return self.records.as_at

    @property
    def year(self) -> str:
        return ReportingYear.containing(self.period.start).name

    @cached_property
    def year_so_far(self) -> Basis:
        """The same from the year's first day: what CH01 and CH02 are counted on in a quarter."""
        start = ReportingYear.containing(self.period.start).period.start
        if start == self.period.start:
            return self
        return replace(self, period=replace(self.period, start=start))

    def recorded(self, *columns: str) -> bool:
        """Whether each column is recorded for the period.

        It is not where no export of the year has it, where a descriptive column is empty throughout, or
        before its date in `[recorded_from]`.
        """
        return all(self._recorded(column) for column in columns)

    def not_yet_recorded(self, column: str) -> bool:
        """Whether the period ends before the column's date in `[recorded_from]`."""
        since = self.council.recorded_from.get(column)
        return since is not None and self.period.end < since

    def _recorded(self, column: str) -> bool:
        if self.not_yet_recorded(column):
            return False
        filled = self.records.filled.get(self.year, frozenset())
        descriptive = column in DESCRIPTIVE or column.endswith(_DESCRIPTIVE_ENDS)
        if column == "exclusion_reason" and "accepted" not in filled:
            descriptive = True
        return column in (filled if descriptive else self.records.recorded.get(self.year, frozenset()))

    def of_period(self, days: pd.Series) -> pd.Series:
        """Which days fall in the period."""
        return days.between(pd.Timestamp(self.period.start), pd.Timestamp(self.period.end))

    def of_year(self, days: pd.Series) -> pd.Series:
        """Which days fall in the reporting year that the period is part of."""
        year = ReportingYear.containing(self.period.start).period
        return days.between(pd.Timestamp(year.start), pd.Timestamp(year.end))

    def complaints(self, regime: str) -> pd.DataFrame:
        """Accepted complaints of a regime received in the period."""
        return self._complaints[regime]

    def received(self, regime: str) -> pd.DataFrame:
        """All records of a regime received in the period, accepted or not, without their narratives."""
        return self._received[regime]

    @property
    def complaints_there(self) -> int:
        """Complaints under either Code in the records of the period, accepted or refused, at any stage."""
        table = self.records.table
        begun = self.of_period(table["received"]) | self.of_period(table["stage2_requested"])
        of_codes = table["regime"].isin(list(REGIMES)) & table["record_type"].eq("complaint")
        return int((begun & of_codes).sum())

    def stage(self, regime: str, number: int) -> Stage:
        """One stage of one regime."""
        return self._stages[regime, number]

    @cached_property
    def _complaints(self) -> dict[str, pd.DataFrame]:
        return {
            regime: rows_where(rows, counted(rows) & rows["has_stage1"])
            for regime, rows in self._received.items()
        }

    @cached_property
    def _received(self) -> dict[str, pd.DataFrame]:
        table = _counted_by(self.records)
        rows = rows_where(table, self.of_period(table["received"]))
        return {regime: rows_where(rows, rows["regime"] == regime) for regime in taxonomy.labels("regime")}

    @cached_property
    def _stages(self) -> dict[tuple[str, int], Stage]:
        return {(regime, number): Stage(self, regime, number) for regime in REGIMES for number in STAGES}


@dataclass(frozen=True)
class Regime:
    """What is under one Code on a basis; its figures' ids begin with its name."""

    basis: Basis
    name: str

    @property
    def complaints(self) -> pd.DataFrame:
        """Accepted complaints received in the period."""
        return self.basis.complaints(self.name)

    @property
    def received(self) -> pd.DataFrame:
        """All records received in the period, accepted or not, without their narratives."""
        return self.basis.received(self.name)

    def stage(self, number: int) -> Stage:
        return self.basis.stage(self.name, number)

    def recorded(self, *columns: str) -> bool:
        """Whether each column is recorded for the period."""
        return self.basis.recorded(*columns)


@dataclass(frozen=True)
class Stage:
    """One stage of one regime on a basis; its figures' ids begin with `prefix`."""

    basis: Basis
    regime: str
    number: int

    @property
    def prefix(self) -> str:
        return f"{self.regime}.stage{self.number}"

    @property
    def unit(self) -> Unit:
        return "complaints" if self.number == 1 else "requests"

    def column(self, name: str) -> str:
        return f"stage{self.number}_{name}"

    def recorded(self, *names: str) -> bool:
        """Whether the stage itself, and each of its columns named, is recorded."""
        own = [self.column(name) for name in names]
        begun = [] if self.number == 1 else ["stage2_requested"]
        return self.basis.recorded(*begun, *own)

    @property
    def ever(self) -> pd.DataFrame:
        """The complaints that began the stage at any time, with `begun`; its columns by plain name.

        Without narratives and without where a row stands.
        """
        return _ever(self.basis.records, self.regime, self.number)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The complaints that began the stage in the period."""
        return rows_where(self.ever, self.basis.of_period(self.ever["begun"]))

    def dates(self, rows: pd.Index) -> StageDates:
        """The stage's dates of some rows of the record table, by their index."""
        records = self.basis.records
        places = records.table.index.get_indexer(rows)
        return StageDates(**{name: days[places] for name, days in vars(_dates(records, self.number)).items()})


@lru_cache(maxsize=8)
def _ever(records: Records, regime: str, number: int) -> pd.DataFrame:
    """What `Stage.ever` says, which is the same in every period: told once for a year and the one before."""
    dates = _dates(records, number)
    rows = _counted_by(records).assign(begun=dates.begun.astype("datetime64[s]"), answered=answered(dates))
    rows = rows_where(rows, ~np.isnat(dates.begun) & (rows["regime"] == regime))
    return rows.rename(columns=lambda column: column.removeprefix(f"stage{number}_"))


def _counted_by(records: Records) -> pd.DataFrame:
    return records.table.drop(columns=_UNCOUNTED, errors="ignore")


@lru_cache(maxsize=4)
def _dates(records: Records, number: int) -> StageDates:
    return stage_dates(records.table, number)
