"""The definitions of figures on their boundaries, each with its clause: HO is the Housing Ombudsman's Code, LGSCO
that of the Local Government and Social Care Ombudsman. The clocks themselves are in test_clocks.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.measures.figure import mean, rate

CASE = {"Service": "Council Housing", "Tenure": "Tenant", "Received": "03/06/2024"}
EXTENDED = {"Stage 1 acknowledged": "05/06/2024", "Stage 1 extended to": "28/06/2024"}
"""Acknowledged on Wednesday 5 June 2024: due on 19 June, at most extended to 3 July."""
Values = Mapping[str, object]


@pytest.fixture
def values(council, export) -> Callable[..., Values]:
    """The figures of a few complaints, each with a number and every cell that another fills."""

    def computed(*rows: Mapping[str, str], year: str = "2024-25", extracted: str = "2025-05-30") -> Values:
        council.year(year, f"extracted_on = {extracted}\n[homes_owned]\nlcra = 1000")
        numbered = [{"Reference": f"A{number}"} | CASE | row for number, row in enumerate(rows)]
        return council.export(export(*numbered), year=year).values(year)

    return computed


def counted(values: Values, prefix: str, *names: str) -> list[object]:
    return [values[f"{prefix}.{name}"] for name in names]


# Calendar and period


def test_a_complaint_belongs_to_the_year_in_which_it_was_received(values) -> None:
    """HO and LGSCO 8.1: a year is 1 April to 31 March, whatever day of the week these are."""
    edges = [{"Received": day} for day in ("31/03/2024", "01/04/2024", "31/03/2025", "01/04/2025")]
    assert values(*edges)["housing.stage1.received"] == 2


def test_a_quarter_is_three_months(council, export) -> None:
    rows = [
        {"Reference": day, "Service": "Council Housing", "Received": day}
        for day in ("30/06/2024", "01/07/2024", "30/09/2024", "01/10/2024", "31/12/2024", "01/01/2025")
    ]
    council.export(export(*rows))
    quarters = ReportingYear.parse("2024-25").quarters
    received = [council.figures(period=quarter)["housing.stage1.received"].value for quarter in quarters]
    assert received == [1, 2, 2, 1]


def test_last_year_s_figures_are_of_its_own_folders_as_at_its_own_extract(council, export) -> None:
    case = {"Reference": "A1", "Service": "Council Housing", "Received": "20/03/2024"}
    columns = {"Stage 1 responded": "", "Stage 2 requested": ""}
    council.year("2023-24", "extracted_on = 2024-04-30").export(export(case | columns), year="2023-24")
    later = {"Stage 1 responded": "20/04/2024", "Stage 2 requested": "29/03/2024", "Stage 2 responded": ""}
    council.export(export(case | later))
    then, now = council.values("2023-24"), council.values()
    assert counted(then, "housing", "stage2.received", "still_open.stage1") == [0, 1]
    assert counted(now, "housing", "stage1.received", "stage2.received") == [0, 0]
    assert now["housing.open_at_year_end.stage2"] == 1


def test_what_is_done_after_the_extract_is_missing_and_what_is_promised_is_not(values) -> None:
    promised = {"Stage 1 acknowledged": "03/06/2024", "Stage 1 extended to": "28/06/2024"}
    found = values(
        promised,
        promised | {"Stage 1 acknowledged": "25/06/2024", "Stage 1 responded": ""},
        {"Withdrawn": "25/06/2024"},
        {"Closed": "25/06/2024"},
        {"Stage 2 requested": "25/06/2024"},
        extracted="2024-06-24",
    )
    statuses = ("open_not_due", "open_overdue", "withdrawn", "not_recorded", "late")
    assert counted(found, "housing.stage1.responded", *statuses) == [2, 3, 0, 0, 0]
    assert counted(found, "housing", "stage2.received", "still_open.stage1") == [0, 5]


# Who is counted


def test_statutory_and_unassigned_complaints_are_under_neither_code(values) -> None:
    found = values({}, {"Service": "Parks"}, {"Service": "Adult Social Care"}, {"Service": ""})
    assert counted(found, "housing", "stage1.received") + counted(found, "lgsco", "stage1.received") == [1, 1]
    assert found["records.kept"] == 4


def test_a_withdrawn_complaint_is_received_and_in_no_base(values) -> None:
    answer = {"Stage 1 acknowledged": "04/06/2024", "Stage 1 responded": "10/06/2024"}
    found = values(
        answer | {"Stage 1 outcome": "Upheld"},
        answer | {"Stage 1 outcome": "Not upheld", "Withdrawn": "11/06/2024"},
        {"Withdrawn": "05/06/2024"},
        {"Withdrawn": "Yes", "Closed": "06/06/2024"},
        {"Withdrawn": "Yes"},
        {"Stage 1 outcome": "Withdrawn"},
    )
    assert counted(found, "housing.stage1", "received", "withdrawn") == [6, 4]
    assert counted(found, "housing.stage1.outcome", "upheld", "not_upheld", "other") == [1, 1, 0]
    assert (
        found["housing.stage1.responded.in_time_pct"]
        == found["housing.stage1.acknowledged.in_time_pct"]
        == 100.0
    )


@pytest.mark.parametrize(("closed", "still_open_then"), [("02/04/2025", 1), ("31/03/2025", 0), ("", 0)])
def test_a_withdrawal_that_is_only_said_is_dated_by_the_closing_else_by_receipt(
    values, closed, still_open_then
) -> None:
    found = values({"Received": "28/03/2025", "Withdrawn": "Yes", "Closed": closed, "Stage 1 responded": ""})
    assert found["housing.open_at_year_end.stage1"] == still_open_then


@pytest.mark.parametrize(
    ("responded", "answered"),
    [("02/06/2024", 0), ("03/06/2024", 1), ("30/05/2025", 1), ("31/05/2025", 0), ("", 0)],
)
def test_answered_is_a_response_from_receipt_to_the_extract(values, responded, answered) -> None:
    """An outcome alone is no answer (HO 6.6, LGSCO 6.6: the answer is written)."""
    found = values({"Stage 1 responded": responded, "Stage 1 outcome": "Upheld"})
    assert found["housing.stage1.outcome.upheld"] == answered


def test_stage_2_of_last_year_s_stage_1_is_this_year_s_and_may_be_answered_after_year_end(values) -> None:
    """HO 6.10, LGSCO 6.11: stage 2 is of the period in which it was asked for."""
    asked = {"Received": "20/02/2024", "Stage 1 responded": "28/02/2024", "Stage 2 requested": "28/03/2025"}
    found = values(
        asked
        | {
            "Stage 2 acknowledged": "04/04/2025",
            "Stage 2 responded": "06/05/2025",
            "Stage 2 outcome": "Upheld",
        },
        asked | {"Stage 2 requested": "28/03/2024"},
        {"Received": "", "Stage 2 requested": "28/06/2024"},
    )
    assert counted(found, "housing", "stage1.received", "stage2.received") == [0, 2]
    assert counted(found, "housing.stage2", "responded.in_time", "outcome.upheld") == [1, 1]
    assert found["housing.escalation.ratio_pct"] == "not_applicable"


# Clocks


def test_acknowledgements_by_status_and_their_base(values) -> None:
    """HO 6.2 and LGSCO 6.2: five working days; the base is all but those not yet due."""
    found = values(
        {"Stage 1 acknowledged": "10/06/2024"},
        {"Stage 1 acknowledged": "11/06/2024"},
        {"Stage 1 responded": "10/06/2024"},
        {"Stage 1 responded": "11/06/2024"},
        {"Closed": "04/06/2024"},
        {"Withdrawn": "04/06/2024"},
        {"Received": "03/06/2024"},
        {"Received": "05/06/2024"},
        extracted="2024-06-12",
    )
    prefix = "housing.stage1.acknowledged"
    statuses = ("in_time", "late", "not_recorded", "open_overdue", "open_not_due")
    assert counted(found, prefix, *statuses) == [2, 1, 2, 1, 1]
    assert found[f"{prefix}.in_time_pct"] == 33.3


@pytest.mark.parametrize(
    ("extracted", "status"), [("2024-06-10", "open_not_due"), ("2024-06-11", "open_overdue")]
)
def test_an_acknowledgement_due_at_the_extract_is_not_yet_overdue(values, extracted, status) -> None:
    found = values({"Stage 1 acknowledged": ""}, {"Stage 1 acknowledged": "03/06/2024"}, extracted=extracted)
    assert found[f"housing.stage1.acknowledged.{status}"] == 1


def test_an_acknowledgement_after_the_response_stands_as_it_is(values) -> None:
    found = values({"Stage 1 acknowledged": "14/06/2024", "Stage 1 responded": "12/06/2024"})
    assert counted(found, "housing.stage1", "acknowledged.late", "responded.in_time") == [1, 1]


@pytest.mark.parametrize(
    ("starts", "acknowledged", "last_day"),
    [
        ("acknowledged", "10/07/2024", "07/08/2024"),
        ("acknowledged", "", "29/07/2024"),
        ("received", "10/07/2024", "29/07/2024"),
        ("capped", "10/07/2024", "05/08/2024"),
        ("capped", "04/07/2024", "01/08/2024"),
        ("capped", "", "29/07/2024"),
    ],
)
def test_where_the_clock_of_stage_2_starts(council, values, starts, acknowledged, last_day) -> None:
    """HO 6.14, LGSCO 6.15: 20 working days, of the acknowledgement due on 8 July, after a request on 1 July 2024."""
    council.settings(f'[clocks]\nresponse_starts = "{starts}"')
    day, month = last_day[:2], last_day[2:]
    stage2 = {"Stage 2 requested": "01/07/2024", "Stage 2 acknowledged": acknowledged}
    found = values(
        stage2 | {"Stage 2 responded": last_day},
        stage2 | {"Stage 2 responded": f"{int(day) + 1:02d}{month}"},
    )
    assert counted(found, "housing.stage2.responded", "in_time", "late") == [1, 1]


@pytest.mark.parametrize(
    ("extracted", "notified", "status"),
    [
        ("2024-06-28", "", "open_not_due"),
        ("2024-06-29", "", "open_overdue"),
        ("2024-06-28", "19/06/2024", "open_not_due"),
        ("2024-06-28", "20/06/2024", "open_overdue"),
    ],
)
def test_an_open_case_is_due_on_its_extended_date_if_notice_was_in_time(
    values, extracted, notified, status
) -> None:
    """HO 6.4, LGSCO 6.4."""
    found = values(
        EXTENDED | {"Stage 1 extension notified": notified, "Stage 1 responded": ""}, extracted=extracted
    )
    assert found[f"housing.stage1.responded.{status}"] == 1


def test_extensions_by_proof_of_notice_and_by_the_code_s_limit(values) -> None:
    """HO 6.4, LGSCO 6.4: ten working days more, and the person is told of it before the answer was due."""
    found = values(
        EXTENDED | {"Stage 1 extension notified": "19/06/2024"},
        EXTENDED | {"Stage 1 extension notified": "20/06/2024"},
        EXTENDED,
        EXTENDED | {"Stage 1 extended to": "03/07/2024"},
        EXTENDED | {"Stage 1 extended to": "04/07/2024"},
        {"Stage 1 extension notified": "12/06/2024"},
    )
    prefix = "housing.stage1.extension"
    assert counted(found, prefix, "notice_proved", "notice_late", "notice_not_recorded") == [1, 1, 3]
    assert found[f"{prefix}.over_limit"] == 1


def test_an_extension_beyond_the_limit_is_an_issue_with_and_without_a_reason(council, export) -> None:
    """HO and LGSCO 6.4: a good reason may carry it further; the test is cut to the limit either way."""
    beyond = EXTENDED | {"Stage 1 extended to": "12/07/2024", "Stage 1 responded": "04/07/2024"}
    rows = [
        {"Reference": reference} | CASE | beyond | {"Stage 1 extension reason": reason}
        for reference, reason in (("A1", "Waiting for a surveyor"), ("A2", ""))
    ]
    records = council.export(export(*rows)).records()
    assert list(records.table["stage1_status"]) == ["late", "late"]
    issues = records.issues["rule"].value_counts()
    assert [issues[rule] for rule in ("extension_over_limit", "extension_over_limit_without_reason")] == [
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("promised", "responded", "status"),
    [
        ("27/08/2024", "27/08/2024", "in_time_extended"),
        ("30/09/2024", "27/08/2024", "in_time_extended"),
        ("30/09/2024", "28/08/2024", "late"),
        ("02/08/2024", "05/08/2024", "late"),
        ("02/08/2024", "29/07/2024", "in_time"),
    ],
)
def test_stage_2_may_be_extended_by_20_working_days(values, promised, responded, status) -> None:
    """HO 6.15, LGSCO 6.16: asked for on 1 July 2024, due on 29 July; 26 August is a bank holiday."""
    stage2 = {"Stage 2 requested": "01/07/2024", "Stage 2 acknowledged": "01/07/2024"}
    found = values(stage2 | {"Stage 2 extended to": promised, "Stage 2 responded": responded})
    assert found[f"housing.stage2.responded.{status}"] == 1


# Figures


def test_working_days_are_from_receipt_to_response(values) -> None:
    """Neither end a working day, the day itself, over Easter: 0, 1, 2 and 6 working days; the mean 2.25."""
    found = values(
        {"Received": "03/06/2024", "Stage 1 responded": "03/06/2024"},
        {"Received": "01/06/2024", "Stage 1 responded": "03/06/2024"},
        {"Received": "07/06/2024", "Stage 1 responded": "11/06/2024"},
        {"Received": "17/04/2025", "Stage 1 responded": "28/04/2025"},
        {"Received": "28/03/2025", "Stage 1 responded": "07/04/2025"},
        {"Received": "03/06/2024", "Stage 1 responded": ""},
    )
    assert counted(found, "housing.stage1.working_days", "mean", "median") == [2.3, 1.5]


def test_a_mean_and_a_percentage_are_rounded_half_up() -> None:
    """Numbers as printed: 2.25 is 2.3 and 81.25 is 81.3, as in the regulator's tables."""
    assert rate("id", 26, 32, "per_cent").value == 81.3
    assert mean("id", 9, 4, "working_days").value == 2.3


def test_a_denominator_of_0_is_not_applicable(values) -> None:
    found = values({"Service": "Parks", "Stage 1 responded": "", "Stage 1 acknowledged": "04/06/2024",
                    "Stage 2 requested": "", "Compensation": ""})  # fmt: skip
    ids = ("stage1.responded.in_time_pct", "stage1.acknowledged.in_time_pct", "stage1.working_days.mean",
           "stage1.working_days.median", "escalation.ratio_pct", "escalation.cohort_pct",
           "ended_at_stage1_pct", "compensation.mean_gbp")  # fmt: skip
    assert set(counted(found, "housing", *ids)) == {"not_applicable"}
    assert found["housing.compensation.total_gbp"] == 0


def test_of_stage_1_answered_those_that_ended_there_and_those_that_went_on(values) -> None:
    """A request at the extract counts, one after it does not (HO 5.9, LGSCO 5.5)."""
    answered = {"Stage 1 responded": "10/06/2024"}
    found = values(
        answered | {"Stage 2 requested": "30/05/2025"},
        answered | {"Stage 2 requested": "31/05/2025"},
        answered,
        {"Stage 2 requested": "01/07/2024"},
    )
    assert counted(found, "housing", "escalation.cohort_pct", "ended_at_stage1_pct") == [33.3, 66.7]


def test_refused_complaints_are_of_the_period_and_never_received(values) -> None:
    """HO 2.1 and 2.2, LGSCO 2.1 and 2.3."""
    found = values(
        {"Exclusion reason": "Over 12 months"},
        {"Accepted": "No"},
        {"Exclusion reason": "Over 12 months", "Received": "31/03/2024"},
        {"Exclusion reason": "Over 12 months", "Record type": "Service request"},
        {"Accepted": "Yes"},
    )
    assert counted(found, "housing.refused", "over_12_months", "not_recorded") == [1, 1]
    assert counted(found, "housing", "refused", "stage1.received") == [2, 1]


@pytest.mark.parametrize(
    ("cells", "in_year"),
    [
        ({"Stage 2 refused": "01/04/2025", "Stage 2 requested": "28/03/2025"}, 0),
        ({"Stage 2 refused": "31/03/2025", "Stage 2 requested": "28/03/2025"}, 1),
        ({"Stage 2 refused": "Yes", "Stage 2 requested": "31/03/2025"}, 1),
        ({"Stage 2 refused": "Yes", "Stage 2 requested": "01/04/2025"}, 0),
        ({"Stage 2 refused": "No", "Stage 2 requested": "28/03/2025"}, 0),
    ],
)
def test_an_escalation_is_refused_on_its_day_else_on_that_of_the_request(values, cells, in_year) -> None:
    """HO 5.11, LGSCO 5.7."""
    received = {"Received": "03/02/2025", "Stage 2 refusal reason": ""}
    found = values(received | cells)
    assert found["housing.stage2.refused"] == in_year
    assert found["housing.stage2.received"] == (cells["Stage 2 refused"] == "No")


def test_complaints_with_another_stage_recorded(council, export) -> None:
    """HO 5.2 and 5.3, LGSCO 5.2 and 6.20."""
    rows = [
        {"Reference": reference, "Service": "Council Housing", "Stage": stage, "Received": day}
        for reference, stage, day in (
            ("A1", "Informal", "27/05/2024"), ("A1", "Stage 1", "03/06/2024"), ("A2", "Stage 1", "03/06/2024"),
            ("A3", "Stage 1", "03/06/2024"), ("A3", "Stage 3", "01/08/2024"), ("A4", "Stage 0", "03/06/2024"),
        )
    ]  # fmt: skip
    found = council.export(export(*rows)).values()
    assert counted(found, "housing", "extra_stage", "stage1.received", "stage2.received") == [3, 3, 0]
    assert counted(found, "records", "read", "merged", "rejected", "kept") == [6, 2, 0, 4]


def test_what_neither_officer_nor_rule_classified(values) -> None:
    """HO 7.1 to 7.3, LGSCO 7.1 to 7.3 ask what complaints were about and why."""
    found = values(
        {"Category": "Damp and mould", "Root cause": "Delay"},
        {"Description": "There is black mould on the wall of the bedroom"},
        {"Description": "", "Category": "", "Root cause": ""},
    )
    assert found["housing.unclassified.category"] == 1


def test_service_requests_of_the_exports_and_of_the_register_stand_apart(council, values) -> None:
    """HO and LGSCO 1.3 to 1.5: a request for a service is no complaint."""
    council.year()
    council.write(
        "2024-25/service-requests.csv",
        "month,service,received,done,became_complaint\n2024-04,Council Housing,700,690,2\n2024-05,Parks,80,80,0\n",
    )
    found = values(
        {}, {"Record type": "Service request"}, {"Record type": "Service request", "Received": "31/03/2024"}
    )
    assert counted(found, "housing", "service_requests", "service_requests.register") == [1, 700]
    assert found["lgsco.service_requests.register"] == 80


def test_channels_representatives_and_needs(values) -> None:
    """HO and LGSCO 3.1, 3.6; HO 5.10, LGSCO 5.6. A refused complaint is in none; small numbers are withheld."""
    flags = {"Representative": "Yes", "Disability": "Yes", "Reasonable adjustment": "Large print"}
    found = values(
        *({"Channel": "Web form"} | flags for _ in range(5)),
        {"Channel": "", "Representative": "No", "Disability": "No", "Reasonable adjustment": "None"},
        {"Channel": "Web form", "Accepted": "No"} | flags,
    )
    assert counted(found, "housing.channel", "online", "email", "not_recorded") == [5, 0, 1]
    assert counted(found, "housing", "representative", "adjustments", "disability_recorded") == [5, 5, 5]


def test_a_stage_1_never_answered_stays_open_although_stage_2_has_begun(values) -> None:
    found = values(
        {"Stage 2 requested": "01/07/2024", "Stage 2 responded": "15/07/2024", "Stage 1 responded": ""},
        {"Received": "03/06/2022", "Stage 1 responded": ""},
        {"Received": "28/03/2025", "Withdrawn": "01/04/2025"},
    )
    assert counted(found, "housing.open_at_year_end", "stage1", "stage2") == [3, 0]
    assert counted(found, "housing.still_open", "stage1", "stage2") == [2, 0]


def test_one_with_an_outcome_or_a_response_day_that_cannot_be_used_is_not_open(values) -> None:
    """It is closed since, or open, where nothing says that it was decided or answered."""
    found = values(
        {"Stage 1 responded": "see notes"},
        {"Stage 1 responded": "", "Stage 1 outcome": "Upheld"},
        {"Received": "28/03/2025", "Closed": "02/04/2025", "Stage 1 responded": "w/c 31 March"},
        {"Received": "28/03/2025", "Closed": "02/04/2025", "Stage 1 responded": ""},
        {"Received": "28/03/2025", "Stage 1 responded": ""},
        {"Received": "28/03/2025", "Stage 1 responded": "04/04/2025"},
        {"Stage 2 requested": "01/07/2024", "Stage 2 responded": "phoned", "Stage 1 responded": "10/06/2024"},
    )
    assert counted(found, "housing.open_at_year_end", "stage1", "stage2") == [3, 0]
    assert counted(found, "housing.still_open", "stage1", "stage2") == [1, 0]
    assert counted(found, "housing", "stage1.responded.not_recorded", "stage2.responded.not_recorded") == [
        4,
        1,
    ]


def test_money_is_of_the_complaints_received_in_the_period(values) -> None:
    found = values(
        {"Compensation": "£100.00"},
        {"Compensation": "£60.00"},
        {"Compensation": "£0.05"},
        {"Compensation": "0"},
        {"Compensation": "£500", "Received": "31/03/2024"},
        {"Compensation": "£500", "Accepted": "No"},
    )
    names = ("total_gbp", "awards", "mean_gbp")
    assert counted(found, "housing.compensation", *names) == [160.05, 3, 53.35]


def test_both_rules_of_ch02_are_given_whichever_is_submitted(council, values) -> None:
    """RSH Tenant Satisfaction Measures CH02: answered in the Code's time; and acknowledged in it too."""
    late = {"Stage 1 acknowledged": "11/06/2024", "Stage 1 responded": "25/06/2024"}
    in_time = {"Stage 1 acknowledged": "10/06/2024", "Stage 1 responded": "24/06/2024"}
    for rule in ("response", "acknowledged-and-response"):
        council.settings(f'[tsm]\nch02_rule = "{rule}"')
        found = values(late, in_time, {"Stage 1 responded": "26/06/2024"})
        assert found["housing.ch02.stage1.lcra"] == 66.7
        assert found["housing.ch02_acknowledged.stage1.lcra"] == 33.3


def test_ch02_runs_on_the_code_s_clocks_whatever_the_council_s_own(council, values) -> None:
    """Also under an earlier procedure; the council's closed days are no working days."""
    council.settings(
        "[clocks]\nstage1_respond = 5\n[calendar]\nclosed_days = [2024-06-14]\n"
        '[[procedure]]\nuntil = 2024-06-03\nname = "old"\nstage1_respond = 3'
    )
    cells = {"Stage 1 acknowledged": "03/06/2024"}
    found = values(cells | {"Stage 1 responded": "18/06/2024"}, cells | {"Stage 1 responded": "19/06/2024"})
    assert found["housing.ch02.stage1.lcra"] == 50.0
    assert found["housing.stage1.responded.in_time"] == 0


@pytest.mark.parametrize(
    ("homes", "ch01"), [("lcra = 0", "not_applicable"), ("lcho = 5", "not_recorded"), ("lcra = 250", 4.0)]
)
def test_ch01_needs_the_homes_owned_and_ch02_does_not(council, export, homes, ch01) -> None:
    council.year(facts=f"[homes_owned]\n{homes}")
    row = {"Reference": "A1", "Stage 1 acknowledged": "03/06/2024", "Stage 1 responded": "10/06/2024"}
    found = council.export(export(CASE | row)).values()
    assert counted(found, "housing", "ch01.stage1.lcra", "ch02.stage1.lcra") == [ch01, 100.0]


def test_rows_are_accounted_for(council, export) -> None:
    """Read is merged, rejected and kept, always; titles, blank lines and totals are no rows."""
    rows = [
        {"Reference": "A1"} | CASE,
        {"Reference": "a 1"} | CASE,
        {"Reference": "A2"} | CASE | {"Received": ""},
        {"Reference": "A3"} | CASE | {"Received": "31/05/2025"},
        {"Reference": ""} | CASE,
        {"Reference": "A4"} | CASE | {"Record type": "Service request"},
    ]
    found = council.export(export(*rows)).values()
    assert counted(found, "records", "read", "merged", "rejected", "kept") == [6, 1, 3, 2]


NOT_THERE = (
    "refused",
    "service_requests",
    "stage2.refused",
    "extra_stage",
    "adjustments",
    "remedies.apology",
)


@pytest.mark.parametrize("quarter", [None, 1])
def test_what_no_export_has_a_column_for_is_not_recorded_in_the_year_and_in_each_quarter(
    council, export, quarter
) -> None:
    """A header alone is no column: "Contact type" may hold ways to complain, "Accepted" the day of a decision."""
    row = {"Reference": "A1", "Service": "Council Housing", "Received": "03/06/2024"}
    other = {
        "Contact type": "By phone",
        "Accepted": "04/06/2024",
        "Remedies": "see letter",
        "Compensation": "see file",
    }
    council.export(export(row | other, row | other | {"Reference": "A2", "Contact type": "", "Accepted": ""}))
    year = ReportingYear.parse("2024-25")
    found = council.figures(period=year.quarter(quarter) if quarter else None)
    statuses = {found[f"housing.{name}"].status for name in (*NOT_THERE, "compensation.total_gbp")}
    assert statuses == {"not_recorded"}


def test_a_column_with_one_word_that_is_known_is_a_column(values) -> None:
    found = values(
        {"Record type": "Complaint", "Accepted": "Yes"}, {"Record type": "Odd", "Accepted": "Perhaps"}
    )
    assert counted(found, "housing", "refused", "service_requests") == [0, 0]


@pytest.mark.parametrize("quarter", [1, 2])
def test_a_stage_0_of_the_year_makes_none_of_them_in_a_quarter_a_nought(council, export, quarter) -> None:
    row = {"Service": "Council Housing", "Received": "03/06/2024"}
    council.export(export(row | {"Reference": "A1"}, row | {"Reference": "A1-S0", "Received": "01/06/2024"}))
    period = ReportingYear.parse("2024-25").quarter(quarter)
    assert council.figures(period=period)["housing.extra_stage"].value == (1 if quarter == 1 else 0)
