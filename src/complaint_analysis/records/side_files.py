"""The side files of a year, each read strictly by its own header: findings, letters, plans, statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
from pydantic import Field, model_validator

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import NotNegative, Settings, YearFacts, read_settings, shown
from complaint_analysis.council.text_files import csv_rows, read_text
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.printing.markdown import is_safe_link
from complaint_analysis.records.reading.dates import read_date
from complaint_analysis.records.statements import KINDS, STATEMENTS, read_statement

TABLES = (
    "ombudsman",
    "orders",
    "code-findings",
    "publications",
    "improvements",
    "actions",
    "resolutions",
    "satisfaction",
    "examples",
)
_QUALITY_SHEET = re.compile(r"quality-q[1-4](-housing|-lgsco)?\.(csv|toml)")
_NUMBERED_MONTH = re.compile(r"\d{4}-\d{1,2}")
_YES, _NO = ("yes", "y", "true", "1"), ("", "no", "n", "false", "0")

Percentage = Annotated[float, Field(ge=0, le=100)]
Reasons = dict[str, str]
"""Why our own count differs from theirs, by what is counted; printed beside the difference."""
Counts = dict[str, NotNegative]
YearName = Annotated[str, Field(pattern=r"^20\d\d-\d\d$")]
_COUNT_KEYS = ["month", "service"]


class LgscoLetter(Settings):
    """The figures of the Local Government and Social Care Ombudsman's annual letter (LGSCO 8.1 e)."""

    period: YearName
    received: Counts = Field(default_factory=dict)
    decided: Counts = Field(default_factory=dict)
    upheld: NotNegative | None = None
    uphold_rate_pct: Percentage | None = None
    similar_average_pct: Percentage | None = None
    compliance_pct: Percentage | None = None
    reasons: Reasons = Field(default_factory=dict)

    @model_validator(mode="after")
    def _reasons_are_for_what_is_given(self) -> LgscoLetter:
        _require_known_reasons_in_letter(self.reasons, {*self.decided, "upheld"})
        return self


class HousingOmbudsmanReport(Settings):
    """The figures of the Housing Ombudsman's landlord performance report (HO 8.1 e)."""

    period: YearName
    determinations: NotNegative | None = None
    findings: Counts = Field(default_factory=dict)
    maladministration_rate_pct: Percentage | None = None
    compensation_gbp: Annotated[float, Field(ge=0)] | None = None
    reasons: Reasons = Field(default_factory=dict)

    @model_validator(mode="after")
    def _reasons_are_for_what_is_given(self) -> HousingOmbudsmanReport:
        _require_known_reasons_in_letter(self.reasons, {*self.findings, "determinations"})
        return self


def _require_known_reasons_in_letter(reasons: Mapping[str, str], given: set[str]) -> None:
    if unknown := sorted(reasons.keys() - given):
        raise ValueError(f"[reasons] explains '{unknown[0]}', which is not given")


REPORTS: dict[str, type[LgscoLetter] | type[HousingOmbudsmanReport]] = {
    "lgsco-letter": LgscoLetter,
    "housing-ombudsman-report": HousingOmbudsmanReport,
}


@dataclass(frozen=True)
class YearFiles:
    """What lies in a year's folder beside the exports.

    A table is None where there is no file, and empty where the file has no rows or `[absent]` says that
    there is none. Its columns are those of `side_files.toml`; text that is blank is "", any other blank
    cell None, dates are `date`. `said_absent` holds the words of `[absent]` by the file's name, `left_out` in
    sentences what is not printed of statements in Word: hidden text, comments, what was deleted.
    """

    year: ReportingYear
    ombudsman: pd.DataFrame | None = None
    orders: pd.DataFrame | None = None
    code_findings: pd.DataFrame | None = None
    publications: pd.DataFrame | None = None
    improvements: pd.DataFrame | None = None
    actions: pd.DataFrame | None = None
    resolutions: pd.DataFrame | None = None
    satisfaction: pd.DataFrame | None = None
    examples: pd.DataFrame | None = None
    service_requests: pd.DataFrame | None = None
    lgsco_letter: LgscoLetter | None = None
    housing_ombudsman_report: HousingOmbudsmanReport | None = None
    member_statement: str | None = None
    response: str | None = None
    implications: str | None = None
    non_compliance_notice: str | None = None
    said_absent: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def read_year_files(facts: YearFacts) -> YearFiles:
    """All side files of a year; an InputError names file, row and column, a UsageError a key of a .toml."""
    absent = _absent_files(facts)
    content: dict[str, Any] = {name: read_table(facts.folder / f"{name}.csv", name) for name in TABLES}
    content["service-requests"] = read_service_requests(facts.folder / "service-requests.csv")
    content |= {name: _empty_if_absent(name, table, absent, facts) for name, table in content.items()}
    content |= {name: _report(facts, name, absent) for name in REPORTS}
    statements = {name: read_statement(facts.folder, name) for name in STATEMENTS}
    content |= {name: statement.text for name, statement in statements.items()}
    by_attribute = {name.replace("-", "_"): thing for name, thing in content.items()}
    left_out = tuple(note for statement in statements.values() for note in statement.left_out)
    return YearFiles(year=facts.year, said_absent=absent, left_out=left_out, **by_attribute)


def unknown_files(folder: Path) -> tuple[str, ...]:
    """Names in a year's folder that nothing reads, in order: a misspelt file is told, not passed over."""
    known = {f"{name}.csv" for name in (*TABLES, "service-requests", "overrides")}
    known |= {f"{name}{kind}" for name in STATEMENTS for kind in KINDS} | {"year.toml", "complaints"}
    known |= {f"{name}.toml" for name in REPORTS}
    names = (
        path.name for path in folder.iterdir() if not path.name.startswith((".", "~$", "self-assessment-"))
    )
    return tuple(sorted(name for name in names if name not in known and not _QUALITY_SHEET.fullmatch(name)))


def read_table(path: Path, name: str) -> pd.DataFrame | None:
    """The table of one side file, with the columns and kinds of `side_files.toml`; None without a file."""
    return _table(path, specification()[name], _rows(path)) if path.is_file() else None


def read_service_requests(path: Path) -> pd.DataFrame | None:
    """The register as counts by `month` (its first day), `service`: `received`, `done`, `became_complaint`.

    The file holds such counts, or a row a request; None without a file.
    """
    if not path.is_file():
        return None
    rows = _rows(path)
    counts = "month" in (_header_names(rows[0]) if rows else ())
    table = _table(path, specification()[f"service-requests-{'counts' if counts else 'rows'}"], rows)
    return table if counts else _counts_by_month(table)


def _counts_by_month(requests: pd.DataFrame) -> pd.DataFrame:
    months = [day.replace(day=1) for day in requests["received"]]
    events = requests.assign(month=months, received=1)[[*_COUNT_KEYS, "received", "done", "became_complaint"]]
    return events.groupby(_COUNT_KEYS, as_index=False).sum()


def _empty_if_absent(
    name: str, table: pd.DataFrame | None, absent: Mapping[str, str], facts: YearFacts
) -> pd.DataFrame | None:
    """An empty table where `[absent]` says that there is none; a UsageError where the file says otherwise."""
    if name not in absent:
        return table
    if table is not None and len(table):
        raise UsageError(
            f"[absent] says that there is no {name}, and {name}.csv has rows",
            where=shown(facts.folder / "year.toml"),
            do="take the line out of [absent], or the rows out of the file",
        )
    return pd.DataFrame(columns=table_columns(name), dtype=object)


def table_columns(name: str) -> list[str]:
    """The columns of a side file, in the order in which templates give them."""
    return list(specification()["service-requests-counts" if name == "service-requests" else name])


def _absent_files(facts: YearFacts) -> dict[str, str]:
    known = (*TABLES, "service-requests", *REPORTS)
    said = {name.replace("_", "-"): words.strip() for name, words in facts.absent.items()}
    if unknown := sorted(said.keys() - set(known)):
        raise UsageError(
            f"'{unknown[0]}' in [absent] is no file of a year",
            where=shown(facts.folder / "year.toml"),
            do=f"name one of {', '.join(known)}",
        )
    if blank := sorted(name for name, words in said.items() if not words):
        raise UsageError(
            f"'{blank[0]}' in [absent] has no words",
            where=shown(facts.folder / "year.toml"),
            do='say what the report shall print, as "None in 2024-25."',
        )
    return said


def _report(
    facts: YearFacts, name: str, absent: Mapping[str, str]
) -> LgscoLetter | HousingOmbudsmanReport | None:
    """An Ombudsman's yearly figures; with words in `[absent]` only those of an earlier year may be there."""
    path = facts.folder / f"{name}.toml"
    report = read_settings(path, REPORTS[name]) if path.is_file() else None
    if report is not None and name in absent and report.period == facts.year.name:
        raise UsageError(
            f"[absent] says that there is no {name} for {report.period}, and {path.name} is it",
            where=shown(facts.folder / "year.toml"),
            do="take the line out of [absent], or correct the period in the file",
        )
    return report


@cache
def specification() -> dict[str, dict[str, dict[str, Any]]]:
    """How each cell of each side file is read, by file and column, as `side_files.toml` has it."""
    return own_toml(__package__, "side_files")


def _rows(path: Path) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in csv_rows(read_text(path), where=shown(path))]


def _header_names(header: Iterable[str]) -> list[str]:
    return [name.lower() for name in header]


def _table(path: Path, columns: dict[str, dict[str, Any]], rows: list[list[str]]) -> pd.DataFrame:
    header = _checked_header(path, columns, rows[0] if rows else [])
    numbered = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    records = [_record(path, columns, header, number, row) for number, row in numbered]
    for name in (name for name, rule in columns.items() if rule.get("unique")):
        _refuse_repeated(
            path,
            name,
            [(number, record[name]) for (number, _), record in zip(numbered, records, strict=True)],
        )
    return pd.DataFrame(records, columns=list(columns), dtype=object)


def _checked_header(path: Path, columns: dict[str, dict[str, Any]], header: list[str]) -> list[str]:
    names = [_known_column(name, columns) for name in _header_names(header)]
    unknown = [name for name in names if name not in columns]
    needed = [name for name, rule in columns.items() if rule.get("needed") or rule.get("required")]
    missing = [name for name in needed if name not in names]
    doubled = [name for name in names if names.count(name) > 1]
    for what, faulty in (("does not know", unknown), ("misses", missing), ("has twice", doubled)):
        if faulty:
            raise InputError(
                f"{path.name} {what} the column '{faulty[0]}'",
                where=f"{shown(path)}, row 1",
                do=f"its columns are {', '.join(columns)}",
            )
    return names


def _known_column(name: str, columns: dict[str, dict[str, Any]]) -> str:
    """The column that a header names, by its own name or by one of those that it is `known_as`."""
    said = canonical_word(name)
    return next((column for column, rule in columns.items() if said in rule.get("known_as", ())), name)


def _record(
    path: Path, columns: dict[str, dict[str, Any]], header: list[str], number: int, row: list[str]
) -> dict[str, Any]:
    if any(row[len(header) :]):
        raise InputError(
            f"a row of {path.name} has more cells than the header",
            where=f"{shown(path)}, row {number}",
            do="put text that holds commas into double quotes",
        )
    cells = dict.fromkeys(columns, "") | dict(zip(header, row, strict=False))
    return {name: _cell(path, number, name, rule, cells) for name, rule in columns.items()}


def _cell(path: Path, number: int, name: str, rule: dict[str, Any], cells: dict[str, str]) -> Any:
    text = cells[name]
    try:
        if not text and rule.get("required"):
            raise ValueError("must not be blank")
        return _PARSE[rule.get("kind", "text")](text, rule, cells)
    except ValueError as error:
        raise InputError(
            f"the cell {error}",
            where=f"{shown(path)}, row {number}, column '{name}'",
            do="correct the cell in the file",
        ) from None


def _refuse_repeated(path: Path, name: str, numbered: list[tuple[int, str]]) -> None:
    seen: set[str] = set()
    for number, value in numbered:
        if value.casefold() in seen:
            raise InputError(
                f"{path.name} has the same {name} twice",
                where=f"{shown(path)}, row {number}, column '{name}'",
                do="give each row its own",
            )
        seen.add(value.casefold())


def parse_day(text: str) -> date:
    """The day of a text, day first or ISO; a ValueError where it is neither.

    >>> parse_day("3/4/2025"), parse_day("2025-04-03")
    (datetime.date(2025, 4, 3), datetime.date(2025, 4, 3))
    """
    day = read_date(text).day_first
    if day is None:
        raise ValueError("is not a date: write 16/09/2025 or 2025-09-16")
    return day


def _parse_text(text: str, rule: dict[str, Any], cells: dict[str, str]) -> str:
    return text


def _parse_link(text: str, rule: dict[str, Any], cells: dict[str, str]) -> str:
    if text and not is_safe_link(text):
        raise ValueError("is no link: it begins with https://, http:// or mailto: and holds no space")
    return text


def _parse_day(text: str, rule: dict[str, Any], cells: dict[str, str]) -> date | None:
    return parse_day(text) if text else None


def _parse_month(text: str, rule: dict[str, Any], cells: dict[str, str]) -> date:
    written = f"{text}-01" if _NUMBERED_MONTH.fullmatch(text) else f"1 {text}"
    month = read_date(written).day_first or read_date(text).day_first
    if month is None:
        raise ValueError("is not a month: write 2024-04 or April 2024")
    return month.replace(day=1)


def _parse_number(text: str, rule: dict[str, Any], cells: dict[str, str]) -> int | None:
    number = _whole(text)
    if number is not None and "at_most" in rule and number > (_whole(cells[rule["at_most"]]) or 0):
        raise ValueError(f"is more than the {rule['at_most']}")
    return number


def _whole(text: str) -> int | None:
    plain = text.replace(",", "")
    if plain and not (plain.isascii() and plain.isdecimal()):
        raise ValueError("is not a whole number")
    return int(plain) if plain else None


def _parse_money(text: str, rule: dict[str, Any], cells: dict[str, str]) -> float | None:
    plain = text.removeprefix("£").replace(",", "").strip()
    if plain and not re.fullmatch(r"\d+(\.\d{1,2})?", plain):
        raise ValueError("is not an amount in pounds")
    return float(plain) if plain else None


def _parse_word(text: str, rule: dict[str, Any], cells: dict[str, str]) -> str:
    words = rule["words"][canonical_word(cells[rule["by"]])] if "by" in rule else rule["words"]
    said = rule.get("aliases", {}).get(canonical_word(text), canonical_word(text))
    if text and said not in words:
        raise ValueError(f"is none of: {', '.join(words)}")
    return said


def _parse_done(text: str, rule: dict[str, Any], cells: dict[str, str]) -> int:
    answer = text.lower()
    return int(answer in _YES or (answer not in _NO and parse_day(text) is not None))


def _parse_given(text: str, rule: dict[str, Any], cells: dict[str, str]) -> int:
    return int(text.lower() not in _NO)


_PARSE: dict[str, Callable[[str, dict[str, Any], dict[str, str]], Any]] = {
    "text": _parse_text,
    "link": _parse_link,
    "day": _parse_day,
    "month": _parse_month,
    "number": _parse_number,
    "money": _parse_money,
    "word": _parse_word,
    "done": _parse_done,
    "given": _parse_given,
}


def canonical_word(text: str) -> str:
    """A text as a canonical value is written: small letters, anything between words an underscore.

    >>> canonical_word("No maladministration"), canonical_word("in-progress")
    ('no_maladministration', 'in_progress')
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
