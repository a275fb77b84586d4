"""Other landlords' returns, read from any year's workbook, and where the council stands among them."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from small_run import YEAR, a_council, complaint, run

from complaint_analysis.chapters import commentary, compared_landlords, tables
from complaint_analysis.chapters.charts import report_charts
from complaint_analysis.chapters.charts.shapes import NO_CHART
from complaint_analysis.errors import InputError
from complaint_analysis.oversight import benchmarks
from complaint_analysis.oversight.benchmarks.regulator_workbook import read_workbook
from complaint_analysis.oversight.benchmarks.standings import MEASURES, ordinal

COLUMNS = [
    "year", "landlord_name", "landlord_code", "landlord_type", "tenure", "measure", "published_rate",
    "numerator", "denominator",
]  # fmt: skip


# ---- a workbook as downloaded ----
def headings(tenure: str, one: str = "one", two: str = "two") -> list[str]:
    """The regulator's columns in its own kind of words, with footnote digits and stray spaces."""
    return [
        f"{tenure} - Number of stage {one} complaints made by tenants per 1,000 homes (CH01 1)",
        f"{tenure} - Proportion of stage {one} complaints responded to within timescales (CH02 1)5",
        f"{tenure} - Number of stage {one} complaints made by tenants (CH01 1 Numerator) ",
        f"{tenure} - Number of dwelling units owned of the relevant stock at year end (CH01 1 Denominator)",
        f"{tenure} - Number of stage {one} complaints that were responded to within (CH02 1 Numerator)5",
        f"{tenure} - Number of stage {one} complaints made by tenants in the stock (CH02 1 Denominator)5 ",
        f"{tenure} - Out of the number of stage {one} complaints (CH02 1), with the 10 day extension5 ",
        f"{tenure} - Number of stage {two} complaints made by tenants (CH01 2 Numerator)",
        f"{tenure} - Number of dwelling units owned of the relevant stock at year end (CH01 2 Denominator)",
    ]


def workbook(path: Path, *, sheet: str, header: list[str], rows: list[list], above: list[list] = ()) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Introduction"
    book.active.append(["About these data"])
    page = book.create_sheet(sheet)
    for row in [*above, header, *rows]:
        page.append(row)
    book.create_sheet("Notes").append(["Landlord name", "Landlord code", "Notes from the regulator"])
    book.save(path)
    return path


NOTES = [["TSM management information"], [], ["Notes:"], ["[X] left blank"]]
LANDLORD = ["Landlord name1", " Landlord code", "Landlord type 2", "Region"]


def read(path: Path) -> list[tuple]:
    facts = read_workbook(path)
    wanted = ["year", "landlord_code", "tenure", "measure", "numerator", "denominator"]
    return sorted(facts[wanted].itertuples(index=False, name=None))


def test_columns_are_found_by_their_words_under_notes_with_footnotes_and_spaces(tmp_path):
    numbers = [25.0, 80, 50, 2000, 40, 50, 3, 8, 2000]
    path = workbook(
        tmp_path / "download.xlsx", sheet="TSM25_Management_Info", above=NOTES,
        header=[*LANDLORD, *headings("LCRA")], rows=[["Testford Homes", 4568, "PRP", "North", *numbers]],
    )  # fmt: skip
    assert read(path) == [
        ("2024-25", "4568", "lcra", "ch01_stage1", 50, 2000),
        ("2024-25", "4568", "lcra", "ch01_stage2", 8, 2000),
        ("2024-25", "4568", "lcra", "ch02_stage1", 40, 50),
    ]


def test_another_year_has_other_sheets_a_header_in_the_first_row_and_figures_for_words(tmp_path):
    header = ["Provider name", "Provider code", *(name[7:] for name in headings("LCHO", "1", "2"))]
    rows = [["Testford", "45UB", "[Z]", "12.5%", "1,200", "60,000", 150, 1200, "", "[Z]", 60000]]
    path = workbook(tmp_path / "TSM 2025 to 26 v2.xlsx", sheet="LCHO measures", header=header, rows=rows)
    assert read(path) == [("2025-26", "45UB", "lcho", "ch02_stage1", 150, 1200)]


@pytest.mark.parametrize("code", ["[X]", "[Z]", "[E]", "[U]", "", "not submitted", None])
def test_a_code_in_the_place_of_a_number_leaves_the_figure_out(tmp_path, code):
    numbers = [25.0, 80, 50, 2000, code, 50, 3, 8, 2000]
    path = workbook(
        tmp_path / "tsm-2023-24.xlsx", sheet="Data", header=[*LANDLORD, *headings("LCRA")],
        rows=[["Testford", "45UB", "LARP", "South", *numbers]],
    )  # fmt: skip
    assert [row[3] for row in read(path)] == ["ch01_stage1", "ch01_stage2"]


def test_a_workbook_that_is_none_or_holds_no_measures_or_no_year_is_named(tmp_path):
    torn = tmp_path / "tsm-2024-25.xlsx"
    torn.write_bytes(b"PK\x03\x04 torn")
    other = workbook(tmp_path / "tsm-2023-24.xlsx", sheet="Data", header=["Landlord name", "Homes"], rows=[])
    row = ["Testford", "45UB", "LA", "South", 25.0, 80, 50, 2000, 40, 50, 3, 8, 2000]
    dateless = workbook(
        tmp_path / "download.xlsx", sheet="Data", header=[*LANDLORD, *headings("LCRA")], rows=[row]
    )
    told = {torn: "cannot be opened", other: "CH01 and CH02", dateless: "of which year"}
    for path, words in told.items():
        with pytest.raises(InputError, match=words) as error:
            read_workbook(path)
        assert path.name in error.value.where


# ---- the folder ----
def facts(path: Path, rows: list[dict]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def landlord(
    number: int, *, kind: str = "LA", year: str = "2024/25", homes: int = 1000, **counts
) -> list[dict]:
    """The four figures of a landlord: 40 of 50 in time and 8 of 10, unless said otherwise."""
    made = {
        "ch01_stage1": (50, homes),
        "ch01_stage2": (10, homes),
        "ch02_stage1": (40, 50),
        "ch02_stage2": (8, 10),
    }
    same = {"year": year, "landlord_name": f"Landlord {number}", "landlord_code": f"L{number}"}
    same |= {"landlord_type": kind, "tenure": "LCRA", "published_rate": 1}
    return [
        same | {"measure": measure.upper().replace("STAGE", "stage"), "numerator": part, "denominator": base}
        for measure, (part, base) in (made | counts).items()
    ]


def many(number: int = 12, **settings) -> list[dict]:
    """Landlords who answered 38, 39, 40 ... of 50 in time."""
    return [row for each in range(number) for row in landlord(each, ch02_stage1=(38 + each, 50), **settings)]


CASES = [complaint(tenure="lcra") for _ in range(18)] + [
    complaint(tenure="lcra", stage1_responded="2024-08-01") for _ in range(2)
]


def compared(folder: Path, rows: list[dict], cases=CASES, **council):
    facts(folder / "benchmarks" / "facts.csv", rows)
    identity = {"name": "Testford Council", "landlord_code": "00XX"}
    of = run(cases, council=a_council(folder=folder, council=identity, **council))
    return of, compared_landlords.peers(of)


def test_of_two_files_with_the_same_figure_the_later_by_name_counts(tmp_path):
    facts(tmp_path / "benchmarks" / "a.csv", landlord(1, ch02_stage1=(1, 50)))
    facts(tmp_path / "benchmarks" / "b.csv", landlord(1))
    (tmp_path / "benchmarks" / "README.md").write_text("not read")
    found = benchmarks.read_returns(tmp_path).set_index("measure")["numerator"]
    assert len(found) == 4
    assert found["ch02_stage1"] == 40


@pytest.mark.parametrize(
    ("text", "told"),
    [("year,landlord_name\n", "no column"), ("\xff\xfe", "no column"), ("", "cannot be read")],
)
def test_a_csv_that_is_none_is_named(tmp_path, text, told):
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "facts.csv").write_text(text, encoding="latin-1")
    with pytest.raises(InputError) as error:
        benchmarks.read_returns(tmp_path)
    assert "facts.csv" in error.value.where
    assert told in error.value.what or "cannot be read" in error.value.what


# ---- where we stand ----
def test_quartiles_hold_us_and_rank_counts_from_the_highest_share(tmp_path):
    _, peers = compared(tmp_path, many(11))
    standing = peers.standing("ch02_stage1", "local_authorities")
    # ours is 90.0 among 76, 78 ... 96: twelve in all, 90 joint with one other, three are higher
    assert (standing.lower, standing.median, standing.upper) == (80.5, 87.0, 91.5)
    assert standing.rank == "joint 4th of 12"


def test_volume_is_never_ranked_nor_a_share_of_fewer_than_ten(tmp_path):
    _, peers = compared(tmp_path, many())
    ranks = {measure: peers.standing(f"{measure}_stage1", "all").rank for measure in MEASURES}
    assert ranks["ch01"] is None
    assert ranks["ch02"] is not None
    _, few = compared(tmp_path, many(), cases=CASES[:9])
    assert few.standing("ch02_stage1", "all").rank is None
    assert (
        "rank" not in commentary.benchmarks(*compared(tmp_path, many(), cases=CASES[:9])).split("Points")[0]
    )


def test_our_own_return_is_left_out_by_its_code_or_its_name(tmp_path):
    own = [row | {"landlord_code": "00xx "} for row in landlord(90)]
    named = [row | {"landlord_name": "TESTFORD council"} for row in landlord(91)]
    _, peers = compared(tmp_path, [*many(), *own, *named])
    assert peers.groups["all"] == {f"L{number}" for number in range(12)}


def test_groups_are_all_local_authorities_and_the_twenty_nearest_in_homes(tmp_path):
    councils = [row for each in range(15) for row in landlord(each, homes=1000 + 10 * each)]
    others = [
        row for each in range(15, 30) for row in landlord(each, kind="PRP", homes=1000 - 10 * (each - 14))
    ]
    _, peers = compared(tmp_path, [*councils, *others])
    assert {group: len(members) for group, members in peers.groups.items()} == {
        "all": 30, "local_authorities": 15, "nearest": 20,
    }  # fmt: skip
    assert peers.homes_of_nearest == (910, 1100)  # 900 is as near as 1,100: the smaller code comes first


def test_a_group_of_fewer_than_ten_is_none(tmp_path):
    few = [row for each in range(30) for row in landlord(each, kind="LARP" if each < 8 else "PRP")]
    assert "local_authorities" not in compared(tmp_path, few)[1].groups
    assert compared(tmp_path, many(8))[1] is None


def test_the_nearest_earlier_year_stands_in_and_is_said(tmp_path):
    rows = [*many(year="2022/23"), *many(year="2023/24"), *many(year="2025/26")]
    of, peers = compared(tmp_path, rows)
    assert peers.year.name == "2023-24"
    said = commentary.benchmarks(of, peers)
    assert "figures for 2024-25 are not in our files; those for 2023-24 are the latest" in said
    assert "clock ran from the day of logging" in said
    assert "clock" not in commentary.benchmarks(*compared(tmp_path, many()))


def test_ch02_is_the_one_that_the_council_returns(tmp_path):
    late = [complaint(stage1_acknowledged="2024-05-13", stage1_responded="2024-05-14") for _ in range(10)]
    assert compared(tmp_path, many(), cases=late)[1].ours["ch02_stage1"].value == 100
    tsm = {"ch02_rule": "acknowledged-and-response"}
    assert compared(tmp_path, many(), cases=late, tsm=tsm)[1].ours["ch02_stage1"].value == 0


# ---- the funnel, the table, the words ----
def test_the_funnel_counts_everyone_once_and_knows_where_we_lie(tmp_path):
    wide = [*many(), *[row for each in (50, 51) for row in landlord(each, ch02_stage1=(100, 900))]]
    _, peers = compared(tmp_path, wide)
    table = benchmarks.funnel(peers).frame.set_index("position")["landlords"]
    assert table["All of them together"] == 15 == table.iloc[2:].sum()
    assert peers.funnel.positions[0] == "far_above"
    assert table["Below the outer limits"] == 2


def test_table_chart_and_words_say_the_same(tmp_path):
    of, peers = compared(tmp_path, many())
    table = benchmarks.standings(peers).frame
    row = table[table["measure"].str.startswith("CH02 stage 1: local authorities")].iloc[0]
    assert (row["ours"], row["rank"]) == (90.0, "joint 5th of 13")
    said = commentary.benchmarks(of, peers)
    assert (
        f"90.0% (18 of 20) answered in time, higher than the median of {row['median']}%; {row['rank']}."
        in said
    )
    assert "CH01 stage 1:** 20.0 complaints for every 1,000 homes, lower than the median of 50.0." in said
    chart = report_charts.benchmark_funnel(of, peers)
    assert chart.figure is not None
    assert chart.title.startswith("Our 90.0% (18 of 20) ")
    assert "13 local authorities" in chart.alt
    texts = [text.get_text() for text in chart.figure.axes[0].texts]
    assert [text for text in texts if "Landlord" in text] == []
    assert any(text.startswith("Testford Council") for text in texts)


def test_volume_is_said_without_better_or_worse(tmp_path):
    said = commentary.benchmarks(*compared(tmp_path, many())).split("Points to note")[0]
    assert not any(word in said for word in ("better", "worse", "good", "poor", "best"))


@pytest.mark.parametrize("chosen", ["no folder", "no complaint", "a quarter", "lgsco", "later years"])
def test_without_a_comparison_each_block_is_a_sentence(tmp_path, chosen):
    of, peers = compared(tmp_path, many(year="2026/27") if chosen == "later years" else many())
    if chosen == "no folder":
        of.council = a_council(folder=tmp_path / "elsewhere")
    if chosen == "a quarter":
        of.period = YEAR.quarter(1)
    if chosen == "lgsco":
        of.regimes = ("lgsco",)
    if chosen == "no complaint":
        of, peers = compared(tmp_path, many(), cases=[complaint(regime="lgsco", tenure="other")])
        assert "CH02 stage 1:** we have no figure." in commentary.benchmarks(of, peers)
    else:
        peers = compared_landlords.peers(of)
        assert peers is None
        assert commentary.benchmarks(of, peers) == ""
        assert benchmarks.standings(peers).frame.empty
    assert ("whole years" in tables.benchmarks(of, peers).otherwise) == (chosen == "a quarter")
    assert report_charts.benchmark_funnel(of, peers) == NO_CHART
    assert benchmarks.funnel(peers).frame.empty


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (1041, "1,041st")]
)
def test_places_in_words(number, words):
    assert ordinal(number) == words
