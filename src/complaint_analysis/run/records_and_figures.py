"""Exports to finished records, and finished records to figures: the steps in their order, nothing else."""

from __future__ import annotations

from datetime import date

from complaint_analysis.classify import classify
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import Council
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.figure import Figures
from complaint_analysis.measures.record_figures import record_figures
from complaint_analysis.measures.registers import Register, service_request_register
from complaint_analysis.measures.suppressed_figures import withhold_small_numbers
from complaint_analysis.records.checks import check
from complaint_analysis.records.clocks import with_clocks
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.load import Loaded, load
from complaint_analysis.records.redaction.redact import redact
from complaint_analysis.records.schema import require_schema
from complaint_analysis.records.side_files import YearFiles
from complaint_analysis.records.store import Records


def records_of(council: Council, year: ReportingYear, as_at: date | None = None) -> Records:
    """The finished records of a council up to a year, as they stood on that year's extract, or on `as_at`.

    Read, join, decide; redact; classify; run the clocks; hold it against itself and the schema.
    """
    issues = Issues()
    loaded = load(council, year, issues, as_at)
    as_at = as_at or council.year(year).as_at
    read = loaded.table.reset_index(drop=True)
    classified = classify(
        read.assign(description_redacted=redact(read["description"], read)),
        overridden=overridden_by_reference(loaded),
        record_type=council.classification.record_type,
        exclusion_reason=council.classification.exclusion_reason,
    )
    table = with_clocks(classified.table, council.clocks, council.procedure, council.working_days, as_at)
    check(table, council.working_days, frozenset().union(*loaded.recorded.values()), issues)
    return Records(
        table=require_schema(table),
        actions=loaded.actions,
        other_categories=loaded.other_categories,
        elements=loaded.elements,
        rejected=loaded.rejected,
        issues=issues.frame(),
        review=classified.review,
        reconciliation=loaded.reconciliation,
        sources=loaded.sources,
        recorded=loaded.recorded,
        filled=loaded.filled,
        as_at=as_at,
    )


def figures_of(basis: Basis, files: YearFiles) -> Figures:
    """Every record-based figure of a period, with small numbers withheld where people could be recognised."""
    figures = record_figures(basis)
    register = service_request_register(Register(basis, files.service_requests))
    figures |= {figure.id: figure for figure in register}
    return withhold_small_numbers(figures, basis.council.disclosure.threshold, basis.period)


def overridden_by_reference(loaded: Loaded) -> set[tuple[str, str]]:
    """The officer's decisions on single fields, as (reference, column)."""
    references = loaded.overridden["key"].map(loaded.table["reference"])
    return set(zip(references, loaded.overridden["column"], strict=True))
