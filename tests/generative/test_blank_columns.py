"""A council records as little as it likes: a column blank throughout, or left out, is no fault of anybody."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import hypothesis
import pytest
from conftest import SmallCouncil
from hypothesis import given
from hypothesis import strategies as st
from small_run import every_table

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.records.dictionary import template_columns
from complaint_analysis.run.period_run import Run, both_years
from complaint_analysis.self_assessment.officer_lists import write_form_lists

EXAMPLES = hypothesis.settings.default.max_examples
YEAR = ReportingYear.parse("2024-25")
NEEDED = ("reference", "received")
FILLED = {
    "text": "words", "name": "A. Handler", "text_or_no": "a ramp", "date": "10/06/2024", "date_or_yes": "Yes",
    "flag": "No", "refused": "No", "money": "50",
}  # fmt: skip
OPTIONAL = [column for column in template_columns() if column.name not in NEEDED]
SERVICES = ("Council Housing", "Waste", "Council Housing", "Parking")
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
