"""The Codes' clocks on their boundaries. Each line is one case; HO is the Housing Ombudsman's Code."""

from __future__ import annotations

import pytest

BASE = {"Reference": "A1", "Service": "Council Housing", "Tenure": "Tenant", "Received": "03/06/2024"}
STAGE1_COLUMNS = (
    "Acknowledged",
    "Extended to",
    "Extension letter sent",
    "Responded",
    "Outcome",
    "Closed",
    "Withdrawn",
)


def statuses(council, export, **cells):
    """The statuses of one complaint whose stage 1 cells are given; every stage 1 column is there."""
    named = dict.fromkeys(STAGE1_COLUMNS, "") | {key.replace("_", " "): value for key, value in cells.items()}
    row = council.export(export(BASE | named)).records().table.iloc[0]
    return row["stage1_acknowledge_status"], row["stage1_status"]


@pytest.mark.parametrize(
    ("cells", "acknowledge", "respond", "rule"),
    [
        # received Monday 3 June 2024: to be acknowledged by 10 June
        (dict(Acknowledged="10/06/2024", Responded="24/06/2024"), "in_time", "in_time", "HO 6.2: fifth day; 6.3: tenth day"),
        (dict(Acknowledged="11/06/2024", Responded="25/06/2024"), "late", "in_time", "HO 6.2 late; 6.3 runs from the acknowledgement"),
        (dict(Acknowledged="10/06/2024", Responded="25/06/2024"), "in_time", "late", "HO 6.3: the day after"),
        (dict(Acknowledged="03/06/2024", Responded="17/06/2024"), "in_time", "in_time", "acknowledged on the day itself"),
        (dict(Acknowledged="03/06/2024", Responded="18/06/2024"), "in_time", "late", "and the day after the tenth"),
        (dict(Responded="10/06/2024"), "in_time", "in_time", "an answer by the fifth day acknowledges"),
        (dict(Responded="11/06/2024"), "not_recorded", "in_time", "no acknowledgement: the clock runs from receipt"),
        (dict(Responded="18/06/2024"), "not_recorded", "late", "and ends on 17 June"),
        (dict(Acknowledged="31/05/2024", Responded="17/06/2024"), "not_recorded", "in_time", "an acknowledgement before receipt is none"),
        (dict(Acknowledged="05/06/2024", Responded="02/06/2024"), "in_time", "not_recorded", "a response before receipt: on what day is not known"),
        (dict(Acknowledged="05/06/2024", Responded="02/06/2024", Closed="02/07/2024"), "in_time", "not_recorded", "and closed, not recorded"),
        (dict(Acknowledged="05/06/2024", Outcome="Upheld"), "in_time", "not_recorded", "an outcome alone is no answer"),
        (dict(Acknowledged="05/06/2024"), "in_time", "open_overdue", "unanswered at the extract"),
        (dict(), "open_overdue", "open_overdue", "nothing recorded"),
        (dict(Closed="01/08/2024"), "not_recorded", "not_recorded", "closed on whatever day"),
        (dict(Closed="01/06/2024"), "not_recorded", "not_recorded", "also on one before receipt"),
        (dict(Withdrawn="05/06/2024"), None, "withdrawn", "withdrawn without a response has no clock"),
        (dict(Withdrawn="05/06/2023"), None, "withdrawn", "whatever day is given"),
        (dict(Withdrawn="05/06/2024", Closed="05/06/2024"), None, "withdrawn", "withdrawn comes before not recorded"),
        (dict(Withdrawn="05/06/2024", Outcome="Upheld"), None, "withdrawn", "an outcome does not answer it either"),
        (dict(Withdrawn="Yes", Closed="06/06/2024"), None, "withdrawn", "withdrawn, dated by the closing"),
        (dict(Outcome="Withdrawn"), None, "withdrawn", "withdrawn as an outcome"),
        (dict(Withdrawn="30/06/2024", Responded="17/06/2024"), "not_recorded", "in_time", "withdrawn after the answer: answered"),
        (dict(Responded="31/05/2025"), "open_overdue", "open_overdue", "a response after the extract is none yet"),
        (dict(Outcome="Upheld"), "not_recorded", "not_recorded", "an outcome ends the wait for an acknowledgement"),
        (dict(Responded="w/c 10 June"), "not_recorded", "not_recorded", "words are an answer on a day that is not known"),
        (dict(Responded="see notes"), "not_recorded", "not_recorded", "wherever they point to"),
        (dict(Responded="Yes"), "not_recorded", "not_recorded", "and a yes is one"),
        (dict(Responded="31/06/2024"), "not_recorded", "not_recorded", "as is a day that does not exist"),
        (dict(Responded="see notes", Acknowledged="05/06/2024"), "in_time", "not_recorded", "acknowledged all the same"),
        (dict(Responded="see notes", Withdrawn="05/06/2024"), None, "withdrawn", "withdrawn comes first"),
        (dict(Responded="No"), "open_overdue", "open_overdue", "a no is no answer"),
        (dict(Responded="TBC"), "open_overdue", "open_overdue", "nor is a blank in words"),
        (dict(Responded="Still investigating"), "open_overdue", "open_overdue", "nor words for none yet"),
    ],
)  # fmt: skip
def test_statuses(council, export, cells, acknowledge, respond, rule):
    found = statuses(council, export, **cells)
    assert (found[0] if isinstance(found[0], str) else None, found[1]) == (acknowledge, respond), rule


@pytest.mark.parametrize(
    ("extended_to", "notified", "responded", "status", "rule"),
    [
        # acknowledged 5 June: due 19 June, limit 3 July
        (
            "28/06/2024",
            "19/06/2024",
            "28/06/2024",
            "in_time_extended",
            "notice on the due date counts (HO 6.4)",
        ),
        ("28/06/2024", "20/06/2024", "28/06/2024", "late", "notice after the due date does not"),
        (
            "28/06/2024",
            "",
            "28/06/2024",
            "in_time_extended",
            "no notice recorded: it counts, and is an issue",
        ),
        ("28/06/2024", "12/06/2024", "01/07/2024", "late", "after the extended date"),
        ("28/06/2024", "12/06/2024", "19/06/2024", "in_time", "within the original date"),
        ("12/07/2024", "12/06/2024", "03/07/2024", "in_time_extended", "cut to ten more working days"),
        ("12/07/2024", "12/06/2024", "04/07/2024", "late", "beyond the Code's limit"),
        ("", "12/06/2024", "21/06/2024", "late", "without a new date there is no extension"),
        ("14/06/2024", "12/06/2024", "19/06/2024", "in_time", "a shorter promise does not shorten the clock"),
    ],
)
def test_extensions(council, export, extended_to, notified, responded, status, rule):
    cells = {
        "Acknowledged": "05/06/2024",
        "Extended_to": extended_to,
        "Extension_letter_sent": notified,
        "Responded": responded,
    }
    assert statuses(council, export, **cells)[1] == status, rule


@pytest.mark.parametrize(
    ("received", "due", "days"),
    [
        ("28/03/2024", "2024-04-15", "Easter: Good Friday and Easter Monday"),
        ("20/12/2024", "2025-01-08", "Christmas, Boxing Day and New Year"),
        ("28/04/2023", "2023-05-16", "1 and 8 May 2023, early May and the Coronation"),
        ("01/06/2024", "2024-06-14", "received on a Saturday: day 1 is Monday"),
        ("31/05/2024", "2024-06-14", "and the Friday before is due the same day"),
        ("26/08/2024", "2024-09-09", "received on a bank holiday"),
    ],
)
def test_due_dates(council, export, received, due, days):
    council.year("2023-24", "extracted_on = 2024-05-31")
    row = council.export(export(BASE | {"Received": received, "Responded": ""})).records().table.iloc[0]
    assert str(row["stage1_due"].date()) == due, days


def test_due_on_the_extract_is_not_yet_overdue(council, export):
    council.year(facts="extracted_on = 2024-06-17")
    council.export(export(BASE | {"Responded": "", "Acknowledged": "03/06/2024"}))
    assert council.records().table.iloc[0]["stage1_status"] == "open_not_due"


def test_the_day_after_the_due_date_is_overdue(council, export):
    council.year(facts="extracted_on = 2024-06-18")
    council.export(export(BASE | {"Responded": "", "Acknowledged": "03/06/2024"}))
    assert council.records().table.iloc[0]["stage1_status"] == "open_overdue"


STAGE2 = {"Stage 2 requested": "01/07/2024", "S2 Ack": "", "S2 Response": "", "S2 Outcome": "", "Closed": ""}


@pytest.mark.parametrize(
    ("cells", "status", "rule"),
    [
        (
            {"S2 Ack": "08/07/2024", "S2 Response": "05/08/2024"},
            "in_time",
            "HO 6.14, LGSCO 6.15: twentieth day",
        ),
        ({"S2 Ack": "08/07/2024", "S2 Response": "06/08/2024"}, "late", "the day after"),
        ({"S2 Ack": "", "S2 Response": "29/07/2024"}, "in_time", "not acknowledged: from the request"),
        ({"S2 Ack": "", "S2 Response": "30/07/2024"}, "late", "and the day after"),
        ({"Closed": "20/06/2024"}, "open_overdue", "a closing from before the request closes stage 1 only"),
        ({"Closed": "20/07/2024"}, "not_recorded", "closed without a response"),
    ],
)
def test_stage2(council, export, cells, status, rule):
    row = BASE | {"S1 Response": "17/06/2024"} | STAGE2 | cells
    assert council.export(export(row)).records().table.iloc[0]["stage2_status"] == status, rule


@pytest.mark.parametrize(
    ("starts", "responded", "status"),
    [
        ("acknowledged", "26/06/2024", "in_time"),
        ("received", "17/06/2024", "in_time"),
        ("received", "18/06/2024", "late"),
        ("capped", "24/06/2024", "in_time"),
        ("capped", "25/06/2024", "late"),
    ],
)
def test_where_the_response_clock_starts(council, export, starts, responded, status):
    council.settings(f'[clocks]\nresponse_starts = "{starts}"')
    row = BASE | {"Acknowledged": "12/06/2024", "Responded": responded}
    assert council.export(export(row)).records().table.iloc[0]["stage1_status"] == status


def test_earlier_rules_run_for_what_was_received_under_them(council, export):
    council.settings(
        '[[procedure]]\nuntil = 2024-05-31\nname = "old"\nresponse_starts = "received"\nstage1_respond = 15'
    )
    old = BASE | {"Reference": "OLD", "Received": "31/05/2024", "Acknowledged": "", "Responded": ""}
    new = BASE | {"Reference": "NEW", "Received": "01/06/2024", "Acknowledged": "", "Responded": ""}
    due = council.export(export(old, new)).records().table.set_index("reference")["stage1_due"]
    assert [str(day.date()) for day in due] == ["2024-06-21", "2024-06-14"]


def test_closed_days_are_no_working_days(council, export):
    council.settings("[calendar]\nclosed_days = [2024-06-10, 2024-06-11]")
    row = council.export(export(BASE | {"Responded": ""})).records().table.iloc[0]
    assert str(row["stage1_due"].date()) == "2024-06-19"
