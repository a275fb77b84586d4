"""What the Codes require of a publication, a rule a test, with the clause that it comes from."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from complaint_analysis.chapters.publication_checklist import (
    Material,
    checklist,
    milestones,
    state,
    state_label,
)
from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import Governance, YearFacts
from complaint_analysis.records.side_files import HousingOmbudsmanReport, LgscoLetter, YearFiles
from complaint_analysis.self_assessment.form import Form, Occasion, Row

YEAR = ReportingYear(2024)
GOVERNANCE = Governance(
    meeting=date(2025, 9, 16), approved_on=date(2025, 9, 16), statement_due=date(2025, 9, 30)
)
ROW = pd.DataFrame([{"code": "both", "date": None, "decided": None}], dtype=object)


def form(
    code: str, *, assessed_on: date | None = date(2025, 6, 20), blank: str = "", evidence: str = ""
) -> Form:
    rows = tuple(
        Row(number, answer="blank" if number == blank else "yes", evidence=evidence)
        for number in load_code(code).numbers
    )
    return Form(code, rows, occasion=Occasion(assessed_on=assessed_on))


def improvements(*pairs: tuple[str, str]) -> pd.DataFrame:
    rows = [{"id": id, "code": "both", "status": status} for id, status in pairs]
    return pd.DataFrame(rows, columns=["id", "code", "status"], dtype=object)


def resolutions(progress: str, status: str = "in_progress") -> pd.DataFrame:
    row = {"date": date(2024, 9, 17), "resolution": "Report", "progress": progress, "status": status}
    return pd.DataFrame([row], dtype=object)


COMPLETE = YearFiles(
    year=YEAR,
    ombudsman=ROW,
    orders=ROW,
    code_findings=ROW,
    publications=ROW,
    improvements=improvements(("A", "done")),
    resolutions=resolutions("Done each quarter"),
    lgsco_letter=LgscoLetter(period="2024-25"),
    housing_ombudsman_report=HousingOmbudsmanReport(period="2024-25"),
    response="We accept it.",
    member_statement="I thank all.",
)
FORMS = {"housing": form("housing"), "lgsco": form("lgsco")}


@pytest.fixture
def facts(tmp_path: Path) -> YearFacts:
    (tmp_path / "complaints").mkdir()
    (tmp_path / "complaints" / "export.csv").write_text("")
    return YearFacts(year=YEAR, folder=tmp_path, governance=GOVERNANCE)


def items(facts, files=COMPLETE, forms=FORMS, **options):
    return {item.id: item for item in checklist(Material(facts, files, forms, **options))}


def test_a_complete_publication_lacks_nothing(facts):
    made = items(facts)
    assert {item.id: item.words for item in made.values() if not item.settled} == {}
    assert state(made.values()) == "published"
    assert {item.clause for item in made.values()} >= {f"HO and LGSCO 8.1 {part}" for part in "cdf"}


TAKEN_AWAY = {
    "HO 8.1 a": ("self-assessment-housing", {}),
    "LGSCO 8.1 a": ("self-assessment-lgsco", {}),
    "HO and LGSCO 8.1 c": ("code-findings", {"code_findings": None}),
    "HO and LGSCO 8.1 d": ("improvements", {"improvements": None}),
    "HO 8.1 e": ("housing-ombudsman-report", {"housing_ombudsman_report": None}),
    "LGSCO 8.1 e": ("lgsco-letter", {"lgsco_letter": None}),
    "HO and LGSCO 8.1 f": ("publications", {"publications": None}),
    "HO 9.7 c, findings": ("ombudsman", {"ombudsman": None}),
    "HO 9.7 c, orders": ("orders", {"orders": None}),
}


@pytest.mark.parametrize("clause", TAKEN_AWAY)
def test_without_one_thing_the_report_is_a_draft_and_says_what_and_where(facts, clause):
    name, change = TAKEN_AWAY[clause]
    forms = {code: None if name.endswith(code) else FORMS[code] for code in FORMS}
    made = items(facts, replace(COMPLETE, **change), forms)
    assert [item.id for item in made.values() if not item.settled] == [name]
    assert made[name].state == "missing"
    assert made[name].clause in clause
    assert name in made[name].where
    assert state(made.values()) == "working"


def test_without_an_export_it_is_a_draft(facts):
    """HO and LGSCO 8.1 b and 9.7 a: the analysis is of complaints."""
    (facts.folder / "complaints" / "export.csv").rename(facts.folder / "complaints" / ".hidden")
    assert items(facts)["complaints"].state == "missing"


@pytest.mark.parametrize("name", ["README.txt", "photo.png", "~$log.xlsx", "notes.docx"])
def test_a_file_that_is_no_export_is_none(facts, name):
    """HO and LGSCO 8.1 b."""
    (facts.folder / "complaints" / "export.csv").rename(facts.folder / "complaints" / name)
    assert items(facts)["complaints"].words == "there is no export"


def test_exports_without_a_complaint_of_the_year_are_none(facts):
    """HO and LGSCO 8.1 b and 9.7 a: last year's export in this year's folder holds nothing of the year."""
    made = items(facts, complaints=0)
    assert (made["complaints"].state, made["complaints"].words) == (
        "missing",
        "the exports hold no complaint of the year",
    )
    assert state(made.values()) == "working"
    assert items(facts, complaints=1)["complaints"].settled


def test_without_a_meeting_it_is_a_draft(facts):
    """HO and LGSCO 8.2: the report goes to the governing body."""
    made = items(facts.model_copy(update={"governance": Governance()}))
    assert made["meeting"].state == "missing"
    assert state(made.values()) == "working"


@pytest.mark.parametrize("missing", [["response"], ["member_statement"], ["response", "member_statement"]])
def test_what_follows_the_decision_does_not_hold_up_the_meeting(facts, missing):
    """HO and LGSCO 8.2: the response is made when the report has been received."""
    made = items(facts, replace(COMPLETE, **dict.fromkeys(missing)))
    assert state(made.values()) == "for-cabinet"


def test_none_this_year_in_words_settles_an_item(facts):
    """HO 8.1 e: a report that is not issued yet is said so, with the last one available."""
    words = "Not yet issued; the latest is for 2023-24."
    earlier = HousingOmbudsmanReport(period="2023-24")
    files = replace(
        COMPLETE, housing_ombudsman_report=earlier, said_absent={"housing-ombudsman-report": words}
    )
    item = items(facts, files)["housing-ombudsman-report"]
    assert (item.state, item.words, item.settled) == ("none_this_year", words, True)


def test_an_earlier_years_report_without_a_word_is_out_of_date(facts):
    """LGSCO 8.1 e."""
    item = items(facts, replace(COMPLETE, lgsco_letter=LgscoLetter(period="2023-24")))["lgsco-letter"]
    assert (item.state, item.settled) == ("out_of_date", False)
    assert "2023-24" in item.words


def test_an_empty_file_does_not_say_that_there_is_none(facts):
    assert items(facts, replace(COMPLETE, orders=ROW.iloc[:0]))["orders"].state == "missing"


def test_a_self_assessment_made_before_the_year_is_out_of_date(facts):
    """HO and LGSCO 8.1 a: it is made every year."""
    old = {**FORMS, "housing": form("housing", assessed_on=date(2024, 3, 31))}
    assert items(facts, forms=old)["self-assessment-housing"].state == "out_of_date"
    first_day = {**FORMS, "housing": form("housing", assessed_on=date(2024, 4, 1))}
    assert items(facts, forms=first_day)["self-assessment-housing"].state == "present"


def test_a_self_assessment_without_its_day_is_not_known_to_be_this_years(facts):
    """HO and LGSCO 8.1 a: unknown is never a pass."""
    item = items(facts, forms={**FORMS, "lgsco": form("lgsco", assessed_on=None)})["self-assessment-lgsco"]
    assert (item.state, item.words) == ("missing", "the form does not say on what day it was made")
    assert "assessed_on" in item.where


def test_last_years_form_is_out_of_date_also_where_it_was_made_after_this_year_began(facts):
    """HO and LGSCO 8.1 a: last year's self-assessment is made in spring, when the next year has begun."""
    spring = date(2024, 5, 13)
    then, now = form("housing", assessed_on=spring), {**FORMS, "housing": form("housing", assessed_on=spring)}
    item = items(facts, forms=now, last_forms={"housing": then})["self-assessment-housing"]
    assert (item.state, item.words) == ("out_of_date", "made on 13 May 2024, no later than last year's")
    assert items(facts, forms=now)["self-assessment-housing"].settled
    assert items(facts, last_forms={"housing": then})["self-assessment-housing"].settled


def test_last_years_words_under_a_new_day_are_last_years(facts):
    """HO and LGSCO 8.1 a: each provision is looked at again, and its evidence is the year's."""
    then = form("housing", assessed_on=date(2024, 5, 13), evidence="Policy,  section 1")
    now = {**FORMS, "housing": form("housing", evidence="policy, section 1")}
    item = items(facts, forms=now, last_forms={"housing": then})["self-assessment-housing"]
    assert (item.state, item.words) == ("out_of_date", "it has the same answers and words as last year's")
    other = {**FORMS, "housing": form("housing", evidence="Policy of 2025, section 1")}
    assert items(facts, forms=other, last_forms={"housing": then})["self-assessment-housing"].settled


def test_a_form_that_nobody_has_filled_in_is_none(facts):
    """The blank form of the templates, copied into the year as it is."""
    rows = tuple(Row(number, answer="blank") for number in load_code("housing").numbers)
    item = items(facts, forms={**FORMS, "housing": Form("housing", rows)})["self-assessment-housing"]
    assert (item.state, item.words) == ("missing", "no provision of the form is answered")


def test_an_unanswered_provision_is_told_and_shown_in_the_report_as_blank(facts):
    item = items(facts, forms={**FORMS, "lgsco": form("lgsco", blank="5.5")})["self-assessment-lgsco"]
    assert (item.state, item.words) == ("present", "not answered: 5.5")


def test_each_open_improvement_of_last_year_is_followed_up(facts):
    """HO and LGSCO 8.1 d."""
    last = YearFiles(ReportingYear(2023), improvements=improvements(("A", "planned"), ("B", "in_progress")))
    item = items(facts, last=last)["improvements-last-year"]
    assert (item.state, item.words) == ("missing", "nothing new is said of B")
    done = YearFiles(ReportingYear(2023), improvements=improvements(("A", "planned"), ("B", "done")))
    assert items(facts, last=done)["improvements-last-year"].state == "present"


def orders(*rows: tuple[str, str]) -> pd.DataFrame:
    """Orders by their words and status."""
    given = [
        {"ombudsman": "housing", "reference": "R1", "order": text, "complied_on": None, "status": status}
        for text, status in rows
    ]
    return pd.DataFrame(given, dtype=object)


def test_each_order_that_last_year_left_open_is_followed_up(facts):
    """HO 9.7 c: progress in complying with orders."""
    last = YearFiles(ReportingYear(2023), orders=orders(("Apologise", "done"), ("Survey", "in_progress")))
    silent = replace(COMPLETE, orders=orders(("Pay", "done")))
    item = items(facts, silent, last=last)["orders"]
    assert (item.state, item.words) == (
        "missing",
        "nothing is said of 1 order that last year's file left open",
    )
    told = replace(COMPLETE, orders=orders(("survey ", "done")))
    assert items(facts, told, last=last)["orders"].settled
    corporate = items(facts, silent, {"lgsco": FORMS["lgsco"]}, last=last, regimes=["lgsco"])
    assert "orders" not in corporate


def test_improvements_that_were_all_made_the_year_before_are_last_years(facts):
    """HO and LGSCO 8.1 d: improvements made because of the year's complaints."""
    last = YearFiles(ReportingYear(2023), improvements=improvements(("A", "done")))
    assert items(facts, last=last)["improvements"].state == "out_of_date"
    more = replace(COMPLETE, improvements=improvements(("A", "done"), ("B", "planned")))
    assert items(facts, more, last=last)["improvements"].settled


def test_the_words_of_last_year_under_absent_say_nothing_of_this_year(facts):
    """HO 8.1 e and f, 9.7 c: that there is none, or none yet, is said of this year."""
    for name in ("orders", "housing-ombudsman-report"):
        attribute = name.replace("-", "_")
        now = replace(COMPLETE, **{attribute: None}, said_absent={name: "Not yet issued."})
        last = YearFiles(ReportingYear(2023), said_absent={name: "not yet  issued."})
        item = items(facts, now, last=last)[name]
        assert (item.state, item.settled) == ("out_of_date", False)
        assert "last year's" in item.words
        assert items(facts, now)[name].words == "Not yet issued."


def test_orders_copied_from_last_year_are_last_years(facts):
    """HO 9.7 c: progress on the year's orders."""
    done = orders(("Apologise", "done"), ("Survey", "done"))
    item = items(facts, replace(COMPLETE, orders=done), last=YearFiles(ReportingYear(2023), orders=done))
    assert (item["orders"].state, item["orders"].words) == (
        "out_of_date",
        "last year's file has every row of it",
    )
    last = YearFiles(ReportingYear(2023), orders=orders(("Apologise", "done"), ("Survey", "planned")))
    assert items(facts, replace(COMPLETE, orders=done), last=last)["orders"].settled


def test_publications_copied_from_last_year_are_last_years_whatever_their_day(facts):
    """HO and LGSCO 8.1 f: a report made in June lists what came out in May."""
    rows = pd.DataFrame([{"ombudsman": "both", "date": date(2024, 5, 2)}], dtype=object)
    files = replace(COMPLETE, publications=rows)
    last = YearFiles(ReportingYear(2023), publications=rows)
    assert items(facts, files, last=last)["publications"].state == "out_of_date"
    assert items(facts, files)["publications"].settled


def test_a_list_of_publications_that_ends_before_the_year_is_last_years(facts):
    """HO and LGSCO 8.1 f."""
    rows = [{"ombudsman": "both", "date": day} for day in (date(2023, 9, 1), date(2024, 3, 31))]
    old = replace(COMPLETE, publications=pd.DataFrame(rows, dtype=object))
    assert items(facts, old)["publications"].state == "out_of_date"
    undated = pd.DataFrame([*rows, {"ombudsman": "both", "date": None}], dtype=object)
    assert items(facts, replace(COMPLETE, publications=undated))["publications"].settled


def test_a_file_that_speaks_of_the_other_code_alone_says_of_this_one_that_there_is_none(facts):
    """HO 8.1 c: nothing is inferred for the Code that is left out but that no finding is recorded."""
    files = replace(COMPLETE, code_findings=ROW.assign(code="lgsco"))
    item = items(facts, files, {"housing": FORMS["housing"]}, regimes=["housing"])["code-findings"]
    assert (item.state, item.words) == ("none_this_year", "The file has no row for this Code.")
    assert items(facts, files)["code-findings"].state == "present"


def test_a_standing_resolution_needs_this_years_progress(facts):
    silent = replace(COMPLETE, resolutions=resolutions(""))
    assert items(facts, silent)["resolutions"].state == "missing"
    assert items(facts, replace(COMPLETE, resolutions=resolutions("", "done")))["resolutions"].settled
    last = YearFiles(ReportingYear(2023), resolutions=resolutions("Begun"))
    assert items(facts, replace(COMPLETE, resolutions=None), last=last)["resolutions"].state == "missing"
    assert items(facts, replace(COMPLETE, resolutions=None))["resolutions"].state == "none_this_year"


def test_progress_told_last_year_is_not_this_years(facts):
    last = YearFiles(ReportingYear(2023), resolutions=resolutions("Done each quarter"))
    assert items(facts, last=last)["resolutions"].state == "missing"
    finished = replace(COMPLETE, resolutions=resolutions("Done each quarter", "done"))
    assert items(facts, finished, last=last)["resolutions"].settled


def test_an_open_improvement_copied_from_last_year_is_not_followed_up(facts):
    """HO and LGSCO 8.1 d."""
    files = replace(COMPLETE, improvements=improvements(("A", "planned")))
    item = items(facts, files, last=YearFiles(ReportingYear(2023), improvements=files.improvements))
    assert item["improvements-last-year"].words == "nothing new is said of A"
    assert items(facts, files)["improvements-last-year"].settled


@pytest.mark.parametrize("name", ["response", "member_statement"])
def test_last_years_words_are_no_answer_to_this_report(facts, name):
    """HO and LGSCO 8.2: the response is on this report."""
    same = f"{getattr(COMPLETE, name)} \n"
    made = items(facts, last=YearFiles(ReportingYear(2023), **{name: same}))
    assert made[name.replace("_", "-")].state == "out_of_date"
    assert state(made.values()) == "for-cabinet"


@pytest.mark.parametrize(("name", "column"), [("ombudsman", "decided"), ("code_findings", "date")])
def test_findings_that_are_all_of_before_the_year_are_last_years(facts, name, column):
    """HO 9.7 c; HO and LGSCO 8.1 c."""
    key = "code" if name == "code_findings" else "ombudsman"
    rows = [{key: "housing", column: day} for day in (date(2023, 5, 2), date(2024, 3, 31))]
    item = items(facts, replace(COMPLETE, **{name: pd.DataFrame(rows, dtype=object)}))[name.replace("_", "-")]
    assert (item.state, item.words) == (
        "out_of_date",
        "the newest is of 31 March 2024, before the year began",
    )
    new = pd.DataFrame([*rows, {key: "housing", column: date(2024, 4, 1)}], dtype=object)
    assert items(facts, replace(COMPLETE, **{name: new}))[name.replace("_", "-")].settled


def test_a_row_of_one_code_does_not_date_the_other_codes(facts):
    """LGSCO 8.1 d and f: what the corporate report lacks, the landlord's file does not give."""
    then = pd.DataFrame([{"id": "A", "code": "lgsco", "status": "done"}], dtype=object)
    now = pd.concat([then, pd.DataFrame([{"id": "B", "code": "housing", "status": "done"}])])
    last = YearFiles(ReportingYear(2023), improvements=then)
    files = replace(COMPLETE, improvements=now)
    corporate = items(facts, files, {"lgsco": FORMS["lgsco"]}, last=last, regimes=["lgsco"])
    assert corporate["improvements"].state == "out_of_date"
    assert items(facts, files, last=last)["improvements"].settled


def test_the_corporate_findings_say_nothing_of_the_housing_ombudsmans(facts):
    """HO 9.7 c: the verdict is the same in the report of both Codes as in the landlord's own."""
    files = replace(COMPLETE, ombudsman=pd.DataFrame([{"ombudsman": "lgsco", "decided": date(2024, 5, 1)}]))
    both = items(facts, files)["ombudsman"]
    assert both == items(facts, files, {"housing": FORMS["housing"]}, regimes=["housing"])["ombudsman"]
    assert (both.state, both.words) == ("none_this_year", "The file has no row for this Code.")


def test_a_meeting_before_the_year_is_over_is_last_years(facts):
    """HO and LGSCO 8.2: the report on a year goes to a meeting after it."""
    early = facts.model_copy(update={"governance": Governance(meeting=date(2025, 3, 31))})
    item = items(early)["meeting"]
    assert (item.state, item.words) == ("out_of_date", "31 March 2025 is before the year was over")
    after = facts.model_copy(update={"governance": Governance(meeting=date(2025, 4, 1))})
    assert items(after)["meeting"].settled


def governed(facts: YearFacts, **days: date | None) -> dict:
    return items(facts.model_copy(update={"governance": GOVERNANCE.model_copy(update=days)}))


def test_without_its_approval_a_report_is_not_published(facts):
    """HO and LGSCO 8.2: it is published once the governing body has received it."""
    made = governed(facts, approved_on=None)
    assert (made["approval"].state, made["approval"].words) == ("missing", "no date is set")
    assert state(made.values()) == "for-cabinet"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 6, 18), "before the year was over"),
        (date(2025, 9, 15), "before the meeting on 16 September 2025"),
    ],
)
def test_an_approval_before_what_it_follows_is_none(facts, day, why):
    """HO and LGSCO 8.2."""
    made = governed(facts, approved_on=day)
    assert made["approval"].state == "out_of_date"
    assert why in made["approval"].words
    assert state(made.values()) == "for-cabinet"


@pytest.mark.parametrize(
    "days",
    [
        {"effective_from": date(2025, 9, 15)},
        {"effective_from": date(2025, 9, 20), "approved_on": date(2025, 9, 21)},
        {"statement_due": date(2024, 9, 30)},
    ],
)
def test_a_date_before_what_it_follows_is_an_earlier_years(facts, days):
    """HO and LGSCO 8.2: call-in ends after the decision, and the statement is on this year's report."""
    made = governed(facts, **days)
    assert made["dates"].state == "out_of_date"
    assert state(made.values()) == "working"
    assert governed(facts, effective_from=date(2025, 9, 25))["dates"].settled


def test_a_statement_due_before_the_meeting_is_told_and_holds_nothing_up(facts):
    """HO 8.2: a council that is late can still take its report to the meeting."""
    made = governed(facts, statement_due=date(2025, 9, 1))
    assert (made["dates"].state, made["dates"].words) == (
        "present",
        "the statement is due on 1 September 2025, before the meeting",
    )
    unset = governed(facts, statement_due=None)["dates"]
    assert (unset.state, unset.words) == ("none_this_year", "No date after the meeting is set.")


def test_housing_alone_does_not_wait_for_the_corporate_half(facts):
    files = replace(COMPLETE, lgsco_letter=None)
    made = items(facts, files, {"housing": FORMS["housing"]}, regimes=["housing"])
    assert state(made.values()) == "published"
    assert not {"lgsco-letter", "self-assessment-lgsco"} & made.keys()


def test_the_corporate_half_needs_no_housing_ombudsman(facts):
    """LGSCO 9.7 asks for no findings and orders of the Housing Ombudsman."""
    files = replace(COMPLETE, housing_ombudsman_report=None, ombudsman=None, orders=None)
    made = items(facts, files, {"lgsco": FORMS["lgsco"]}, regimes=["lgsco"])
    assert state(made.values()) == "published"


def test_states_in_words():
    assert state_label("working", GOVERNANCE) == "Draft: not complete"
    assert state_label("for-cabinet", GOVERNANCE) == "For decision on 16 September 2025"
    assert state_label("published", GOVERNANCE) == "Published"


def test_days_left_to_each_date():
    printed = [each.printed for each in milestones(GOVERNANCE, date(2025, 9, 17))]
    assert printed == [
        "Meeting that decides: 16 September 2025 (1 day ago)",
        "Approval: 16 September 2025 (1 day ago)",
        "Statement to be published by: 30 September 2025 (in 13 days)",
    ]
    assert milestones(GOVERNANCE, date(2025, 9, 16))[0].printed.endswith("(today)")
    assert milestones(Governance(), date(2025, 9, 16)) == []
