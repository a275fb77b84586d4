"""How satisfied people were with complaint handling: the tenant survey's TP09 and the council's own survey.

TP09 comes from the regulator's workbook where the landlord is in it, else from the council's own file.

The two ask different people at different times; they stand apart and are never added up or compared.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

import pandas as pd

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.measures.figure import Figure, print_share, rate
from complaint_analysis.oversight.benchmarks.tenant_survey import Survey, tenure_printed
from complaint_analysis.oversight.side_file_rows import rows_of
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.numbers import print_per_cent
from complaint_analysis.printing.table import NOT_APPLICABLE, Column, Table, table_of

TENANT_SURVEY = "TP09"
_STAGE = {"stage1": "stage 1", "stage2": "stage 2"}
Rows: TypeAlias = pd.DataFrame | None


def satisfaction(table: Rows, label: str, regimes: Collection[str] = REGIMES) -> Table:
    """Those asked and those satisfied by measure and stage, the council's own survey first, then TP09."""
    columns = (
        Column("measure", "Measure"),
        Column("base", "Answers", "count"),
        Column("satisfied", "Satisfied", "count"),
        Column("satisfied_pct", "Share satisfied", "per_cent"),
        Column("source", "Source"),
    )
    own, tenants = _apart(table, regimes)
    rows = [_row(row) for row in [*own, *tenants]]
    notes = (
        "TP09 is the regulator's measure, from the survey of a sample of tenants; the other measures ask "
        "people when their own complaint is closed. The two cannot be compared.",
    )
    caption = f"Satisfaction with complaint handling, {label}"
    return table_of("satisfaction", caption, rows, columns, notes if tenants else ())


def with_tenant_survey(table: Rows, surveys: Collection[Survey], year: str) -> Rows:
    """The rows with TP09 as the regulator's workbook of the year has it, in the place of any of our own.

    Without surveys the rows stay as they are.
    """
    if not surveys:
        return table
    own, _ = _apart(table, REGIMES)
    named = {each.tenure: tenure_printed(each.tenure) for each in surveys}
    rows = [
        {
            "measure": f"{TENANT_SURVEY}: {named[each.tenure]} satisfied with our approach to complaints",
            "stage": "",
            "base": each.base,
            "satisfied": each.satisfied,
            "source": _source(each, year),
        }
        for each in surveys
    ]
    return pd.DataFrame([*own, *rows], dtype=object)


def _source(survey: Survey, year: str) -> str:
    source = f"Regulator of Social Housing, Tenant Satisfaction Measures {year}"
    counted = rate("", survey.satisfied, survey.base, "per_cent").value
    if survey.published_pct is None or print_per_cent(survey.published_pct) == print_per_cent(counted or 0):
        return source
    return f"{source}; published there as {print_per_cent(survey.published_pct)}, weighted"


def _row(row: Mapping[Any, Any]) -> dict[str, Any]:
    share = _share(row)
    return {
        "measure": _named(row),
        "base": row["base"],
        "satisfied": row["satisfied"],
        "satisfied_pct": NOT_APPLICABLE if share.value is None else share.value,
        "source": row["source"],
    }


def _named(row: Mapping[Any, Any]) -> str:
    return ", ".join(part for part in [row["measure"], _STAGE.get(row["stage"], "")] if part)


def _share(row: Mapping[Any, Any]) -> Figure:
    return rate("", row["satisfied"], row["base"], "per_cent")


def _apart(table: Rows, regimes: Collection[str]) -> tuple[list[dict[Any, Any]], list[dict[Any, Any]]]:
    """The rows of the council's own survey, and those of TP09, which is for the landlord's report only."""
    rows = rows_of(table)
    tenants = [row for row in rows if _is_tenant_survey(row)]
    return [row for row in rows if not _is_tenant_survey(row)], tenants if "housing" in regimes else []


def _is_tenant_survey(row: Mapping[Any, Any]) -> bool:
    return row["measure"].strip().upper().startswith(TENANT_SURVEY)


def say_satisfaction(table: Rows, regimes: Collection[str] = REGIMES) -> str:
    """What the survey of tenants and the council's own survey found, each in a sentence of its own."""
    own, tenants = _apart(table, regimes)
    if not own and not tenants:
        return "How satisfied people were with complaint handling is not recorded."
    said = [
        f"In the survey of tenants (TP09), {_print_row(row)}{_of_kind(row)} were satisfied with our "
        "complaint handling."
        for row in tenants
    ]
    if own:
        found = "; ".join(f"{escape(_without_survey(_named(row)))}, {_print_row(row)}" for row in own)
        said.append(f"In our own survey of people whose complaint was closed: {found}.")
    return " ".join(said)


def _of_kind(row: Mapping[Any, Any]) -> str:
    """The kind of tenants that the regulator's workbook tells apart: ` of shared owners`."""
    kinds = {tenure_printed(tenure) for tenure in ("lcra", "lcho", "combined")}
    said = _without_survey(row["measure"]).partition(" satisfied")[0]
    return f" of {said}" if said in kinds else ""


def _without_survey(measure: str) -> str:
    """A measure without the name of its survey before a colon, which the sentence gives already."""
    return measure.partition(": ")[2] or measure


def _print_row(row: Mapping[Any, Any]) -> str:
    return print_share(_share(row))
