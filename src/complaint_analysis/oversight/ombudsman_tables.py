"""Tables of what the two Ombudsmen decided and ordered, and of what else they and others published.

Findings and orders given here are the public ones, of `ombudsman_findings.in_public_files`. A table may come
out without rows; it is then not published, and the report says so in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import OMBUDSMAN, OMBUDSMAN_SHORT, REGIMES
from complaint_analysis.oversight.ombudsman_findings import finding_printed, findings_of
from complaint_analysis.oversight.promise_states import Row, done_by, left_open, promise_state, state_words
from complaint_analysis.oversight.side_file_rows import in_scope, rows_of
from complaint_analysis.printing.sentences import listed
from complaint_analysis.printing.table import NOT_RECORDED, Column, Table, table_of

NOT_STATED = "Not stated"
Findings: TypeAlias = pd.DataFrame | None


def ombudsman_findings(by_year: Mapping[str, Findings], regimes: Iterable[str] = REGIMES) -> Table:
    """Findings by Ombudsman and kind, a column a year; `by_year` holds public findings by a year's name."""
    rows = [
        {"finding": f"{OMBUDSMAN_SHORT[regime]}: {finding_printed(regime, kind)}"}
        | {year: _number(findings, regime, "finding", kind) for year, findings in by_year.items()}
        for regime in regimes
        for kind in findings_of(regime)
    ]
    return _by_year(
        "ombudsman-findings", "Findings of an Ombudsman by kind", "finding", "Finding", rows, by_year
    )


def ombudsman_categories(by_year: Mapping[str, Findings], regimes: Iterable[str] = REGIMES) -> Table:
    """Findings by Ombudsman and the category that it gave, a column a year."""
    rows = [
        {"category": f"{OMBUDSMAN_SHORT[regime]}: {name}"}
        | {year: _number(findings, regime, "category_printed", name) for year, findings in named.items()}
        for regime in regimes
        for named in [{year: _with_category(findings, regime) for year, findings in by_year.items()}]
        for name in _categories(named.values(), regime)
    ]
    what = "Findings of an Ombudsman by category"
    return _by_year("ombudsman-categories", what, "category", "Category", rows, by_year)


def ombudsman_compensation(by_year: Mapping[str, Findings], regimes: Iterable[str] = REGIMES) -> Table:
    """What each Ombudsman ordered or recommended us to pay, a column a year; no rows where it was nothing."""
    columns = (Column("ombudsman", "Ombudsman"), *(Column(year, year, "gbp") for year in by_year))
    rows = [
        {"ombudsman": OMBUDSMAN[regime]}
        | {year: _paid(findings, regime) for year, findings in by_year.items()}
        for regime in regimes
    ]
    paid = [row for row in rows if any(not isinstance(row[year], str) and row[year] for year in by_year)]
    what = "Compensation that an Ombudsman ordered or recommended"
    return table_of("ombudsman-compensation", f"{what}, {listed([*by_year])}", paid, columns)


def _paid(findings: Findings, regime: str) -> Any:
    if findings is None:
        return NOT_RECORDED
    given = findings.loc[findings["ombudsman"] == regime, "compensation_gbp"]
    return float(sum(amount for amount in given if amount is not None))


def _by_year(
    name: str, what: str, key: str, heading: str, rows: list[dict[str, Any]], by_year: Mapping[str, Findings]
) -> Table:
    shown = [row for row in rows if any(isinstance(row[year], int) and row[year] for year in by_year)]
    columns = (Column(key, heading), *(Column(year, year, "count") for year in by_year))
    years = [*by_year]
    notes = (f"What did not occur in {listed(years, 'or')} is left out.",)
    return table_of(name, f"{what}, {listed(years)}", shown, columns, notes)


def _number(findings: Findings, regime: str, column: str, value: str) -> Any:
    if findings is None:
        return NOT_RECORDED
    return int(((findings["ombudsman"] == regime) & (findings[column] == value)).sum())


def _with_category(findings: Findings, regime: str) -> Findings:
    if findings is None:
        return None
    return findings.assign(category_printed=[category_printed(regime, each) for each in findings["category"]])


def category_printed(regime: str, category: str) -> str:
    """A category as readers see it: in the field's words where they are known, else as it was written."""
    kind = taxonomy.category_kind(regime)
    label = taxonomy.canonical(kind, category)
    return taxonomy.printed(kind, label) if label else category.strip() or NOT_STATED


def _categories(tables: Iterable[Findings], regime: str) -> list[str]:
    named = [
        table.loc[table["ombudsman"] == regime, "category_printed"] for table in tables if table is not None
    ]
    counts = pd.concat(named).value_counts() if named else pd.Series(dtype=int)
    return sorted(counts.index, key=lambda name: (-counts[name], name))


def ombudsman_orders(orders: Findings, as_at: date, label: str) -> Table:
    """Orders and recommendations and what became of them by a day (HO 9.7 c)."""
    columns = (
        Column("order", "Order or recommendation"),
        Column("ombudsman", "Ombudsman"),
        Column("due", "Due", "date"),
        Column("complied_on", "Complied with", "date"),
        Column("state", "State"),
    )
    rows = [_order_row(row, as_at) for row in rows_of(orders)]
    return table_of("ombudsman-orders", f"Orders and recommendations of an Ombudsman, {label}", rows, columns)


def _order_row(row: Row, as_at: date) -> dict[str, Any]:
    state = promise_state(row["status"], row["due"], row["complied_on"], as_at)
    return {
        "order": row["order"],
        "ombudsman": OMBUDSMAN_SHORT[row["ombudsman"]],
        "due": row["due"],
        "complied_on": done_by(as_at, row["complied_on"]),
        "state": state_words("order")[state],
    }


def orders_left_open(then: Findings, now: Findings, regimes: Iterable[str] = REGIMES) -> list[dict[Any, Any]]:
    """The orders that last year's file left open and this year's does not speak of, in their order."""
    if then is None:
        return []
    open_then = left_open(rows_of(then), rows_of(now), order_key)
    return [row for row in open_then if row["complied_on"] is None and row["ombudsman"] in regimes]


def order_key(row: Row) -> tuple[str, str, str]:
    """What names an order in every year's file: the Ombudsman, its reference and its words."""
    return row["ombudsman"], row["reference"].casefold(), " ".join(row["order"].split()).casefold()


def code_findings(table: Findings, label: str, regimes: Iterable[str] = REGIMES) -> Table:
    """Non-compliance with a Code that anybody found (HO and LGSCO 8.1 c)."""
    columns = (
        Column("code", "Code"),
        Column("provision", "Provision"),
        Column("found_by", "Found by"),
        Column("date", "Date", "date"),
        Column("finding", "What was found"),
        Column("what_was_done", "What was done"),
    )
    return _as_given("code-findings", f"Non-compliance with a Code, {label}", table, "code", regimes, columns)


def publications(table: Findings, label: str, regimes: Iterable[str] = REGIMES) -> Table:
    """Other publications of the Ombudsmen and what the council takes from them (HO and LGSCO 8.1 f)."""
    columns = (
        Column("title", "Publication"),
        Column("ombudsman", "Ombudsman"),
        Column("date", "Date", "date"),
        Column("what_we_take_from_it", "What we take from it"),
    )
    what = f"Publications of an Ombudsman and what we take from them, {label}"
    return _as_given("publications", what, table, "ombudsman", regimes, columns)


def _as_given(
    name: str, caption: str, table: Findings, key: str, regimes: Iterable[str], columns: tuple[Column, ...]
) -> Table:
    """The rows of a side file for the Codes in scope, the Code or Ombudsman by its printed name."""
    given = pd.DataFrame(columns=[column.key for column in columns]) if table is None else table
    rows = in_scope(given, key, regimes)
    names = {**OMBUDSMAN_SHORT, "both": listed([*OMBUDSMAN_SHORT.values()])}
    frame = rows.assign(**{key: rows[key].map(names)})[[column.key for column in columns]]
    return Table(name, caption, frame.reset_index(drop=True), columns)
