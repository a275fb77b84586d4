"""Complaints that came again about the same thing: who and what counts (HO and LGSCO 9.1, to learn from them)."""

from __future__ import annotations

import pytest

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.repeats import repeated

YEAR = ReportingYear.parse("2024-25")
HOUSING = {"Service": "Council Housing", "Category": "Repairs"}


@pytest.fixture
def came_again(council, export):
    def of(*rows, years=("2024-25",)):
        numbered = [HOUSING | {"Reference": f"AB-{n}00"} | row for n, row in enumerate(rows, 1)]
        for year in years:
            start = f"01/04/{year[:4]}"
            council.export(
                export(
                    *[{"Received": start} | row for row in numbered if row.get("Year", years[-1]) == year]
                ),
                year=year,
            )
        loaded = load_council(council.folder)
        basis = Basis(council.records(), loaded, loaded.year(YEAR), YEAR.period)
        return {
            by: None if flags is None else int(flags.sum())
            for by, flags in repeated(basis, "housing").items()
        }

    return of


@pytest.mark.parametrize("header", ["Customer ID", "Complainant", "Tenant Ref", "Customer's email"])
def test_a_person_s_second_complaint_on_one_subject_came_again(came_again, header):
    found = came_again(
        {"Received": "01/05/2024", header: "P-77"},
        {"Received": "01/09/2024", header: "p-77 "},
        {"Received": "01/10/2024", header: "P-78"},
    )
    assert found["person"] == 1
    assert found["home"] is None


@pytest.mark.parametrize("header", ["UPRN", "Property Ref", "Address", "Tenancy number"])
def test_a_home_s_second_complaint_came_again_whoever_made_it(came_again, header):
    found = came_again(
        {"Received": "01/05/2024", header: "100012"}, {"Received": "01/09/2024", header: "100012"}
    )
    assert (found["home"], found["person"]) == (1, None)


def test_another_subject_is_another_thing(came_again):
    found = came_again(
        {"Received": "01/05/2024", "UPRN": "1"}, {"Received": "01/09/2024", "UPRN": "1", "Category": "Rent"}
    )
    assert found["home"] == 0


def test_a_year_and_a_day_later_is_not_again_and_a_year_later_is(came_again):
    """From 2 April 2023 to 1 April 2024 are 365 days: 2024 has its leap day before."""
    counts = [
        came_again(
            {"Received": first, "UPRN": "1", "Year": "2023-24"},
            {"Received": "01/04/2024", "UPRN": "1", "Year": "2024-25"},
            years=("2023-24", "2024-25"),
        )["home"]
        for first in ("01/04/2023", "02/04/2023")
    ]
    assert counts == [0, 1]


def test_the_earlier_may_lie_in_the_year_before(came_again):
    found = came_again(
        {"Received": "01/12/2023", "UPRN": "1", "Year": "2023-24"},
        {"Received": "01/05/2024", "UPRN": "1", "Year": "2024-25"},
        years=("2023-24", "2024-25"),
    )
    assert found["home"] == 1


@pytest.mark.parametrize("nobody", ["", "N/A", "Anonymous", "unknown", "Yes", "-"])
def test_what_names_nobody_joins_nothing(came_again, nobody):
    found = came_again(
        {"Customer ID": nobody}, {"Customer ID": nobody}, {"Customer ID": "P-1"}, {"Customer ID": "P-2"}
    )
    assert found["person"] == 0


def test_one_service_request_complained_of_twice(came_again):
    found = came_again(
        {"Service Request Ref": "SR-9"}, {"Service Request Ref": "sr-9"}, {"Service Request Ref": "SR-8"}
    )
    assert found["service_request"] == 1


def test_a_reference_that_continues_another_is_of_its_family(came_again):
    """`AB-100/2` follows `AB-100`; references that merely count on follow nothing."""
    found = came_again(
        {"Reference": "AB-100"},
        {"Reference": "AB-100/2"},
        {"Reference": "CMP-24-01"},
        {"Reference": "CMP-24-02"},
    )
    assert found["reference"] == 1


def test_what_is_no_accepted_complaint_neither_repeats_nor_is_repeated(came_again):
    found = came_again(
        {"Received": "01/05/2024", "UPRN": "1", "Type": "Service request"},
        {"Received": "01/06/2024", "UPRN": "1", "Type": "Complaint"},
    )
    assert found["home"] == 0
