"""Each figure's rule on small councils: who is counted, what is recorded, and what is never a 0."""

from __future__ import annotations

from datetime import date

import pytest

from complaint_analysis.council.periods import ReportingYear

HEADERS = [
    "Reference",
    "Record type",
    "Accepted",
    "Exclusion reason",
    "Service",
    "Tenure",
    "Received",
    "Stage 1 acknowledged",
    "Stage 1 extended to",
    "Stage 1 extension notified",
    "Stage 1 responded",
    "Stage 1 outcome",
    "Stage 2 requested",
    "Stage 2 refused",
    "Stage 2 refusal reason",
    "Stage 2 acknowledged",
    "Stage 2 responded",
    "Stage 2 outcome",
    "Withdrawn",
    "Closed",
    "Remedies",
    "Compensation",
    "Channel",
    "Representative",
    "Disability recorded",
    "Reasonable adjustment",
    "Action due",
    "Action done",
]


def log(*rows: dict[str, str]) -> str:
    """An export with every column, from the cells that a case fills."""
    standard = {"Service": "Council Housing", "Tenure": "Tenant", "Received": "03/06/2024"}
    lines = [HEADERS]
    for number, row in enumerate(rows, start=1):
        cells = {"Reference": f"A{number}"} | standard | row
        assert set(cells) <= set(HEADERS), cells
        lines.append([cells.get(header, "") for header in HEADERS])
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)


def test_stage_1_belongs_to_the_year_it_was_received_and_stage_2_to_the_year_it_was_requested(
    council,
) -> None:
    council.export(log({"Received": "20/03/2024", "Stage 2 requested": "10/04/2024"}), year="2023-24")
    council.export(log({"Reference": "B1"}))
    values = council.values()
    assert (values["housing.stage1.received"], values["housing.stage2.received"]) == (1, 1)
    assert values["housing.escalation.ratio_pct"] == 100.0
    assert values["housing.escalation.cohort_pct"] == "not_applicable"  # nothing of the year is answered


def test_only_accepted_complaints_are_counted(council) -> None:
    council.export(
        log(
            {},
            {"Record type": "Service request"},
            {"Record type": "Compliment"},
            {"Accepted": "No", "Exclusion reason": "Over 12 months"},
            {"Exclusion reason": "Court"},
            {"Accepted": "Yes"},
            {"Service": "Adult Social Care"},
            {"Service": ""},
        )
    )
    values = council.settings("").values()
    assert values["housing.stage1.received"] == 2
    assert (values["housing.refused"], values["housing.refused.over_12_months"]) == (2, 1)
    assert values["housing.refused.legal_proceedings"] == 1
    assert values["housing.service_requests"] == 1
    assert values["lgsco.stage1.received"] == 0
    assert (values["records.read"], values["records.kept"]) == (8, 8)


def test_the_base_of_a_percentage_leaves_out_only_what_is_not_yet_due_or_withdrawn(council) -> None:
    council.year(facts="extracted_on = 2025-04-03")
    council.export(
        log(
            {"Stage 1 responded": "10/06/2024"},
            {"Stage 1 responded": "10/07/2024"},
            {"Closed": "01/08/2024"},
            {"Withdrawn": "05/06/2024"},
            {},
            {"Received": "31/03/2025"},
        )
    )
    figure = council.figures()["housing.stage1.responded.in_time_pct"]
    assert (figure.value, figure.numerator, figure.denominator) == (25.0, 1, 4)
    values = council.values()
    statuses = {
        name: values[f"housing.stage1.responded.{name}"] for name in ("in_time", "late", "not_recorded")
    }
    assert statuses == {"in_time": 1, "late": 1, "not_recorded": 1}
    assert values["housing.stage1.responded.open_overdue"] == 1
    assert values["housing.stage1.responded.open_not_due"] == 1
    assert values["housing.stage1.withdrawn"] == values["housing.stage1.responded.withdrawn"] == 1
    assert values["housing.stage1.received"] == 6


def test_outcomes_are_of_the_answered_and_the_rate_of_the_three_findings(council) -> None:
    answered = {"Stage 1 responded": "10/06/2024"}
    outcomes = ["Upheld", "Partly upheld", "Not upheld", "Resolved informally", ""]
    council.export(
        log(*(answered | {"Stage 1 outcome": word} for word in outcomes), {"Stage 1 outcome": "Upheld"})
    )
    figure = council.figures()["housing.stage1.outcome.upheld_pct"]
    assert (figure.value, figure.numerator, figure.denominator) == (66.7, 2, 3)
    assert council.values()["housing.stage1.outcome.not_recorded"] == 1


def test_escalation_of_the_answered_and_refused_escalations(council) -> None:
    answered = {"Stage 1 responded": "10/06/2024"}
    council.export(
        log(
            answered,
            answered | {"Stage 2 requested": "01/07/2024"},
            answered | {"Stage 2 requested": "01/07/2024", "Stage 2 refused": "Yes", "Stage 2 refusal reason": "Legal proceedings"},
            {},
        )
    )  # fmt: skip
    figures, values = council.figures(), council.values()
    assert (values["housing.stage2.received"], values["housing.stage2.refused"]) == (1, 1)
    assert values["housing.stage2.refused.legal_proceedings"] == 1
    assert values["housing.escalation.ratio_pct"] == 25.0
    cohort = figures["housing.escalation.cohort_pct"]
    assert (cohort.numerator, cohort.denominator) == (2, 3)
    assert values["housing.ended_at_stage1_pct"] == 33.3


def test_what_no_export_records_is_not_recorded_and_never_0(council, export) -> None:
    council.export(export({"Reference": "A1", "Received": "03/06/2024", "Service": "Council Housing"}))
    values = council.values()
    absent = {id for id, value in values.items() if value == "not_recorded" and id.startswith("housing.")}
    expected = {
        "housing.stage1.acknowledged.late", "housing.stage1.responded.in_time_pct", "housing.stage1.withdrawn",
        "housing.stage1.outcome.upheld", "housing.stage1.working_days.mean", "housing.stage2.received",
        "housing.stage1.extension.over_limit", "housing.extra_stage", "housing.escalation.ratio_pct",
        "housing.refused", "housing.refused.other", "housing.stage2.refused", "housing.remedies.apology",
        "housing.channel.online", "housing.representative", "housing.adjustments",
        "housing.disability_recorded", "housing.actions.agreed", "housing.compensation.awards",
        "housing.ch01.stage1.lcra", "housing.ch02.stage1.lcra", "housing.service_requests.register",
        "housing.open_at_year_end.stage1",
    }  # fmt: skip
    assert expected <= absent
    assert values["housing.stage1.received"] == 1


def test_an_empty_event_column_is_0_and_an_empty_descriptive_one_is_not_recorded(council) -> None:
    values = council.export(log({"Accepted": "Yes"})).values()
    events = ("stage1.withdrawn", "stage2.received", "compensation.awards", "refused", "refused.other",
              "stage1.extension.over_limit", "remedies.apology", "actions.agreed")  # fmt: skip
    assert {values[f"housing.{id}"] for id in events} == {0}
    described = ("channel.email", "stage1.acknowledged.late", "stage1.outcome.upheld")
    assert {values[f"housing.{id}"] for id in described} == {"not_recorded"}


def test_a_reason_is_not_recorded_before_its_date(council) -> None:
    council.settings("[recorded_from]\nexclusion_reason = 2025-04-01")
    values = council.export(log({"Exclusion reason": "Court"})).values()
    assert values["housing.refused.legal_proceedings"] == "not_recorded"


def test_a_reason_has_a_column_or_is_not_recorded(council, export) -> None:
    """INTERFACES `exclusion_reason`; a column "Refused" may hold the reason in place of a yes."""
    row = {"Reference": "A1", "Service": "Council Housing", "Received": "03/06/2024"}
    reason, escalation = "housing.refused.legal_proceedings", "housing.stage2.refused.legal_proceedings"
    cases = {
        "Yes": ({"Refused": "Yes"}, 1, "not_recorded"),
        "the reason itself": ({"Refused": "Court"}, 1, 1),
        "nothing refused": ({"Refused": "No"}, 0, "not_recorded"),
        "accepted only": ({"Accepted": "No"}, 1, "not_recorded"),
    }
    for name, (cells, refused, by_reason) in cases.items():
        values = council.export(export(row | cells)).values()
        assert (values["housing.refused"], values[reason]) == (refused, by_reason), name
    second = {"Stage 2 requested": "01/07/2024", "Stage 2 refused": "Yes"}
    values = council.export(export(row | second)).values()
    assert (values["housing.stage2.refused"], values[escalation]) == (1, "not_recorded")
    values = council.export(export(row | second | {"Stage 2 refusal reason": "Court"})).values()
    assert (values["housing.stage2.refused"], values[escalation]) == (1, 1)


def test_service_requests_are_recorded_where_the_export_tells_them_apart(council, export) -> None:
    row = {"Reference": "A1", "Service": "Council Housing", "Received": "03/06/2024"}
    assert council.export(export(row)).values()["housing.service_requests"] == "not_recorded"
    told_apart = council.export(export(row | {"Record type": "Complaint"})).values()
    assert told_apart["housing.service_requests"] == 0
    council.settings('[classification]\nrecord_type = "rules"').export(export(row))
    assert council.values()["housing.service_requests"] == 0


def test_withdrawals_are_recorded_by_a_column_or_by_an_outcome_of_the_year(council, export) -> None:
    """A column of last year's export says nothing of this year."""
    case = {"Service": "Council Housing", "Stage 1 responded": "", "Stage 1 outcome": ""}
    last = case | {"Reference": "L1", "Received": "03/06/2023", "Withdrawn": "05/06/2023"}
    council.export(export(last), year="2023-24")
    this = case | {"Reference": "A1", "Received": "03/06/2024"}
    ids = ("housing.stage1.withdrawn", "housing.stage1.responded.withdrawn")
    assert {council.export(export(this)).values()[id] for id in ids} == {"not_recorded"}
    assert {council.values("2023-24")[id] for id in ids} == {1}
    said = this | {"Stage 1 outcome": "Withdrawn"}
    assert {council.export(export(said)).values()[id] for id in ids} == {1}


def test_ch01_and_ch02_follow_the_regulator(council) -> None:
    council.year(facts="extracted_on = 2025-05-30\n[homes_owned]\nlcra = 400\nlcho = 0")
    council.settings('[clocks]\nresponse_starts = "received"\nstage1_respond = 5')
    late_start = {"Stage 1 acknowledged": "10/06/2024", "Stage 1 responded": "24/06/2024"}
    council.export(
        log(
            late_start,
            {"Stage 1 responded": "24/06/2024"},
            {"Withdrawn": "05/06/2024"},
            {"Tenure": ""},
            {"Tenure": "Leaseholder", "Stage 1 responded": "10/06/2024"},
            {"Stage 1 acknowledged": "03/06/2024", "Stage 1 extended to": "01/07/2024", "Stage 1 responded": "28/06/2024"},
        )
    )  # fmt: skip
    figures, values = council.figures(), council.values()
    assert figures["housing.ch01.stage1.lcra"].numerator == 4
    assert values["housing.ch01.stage1.lcra"] == 10.0
    ch02 = figures["housing.ch02.stage1.lcra"]
    assert (ch02.value, ch02.numerator, ch02.denominator) == (50.0, 2, 4)  # the Code's own ten days
    assert values["housing.ch02.stage1.lcra.without_extension"] == 1
    assert values["housing.ch02.stage1.lcra.with_extension"] == 1
    assert values["housing.ch01.stage1.tenure_not_recorded"] == 1
    assert values["housing.ch01.stage1.lcho"] == "not_applicable"


def test_all_tenants_may_be_said_where_no_export_has_a_tenure(council, export) -> None:
    council.year(facts="[homes_owned]\nlcra = 1000").settings('[tsm]\nall_tenants = "lcra"')
    council.export(export({"Reference": "A1", "Received": "03/06/2024", "Service": "Council Housing"}))
    assert council.values()["housing.ch01.stage1.lcra"] == 1.0


def test_open_cases_at_the_last_day_and_at_the_extract(council) -> None:
    council.export(
        log(
            {"Received": "28/03/2025"},
            {"Received": "28/03/2025", "Stage 1 responded": "04/04/2025"},
            {"Received": "28/03/2025", "Stage 1 responded": "31/03/2025"},
            {"Received": "28/03/2025", "Closed": "02/04/2025"},
            {"Received": "01/04/2025"},
        )
    )
    values = council.values()
    assert (values["housing.open_at_year_end.stage1"], values["housing.still_open.stage1"]) == (3, 1)


def test_actions_and_money(council) -> None:
    council.export(
        log(
            {"Action due": "01/07/2024", "Action done": "01/07/2024", "Compensation": "£100.50"},
            {"Action due": "01/07/2024", "Action done": "02/07/2024", "Compensation": "0"},
            {"Action due": "01/07/2024", "Compensation": "50"},
            {"Action done": "02/07/2024", "Compensation": "40"},
            {"Action due": "01/07/2025"},
        )
    )
    values = council.values()
    counted = {
        name: values[f"housing.actions.{name}"]
        for name in ("agreed", "done_on_time", "done_late", "overdue", "no_date")
    }
    assert counted == {"agreed": 5, "done_on_time": 1, "done_late": 1, "overdue": 1, "no_date": 1}
    money = {name: values[f"housing.compensation.{name}"] for name in ("total_gbp", "awards", "mean_gbp")}
    assert money == {"total_gbp": 190.5, "awards": 3, "mean_gbp": 63.5}


def test_an_action_done_after_the_extract_is_not_done_yet(council) -> None:
    """Calendar and period: a date of something done that lies after the extract is treated as missing."""
    council.year(facts="extracted_on = 2024-08-01")
    council.export(
        log(
            {"Action due": "01/07/2024", "Action done": "01/08/2024"},
            {"Action due": "01/07/2024", "Action done": "02/08/2024"},
            {"Action due": "01/08/2024"},
            {"Action done": "02/08/2024"},
        )
    )
    values = council.values()
    counted = {
        name: values[f"housing.actions.{name}"]
        for name in ("agreed", "done_on_time", "done_late", "overdue", "no_date")
    }
    assert counted == {"agreed": 3, "done_on_time": 0, "done_late": 1, "overdue": 1, "no_date": 0}


def test_small_numbers_on_equalities_are_withheld(council) -> None:
    council.export(
        log(*({"Disability recorded": "Yes"} for _ in range(4)), {"Reasonable adjustment": "None"})
    )
    values = council.values()
    assert (values["housing.disability_recorded"], values["housing.adjustments"]) == ("suppressed", 0)


def test_several_remedies_of_one_complaint_each_count(council) -> None:
    council.export(
        log(
            {"Remedies": "Apology; Compensation"},
            {"Remedies": "None"},
            {"Remedies": "apology and explanation"},
        )
    )
    values = council.values()
    kinds = ("apology", "financial", "explanation", "action_taken")
    assert [values[f"housing.remedies.{kind}"] for kind in kinds] == [2, 1, 1, 0]


@pytest.mark.parametrize(("number", "received"), [(1, 1), (2, 0), (3, 0), (4, 2)])
def test_a_quarter_counts_its_own(council, number: int, received: int) -> None:
    council.export(log({}, {"Received": "01/01/2025"}, {"Received": "31/03/2025"}))
    quarter = ReportingYear.parse("2024-25").quarter(number)
    assert council.figures(period=quarter)["housing.stage1.received"].value == received


def test_a_quarter_s_ch01_is_the_year_so_far(council) -> None:
    council.year(facts="[homes_owned]\nlcra = 1000")
    council.export(log({}, {"Received": "01/01/2025"}))
    quarter = ReportingYear.parse("2024-25").quarter(4)
    assert quarter.start == date(2025, 1, 1)
    assert council.figures(period=quarter)["housing.ch01.stage1.lcra"].value == 2.0
