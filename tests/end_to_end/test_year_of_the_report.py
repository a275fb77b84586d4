"""The demonstration council's report through its year by commands: a quarter, Cabinet, website, release."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from demonstration.states import put_back

from complaint_analysis.council.locations import DEMONSTRATION

pytestmark = pytest.mark.xdist_group("year")
REPORT = ("--year", "2024-25", "--renderer", "pandoc")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("year") / "output"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return Path(shutil.copytree(DEMONSTRATION, tmp_path_factory.mktemp("demonstration") / "data"))


@pytest.fixture(scope="module")
def quarter(out, data, program) -> Path:
    made = program("quarter", "--quarter", "2", "--data", str(data), "--out", str(out), *REPORT)
    assert made.returncode == 0, made.stdout + made.stderr
    assert "quarterly-report.html" in made.stdout
    return out / "2024-25-Q2"


@pytest.fixture(scope="module")
def for_cabinet(out, data, quarter, program) -> Path:
    """The report as it goes to Cabinet, made after the quarter's into the same output folder."""
    put_back(data, "for-cabinet")
    before = bytes_of(quarter)
    made = program("report", "--data", str(data), "--out", str(out), *REPORT)
    assert made.returncode == 0, made.stdout + made.stderr
    assert "For decision on 16 September 2025" in made.stdout
    assert bytes_of(quarter) == before, "the year's report touches no quarter's"
    return out / "2024-25"


@pytest.fixture(scope="module")
def released(out, data, for_cabinet, program) -> Path:
    refused = program("release", "--year", "2024-25", "--data", str(data), "--out", str(out))
    assert refused.returncode == 5
    assert "response.md" in refused.stdout
    for name in ("response.md", "member-statement.md", "year.toml", "resolutions.csv"):
        shutil.copy(DEMONSTRATION / "2024-25" / name, data / "2024-25")
    made = program("report", "--data", str(data), "--out", str(out), *REPORT)
    assert made.returncode == 0, made.stdout + made.stderr
    assert "State:   Published" in made.stdout
    done = program("release", "--year", "2024-25", "--data", str(data), "--out", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    return out.parent / "releases" / "2024-25"


def test_a_quarter_has_its_documents_figures_and_provenance(quarter) -> None:
    public = quarter / "public"
    names = {path.name for path in public.iterdir()}
    assert {f"quarterly-report.{kind}" for kind in ("html", "pdf", "docx")} <= names
    assert {
        "figures.csv",
        "figures.json",
        "figures-2023-24-Q2.csv",
        "tables.xlsx",
        "provenance.json",
    } <= names
    assert not {"annual-report.html", "self-assessment-housing.html"} & names
    held = json.loads((public / "figures.json").read_text(encoding="utf-8"))
    assert (held["year"], held["quarter"]) == ("2024-25", 2)
    made = json.loads((public / "provenance.json").read_text(encoding="utf-8"))
    assert made["parameters"]["period"] == "Q2 2024-25 (July to September 2024)"
    assert made["as_at"] == "2025-05-30"
    assert set(made["outputs"]) >= {"quarterly-report.html", "figures.csv", "tables/promises-due.csv"}
    staged = {path.stem for path in (quarter / "private" / "report").glob("*.qmd")}
    assert staged == {"quarterly-report", "accessibility-statement"}, (
        "Quarto stops at a document without blocks"
    )


def test_every_page_of_a_quarter_names_it_and_the_day(quarter) -> None:
    for name, page in pages(quarter / "public").items():
        assert "For information. Figures as at 30 May 2025" in page, name
        assert "Q2" in page, name
        assert "invented" in page, name


def test_a_quarters_figures_are_counted_from_its_own_complaints(quarter) -> None:
    records = pd.read_parquet(quarter / "private" / "records.parquet")
    counted = records[(records["record_type"] == "complaint") & records["accepted"] & records["has_stage1"]]
    of_quarter = counted[counted["received"].between("2024-07-01", "2024-09-30")]
    with (quarter / "public" / "figures.csv").open(encoding="utf-8", newline="") as file:
        figures = {row["id"]: row for row in csv.DictReader(file)}
    for regime in ("housing", "lgsco"):
        expected = (of_quarter["regime"] == regime).sum()
        assert int(figures[f"{regime}.stage1.received"]["value"]) == expected
    so_far = counted[counted["received"].between("2024-04-01", "2024-09-30") & (counted["tenure"] == "lcra")]
    ch01 = figures["housing.ch01.stage1.lcra"]
    assert int(ch01["numerator"]) == (so_far["regime"] == "housing").sum()
    assert ch01["denominator"] == "3601"


def test_a_quarter_tells_what_it_checked_promised_and_learned(quarter) -> None:
    page = (quarter / "public" / "quarterly-report.html").read_text(encoding="utf-8")
    for words in ("Seed 241001 draws", "Promises and when they fall due", "Closing jobs", "Noise recordings"):
        assert words in page
    assert "Repairs that come back" not in page


def test_nothing_private_is_in_a_quarters_report(quarter) -> None:
    records = pd.read_parquet(quarter / "private" / "records.parquet")
    public = "".join(content.decode("utf-8", "replace") for name, content in bytes_of(quarter / "public").items()
                     if Path(name).suffix in (".html", ".csv", ".json"))  # fmt: skip
    assert not [reference for reference in records["reference"] if reference in public]


def test_the_report_goes_to_cabinet_with_a_pack_and_a_mark_on_every_page(for_cabinet) -> None:
    for name, page in pages(for_cabinet / "public").items():
        assert "For decision on 16 September 2025" in page, name
    pack = {path.name for path in (for_cabinet / "committee-pack").iterdir()}
    assert {
        "cover-report.docx",
        "appendix-1-annual-report.docx",
        "appendix-4-service-improvement-plan.pdf",
    } <= pack
    assert not (for_cabinet / "public" / "cover-report.docx").exists()


def test_a_finished_report_is_released_as_it_is(released) -> None:
    assert (released / "release.json").is_file()
    for name, page in pages(released).items():
        assert "<strong>Published</strong>" in page, name


def test_a_running_quarter_is_a_draft_and_its_day_is_believed(program, data, tmp_path) -> None:
    made = program(
        "quarter", "--quarter", "1", "--as-at", "2024-06-14", "--data", str(data), "--out", str(tmp_path),
        "--scope", "housing", *REPORT,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    page = (tmp_path / "2024-25-Q1-housing" / "public" / "quarterly-report.html").read_text(encoding="utf-8")
    assert "Draft: the quarter is not over. Figures as at 14 June 2024" in page
    records = pd.read_parquet(tmp_path / "2024-25-Q1-housing" / "private" / "records.parquet")
    assert records["received"].max() <= pd.Timestamp("2024-06-14")
    assert records["stage1_responded"].max() <= pd.Timestamp("2024-06-14")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--quarter", "5"), "quarter 5"),
        ((), "no quarter is named"),
        (("--quarter", "2", "--as-at", "15/10/2024"), "2024-10-15"),
        (("--quarter", "2", "--as-at", "2199-01-01"), "still to come"),
        (("--quarter", "3", "--as-at", "2024-09-01"), "had not begun"),
    ],
)
def test_a_quarter_that_cannot_be_is_a_wrong_use(program, data, tmp_path, arguments, said) -> None:
    ran = program("quarter", *arguments, "--data", str(data), "--out", str(tmp_path), *REPORT)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
