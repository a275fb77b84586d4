"""The committee's cover report: what is to be resolved, and what goes with it."""

from datetime import date

from complaint_analysis.chapters.cover_report import (
    appendices,
    dates,
    decision,
    missing,
    passages,
    recommendations,
    take_out,
)
from complaint_analysis.chapters.publication_checklist import Item
from complaint_analysis.council.settings import Governance

BOTH = ("housing", "lgsco")
GOVERNANCE = Governance(meeting=date(2025, 9, 16), statement_due=date(2025, 9, 30))


def item(id: str, *, after_decision: bool = False, state="missing") -> Item:
    return Item(id, "HO 8.1 e", f"The {id}", "there", state, "there is no file", after_decision)


def test_the_body_resolves_on_each_document_that_the_codes_need():
    """HO and LGSCO 8.1, 8.2."""
    said = recommendations(GOVERNANCE, BOTH)
    assert said.startswith(
        "Cabinet is recommended to:\n\n1. approve both self-assessments (appendices 2 and 3);"
    )
    assert "endorse the annual report and the service improvement plan (appendices 1 and 4)" in said
    assert "Member Responsible for Complaints" in said
    assert "by 30 September 2025" in said
    assert len(said.splitlines()) == 6


def test_a_report_on_one_code_has_its_own_documents():
    said = recommendations(Governance(body="Policy Committee"), ["housing"])
    assert "Policy Committee is recommended to" in said
    assert "approve the self-assessment (appendix 2);" in said
    assert "(appendices 1 and 3)" in said
    assert "to be published;" in said
    assert "lgsco" not in appendices(["housing"])


def test_what_must_be_there_before_the_meeting_is_said_and_nothing_that_follows_it():
    given = [item("letter"), item("response", after_decision=True), item("orders", state="present")]
    made = passages(GOVERNANCE, given, None, BOTH)
    assert "The letter (HO 8.1 e): there is no file" in made["cover-missing"]
    assert "response" not in made["cover-missing"]
    assert "orders" not in made["cover-missing"]
    assert missing([]) == ""


def test_what_officers_have_to_say_is_theirs_or_is_said_to_be_missing():
    assert passages(GOVERNANCE, [], "Officers prefer option 1.", BOTH)["cover-implications"].startswith(
        "Officers"
    )
    assert "implications.md" in passages(GOVERNANCE, [], None, BOTH)["cover-implications"]


def test_dates_that_are_set_are_listed():
    assert dates(GOVERNANCE).splitlines() == [
        "- Cabinet receives the report: 16 September 2025",
        "- The statement is published by: 30 September 2025",
    ]
    assert dates(Governance()) == "No date is set yet."


def test_the_decision_is_said_once_it_is_made():
    assert decision(GOVERNANCE) == ""
    made = GOVERNANCE.model_copy(
        update={
            "approved_on": date(2025, 9, 16),
            "effective_from": date(2025, 9, 25),
            "decision_link": "https://x",
        }
    )
    assert decision(made) == (
        "Cabinet approved this report on 16 September 2025. The decision took effect on 25 September 2025. "
        "[The decision](https://x)."
    )


def test_the_pack_holds_the_cover_report_and_its_appendices_and_the_website_does_not(tmp_path):
    built, pack = tmp_path / "built", tmp_path / "pack"
    built.mkdir()
    for name in ("annual-report", "self-assessment-housing", "service-improvement-plan"):
        for suffix in ("docx", "pdf", "html"):
            (built / f"{name}.{suffix}").write_text(name)
    (built / "cover-report.docx").write_text("cover")
    take_out(built, pack, ["housing"])
    numbered = ("1-annual-report", "2-self-assessment-housing", "3-service-improvement-plan")
    appended = {f"appendix-{name}.{suffix}" for name in numbered for suffix in ("docx", "pdf")}
    assert {path.name for path in pack.iterdir()} == appended | {"cover-report.docx"}
    assert not (built / "cover-report.docx").exists()
    assert (built / "annual-report.docx").exists()
