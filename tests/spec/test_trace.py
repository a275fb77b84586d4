"""Behind each figure of the records: the cases add up to it, and each case left out has its reason."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from small_run import YEAR, a_council, complaint, records

import complaint_analysis as ca
from complaint_analysis.commands.trace import side_figures
from complaint_analysis.council.locations import DEMONSTRATION
from complaint_analysis.council.settings import YearFacts
from complaint_analysis.errors import UsageError
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.cases_behind import COUNTED, LEFT_OUT, Traced, cases_of, trace, write_trace
from complaint_analysis.measures.moved_cases import moved_cases, moved_lines
from complaint_analysis.measures.record_figures import record_figures
from complaint_analysis.oversight import ombudsman_findings
from complaint_analysis.printing.rounding import half_up
from complaint_analysis.run.period_run import Run

pytestmark = pytest.mark.xdist_group("trace")
PUBLISHED = Path(__file__).parents[1] / "baseline" / "2024-25" / "figures.csv"
OF_NO_ROWS = ("per_1000_homes", "per_100_complaints")
"""Units whose denominator is another number: the homes owned, or another figure."""


@pytest.fixture(scope="module")
def demonstration() -> Run:
    return ca.load("2024-25", data=DEMONSTRATION)


@pytest.fixture(scope="module")
def traced(demonstration) -> dict[str, Traced]:
    figures = record_figures(demonstration.basis) | side_figures(demonstration)
    return {id: cases_of(demonstration.basis, figure) for id, figure in figures.items()}


def basis(*rows, **settings) -> Basis:
    council = a_council(**settings)
    facts = YearFacts(year=YEAR, folder=Path("."), homes_owned={"lcra": 1000, "lcho": 0})
    return Basis(records(rows, council=council), council, facts, YEAR.period)


def test_every_published_figure_can_be_traced(traced):
    with PUBLISHED.open(encoding="utf-8-sig", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} <= traced.keys()


def test_the_cases_of_every_figure_add_up_to_it(traced):
    assert len(traced) > 280
    for id, found in traced.items():
        figure, (numerator, base) = found.figure, found.sums()
        if figure.status == "not_recorded":
            assert found.rows.empty, id
        elif id.endswith(".median"):
            days = found.rows.loc[found.rows["part"] != LEFT_OUT, "adds"]
            assert figure.value == half_up(float(days.median()), 1) if len(days) else figure.value is None, id
        elif figure.numerator is None:
            assert round(numerator, 2) == figure.value, id
        else:
            assert round(numerator, 2) == figure.numerator, id
            assert figure.unit in OF_NO_ROWS or base == figure.denominator, id


def test_every_case_is_told_once_and_each_left_out_has_its_own_reason(traced, demonstration):
    basis = demonstration.basis
    for id, found in traced.items():
        if found.figure.cases is None or found.figure.cases.of != "table" or id.endswith("ratio_pct"):
            continue
        assert sorted(found.rows["reference"]) == sorted(basis.records.table["reference"]), id
        left = found.rows[found.rows["part"] == LEFT_OUT]
        assert left["why"].notna().all(), id
        assert (left["why"] != "the measure does not look at it").all(), id


def test_a_trace_holds_no_private_text(traced):
    for found in traced.values():
        assert not {"description", "learning", "stage1_handler", "cells"} & set(found.rows.columns)


def findings(*rows: tuple[str, str, str]) -> pd.DataFrame:
    columns = ["ombudsman", "reference", "finding"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(case_reference=None, decided=None, may_publish_from=None)


def test_a_case_of_the_ombudsman_with_several_findings_is_counted_once():
    rows = findings(("lgsco", "24 001", "not_upheld"), ("lgsco", "24 001", "upheld"), ("lgsco", "24 002", "not_upheld"),
                    ("lgsco", "24 003", "closed"), ("housing", "2024", "service_failure"))  # fmt: skip
    by_id = {
        each.id: each
        for each in ombudsman_findings.figures(rows, {"lgsco": 50, "housing": 10}, date(2025, 5, 30))
    }
    found = cases_of(basis(complaint()), by_id["ombudsman.lgsco.uphold_rate_pct"])
    assert found.sums() == (1, 2)
    told = {(row["reference"], row["part"], row["why"]) for row in found.rows.to_dict("records")}
    assert ("24 001", "numerator and denominator", "finding: upheld") in told
    assert ("24 003", LEFT_OUT, "finding: closed") in told
    assert cases_of(basis(complaint()), by_id["ombudsman.lgsco.per_100_complaints"]).sums()[0] == 3


def why(traced: Traced) -> dict[str, tuple[str, str]]:
    return {row["reference"]: (row["part"], row["why"]) for row in traced.rows.to_dict("records")}


def test_each_case_says_what_decided():
    found = why(trace(basis(
        complaint(reference="A"),
        complaint(reference="B", stage1_responded="2024-07-01"),
        complaint(reference="C", stage1_responded=None, stage1_outcome=None, withdrawn="2024-05-02"),
        complaint(reference="D", received="2023-05-01"),
        complaint(reference="E", accepted=False, exclusion_reason="over_12_months"),
        complaint(reference="F", record_type="service_request"),
        complaint(reference="G", regime="lgsco"),
    ), "housing.stage1.responded.in_time_pct"))  # fmt: skip
    assert found == {
        "A": ("numerator and denominator", "answered on or before the day it was due"),
        "B": ("denominator", "answered after it was due"),
        "C": (LEFT_OUT, "withdrawn without an answer"),
        "D": (LEFT_OUT, "it began outside the period: 1 May 2023"),
        "E": (LEFT_OUT, "it was not accepted: over 12 months"),
        "F": (LEFT_OUT, "it is no complaint: service request"),
        "G": (LEFT_OUT, "it is under another Code, or none: lgsco"),
    }


def test_a_reason_is_told_only_where_the_measure_has_it():
    rows = (complaint(reference="A", record_type="service_request"),
            complaint(reference="B", record_type="service_request", received="2023-05-01"))  # fmt: skip
    found = why(trace(basis(*rows), "housing.service_requests"))
    assert found["B"] == (LEFT_OUT, "it began outside the period: 1 May 2023")


def test_tenants_measures_are_traced_on_the_codes_own_clock():
    rows = (complaint(reference="A", stage1_responded="2024-05-14"), complaint(reference="B", tenure="lcho"))
    stricter = basis(*rows, clocks={"stage1_respond": 3})
    found = trace(stricter, "housing.ch02.stage1.lcra")
    assert why(found)["A"] == ("numerator and denominator", "answered on or before the day it was due")
    assert str(found.rows.set_index("reference").loc["A", "stage1_due"].date()) == "2024-05-16"
    assert why(found)["B"] == (LEFT_OUT, "its home is of another kind: lcho")
    assert why(trace(stricter, "housing.stage1.responded.in_time_pct"))["A"][1] == "answered after it was due"


def test_who_decided_a_class_is_told():
    row = complaint(
        reference="A", stage2_refused=True, stage2_refused_on="2024-06-01", stage2_refusal_reason="other"
    )
    assert why(trace(basis(row), "housing.stage2.refused.other"))["A"] == (
        COUNTED,
        "refusal reason: other",
    )
    row = complaint(reference="A", accepted=False, exclusion_reason="other") | {
        "exclusion_reason_rule": "officer"
    }
    found = trace(basis(row), "housing.refused.other")
    assert why(found)["A"][0] == COUNTED


def test_the_two_populations_of_a_ratio_are_both_listed():
    rows = (
        complaint(reference="A"),
        complaint(reference="B", received="2023-03-01", stage2_requested="2024-04-15"),
    )
    found = trace(basis(*rows), "housing.escalation.ratio_pct")
    parts = found.rows.groupby("reference")["part"].agg(set).to_dict()
    assert parts["A"] >= {"denominator"}
    assert parts["B"] >= {"counted"}
    assert found.sums() == (1, 1)


def test_an_id_that_is_none_is_told_with_the_nearest():
    with pytest.raises(UsageError, match=r"'housing\.stage1\.recieved' is not a figure") as told:
        trace(basis(complaint()), "housing.stage1.recieved")
    assert "housing.stage1.received" in told.value.do


def test_a_figure_that_is_not_recorded_is_traced_to_nothing(council):
    found = trace(Basis(records([complaint()], unrecorded=["stage2_requested"]), a_council(),
                        YearFacts(year=YEAR, folder=Path(".")), YEAR.period), "housing.stage2.received")  # fmt: skip
    assert found.rows.empty
    assert "not recorded" in found.lines()[0]


def test_the_list_is_written_into_the_private_folder(tmp_path):
    found = trace(basis(complaint(reference="=A")), "housing.stage1.received")
    path = write_trace(found, tmp_path)
    assert path == tmp_path / "traces" / "housing.stage1.received.csv"
    assert "'=A" in path.read_text(encoding="utf-8-sig")


def test_lines_show_the_figure_its_cases_and_what_is_left_out():
    rows = [complaint(reference=f"N{number}") for number in range(50)] + [complaint(received="2023-05-01")]
    lines = trace(basis(*rows), "housing.stage1.received").lines()
    assert lines[0] == "housing.stage1.received: 50"
    assert "      50  counted" in lines
    assert "       1  it began outside the period" in lines
    assert lines[-1] == "  … and 10 more"


def moved(then: Basis, now: Basis, id: str) -> dict[str, tuple[str, str, str]]:
    return {
        row.reference: (row.then, row.now, row.changed) for row in moved_cases(then, now, id).itertuples()
    }


def test_two_runs_are_compared_case_by_case():
    then = basis(complaint(reference="A"), complaint(reference="B"), complaint(reference="C"))
    now = basis(
        complaint(reference="A"),
        complaint(reference="B", stage1_responded="2024-07-01"),
        complaint(reference="D", stage1_responded=None, stage1_outcome=None),
    )
    found = moved(then, now, "housing.stage1.responded.in_time_pct")
    assert found.keys() == {"B", "C", "D"}
    assert found["B"][:2] == ("numerator and denominator", "denominator")
    assert "stage1 responded: 1 May 2024 -> 1 July 2024" in found["B"][2]
    assert "stage1 status: in_time -> late" in found["B"][2]
    assert found["C"][:2] == ("numerator and denominator", "not in the records")
    assert found["D"][0] == "not in the records"


def test_a_case_that_adds_another_amount_has_moved():
    then = basis(complaint(reference="A", compensation_gbp=50.0))
    now = basis(complaint(reference="A", compensation_gbp=75.0))
    found = moved(then, now, "housing.compensation.total_gbp")
    assert found["A"][2] == "compensation gbp: 50.0 -> 75.0"
    assert moved(then, then, "housing.compensation.total_gbp") == {}
    assert moved_lines(moved_cases(then, then, "housing.compensation.total_gbp")) == [
        "No case moved between the two runs."
    ]
