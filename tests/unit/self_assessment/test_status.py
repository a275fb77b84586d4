"""Answers counted, gaps listed, two years compared."""

from datetime import date

import pandas as pd
import pytest

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.self_assessment.form import Answer, Form, Row
from complaint_analysis.self_assessment.status import (
    by_section,
    changed,
    changes_table,
    figures,
    gaps,
    say_changes,
    say_without_evidence,
    summary,
    without_evidence,
)


def form(code="housing", *, evidence: str = "Policy", **rows: Row) -> Form:
    """A form that says yes to all, but for the rows given as n6_3=Row(...)."""
    given = {name[1:].replace("_", "."): row for name, row in rows.items()}
    return Form(
        code,
        tuple(
            given.get(number, Row(number, answer="yes", evidence=evidence))
            for number in load_code(code).numbers
        ),
    )


NO = Row("6.3", answer="no", action="Do it", owner_role="Officer", due="2025-09-30")
PARTIAL = Row("5.9", answer="partial", action="Add a field", due="by the end of Q2")
BLANK = Row("9.6")


@pytest.mark.parametrize(("code", "total"), [("housing", 72), ("lgsco", 73)])
def test_figures(code: str, total: int) -> None:
    made = {figure.id: figure for figure in figures(code, form(code, n6_3=NO, n5_9=PARTIAL, n9_6=BLANK))}
    assert {name: figure.value for name, figure in made.items()} == {
        f"self_assessment.{code}.yes": total - 3,
        f"self_assessment.{code}.no": 1,
        f"self_assessment.{code}.partial": 1,
        f"self_assessment.{code}.blank": 1,
        f"self_assessment.{code}.total": total,
    }
    assert {(figure.unit, figure.status) for figure in made.values()} == {("provisions", "ok")}


def test_figures_without_a_form_are_not_recorded() -> None:
    made = figures("lgsco", None)
    assert len(made) == 5
    assert {(figure.value, figure.status) for figure in made} == {(None, "not_recorded")}


def test_a_provision_that_is_not_on_the_form_is_blank() -> None:
    short = Form("housing", form().rows[:-2])
    counted = {figure.id.split(".")[-1]: figure.value for figure in figures("housing", short)}
    assert (counted["yes"], counted["blank"], counted["total"]) == (70, 2, 72)


def test_summary_sets_both_codes_side_by_side() -> None:
    table = summary([form(n6_3=NO, n5_9=PARTIAL), form("lgsco", n9_6=BLANK)])
    assert table.name == "self-assessment-summary"
    printed = table.printed().to_numpy().tolist()
    assert len(printed) == 10
    assert printed[4] == ["5 The complaint handling process", "14 of 15", "11 of 11"]
    assert printed[5] == ["6 The two stages", "19 of 20", "22 of 22"]
    assert printed[9] == ["All", "70 of 72", "72 of 73"]
    assert list(summary([form("lgsco")]).frame) == ["section", "lgsco"]
    assert summary([]).frame.empty


def test_answers_by_section_add_up() -> None:
    table = by_section(form(n6_3=NO, n5_9=PARTIAL))
    assert (table.name, table.total, len(table.frame)) == ("self-assessment-summary-housing", True, 11)
    total = table.frame.iloc[-1]
    assert [total[key] for key in ("yes", "no", "partial", "blank", "total")] == [70, 1, 1, 0, 72]
    for key in ("yes", "no", "partial", "blank", "total"):
        assert table.frame[key].iloc[:-1].sum() == total[key]
    stage1 = table.frame.iloc[5]
    assert (stage1["section"], stage1["no"], stage1["total"]) == ("6 Complaint stages: stage 1", 1, 9)


def test_gaps_say_who_does_what_by_when() -> None:
    housing, lgsco = load_code("housing"), load_code("lgsco")
    printed = gaps([form(n6_3=NO, n5_9=PARTIAL), form("lgsco", n9_6=BLANK)]).printed()
    assert printed.to_numpy().tolist() == [
        [f"Housing Ombudsman 5.9: {housing['5.9'].wording}", "In part", "Add a field", "", "by the end of Q2",
         "Not confirmed yet"],
        [f"Housing Ombudsman 6.3: {housing['6.3'].wording}", "No", "Do it", "Officer", "30 September 2025",
         "Not confirmed yet"],
        [f"LGSCO 9.6: {lgsco['9.6'].wording}", "Not answered", "", "", "", ""],
    ]  # fmt: skip


def test_a_confirmed_action_says_what_will_be_done_and_how_it_stands() -> None:
    action = {"code": "housing", "provision": "6.3", "promise": "Do it well", "owner_role": "Head",
              "due": date(2025, 4, 30), "state": "Overdue"}  # fmt: skip
    later = action | {"promise": "Do more", "due": None, "state": "Open, no date set"}
    other = action | {"code": "lgsco"}
    printed = gaps([form(n6_3=NO)], pd.DataFrame([action, later, other], dtype=object)).printed()
    assert printed.to_numpy().tolist()[0][2:] == [
        "Do it well; Do more", "Head", "30 April 2025", "Overdue; Open, no date set",
    ]  # fmt: skip
    short = Form("housing", (Row("6 stage 1", answer="no"),), by_section=True)
    of_section = gaps([short], pd.DataFrame([action], dtype=object)).printed()
    assert "Do it well" in of_section["What we will do"].tolist()


def test_what_changed_since_last_year_in_a_table_and_a_sentence() -> None:
    last = form(n6_3=NO, n5_9=PARTIAL, n9_6=BLANK)
    this = form(n6_3=Row("6.3", answer="no", action="do it"), n5_10=Row("5.10", answer="partial"))
    printed = changes_table(this, last, "2023-24", "2024-25").printed()
    assert [cells[0].split()[0] for cells in printed.to_numpy()] == [
        "5.9",
        "5.10",
        "6.3",
        "9.6",
    ]
    assert printed.to_numpy()[2].tolist()[1:] == ["No", "No", "The same action is promised again"]
    assert (
        say_changes([(this, last)], "2023-24") == "3 answers changed since 2023-24: 2 to yes and 1 from yes."
    )
    assert say_changes([(this, this)], "2023-24") == "No answer changed since 2023-24."
    assert say_changes([], "2023-24") == ""
    assert (
        changes_table(this, this, "2023-24", "2024-25")
        .frame["note"]
        .eq("The same action is promised again")
        .all()
    )


def test_what_has_no_evidence_is_named() -> None:
    assert say_without_evidence([form(n6_3=NO), form("lgsco", evidence="")]) == (
        "No evidence is named for Housing Ombudsman 6.3."
    )
    assert say_without_evidence([form()]) == ""


def test_no_gaps() -> None:
    assert gaps([form()]).frame.empty
    assert gaps([]).frame.empty


def test_changes_provision_by_provision() -> None:
    last = form(n6_3=NO, n5_9=PARTIAL, n9_6=BLANK)
    this = form(n6_3=Row("6.3", answer="partial", action=" do  IT"), n9_6=Row("9.6", answer="no"))
    changes = {change.number: change for change in changed(this, last)}
    assert list(changes) == list(load_code("housing").numbers)
    differing = {number: (c.before, c.now, c.better) for number, c in changes.items() if c.differs}
    assert differing == {
        "5.9": ("partial", "yes", True),
        "6.3": ("no", "partial", True),
        "9.6": ("blank", "no", True),
    }
    assert [number for number, change in changes.items() if change.same_action] == ["6.3"]
    assert not changed(last, this)[0].better


def test_a_short_form_is_not_compared_with_a_long_one() -> None:
    short = Form("lgsco", tuple(Row(str(number), answer="yes") for number in range(1, 10)), by_section=True)
    assert changed(form("lgsco"), short) == ()


@pytest.mark.parametrize(("answer", "value"), [("yes", 8), ("no", 1)])
def test_a_short_form_counts_its_sections(answer: Answer, value: int) -> None:
    rows = tuple(Row(str(number), answer="no" if number == 8 else "yes") for number in range(1, 10))
    made = {figure.id: figure.value for figure in figures("lgsco", Form("lgsco", rows, by_section=True))}
    assert made[f"self_assessment.lgsco.{answer}"] == value
    assert made["self_assessment.lgsco.total"] == 9
    (gap,) = gaps([Form("lgsco", rows, by_section=True)]).printed().to_numpy().tolist()
    assert gap[:2] == ["LGSCO section 8: Performance reporting and self-assessment", "No"]


def test_evidence_is_missed_only_where_the_form_has_a_column_for_it() -> None:
    assert without_evidence(form(n6_3=NO)) == ("6.3",)
    assert without_evidence(form("lgsco", evidence="", n6_3=NO)) == ()
