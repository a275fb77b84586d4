"""Which subject an officer's theme names, which wording is approved, and what still tells who a person is."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from complaint_analysis.chapters.commentary.theme_subjects import by_subject, named_subjects
from complaint_analysis.commands.written_inputs import refuse_personal_wordings
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.oversight import approved_wording
from complaint_analysis.run.period_run import Run

YEAR = ReportingYear.parse("2024-25")


@pytest.mark.parametrize(
    ("code", "theme", "named"),
    [
        ("housing", "Damp and mould", [("housing", "property_condition")]),
        ("housing", "property_condition", [("housing", "property_condition")]),
        ("housing", "Repairs that come back", [("housing", "property_condition")]),
        ("lgsco", "Council tax after a death", [("lgsco", "benefits_and_tax")]),
        ("both", "Parking", [("housing", "estate_management"), ("lgsco", "highways_and_transport")]),
        (
            "lgsco",
            "Missed bins and parking",
            [("lgsco", "environment_and_regulation"), ("lgsco", "highways_and_transport")],
        ),
        ("housing", "Information for people who wait", []),
        ("both", "Answering on time", []),
        ("housing", "Other", [("housing", "other")]),
        ("housing", "Some other thing", []),
    ],
)
def test_a_theme_is_of_the_subjects_that_its_words_name(code, theme, named):
    assert named_subjects(code, theme) == named


def test_a_council_s_own_word_for_a_category_names_it():
    own = {"Warm homes": "property_condition"}
    assert named_subjects("both", "warm homes", own) == [("housing", "property_condition")]


def test_rows_are_sorted_by_subject_and_none_is_lost():
    rows = [{"code": "housing", "theme": theme} for theme in ("Repairs", "Rent and repairs", "Recording")]
    found = by_subject(rows)
    assert found.of[("housing", "property_condition")] == rows[:2]
    assert found.of[("housing", "charges")] == [rows[1]]
    assert found.of_none == [rows[2]]


def wordings(*rows):
    return pd.DataFrame(
        rows, columns=["code", "theme", "wording", "approved_by", "approved_on"], dtype=object
    )


DAY = date(2025, 6, 12)
APPROVED = ("housing", "Repairs", "Nobody came.", "Complaints Officer", DAY)


@pytest.mark.parametrize(
    ("by", "on"),
    [
        ("", DAY),
        ("Complaints Officer", None),
        ("", None),
        ("no", DAY),
        ("Pending", DAY),
        ("TBC", DAY),
        ("n/a", DAY),
    ],
)
def test_wording_that_nobody_approved_is_not_printed_and_counted(by, on):
    table = wordings(APPROVED, ("housing", "Repairs", "Not yet read.", by, on))
    assert approved_wording.approved(table, ("housing",))["wording"].tolist() == ["Nobody came."]
    assert approved_wording.not_approved(table) == 1


def test_wording_of_a_code_out_of_scope_is_left_out():
    table = wordings(APPROVED, ("both", "Waiting", "I waited.", "Officer", DAY))
    assert approved_wording.approved(table, ("lgsco",))["wording"].tolist() == ["I waited."]


@pytest.mark.parametrize("table", [None, wordings()])
def test_without_a_file_there_is_nothing(table):
    assert approved_wording.approved(table, ("housing",)).empty
    assert approved_wording.not_approved(table) == 0
    assert approved_wording.still_personal(table, []) == []


@pytest.mark.parametrize(
    "text",
    ["Mrs Example never rang.", "I live at 14 Mill Lane.", "Ring 01632 960123.", "Born on 3 May 1961."],
)
def test_wording_that_tells_who_a_person_is_is_found_by_its_place(text):
    table = wordings(
        APPROVED, ("housing", "Repairs", text, "Officer", DAY), ("housing", "Repairs", text, "", None)
    )
    assert approved_wording.still_personal(table, []) == [2]


def test_what_an_officer_released_may_stand():
    table = wordings(("housing", "Repairs", "We wrote to Cllr A. Example.", "Officer", DAY))
    assert approved_wording.still_personal(table, []) == [1]
    assert approved_wording.still_personal(table, ["Cllr A. Example"]) == []


def test_a_wording_that_tells_who_a_person_is_stops_the_report_and_is_not_quoted(council, export):
    council.export(export({"Ref": "C-1", "Received": "01/05/2024", "Service": "Council Housing"}))
    header = "code,theme,wording,approved_by,approved_on"
    council.write("2024-25/examples.csv", f"{header}\nhousing,Repairs,Mrs Example rang.,Officer,12/06/2025\n")
    loaded = load_council(council.folder)
    run = Run(loaded, loaded.year(YEAR), YEAR.period, council.records(), None)
    with pytest.raises(PersonalDataStopped) as stopped:
        refuse_personal_wordings(run)
    assert "2024-25/examples.csv, wording 1" in str(stopped.value.where)
    assert "Example" not in f"{stopped.value} {stopped.value.where} {stopped.value.do}"
