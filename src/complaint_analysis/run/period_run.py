"""One run for one year (or quarter): the records, their figures, and last year's beside them."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from complaint_analysis.classify import Explanation, explain_record
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.locations import data_folder
from complaint_analysis.council.periods import Period, ReportingYear
from complaint_analysis.council.settings import Council, YearFacts, load_council
from complaint_analysis.errors import UsageError
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.cases_behind import Traced, trace
from complaint_analysis.measures.figure import Figures
from complaint_analysis.measures.figure_book import FigureBook
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.printing.table import print_date
from complaint_analysis.publish.publication import Publication
from complaint_analysis.records.side_files import YearFiles, read_year_files
from complaint_analysis.records.store import Records
from complaint_analysis.run.earlier_years import Earlier, earlier_years
from complaint_analysis.run.records_and_figures import figures_of, records_of
from complaint_analysis.run.subset import Wanted, figure_of_part, records_of_part

RECORDS_VARIABLE = "COMPLAINT_RECORDS"
"""The environment variable in which the runner hands over the private folder with the finished records."""
SCOPE_VARIABLE = "COMPLAINT_SCOPE"
"""The environment variable in which the runner hands over the scope: one Code's, or both."""
LAST = "last-year"


@dataclass(frozen=True)
class Run:
    """What a notebook works on: the records of a period and all that is counted on them.

    `figures` and `last_figures` hold every figure by its id, `complaints` a row a complaint of the period;
    `quarter` and `where` give the run of a quarter or of a part, `trace` the cases behind a figure and
    `explain` why a case is classified as it is. The report's tables and charts take a run.

    `records` are this year's, `last` those of the year before as its own report saw them (None where it has
    no folder); `earlier` holds the figures of the years before; `publish` takes what the report shall show.
    """

    council: Council
    facts: YearFacts
    period: Period
    records: Records
    last: Records | None
    publish: Publication = field(default_factory=Publication)
    scope: str = "both"
    earlier: Earlier = field(default_factory=Earlier)
    part: str = ""

    @property
    def regimes(self) -> tuple[str, ...]:
        """The Codes in scope."""
        return REGIMES if self.scope == "both" else (self.scope,)

    @property
    def year(self) -> ReportingYear:
        """The reporting year, that of its quarter too."""
        return self.facts.year

    @cached_property
    def basis(self) -> Basis:
        """What the figures are counted on."""
        return Basis(self.records, self.council, self.facts, self.period)

    @cached_property
    def last_basis(self) -> Basis | None:
        """What last year's figures are counted on; None where there is no earlier year."""
        if self.last is None or self.last_facts is None:
            return None
        return Basis(self.last, self.council, self.last_facts, self.period.year_before)

    @cached_property
    def complaints(self) -> pd.DataFrame:
        """The complaints accepted and received in the period, a row each, of the Codes in scope."""
        return pd.concat([self.basis.complaints(regime) for regime in self.regimes]).sort_values("received")

    @cached_property
    def files(self) -> YearFiles:
        """The year's side files: findings, letters, plans and statements."""
        return read_year_files(self.facts)

    @cached_property
    def last_facts(self) -> YearFacts | None:
        """The facts of the year before, whether or not its folder still holds exports."""
        before = self.year.previous
        return self.council.year(before) if before in self.council.years else None

    @cached_property
    def last_files(self) -> YearFiles | None:
        """The side files of the year before; None where it has no folder."""
        return read_year_files(self.last_facts) if self.last_facts else None

    @cached_property
    def figures(self) -> FigureBook:
        """Every record-based figure of the period, by id."""
        return self._in_scope(figures_of(self.basis, self.files))

    @cached_property
    def last_figures(self) -> FigureBook:
        """The same a year earlier; empty where there is no earlier year."""
        if self.last_basis is None or self.last_files is None:
            return FigureBook()
        return self._in_scope(figures_of(self.last_basis, self.last_files))

    @cached_property
    def released(self) -> Figures:
        """Last year's figures as its own release printed them; empty where it has none."""
        return self._in_scope(self.earlier.released) if self.last_figures else {}

    @cached_property
    def earlier_figures(self) -> dict[str, Figures]:
        """The figures of the years before last, by name, oldest first; none beside a quarter."""
        years = self.earlier.years if self.period == self.year.period else {}
        return {name: self._in_scope(figures) for name, figures in years.items()}

    def quarter(self, number: int) -> Run:
        """The run of a quarter of the year, 1 for April to June; its figures are counted again."""
        return replace(self, period=self.year.quarter(number), publish=Publication())

    def where(self, **wanted: Wanted) -> Run:
        """The run of a part of the records, as `run.where(service="Parking", ward=["North", "South"])`.

        A column holds one of the values named, without case; None is what is not recorded. Figures, tables
        and charts are counted again, last year's too; what is made of more than complaints, such as a rate
        per 1,000 homes, is not applicable. A UsageError where no record is left.
        """
        said = "; ".join(f"{column} {_named(values)}" for column, values in wanted.items())
        records = records_of_part(self.records, wanted)
        if records.table.empty:
            raise UsageError(
                f"no record has {said}",
                do="see what there is, for example with run.complaints['service'].value_counts()",
            )
        last = records_of_part(self.last, wanted) if self.last else None
        part = "; ".join(filter(None, [self.part, said]))
        return replace(self, records=records, last=last, part=part, publish=Publication(), earlier=Earlier())

    def trace(self, id: str) -> Traced:
        """The cases behind a figure of the records, in `rows`, with what decided each; private."""
        return trace(self.basis, id)

    def explain(self, reference: str) -> Explanation:
        """Why a case is classified as it is; private, for an analyst's eyes: it quotes the person's text."""
        return explain_record(self.records.table, reference)

    def _in_scope(self, figures: Figures) -> FigureBook:
        others = tuple(f"{regime}." for regime in REGIMES if regime not in self.regimes)
        found = {id: figure for id, figure in figures.items() if not id.startswith(others)}
        return FigureBook(
            {id: figure_of_part(figure) for id, figure in found.items()} if self.part else found
        )

    def __repr__(self) -> str:
        kept, who = len(self.records.table), self.council.council.name
        part = f", {self.part}" if self.part else ""
        return f"{who}, {self.period.label}{part}: {kept:,} records as at {self.records.as_at}"

    def _repr_markdown_(self) -> str:
        kept, who = print_number_of(len(self.records.table), "record"), escape(self.council.council.name)
        part = f", {escape(self.part)}" if self.part else ""
        stood = f"as at {print_date(self.records.as_at)}"
        return f"{who}, {escape(self.period.label)}{part}: {kept} {stood}"


def _named(values: Wanted) -> str:
    """What is wanted of a column, in words."""
    several = [values] if isinstance(values, str | bool) or values is None else list(values)
    return " or ".join("not recorded" if value is None else str(value) for value in several)


def load(year: str, quarter: int = 0, data: Path | str | None = None) -> Run:
    """The run of a year such as `2024-25`, or of one of its quarters.

    `data` is a data folder, else the default one, wherever Python was started. In a notebook that the
    program runs, the finished records are handed over; anywhere else they are made anew from the exports,
    and nothing is written.
    """
    council = load_council(data_folder(Path(data) if data else None))
    reporting_year = ReportingYear.parse(year)
    period = reporting_year.quarter(quarter) if quarter else reporting_year.period
    records, last, earlier = (None if data else _handed_over()) or all_years(council, reporting_year)
    return Run(
        council=council,
        facts=council.year(reporting_year),
        period=period,
        records=records,
        last=last,
        publish=Publication.from_environment(),
        scope=os.environ.get(SCOPE_VARIABLE, "both"),
        earlier=earlier,
    )


def both_years(
    council: Council, year: ReportingYear, as_at: date | None = None
) -> tuple[Records, Records | None]:
    """The records of a year, and those of the year before as its own report saw them, where it has exports.

    The year's are as at its extract, or as they stood on the day `as_at`.
    """
    return records_of(council, year, as_at), _last_year(council, year.previous)


def all_years(council: Council, year: ReportingYear) -> tuple[Records, Records | None, Earlier]:
    """The records of a year and of the year before, and the figures of the years before that."""
    return (*both_years(council, year), earlier_years(council, year, {}))


def save_both(records: Records, last: Records | None, private: Path) -> None:
    """Write the records of both years into the private folder, where a notebook finds them.

    Those of a year before that lie there from an earlier run, perhaps another council's, are removed.
    """
    records.save(private)
    shutil.rmtree(private / LAST, ignore_errors=True)
    if last is not None:
        last.save(private / LAST)


def saved_records(private: Path) -> tuple[Records, Records | None]:
    """The records of both years that were written into a private folder."""
    last = private / LAST
    return Records.saved(private), Records.saved(last) if last.is_dir() else None


def _handed_over() -> tuple[Records, Records | None, Earlier] | None:
    folder = os.environ.get(RECORDS_VARIABLE)
    return (*saved_records(Path(folder)), Earlier.saved(Path(folder))) if folder else None


def _last_year(council: Council, year: ReportingYear) -> Records | None:
    exports = council.folder / year.name / "complaints"
    if not exports.is_dir() or not any(exports.iterdir()):
        return None
    return records_of(council, year)
