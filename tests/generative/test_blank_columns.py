"""A council records as little as it likes: a column blank throughout, or left out, is no fault of anybody."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Collection
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from conftest import SmallCouncil
from hypothesis import given
from hypothesis import strategies as st
from small_run import every_table

from complaint_analysis.chapters.report_metadata import metadata_of
from complaint_analysis.commands.terminal import checklist_lines, closing_lines
from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.records.dictionary import template_columns
from complaint_analysis.records.side_files import specification
from complaint_analysis.run.period_run import Run, both_years
from complaint_analysis.self_assessment.officer_lists import write_form_lists

EXAMPLES = hypothesis.settings.default.max_examples
YEAR = ReportingYear.parse("2024-25")
NEEDED = ("reference", "received")
FILLED = {
    "text": "words", "name": "A. Handler", "text_or_no": "a ramp", "date": "10/06/2024", "date_or_yes": "Yes", "date_or_words": "see notes",
    "flag": "No", "refused": "No", "money": "50",
}  # fmt: skip
OPTIONAL = [column for column in template_columns() if column.name not in NEEDED]
SERVICES = ("Council Housing", "Waste", "Council Housing", "Parking")
SIDE_FILLED = {
    "text": "words", "day": "10/06/2024", "link": "https://council.example/page", "number": "1", "money": "50",
    "month": "2024-06", "done": "yes", "given": "C-1",
}  # fmt: skip
BY_ROW = "service-requests-rows"
SIDE_OPTIONAL = [
    (name, column)
    for name, columns in specification().items()
    for column, rule in columns.items()
    if not rule.get("required") and not rule.get("needed")
]
HEAD = "provision,requirement,answer,evidence,commentary,action,owner_role,due,flagged"


def cell(column) -> str:
    return column.words[0] if column.words else FILLED[column.kind]


def export(*, left_out: tuple[str, ...] = (), blank: tuple[str, ...] = ()) -> str:
    """Four complaints that went through both stages, without the columns left out; some columns blank."""
    filled = {column.name: "" if column.name in blank else cell(column) for column in OPTIONAL}
    filled |= {"record_type": "complaint", "accepted": "Yes", "exclusion_reason": "", "withdrawn": ""}
    rows = [
        {"reference": f"C-{number}", "received": "03/06/2024", **filled}
        | ({"service": service} if "service" not in blank else {})
        for number, service in enumerate(SERVICES)
    ]
    kept = [name for name in rows[0] if name not in left_out]
    written = io.StringIO()
    table = csv.DictWriter(written, kept, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return written.getvalue()


def with_forms(council) -> None:
    for code in ("housing", "lgsco"):
        answers = "\n".join(f"{number},,Yes,Policy,We do it.,,,," for number in load_code(code).numbers)
        council.write(f"2024-25/self-assessment-{code}.csv", f"# occasion=annual\n{HEAD}\n{answers}\n")


def work_through(council, private) -> Run:
    """The run of all that is counted and held against the forms; a fault of the program raises here."""
    loaded = load_council(council.folder)
    run = Run(loaded, loaded.year(YEAR), YEAR.period, *both_years(loaded, YEAR))
    private.mkdir()
    write_form_lists(run, private)
    assert run.figures["records.kept"].value == len(SERVICES)
    return run


def draw_tables(run: Run) -> None:
    repr(list(every_table(run)))


@hypothesis.settings(max_examples=EXAMPLES // 5)
@given(st.dictionaries(st.sampled_from([column.name for column in OPTIONAL]), st.booleans(), min_size=1))
def test_columns_that_nobody_fills_are_no_fault(chosen: dict[str, bool]) -> None:
    """Any columns, each blank throughout or left out altogether."""
    with tempfile.TemporaryDirectory() as folder:
        council = SmallCouncil(Path(folder) / "council")
        with_forms(council)
        blank = tuple(name for name, is_blank in chosen.items() if is_blank)
        left_out = tuple(name for name, is_blank in chosen.items() if not is_blank)
        council.export(export(blank=blank, left_out=left_out))
        work_through(council, Path(folder) / "private")


@pytest.mark.parametrize("how", ["blank", "left_out"])
def test_an_export_may_hold_references_and_days_alone(council, tmp_path, how) -> None:
    with_forms(council)
    council.export(export(**{how: tuple(column.name for column in OPTIONAL)}))
    draw_tables(work_through(council, tmp_path / "private"))


def test_two_handlers_that_nobody_names_are_not_recorded(council, tmp_path) -> None:
    """HO 6.13, LGSCO 6.14: nothing is known of who considered stage 2, so it is no pass."""
    with_forms(council)
    council.export(export(blank=("stage1_handler", "stage2_handler")))
    work_through(council, tmp_path / "private")
    listed = (tmp_path / "private" / "evidence-checks-housing.csv").read_text(encoding="utf-8-sig")
    found = next(row for row in csv.DictReader(io.StringIO(listed)) if row["provision"] == "6.13")
    assert found["verdict"] == "records cannot show this"


def side_cell(column: str, rule: dict, row: int) -> str:
    """What a register of any kind may hold in a column, another in each row where they must differ."""
    if "by" in rule:
        return rule["words"]["housing"][row]
    if "words" in rule:
        return rule["words"][0]
    return f"{row + 1}" if rule.get("unique") else SIDE_FILLED[rule.get("kind", "text")]


def write_side_files(
    council,
    year: str,
    blank: Collection[tuple[str, str]] = (),
    left_out: Collection[tuple[str, str]] = (),
    empty: Collection[str] = (),
) -> None:
    """Every side file with two rows, or none; some columns blank throughout, others left out."""
    for name, columns in specification().items():
        kept = [column for column in columns if (name, column) not in left_out]
        rows = [
            ["" if (name, column) in blank else side_cell(column, columns[column], row) for column in kept]
            for row in range(0 if name in empty else 2)
        ]
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows([kept, *rows])
        in_rows = name == BY_ROW
        if in_rows != (year == YEAR.name) or not name.startswith("service-requests"):
            file = "service-requests" if name.startswith("service-requests") else name
            council.write(f"{year}/{file}.csv", written.getvalue())


def read_through(council, private, *, forms: bool) -> None:
    """All that is counted, printed and said of two years with their side files."""
    if forms:
        with_forms(council)
        council.write("2023-24/self-assessment-housing.csv", f"{HEAD}\n1.2,,No,,,Mend it,,,\n")
    council.export(export()).year("2023-24", "extracted_on = 2024-05-30")
    run = work_through(council, private)
    draw_tables(run)
    metadata = metadata_of(run)
    assert [*closing_lines(metadata), *checklist_lines(metadata, date(2025, 6, 1))]
    assert metadata.statements()
    assert metadata.variables()


@pytest.mark.parametrize("forms", [True, False], ids=["with forms", "without forms"])
@pytest.mark.parametrize("how", ["blank", "left_out"])
def test_side_files_may_hold_what_they_must_alone(council, tmp_path, how, forms) -> None:
    for year in ("2023-24", "2024-25"):
        write_side_files(council, year, **{how: SIDE_OPTIONAL})
    read_through(council, tmp_path / "private", forms=forms)


@pytest.mark.parametrize("years", [("2024-25",), ("2023-24",), ("2023-24", "2024-25")])
def test_side_files_may_hold_a_header_alone(council, tmp_path, years) -> None:
    for year in ("2023-24", "2024-25"):
        write_side_files(council, year, empty=specification() if year in years else ())
    read_through(council, tmp_path / "private", forms=False)


@hypothesis.settings(max_examples=EXAMPLES // 10)
@given(st.dictionaries(st.sampled_from(SIDE_OPTIONAL), st.booleans(), min_size=1), st.booleans())
def test_columns_of_side_files_that_nobody_fills_are_no_fault(chosen, forms: bool) -> None:
    """Any columns of any side files, each blank throughout or left out, this year or in both."""
    with tempfile.TemporaryDirectory() as folder:
        council = SmallCouncil(Path(folder) / "council")
        blank = [place for place, is_blank in chosen.items() if is_blank]
        left_out = [place for place, is_blank in chosen.items() if not is_blank]
        write_side_files(council, "2024-25", blank, left_out)
        write_side_files(council, "2023-24", left_out, ())
        read_through(council, Path(folder) / "private", forms=forms)
