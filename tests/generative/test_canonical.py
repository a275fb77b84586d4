"""A form written as canonical CSV reads back the same, whatever its cells hold."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from complaint_analysis.codes.catalogue import load_code
from complaint_analysis.self_assessment.answers import read_answer
from complaint_analysis.self_assessment.assembling import tidy
from complaint_analysis.self_assessment.canonical import write_form
from complaint_analysis.self_assessment.form import Form, Occasion, Row
from complaint_analysis.self_assessment.reading import read_form

TEXT = st.text(alphabet="abc 1.,;\"'\n|#=<>–é£", max_size=40).map(tidy)
LINE = TEXT.map(lambda text: " ".join(text.split()))
ANSWER = st.sampled_from(["Yes", "No.", "Partial", "", "Yes, with further development", "See above"])


ROWS = st.builds(
    Row,
    number=st.just("1.1"),
    requirement=TEXT,
    answer_as_written=ANSWER,
    beside_answer=LINE,
    evidence=TEXT,
    commentary=TEXT,
    action=TEXT,
    owner_role=TEXT,
    due=TEXT,
    flagged=st.booleans(),
    other=st.sampled_from([(), (("RAG rating", "Amber"),)]),
)


def as_read(row: Row, number: str) -> Row:
    """The row with the answer that its words mean; without an answer there is nothing beside it."""
    beside = row.beside_answer if row.answer_as_written else ""
    answer = read_answer(row.answer_as_written) or "blank"
    return replace(row, number=number, answer=answer, beside_answer=beside)


@settings(max_examples=30, deadline=None)
@given(st.lists(ROWS, min_size=73, max_size=73))
def test_reads_back_the_same(rows: list[Row]) -> None:
    numbered = zip(load_code("lgsco").numbers, rows, strict=True)
    occasion = Occasion(occasion="restructure", approved_by="Cabinet", approved_on="2025-06-10")
    form = Form("lgsco", tuple(as_read(row, number) for number, row in numbered), occasion=occasion)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "self-assessment-lgsco.csv"
        write_form(form, path)
        again = read_form(path, "lgsco")
    assert again.rows == form.rows
    assert again.occasion == occasion
    assert again.answers == form.answers


def test_a_short_form_reads_back_the_same(tmp_path: Path) -> None:
    numbers = ["1", "2", "3", "4", "5", "6 stage 1", "6 stage 2", "7", "8", "9"]
    rows = tuple(Row(number, "A title", "yes", "Yes", commentary="As told.") for number in numbers)
    form = Form("lgsco", rows, by_section=True)
    write_form(form, tmp_path / "self-assessment-lgsco.csv")
    again = read_form(tmp_path / "self-assessment-lgsco.csv", "lgsco")
    assert (again.rows, again.by_section, again.problems) == (rows, True, ())
