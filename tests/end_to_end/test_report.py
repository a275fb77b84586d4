"""The main job from end to end: exports in, a publication out."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from attacker import Published

ROOT = Path(__file__).parents[2]
DEMONSTRATION = ROOT / "data" / "demonstration"
DOCUMENTS = ("annual-report", "self-assessment-housing", "self-assessment-lgsco", "service-improvement-plan")


def figures(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_the_publication_holds_what_is_promised(public_folder: Path) -> None:
    expected = {f"{name}.{kind}" for name in DOCUMENTS for kind in ("html", "pdf", "docx")}
    expected |= {"accessibility-statement.html", "figures.csv", "figures.json", "figures-2023-24.csv",
                 "tables.xlsx", "provenance.json"}  # fmt: skip
    assert expected <= {path.name for path in public_folder.iterdir()}
    notebooks = {path.stem for path in (ROOT / "notebooks").glob("0*.ipynb")}
    assert {path.stem for path in (public_folder / "notebooks").glob("*.html")} == notebooks
    charts = {path.stem for path in (public_folder / "charts").glob("*.svg")}
    assert charts == {path.stem for path in (public_folder / "charts").glob("*.png")} != set()
    assert charts <= {path.stem for path in (public_folder / "tables").glob("*.csv")}


@pytest.mark.parametrize(
    ("file", "id", "value", "numerator", "denominator"),
    [
        ("figures.csv", "housing.ch01.stage1.lcra", "23.9", "86", "3601"),
        ("figures.csv", "housing.ch01.stage2.lcra", "2.8", "10", "3601"),
        ("figures.csv", "housing.ch02.stage1.lcra", "83.7", "72", "86"),
        ("figures.csv", "housing.ch02.stage2.lcra", "90.0", "9", "10"),
        ("figures-2023-24.csv", "housing.ch01.stage1.lcra", "15.7", "57", "3623"),
        ("figures-2023-24.csv", "housing.ch01.stage2.lcra", "2.5", "9", "3623"),
        ("figures-2023-24.csv", "housing.ch02.stage1.lcra", "71.9", "41", "57"),
        ("figures-2023-24.csv", "housing.ch02.stage2.lcra", "88.9", "8", "9"),
    ],
)
def test_the_regulator_s_figures(public_folder, file, id, value, numerator, denominator) -> None:
    row = figures(public_folder / file)[id]
    assert (row["value"], row["numerator"], row["denominator"]) == (value, numerator, denominator)
    assert row["status"] == "ok"
    assert row["definition"]


def test_figures_json_holds_the_same_as_the_csv(public_folder: Path) -> None:
    held = json.loads((public_folder / "figures.json").read_text(encoding="utf-8"))
    assert held["year"] == "2024-25"
    listed = figures(public_folder / "figures.csv")
    assert held["figures"].keys() == listed.keys()
    for id, figure in held["figures"].items():
        value = figure["value"]
        assert value is None if listed[id]["status"] != "ok" else float(listed[id]["value"]) == value, id


def test_rows_read_are_merged_rejected_or_kept(public_folder: Path) -> None:
    rows = {name: int(figures(public_folder / "figures.csv")[f"records.{name}"]["value"])
            for name in ("read", "merged", "rejected", "kept")}  # fmt: skip
    assert rows["read"] == rows["merged"] + rows["rejected"] + rows["kept"]


def test_three_cases_of_march_are_still_open(made) -> None:
    folder, _ = made
    assert figures(folder / "public" / "figures.csv")["housing.still_open.stage1"]["value"] == "3"
    with (folder / "private" / "open-cases.csv").open(encoding="utf-8-sig", newline="") as file:
        begun = [
            row["begun"]
            for row in csv.DictReader(file)
            if "Housing" in row["service"] or "Repairs" in row["service"]
        ]
    assert len(begun) == 3
    assert all(day.startswith("2025-03") for day in begun)


def test_the_run_says_where_the_report_is_and_how_it_stands(made) -> None:
    _, ran = made
    for text in ("annual-report.html", "State:", "Published", "84.6% (77 of 91)", "Nothing is missing"):
        assert text in ran.stdout, text
    assert "Traceback" not in ran.stderr


def test_no_raw_name_or_placeholder_reaches_a_reader(public_folder: Path) -> None:
    for path in public_folder.glob("*.html"):
        text = re.sub(r"<(style|script).*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.S)
        shown = re.sub(r"<[^>]*>", " ", text)
        for raw in (
            "{{<",
            "not_recorded",
            "in_time_extended",
            "lgsco.stage",
            "NaN",
            "None ",
            "TODO",
            "Lorem",
        ):
            assert raw not in shown, f"{raw} in {path.name}"


def test_every_page_says_that_the_council_is_invented(public_folder: Path) -> None:
    for path in [*public_folder.glob("*.html"), *(public_folder / "notebooks").glob("*.html")]:
        assert "invented" in path.read_text(encoding="utf-8"), path.name


def test_no_private_text_is_published(made) -> None:
    import pandas as pd

    folder, _ = made
    records = pd.read_parquet(folder / "private" / "records.parquet")
    published = "".join(
        path.read_text(encoding="utf-8")
        for path in (folder / "public").rglob("*")
        if path.suffix in (".html", ".csv", ".json")
    )
    assert not [reference for reference in records["reference"] if reference in published]
    assert not [text for text in records["description"].dropna() if len(text) > 60 and text in published]


def test_a_report_without_its_response_is_for_cabinet(tmp_path, program) -> None:
    data = tmp_path / "data"
    shutil.copytree(DEMONSTRATION, data)
    (data / "2024-25" / "response.md").unlink()
    ran = program("check", "--year", "2024-25", "--data", str(data))
    assert ran.returncode == 0
    assert "For decision on 16 September 2025" in ran.stdout
    assert "response.md" in ran.stdout
    complete = program("check", "--year", "2024-25", "--data", str(data), "--complete")
    assert complete.returncode == 5


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("report",), 2, "--year 2024-25"),
        (("report", "--year", "2024"), 2, "not a reporting year"),
        (("report", "--year", "2031-32"), 2, "no folder for 2031-32"),
        (("report", "--year", "2024-25", "--colour", "red"), 2, "--colour"),
        (("report", "--year", "2024-25", "--renderer", "latex"), 2, "latex"),
        (("records", "--year", "2024-25", "--data", "no-such-folder"), 2, "no-such-folder"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_to_do(program, arguments, code, said) -> None:
    ran = program(*arguments)
    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_run_that_fails_leaves_the_last_good_publication(made, program, tmp_path) -> None:
    folder, _ = made
    out, data = tmp_path / "output", tmp_path / "data"
    shutil.copytree(folder, out / "2024-25")
    shutil.copytree(DEMONSTRATION, data)
    (data / "2024-25" / "complaints" / "broken.xlsx").write_bytes(b"PK nothing")
    before = (out / "2024-25" / "public" / "annual-report.html").read_bytes()
    ran = program("report", "--year", "2024-25", "--data", str(data), "--out", str(out))
    assert ran.returncode == 3
    assert "broken.xlsx" in ran.stderr
    assert (out / "2024-25" / "public" / "annual-report.html").read_bytes() == before


def test_a_mistake_in_a_side_file_is_told_before_any_notebook_runs(program, tmp_path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DEMONSTRATION, data)
    (data / "2024-25" / "ombudsman.csv").write_text("ombudsman,verdict\nhousing,good\n", encoding="utf-8")
    ran = program("report", "--year", "2024-25", "--data", str(data), "--out", str(tmp_path / "output"))
    assert ran.returncode == 3
    assert "ombudsman.csv" in ran.stderr
    assert "Notebook" not in ran.stdout


def test_records_prints_what_became_of_every_row(program, tmp_path) -> None:
    ran = program("records", "--year", "2024-25", "--out", str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert re.search(r"[\d,]+ rows read = [\d,]+ merged \+ [\d,]+ rejected \+ [\d,]+ kept", ran.stdout)
    assert {"records.parquet", "rejected.csv", "issues.csv", "open-cases.csv"} <= {
        path.name for path in (tmp_path / "2024-25" / "private").iterdir()
    }


def test_an_attacker_finds_no_number_of_few_people_in_the_publication(public_folder: Path) -> None:
    """From the finished folder alone, by a solver that knows the totals and the rules."""
    found = Published(public_folder)
    places = list(found.places())
    assert len(places) > 100
    assert [place for place in places if place.is_known_closer_than(5)] == []
