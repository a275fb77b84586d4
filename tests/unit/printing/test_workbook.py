import time

import openpyxl
import pandas as pd
import pytest

from complaint_analysis.printing.table import Column, Table
from complaint_analysis.printing.workbook import write_workbook


@pytest.fixture
def table():
    frame = pd.DataFrame(
        {"service": ["=1+1", "Parks", ""], "received": [12, "[x]", 0], "pct": [83.7, 90.0, "[z]"]},
        dtype=object,
    )
    columns = (
        Column("service", "Service"),
        Column("received", "Received", "count"),
        Column("pct", "In time", "per_cent"),
    )
    return Table("a-name-that-is-longer-than-a-sheets-name", "A caption", frame, columns, ("A note.",))


def sheets(path):
    return openpyxl.load_workbook(path).worksheets


def test_there_is_one_table_a_sheet_after_cover_contents_and_notes(tmp_path, table):
    write_workbook(tmp_path / "tables.xlsx", [table], "Example Council, 2024-25")
    names = [sheet.title for sheet in sheets(tmp_path / "tables.xlsx")]
    assert names == ["Cover", "Contents", "Notes", "a-name-that-is-longer-than-a-sh"]


def test_cells_are_numbers_or_inert_text(tmp_path, table):
    write_workbook(tmp_path / "tables.xlsx", [table], "Example Council, 2024-25")
    cells = {cell.value: cell for row in sheets(tmp_path / "tables.xlsx")[3].iter_rows() for cell in row}
    assert "'=1+1" in cells
    assert cells["'=1+1"].data_type == "s"
    assert {12, 83.7, "[x]", "[z]"} <= set(cells)
    assert "A note." in cells
    assert any("not recorded" in str(value) for value in cells)


def test_the_marks_are_explained(tmp_path, table):
    write_workbook(tmp_path / "tables.xlsx", [table], "Example Council, 2024-25")
    text = str([[cell.value for cell in row] for row in sheets(tmp_path / "tables.xlsx")[2].iter_rows()])
    assert all(mark in text for mark in ("[c]", "[x]", "[z]"))


def test_the_workbook_has_the_same_bytes_each_time(tmp_path, table):
    write_workbook(tmp_path / "one.xlsx", [table], "Example Council, 2024-25")
    time.sleep(2.1)  # the zip's clock ticks every two seconds
    write_workbook(tmp_path / "two.xlsx", [table], "Example Council, 2024-25")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_word_of_another_script_stands_in_its_cell(tmp_path):
    """The library that writes the workbook takes for symbols what holds no letter from A to Z."""
    words = ["中文服務", "خدمات", "✓", "Parks"]
    frame = pd.DataFrame({"service": words, "received": [1, 2, 3, 4]}, dtype=object)
    columns = (Column("service", "Service"), Column("received", "Received", "count"))
    write_workbook(tmp_path / "tables.xlsx", [Table("words", "Words", frame, columns)], "Cyngor 区")
    cells = {cell.value for row in sheets(tmp_path / "tables.xlsx")[3].iter_rows() for cell in row}
    assert {"中文服務", "خدمات", "Parks"} <= cells
    assert "✓" not in cells
