"""Slips of arithmetic: what a table says of itself, this report's own tables, and descriptions in files."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.printing.table import Column, Table
from complaint_analysis.publish.table_arithmetic.arithmetic import (
    fraction_slip,
    mean_slip,
    share_slip,
    sum_slip,
)
from complaint_analysis.publish.table_arithmetic.column_relations import read_relations
from complaint_analysis.publish.table_arithmetic.grid import grid_of
from complaint_analysis.publish.table_arithmetic.own_tables import (
    own_relations,
    own_wrong_numbers,
    require_own_sums,
)
from complaint_analysis.publish.table_arithmetic.printed_number import counts, printed, share_and_counts
from complaint_analysis.publish.table_arithmetic.wrong_numbers import (
    Relations,
    check_csv,
    read_and_test_all,
    require_right_sums,
)

NOW = "2024-25"


def number(text):
    found = printed(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("cell", "value", "places"),
    [
        ("1,234", 1234, 0),
        ("83.7%", Fraction("83.7"), 1),
        ("£19,727.50", Fraction("19727.5"), 2),
        ("-3", -3, 0),
        ("-£3", -3, 0),
    ],
)
def test_numbers_as_tables_print_them(cell, value, places):
    assert number(cell)[:2] == (value, places)


@pytest.mark.parametrize("cell", ["", "[x]", "12,34", "1.2.3", "12 of 13", "April 2024", "2024-25"])
def test_what_is_no_number(cell):
    assert printed(cell) is None


def test_counts_in_words():
    assert counts("86 of 3,601") == (86, 3601)
    share = share_and_counts("83.7% (72 of 86)")
    assert share is not None
    assert (share[0].text, *share[1:]) == ("83.7%", 72, 86)
    assert share_and_counts("83.7%") is None


@pytest.mark.parametrize(
    ("share", "part", "base", "right"),
    [
        ("81.3", 26, 32, True),
        ("81.2", 26, 32, False),
        ("81", 26, 32, True),
        ("2.3", 9, 400, True),
        ("0", 0, 0, True),
    ],
)
def test_a_share_is_rounded_half_up_to_the_places_printed(share, part, base, right):
    assert (share_slip(number(share), Fraction(part), Fraction(base)) == "") is right


def test_a_share_of_no_whole_number():
    assert fraction_slip(number("50%"), Fraction(9)) == "50% is no whole number of 9; it fits a base of 8"
    assert fraction_slip(number("33.3%"), Fraction(9)) == ""
    assert fraction_slip(number("101%"), Fraction(2)) == "101% is no whole number of 2"


def test_a_mean_and_its_base():
    assert mean_slip(number("5.0"), Fraction(50), Fraction(10)) == ""
    assert mean_slip(number("5.6"), Fraction(50), Fraction(10)).endswith("which is 5; it fits a base of 9")


def test_a_sum():
    assert sum_slip(number("3"), [Fraction(1), Fraction(2)]) == ""
    assert sum_slip(number("4"), [Fraction(1), Fraction(2)]) == "4 is printed, but its parts come to 3"


def csv_of(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_totals_of_groups_and_of_all(tmp_path):
    """A total is of the rows since the total before it; one that follows another is of the totals."""
    lines = [
        "year,handler,number",
        "2023,A,1",
        "2023,B,2",
        "2023,All,3",
        "2024,A,4",
        "2024,All,5",
        ",Total,8",
    ]
    slips = check_csv(csv_of(tmp_path, "\n".join(lines)))
    assert [(slip.row, slip.column, slip.what) for slip in slips] == [
        ("All", "number", "5 is printed, but its parts come to 4")
    ]


def test_a_total_beside_a_withheld_number_is_not_judged(tmp_path):
    assert check_csv(csv_of(tmp_path, "ward,number\nA,[c]\nB,7\nTotal,30\n")) == []
    assert len(check_csv(csv_of(tmp_path, "ward,number\nA,[z]\nB,7\nTotal,30\n"))) == 1
    assert check_csv(csv_of(tmp_path, "ward,number\nA,[z]\nB,[z]\nTotal,30\n")) == []


def test_columns_speak_for_themselves(tmp_path):
    text = "service,Total,Upheld,Not upheld,% upheld\nA,10,4,6,40%\nB,10,4,5,44%\n"
    assert [(slip.row, slip.column) for slip in check_csv(csv_of(tmp_path, text))] == [("B", "Total")]
    text = text.replace("44%", "40%")
    assert [(slip.row, slip.column) for slip in check_csv(csv_of(tmp_path, text))] == [("B", "Total")]
    text = text.replace("40%\n", "70%\n", 1).replace("4,5,", "4,6,")
    assert [(slip.row, slip.column) for slip in check_csv(csv_of(tmp_path, text))] == [("A", "% upheld")]


def test_a_share_of_a_column_s_total(tmp_path):
    text = "cause,2024-25,Share 2024-25\nDelay,1,33.3\nOther,2,66.6\nTotal,3,100\n"
    slips = check_csv(csv_of(tmp_path, text))
    assert [slip.what for slip in slips] == ["66.6 is printed for 2 of 3, which is 66.7%"]


def test_a_description_in_a_file(tmp_path):
    table = csv_of(tmp_path, "what,awards,paid,each\nAll awards,20,19727,986\nDeterminations,21,19727,986\n")
    said = tmp_path / "table.toml"
    said.write_text('mean = [{ mean = "each", total = "paid", base = "awards" }]', encoding="utf-8")
    assert [slip.row for slip in check_csv(table, read_relations(said))] == ["Determinations"]


def test_a_description_that_does_not_fit_is_a_mistake_of_use(tmp_path):
    table, said = csv_of(tmp_path, "a,b\n1,2\n"), tmp_path / "table.toml"
    with pytest.raises(UsageError, match="no column 'c'"):
        check_csv(table, Relations.model_validate({"sum": [{"total": "c", "parts": ["a"]}]}))
    said.write_text('means = "x"')
    with pytest.raises(UsageError, match="means"):
        read_relations(said)
    with pytest.raises(InputError, match="no rows"):
        check_csv(csv_of(tmp_path, "a,b\n"))


def table(name, columns, rows, total=False):
    kinds = tuple(Column(key, key, kind) for key, kind in columns.items())
    return Table(
        name, "A caption", pd.DataFrame(rows, columns=list(columns), dtype=object), kinds, total=total
    )


MONTHS = table(
    "received-by-month",
    {"month": "text", "housing_2024-25": "count", "lgsco_2024-25": "count"},
    [["April", 4, 6], ["May", 5, "[x]"], ["Total", 9, "[x]"]],
    total=True,
)
RESPONDED = table(
    "responded-in-time",
    {"complaints": "text", "in_time": "count", "base": "count", "pct": "per_cent"},
    [["Housing, stage 1", 8, 9, 88.9], ["Housing, stage 2", 0, 0, "[z]"]],
)
HEADLINE = table(
    "headline",
    {"row": "text", "housing_2024-25": "printed"},
    [["Stage 1 complaints received", "9"], ["Stage 1 answered in time", "88.9% (8 of 9)"]],
)
TSM = table(
    "tsm",
    {"measure": "text", "value_2024-25": "printed", "base_2024-25": "printed"},
    [["CH01 stage 1, per 1,000 rented homes", "23.9", "86 of 3,601"], ["CH02 stage 1", "83.7%", "72 of 86"]],
)
MONEY = table(
    "compensation",
    {"complaints": "text", "total_gbp": "gbp", "awards": "count", "mean_gbp": "gbp"},
    [["Housing", 3225, 18, 179.17], ["Other", 1050.0, 6, 175.0], ["None", 0, 0, "[z]"]],
)
OWN = [MONTHS, RESPONDED, HEADLINE, TSM, MONEY]


def changed(table, row, column, cell):
    frame = table.frame.copy()
    frame.loc[row, column] = cell
    return replace(table, frame=frame)


def test_right_tables_are_published():
    assert own_wrong_numbers(OWN, NOW) == []
    require_own_sums(OWN, NOW)


@pytest.mark.parametrize(
    ("place", "row", "column", "cell", "told"),
    [
        (0, 2, "housing_2024-25", 10, "received-by-month, Total, housing_2024-25: 10 is printed, but its parts come to 9"),
        (1, 0, "pct", 88.8, "responded-in-time, Housing, stage 1, pct: 88.8 is printed for 8 of 9, which is 88.9%"),
        (2, 0, "housing_2024-25", "8", "headline, Stage 1 complaints received, housing_2024-25: 8 is printed for stage 1 complaints received, but 9 in received-by-month"),
        (2, 1, "housing_2024-25", "88.9% (9 of 9)", "headline, Stage 1 answered in time, housing_2024-25: 88.9% is printed for 9 of 9, which is 100%"),
        (3, 0, "value_2024-25", "23.8", "tsm, CH01 stage 1, per 1,000 rented homes, value_2024-25: 23.8 is printed for 86 of 3,601, which is 23.9"),
        (3, 1, "value_2024-25", "83.8%", "tsm, CH02 stage 1, value_2024-25: 83.8% is printed for 72 of 86, which is 83.7%"),
        (4, 0, "mean_gbp", 169.74, "compensation, Housing, mean_gbp: 169.74 is printed for 3,225 over 18, which is 179.17; it fits a base of 19"),
    ],
)  # fmt: skip
def test_a_slip_stops_the_publication_with_table_and_row(place, row, column, cell, told):
    tables = [
        changed(each, row, column, cell) if place == number else each for number, each in enumerate(OWN)
    ]
    with pytest.raises(AssertionError) as stopped:
        require_own_sums(tables, NOW)
    assert told in str(stopped.value)


def test_an_edition_of_one_code_is_held_to_what_it_has():
    assert own_wrong_numbers([table for table in OWN if table is not MONTHS], NOW) == []


def test_own_tables_are_held_by_their_cells_and_not_by_what_a_reader_sees():
    assert grid_of(RESPONDED).rows[0] == ("Housing, stage 1", "8", "9", "88.9")


def test_what_is_said_of_own_tables_names_their_columns():
    assert own_relations()["responded-in-time"].columns == set(RESPONDED.frame.columns) - {"complaints"}
    assert own_relations()["compensation"].columns == set(MONEY.frame.columns) - {"complaints"}


def test_files_of_anybody_are_held_to_their_arithmetic_whatever_their_delimiter(tmp_path):
    path = tmp_path / "by service.csv"
    path.write_bytes(
        "Service;Complaints;Upheld;Upheld %\nB\u00fccher;10;4;40%\nBins;13;13;85%\n".encode("cp1252")
    )
    with pytest.raises(InputError) as refused:
        require_right_sums(read_and_test_all([path]))
    assert "by service, Bins, Upheld %: 85% is printed for 13 of 13" in str(refused.value)
    path.write_text(path.read_text("cp1252").replace("85%", "100%"))
    require_right_sums(read_and_test_all([path]))


def test_a_description_beside_a_file_says_what_its_words_do_not(tmp_path):
    path = tmp_path / "letters.csv"
    path.write_text("what,sent,a,b\nAnswers,5,2,2\n")
    require_right_sums(read_and_test_all([path]))
    path.with_suffix(".toml").write_text('sum = [{ total = "sent", parts = ["a", "b"] }]\n')
    with pytest.raises(InputError, match="5 is printed, but its parts come to 4"):
        require_right_sums(read_and_test_all([path]))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="not there"):
        read_and_test_all([tmp_path / "gone.csv"])
