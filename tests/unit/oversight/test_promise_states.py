from datetime import date

import pytest

from complaint_analysis.oversight.promise_states import left_open, promise_state, state_words

AS_AT, DUE = date(2025, 5, 30), date(2025, 3, 31)


@pytest.mark.parametrize(
    ("status", "due", "done_on", "state"),
    [
        ("planned", DUE, None, "overdue"),
        ("planned", AS_AT, None, "not_yet_due"),
        ("in_progress", None, None, "no_date"),
        ("done", DUE, None, "done"),
        ("done", DUE, DUE, "on_time"),
        ("done", DUE, AS_AT, "late"),
        ("done", DUE, date(2025, 5, 31), "overdue"),
        ("dropped", DUE, date(2025, 5, 31), "dropped"),
    ],
)
def test_what_status_and_days_make_of_a_promise(status, due, done_on, state):
    assert promise_state(status, due, done_on, AS_AT) == state
    assert all(state in state_words(of) for of in ("order", "action", "in_list"))


def test_what_last_year_left_open_is_what_this_year_does_not_name():
    last = [{"id": "A", "status": "planned"}, {"id": "B", "status": "done"}, {"id": "C", "status": "planned"}]
    assert left_open(last, [{"id": "C"}], lambda row: row["id"]) == last[:1]
