"""How tables stand on the pages of the PDF: none begins with a total alone, none parts a table from its notes."""

import shutil
import subprocess
from pathlib import Path

import pytest
from staged_sample import staged_sample

from complaint_analysis.publish.render.embedded import render_embedded

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
NOTE = "Wards that none of our tenants live in are left out."


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return staged_sample(tmp_path_factory.mktemp("stage"))


def table(rows: int, name: str = "wards") -> str:
    body = "\n".join(f"| Ward {number} | {number} |" for number in range(1, rows + 1))
    lines = f"| Ward | Complaints |\n|:---|---:|\n{body}\n| All wards | {rows} |"
    notes = f"::: {{.table-notes}}\n{NOTE}\n:::"
    return f"::: {{#tbl-{name} .table-text .has-total}}\n{lines}\n\nComplaints by ward\n:::\n\n{notes}\n"


def pages(stage: Path, text: str) -> list[str]:
    (stage / "tables-alone.qmd").write_text(
        f"---\ntitle: Tables\nformat: typst\nnumbered: false\n---\n\n{text}", encoding="utf-8"
    )
    (path,) = render_embedded(stage, stage, ("tables-alone",), 0)
    printed = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, encoding="utf-8"
    ).stdout
    return printed.rstrip("\f\n").split("\f")


@pytest.mark.parametrize("rows", range(40, 45))
def test_the_total_and_the_notes_have_rows_above_them(stage: Path, rows: int) -> None:
    last = pages(stage, table(rows))[-1]

    assert "All wards" in last
    assert NOTE in " ".join(last.split())
    assert f"Ward {rows}" in last
    assert f"Ward {rows - 1}" in last


def test_a_long_table_begins_with_its_head_and_two_rows_at_least(stage: Path) -> None:
    for lines in range(36, 46):
        text = "\n".join(f"- Line {number}" for number in range(lines)) + "\n\n" + table(30)
        (first,) = [page for page in pages(stage, text) if "Complaints by ward" in page]
        assert "Ward 2" in first, lines


def test_a_long_table_fills_the_page_that_it_begins_on(stage: Path) -> None:
    text = "\n".join(f"- Line {number}" for number in range(20)) + "\n\n" + table(25)

    assert "Ward 5" in pages(stage, text)[1]


@pytest.mark.parametrize("rows", [1, 2])
def test_rows_too_tall_to_stand_with_others_stand_with_their_caption(stage: Path, rows: int) -> None:
    tall = "It goes on and on. " * 120
    body = f"| Ward | {tall} |\n" * rows
    text = f"::: {{#tbl-tall .table-text}}\n| Ward | Why |\n|:---|:---|\n{body}\nA tall table\n:::\n"

    (first,) = [page for page in pages(stage, text) if "A tall table" in page]
    assert "It goes on" in first
