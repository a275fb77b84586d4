"""The slips with which councils' reports were published are found, and none in tables that are right.

Each description says on which base a council counted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from complaint_analysis.publish.table_arithmetic.arithmetic import fraction_slip, share_slip
from complaint_analysis.publish.table_arithmetic.column_relations import Mean, Relations, ShareRelation, Sum
from complaint_analysis.publish.table_arithmetic.grid import read_grid
from complaint_analysis.publish.table_arithmetic.printed_number import printed
from complaint_analysis.publish.table_arithmetic.wrong_numbers import check_csv, differing

FACTS = Path(__file__).parent / "facts"


def found(name: str, relations: Relations | None = None) -> list[str]:
    return [str(slip) for slip in check_csv(FACTS / f"{name}.csv", relations)]


LICHFIELD = Relations(
    sum=(Sum(total="received", parts=("not_investigated", "upheld", "not_upheld")),),
    share=(ShareRelation(share="pct_in_target", of=("in_target",), base=("upheld", "not_upheld")),),
)
"""All received are investigated or not; the target is of those investigated, without the withdrawn."""


def test_lichfield_s_70_less_13_are_not_22_and_26() -> None:
    assert found("lichfield", LICHFIELD) == [
        "lichfield, 2022/23, received: 70 is printed, but its parts come to 61"
    ]


def test_maidstone_s_13_of_13_are_not_85_per_cent() -> None:
    """A column called pct_on_time is the share of on_time in number, by its words alone."""
    assert found("maidstone-2013-14-q1") == [
        "maidstone-2013-14-q1, One service, pct_on_time: 85 is printed for 13 of 13, which is 100%"
    ]


def test_runnymede_s_38_are_not_15_6_5_and_3() -> None:
    assert found("runnymede") == ["runnymede, Total, complaints: 38 is printed, but its parts come to 29"]


def test_gateshead_s_mean_is_over_20_awards_and_not_21_determinations() -> None:
    mean = Relations(mean=(Mean(mean="mean", total="compensation", base="determinations"),))
    assert found("gateshead-2024-25", mean) == [
        "gateshead-2024-25, 2024/25, mean: £986 is printed for 19,727 over 21, which is 939; "
        "it fits a base of 20"
    ]


def test_buckinghamshire_s_quarters_come_to_another_total(tmp_path: Path) -> None:
    grids = []
    for name, total in (("by quarter", "2,206"), ("in the summary", "2,199")):
        path = tmp_path / f"{name}.csv"
        path.write_text(f'what,complaints\nStage 1,"{total}"\n')
        grids.append(read_grid(path))
    slips = differing("stage 1 complaints", [(grid, 0, "complaints") for grid in grids])
    assert [str(slip) for slip in slips] == [
        "in the summary, Stage 1, complaints: 2,199 is printed for stage 1 complaints, but 2,206 in by quarter"
    ]


def test_oxford_s_share_in_time_is_of_fewer_than_the_complaints_beside_it() -> None:
    """Stage 2, 83.8% of 38: the base is the 37 responded. Stage 1, 48.6% of 226 fits 222."""
    in_time = Relations(share=(ShareRelation(share="pct_in_time", base=("complaints",)),))
    assert [each.partition(": ")[2] for each in found("oxford", in_time)] == [
        "48.6 is no whole number of 226; it fits a base of 222",
        "83.8 is no whole number of 38; it fits a base of 37",
    ]


def test_a_share_cut_off_instead_of_rounded_is_found() -> None:
    """MTVH, 2021/22: 941 stage 2 of 5,035 stage 1."""
    share = printed("18.6%")
    assert share is not None
    assert share_slip(share, 941, 5035) == "18.6% is printed for 941 of 5,035, which is 18.7%"


@pytest.mark.parametrize(
    ("name", "relations"),
    [
        pytest.param(
            "maidstone-2013-14-q2",
            Relations(
                sum=(
                    Sum(total="number", parts=("on_time", "late")),
                    Sum(
                        total="number",
                        parts=(
                            "cat_service",
                            "cat_policy",
                            "cat_staff",
                            "cat_time_taken",
                            "cat_lack_of_contact",
                            "cat_discrimination",
                        ),
                    ),
                ),
                share=(ShareRelation(share="pct_on_time", of=("on_time",), base=("number",)),),
            ),
            id="Maidstone: on time of all received, each complaint in one category",
        ),
        pytest.param("maidstone-2013-14-q2", None, id="Maidstone, by its words"),
        pytest.param("buckinghamshire-2022-23", None, id="Buckinghamshire: quarters and directorates"),
        pytest.param("buckinghamshire-2024-25", None, id="Buckinghamshire: directors"),
        pytest.param("oxford", None, id="Oxford: handlers of each stage come to all"),
        pytest.param(
            "lgsco-2024-25",
            Relations(
                sum=(Sum(total="dealt_with", parts=("not_for_us", "assessed_and_closed", "investigated")),),
                share=(ShareRelation(share="uphold_rate_pct", of=("upheld",), base=("investigated",)),),
            ),
            id="LGSCO: upheld of those investigated",
        ),
        pytest.param(
            "west-lancashire",
            Relations(
                share=(
                    ShareRelation(share="pct_in_timescale", base=("received",)),
                    ShareRelation(share="pct_upheld", base=("received",)),
                )
            ),
            id="West Lancashire: of all received, no part printed",
        ),
    ],
)
def test_nothing_is_found_in_tables_that_are_right(name: str, relations: Relations | None) -> None:
    assert found(name, relations) == []


def test_the_check_of_maidstone_s_table_can_fail(tmp_path: Path) -> None:
    """The same table with two figures turned round, as another of its quarters was printed."""
    text = (FACTS / "maidstone-2013-14-q2.csv").read_text(encoding="utf-8")
    changed = tmp_path / "changed.csv"
    changed.write_text(text.replace("14,12,2,85.7", "14,12,2,87.5").replace("175,170,5", "175,170,6"))
    assert [f"{slip.row}, {slip.column}" for slip in check_csv(changed)] == [
        "Total, late",
        "Housing Services, pct_on_time",
    ]


def test_buckinghamshire_counts_part_upheld_as_upheld_of_all_received() -> None:
    share = printed("56%")
    assert share is not None
    assert share_slip(share, 1263, 2259) == ""


@pytest.mark.parametrize(("rate", "complaints"), [("50.2", 293), ("5.5", 32)])
def test_west_lancashire_s_rates_are_of_one_number_of_homes(rate: str, complaints: int) -> None:
    """It prints no number of homes; 5,837 gives both of its rates for each 1,000."""
    share = printed(rate)
    assert share is not None
    assert share_slip(share, complaints, 5837, 1000) == ""
    assert fraction_slip(share, 5837, 1000) == ""
