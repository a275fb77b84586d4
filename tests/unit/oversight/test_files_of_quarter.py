"""A year's side files as a quarter tells them."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.oversight.files_of_quarter import of_quarter, raised_in_quarter
from complaint_analysis.records.side_files import YearFiles

YEAR = ReportingYear(2024)
LATER = date(2025, 12, 31)


def findings(*days):
    rows = [{"ombudsman": "housing", "reference": f"R{i}", "decided": day} for i, day in enumerate(days)]
    return pd.DataFrame(rows, columns=["ombudsman", "reference", "decided"], dtype=object)


def orders(*rows):
    columns = ["ombudsman", "reference", "due", "complied_on", "status"]
    return pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows], columns=columns, dtype=object)


@given(st.lists(st.dates(date(2023, 1, 1), date(2025, 12, 1)), max_size=20))
def test_the_four_quarters_are_the_year(days):
    files = YearFiles(YEAR, ombudsman=findings(*days))
    quarters = [of_quarter(files, quarter, LATER).ombudsman for quarter in YEAR.quarters]
    assert sorted(pd.concat(quarters)["reference"]) == sorted(files.ombudsman["reference"])


def test_a_whole_year_is_as_it_is():
    files = YearFiles(YEAR, ombudsman=findings(date(2024, 5, 1), None))
    assert of_quarter(files, YEAR.period, LATER) is files


def test_what_has_no_date_or_a_later_one_is_in_no_quarter():
    files = YearFiles(YEAR, ombudsman=findings(None, date(2024, 9, 20)))
    assert of_quarter(files, YEAR.quarter(2), date(2024, 9, 15)).ombudsman.empty


def test_what_is_not_recorded_stays_not_recorded():
    assert of_quarter(YearFiles(YEAR), YEAR.quarter(1), LATER).ombudsman is None


ORDERS = {
    "of a case decided in the quarter": (("housing", "R0", date(2025, 1, 1), None, "planned"), True),
    "due in the quarter": (("housing", "X", date(2024, 8, 1), None, "planned"), True),
    "met in the quarter": (("housing", "X", date(2024, 5, 1), date(2024, 7, 2), "done"), True),
    "overdue when it began": (("housing", "X", date(2024, 5, 1), None, "in_progress"), True),
    "met later, overdue then": (("housing", "X", date(2024, 5, 1), date(2024, 11, 2), "done"), True),
    "met before": (("housing", "X", date(2024, 5, 1), date(2024, 5, 1), "done"), False),
    "done, nobody knows when": (("housing", "X", date(2024, 5, 1), None, "done"), False),
    "due later": (("housing", "X", date(2024, 11, 1), None, "planned"), False),
}


@pytest.mark.parametrize("which", ORDERS)
def test_progress_on_orders_is_told_in_the_quarter_that_it_concerns(which):
    """HO 9.7 c."""
    row, shown = ORDERS[which]
    files = YearFiles(YEAR, ombudsman=findings(date(2024, 7, 1)), orders=orders(row))
    assert len(of_quarter(files, YEAR.quarter(2), LATER).orders) == int(shown)


def test_an_improvement_is_told_when_it_was_raised_and_when_it_falls_due():
    plan = pd.DataFrame(
        [
            {"id": "raised", "raised_in": "2024-25 Q2", "due": date(2025, 9, 1)},
            {"id": "due", "raised_in": "2023-24", "due": date(2024, 9, 30)},
            {"id": "neither", "raised_in": "2024-25", "due": None},
        ],
        dtype=object,
    )
    shown = of_quarter(YearFiles(YEAR, improvements=plan), YEAR.quarter(2), LATER).improvements
    assert shown["id"].tolist() == ["raised", "due"]


def test_the_quarter_an_improvement_was_raised_in_is_written_either_way():
    assert raised_in_quarter("q3, 2024-25") == "Q3 2024-25"
    assert raised_in_quarter("Q5 2024-25") == raised_in_quarter("summer") == ""
