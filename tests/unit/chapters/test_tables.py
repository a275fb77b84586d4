from dataclasses import replace

import pytest
from small_run import YEAR, a_council, complaint, every_table, run

from complaint_analysis.chapters import commentary, tables
from complaint_analysis.chapters.commentary import comparison_note
from complaint_analysis.classify.accuracy import measured
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.measures.suppressed_figures import OF_PEOPLE
from complaint_analysis.printing.table import add
from complaint_analysis.printing.table_formats import notes_of
from complaint_analysis.publish.publication import Publication

LAST = [complaint("2023-05-02"), complaint("2023-06-01")]


def rows(table):
    """The printed cells of each row by the row's name."""
    return {row[0]: row[1:] for row in table.printed().to_numpy().tolist()}


def lgsco(received="2024-05-01", **columns):
    return complaint(received, **{"regime": "lgsco", "service": "Parks", **columns})


def test_every_table_can_be_made_of_one_complaint_without_a_last_year():
    for table in every_table(run([complaint()])):
        assert table.caption
        assert "2023-24" not in str(table.printed().columns.tolist())


def test_headline_stands_both_years_side_by_side_with_counts():
    late = complaint(stage1_responded="2024-07-01")
    table = tables.headline(run([complaint(), late], LAST))
    assert [column.heading for column in table.columns][:3] == [
        "Measure",
        "Housing, 2024-25",
        "Housing, 2023-24",
    ]
    assert rows(table)["Stage 1 answered in time"][:2] == ["50.0% (1 of 2)", "100.0% (2 of 2)"]
    assert rows(table)["Stage 1 complaints received"][:2] == ["2", "2"]


def test_what_is_not_recorded_is_never_nought():
    table = tables.headline(run([complaint()], LAST, last_unrecorded=["compensation_gbp"]))
    assert rows(table)["Compensation"][:2] == ["£0", "[x]"]
    assert "[x] not recorded." in notes_of(table)


def test_months_hold_both_years_and_add_up():
    table = tables.received_by_month(run([complaint("2024-04-30"), lgsco("2025-03-31")], LAST))
    printed = rows(table)
    assert printed["April"] == ["1", "0", "0", "0"]
    assert printed["March"] == ["0", "0", "1", "0"]
    assert printed["Total"] == ["1", "2", "1", "0"]
    assert table.total
    assert len(printed) == 13


def test_a_quarter_has_its_own_months_and_the_same_quarter_before():
    quarter = run([complaint("2024-07-01"), complaint("2024-06-30")], LAST, period=YEAR.quarter(2))
    assert list(rows(tables.received_by_month(quarter))) == ["July", "August", "September", "Total"]
    assert rows(tables.received_by_month(quarter))["Total"][0] == "1"
    assert list(rows(tables.received_by_quarter(quarter))) == ["July to September 2024", "Total"]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_quarter_before(number):
    assert YEAR.quarter(number).year_before == YEAR.previous.quarter(number)
    assert YEAR.period.year_before == YEAR.previous.period


def test_services_stand_by_size_and_keep_last_years():
    table = tables.received_by_service(
        run([lgsco(), lgsco(), complaint()], [lgsco("2023-05-01", service="Bins")])
    )
    printed = rows(table)
    assert list(printed) == ["Parks", "Council Housing", "Bins", "Total"]
    assert printed["Bins"] == ["Other services", "0", "1", "0", "0"]
    assert printed["Total"] == ["", "3", "1", "0", "0"]


def test_stage2_of_services_not_recorded_is_marked():
    table = tables.received_by_service(run([complaint()], unrecorded=["stage2_requested"]))
    assert rows(table)["Total"] == ["", "1", "[x]"]


def test_answers_are_shown_by_status_with_the_percentage_of_the_base():
    open_case = complaint("2025-05-29", stage1_responded=None, stage1_outcome=None)
    closed = complaint(stage1_responded=None)
    withdrawn = complaint(stage1_responded=None, stage1_outcome=None, withdrawn="2024-05-02")
    table = tables.responded(run([complaint(), closed, withdrawn, open_case]))
    assert rows(table)["Housing, stage 1, 2024-25"] == ["1", "0", "0", "1", "0", "0", "1", "50.0%"]
    assert rows(table)["Housing, stage 2, 2024-25"][-1] == "[z]"


def test_natural_variation_stands_beside_the_percentage():
    table = tables.responded_in_time(run([complaint()] * 9 + [complaint(stage1_responded="2024-08-01")]))
    assert rows(table)["Housing, stage 1, 2024-25"] == ["9", "10", "90.0%", "59.6%", "98.2%"]
    assert rows(table)["Housing, stage 2, 2024-25"] == ["[z]"] * 5


def test_years_under_different_rules_are_marked_not_comparable():
    council = a_council(
        procedure=[{"until": "2024-03-31", "name": "2022 Code", "response_starts": "received"}]
    )
    changed = run([complaint()], LAST, council=council)
    assert any("cannot be compared" in note for note in tables.responded(changed).notes)
    assert not any("cannot be compared" in note for note in tables.responded(run([complaint()], LAST)).notes)
    within = a_council(procedure=[{"until": "2024-09-30", "name": "2022 Code"}])
    assert any(
        "cannot be compared" in note for note in tables.tsm(run([complaint()], LAST, council=within)).notes
    )
    long_ago = a_council(procedure=[{"until": "2020-03-31", "name": "2012 rules"}])
    assert not tables.headline(run([complaint()], LAST, council=long_ago)).notes


def test_working_days_have_their_base():
    table = tables.working_days(run([complaint(stage1_responded="2024-05-03"), complaint()]))
    assert rows(table)["Housing, stage 1, 2024-25"] == ["2", "1.0", "1.0"]
    assert rows(table)["Housing, stage 2, 2024-25"] == ["0", "[z]", "[z]"]


@pytest.mark.parametrize("name", ["extensions", "open_cases", "refusals", "refused_escalations", "remedies"])
def test_a_table_of_noughts_has_no_rows(name):
    assert getattr(tables, name)(run([complaint()])).frame.empty


def test_refusals_stand_in_three_groups_and_keep_the_codes_apart():
    council = a_council(exclusions={"policy": ["other_process"]})
    refused = {"accepted": False, "stage1_outcome": None}
    cases = [
        complaint(exclusion_reason="over_12_months", **refused),
        lgsco(exclusion_reason="over_12_months", **refused),
        lgsco(exclusion_reason="other_process", **refused),
    ]
    table = tables.refusals(run(cases, council=council))
    printed = [row[1:] for row in table.printed().to_numpy().tolist()]
    assert printed == [
        ["Named in the Housing Ombudsman Code, 2.2", "1", "[z]"],
        ["Named in the council's published policy", "0", "1"],
        ["Named in neither", "[z]", "1"],
        ["", "1", "2"],
    ]


def test_without_the_policy_s_reasons_no_reason_is_named_in_neither():
    refused = {"accepted": False, "stage1_outcome": None}
    reasons = ("over_12_months", "other_process", "not_recorded")
    cases = [lgsco(exclusion_reason=reason, **refused) for reason in reasons]
    printed = tables.refusals(run(cases)).printed().to_numpy().tolist()
    unknown = "The policy's reasons are not recorded"
    assert [row[1:] for row in printed[:-1]] == [
        [unknown, "[z]", "1"], [unknown, "0", "1"], ["No reason is recorded", "0", "1"],
    ]  # fmt: skip


def test_reasons_not_recorded_leave_the_total():
    refused = complaint(accepted=False, exclusion_reason="not_recorded")
    table = tables.refusals(run([refused], unrecorded=["exclusion_reason"]))
    assert rows(table)["Total"] == ["", "1", "0"]
    assert any("the total holds all" in note for note in table.notes)


def test_categories_stand_by_size_with_their_share_and_unclassified_last():
    cases = [complaint(category=each) for each in ("charges", "charges", "other", None)]
    last = [complaint("2023-05-01", category="staff_conduct")]
    printed = rows(tables.category(run(cases, last), "housing"))
    assert list(printed) == ["Charges", "Other", "Staff conduct", "Not classified", "Total"]
    assert printed["Charges"] == ["2", "0", "2", "50.0%", "0.0%"]
    assert printed["Staff conduct"] == ["0", "1", "−1", "0.0%", "100.0%"]
    assert printed["Total"] == ["4", "1", "3", "100.0%", "100.0%"]


def test_who_classified():
    cases = [
        complaint(category="charges", category_rule="officer"),
        complaint(category="charges", category_rule="housing-charges-3"),
        complaint(category_rule=""),
    ]
    printed = rows(tables.classified_by(run(cases)))
    assert printed["Housing, subject"] == ["1", "0", "1", "1"]


def test_a_table_of_subjects_or_causes_says_who_sorted_it_and_how_well_the_rules_do():
    cases = [
        *[complaint(category="charges", category_rule="officer", cause="delay", cause_rule="late")] * 9,
        complaint(category="charges", category_rule="override"),
        *[complaint(category="charges", category_rule="rent")] * 2,
        complaint(),
    ]
    who, how_well = tables.category(run(cases, LAST), "housing").notes
    assert who == (
        "2024-25: officers sorted 76.9% (10 of 13), written rules 15.4% (2 of 13), nobody 7.7% (1 of 13)."
    )
    right, texts = (measured()["category_housing"][key] for key in ("right", "texts"))
    assert how_well.endswith(
        f"the right subject for {measured()['category_housing']['accuracy_pct']}% ({right} of {texts})."
    )
    who, how_well = tables.cause(run(cases, LAST), "housing").notes
    assert who.endswith(
        "officers sorted 0.0% (0 of 13), written rules 69.2% (9 of 13), nobody 30.8% (4 of 13)."
    )
    assert f"the right main cause for {measured()['cause']['accuracy_pct']}%" in how_well
    assert tables.cause(run(cases), "lgsco").notes == ()


def test_outcomes_by_service_add_up():
    cases = [complaint(), lgsco(stage1_outcome="not_upheld"), lgsco(stage1_outcome=None)]
    printed = rows(tables.outcomes_by_service(run(cases)))
    assert printed["Parks"] == ["0", "0", "1", "0", "1", "0.0%"]
    assert printed["Total"] == ["1", "0", "1", "0", "1", "50.0%"]
    assert tables.outcomes_by_service(run(cases, unrecorded=["stage1_outcome"])).frame.empty


def test_small_numbers_of_adjustments_are_withheld():
    cases = [complaint(has_adjustment=True, has_representative=True)]
    printed = rows(tables.access(run(cases)))
    assert printed["Reasonable adjustment recorded"] == ["[c]", "0"]
    assert printed["Made through a representative"] == ["[c]", "0"]


def test_a_quarter_shows_no_number_of_people_by_ward_team_or_need():
    """Three quarters and the year would give back the fourth, whatever the fourth withholds itself."""
    cases = [complaint(ward="Ash", stage1_team="Repairs", has_adjustment=True)] * 9
    quarter = run(cases, period=YEAR.quarter(1))
    assert quarter.figures["housing.stage1.received"].value == 9
    people = {quarter.figures[f"{regime}.{each}"].status for regime in REGIMES for each in OF_PEOPLE}
    assert people == {"suppressed"}
    assert all(table(quarter).frame.empty for table in (tables.wards, tables.teams, tables.access))


def test_tenant_measures_show_what_they_are_made_of():
    printed = rows(tables.tsm(run([complaint(), complaint(tenure="not_recorded")])))
    assert printed["CH01 stage 1, per 1,000 rented homes"] == ["1.0", "1 of 1,000"]
    assert printed["CH02 stage 2, answered in time, rented homes"] == ["[z]", "[z]"]
    assert not any("ownership" in name for name in printed)
    notes = tables.tsm(run([complaint(tenure="not_recorded")])).notes
    assert "Complaints in no measure because the tenure is not recorded: 1." in notes


def test_the_calendar_names_each_day_that_did_not_count():
    council = a_council(calendar={"closed_days": ["2024-12-27"]})
    printed = rows(tables.working_day_calendar(run([complaint()], council=council)))
    assert printed["27 December 2024"] == ["Friday", "Closed by the council"]
    assert "26 May 2025" in printed
    assert "29 March 2024" not in printed


def test_rows_of_the_exports_are_accounted_for():
    assert rows(tables.reconciliation(run([complaint()] * 3)))["Records kept"] == ["3"]


def test_a_sum_says_what_it_does_not_know():
    assert [add([1, 2]), add([1, "[c]"]), add([1, "[x]"]), add([1, "[z]"]), add(["[z]"])] == [
        3,
        "[c]",
        "[x]",
        1,
        "[z]",
    ]


def in_wards(make, **numbers):
    return [make(ward=ward) for ward, number in numbers.items() for _ in range(number)]


def test_wards_withhold_small_numbers_and_what_would_give_them_away():
    cases = [*in_wards(complaint, Ash=12, Beck=3, Cove=20), *in_wards(lgsco, Ash=30, Beck=9)]
    printed = rows(tables.wards(run(cases)))
    assert printed == {
        "Ash": ["[c]", "30"],
        "Beck": ["[c]", "9"],
        "Cove": ["20", "0"],
        "Total": ["35", "39"],
    }


def test_a_column_that_nothing_protects_is_left_out_and_named():
    table = tables.wards(run([*in_wards(complaint, Ash=2, Beck=3), *in_wards(lgsco, Beck=9, Cove=8)]))
    assert [column.heading for column in table.columns] == ["Ward", "Other services"]
    assert rows(table) == {"Beck": ["9"], "Cove": ["8"], "Total": ["17"]}, "Ash has none to show"
    assert table.notes[-1] == "Too small to be shown: Housing."


def test_wards_that_cannot_be_protected_or_are_not_recorded_have_no_table():
    assert tables.wards(run([complaint(ward="Ash")])).frame.empty
    assert tables.wards(run([complaint()] * 9)).frame.empty
    assert tables.wards(run([complaint(ward="Ash")] * 9, unrecorded=["ward"])).frame.empty
    printed = rows(tables.wards(run([complaint(ward="Ash")] * 9 + [complaint()] * 5)))
    assert printed["Not recorded"] == ["5", "0"]


def test_teams_are_counted_by_stage_and_small_ones_withheld():
    cases = [
        *[complaint(stage1_team="Repairs") for _ in range(12)],
        *[complaint(stage1_team="Lettings") for _ in range(2)],
        *[complaint(stage1_team="Rents") for _ in range(7)],
        *[complaint() for _ in range(9)],
        *[lgsco(stage1_team="Parks") for _ in range(6)],
    ]
    table = tables.teams(run(cases))
    printed = rows(table)
    assert [column.heading for column in table.columns] == [
        "Team", "Housing, stage 1", "Other services, stage 1",
    ]  # fmt: skip
    assert printed["Lettings"] == ["[c]", "0"]
    assert printed["Rents"] == ["[c]", "0"], "withheld too, or the total gives the small team away"
    assert [printed["Repairs"], printed["Not recorded"]] == [["12", "0"], ["9", "0"]]
    assert printed["Total"] == ["30", "6"]
    assert list(printed)[-2:] == ["Not recorded", "Total"]
    assert tables.teams(run([complaint()] * 9)).frame.empty


def test_what_became_of_the_open_cases_adds_up():
    march = {"received": "2025-03-25", "stage1_acknowledged": "2025-03-26"}
    unanswered = march | {"stage1_responded": None, "stage1_outcome": None}
    cases = [
        complaint(**march | {"stage1_responded": "2025-04-02"}),
        complaint(**march | {"stage1_responded": "2025-05-20"}),
        complaint(**unanswered, withdrawn="2025-04-30"),
        complaint(**unanswered),
        complaint(**unanswered, stage1_extended_to="2025-06-30"),
        complaint("2024-05-01"),
    ]
    decided = [
        complaint(**march | {"stage1_responded": None}),
        complaint(**unanswered, stage1_response_unusable=True),
    ]
    printed = rows(tables.open_cases(run([*cases, *decided])))
    assert printed["Housing, stage 1, 2024-25"] == ["5", "1", "1", "1", "2", "2", "2"]


def test_answers_in_time_stand_by_the_quarter_received():
    late = complaint("2024-07-01", stage1_responded="2024-09-02")
    printed = rows(tables.in_time_by_quarter(run([complaint(), late, complaint("2024-09-30")])))
    assert list(printed) == [
        "April to June 2024", "July to September 2024", "October to December 2024", "January to March 2025",
    ]  # fmt: skip
    assert [row[0] for row in printed.values()] == ["100.0% (1 of 1)", "50.0% (1 of 2)", "[z]", "[z]"]


def escalated(received, requested, team):
    return complaint(
        received, stage2_requested=requested, stage2_acknowledged=requested,
        stage2_responded=requested, stage2_outcome="upheld", stage2_team=team,
    )  # fmt: skip


def designated(others, unnamed=5):
    """A council whose designated service had six stage 2 cases of its team, others of another and of none."""
    council = a_council(
        designated=[
            {"service": "council housing", "from": "2024-04-01", "stage2_team": "Independent Team"},
            {"service": "Parks", "from": "2026-04-01"},
        ]
    )
    cases = [
        *[escalated("2024-05-01", "2024-06-03", "independent team")] * 6,
        *[escalated("2024-05-01", "2024-06-03", "Repairs")] * others,
        *[escalated("2024-05-01", "2024-06-03", None)] * unnamed,
        escalated("2023-05-01", "2023-06-01", "Repairs"),
        complaint(service="Other Homes"),
    ]
    return run(cases, LAST, council=council)


OTHER_TEAM = "Stage 2 answered by a team other than the Independent Team"


def test_a_designated_service_stands_before_and_since():
    table = tables.designated_services(designated(others=5))
    printed = rows(table)
    assert printed["Stage 1 complaints received"] == ["1", "16"]
    assert printed["Stage 1 answered in time"] == ["[c]", "100.0% (16 of 16)"]
    assert printed["Stage 2 requests received"] == ["1", "16"]
    assert printed["Stage 2 upheld or partially upheld"] == ["[c]", "100.0% (16 of 16)"]
    assert printed[OTHER_TEAM] == ["[z]", "5 of 16, team of 5 not recorded"]
    assert "before is 1 April 2023 to 31 March 2024" in table.notes[0]
    said = commentary.designated(designated(others=5))
    assert said.startswith("council housing is designated for intensive support from 1 April 2024. The Indep")
    assert commentary.designated(run([complaint()], LAST)) == ""
    assert tables.designated_services(run([complaint()], LAST)).frame.empty


def test_the_cases_of_a_small_team_are_withheld_beside_those_of_the_designated_one():
    assert rows(tables.designated_services(designated(others=4)))[OTHER_TEAM] == ["[z]", "[c]"]
    assert (
        rows(tables.designated_services(designated(others=0)))[OTHER_TEAM][1]
        == "0 of 11, team of 5 not recorded"
    )
    assert rows(tables.designated_services(designated(others=5, unnamed=1)))[OTHER_TEAM][1] == "[c]"


def earlier(run_, year, **changed):
    """The figures of the run's last year, some with another value, as another year's."""
    figures = dict(run_.last_figures)
    return {year: figures | {id: replace(figures[id], value=value) for id, value in changed.items()}}


def test_from_three_years_on_they_stand_side_by_side_oldest_first():
    three = run([complaint()], LAST)
    assert tables.over_the_years(three).frame.empty
    three.earlier_figures = earlier(three, "2022-23", **{"housing.stage1.received": 7})
    table = tables.over_the_years(three)
    assert [column.heading for column in table.columns] == ["Measure", "2022-23", "2023-24", "2024-25"]
    assert rows(table)["Housing: stage 1 complaints received"] == ["7", "2", "1"]
    assert rows(table)["Housing: stage 1 answered in time"][1] == "100.0% (2 of 2)"
    assert not any("different rules" in note for note in table.notes)
    three.council = a_council(procedure=[{"until": "2023-03-31", "name": "2020 Code"}])
    assert any("different rules" in note for note in tables.over_the_years(three).notes)


def test_what_was_published_otherwise_is_shown_beside_what_the_records_say_now():
    again = run([complaint()], LAST)
    assert tables.revisions(again).frame.empty
    again.released = dict(again.last_figures)
    assert tables.revisions(again).frame.empty
    again.released |= earlier(again, "", **{"housing.stage1.received": 3})[""]
    table = tables.revisions(again)
    assert rows(table) == {"Housing: stage 1 complaints received": ["3", "2"]}
    assert table.columns[1].heading == "As published for 2023-24"
    assert "we have revised housing: stage 1 complaints received from 3 to 2." in comparison_note(again)


HANDLING = (
    "acknowledged", "responded", "responded_in_time", "working_days", "in_time_by_quarter", "outcomes",
    "escalation", "received_by_month", "received_by_quarter", "channels", "access",
)  # fmt: skip


def test_without_a_complaint_a_sentence_stands_in_the_place_of_a_table_of_noughts(tmp_path):
    none = run([complaint("2022-05-01")], last=[], unrecorded=["stage1_outcome", "channel"])
    one_last_year = run([complaint("2022-05-01")], LAST)
    for name in HANDLING:
        table = getattr(tables, name)(none)
        Publication(tmp_path, lambda *_: None).table(table)
        assert table.frame.empty
        assert (tmp_path / f"blocks/{table.name}.md").read_text().rstrip().endswith(".")
        assert not getattr(tables, name)(one_last_year).frame.empty
