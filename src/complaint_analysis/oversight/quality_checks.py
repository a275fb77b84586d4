"""Quality checks: which cases a sample is drawn from, the sheet to fill in, and what the filled-in ones say.

A check looks past the single complaint for what can be learned (HO and LGSCO 9.1), and at how far staff keep
to what is asked of all who handle complaints (HO and LGSCO 9.8).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import numpy as np
import pandas as pd
from pydantic import Field

from complaint_analysis.council.codes.regimes import NAME, REGIMES
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.periods import Period, ReportingYear
from complaint_analysis.council.settings import Day, Settings, read_settings, shown
from complaint_analysis.council.text_files import csv_rows, read_text
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.measures.disclosure_control import suppress
from complaint_analysis.measures.figure import Figure, count_of_file, every, print_figure, rate
from complaint_analysis.measures.measure import figures_of_module, measure, where_recorded
from complaint_analysis.measures.secret_chance import drawn_by
from complaint_analysis.oversight.quality_sampling import draw
from complaint_analysis.printing.formula_injection import inert
from complaint_analysis.printing.numbers import print_count, print_number_of
from complaint_analysis.printing.table import NOT_APPLICABLE, SUPPRESSED, Column, Table
from complaint_analysis.records.clocks import answered, counted, stage_dates

STRATA = {"service": "service", "code": "regime", "category": "category", "stage": "stage", "none": ""}
"""What a sample can be spread over, by its name, and the column that holds it."""
CASE_COLUMNS = ("reference", "service", "stage", "answered_on")
COMMENT = "comment"
NOT_DRAWN = "The quality of our answers was not checked in this period."


class SampleDraw(Settings):
    """How a sample was drawn: all that is needed to draw it again, kept beside the sheet.

    It was drawn from so many cases (`drawn_from`) as the records stood on `as_at`; `period` is `Q2 2024-25`.
    """

    period: Annotated[str, Field(pattern=r"^Q[1-4] 20\d\d-\d\d$")]
    scope: str
    seed: int
    size: int
    by: str
    drawn_from: int
    as_at: Day
    drawn_on: Day

    @property
    def quarter(self) -> Period:
        return ReportingYear.parse(self.period[3:]).quarter(int(self.period[1]))


@dataclass(frozen=True)
class QualitySheet:
    """A sheet as it lies in the year's folder: how its cases were drawn, and a row a case with its answers.

    `answers` has `reference` and a column a question: `yes | no | not_applicable | blank`; in a report on
    one Code only that Code's cases. `size` is how many cases the whole sheet has.
    """

    drawn: SampleDraw
    answers: pd.DataFrame
    size: int

    @property
    def checked(self) -> pd.DataFrame:
        """The rows in which somebody answered something."""
        return self.answers[(self.answers[questions_ids()] != "blank").any(axis=1)]


@cache
def _content() -> dict[str, Any]:
    return own_toml(__package__, "quality_checks")


def questions() -> list[dict[str, Any]]:
    """The questions of the checklist in their order: `id`, `asks`, the clause of each Code, `of_people`."""
    return _content()["question"]


def questions_ids() -> list[str]:
    return [question["id"] for question in questions()]


def population(
    table: pd.DataFrame, period: Period, as_at: date, regimes: Collection[str], by: str
) -> pd.DataFrame:
    """The accepted complaints that had an answer in a period.

    Columns `reference, service, stage, answered_on, stratum`. A case answered at both stages is there once,
    with its later answer. An answer after `as_at` is none yet.
    """
    if by not in STRATA:
        raise UsageError(f"a sample cannot be spread by '{by}'", do=f"give one of {', '.join(STRATA)}")
    rows = table[counted(table) & table["regime"].isin(list(regimes))]
    last = min(period.end, as_at)
    found = [_answered(rows, stage, period.start, last) for stage in (2, 1)]
    cases = pd.concat(found).drop_duplicates("reference").sort_values("reference", ignore_index=True)
    stratum = cases[STRATA[by]].astype("str") if STRATA[by] else pd.Series("all", index=cases.index)
    return cases[list(CASE_COLUMNS)].assign(stratum=stratum.fillna("not recorded"))


def _answered(rows: pd.DataFrame, stage: int, first: date, last: date) -> pd.DataFrame:
    dates = stage_dates(rows, stage)
    within = (dates.responded >= np.datetime64(first)) & (dates.responded <= np.datetime64(last))
    cases = rows[answered(dates) & within]
    return cases.assign(stage=f"stage {stage}", answered_on=cases[f"stage{stage}_responded"].dt.date)


def sheet_rows(population: pd.DataFrame, references: Iterable[str]) -> pd.DataFrame:
    """The sheet to fill in: a row a case drawn, an empty column a question, and one for a comment."""
    cases = population[population["reference"].isin(list(references))][list(CASE_COLUMNS)]
    headings = [f"{question['id']}: {question['asks']}" for question in questions()]
    return cases.assign(**dict.fromkeys([*headings, COMMENT], "")).reset_index(drop=True)


def sheet_name(quarter: int, scope: str) -> str:
    """The name of a quarter's sheet without its suffix: `quality-q2`, `quality-q2-housing`."""
    return f"quality-q{quarter}" + ("" if scope == "both" else f"-{scope}")


def read_sheets(folder: Path, quarter: int = 0) -> list[QualitySheet]:
    """The sheets of a quarter in a year's folder, with quarter 0 those of the whole year.

    An InputError where a sheet has no record of how it was drawn, or a cell that is no answer.
    """
    names = [sheet_name(number, scope) for number in range(1, 5) for scope in ("both", *REGIMES)]
    wanted = [f"{name}.csv" for name in names if not quarter or f"-q{quarter}" in name]
    return [read_sheet(folder / name) for name in wanted if (folder / name).is_file()]


def read_sheet(path: Path) -> QualitySheet:
    """One sheet with the record beside it; see `read_sheets`."""
    record = path.with_suffix(".toml")
    if not record.is_file():
        raise InputError(
            "the sheet of a quality check has no record of how its cases were drawn",
            where=shown(path),
            do=f"put {record.name}, which `sample` wrote with it, beside it",
        )
    rows = csv_rows(read_text(path), where=shown(path))
    header = [heading.partition(":")[0].strip().lower() for heading in (rows[0] if rows else [])]
    missing = [name for name in ("reference", *questions_ids()) if name not in header]
    if missing:
        raise InputError(f"{path.name} misses the column '{missing[0]}'", where=f"{shown(path)}, row 1")
    numbered = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(map(str.strip, row))]
    answers = [_row(path, number, dict(zip(header, row, strict=False))) for number, row in numbered]
    columns = ["reference", *questions_ids()]
    frame = pd.DataFrame(answers, columns=columns, dtype=object)
    return QualitySheet(read_settings(record, SampleDraw), frame, len(frame))


def _row(path: Path, number: int, cells: Mapping[str, str]) -> dict[str, str]:
    given = {id: _answer(cells.get(id, "")) for id in questions_ids()}
    for id, answer in given.items():
        if answer is None:
            raise InputError(
                "the cell is no answer of the checklist",
                where=f"{shown(path)}, row {number}, column '{id}'",
                do="write yes, no or n/a, or leave it blank",
            )
    return {"reference": cells["reference"].strip(), **given}  # type: ignore[dict-item]


def _answer(text: str) -> str | None:
    said = " ".join(text.lower().split())
    if not said:
        return "blank"
    return next((answer for answer, words in _content()["answers"].items() if said in words), None)


def of_regimes(
    sheets: Iterable[QualitySheet], table: pd.DataFrame, regimes: Collection[str]
) -> list[QualitySheet]:
    """The sheets with the cases of the Codes in scope alone; a sheet without any is left out."""
    in_scope = set(table.loc[table["regime"].isin(list(regimes)), "reference"].map(_key))
    kept = [
        replace(each, answers=each.answers[each.answers["reference"].map(_key).isin(in_scope)])
        for each in sheets
    ]
    return [each for each in kept if len(each.answers)]


def _key(reference: str) -> str:
    return str(inert(reference)).strip().casefold()


def drawn_again(sheet: QualitySheet, table: pd.DataFrame) -> int:
    """How many of the sheet's cases its seed draws from the records as they stand now."""
    drawn = sheet.drawn
    regimes = REGIMES if drawn.scope == "both" else (drawn.scope,)
    known = population(table, drawn.quarter, drawn.as_at, regimes, drawn.by)
    again = {_key(reference) for reference in draw(known, sheet.drawn.size, sheet.drawn.seed)}
    return sum(_key(reference) in again for reference in sheet.answers["reference"])


def by_code(
    sheets: Iterable[QualitySheet], table: pd.DataFrame, regimes: Iterable[str]
) -> dict[str, list[QualitySheet] | None]:
    """The sheets with each Code's cases alone, by Code in scope; None where none was drawn for the Code."""
    there = list(sheets)
    drawn = {regime: [each for each in there if each.drawn.scope in ("both", regime)] for regime in regimes}
    return {regime: of_regimes(own, table, [regime]) if own else None for regime, own in drawn.items()}


class CodeSheets(NamedTuple):
    """The sheets with the cases of one Code; None where none was drawn for it."""

    regime: str
    sheets: Collection[QualitySheet] | None


def figures(of_codes: Mapping[str, Collection[QualitySheet] | None]) -> list[Figure]:
    """The figures `quality.*` of each Code: cases drawn and cases checked; not recorded without a sheet."""
    return [
        figure
        for regime, sheets in of_codes.items()
        for figure in figures_of_module(__name__, CodeSheets(regime, sheets))
    ]


@measure
def complaints_drawn(of: CodeSheets) -> Iterator[Figure]:
    """Complaints drawn at random for a quality check."""
    rows, _ = _cases(of.sheets or ())
    figure = count_of_file(f"quality.{of.regime}.drawn", rows, every(rows), "complaints")
    yield from where_recorded(of.sheets is not None, [figure])


@measure
def complaints_checked(of: CodeSheets) -> Iterator[Figure]:
    """Of those drawn, complaints that were checked."""
    figure = count_of_file(f"quality.{of.regime}.checked", *_cases(of.sheets or ()), "complaints")
    yield from where_recorded(of.sheets is not None, [figure])


def _cases(sheets: Iterable[QualitySheet]) -> tuple[pd.DataFrame, pd.Series]:
    """The cases drawn, by `reference` and `period`, and which of them were checked."""
    named = [
        pd.DataFrame({"reference": each.answers["reference"], "period": each.drawn.period}) for each in sheets
    ]
    checked = [each.answers.index.isin(each.checked.index) for each in sheets]
    rows = pd.concat([pd.DataFrame(columns=["reference", "period"]), *named], ignore_index=True)
    return rows, pd.Series(np.concatenate([[], *checked]).astype(bool), index=rows.index)


def quality_checks(
    of_codes: Mapping[str, Collection[QualitySheet] | None], label: str, threshold: int, *, quarter: bool
) -> Table:
    """The answers to each question over the cases checked, Code by Code; no rows where none was.

    Of a question on people's needs small numbers are withheld, and in a quarter all.
    """
    columns = (
        Column("question", "What was checked"),
        Column("code", "Code"),
        *(Column(answer, heading, "count") for answer, heading in _content()["answers_printed"].items()),
        Column("share", "Share yes", "printed"),
    )
    asked = [row for regime, sheets in of_codes.items() if sheets for row in _of_code(regime, sheets)]
    rows = [
        row
        if drawn is None
        else _withheld(row, None if quarter else suppress(_counts(row), threshold, drawn))
        for row, drawn in asked
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns], dtype=object)
    notes = ("The share is of the cases to which the question applies and was answered.",)
    return Table("quality-checks", f"Quality checks of our answers, {label}", frame, columns, notes)


def _of_code(
    regime: str, sheets: Collection[QualitySheet]
) -> Iterator[tuple[dict[str, Any], pd.Series | None]]:
    """The totals of each question, and for one on people's needs what is drawn from each answer's cases."""
    checked = pd.concat([sheet.checked for sheet in sheets])
    name = {"housing": "HO", "lgsco": "LGSCO"}[regime]
    for question in questions() if len(checked) else []:
        asked = f"{question['asks']} ({name} {question[regime]})"
        row = {
            "question": asked,
            "code": NAME[regime],
            **_totals(checked[question["id"]]),
        }
        of_people = question.get("of_people", False)
        yield row, _drawn(checked, question["id"]) if of_people else None


def _totals(answers: pd.Series) -> dict[str, Any]:
    counts = {answer: int((answers == answer).sum()) for answer in _content()["answers_printed"]}
    share = rate("", counts["yes"], counts["yes"] + counts["no"], "per_cent")
    return {**counts, "share": NOT_APPLICABLE if share.value is None else print_figure(share)}


def _counts(row: Mapping[str, Any]) -> pd.Series:
    return pd.Series({answer: row[answer] for answer in _content()["answers_printed"]})


def _drawn(checked: pd.DataFrame, question: str) -> pd.Series:
    return drawn_by(checked["reference"], checked[question]).reindex([*_content()["answers_printed"]])


def _withheld(row: dict[str, Any], shown: pd.Series | None) -> dict[str, Any]:
    """A question's row without what points to people; the cases checked are its total, and known."""
    cells = dict.fromkeys(_counts(row).index, SUPPRESSED) if shown is None else shown.to_dict()
    hides_share = SUPPRESSED in (cells["yes"], cells["no"])
    return row | cells | ({"share": SUPPRESSED} if hides_share else {})


def say_quality(sheets: Collection[QualitySheet], again: Collection[int]) -> str:
    """How many cases were drawn from how many and checked, with each seed and whether it draws them again.

    `again` holds, sheet by sheet, how many of its cases are drawn again.
    """
    if not sheets:
        return NOT_DRAWN
    return " ".join(_say_of_sheet(sheet, same) for sheet, same in zip(sheets, again, strict=True))


def _say_of_sheet(sheet: QualitySheet, again: int) -> str:
    size, checked = len(sheet.answers), len(sheet.checked)
    done = "all of them" if checked == size else f"{print_count(checked)} of them" if checked else "none yet"
    drawn = f"{_say_drawn(sheet)} We checked {done}."
    if again == size:
        return f"{drawn} Seed {sheet.drawn.seed} draws the same cases from the records again."
    return (
        f"{drawn} From the records as they stand now seed {sheet.drawn.seed} draws "
        f"{print_count(again)} of the {print_count(size)} again."
    )


def _say_drawn(sheet: QualitySheet) -> str:
    number, period = len(sheet.answers), sheet.drawn.period
    were = "was" if number == 1 else "were"
    if number < sheet.size:
        of_all = print_number_of(sheet.size, "complaint")
        return f"Of a random sample of {of_all} that we answered in {period}, {number} {were} of this Code."
    answers = print_number_of(sheet.drawn.drawn_from, "complaint")
    return f"Of the {answers} that we answered in {period}, {print_count(number)} {were} drawn at random."
