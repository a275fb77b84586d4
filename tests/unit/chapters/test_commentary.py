import re

import pandas as pd
import pytest
from small_run import YEAR, a_council, complaint, run

from complaint_analysis.chapters import commentary, tables
from complaint_analysis.chapters.commentary import chart_titles
from complaint_analysis.chapters.commentary.phrases import (
    Sentence,
    across,
    count_moved,
    moved,
    points,
    share_moved,
)
from complaint_analysis.chapters.commentary.provisions_met import say_provisions_met
from complaint_analysis.chapters.tables.layouts import out_of_scope
from complaint_analysis.measures.figure import count, print_share, rate
from complaint_analysis.printing.sentences import listed, within

CHANCE = "A change of this size can arise by chance."


OPENINGS = [
    *("volumes", "timeliness", "outcomes", "escalation", "refusals", "remedies", "access"),
    *("volumes_by_stage", "timeliness_by_stage", "outcomes_by_stage", "escalation_by_code"),
    *("refusals_by_code", "remedies_by_code", "access_by_code"),
]


def number(value):
    return count("a", value, "complaints")


def pct(numerator, denominator):
    return rate("a", numerator, denominator, "per_cent")


def lgsco(received="2024-05-01", **columns):
    return complaint(received, **{"regime": "lgsco", "service": "Parks", **columns})


def last(cases):
    return [
        dict(case, **{key: day.replace("2024", "2023") for key, day in case.items() if "2024" in str(day)})
        for case in cases
    ]


@pytest.mark.parametrize(
    ("parts", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "", "b", "c"], "a, b and c")],
)
def test_words_in_a_row(parts, words):
    assert listed(parts) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (86, 57, "rose from 57 to 86"),
        (8, 1234, "fell from 1,234 to 8"),
        (9, 9, "stayed at 9"),
        (0, 3, "fell from 3 to 0"),
    ],
)
def test_how_a_count_moved(now, before, words):
    assert moved(now, before) == words


@pytest.mark.parametrize(
    ("values", "what", "words"),
    [
        ({"housing": "86"}, "complaints", "86 complaints about housing"),
        (
            {"housing": "86", "lgsco": "463"},
            "complaints",
            "86 complaints about housing and 463 about other services",
        ),
        ({"lgsco": "3 of 4"}, "", "3 of 4 about other services"),
    ],
)
def test_the_thing_counted_is_named_once(values, what, words):
    assert across(values, what) == words


@pytest.mark.parametrize(
    ("text", "words"), [("Delay", "delay"), ("MP letters", "MP letters"), ("Staff Conduct", "staff Conduct")]
)
def test_a_name_inside_a_sentence_loses_its_capital(text, words):
    assert within(text) == words


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (86, 57, "86 complaints, 50.9% more than in 2023-24 (57)."),
        (1234, 2468, "1,234 complaints, 50.0% fewer than in 2023-24 (2,468)."),
        (11, 9, "11 complaints, 2 more than in 2023-24 (9)."),
        (1, 9, "1 complaint, 8 fewer than in 2023-24 (9)."),
        (9, 10, "9 complaints, 10.0% fewer than in 2023-24 (10)."),
        (9, 9, "9 complaints, the same as in 2023-24."),
    ],
)
def test_a_count_beside_last_years_never_per_cent_on_a_base_under_ten(now, before, said):
    assert count_moved("complaint", "", number(now), number(before), "2023-24").text == said


def test_a_count_without_an_earlier_one():
    assert (
        count_moved("complaint", "", number(3), None, "2023-24").text
        == "3 complaints; 2023-24 is not recorded."
    )
    assert count_moved("complaint", "", number(0), None, "").text == "0 complaints."


def test_chance_is_said_from_p_of_a_twentieth_on():
    def by_chance(now, before):
        return count_moved("complaint", "", number(now), number(before), "2023-24").by_chance

    assert by_chance(86, 57) is False
    assert by_chance(44, 30) is True
    assert by_chance(9, 9) is None


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ([("for a", None)], ""),
        ([("for a", False)], ""),
        ([("for a", True)], CHANCE),
        ([("for a", True), ("for b", True)], "Changes of this size can arise by chance."),
        (
            [("for a", True), ("for b", False)],
            "The change for a is of a size that can arise by chance.",
        ),
        (
            [("for a", True), ("for b", False), ("for c", True)],
            "The changes for a and for c are of a size that can arise by chance.",
        ),
    ],
)
def test_chance_is_noted_once_below_the_list(said, note):
    found = {about: [Sentence("S.", about, by_chance)] for about, by_chance in said}
    listing = "\n".join(f"- **{about}:** S." for about, _ in said)
    assert points(found) == listing + (f"\n\n{note}" if note else "")


def test_a_share_under_ten_gives_way_to_its_counts():
    assert print_share(pct(72, 86)) == "83.7% (72 of 86)"
    assert print_share(pct(8, 9)) == "8 of 9"
    assert print_share(pct(9, 10)) == "90.0% (9 of 10)"


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (pct(72, 86), pct(41, 57), "We did, 11.8 percentage points more than in 2023-24 (71.9%, 41 of 57)."),
        (pct(40, 100), pct(41, 100), "We did, 1.0 percentage point less than in 2023-24 (41.0%, 41 of 100)."),
        (pct(9, 10), pct(8, 9), "We did; in 2023-24, 8 of 9."),
        (pct(8, 9), pct(9, 10), "We did; in 2023-24, 90.0% (9 of 10)."),
        (pct(10, 20), pct(20, 40), "We did, the same as in 2023-24 (20 of 40)."),
        (pct(10, 20), None, "We did."),
    ],
)
def test_shares_change_in_percentage_points(now, before, said):
    assert share_moved("We did", "it", now, before, "2023-24").text == said


def test_shares_under_other_rules_have_no_direction():
    said = share_moved("We did", "it", pct(9, 10), pct(20, 100), "2023-24", comparable=False)
    assert said == Sentence("We did; in 2023-24, under different rules, 20.0% (20 of 100).")


def test_volumes_are_stated_and_never_judged():
    of = run([complaint()] * 30 + [lgsco()], last([complaint()] * 12))
    assert (
        commentary.volumes(of)
        == "In 2024-25 we received 30 stage 1 complaints about housing and 1 about other services."
    )
    said = commentary.volumes_by_stage(of)
    assert "- **Housing, stage 1:** 30 complaints, 150.0% more than in 2023-24 (12)." in said
    assert "- **Housing, stage 2:** 0 requests, the same as in 2023-24." in said
    assert said.endswith("The change at stage 1 for other services is of a size that can arise by chance.")
    assert not any(word in said.lower() for word in ("improve", "worse", "better", "because", "good", "bad"))


def test_a_code_without_complaints_is_named():
    said = commentary.volumes(run([lgsco()]))
    assert said.endswith("received no stage 1 complaints about housing and 1 about other services.")
    said = commentary.volumes(run([complaint()]))
    assert said.endswith("received 1 stage 1 complaint about housing and none about other services.")


def test_the_first_year_has_nothing_to_compare():
    first = run([complaint()])
    assert "- **Housing, stage 1:** 1 complaint.\n" in commentary.volumes_by_stage(first)
    assert commentary.comparison_note(first) == "There is no earlier year in our records to compare with."
    for name in OPENINGS:
        assert "2023-24" not in getattr(commentary, name)(first)


def test_timeliness_says_first_what_was_missed():
    cases = [complaint()] * 3 + [complaint(stage1_responded="2024-09-01"), complaint(stage1_responded=None)]
    assert commentary.timeliness(run(cases)) == (
        "We missed the time limit for 2 of 5 stage 1 complaints about housing, "
        "counting those whose answer nobody recorded."
    )
    said = commentary.timeliness(run([complaint()] * 3))
    assert said == "We answered all 3 stage 1 complaints about housing in time."


def test_timeliness_by_stage_with_the_usual_time():
    cases = [complaint(stage1_responded="2024-05-02")] * 2
    said = commentary.timeliness_by_stage(run(cases, last([complaint()])))
    assert said.startswith(
        "- **Housing, stage 1:** 2 of 2 answered in time; in 2023-24, 1 of 1. "
        "Half of the answers took 1 working day or less; in 2023-24, 0 working days."
    )
    assert "- **Housing, stage 2:** none to count." in said


def test_years_under_different_rules_are_not_compared():
    council = a_council(procedure=[{"until": "2024-03-31", "name": "our *old* procedure"}])
    changed = run([complaint()] * 12, last([complaint()] * 12), council=council)
    assert "; in 2023-24, under different rules, 100.0% (12 of 12)." in commentary.timeliness_by_stage(
        changed
    )
    note = commentary.comparison_note(changed)
    assert "our \\*old\\* procedure, until 31 March 2024" in note
    assert "cannot be compared" in note
    assert "2023-24: under different rules" in commentary.key_figures(changed)
    assert "our \\*old\\* procedure" in commentary.settings(changed)


def test_the_code_of_2022_is_named_where_last_year_ran_under_it():
    assert "Code of 2022" in commentary.comparison_note(run([complaint()], last([complaint()])))


def test_what_nobody_recorded_is_said():
    unknown = run(
        [complaint()],
        unrecorded=["stage1_outcome", "remedies", "compensation_gbp", "channel", "stage2_requested"],
    )
    assert commentary.outcomes(unknown) == "Decisions at stage 1 are not recorded."
    assert "- **Housing, stage 1:** not recorded." in commentary.outcomes_by_stage(unknown)
    assert commentary.escalation(unknown) == "Requests for stage 2 are not recorded."
    assert "- **Housing:** not recorded." in commentary.escalation_by_code(unknown)
    assert commentary.remedies(unknown) == "Compensation is not recorded."
    assert (
        "- **Housing:** Remedies are not recorded. Compensation is not recorded."
        in commentary.remedies_by_code(unknown)
    )
    assert commentary.access(unknown) == "How complaints reached us is not recorded."


def test_what_leads_says_of_how_many():
    of = run([complaint()] * 3 + [complaint(stage1_outcome="not_upheld", stage2_requested="2024-06-03")])
    assert commentary.outcomes(of) == (
        "Of the stage 1 complaints that we decided, we upheld 3 of 4 about housing, in whole or in part."
    )
    assert commentary.escalation(of) == (
        "Of the stage 1 complaints that we answered, 1 of 4 about housing brought a request for stage 2."
    )


def test_refusals_by_ground_one_and_many():
    refused = {"accepted": False, "stage1_outcome": None}
    cases = [
        complaint(exclusion_reason="over_12_months", **refused),
        complaint(exclusion_reason="first_service_request", **refused),
        lgsco(exclusion_reason="over_12_months", **refused),
    ]
    council = a_council(exclusions={"policy": ["first_service_request"]})
    of = run(cases, council=council)
    assert commentary.refusals(of) == "We refused 2 complaints about housing and 1 about other services."
    assert commentary.refusals_by_code(of) == (
        "- **Housing:** 2 complaints refused, 1 for a reason that the Housing Ombudsman's Code names and 1 for a "
        "reason that our own policy names; no request for stage 2 refused.\n"
        "- **Other services:** 1 complaint refused, 1 for another reason, which our policy does not name; "
        "no request for stage 2 refused."
    )


def test_of_a_policy_that_is_not_given_nothing_is_said():
    """Whether it names a reason is not known; a reason that is recorded is never called none."""
    refused = {"accepted": False, "stage1_outcome": None}
    cases = [
        lgsco(exclusion_reason="over_12_months", **refused),
        lgsco(exclusion_reason="legal_proceedings", **refused),
        lgsco(exclusion_reason="not_recorded", **refused),
    ]
    told = commentary.refusals_by_code(run(cases))
    assert (
        "3 complaints refused, 2 for a reason that is recorded (the policy's reasons are not recorded) and 1 for "
        "a reason that is not recorded;" in told
    )


def test_no_refusal_is_said_well():
    of = run([complaint()], last([complaint()]))
    assert commentary.refusals(of) == "We refused no complaint."
    said = commentary.refusals_by_code(of)
    assert said.startswith("- **Housing:** no complaint refused; no request for stage 2 refused.")
    assert said.endswith(
        "In 2023-24 we refused 0 complaints about housing and 0 complaints about other services."
    )


def test_remedies_and_awards():
    cases = [
        complaint(remedies="apology; financial", compensation_gbp=1250.4),
        complaint(remedies="apology"),
        complaint(),
    ]
    of = run(cases, last([complaint()]))
    assert commentary.remedies(of) == (
        "The sum awarded for complaints about housing is withheld, so that no award can be worked out."
    )
    assert commentary.remedies_by_code(of) == (
        "- **Housing:** Apology was the remedy given most often (2 of 3 complaints). "
        "Compensation was given in 1 award. The sum is withheld, so that none can be worked out; "
        "in 2023-24, £0.\n"
        "- **Other services:** No remedy is recorded. No compensation was awarded; in 2023-24, £0."
    )


def test_the_sum_of_three_awards_is_told():
    awards = [complaint(compensation_gbp=sum) for sum in (500, 450.4, 300)]
    said = commentary.remedies(run([*awards, lgsco(compensation_gbp=20.0)]))
    assert said.startswith(
        "We awarded compensation of £1,250 for complaints about housing. The sum awarded for"
    )
    assert "Compensation came to £1,250 in 3 awards." in commentary.remedies_by_code(run(awards))


@pytest.mark.parametrize("awards", [[400, 20, 30], [100, 100]])
def test_a_sum_that_tells_of_one_award_is_withheld(awards):
    of = run([complaint(compensation_gbp=float(each)) for each in awards])
    assert of.figures["housing.compensation.total_gbp"].status == "suppressed"
    assert of.figures["housing.compensation.mean_gbp"].status == "suppressed"
    assert of.figures["housing.compensation.awards"].value == len(awards)


def test_the_way_used_most_is_named_once_where_it_is_the_same():
    same = run([complaint(channel="online"), lgsco(channel="online")])
    assert commentary.access(same) == (
        "Online form was the way to complain used most: 1 of 1 complaints about housing "
        "and 1 of 1 about other services."
    )
    differs = run([complaint(channel="online"), lgsco(channel="email")])
    assert commentary.access(differs) == (
        "The ways to complain used most were online form for complaints about housing (1 of 1) "
        "and email for complaints about other services (1 of 1)."
    )


def test_small_numbers_of_people_are_withheld_in_words():
    cases = [complaint(has_adjustment=True, has_representative=True)]
    said = commentary.access_by_code(run(cases))
    assert (
        "How many came through a representative or had a reasonable adjustment recorded is withheld, so that "
        "nobody can be recognised." in said
    )
    several = commentary.access_by_code(run([complaint(has_adjustment=True)] * 6))
    assert "Of 6 complaints, none came through a representative and 6 had a reasonable" in several
    assert "- **Other services:** none to count." in said


def test_the_summary_names_what_came_first():
    cases = [
        complaint(category="charges", cause="delay"),
        complaint(category="charges"),
        complaint(category="other"),
    ]
    of = run(cases)
    assert commentary.summary_heard(of).startswith(
        "The most frequent subject, as our officers recorded it or our rules read it, "
        "was charges for housing (2 of 3)."
    )
    assert (
        "The most frequent cause, sorted in the same way, was delay for housing (1 of 3)."
        in commentary.summary_wrong(of)
    )
    assert commentary.summary_heard(of).endswith("We refused no complaint.")


def test_the_summary_names_all_that_share_the_first_place_and_none_where_many_do():
    subjects = ["property_condition", "charges", "other", "staff_conduct"]
    two = run([complaint(category=each) for each in (*subjects[:2], *subjects[:2], "other")])
    assert (
        "was property condition as well as charges for housing (2 each, of 5)."
        in commentary.summary_heard(two)
    )
    four = run([complaint(category=each) for each in subjects])
    assert "most frequent" not in commentary.summary_heard(four)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (["done"], "Because of complaints we made 1 improvement, on “Theme 0”."),
        (
            ["done", "planned"],
            "Because of complaints we made 1 improvement, on “Theme 0”. 1 more is planned or under way.",
        ),
        (
            ["planned", "in_progress"],
            "None of 2 planned improvements is done yet. 2 more are planned or under way.",
        ),
        (
            ["done"] * 4,
            "Because of complaints we made 4 improvements, among them “Theme 1”, “Theme 2” and “Theme 3”.",
        ),
    ],
)
def test_the_summary_says_what_changed(states, said):
    plan = pd.DataFrame(
        [{"id": i, "code": "both", "theme": f"Theme {i}", "status": state} for i, state in enumerate(states)]
    )
    assert commentary.summary_changed(run([complaint()], improvements=plan)) == said


def test_no_plan_is_said():
    said = "No improvement from complaints is recorded for the period."
    assert commentary.summary_changed(run([complaint()])) == said


def test_key_figures_have_number_label_base_and_before():
    cases = [complaint()] * 11 + [complaint(stage1_responded="2024-09-01")]
    passage = commentary.key_figures(run(cases, last([complaint()] * 9)))
    assert passage.startswith(
        "::: {.key-figures}\n::: {.key-figure}\n[12]{.number} [stage 1 complaints about housing]{.label}"
    )
    assert (
        "[91.7%]{.number} [of stage 1 complaints about housing answered in time]{.label} [11 of 12]{.base} [2023-24: 9 of 9]{.before}"
        in passage
    )
    assert passage.count("::: {.key-figure}") == 8
    assert "[]" not in passage
    assert passage.count(":::") == 2 + 2 * 8


def test_the_largest_themes_have_their_numbers_and_name_no_cause():
    few = [complaint(category="other", cause="delay")]
    passage = commentary.largest_themes(run([complaint(category="charges", cause="delay")] * 25 + few))
    assert "- **Charges:** 25 complaints." in passage
    assert "- **Other:** 1 complaint." in passage
    assert "delay" not in passage.casefold()


def test_settings_print_each_choice():
    council = a_council(
        clocks={"stage1_respond": 8, "response_starts": "received"},
        calendar={"closed_days": ["2024-12-27"]},
        recorded_from={"exclusion_reason": "2024-04-01"},
        designated=[{"service": "Housing", "from": "2024-04-01", "stage2_team": "Independent team"}],
    )
    passage = commentary.settings(run([complaint()], council=council))
    assert "- Answer: within 8 working days at stage 1, 20 at stage 2, counted from receipt." in passage
    assert "27 December 2024" in passage
    assert (
        "Reasons for refusing a complaint: recorded from 1 April 2024 on; before that, not recorded."
        in passage
    )
    assert "Housing, from 1 April 2024 on; stage 2 is handled by the Independent team." in passage


def test_method_accounts_for_the_rows():
    statutory = complaint(regime="statutory")
    said = commentary.method(run([complaint(), statutory]))
    assert "We read 2 rows from our case systems." in said
    assert (
        "Neither Code covers 1 record with a procedure of its own in law; they are in no other figure."
        in said
    )


def test_a_chart_of_months_states_the_change_and_the_range():
    of = run([complaint("2024-06-03")] * 3, last([complaint()]))
    found = chart_titles.received_by_month(of, tables.received_by_month(of))
    assert found.title.startswith(
        "Complaints about housing rose from 1 to 3 and complaints about other services stayed at 0."
    )
    assert "Housing, 2024-25: from 0 in April to 3 in June." in found.alt
    assert "band" not in found.title


def test_a_chart_of_bars_names_the_largest_and_ties():
    of = run([complaint(category="charges"), complaint(category="other")])
    found = chart_titles.largest(tables.category(of, "housing"), "Complaints by subject")
    assert found.title == "Charges and Other had the most: 1 each, of 2. Complaints by subject."
    assert found.alt != found.title


PASSAGES = {
    "answers_beside_records",
    "benchmarks",
    "designated",
    "improvement_plan",
    "key_figures",
    "largest_themes",
    "ombudsman_cases",
    "settings",
    "subject_pages",
    "what_changed",
}
"""What may be empty, and may have several paragraphs."""
CODE = {"self_assessment_form": ("lgsco",)}


@pytest.mark.parametrize("quarter", [0, 2])
def test_every_sentence_stands_for_an_empty_period(quarter):
    empty = run([complaint("2022-05-01")], period=YEAR.quarter(quarter) if quarter else None)
    for name in set(commentary.__all__) - PASSAGES:
        said = getattr(commentary, name)(empty, *CODE.get(name, ()))
        assert said
        assert "None" not in said
        assert ("\n" in said) is (name.endswith(("_by_code", "_by_stage")))


def assessed(regime, **counts):
    figures = {
        part: count(f"self_assessment.{regime}.{part}", number, "provisions")
        for part, number in counts.items()
    }
    return {figure.id: figure for figure in figures.values()}


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (
            assessed("housing", total=72, yes=72, partial=0, no=0, blank=0),
            "We say that we meet all 72 provisions of the Housing Ombudsman's Code.",
        ),
        (
            assessed("lgsco", total=73, yes=58, partial=0, no=14, blank=1),
            "We say that we meet 58 of the 73 provisions of the Code of the Local Government and Social Care "
            "Ombudsman; of the others, 14 are not met and 1 is not answered.",
        ),
        ({}, "No self-assessment is recorded for this period."),
    ],
)
def test_self_assessments_in_words(figures, said):
    assert say_provisions_met(figures) == said


def test_a_self_assessment_that_is_not_there_is_said():
    missing = {
        id: figure.without_value("not_recorded") for id, figure in assessed("housing", total=0, yes=0).items()
    }
    said = say_provisions_met(missing)
    assert said == "A self-assessment against the Housing Ombudsman's Code is not recorded for this period."


def test_a_code_that_is_left_out_is_said():
    both = run([complaint()])
    assert out_of_scope(both, "lgsco") == ""
    both.regimes = ("housing",)
    both.figures = {id: figure for id, figure in both.figures.items() if not id.startswith("lgsco")}
    assert out_of_scope(both, "lgsco") == "Complaints about other services are not in this edition."
    assert tables.category(both, "lgsco").frame.empty
    for name in OPENINGS:
        assert "other services" not in getattr(commentary, name)(both).lower()
    assert commentary.key_figures(both).count("::: {.key-figure}") == 7


def test_of_one_complaint_the_words_are_those_for_one():
    late = run([complaint(stage1_responded="2024-09-01")])

    assert commentary.timeliness(late) == (
        "We missed the time limit for the only stage 1 complaint about housing."
    )
    assert commentary.outcomes(late).startswith(
        "Of the stage 1 complaints that we decided, we upheld the only one about housing"
    )
    assert commentary.escalation(late) == (
        "Of the stage 1 complaints that we answered, none about housing brought a request for stage 2."
    )
    assert commentary.summary_heard(late).startswith("We received one complaint.")
    assert commentary.summary_wrong(late).startswith(
        "We upheld in whole or in part the only stage 1 complaint about housing."
    )
    assert commentary.timeliness(run([complaint()])) == (
        "We answered the only stage 1 complaint about housing in time."
    )


def test_one_complaint_of_one_code_stands_beside_many_of_the_other():
    cases = [complaint()] * 12 + [
        complaint(stage1_responded="2024-09-01"),
        lgsco(stage1_responded="2024-09-01"),
    ]

    assert commentary.timeliness(run(cases)) == (
        "We missed the time limit for 1 of 13 stage 1 complaints about housing "
        "and the only one about other services."
    )
    assert commentary.summary_wrong(run(cases)).startswith(
        "We upheld in whole or in part 100.0% (13 of 13) of stage 1 complaints about housing "
        "and the only one about other services."
    )


def test_without_a_complaint_nothing_is_called_not_recorded():
    """No outcome is in records that have no complaint, so that none of its figures has a value."""
    none = run([complaint("2022-05-01")], unrecorded=["stage1_outcome", "stage2_outcome"])

    assert commentary.outcomes(none) == "There was no stage 1 complaint to decide."
    assert commentary.timeliness(none) == "No stage 1 complaint was due an answer."
    assert "not recorded" not in commentary.outcomes_by_stage(none)
    assert commentary.summary_heard(none).startswith("We received no complaint.")
    assert commentary.summary_wrong(none) == "There was no complaint to decide in the period."
    assert "not recorded" not in commentary.key_figures(none)


def test_the_summary_has_no_large_number_where_a_sentence_says_it_better():
    passage = commentary.key_figures(run([complaint(stage1_responded="2024-09-01"), *[lgsco()] * 3]))

    assert (
        "[1]{.number} [stage 1 complaint about housing]{.label} [and no request for stage 2]{.base}"
        in passage
    )
    assert (
        "::: {.key-figure}\n[The only stage 1 complaint about housing that was due an answer was not answered "
        "in time.]{.label}\n:::" in passage
    )
    assert "[No stage 2 complaint about other services was due an answer.]{.label}" in passage
    assert "[3 of 3]{.number} [stage 1 complaints about other services answered in time]{.label}" in passage
    assert not re.search(r"\[(not|none|0 of|1 of 1\b)[^]]*\]\{\.number\}", passage)


def test_what_is_not_recorded_is_a_sentence_on_the_summary_page():
    passage = commentary.key_figures(run([complaint()] * 3, unrecorded=["stage1_outcome"]))

    assert "[What we decided on stage 1 complaints about housing is not recorded.]{.label}" in passage


def test_beside_what_is_open_stand_those_of_which_no_day_of_an_answer_is_known():
    """`MEASURES`: one with an outcome, or a response day that cannot be used, is not open but printed beside."""
    no_day = {"stage1_acknowledged": None, "stage1_responded": None}
    unread = no_day | {"stage1_outcome": None, "stage1_response_unusable": True}
    waiting = no_day | {"stage1_outcome": None}
    told = commentary.summary_wrong(run([complaint(**no_day), complaint(**unread), complaint(**waiting)]))
    assert told.endswith(
        "When we counted, 1 complaint about housing from before the end of the period still had no answer, "
        "and 2 about housing had an outcome or an answer but no usable day."
    )
    only = commentary.summary_wrong(run([complaint(**unread)]))
    assert "still had no answer" not in only
    assert "1 complaint about housing from before the end of the period had an outcome or an answer" in only


def test_the_box_of_open_complaints_says_how_many_stand_beside_them():
    cases = [complaint(stage1_responded=None)] * 3 + [complaint(stage1_responded=None, stage1_outcome=None)]
    of = run(cases)
    of.regimes = ("housing",)
    passage = commentary.key_figures(of)
    assert (
        "[1]{.number} [stage 1 complaint about housing open at the end of the period]{.label} "
        "[and 3 with an outcome or answer but no usable day]{.base}" in passage
    )
