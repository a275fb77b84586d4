"""Formulas and markup in an export come out inert in every file, private or public; every script is printed."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pypdfium2
import pytest

FORMULA = '=HYPERLINK("http://bad.example","Refund")'
SCRIPT = "<script>alert(1)</script>"
MARKUP = "**bold** {{< var year >}} | pipe"
NAME = "- Hostile & Sons District Council, 区"
SCRIPTS = ("\uf0b7 সেবা ✅", "中文服務", "خدمات Parks", "\uf0fc Odd \ue123 𒀀")
FOLDER = "Übung {b} $HOME [2] #1"
SHORTCODE = "{{< include ../private.md >}}"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, program) -> Path:
    """The report of a council whose export is full of what a program might run."""
    folder = tmp_path_factory.mktemp("hostile") / FOLDER
    complaints = folder / "data" / "2024-25" / "complaints"
    complaints.mkdir(parents=True)
    (folder / "data" / "council.toml").write_text(f'[council]\nname = "{NAME}"\n', encoding="utf-8")
    rows = [
        [
            "Case Ref",
            "Date Received",
            "Date Responded",
            "Outcome",
            "Service",
            "Ward",
            "Category",
            "Description",
            SCRIPT,
        ]
    ]
    for number, word in enumerate(
        [FORMULA, SCRIPT, MARKUP, SHORTCODE, "+44", "@SUM(A1)", "-1+1", *SCRIPTS] * 3
    ):
        day = f"{number % 27 + 1:02d}/06/2024"
        rows.append([f"{word[:3]}{number:05d}", day, day, "Upheld", word, word, word, word, word])
    rows.append([FORMULA, "not a day", "", "", "", "", "", SCRIPT, ""])
    with (complaints / "export.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    arguments = ("report", "--year", "2024-25", "--data", str(folder / "data"), "--out", str(folder / "out"))
    ran = program(*arguments, "--renderer", "pandoc")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "complaints/export.csv, row 12, column 'service': U+E123, U+12000" in ran.stdout
    return folder / "out" / "2024-25"


def test_no_cell_of_a_csv_is_a_formula(hostile: Path) -> None:
    for path in hostile.rglob("*.csv"):
        if "fragments" in path.parts:
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                cells = [cell for cell in row if not re.fullmatch(r"-?\d+(\.\d+)?", cell)]
                assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))], path.name


def test_no_cell_of_the_workbook_is_a_formula(hostile: Path) -> None:
    workbook = openpyxl.load_workbook(hostile / "public" / "tables.xlsx")
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    with zipfile.ZipFile(hostile / "public" / "tables.xlsx") as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_no_page_holds_the_markup(hostile: Path) -> None:
    pages = list((hostile / "public").rglob("*.html"))
    assert pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert SCRIPT not in text, path.name
        assert "<strong>bold</strong>" not in text, path.name
        assert 'href="http://bad.example' not in text, path.name


def test_what_was_written_is_still_read(hostile: Path) -> None:
    text = (hostile / "public" / "annual-report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text
    assert "Hostile &amp; Sons District Council" in text


def test_no_word_document_holds_a_live_link_or_field_from_the_export(hostile: Path) -> None:
    with zipfile.ZipFile(hostile / "public" / "annual-report.docx") as archive:
        text = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels")))
    assert b'bad.example"' not in text
    assert b'Target="http://bad.example' not in text


def test_the_print_carries_every_script_in_a_typeface_of_its_own(hostile: Path) -> None:
    path = hostile / "public" / "annual-report.pdf"
    with pikepdf.open(path) as pdf:
        fonts = {
            str(each.get("/BaseFont", "")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
        }
    families = {name.partition("+")[2].partition("-")[0] for name in fonts}
    assert {"SourceSansPro", "NotoSansBengali", "NotoSansCJKsc", "NotoSansArabic", "NotoEmoji"} <= families
    assert not families & {"NotoSansThai", "NotoSansTamil"}
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert NAME in document[0].get_textpage().get_text_range()
    assert "中文服務" in text
    assert "✓ Odd □ □" in text


def test_so_do_pages_word_and_the_workbook(hostile: Path) -> None:
    public = hostile / "public"
    page = (public / "annual-report.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(public / "annual-report.docx") as archive:
        word = archive.read("word/document.xml").decode("utf-8")
    workbook = openpyxl.load_workbook(public / "tables.xlsx")
    cells = {str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row}
    for script in ("• সেবা ✅", "中文服務", "خدمات Parks", "✓ Odd \ue123 𒀀"):
        assert script in page
        assert script in word
        assert script in cells
