"""Other councils' published tables, recomputed with the base that each of them used."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from complaint_analysis.measures.figure import rate
from complaint_analysis.printing.rounding import half_up

FACTS = Path(__file__).parent / "facts"


def rows(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def per_cent(numerator: int, denominator: int) -> float | None:
    value = rate("published", numerator, denominator, "per_cent").value
    return None if value is None else float(value)


@pytest.mark.parametrize("row", rows("maidstone-2013-14-q2.csv"), ids=lambda row: row["service"])
def test_maidstone_answers_on_time_by_service(row: dict[str, str]) -> None:
    assert per_cent(int(row["on_time"]), int(row["number"])) == float(row["pct_on_time"])
    assert int(row["on_time"]) + int(row["late"]) == int(row["number"])


def test_maidstone_s_total_is_the_sum_of_its_services() -> None:
    services = [row for row in rows("maidstone-2013-14-q2.csv") if row["service"] != "Total"]
    assert sum(int(row["number"]) for row in services) == 175
    assert sum(int(row["on_time"]) for row in services) == 170


@pytest.mark.parametrize("row", rows("shares.csv"), ids=lambda row: f"{row['body']}: {row['what']}")
def test_published_shares(row: dict[str, str]) -> None:
    """Each share on its published base, to the places in which it was printed."""
    numerator, denominator = int(row["numerator"]), int(row["denominator"])
    assert half_up(100 * numerator / denominator, int(row["places"])) == float(row["printed"]), row["base"]


@pytest.mark.parametrize(
    "row", rows("rates.csv"), ids=lambda row: f"{row['landlord']} {row['year']} {row['measure']}"
)
def test_the_regulator_s_rates(row: dict[str, str]) -> None:
    numerator, denominator, per = (int(row[key]) for key in ("numerator", "denominator", "per"))
    unit = "per_1000_homes" if per == 1000 else "per_cent"
    assert rate("published", numerator, denominator, unit, per=per).value == float(row["printed"])
