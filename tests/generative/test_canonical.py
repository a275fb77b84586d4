"""A form written as CSV, Word or a workbook reads back the same, whatever its cells hold."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.self_assessment.canonical_csv import write_form
from complaint_analysis.self_assessment.exporting import blank_form, export_form
from complaint_analysis.self_assessment.form import Form, Occasion, Row
from complaint_analysis.self_assessment.reading.answers import read_answer
from complaint_analysis.self_assessment.reading.form_file import read_form
from complaint_analysis.self_assessment.reading.lines import tidy

TEXT = st.text(alphabet="abc 1.,;\"'\n|#=<>–é£☐✓", max_size=40).map(tidy)
LINE = TEXT.map(lambda text: " ".join(text.split()))
ANSWER = st.sampled_from(["Yes", "No.", "Partial", "", "Yes, with further development", "See above"])


ROWS = st.builds(
    Row,
    number=st.just("1.1"),
    requirement=TEXT,
    answer_as_written=ANSWER,
    beside_answer=LINE.filter(lambda text: "☐" not in text and "✓" not in text),
    evidence=TEXT,
    commentary=TEXT,
    action=TEXT,
    owner_role=TEXT,
    due=TEXT,
    flagged=st.booleans(),
    other=st.sampled_from([(), (("RAG rating", "Amber"),)]),
)
PLAIN = Row("1.1", answer_as_written="Yes", commentary="As told.")
OCCASIONS = st.builds(
    Occasion,
    occasion=st.sampled_from(["annual", "restructure", "ombudsman", "exceptional"]),
    assessed_on=st.one_of(st.none(), st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 1, 1))),
    completed_by_role=st.sampled_from(["", "Customer Relations Manager"]),
    approved_by=st.sampled_from(["", "Cabinet"]),
    approved_on=st.one_of(st.none(), st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 1, 1))),
)


def as_read(row: Row, number: str) -> Row:
    """The row with the answer that its words mean; without an answer there is nothing beside it."""
    beside = row.beside_answer if row.answer_as_written else ""
    answer = read_answer(row.answer_as_written) or "blank"
    return replace(row, number=number, answer=answer, beside_answer=beside)


@st.composite
def forms(draw) -> Form:
    """A whole form of either Code, of which some rows hold anything and the others are plain."""
    code = draw(st.sampled_from(["housing", "lgsco"]))
    rows = dict(enumerate(draw(st.lists(ROWS, max_size=4))))
    first = draw(st.integers(0, 60))
    numbers = load_code(code).numbers
    filled = (as_read(rows.get(place - first, PLAIN), number) for place, number in enumerate(numbers))
    return Form(code, tuple(filled), occasion=draw(OCCASIONS))


def write(form: Form, path: Path) -> None:
    if path.suffix == ".csv":
        write_form(form, path)
    else:
        export_form(form, path)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
def test_reads_back_the_same(kind: str) -> None:
    @settings(max_examples=6 if kind == "docx" else 15, deadline=None)
    @given(forms())
    def round_trip(form: Form) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"self-assessment-{form.code}.{kind}"
            write(form, path)
            again = read_form(path, form.code)
        assert again.rows == form.rows
        assert again.occasion == form.occasion
        assert again.answers == form.answers

    round_trip()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
def test_a_short_form_reads_back_the_same(tmp_path: Path, kind: str) -> None:
    numbers = ["1", "2", "3", "4", "5", "6 stage 1", "6 stage 2", "7", "8", "9"]
    rows = tuple(Row(number, "A title", "yes", "Yes", commentary="As told.") for number in numbers)
    form = Form("lgsco", rows, by_section=True)
    path = tmp_path / f"self-assessment-lgsco.{kind}"
    write(form, path)
    again = read_form(path, "lgsco")
    assert (again.rows, again.by_section, again.problems) == (rows, True, ())


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_blank_form_is_one_to_fill_in(tmp_path: Path, kind: str) -> None:
    like = Form("housing", (Row("1.2", "The official words.", "no"),))
    export_form(blank_form("housing", like), tmp_path / f"form.{kind}")
    again = read_form(tmp_path / f"form.{kind}", "housing")
    assert set(again.answers.values()) == {"blank"}
    assert again.rows_of("1.2")[0] == Row("1.2", "The official words.")
    assert [row.number for row in again.rows] == list(load_code("housing").numbers)
