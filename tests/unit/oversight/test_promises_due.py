"""What was promised and falls due: one list of improvements, actions, orders and resolutions."""

from datetime import date

import pandas as pd

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.oversight.promises_due import falling_due, promises, promises_due, say_due
from complaint_analysis.records.side_files import YearFiles

YEAR = ReportingYear(2024)
Q2 = YEAR.quarter(2)
AS_AT = date(2024, 10, 15)


def frame(*rows):
    return pd.DataFrame(list(rows), dtype=object)


def improvement(id, due, status="planned", **more):
    row = {"id": id, "code": "both", "theme": "Repairs", "what_we_heard": "Late", "what_we_did": f"Do {id}"}
    return row | {"owner_role": "Head of Repairs", "due": due, "status": status} | more


def action(id, due, closed_on=None, status="planned", code="housing"):
    row = {"id": id, "code": code, "provision": "6.4", "promise": f"Do {id}", "owner_role": "Head of Housing"}
    return row | {"due": due, "closed_on": closed_on, "status": status}


def order(text, due, complied_on=None, status="planned"):
    row = {"ombudsman": "housing", "reference": "R1", "order": text, "due": due}
    return row | {"complied_on": complied_on, "status": status}


def resolution(text, due, status="planned"):
    row = {"date": date(2024, 6, 18), "body": "Cabinet", "resolution": text, "due": due}
    return row | {"status": status, "progress": ""}


NOW = YearFiles(
    YEAR,
    improvements=frame(improvement("A", date(2024, 9, 30), "done"), improvement("B", date(2025, 3, 31))),
    actions=frame(
        action("C", date(2024, 7, 31), date(2024, 7, 31), "done"),
        action("D", date(2024, 8, 31), date(2024, 10, 20), "done"),
        action("E", date(2024, 9, 1), code="lgsco"),
    ),
    orders=frame(order("Apologise", date(2024, 8, 1), date(2024, 8, 2), "done")),
    resolutions=frame(resolution("Report back", date(2024, 12, 9)), resolution("Later", date(2025, 1, 1))),
)
LAST = YearFiles(
    YEAR.previous,
    improvements=frame(improvement("a", date(2024, 6, 30)), improvement("F", date(2024, 6, 30))),
)


def states(found):
    return {promise.words: promise.state for promise in found}


def test_each_promise_is_told_as_it_stood_on_the_day():
    found = states(promises(NOW, None, AS_AT))
    assert found["Do A"] == "done"
    assert found["Do C"] == "on_time"
    assert found["Do D"] == "overdue"  # it was closed five days after the report's day
    assert found["Apologise"] == "late"
    assert found["Report back"] == "not_yet_due"


def test_what_last_year_left_open_stays_until_this_years_file_names_it():
    found = promises(NOW, LAST, AS_AT)
    assert next(each.words for each in found) == "Do F"
    assert states(found)["Do F"] == "overdue"
    assert "Do a" not in states(found)


def test_what_last_years_plan_gave_as_done_is_no_promise_of_this_year():
    done = YearFiles(YEAR.previous, improvements=frame(improvement("A", date(2024, 9, 30), "done")))
    assert "Do A" not in states(promises(NOW, done, AS_AT))


def test_a_quarter_shows_what_fell_due_what_is_overdue_and_the_next_quarter():
    shown = states(falling_due(promises(NOW, LAST, AS_AT), Q2))
    assert list(shown) == ["Do F", "Do C", "Apologise", "Do D", "Do E", "Do A", "Report back"]


def test_a_year_shows_all_that_is_open():
    found = promises(NOW, LAST, date(2025, 5, 30))
    assert {"Do B", "Later"} <= states(falling_due(found, YEAR.period)).keys()
    undated = YearFiles(YEAR, improvements=frame(improvement("G", None)))
    shown = falling_due(promises(undated, None, AS_AT), YEAR.period)
    assert states(shown) == {"Do G": "no_date"}
    assert falling_due(promises(undated, None, AS_AT), Q2) == []


def test_a_report_on_one_code_shows_its_own_promises_and_all_resolutions():
    shown = states(promises(NOW, None, AS_AT, ["housing"]))
    assert "Do E" not in shown
    assert {"Do A", "Do C", "Report back"} <= shown.keys()


def test_the_table_names_where_each_was_promised_and_by_which_role():
    rows = promises_due(promises(NOW, LAST, AS_AT), Q2, "Q2 2024-25").frame.to_dict("records")
    assert [row["source"] for row in rows] == [
        "Improvement plan: Repairs",
        "Housing Ombudsman's Code, provision 6.4",
        "Order of the Housing Ombudsman",
        "Housing Ombudsman's Code, provision 6.4",
        "LGSCO's Code, provision 6.4",
        "Improvement plan: Repairs",
        "Cabinet, 18 June 2024",
    ]
    assert rows[0]["owner_role"] == "Head of Repairs"
    assert [row["state"] for row in rows][-1] == "Not yet due"


def test_the_sentence_counts_what_fell_due_and_what_is_overdue():
    found = promises(NOW, LAST, AS_AT)
    assert say_due(found, Q2) == "5 promises fell due; 3 are done. 1 promise from before is overdue."
    done = [each for each in found if each.state == "on_time"]
    assert say_due(done, Q2) == "1 promise fell due; it is done."
    assert say_due(done * 2, Q2) == "2 promises fell due; all are done."
    assert say_due([], Q2) == "No promise fell due."
