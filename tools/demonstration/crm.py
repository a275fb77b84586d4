"""The exports of the CRM: CSV, a row a stage, as they stood on the day each was taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from complaint_analysis.council.periods import Period, ReportingYear
from demonstration.case import Case, Stage, as_seen_on
from demonstration.plan import data, plan
from demonstration.showing import in_words, value_of

Row = dict[str, str]


def crm_export(year: str, cases: list[Case], repeats: int) -> str:
    """The CSV text of one year's export; so many of its rows are there twice, word for word."""
    headers = [column["header"] for column in _columns(year)]
    rows = [row for case in cases for row in crm_rows(year, case)]
    places = [index * len(rows) // (repeats + 1) for index in range(1, repeats + 1)]
    for place in reversed(places):
        rows.insert(place + 3, dict(rows[place]))
    text = io.StringIO()
    writer = csv.DictWriter(text, headers, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def crm_rows(year: str, case: Case) -> list[Row]:
    """The rows of a case in the export of that year."""
    day = _taken(year)
    seen = as_seen_on(case, day)
    return [_row(year, seen, name, stage, case) for name, stage in _stages_shown(year, seen)]


def _taken(year: str) -> date:
    crm = plan()["crm"]
    return crm["extracted_on"] if year == "2024-25" else plan()["year"][year]["extracted_on"]


def _span(year: str) -> Period:
    period = ReportingYear.parse(year).period
    return Period(period.start, min(period.end, plan()["crm"]["last_day"]), period.label)


def _stages_shown(year: str, case: Case) -> Iterator[tuple[str, Stage]]:
    """The stages begun in the export's span, and a stage 1 that was still open in the export before."""
    span = _span(year)
    if case.informal and case.informal in span:
        yield "informal", Stage(begun=case.informal, closed=case.received)
    if case.stage1 and (case.stage1.begun in span or _was_open(year, case)):
        yield "stage1", case.stage1
    if case.stage2 and case.stage2.begun in span:
        yield "stage2", case.stage2


def _was_open(year: str, case: Case) -> bool:
    return case.ending == "late_after_extract" and case.year < year


def _columns(year: str) -> list[dict[str, str]]:
    return [column for column in data("crm-columns.toml")["column"] if column.get("since", "") <= year]


def _row(year: str, case: Case, name: str, stage: Stage, whole: Case) -> Row:
    values = {column["header"]: _value(case, column["value"], name, stage) for column in _columns(year)}
    created = whole.time_received if name != "stage2" else "09:30"
    values["Created On"] += f" {created}"
    return values


def _value(case: Case, path: str, name: str, stage: Stage) -> str:
    settings = data("crm-columns.toml")
    special = {
        "stage_name": settings["stages"][name],
        "reference": case.reference + ("-S2" if name == "stage2" else ""),
        "outcome": settings["words"]["outcome"].get("withdrawn" if stage.withdrawn else stage.outcome, ""),
    }
    if path in special:
        return special[path]
    if _left_out(case, path, name, settings):
        return ""
    return _text(in_words(path, value_of(case, path, stage=stage), settings["words"]))


def _left_out(case: Case, path: str, name: str, settings: dict[str, Any]) -> bool:
    """What the CRM does not repeat: the first row's facts in the second, the result before the last."""
    last = "stage2" if case.stage2 and not case.stage2.refused else "stage1"
    return (path in settings["once"] and name == "stage2" and case.stage1 is not None) or (
        path in settings["last"] and name != last
    )


def _text(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"£{value:,.2f}"
    return value or ""
