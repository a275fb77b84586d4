"""Contacts in the exports that are no complaints under a Code: what they are read as, and their table."""

from dataclasses import replace

import pytest

from complaint_analysis.chapters import tables
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.printing.table import NOT_RECORDED
from complaint_analysis.run.period_run import Run
from complaint_analysis.run.records_and_figures import records_of

YEAR = ReportingYear.parse("2024-25")
HEADER = "Reference,Service,Case type,Channel,Date received,Date responded"
COMPLIMENTS, MEMBERS, OTHERS, STATUTORY = (
    "Compliments",
    "Enquiries from councillors and Members of Parliament",
    "Other enquiries",
    "Cases under a statutory procedure, such as social care",
)


def exported(council, *cases: str, year: str = "2024-25", header: str = HEADER):
    day = f"03/06/{year[:4]}"
    rows = [f"{year}-{number},{case},{day}," for number, case in enumerate(cases)]
    return council.export("\n".join([header, *rows]), year=year)


def run_of(council) -> Run:
    loaded = load_council(council.folder)
    return Run(loaded, loaded.year(YEAR), YEAR.period, records_of(loaded, YEAR), None)


def shown(run: Run) -> dict[str, list]:
    return {row[0]: row[1:] for row in tables.other_contacts(run).frame.to_numpy().tolist()}


def test_each_kind_is_counted_apart_and_none_as_a_complaint(council) -> None:
    exported(
        council,
        "Waste,Complaint,Email",
        "Waste,Compliment,Email",
        "Council Housing,Praise,Email",
        "Waste,MP enquiry,Email",
        "Council Housing,Members' Enquiries,Letter",
        "Waste,Enquiry,Councillor",
        "Waste,Enquiry,Email",
        ",General enquiry,Email",
        "Adult Social Care,Complaint,Email",
        "Adult Social Care,Compliment,Email",
        "Waste,Duplicate,Email",
        "Waste,Service request,Email",
    )
    assert shown(run_of(council)) == {COMPLIMENTS: [3], MEMBERS: [3], OTHERS: [2], STATUTORY: [1]}
    values = council.values()
    received = [values[f"{regime}.stage1.received"] for regime in ("housing", "lgsco")]
    assert (received, values["lgsco.service_requests"]) == ([0, 1], 1)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Compliment - staff member", "compliment"),
        ("MP Enquiry (Housing)", "enquiry"),
        ("Enquiry/Councillor", "enquiry"),
        ("Complaint or compliment", "complaint"),
        ("Complaint following an enquiry", "complaint"),
        ("Something else", "complaint"),
    ],
)
def test_a_type_in_other_words_that_names_one_kind_is_read_as_it(council, said, read) -> None:
    exported(council, f"Waste,{said},Email", "Waste,Complaint,Email")
    assert council.records().table["record_type"].tolist() == [read, "complaint"]


@pytest.mark.parametrize("said", ["Statutory complaint", "Children's statutory complaint", "ASC statutory"])
def test_a_type_that_names_a_statutory_procedure_is_under_it_whatever_the_service(council, said) -> None:
    exported(council, f"Waste,{said},Email", "Waste,Adult social care complaint,Email")
    table = council.records().table
    assert table["regime"].tolist() == ["statutory", "lgsco"]
    assert set(table["record_type"]) == {"complaint"}
    assert council.values()["lgsco.stage1.received"] == 1
    assert shown(run_of(council)) == {STATUTORY: [1]}


def test_a_column_of_regimes_is_believed_before_the_type(council) -> None:
    header = HEADER.replace("Channel", "Regime")
    exported(council, "Waste,Statutory complaint,LGSCO", "Waste,Statutory,", header=header)
    assert council.records().table["regime"].tolist() == ["lgsco", "statutory"]


def test_without_any_there_is_no_table_and_nothing_in_its_place(council, tmp_path) -> None:
    from complaint_analysis.publish.publication import Publication

    exported(council, "Waste,Complaint,Email", "Waste,Service request,Email")
    table = tables.other_contacts(run_of(council))
    assert table.frame.empty
    Publication(tmp_path, show=lambda kind, text: None).table(table)
    assert (tmp_path / "blocks/other-contacts.md").read_text() == "\n"
    assert not (tmp_path / "tables").exists()


def test_a_year_without_a_column_of_types_has_no_nought(council) -> None:
    exported(council, "Waste,Compliment,Email")
    exported(
        council, "Waste,Email,Email", year="2023-24", header=HEADER.replace("Case type", "Raised through")
    )
    run = run_of(council)
    last = records_of(run.council, ReportingYear.parse("2023-24"))
    assert shown(replace(run, last=last)) == {COMPLIMENTS: [1, NOT_RECORDED]}


def test_a_report_on_one_code_has_its_own_contacts_alone(council) -> None:
    exported(
        council,
        "Waste,Compliment,Email",
        "Council Housing,Compliment,Email",
        "Adult Social Care,Complaint,Email",
    )
    run = run_of(council)
    assert shown(replace(run, scope="housing")) == {COMPLIMENTS: [1]}
    assert shown(run) == {COMPLIMENTS: [2], STATUTORY: [1]}
