"""Services: how they are spelled, which Code they are under, and sheets that are named as them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from complaint_analysis.council.settings import Codes
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.exports import ExportSheet
from complaint_analysis.records.reading.synonyms import folded

_SIMILAR = 70


def regime_of(service: str, codes: Codes) -> str:
    """The regime of a service: names are compared without case or space around and between their words."""
    name = plain_name(service)
    if name in map(plain_name, codes.housing):
        return "housing"
    if name in map(plain_name, codes.statutory):
        return "statutory"
    return "lgsco"


def plain_name(service: str) -> str:
    return " ".join(service.split()).casefold()


def as_compared(rows: pd.DataFrame) -> pd.Series:
    """The services of rows as those of two complaints are compared; nothing where no sheet names any."""
    given = rows["service"] if "service" in rows else pd.Series(index=rows.index, dtype="str")
    return given.map(folded, na_action="ignore")


def spelling(services: pd.Series, codes: Codes) -> dict[str, str]:
    """One spelling for all ways in which a service is written: the settings' own, else the most frequent."""
    written = [*codes.housing, *codes.statutory, *services.value_counts().index]
    spelled = {plain_name(name): " ".join(name.split()) for name in reversed(written)}
    return {name: spelled[plain_name(name)] for name in services.unique()}


def note_unmet_services(services: pd.Series, named: Iterable[str], issues: Issues) -> None:
    """Note each service of the settings (`named`) that no record has, with the nearest name that is met."""
    from rapidfuzz import process

    met = {plain_name(service): service for service in services.dropna().unique()}
    for name in dict.fromkeys(named):
        if plain_name(name) not in met:
            nearest = process.extractOne(plain_name(name), list(met), score_cutoff=_SIMILAR)
            meant = f"; perhaps '{met[nearest[0]]}' is meant" if nearest else ""
            issues.add("unmet_service", column="service", note=f"'{name}'{meant}")


def with_services(sheets: list[ExportSheet], codes: Codes, issues: Issues) -> list[ExportSheet]:
    """The sheets; in a workbook that has a sheet for each service, with the service that each is named as.

    That is where no sheet names services in a column, and at least one is named as a service of `[codes]`.
    Each sheet so read is an issue.
    """
    proved = {(sheet.year, sheet.file) for sheet in sheets if _is_named_service(sheet, codes)}
    named = {(sheet.year, sheet.file) for sheet in sheets if _has_services(sheet)}
    return [
        _as_service(sheet, issues) if (sheet.year, sheet.file) in proved - named else sheet
        for sheet in sheets
    ]


def _has_services(sheet: ExportSheet) -> bool:
    return bool({"service", "regime"} & set(sheet.header.columns.values()))


def _is_named_service(sheet: ExportSheet, codes: Codes) -> bool:
    return plain_name(sheet.sheet) in map(plain_name, (*codes.housing, *codes.statutory))


def _as_service(sheet: ExportSheet, issues: Issues) -> ExportSheet:
    issues.add("service_of_sheet", year=sheet.year, file=sheet.file, sheet=sheet.sheet, column="service")
    return replace(sheet, service=sheet.sheet)
