"""What the Ombudsmen decided: figures by the printed formulas, tables, letters beside our own record."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pandas as pd
import pytest

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.measures.figure import Unit
from complaint_analysis.oversight.ombudsman_cases_by_service import (
    cases_of_services,
    ombudsman_cases,
    say_cases,
    with_services,
)
from complaint_analysis.oversight.ombudsman_findings import (
    figures,
    in_public,
    in_public_files,
    private_counts,
    say_embargoed,
    say_ombudsman,
)
from complaint_analysis.oversight.ombudsman_letters import (
    housing_ombudsman_report,
    lgsco_letter,
    record_of,
    say_housing_ombudsman_report,
    say_lgsco_letter,
)
from complaint_analysis.oversight.ombudsman_tables import (
    code_findings,
    ombudsman_categories,
    ombudsman_compensation,
    ombudsman_findings,
    ombudsman_orders,
    publications,
)
from complaint_analysis.printing.table import NOT_APPLICABLE, NOT_RECORDED
from complaint_analysis.records.side_files import HousingOmbudsmanReport, LgscoLetter, YearFiles

AS_AT = date(2025, 5, 30)
RECEIVED = {"housing": 86, "lgsco": 440}


def finding(ombudsman, reference, kind, *, service="", category="", pounds=None, publish=None):
    return {
        "ombudsman": ombudsman,
        "reference": reference,
        "case_reference": "",
        "decided": None,
        "service": service,
        "category": category,
        "finding": kind,
        "compensation_gbp": pounds,
        "may_publish_from": publish,
        "link": "",
    }


@pytest.fixture
def findings() -> pd.DataFrame:
    rows = [
        finding("housing", "H1", "severe_maladministration", service="Repairs", category="REP", pounds=900.0),
        finding("housing", "h1", "service_failure", service="repairs ", category="Complaint handling"),
        finding("housing", "H2", "reasonable_redress", service="Repairs", category="Complaint handling"),
        finding("housing", "H3", "outside_jurisdiction", service="Council Housing"),
        finding("housing", "H4", "maladministration", service="Repairs", publish=date(2025, 5, 31)),
        finding("lgsco", "L1", "upheld", service="Planning", category="Planning"),
        finding("lgsco", "L2", "not_upheld", service="Planning", category="Planning"),
        finding("lgsco", "L3", "closed_after_initial_enquiries", service="Waste", publish=AS_AT),
    ]
    return pd.DataFrame(rows, dtype=object)


def by_id(findings, received=RECEIVED, **options):
    return {figure.id: figure for figure in figures(findings, received, AS_AT, **options)}


def test_figures_count_cases_and_findings_apart_and_leave_the_embargoed_out(findings):
    made = by_id(findings)
    values = {id.removeprefix("ombudsman."): figure.value for id, figure in made.items()}
    assert values["housing.determinations"] == 3
    assert values["housing.findings"] == 4
    assert values["housing.finding.severe_maladministration"] == 1
    assert values["housing.finding.maladministration"] == 0
    assert values["lgsco.investigated"] == 2
    assert values["lgsco.upheld"] == 1
    assert values["lgsco.uphold_rate_pct"] == 50.0
    rate = made["ombudsman.housing.maladministration_rate_pct"]
    assert (rate.numerator, rate.denominator, rate.value) == (2, 3, 66.7)
    per_100 = made["ombudsman.housing.per_100_complaints"]
    assert (per_100.numerator, per_100.denominator, per_100.value) == (3, 86, 3.5)
    assert made["ombudsman.lgsco.per_100_complaints"].value == 0.7


def test_published_rates_of_real_landlords_recompute():
    """Gateshead 38 of 44 and Oxford 9 of 12 considered, as their own reports count them."""
    for against, considered, rate in ((38, 44, 86.4), (9, 12, 75.0)):
        kinds = ["service_failure"] * against + ["no_maladministration"] * (considered - against)
        rows = [finding("housing", str(number), kind) for number, kind in enumerate([*kinds, "withdrawn"])]
        made = by_id(pd.DataFrame(rows, dtype=object))
        assert made["ombudsman.housing.maladministration_rate_pct"].value == rate


def test_a_finding_is_public_from_its_day_on(findings):
    assert set(in_public(findings, AS_AT)["reference"]) == {"H1", "h1", "H2", "H3", "L1", "L2", "L3"}
    assert len(in_public(findings, date(2025, 5, 31))) == len(findings)
    counts = private_counts(findings, AS_AT).set_index("ombudsman")
    assert counts.loc["housing"].to_dict() == {
        "cases": 4,
        "findings": 5,
        "embargoed_cases": 1,
        "embargoed_findings": 1,
    }
    assert counts.loc["lgsco", "embargoed_findings"] == 0


def test_how_many_decisions_may_not_be_published_yet_is_said_from_the_threshold_on():
    """A small number of decisions still to come could point to a case; that there are some does not."""
    assert say_embargoed(0, 5) == ""
    assert say_embargoed(1, 5).startswith("Fewer than 5 decisions of an Ombudsman may not be published yet.")
    assert say_embargoed(4, 5) == say_embargoed(1, 5)
    assert say_embargoed(5, 5).startswith("5 decisions of an Ombudsman")


def test_every_id_is_there_whatever_is_known(findings):
    full, none, empty = by_id(findings), by_id(None), by_id(findings.iloc[:0])
    assert full.keys() == none.keys() == empty.keys()
    assert len(full) == 2 + 9 + 1 + 1 + 3 + 1
    assert {figure.status for figure in none.values()} == {"not_recorded"}
    assert {figure.status for figure in empty.values()} == {"ok", "not_applicable"}
    assert empty["ombudsman.housing.finding.other"].value == 0
    assert all(figure.definition and figure.unit in get_args(Unit) for figure in full.values())


def test_complaints_not_recorded_give_no_rate_and_scope_gives_only_its_own(findings):
    made = by_id(findings, {"housing": None})
    assert made["ombudsman.housing.per_100_complaints"].status == "not_recorded"
    assert made["ombudsman.housing.determinations"].value == 3
    assert all(id.startswith("ombudsman.lgsco.") for id in by_id(findings, regimes=["lgsco"]))


def test_the_sentence_follows_the_figures(findings):
    assert say_ombudsman(by_id(findings)) == (
        "The Housing Ombudsman decided 3 complaints about us, with 4 findings. Of those on the merits, "
        "2 of 3 said maladministration or service failure. The Local Government and Social Care Ombudsman "
        "investigated 2 complaints about us and upheld 1."
    )
    assert "no decision of the Housing Ombudsman to report" in say_ombudsman(by_id(findings.iloc[:0]))
    assert say_ombudsman(by_id(None, regimes=["housing"])) == (
        "What the Housing Ombudsman decided is not recorded."
    )
    rows = [finding("lgsco", str(number), "upheld" if number < 8 else "not_upheld") for number in range(11)]
    assert "investigated 11 complaints about us and upheld 8 (72.7%)." in say_ombudsman(
        by_id(pd.DataFrame(rows, dtype=object))
    )


def test_findings_by_kind_stand_beside_last_years_and_no_record_is_not_nought(findings):
    table = ombudsman_findings({"2024-25": in_public(findings, AS_AT), "2023-24": None})
    rows = {row["finding"]: row for row in table.frame.to_dict("records")}
    assert rows["Housing Ombudsman: Service failure"]["2024-25"] == 1
    assert rows["LGSCO: Upheld"]["2023-24"] == NOT_RECORDED
    assert "Housing Ombudsman: Maladministration" not in rows
    assert table.caption.endswith("2024-25 and 2023-24")
    assert ombudsman_findings({"2024-25": None}).frame.empty


def test_categories_are_named_in_the_fields_words(findings):
    table = ombudsman_categories({"2024-25": in_public(findings, AS_AT), "2023-24": findings.iloc[:1]})
    rows = {row["category"]: (row["2024-25"], row["2023-24"]) for row in table.frame.to_dict("records")}
    assert rows["Housing Ombudsman: Complaint handling"] == (2, 0)
    assert rows["LGSCO: Planning and development"] == (2, 0)
    assert rows["Housing Ombudsman: Not stated"] == (1, 0)
    assert rows["Housing Ombudsman: REP"] == (1, 1)


def test_compensation_that_an_ombudsman_asked_for_stands_by_year(findings):
    public = in_public(findings, AS_AT)
    table = ombudsman_compensation({"2024-25": public, "2023-24": None})
    assert table.frame.set_index("ombudsman")["2024-25"]["Housing Ombudsman"] == 900.0
    assert set(table.frame["2023-24"]) == {NOT_RECORDED}
    assert ombudsman_compensation({"2024-25": public.iloc[:0]}).frame.empty


def test_cases_by_service_per_100_complaints(findings):
    received = {("housing", "Repairs"): 40, ("housing", "Council Housing"): 9, ("lgsco", "Planning"): 50}
    table = ombudsman_cases(in_public(findings, AS_AT), received, "2024-25")
    rows = {(row["service"], row["ombudsman"]): row for row in table.frame.to_dict("records")}
    assert rows["Repairs", "Housing Ombudsman"]["cases"] == 2
    assert rows["Repairs", "Housing Ombudsman"]["per_100_complaints"] == 5.0
    assert rows["Planning", "LGSCO"]["per_100_complaints"] == 4.0
    assert rows["Waste", "LGSCO"]["per_100_complaints"] == NOT_APPLICABLE
    assert sum(row["cases"] for row in rows.values()) == 6
    shares = rows["Repairs", "Housing Ombudsman"]
    assert (shares["cases_share"], shares["received_share"]) == ("2 of 3", "81.6% (40 of 49)")
    assert rows["Council Housing", "Housing Ombudsman"]["per_100_complaints"] == NOT_APPLICABLE


def test_the_service_with_most_cases_is_named_beside_its_volume_and_none_is_ranked(findings):
    received = {("housing", "Repairs"): 40, ("housing", "Council Housing"): 9, ("lgsco", "Planning"): 50}
    found = cases_of_services(in_public(findings, AS_AT), received)
    assert say_cases(found) == (
        "Of the 3 cases that the Housing Ombudsman decided, the largest number were about Repairs (2, with 40 of 49 complaints "
        "about housing). Of the 3 cases that the Local Government and Social Care Ombudsman decided, the "
        "largest number were about Planning (2, with 50 of 50 complaints about other services)."
    )
    one_each = [each._replace(cases=1) for each in found if each.regime == "lgsco"]
    assert say_cases(one_each).startswith("No service had more than one of the 3 cases")
    assert say_cases([]) == say_cases(found[:1]) == ""


def test_a_finding_without_a_service_takes_that_of_its_case(findings):
    unnamed = findings.assign(service="", case_reference="c-1")
    assert set(with_services(unnamed, {"C-1": "Planning"})["service"]) == {"Planning"}
    assert set(with_services(unnamed, {})["service"]) == {""}
    assert with_services(None, {}) is None


def order(reference, status, due=None, complied_on=None, text="Apologise"):
    return {
        "ombudsman": "housing",
        "reference": reference,
        "order": text,
        "due": due,
        "complied_on": complied_on,
        "status": status,
    }


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (order("A", "done", date(2025, 3, 1), date(2025, 3, 1)), "Complied with in time"),
        (order("A", "done", date(2025, 3, 1), date(2025, 3, 2)), "Complied with late"),
        (order("A", "done", date(2025, 3, 1)), "Complied with, date not recorded"),
        (order("A", "in_progress", date(2025, 5, 29)), "Overdue"),
        (order("A", "in_progress", AS_AT), "Not yet due"),
        (order("A", "in_progress", date(2025, 5, 29), date(2025, 6, 1)), "Overdue"),
        (order("A", "planned"), "Open, no date set"),
        (order("A", "dropped", date(2025, 3, 1)), "Dropped"),
    ],
)
def test_what_became_of_an_order(given, state):
    table = ombudsman_orders(pd.DataFrame([given], dtype=object), AS_AT, "2024-25")
    assert table.frame["state"][0] == state


def test_an_order_of_a_case_that_is_not_public_yet_stays_private(findings):
    orders = pd.DataFrame([order("h4", "done", text="Hidden"), order("H1", "done")], dtype=object)
    files = YearFiles(year=ReportingYear(2024), ombudsman=findings, orders=orders)
    assert list(in_public_files(files, AS_AT).orders["order"]) == ["Apologise"]
    assert "H4" not in set(in_public_files(files, AS_AT).ombudsman["reference"])
    assert in_public_files(replace(files, ombudsman=None), AS_AT).orders.equals(orders)


def test_the_letter_stands_beside_our_own_count(findings):
    letter = LgscoLetter(
        period="2024-25",
        received={"planning_and_development": 7},
        decided={"Upheld": 2, "not_for_us": 4, "something_new": 1},
        upheld=2,
        uphold_rate_pct=67,
        similar_average_pct=80,
        reasons={"Upheld": "One was closed without our being told."},
    )
    rows = {row["what"]: row for row in lgsco_letter(letter, findings).frame.to_dict("records")}
    assert rows["Received: Planning and development"]["own"] == NOT_RECORDED
    assert rows["Decided: Upheld"]["own"] == 1
    assert rows["Decided: Upheld"]["difference"] == -1
    assert rows["Decided: Upheld"]["reason"].startswith("One was closed")
    not_kept = {"own": NOT_RECORDED, "difference": NOT_APPLICABLE, "reason": "We do not record these"}
    for what in ("Decided: Not for us", "Decided: Something new"):
        assert not_kept.items() <= rows[what].items()
    assert len(rows) == 4
    alone = lgsco_letter(LgscoLetter(period="2024-25", upheld=2), findings).frame
    assert alone[["what", "own"]].to_numpy().tolist() == [["Complaints upheld", 1]]
    assert say_lgsco_letter(letter, findings) == (
        "The letter for 2024-25 gives an uphold rate of 67.0% (our own record: 1 of 2) and an average in "
        "similar authorities of 80.0%."
    )


@pytest.mark.parametrize(
    ("kind", "kept", "reasons", "printed"),
    [
        ("advice_given", (), {}, [NOT_RECORDED, NOT_APPLICABLE, "We do not record these"]),
        ("advice_given", ("advice_given",), {}, [0, -3, "Not explained"]),
        ("advice_given", (), {"advice_given": "There were none of ours."}, [0, -3, "There were none of ours."]),
        ("invalid_or_incomplete", ("advice_given",), {}, [NOT_RECORDED, NOT_APPLICABLE, "We do not record these"]),
        ("not_upheld", (), {}, [1, -2, "Not explained"]),
    ],
)  # fmt: skip
def test_of_a_kind_that_we_keep_no_record_of_our_count_is_no_nought(findings, kind, kept, reasons, printed):
    """Unless our records hold such decisions in another year, or the council says that there were none."""
    letter = LgscoLetter(period="2024-25", decided={kind: 3}, reasons=reasons)
    row = lgsco_letter(letter, findings, kept=kept).frame.iloc[0]
    assert row[["own", "difference", "reason"]].tolist() == printed


def test_without_any_record_of_ours_nothing_is_compared():
    frame = lgsco_letter(LgscoLetter(period="2024-25", decided={"advice_given": 3}), None).frame
    assert frame[["own", "difference"]].to_numpy().tolist() == [[NOT_RECORDED, NOT_APPLICABLE]]
    assert "reason" not in frame


def test_the_landlord_report_s_findings_that_we_do_not_record_are_no_nought(findings):
    report = HousingOmbudsmanReport(
        period="2024-25", findings={"withdrawn": 2, "severe_maladministration": 2}
    )
    frame = housing_ombudsman_report(report, findings).frame
    assert frame[["own", "reason"]].to_numpy().tolist() == [
        [NOT_RECORDED, "We do not record these"], [1, "Not explained"],
    ]  # fmt: skip


def test_a_letter_not_yet_issued_is_said_with_the_last_one():
    letter = LgscoLetter(period="2023-24", compliance_pct=100)
    words = "The letter for 2024-25 is not yet issued."
    assert say_lgsco_letter(None, None, words) == words
    assert say_lgsco_letter(letter, None, words) == (
        f"{words} The letter for 2023-24 gives compliance with its recommendations of 100.0%."
    )
    assert say_lgsco_letter(None, None) == "The annual letter is not among our records."


def test_a_letter_is_held_against_the_record_of_its_own_period(findings):
    now, last = YearFiles(ReportingYear(2024), ombudsman=findings), YearFiles(ReportingYear(2023))
    assert record_of("2024-25", [now, last]) is findings
    assert record_of("2023-24", [now, last]) is None
    assert record_of("2022-23", [now, None]) is None


def test_the_landlord_report_stands_beside_our_own_count(findings):
    report = HousingOmbudsmanReport(
        period="2024-25",
        determinations=4,
        findings={"severe_maladministration": 1, "Reasonable redress": 0},
        maladministration_rate_pct=75,
        compensation_gbp=950.4,
    )
    public = in_public(findings, AS_AT)
    table = housing_ombudsman_report(report, public)
    rows = {row["what"]: (row["own"], row["difference"]) for row in table.frame.to_dict("records")}
    assert rows == {
        "Determinations": (3, -1),
        "Severe maladministration": (1, 0),
        "Reasonable redress": (1, 1),
    }
    assert table.frame["reason"].tolist() == ["Not explained", "", "Not explained"]
    hidden = housing_ombudsman_report(report, public, embargoed=True).frame["reason"]
    assert hidden[0] == "Not explained; decisions that may not be published yet are not in our record"
    same = HousingOmbudsmanReport(period="2024-25", determinations=3, reasons={"determinations": "Late."})
    assert "reason" not in housing_ombudsman_report(same, public).frame
    assert say_housing_ombudsman_report(report, public) == (
        "The report for 2024-25 gives a maladministration rate of 75.0% (our own record: 2 of 3) and "
        "compensation of £950 (our own record: £900)."
    )


def test_what_others_found_and_published_is_shown_for_the_codes_in_scope():
    rows = [
        {"title": "Spotlight", "ombudsman": "housing", "date": None, "link": "", "what_we_take_from_it": "A"},
        {"title": "Review", "ombudsman": "both", "date": None, "link": "", "what_we_take_from_it": "B"},
        {"title": "Focus", "ombudsman": "lgsco", "date": None, "link": "", "what_we_take_from_it": "C"},
    ]
    table = publications(pd.DataFrame(rows, dtype=object), "2024-25", ["housing"])
    assert list(table.frame["title"]) == ["Spotlight", "Review"]
    assert table.frame["ombudsman"][1] == "Housing Ombudsman and LGSCO"
    assert code_findings(None, "2024-25").frame.empty
