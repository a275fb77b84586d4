"""The exports of all years up to one, as one table of complaints with everything accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import Council, Exports, YearFacts
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.joining.as_they_stood import answered_only_later, begun_by, wound_back
from complaint_analysis.records.joining.derived_columns import with_all_columns, with_derived_columns
from complaint_analysis.records.joining.elements import elements, with_whole_findings
from complaint_analysis.records.joining.impossible_dates import without_early_steps, without_later_dates
from complaint_analysis.records.joining.join import actions, joined, other_categories, with_withdrawals
from complaint_analysis.records.joining.numberings import note_repeated_references, with_numberings_apart
from complaint_analysis.records.joining.overrides import (
    read_overrides,
    with_overrides,
    with_starts_decided,
    without_answered,
)
from complaint_analysis.records.joining.parents import with_parents
from complaint_analysis.records.joining.spellings import with_one_spelling
from complaint_analysis.records.reading.cells import kinds, require_known_values
from complaint_analysis.records.reading.columns import rows_where
from complaint_analysis.records.reading.date_orders import date_orders
from complaint_analysis.records.reading.exports import ExportSheet, read_exports
from complaint_analysis.records.reading.headers import require_known_columns
from complaint_analysis.records.reading.notation import Notation
from complaint_analysis.records.reading.references import with_numbered_rows
from complaint_analysis.records.reading.rows import PLACE, SHEET_OF, read_rows, refuse_rows
from complaint_analysis.records.reading.services import with_services
from complaint_analysis.records.reading.stages import bare_keys, joining_key
from complaint_analysis.records.reading.synonyms import value_words


@dataclass(frozen=True)
class Loaded:
    """Complaints as read, with what became of every row.

    `table` is indexed by joining key. `recorded` and `filled` say, by year, which columns any export has,
    and which hold anything. `sources` has one row a sheet (`year, file, sheet, read, rejected`).
    `overridden` lists `key, column` of each officer's decision.
    """

    table: pd.DataFrame
    actions: pd.DataFrame
    other_categories: pd.DataFrame
    elements: pd.DataFrame
    rejected: pd.DataFrame
    reconciliation: dict[str, int]
    sources: pd.DataFrame
    recorded: dict[str, frozenset[str]]
    filled: dict[str, frozenset[str]]
    overridden: pd.DataFrame


def load(council: Council, year: ReportingYear, issues: Issues, as_at: date | None = None) -> Loaded:
    """All complaints of the folders up to `year`, as the records stood on its extract, or on `as_at`.

    On a day before the extract what happened later is wound back, and is no fault of the records. An
    InputError where an export cannot be used, or the year has none.
    """
    _require_usable(council)
    notation = Notation(council.values, council.dates.order)
    facts = council.year(year)
    years = council.years_up_to(year)
    sheets = _sheets_up_to(year, years, council, issues)
    rows, refused, recorded = _rows(sheets, notation, issues)
    overrides = {each.year.name: read_overrides(each.folder) for each in years}
    rows = _with_prefixes(_with_starts(rows), council.exports)
    rows = _keyed(rows, issues, several_sheets=len(sheets) > 1)
    rows = with_starts_decided(rows, overrides, notation)
    extract = max(facts.as_at, as_at or facts.as_at)
    usable, unusable = _usable(rows, extract, sheets)
    several, usable = elements(usable), with_whole_findings(usable, issues)
    usable, later = begun_by(with_withdrawals(usable), as_at or extract)
    rejected = pd.concat([refused, unusable], ignore_index=True)
    _note_rejected(rejected, issues)
    _note_outside_year(usable, issues)
    table, overridden = _overridden(with_all_columns(joined(usable, issues)), overrides, notation, issues)
    without_answered(usable, overridden, issues)
    table = without_early_steps(without_later_dates(table, extract, issues), issues)
    agreed = actions(rows_where(usable, ~usable["key"].isin(_unanswered(table, as_at or extract))))
    designated = [each.service for each in council.designated]
    table = with_derived_columns(wound_back(table, as_at or extract), council.codes, designated, issues)
    return Loaded(
        table=table,
        actions=_with_reference(agreed, table),
        other_categories=_with_reference(other_categories(usable), table),
        elements=_with_reference(several, table),
        rejected=rejected,
        reconciliation=_reconciled(sheets, usable, rejected, later, table),
        sources=_sources(sheets, rejected, later),
        recorded=_with_overridden(recorded, overridden),
        filled=_with_overridden(_filled(usable), overridden),
        overridden=overridden,
    )


def _require_usable(council: Council) -> None:
    """Nothing where the settings name what the records know; else a UsageError with the first they do not."""
    require_known_columns(council.columns)
    require_known_values(council.values)
    _require_recorded_columns(council.recorded_from)
    _require_known_reasons(council.exclusions.policy or ())


def _require_recorded_columns(recorded_from: Iterable[str]) -> None:
    if unknown := sorted(set(recorded_from) - kinds().keys()):
        raise UsageError(
            f"[recorded_from] names the column '{unknown[0]}', which does not exist",
            where="council.toml",
            do="take a canonical column, for example exclusion_reason",
        )


def _require_known_reasons(policy: Iterable[str]) -> None:
    reasons = sorted(set(value_words("exclusion_reason").values()) - {"none"})
    if unknown := sorted(set(policy) - set(reasons)):
        raise UsageError(
            f"[exclusions] policy names '{unknown[0]}', which is no reason for refusing a complaint",
            where="council.toml",
            do=f"take one of {', '.join(reasons)}",
        )


def _sheets_up_to(
    year: ReportingYear, years: tuple[YearFacts, ...], council: Council, issues: Issues
) -> list[ExportSheet]:
    sheets = [sheet for each in years for sheet in _sheets(each, council, issues)]
    if not any(sheet.year == year.name for sheet in sheets):
        raise InputError(
            f"there is no export for {year.name}",
            where=f"{year.name}/complaints",
            do="put at least one .csv, .xlsx, .xls or .ods export there",
        )
    return with_services(sheets, council.codes, issues)


def _sheets(facts: YearFacts, council: Council, issues: Issues) -> list[ExportSheet]:
    folder, year = facts.folder / "complaints", facts.year.name
    sheets = read_exports(folder, year, council.columns, issues, council.exports)
    return [with_numbered_rows(sheet, council.exports, issues) for sheet in sheets]


def _rows(
    sheets: list[ExportSheet], notation: Notation, issues: Issues
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, frozenset[str]]]:
    orders = date_orders(sheets)
    written = [
        replace(notation, unproved_order=orders[sheet.year, sheet.file], epoch=sheet.epoch)
        for sheet in sheets
    ]
    read = [read_rows(sheet, each, issues) for sheet, each in zip(sheets, written, strict=True)]
    recorded: dict[str, frozenset[str]] = {}
    for sheet, (_, _, columns) in zip(sheets, read, strict=True):
        recorded[sheet.year] = recorded.get(sheet.year, frozenset()) | columns
    rows = pd.concat([rows for rows, _, _ in read], ignore_index=True)
    return rows, pd.concat([refused for _, refused, _ in read], ignore_index=True), recorded


def _with_starts(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with every column that says when a stage began."""
    return rows.assign(
        received=_column(rows, "received"),
        stage2_requested=_column(rows, "stage2_requested"),
        extra_received=_column(rows, "extra_received"),
    )


def _with_prefixes(rows: pd.DataFrame, settings: Exports) -> pd.DataFrame:
    """The rows, with what the settings put before the references of their export."""
    if not settings.prefixes:
        return rows
    before = rows["source_file"].map(settings.prefix)
    columns = [column for column in ("reference", "parent_reference") if column in rows]
    named = {column: before + rows[column] for column in columns}
    return rows.assign(**named, key=before.map(joining_key) + rows["key"])


def _keyed(rows: pd.DataFrame, issues: Issues, *, several_sheets: bool) -> pd.DataFrame:
    """The rows with the key by which those of one complaint are joined, in several sheets or in one."""
    rows = with_parents(rows.assign(key=bare_keys(rows)), issues)
    if several_sheets:
        rows = with_numberings_apart(with_one_spelling(rows, issues), issues)
    note_repeated_references(rows, issues)
    return rows


def _usable(rows: pd.DataFrame, as_at: date, sheets: list[ExportSheet]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of complaints that begin on a usable day up to the extract, and the others with the reason."""
    of_key = rows.groupby("key", sort=False)
    received = of_key["received"].transform("last")
    has_stage1 = of_key["has_stage1"].transform("any")
    instead = of_key["stage2_requested"].transform("last").fillna(of_key["extra_received"].transform("last"))
    begun = received.fillna(instead.where(~has_stage1))
    reason = pd.Series(None, index=rows.index, dtype="str")
    reason[begun.isna()] = "no usable date received"
    reason[begun > pd.Timestamp(as_at)] = "received after the extract"
    only_extra = ~has_stage1 & received.isna()
    rows["received"] = rows["received"].fillna(rows["extra_received"].where(only_extra))
    bad = reason.notna()
    return rows_where(rows, ~bad).drop(columns="extra_received"), refuse_rows(rows[bad], reason[bad], sheets)


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    missing = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    return rows[name].astype("datetime64[s]") if name in rows else missing


def _note_rejected(rejected: pd.DataFrame, issues: Issues) -> None:
    for reason, rows in rejected.groupby("reason", sort=False):
        issues.add_rows("row_rejected", rows[PLACE], note=str(reason))


def _note_outside_year(rows: pd.DataFrame, issues: Issues) -> None:
    first = pd.to_datetime(rows["source_year"].str[:4] + "-04-01")
    last = first + pd.DateOffset(years=1)
    begun = rows[["received", "stage2_requested"]]
    inside = begun.ge(first, axis=0) & begun.lt(last, axis=0)
    outside = begun.notna().any(axis=1) & ~inside.any(axis=1)
    issues.add_rows("outside_year", rows.loc[outside, PLACE], column="received")


def _overridden(
    table: pd.DataFrame, overrides: Mapping[str, pd.DataFrame], notation: Notation, issues: Issues
) -> tuple[pd.DataFrame, pd.DataFrame]:
    effects = []
    for year, decided in overrides.items():
        table, effect = with_overrides(table, decided, year, notation, issues)
        effects.append(effect.assign(year=year))
    return table, pd.concat(effects, ignore_index=True)


def _with_overridden(
    columns: dict[str, frozenset[str]], overridden: pd.DataFrame
) -> dict[str, frozenset[str]]:
    """The columns by year; what an officer's decision names is recorded in its year too."""
    named = overridden.groupby("year")["column"].agg(frozenset)
    return {year: known | named.get(year, frozenset()) for year, known in columns.items()}


def _sources(sheets: list[ExportSheet], rejected: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    refused, unread = (rows.groupby(SHEET_OF).size() for rows in (rejected, later))
    names = [(sheet.year, sheet.file, sheet.sheet) for sheet in sheets]
    frame = pd.DataFrame(names, columns=["year", "file", "sheet"])
    return frame.assign(
        read=[len(sheet.rows) - int(unread.get(name, 0)) for sheet, name in zip(sheets, names, strict=True)],
        rejected=[int(refused.get(name, 0)) for name in names],
    )


def _unanswered(table: pd.DataFrame, day: date) -> pd.Index:
    """The keys of complaints that have an answer, and none by the day: no action was agreed yet."""
    return table.index[answered_only_later(table, day)]


def _with_reference(rows: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    return rows.merge(table["reference"].reset_index(), on="key")


def _filled(rows: pd.DataFrame) -> dict[str, frozenset[str]]:
    """What is said at all, if only that there was a reason, in words that are not known."""
    return {
        str(year): frozenset(column.removesuffix("?") for column in part if part[column].notna().any())
        for year, part in rows.groupby("source_year", sort=False)
    }


def _reconciled(
    sheets: list[ExportSheet],
    usable: pd.DataFrame,
    rejected: pd.DataFrame,
    later: pd.DataFrame,
    table: pd.DataFrame,
) -> dict[str, int]:
    """Rows read = merged + rejected + kept, always; a break of it is a fault of the program.

    Rows of complaints that had not begun on the day are `later`, and count as not read.
    """
    counts = {
        "read": sum(len(sheet.rows) for sheet in sheets) - len(later),
        "merged": len(usable) - len(table),
        "rejected": len(rejected),
        "kept": len(table),
    }
    if counts["read"] != counts["merged"] + counts["rejected"] + counts["kept"]:
        raise AssertionError(f"rows are not accounted for: {counts}")
    return counts
