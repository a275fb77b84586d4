"""Files that were made to harm, or that a mishap made: each ends in seconds with a message that names it."""

from __future__ import annotations

import csv
import io
import os
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from complaint_analysis.council.settings import Exports, load_council
from complaint_analysis.council.text_files import MOST_SHOWN
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.oversight.benchmarks.regulator_workbook import read_workbook
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.reading.exports import raw_sheets, read_export
from complaint_analysis.records.side_files import read_table
from complaint_analysis.self_assessment.reading.form_file import read_form

SECONDS = 10
HEADER = ["Case Ref", "Date Received", "Service", "Outcome", "Date Responded", "Description"]
ROW = ["C-1", "01/06/2024", "Waste", "Upheld", "05/06/2024", "late"]
LINES = "\n".join(",".join(row) for row in (HEADER, ROW)) + "\n"
SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = 1_000_000


def workbook(**cells: str) -> bytes:
    """A workbook with one complaint, and what stands in further cells."""
    book = openpyxl.Workbook()
    for row in (HEADER, ROW):
        book.active.append(row)
    for place, text in cells.items():
        book.active[place] = text
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def rewritten(book: bytes, part: str, pieces: Iterator[bytes], said: int | None = None) -> bytes:
    """A zipped file with one of its parts written anew, piece by piece; `said` is the size that its list gives."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w") as file:
            for piece in pieces:
                file.write(piece)
        if said is not None:
            new.getinfo(part).file_size = said
    return kept.getvalue()


def sheet(before: str, inside: bytes, times: int = 1, after: str = "</sheetData></worksheet>") -> bytes:
    """A workbook whose sheet holds something many times over after its rows."""
    book = workbook()
    rows = zipfile.ZipFile(io.BytesIO(book)).read(SHEET).decode().split("</sheetData>")[0]
    head = rows.replace("<worksheet", before + "<worksheet", 1).encode()
    return rewritten(book, SHEET, iter([head, *[inside] * times, after.encode()]))


def entities() -> str:
    """Ten entities, each ten times the one before: ten thousand million letters."""
    each = (f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 11))
    return f'<!DOCTYPE l [<!ENTITY a0 "lol">{"".join(each)}]>'


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refused(
    path: Path, read=lambda path: read_export(path, "2024-25", {}, Issues(), Exports())
) -> InputError:
    """The error of a file, which comes within seconds and names it."""
    begun = time.process_time()  # what others do on the machine does not count
    with pytest.raises(InputError) as stopped:
        read(path)
    assert time.process_time() - begun < SECONDS
    assert path.name in stopped.value.where
    assert stopped.value.do
    assert stopped.value.exit_code == 3
    return stopped.value


WORKBOOKS = {
    "a cell in the last place that a sheet has": lambda: workbook(XFD1048576="x"),
    "a cell in the last row": lambda: workbook(Z1048576="x"),
    "a cell in the last column": lambda: workbook(XFD2="x"),
    "a part of 1 GB": lambda: rewritten(workbook(), SHEET, iter([b" "]), said=1_000 * MEGABYTE),
    "a part that unpacks to a thousand times its size": lambda: sheet("", b" " * MEGABYTE, 60),
    "cells without a place": lambda: sheet(
        "", b"<row>" + b"<c><v>1</v></c>" * 60_000 + b"</row>" + b"<row><c><v>1</v></c></row>" * 30_000
    ),
    "entities of entities": lambda: sheet(
        entities(), b'<row r="9"><c r="A9" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    ),
    "elements within elements": lambda: sheet("", b"<a>", 500_000, ""),
    "cells merged over all rows, again and again": lambda: sheet(
        "",
        b'<row r="99999"><c r="A99999"><v>1</v></c></row>',
        after="</sheetData><mergeCells>"
        + '<mergeCell ref="A1:A99999"/>' * 1_000
        + "</mergeCells></worksheet>",
    ),
    "nothing that a workbook is made of": lambda: b"PK\x03\x04" + bytes(range(256)) * 4_000,
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_ends_with_its_name(tmp_path, name):
    refused(written(tmp_path, "tracker.xlsx", WORKBOOKS[name]()))


def test_an_old_workbook_that_is_none_ends_with_its_name(tmp_path):
    refused(written(tmp_path, "tracker.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 4_000))


def test_an_open_document_of_all_rows_and_columns_ends_with_its_name(tmp_path):
    space = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    spaces = " ".join(space.format(each) for each in ("office", "table", "text"))
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='S'>"
        f"<table:table-row table:number-rows-repeated='1048576'>{cell}</table:table-cell></table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", f"<manifest:manifest {space.format('manifest')}/>")
        book.writestr("content.xml", content)
    refused(written(tmp_path, "tracker.ods", kept.getvalue()))


def test_a_workbook_with_a_cell_some_way_off_is_read(tmp_path):
    path = written(tmp_path, "tracker.xlsx", workbook(AZ20000="x"))
    rows = read_export(path, "2024-25", {}, Issues(), Exports())[0].rows
    assert rows.index.tolist() == [2, 20_000]
    assert rows.loc[2, 0] == "C-1"


TEXTS = {
    "a million columns": lambda: ",".join(HEADER) + ",x" * MEGABYTE + "\n" + LINES,
    "a row of a million cells": lambda: LINES + ",".join(ROW) + ",x" * MEGABYTE + "\n",
    "a wide row below many": lambda: LINES + ",".join(ROW) + "\n" + "C-2\n" * 9_000 + ",x" * 3_000 + "\n",
    "a cell of 50 MB": lambda: LINES + ",".join(ROW) + "y" * 50 * MEGABYTE + "\n",
    "a cell of 50 MB over many lines": lambda: LINES + 'C-2,"' + "y,\n" * 17 * MEGABYTE + '"\n',
    "a quotation mark that is never closed": lambda: LINES + 'C-2,"late\n' + f"{','.join(ROW)}\n" * MEGABYTE,
    "no text": lambda: "\0" * 50 * MEGABYTE,
    "quotation marks alone": lambda: LINES + '"' * 20 * MEGABYTE,
    "empty rows without end": lambda: LINES + ",\n" * 3 * MEGABYTE,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_ends_with_its_name(tmp_path, name):
    refused(written(tmp_path, "tracker.csv", TEXTS[name]().encode()))


def test_the_place_of_a_row_that_others_ran_into_is_named(tmp_path):
    error = refused(
        written(tmp_path, "tracker.csv", TEXTS["a quotation mark that is never closed"]().encode())
    )
    assert error.where.endswith("tracker.csv, row 3")
    assert "quotation mark" in error.do


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
def test_what_never_ends_is_no_export(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "endless.csv").symlink_to("/dev/zero")
    (tmp_path / "endless.xlsx").symlink_to("/dev/zero")
    for name in ("pipe.csv", "endless.csv", "endless.xlsx"):
        assert "no file" in refused(tmp_path / name).what


def test_a_file_that_no_export_is_as_large_as_is_not_opened(tmp_path):
    path = tmp_path / "tracker.csv"
    with path.open("wb") as file:
        file.truncate(501 * MEGABYTE)
    assert "501 MB" in refused(path).what


def test_columns_are_proposed_of_no_hostile_file_either(tmp_path):
    for name, content in (
        ("far.xlsx", WORKBOOKS["a cell in the last place that a sheet has"]()),
        ("open.csv", TEXTS["a quotation mark that is never closed"]().encode()),
    ):
        refused(written(tmp_path, name, content), raw_sheets)


FORMS = {
    "form.xlsx": lambda: workbook(XFD1048576="x"),
    "form.csv": lambda: b'6.1,"' + b"y" * 2 * MEGABYTE,
    "form.txt": lambda: b"y" * 21 * MEGABYTE,
}


@pytest.mark.parametrize("name", FORMS)
def test_a_hostile_form_ends_with_its_name(tmp_path, name):
    refused(written(tmp_path, name, FORMS[name]()), lambda path: read_form(path, "housing"))


@pytest.mark.parametrize(
    "inside",
    [
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='300000000'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='300000000'/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='-3'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc>" * 5_000,
        "<w:p>" + " " * 60 * MEGABYTE + "</w:p>",
        "<w:p><w:r><w:t>&a10;</w:t></w:r></w:p>",
    ],
    ids=[
        "a wide cell",
        "a wide gap",
        "a cell of less than one",
        "a cell of none",
        "tables in tables",
        "60 MB",
        "entities",
    ],
)
def test_a_hostile_word_form_ends_with_its_name(tmp_path, inside):
    docx = pytest.importorskip("docx")
    docx.Document().save(tmp_path / "blank.docx")
    document = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'{entities()}<w:document xmlns:w="{document}"><w:body>{inside}</w:body></w:document>'
    if "<w:tbl>" * 2 in inside.replace("<w:tr><w:tc>", ""):
        text = text.replace(
            "</w:body></w:document>", "</w:tc></w:tr></w:tbl>" * 5_000 + "</w:body></w:document>"
        )
    blank = (tmp_path / "blank.docx").read_bytes()
    path = written(tmp_path, "form.docx", rewritten(blank, "word/document.xml", iter([text.encode()])))
    refused(path, lambda path: read_form(path, "housing"))


def test_a_hostile_workbook_of_the_regulator_ends_with_its_name(tmp_path):
    refused(written(tmp_path, "tsm-2024-25.xlsx", workbook(XFD1048576="x")), read_workbook)


def test_a_hostile_side_file_ends_with_its_name(tmp_path):
    for content in (b'title,link\n"' + b"y" * 2 * MEGABYTE, b"y" * 21 * MEGABYTE):
        path = written(tmp_path, "publications.csv", content)
        refused(path, lambda path: read_table(path, "publications"))


@pytest.mark.parametrize(
    "content", ["# " + "y" * 2 * MEGABYTE, "a = " + "[" * 100_000], ids=["2 MB", "brackets"]
)
def test_hostile_settings_are_a_mistake_in_them(council, content):
    council.write("council.toml", content)
    with pytest.raises(UsageError) as stopped:
        load_council(council.folder)
    assert "council.toml" in stopped.value.where


def long_export(**cells: str) -> str:
    """An export of one complaint with some cells of its own."""
    row = dict(zip(HEADER, ROW, strict=True)) | {"Ward": "Mill"} | cells
    kept = io.StringIO()
    csv.writer(kept).writerows([row.keys(), row.values()])
    return kept.getvalue()


def test_a_text_longer_than_a_spreadsheets_cell_is_cut_and_told(council):
    filling = "the bin was missed again and " * 1_200
    council.export(long_export(Description=f"{filling}Mr Ampleforth rang", Ward="w" * 40_000))
    records = council.records()
    told = records.issues[records.issues["rule"] == "long_text"]
    assert set(told["column"]) == {"description", "ward"}
    assert set(told["row"]) == {2}
    assert set(told["file"]) == {"export.csv"}
    complaint = records.table.iloc[0]
    assert complaint["ward"] == "w" * MOST_SHOWN
    assert len(complaint["description"]) > len(filling)
    assert complaint["description_redacted"] == filling[:MOST_SHOWN]


def test_a_name_across_the_place_of_the_cut_is_taken_out_whole(council):
    filling = "the bin was missed again and " * 1_200
    council.export(long_export(Description=f"{filling[: MOST_SHOWN - 10]} Mr Featherstonehaugh rang again"))
    shown = council.records().table.iloc[0]["description_redacted"]
    assert len(shown) == MOST_SHOWN
    assert "Feather" not in shown


def test_one_long_word_costs_no_minutes(council):
    council.export(long_export(Description="a" * 32_000))
    begun = time.process_time()
    assert council.records().table.iloc[0]["description_redacted"] == "a" * 32_000
    assert time.process_time() - begun < SECONDS
