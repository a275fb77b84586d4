"""Quality checks (HO and LGSCO 9.1, 9.8): whom the sample can hit, and what completed sheets say."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from complaint_analysis.chapters import commentary, figures, tables
from complaint_analysis.cli import app
from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.sample import Wish, make_sample
from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.oversight import quality_checks
from complaint_analysis.oversight.quality_checks import population, questions, questions_ids, read_sheets
from complaint_analysis.run.period_run import Run, both_years

YEAR = ReportingYear(2024)
Q2 = YEAR.quarter(2)
HEADER = "Reference,Date received,Service,Accepted,Stage 1 responded,Stage 1 outcome,Stage 2 requested,Stage 2 responded\n"
ROWS = {
    "answered in the quarter": "C-1,01/06/2024,Council Housing,Yes,05/07/2024,Upheld,,",
    "answered before it": "C-2,01/06/2024,Council Housing,Yes,14/06/2024,Upheld,,",
    "answered after it": "C-3,20/09/2024,Council Housing,Yes,04/10/2024,Upheld,,",
    "answered at stage 2 in it": "C-4,01/05/2024,Planning,Yes,14/05/2024,Upheld,01/07/2024,20/07/2024",
    "answered twice in it": "C-5,01/07/2024,Planning,Yes,10/07/2024,Upheld,01/08/2024,20/08/2024",
    "refused": "C-6,01/07/2024,Planning,No,10/07/2024,,,",
    "under neither Code": "C-7,01/07/2024,Adult Social Care,Yes,10/07/2024,Upheld,,",
    "not answered": "C-8,01/07/2024,Planning,Yes,,,,",
}


@pytest.fixture
def filled(council):
    return council.export(HEADER + "\n".join(ROWS.values()))


@pytest.fixture
def job(filled, tmp_path):
    return Job(YEAR, filled.folder, tmp_path / "output", quarter=2)


def run_of(council, period=Q2, scope="both"):
    loaded = load_council(council.folder)
    return Run(loaded, loaded.year(YEAR), period, *both_years(loaded, YEAR), scope=scope)


def cases(council, *regimes: str, by: str = "service", as_at: date = date(2025, 5, 30)):
    found = population(council.records().table, Q2, as_at, regimes or ("housing", "lgsco"), by)
    return found.set_index("reference")


def test_the_sample_is_of_accepted_complaints_answered_in_the_quarter(filled):
    assert list(cases(filled).index) == ["C-1", "C-4", "C-5"]


def test_a_case_is_there_once_with_its_later_answer(filled):
    row = cases(filled).loc["C-5"]
    assert (row["stage"], row["answered_on"]) == ("stage 2", date(2024, 8, 20))


def test_every_answer_is_in_the_sample_of_one_quarter(filled):
    """A late answer is checked too: what counts is when it was given, not when the complaint came."""
    table = filled.records().table
    quarters = [
        population(table, each, date(2025, 5, 30), ("housing", "lgsco"), "none") for each in YEAR.quarters
    ]
    assert [len(each) for each in quarters] == [2, 3, 1, 0]


def test_a_report_on_one_code_samples_its_own_cases(filled):
    assert list(cases(filled, "housing").index) == ["C-1"]


def test_an_unknown_stratum_is_told(filled):
    with pytest.raises(UsageError, match="officer"):
        cases(filled, by="officer")


def drawn(job: Job, **wish) -> Path:
    return make_sample(job, Wish(**{"size": 2, "by": "service", **wish}), Progress())


def test_the_sample_lies_in_private_with_its_record_and_a_question_a_column(job):
    sheet = drawn(job, seed=5)
    assert sheet == job.private / "quality-q2.csv"
    header = sheet.read_text("utf-8-sig").splitlines()[0]
    assert [name in header for name in questions_ids()] == [True] * len(questions())
    record = sheet.with_suffix(".toml").read_text("utf-8")
    for line in (
        'period = "Q2 2024-25"',
        "seed = 5",
        "size = 2",
        'by = "service"',
        "drawn_from = 3",
        "as_at = 2025-05-30",
    ):
        assert line in record


def test_anyone_draws_the_same_cases_again_and_nobody_draws_others_in_their_place(job):
    first = drawn(job).read_bytes()
    assert drawn(job).read_bytes() == first
    with pytest.raises(UsageError, match="drawn already"):
        drawn(job, seed=999_999_999)
    with pytest.raises(UsageError, match="drawn already"):
        drawn(job, size=3)


def test_a_sheet_that_is_being_filled_in_stays_as_it_is(job):
    sheet = drawn(job)
    sheet.write_text(sheet.read_text("utf-8-sig").replace(",,", ",yes,", 1), encoding="utf-8")
    begun = sheet.read_bytes()
    assert drawn(job).read_bytes() == begun


def test_a_quarter_without_an_answer_has_no_sample(job):
    with pytest.raises(UsageError, match="no answered complaint"):
        make_sample(Job(YEAR, job.data, job.out, quarter=4), Wish(2, "service"), Progress())


def complete(job: Job, answer: str = "yes", **answers: str) -> None:
    """The sheet filled in with one answer throughout, or others by question, and kept in the year's folder."""
    sheet = drawn(job, size=3, seed=5)
    header, *rows = sheet.read_text("utf-8-sig").splitlines()
    blanks = "," * (len(questions()) + 1)
    filled = "".join(f",{answers.get(id, answer)}" for id in questions_ids()) + ","
    kept = job.data / "2024-25" / sheet.name
    kept.write_text("\n".join([header, *(row.removesuffix(blanks) + filled for row in rows)]) + "\n", "utf-8")
    kept.with_suffix(".toml").write_bytes(sheet.with_suffix(".toml").read_bytes())


def test_completed_sheets_are_totalled_question_by_question(job, filled):
    complete(job, "Yes", remedy="N/A", next="no")
    run = run_of(filled)
    rows = {
        (row["code"], row["question"].split(" (")[0]): row
        for row in tables.quality_checks(run).frame.to_dict("records")
    }
    first = rows["Other services", "We said what we took the complaint to be and what outcome was wanted"]
    assert (first["yes"], first["no"], first["share"]) == (2, 0, "2 of 2")
    assert first["question"].endswith("(LGSCO 5.4)")
    remedy = rows["Housing", "The remedy matches what the fault meant for the person"]
    assert (remedy["not_applicable"], remedy["share"]) == (1, "[z]")
    assert rows["Other services", "We said how to go to stage 2, or to the Ombudsman"]["no"] == 2
    assert commentary.quality(run) == (
        "Of the 3 complaints that we answered in Q2 2024-25, 3 were drawn at random. We checked all of them. Seed 5 "
        "draws the same cases from the records again."
    )


def test_the_sheets_of_a_quarter_stand_in_its_report_and_in_the_years(job, filled):
    complete(job)
    assert len(tables.quality_checks(run_of(filled, YEAR.quarter(1))).frame) == 0
    assert len(tables.quality_checks(run_of(filled, YEAR.period)).frame) == 2 * len(questions())


def numbers(table, column):
    """What is shown as a number, without what is withheld."""
    return pd.to_numeric(table.frame[column], errors="coerce")


def test_small_numbers_of_peoples_needs_are_withheld_in_the_checks_too():
    """Two of 41 say no: as the number checked is known, those that say yes are withheld as well."""
    ids = questions_ids()
    answers = pd.DataFrame({id: ["yes"] * 9 + ["no"] * 2 + ["not_applicable"] * 30 for id in ids})
    answers["reference"] = [f"C{number}" for number in range(41)]
    sheets = [SimpleNamespace(checked=answers)]
    year, quarter = (
        quality_checks.quality_checks({"housing": sheets}, "2024-25", 5, quarter=each).frame
        for each in (False, True)
    )
    place = ids.index("adjustments")
    assert year.iloc[place].tolist()[2:] == ["[c]", "[c]", 30, 0, "[c]"]
    assert set(quarter.iloc[place].tolist()[2:]) == {"[c]"}
    assert year.iloc[place - 1].tolist()[2:] == [9, 2, 30, 0, "81.8%"]


def test_the_two_scopes_show_the_same_checks_as_both(job, filled):
    complete(job)
    both = tables.quality_checks(run_of(filled)).frame
    apart = [tables.quality_checks(run_of(filled, scope=scope)).frame for scope in ("housing", "lgsco")]
    assert pd.concat(apart, ignore_index=True).equals(both)
    counted = [
        {figure.id: figure.value for figure in figures.quality(run_of(filled, scope=scope))}
        for scope in ("housing", "lgsco", "both")
    ]
    assert counted[0] | counted[1] == counted[2]
    assert counted[2] == {
        "quality.housing.drawn": 1,
        "quality.housing.checked": 1,
        "quality.lgsco.drawn": 2,
        "quality.lgsco.checked": 2,
    }
    assert "of this Code" in commentary.quality(run_of(filled, scope="housing"))


def test_how_few_people_needed_an_adjustment_is_withheld(job, filled):
    """Nobody is to be recognised: all that the numbers could be worked out from is withheld with them."""
    complete(job, "yes")
    of_code = tables.quality_checks(run_of(filled, scope="lgsco")).frame.set_index("question")
    row = next(row for question, row in of_code.iterrows() if question.startswith("Adjustments"))
    assert set(row.drop("code")) == {"[c]"}
    assert (of_code["yes"] == 2).sum() == len(questions()) - 1


def test_a_sheet_of_one_code_records_nothing_of_the_other(job, filled):
    """Unknown is not none: the corporate half drew no sample, and a sample of both without a case has 0."""
    complete(replace(job, scope="housing"))
    status = {figure.id: (figure.status, figure.value) for figure in figures.quality(run_of(filled))}
    assert status["quality.housing.drawn"] == ("ok", 1)
    assert status["quality.lgsco.drawn"] == ("not_recorded", None)
    sheet = job.data / "2024-25" / "quality-q2-housing.csv"
    for path in (sheet, sheet.with_suffix(".toml")):
        path.rename(path.with_name(path.name.replace("-housing", "")))
    record = job.data / "2024-25" / "quality-q2.toml"
    record.write_text(record.read_text("utf-8").replace('"housing"', '"both"'), "utf-8")
    status = {figure.id: figure.value for figure in figures.quality(run_of(filled))}
    assert status["quality.lgsco.drawn"] == 0


def test_a_case_that_was_not_drawn_is_told(job, filled):
    complete(job)
    sheet = job.data / "2024-25" / "quality-q2.csv"
    sheet.write_text(sheet.read_text("utf-8").replace("C-1,", "C-2,"), "utf-8")
    assert "seed 5 draws 2 of the 3 again" in commentary.quality(run_of(filled))


def test_what_nobody_answered_is_counted_as_not_answered_and_never_as_a_pass(job, filled):
    complete(job, "", points="yes")
    blank = numbers(tables.quality_checks(run_of(filled)), "blank").tolist()
    assert (blank.count(1), blank.count(2)) == (len(questions()) - 2, len(questions()) - 2)
    complete(job, "")
    assert tables.quality_checks(run_of(filled)).frame.empty
    assert "We checked none yet." in commentary.quality(run_of(filled))


def test_without_a_sheet_it_is_said_and_the_figures_are_not_recorded(filled):
    run = run_of(filled)
    assert commentary.quality(run) == "The quality of our answers was not checked in this period."
    assert {figure.status for figure in figures.quality(run)} == {"not_recorded"}


def test_a_wrong_cell_and_a_sheet_without_its_record_are_told_by_place(job):
    complete(job, "perhaps")
    with pytest.raises(InputError, match="no answer") as caught:
        read_sheets(job.data / "2024-25")
    assert "row 2, column 'understood'" in "\n".join(caught.value.lines())
    (job.data / "2024-25" / "quality-q2.toml").unlink()
    with pytest.raises(InputError, match="no record"):
        read_sheets(job.data / "2024-25")


@pytest.mark.parametrize("code", ["housing", "lgsco"])
def test_every_question_names_provisions_of_both_codes(code):
    numbers = set(load_code(code).numbers)
    named = {number for question in questions() for number in question[code].split(", ")}
    assert named <= numbers


def test_the_program_knows_the_command():
    assert {"sample", "quarter"} <= {command.callback.__name__ for command in app.registered_commands}
