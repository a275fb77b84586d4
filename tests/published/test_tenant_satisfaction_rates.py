"""The regulator's own rates of CH01 and CH02 recompute from their numerators and denominators.

Source of the facts: Regulator of Social Housing, Tenant Satisfaction Measures 2023-24 and 2024-25, Open
Government Licence v3.0. The demonstration ships all of them but those of one landlord. The whole list of
3,300 rates is read from the file that COMPLAINT_TSM_RATES names, the workbook of 2024-25 as downloaded from
the one that COMPLAINT_TSM_WORKBOOK names; without them those tests are skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from complaint_analysis import load
from complaint_analysis.chapters import commentary, compared_landlords
from complaint_analysis.council.locations import ROOT
from complaint_analysis.measures.figure import rate
from complaint_analysis.oversight import benchmarks
from complaint_analysis.oversight.benchmarks.regulator_workbook import read_workbook
from complaint_analysis.oversight.benchmarks.returns import KEY, read_facts
from complaint_analysis.printing.rounding import half_up

SHIPPED = ROOT / "data" / "demonstration" / "benchmarks" / "tsm-ch01-ch02.csv"
PER = {"ch01": 1000, "ch02": 100}


def from_environment(name: str) -> Path:
    path = os.environ.get(name)
    if not path:
        pytest.skip(f"{name} names no file")
    return Path(path)


def wrong_rates(facts: pd.DataFrame) -> list[tuple]:
    """The rows whose published rate is not numerator over denominator, to the places it was published with.

    The regulator published the rates of 2023-24 for shared owners, and for both kinds of home combined, as
    whole numbers, and those of tenants unrounded.
    """
    return [tuple(row) for row in facts.itertuples(index=False) if recomputed(row) != published(row)]


def places(row) -> int:
    return 0 if row.year == "2023-24" and row.tenure != "lcra" else 1


def recomputed(row) -> float | None:
    per = PER[row.measure[:4]]
    return rate("", row.numerator, row.denominator, "per_cent", per=per, places=places(row)).value


def published(row) -> float:
    return half_up(row.published_rate, places(row))


def test_every_shipped_rate_recomputes_half_up():
    facts = read_facts(SHIPPED)
    assert len(facts) == 3292
    assert wrong_rates(facts) == []


def test_the_landlord_whose_totals_the_demonstration_has_is_not_shipped():
    facts = read_facts(SHIPPED)
    assert "30UH" not in set(facts["landlord_code"])
    assert {year: rows["landlord_code"].nunique() for year, rows in facts.groupby("year")} == {
        "2023-24": 357, "2024-25": 358,
    }  # fmt: skip


def test_all_3300_published_rates_recompute_half_up():
    facts = read_facts(from_environment("COMPLAINT_TSM_RATES"))
    assert len(facts) == 3300
    assert wrong_rates(facts) == []


def test_a_slip_in_a_rate_would_be_found():
    facts = read_facts(SHIPPED)
    facts.loc[facts.index[0], "published_rate"] += 0.1
    assert len(wrong_rates(facts)) == 1


def test_the_workbook_as_downloaded_gives_the_shipped_facts():
    found = read_workbook(from_environment("COMPLAINT_TSM_WORKBOOK"))
    shipped = read_facts(SHIPPED)
    others = found[found["landlord_code"] != "30UH"]
    parts = [*KEY, "landlord_type", "published_rate", "numerator", "denominator"]
    expected = shipped.loc[shipped["year"] == "2024-25", parts]
    pd.testing.assert_frame_equal(
        others[parts].sort_values(KEY, ignore_index=True), expected.sort_values(KEY, ignore_index=True)
    )


QUARTILES = {
    ("CH01 stage 1", "all landlords"): (34.3, 53.9, 72.8),
    ("CH01 stage 1", "local authorities"): (28.5, 44.9, 64.9),
    ("CH01 stage 2", "all landlords"): (5.2, 8.4, 13.6),
    ("CH01 stage 2", "local authorities"): (4.8, 7.6, 11.7),
    ("CH02 stage 1", "local authorities"): (63.9, 81.5, 93.9),
    ("CH02 stage 2", "all landlords"): (69.9, 88.9, 100.0),
    ("CH02 stage 2", "local authorities"): (57.3, 82.6, 97.9),
}
"""Of the published rates of 2024-25 for rented homes, one landlord's being the demonstration's own."""


@pytest.fixture(scope="module")
def run():
    return load("2024-25")


def test_the_demonstration_stands_among_the_published_quartiles(run):
    table = benchmarks.standings(compared_landlords.peers(run)).frame
    cells = {
        tuple(name.rpartition(" (")[0].split(": ")): row
        for name, row in table.set_index("measure").iterrows()
    }
    found = {key: tuple(cells[key][["lower_quartile", "median", "upper_quartile"]]) for key in QUARTILES}
    assert found == QUARTILES


def test_the_demonstration_ranks_where_the_published_rates_put_it(run):
    """83.7% (72 of 86) is passed by 70 of the 157 other councils, 90.0% (9 of 10) by 59 of 158."""
    facts = read_facts(SHIPPED)
    councils = facts[
        (facts["year"] == "2024-25") & (facts["tenure"] == "lcra") & (facts["landlord_type"] == "LA")
    ]
    higher = {
        measure: int((rows["published_rate"] > ours).sum())
        for measure, ours in (("ch02_stage1", 83.7), ("ch02_stage2", 90.0))
        for rows in [councils[councils["measure"] == measure]]
    }
    assert higher == {"ch02_stage1": 70, "ch02_stage2": 59}
    said = commentary.benchmarks(run, compared_landlords.peers(run))
    assert "71st of 158" in said
    assert "60th of 159" in said
