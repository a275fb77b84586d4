"""Dates as exports write them."""

from __future__ import annotations

from datetime import date

import pytest

from complaint_analysis.records.reading.dates import read_date, read_dates


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1 April 2024", date(2024, 4, 1)),
        ("01/04/2024", date(2024, 4, 1)),
        ("23/09/24", date(2024, 9, 23)),
        ("2024-04-01", date(2024, 4, 1)),
        ("01-Apr-24", date(2024, 4, 1)),
        ("01.04.24", date(2024, 4, 1)),
        ("01/04/2024 09:15", date(2024, 4, 1)),
        ("01/04/2024 9:15 AM", date(2024, 4, 1)),
        ("2024-06-30T23:30:00Z", date(2024, 7, 1)),
        ("2024-12-30T23:30:00Z", date(2024, 12, 30)),
        ("2024-06-30T23:30:00+01:00", date(2024, 6, 30)),
        ("45383", date(2024, 4, 1)),
        ("45383.6", date(2024, 4, 1)),
        ("Monday 1st April 2024", date(2024, 4, 1)),
        ("Apr 5, 2024", date(2024, 4, 5)),
        ("5 Sept 2024", date(2024, 9, 5)),
        ("20240401", date(2024, 4, 1)),
        (" 1  April  2024 ", date(2024, 4, 1)),
    ],
)
def test_every_usual_notation(cell: str, day: date) -> None:
    assert read_dates([cell]).days == {cell: day}


@pytest.mark.parametrize(
    "cell", ["31/02/2024", "245 February 2025", "01/04/1824", "next week", "13/13/2024", "2024", "99999"]
)
def test_what_is_no_date_is_refused(cell: str) -> None:
    assert read_dates([cell]).refused == {cell}


@pytest.mark.parametrize("cell", ["", "n/a", "TBC", "-", " "])
def test_what_says_nothing_is_neither_a_date_nor_refused(cell: str) -> None:
    found = read_dates([cell])
    assert not found.days
    assert not found.refused


def test_a_column_that_proves_month_first_is_read_so() -> None:
    found = read_dates(["04/13/2024", "04/05/2024"])
    assert found.month_first
    assert found.days["04/05/2024"] == date(2024, 4, 5)


def test_proof_of_both_orders_refuses_what_could_be_either() -> None:
    found = read_dates(["04/13/2024", "13/04/2024", "04/05/2024", "05/05/2024", "1 June 2024"])
    assert found.refused == {"04/05/2024"}
    assert found.days["05/05/2024"] == date(2024, 5, 5)
    assert found.days["04/13/2024"] == found.days["13/04/2024"] == date(2024, 4, 13)


def test_an_impossible_date_proves_nothing() -> None:
    assert read_dates(["04/31/2024", "04/05/2024"]).days["04/05/2024"] == date(2024, 5, 4)


def test_with_the_order_said_what_cannot_be_so_is_refused() -> None:
    found = read_dates(["04/13/2024", "04/05/2024"], "day-first")
    assert found.refused == {"04/13/2024"}
    assert found.days == {"04/05/2024": date(2024, 5, 4)}


def test_a_reading_keeps_both_orders() -> None:
    reading = read_date("04/05/2024")
    assert (reading.day_first, reading.month_first) == (date(2024, 5, 4), date(2024, 4, 5))
    assert reading.known is None
