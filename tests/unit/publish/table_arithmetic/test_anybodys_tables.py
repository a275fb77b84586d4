"""Tables of councils' reports, as they print them: what is tested of each, what is left alone, and each slip once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from complaint_analysis.publish.table_arithmetic.tested_numbers import TestedTable
from complaint_analysis.publish.table_arithmetic.wrong_numbers import read_and_test

OUTCOMES = """Outcome,Number,Total,Percentage
Not upheld,39,81,48%
Upheld,41,81,51%
Withdrawn,1,81,1%
"""
SERVICES = """Service,Received,Responded in time,% in time
Housing,120,96,80%
Waste,210,189,90%
Planning,33,25,76%
Total,363,310,85%
"""
OF_TOTAL = """Channel,Number,Percentage
Online,120,41%
Phone,90,31%
Email,60,21%
Letter,20,7%
Total,290,100%
"""
UPHELD_OF = """Directorate,Upheld,Of,%
Adults,4,11,36
Children,23,40,58
Place,30,77,39
All,57,128,45
"""
OF_ANSWERED = """Service,Received,Closed,Upheld,Upheld rate
Housing,120,110,55,50%
Waste,210,200,90,45%
Planning,33,30,6,20%
"""
OF_DECIDED = """Service,Received,Upheld,Not upheld,% upheld
Housing,100,40,50,44%
Waste,150,70,60,54%
Planning,27,5,20,20%
"""
LESS_WITHDRAWN = """Service,Received,Withdrawn,Responded in time,% in time
Housing,120,10,88,80%
Waste,210,10,180,90%
Planning,33,1,24,75%
"""
WITH_PARTLY = """Service,Upheld,Partially upheld,Not upheld,Total,% upheld or partially upheld
Housing,40,10,50,100,50%
Waste,70,20,60,150,60%
Planning,5,2,20,27,26%
Total,115,32,130,277,53%
"""
IN_ROWS = """Measure,2022/23,2023/24
Stage 1 complaints received,250,310
Responded in target,200,260
% in target,80%,84%
Upheld,100,124
% upheld,40%,40%
Average days,11,9
"""
OF_A_ROW = """Measure,Number,%
Complaints received,250,
Acknowledged in 5 days,240,96%
Answered in 10 days,200,80%
Upheld,100,40%
"""
SIDE_BY_SIDE = """Outcome,2023/24,%,2024/25,%
Upheld,40,40%,66,44%
Partly,25,25%,30,20%
Not upheld,35,35%,54,36%
Total,100,100%,150,100%
"""
IN_BRACKETS = """Service,Received,Upheld
Housing,100,40 (40%)
Waste,150,70 (47%)
Planning,27,5 (19%)
Total,277,115 (42%)
"""
GROUPS = """Service,Stage 1,Stage 2,Total
Repairs,100,10,110
Tenancy,50,5,55
Housing total,150,15,165
Waste,70,3,73
Planning,20,1,21
Total,240,19,259
"""
OF_WHICH = """Type,2023/24,2024/25
Stage 1,250,310
of which upheld,100,124
Stage 2,30,41
of which upheld,10,20
Total,280,351
"""
TOTAL_FIRST = """Service,2023/24,2024/25
All,240,300
Repairs,150,180
Waste,70,90
Planning,20,30
"""
TARGETS = """Standard,Target,Number in time,Total,Target met
Acknowledged,95%,90,100,90%
Stage 1,90%,81,97,84%
Stage 2,90%,17,19,89%
"""
RATES = """Measure,Complaints,Homes,"Rate per 1,000"
Stage 1 rented,86,3601,23.9
Stage 2 rented,10,3601,2.8
Stage 1 shared ownership,4,120,33.3
"""
TITLED = "Table 3: stage 1 outcomes,,\n" + OF_TOTAL
DAYS = """Service,Complaints,Average days,Target days,Within 10 days,% within 10 days
Housing,100,12.4,10,70,70%
Waste,150,8.1,10,120,80%
Planning,27,15.0,10,9,33%
Total,277,10.3,10,199,72%
"""
UNPRINTED_BASE = """Service,Received,Responded on time,Responded on time %
Housing,110,85,83%
Waste,60,50,91%
Planning,20,10,63%
"""
RIGHT = {
    "the case": (OUTCOMES, "3 sums, 3 shares"),
    "of the row's own base": (SERVICES, "2 sums, 4 shares"),
    "of the column's total": (OF_TOTAL, "1 sum, 5 shares"),
    "upheld of": (UPHELD_OF, "2 sums, 4 shares"),
    "of those closed and not of all received": (OF_ANSWERED, "0 sums, 3 shares; the column Received was left alone"),
    "of two outcomes together": (OF_DECIDED, "0 sums, 3 shares; the column Received was left alone"),
    "of all less those withdrawn": (LESS_WITHDRAWN, "0 sums, 3 shares"),
    "two outcomes of all": (WITH_PARTLY, "8 sums, 4 shares"),
    "in rows": (IN_ROWS, "0 sums, 4 shares"),
    "of a named row": (OF_A_ROW, "0 sums, 3 shares"),
    "two years beside one another": (SIDE_BY_SIDE, "2 sums, 8 shares"),
    "in brackets": (IN_BRACKETS, "2 sums, 4 shares"),
    "totals of groups": (GROUPS, "12 sums, 0 shares"),
    "of which": (OF_WHICH, "2 sums, 0 shares"),
    "the total first": (TOTAL_FIRST, "2 sums, 0 shares"),
    "targets beside what was reached": (TARGETS, "0 sums, 3 shares; the column Target was left alone"),
    "rates per 1,000": (RATES, "0 sums, 3 shares"),
    "a title above the headings": (TITLED, "1 sum, 5 shares"),
    "days, which nobody adds up": (DAYS, "2 sums, 4 shares; the columns Average days and Target days were left alone"),
    "of a base that is not printed": (
        UNPRINTED_BASE,
        "0 sums, 0 shares; the columns Received, Responded on time and Responded on time % were left alone",
    ),
}  # fmt: skip


def table_of(folder: Path, text: str) -> TestedTable:
    (folder / "table.csv").write_text(text, encoding="utf-8")
    return read_and_test(folder / "table.csv")


@pytest.mark.parametrize(("text", "said"), RIGHT.values(), ids=RIGHT)
def test_a_right_table_is_accused_of_nothing_and_what_was_tested_is_told(tmp_path: Path, text, said) -> None:
    table = table_of(tmp_path, text)
    assert table.wrong == []
    assert str(table) == f"table: {said}"


@pytest.mark.parametrize(
    ("text", "right", "wrong", "told"),
    [
        (OUTCOMES, "1,81,1%", "1,81,12%", "Withdrawn, Percentage: 12% is printed for 1 of 81, which is 1%"),
        (OUTCOMES, "41,81,", "41,82,", "Upheld, Total: 82 is printed, but its parts come to 81"),
        (SERVICES, "90%", "99%", "Waste, % in time: 99% is printed for 189 of 210, which is 90%"),
        (SERVICES, "363,310", "373,310", "Total, Received: 373 is printed, but its parts come to 363"),
        (OF_TOTAL, "31%", "13%", "Phone, Percentage: 13% is printed for 90 of 290, which is 31%"),
        (OF_TOTAL, "290,", "280,", "Total, Number: 280 is printed, but its parts come to 290"),
        (UPHELD_OF, "23,40,58", "23,40,48", "Children, %: 48 is printed for 23 of 40, which is 58%"),
        (OF_ANSWERED, "45%", "43%", "Waste, Upheld rate: 43% is printed for 90 of 200, which is 45%"),
        (WITH_PARTLY, "20,60,150", "20,60,160", "Waste, Total: 160 is printed, but its parts come to 150"),
        (WITH_PARTLY, "Waste,70", "Waste,60", "Waste, Upheld: 60 is printed, but the totals of its row and of its column need 70"),
        (WITH_PARTLY, "115,32,130,277", "115,32,130,267", "Total, Total: 267 is printed, but its parts come to 277"),
        (WITH_PARTLY, "115,32", "125,32", "Total, Upheld: 125 is printed, but its parts come to 115"),
        (IN_ROWS, "84%", "48%", "% in target, 2023/24: 48% is printed for 260 of 310, which is 84%"),
        (OF_A_ROW, "80%", "90%", "Answered in 10 days, %: 90% is printed for 200 of 250, which is 80%"),
        (SIDE_BY_SIDE, "20%", "25%", "Partly, % (2): 25% is printed for 30 of 150, which is 20%"),
        (IN_BRACKETS, "(19%)", "(91%)", "Planning, Upheld %: 91% is printed for 5 of 27, which is 19%"),
        (GROUPS, "150,15,165", "140,15,165", "Housing total, Stage 1: 140 is printed, but its parts come to 150"),
        (TARGETS, "84%", "94%", "Stage 1, Target met: 94% is printed for 81 of 97, which is 84%"),
        (RATES, "2.8", "2.3", "Stage 2 rented, Rate per 1,000: 2.3 is printed for 10 of 3,601, which is 2.8"),
    ],
)  # fmt: skip
def test_a_slip_is_named_once_and_nothing_else_is(tmp_path: Path, text, right, wrong, told) -> None:
    assert text.count(right) == 1
    found = [
        str(slip).removeprefix("table, ") for slip in table_of(tmp_path, text.replace(right, wrong)).wrong
    ]
    assert [each.partition(";")[0] for each in found] == [told.partition(";")[0]]


def test_noughts_show_nothing_of_what_a_total_adds_up(tmp_path: Path) -> None:
    """Those withdrawn are in the total and in no column beside it; two services had no complaint at all."""
    text = "Service,Upheld,Not upheld,Total\nA,4,6,12\nB,0,0,0\nC,0,0,0\nD,5,5,11\n"
    assert table_of(tmp_path, text).wrong == []


BASELINE = Path(__file__).parents[3] / "baseline" / "2024-25" / "tables"
WITH_ROWS = [path for path in sorted(BASELINE.glob("*.csv")) if len(path.read_text("utf-8").splitlines()) > 1]


@pytest.mark.parametrize("path", WITH_ROWS, ids=lambda path: path.stem)
def test_the_demonstration_s_own_tables_are_right_without_a_word_about_them(path: Path) -> None:
    assert read_and_test(path).wrong == []


def test_shares_that_are_all_off_to_one_side_are_of_something_that_is_not_printed(tmp_path: Path) -> None:
    rows = ["A,10,5,50%", "B,20,5,25%", "C,8,2,25%", "D,10,4,44%", "E,20,6,33%"]
    text = "\n".join(["Service,Received,Upheld,% upheld", *rows])
    assert table_of(tmp_path, text).wrong == []
    one = text.replace("44%", "40%").replace("33%", "36%")
    assert [slip.row for slip in table_of(tmp_path, one).wrong] == ["E"]


def per_cent(part: int, base: int) -> str:
    return f"{int(part * 100 / base + 0.5)}%"


@pytest.mark.parametrize("seed", range(60))
def test_invented_tables_that_are_right_are_accused_of_nothing(tmp_path: Path, seed: int) -> None:
    """Of few rows and small numbers, where shares of one thing are easily those of another too."""
    chance = random.Random(seed)
    rows = []
    for number in range(chance.choice([1, 2, 3, 5, 8])):
        received = chance.randint(2, chance.choice([12, 60, 300]))
        decided = max(1, received - chance.choice([0, 0, 1, 3]))
        upheld = chance.randint(0, decided)
        partly = chance.randint(0, decided - upheld)
        rows.append((f"S{number}", received, decided, upheld, partly, decided - upheld - partly))
    heads = {
        "Service,Received,Decided,Upheld,% upheld": lambda r: [r[1], r[2], r[3], per_cent(r[3], r[2])],
        "Service,Received,Upheld,Not upheld,% upheld": lambda r: [r[1], r[3], r[2] - r[3], per_cent(r[3], r[2])],
        "Service,Received,Upheld,Rest,Upheld rate": lambda r: [r[1], r[3], r[2] - r[3], per_cent(r[3], r[1])],
        "Service,Upheld,Partly,Not,Rate": lambda r: [r[3], r[4], r[5], per_cent(r[3] + r[4], r[2])],
    }  # fmt: skip
    for head, cells in heads.items():
        text = "\n".join([head, *(",".join(map(str, [row[0], *cells(row)])) for row in rows)])
        assert table_of(tmp_path, text).wrong == [], text
