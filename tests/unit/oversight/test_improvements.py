"""Learning: the plan, last year's plan followed up line by line, and what Members asked for."""

from datetime import date

import pandas as pd

from complaint_analysis.oversight.improvements import (
    NO_PROGRESS,
    NOT_FOLLOWED_UP,
    improvement_plan,
    improvements,
    improvements_last_year,
    not_followed_up,
    of_the_year,
    resolutions,
    resolutions_without_progress,
    say_last_year,
    say_learning,
    what_changed,
)

AS_AT = date(2025, 5, 30)


def improvement(
    id, status, *, code="both", theme="Communication", due=None, did="We write first", evidence=""
):
    return {
        "id": id,
        "code": code,
        "theme": theme,
        "what_we_heard": "Nobody called back",
        "what_we_did": did,
        "owner_role": "Head of Repairs",
        "due": due,
        "status": status,
        "evidence": evidence,
        "raised_in": "2024-25",
    }


def frame(*rows):
    return pd.DataFrame(list(rows), dtype=object)


THEN = frame(
    improvement("A", "planned"), improvement("B", "in_progress"), improvement("C", "done", evidence="Log")
)
NOW = frame(
    improvement("a", "done", evidence="Audit of March 2025"),
    improvement("D", "planned", due=date(2025, 5, 29)),
    improvement("E", "in_progress", code="housing", theme="Damp", due=AS_AT),
)


def test_the_plan_shows_the_codes_in_scope():
    assert len(improvements(NOW, "2024-25").frame) == 3
    assert list(improvements(NOW, "2024-25", ["lgsco"]).frame["status"]) == ["Done", "Planned"]
    assert improvements(None, "2024-25").frame.empty


def test_last_years_plan_is_followed_up_line_by_line():
    rows = improvements_last_year(THEN, NOW, "2023-24").frame.to_dict("records")
    assert [(row["then"], row["now"], row["evidence"]) for row in rows] == [
        ("Planned", "Done", "Audit of March 2025"),
        ("In progress", NOT_FOLLOWED_UP, ""),
        ("Done", "Done", "Log"),
    ]
    assert not_followed_up(THEN, NOW) == ["B"]
    assert not_followed_up(THEN, None) == ["A", "B"]
    assert not_followed_up(None, NOW) == []


def test_the_plan_in_words_holds_every_row_under_its_theme_and_nothing_acts_as_markup():
    rows = frame(
        improvement("A", "done", did="Set *up* {{< var x >}}", theme="Damp # mould"),
        improvement("B", "planned", due=date(2025, 9, 30), theme="Damp # mould"),
    )
    plan = improvement_plan(rows)
    assert plan.startswith("## Damp \\# mould\n\n**What we heard.**")
    assert "{{<" not in plan
    assert plan.index("**What we will do.**") < plan.index("**What we did.**")
    assert "- Due: 30 September 2025\n- State: Planned" in plan
    assert plan.count("Nobody called back") == 2
    assert improvement_plan(None) == ""


def test_the_sentence_counts_states_and_what_is_overdue():
    assert say_learning(NOW, AS_AT) == (
        "We record 3 improvements from complaints: 1 done, 1 in progress and 1 planned. Of those not done, "
        "1 is past the due date."
    )
    assert say_learning(NOW, AS_AT, ["housing"]).startswith("We record 3 improvements")
    assert "No improvement" in say_learning(None, AS_AT)
    assert "No improvement" in say_learning(NOW.iloc[:0], AS_AT)


def test_what_became_of_last_years_plan_in_a_sentence():
    assert say_last_year(THEN, NOW) == "Of the 2 improvements that last year's plan left open, 1 is done."
    assert say_last_year(frame(improvement("C", "done")), NOW) == ""


def test_what_last_years_plan_already_gave_as_done_is_not_made_again():
    """HO and LGSCO 8.1 d: the improvements that were made in the year."""
    now = frame(improvement("c", "done"), improvement("A", "done"), improvement("F", "done"))
    assert of_the_year(now, THEN)["id"].tolist() == ["A", "F"]
    taken_up_again = frame(improvement("C", "in_progress"))
    assert len(of_the_year(taken_up_again, THEN)) == 1
    assert len(of_the_year(now, None)) == 3
    assert of_the_year(None, THEN) is None


def resolution(text, status, progress="", day=date(2024, 9, 17)):
    return {
        "date": day,
        "body": "Cabinet",
        "resolution": text,
        "due": None,
        "progress": progress,
        "status": status,
    }


def test_a_standing_resolution_without_this_years_progress_is_named():
    last = frame(
        resolution("Report quarterly", "in_progress", "Begun"),
        resolution("Look into ICT", "planned", "Asked"),
        resolution("Thank officers", "done", "Thanked"),
    )
    now = frame(
        resolution("report  quarterly", "done", "Four reports"),
        resolution("Add causes", "planned", day=AS_AT),
        resolution("Publish this report", "planned", day=date(2025, 9, 16)),
    )
    assert resolutions_without_progress(now, last, AS_AT) == ["Add causes", "Look into ICT"]
    rows = {
        row["resolution"]: row for row in resolutions(now, last, AS_AT, "2024-25").frame.to_dict("records")
    }
    assert rows["report  quarterly"]["progress"] == "Four reports"
    assert rows["Look into ICT"]["progress"] == NO_PROGRESS
    assert rows["Publish this report"]["progress"] == ""
    assert "Thank officers" not in rows
    assert resolutions_without_progress(None, None, AS_AT) == []


def test_what_changed_lists_what_was_done_and_nothing_else():
    assert what_changed(NOW) == "- **Communication.** Nobody called back We write first"
    assert what_changed(None) == ""
