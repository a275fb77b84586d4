"""The words on what complaints were about: what rose and fell, and a part for each subject."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from small_run import a_council, complaint, run

from complaint_analysis.chapters import commentary

PLAN = ["id", "code", "theme", "what_we_heard", "what_we_did", "owner_role", "due", "status", "evidence"]
WORDING = ["code", "theme", "wording", "approved_by", "approved_on"]


def charges(number, cause="delay", **columns):
    return [complaint(category="charges", cause=cause, **columns)] * number


def plan(*rows):
    whole = [
        dict.fromkeys(PLAN, "") | {"id": str(n), "due": None, "status": "done"} | row
        for n, row in enumerate(rows)
    ]
    return pd.DataFrame(whole, columns=PLAN, dtype=object)


def wording(*rows):
    approved = [(*row, "Complaints manager", date(2025, 5, 30)) for row in rows]
    return pd.DataFrame(approved, columns=WORDING, dtype=object)


def pages(cases, improvements=None, examples=None, **settings):
    return commentary.subject_pages(run(cases, improvements=improvements, examples=examples, **settings))


def part(text, heading):
    """What stands below a heading, up to the next one."""
    return text.split(f"{heading} ")[1].split("\n#")[0]


def test_what_rose_fell_and_stayed_is_said_with_both_numbers():
    now = [*charges(3), complaint(category="other", cause="delay"), complaint(category="estate_management")]
    then = [
        complaint("2023-05-01", category=subject, cause="delay")
        for subject in ("charges", "other", "estate_management", "estate_management")
    ]
    said = commentary.rise_and_fall(run(now, then))
    assert "- **Subjects with more complaints than in 2023-24:** charges (1 to 3)." in said
    assert "- **Subjects with fewer complaints than in 2023-24:** estate management (2 to 1)." in said
    assert "- **Subjects with as many:** other (1)." in said
    assert "- **Main causes with as many:** delay (4)." in said


def test_no_cause_and_no_judgement_is_claimed_of_a_change():
    said = commentary.rise_and_fall(run(charges(9), [complaint("2023-05-01", category="charges")]))
    assert "A change says nothing of why it came" in said
    assert "because" not in said
    assert "%" not in said


def test_without_a_year_before_nothing_is_said_to_have_moved():
    assert commentary.rise_and_fall(run(charges(3))).startswith("We hold no records of the year before")


def test_the_first_subject_of_each_code_is_named_with_its_number_and_all():
    of = run([*charges(3), complaint(category="other"), complaint(regime="lgsco", category="housing")])
    assert commentary.first_themes(of) == (
        "The subject with the most complaints about housing was charges (3 of 4); "
        "about other services was housing (1 of 1)."
    )
    assert commentary.first_themes(run([])) == "No complaint of this period is sorted under a subject."


def test_a_subject_has_its_numbers_and_what_put_it_right():
    cases = charges(16, remedies="apology; financial") + charges(8, "communication")
    last = charges(2, received="2023-05-01")
    said = part(pages(cases, last=last), "### Charges")
    assert "Rent, service charges and arrears. We received 24 complaints" in said
    assert "100.0% (24 of 24) of those about housing. In 2023-24 there were 2." in said
    assert "**How they were put right.** An apology (16) and money (16)." in said


def test_the_improvement_that_answers_a_subject_stands_with_it_or_the_words_that_none_does():
    cases = charges(6) + [complaint(category="estate_management", cause="delay")] * 6
    answered = plan(
        {
            "code": "housing",
            "theme": "Rent letters",
            "what_we_did": "Each letter shows the sum.",
            "status": "done",
        },
        {
            "code": "both",
            "theme": "Rent arrears",
            "what_we_did": "Call first.",
            "status": "planned",
            "due": date(2025, 9, 30),
        },
        {"code": "lgsco", "theme": "Parking", "what_we_did": "Not of this Code."},
    )
    text = pages(cases, answered)
    said = part(text, "### Charges")
    assert "**What answers it: rent letters.** Each letter shows the sum. *Done.*" in said
    assert "**What answers it: rent arrears.** Call first. *Planned, due 30 September 2025.*" in said
    assert "**What answers it.** No improvement that answers this subject is recorded." in part(
        text, "### Estate management"
    )


@pytest.mark.parametrize("improvements", [None, plan()])
def test_without_a_plan_every_subject_says_that_none_is_recorded(improvements):
    text = pages(charges(6), improvements)
    assert text.count("No improvement that answers this subject is recorded.") == 1
    assert "Across subjects" not in text


def test_approved_wording_stands_as_a_quotation_and_does_nothing_else():
    text = pages(charges(6), None, wording(("housing", "Rent", "# I asked {{< var x >}} | *twice*")))
    assert "{{<" not in text
    assert "> “\\# I asked \\{\\{\\< var x \\>\\}\\} \\| \\*twice\\*”" in text


def test_without_wording_there_is_no_heading_for_it():
    assert ">" not in pages(charges(6))


def test_what_names_no_subject_stands_at_the_end():
    text = pages(
        charges(6),
        plan({"code": "both", "theme": "Recording", "what_we_did": "One system."}),
        wording(("both", "Waiting", "I waited.")),
    )
    end = text.split("## Across subjects")[1]
    assert "- **Recording.** One system. *Done.*" in end
    assert "> “I waited.”" in end


def test_subjects_of_few_complaints_are_named_together_unless_something_speaks_of_one():
    few = [complaint(category="buying_or_selling"), complaint(category="resident_involvement")]
    cases = charges(6) + few
    assert (
        "Too few complaints for a part of their own were about resident involvement and buying or selling."
        in pages(cases)
    )
    spoken = pages(cases, None, wording(("housing", "Right to buy", "It took a year.")))
    assert "### Buying or selling" in spoken
    assert "were about resident involvement." in spoken


def test_what_speaks_of_a_subject_without_complaints_is_not_lost():
    text = pages(charges(6), plan({"code": "housing", "theme": "Lettings", "what_we_did": "New standard."}))
    assert "We received 0 complaints." in part(text, "### Moving to a property")
    assert "New standard." in text


def test_one_theme_and_none():
    assert pages(charges(6)).count("### ") == 1
    before = [complaint("2022-05-01", category="charges")]
    assert pages(before) == ""


def test_a_council_s_own_word_ties_an_improvement_to_its_subject():
    council = a_council(values={"category": {"Fair sums": "charges"}})
    text = pages(
        charges(6),
        plan({"code": "housing", "theme": "fair sums", "what_we_did": "Done so."}),
        council=council,
    )
    assert "Done so." in part(text, "### Charges")
