"""What an analyst has at hand: `import complaint_analysis as ca`, from any folder, with something to look at."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys

import pytest

import complaint_analysis as ca
from complaint_analysis.errors import UsageError
from complaint_analysis.measures.figure import Figure
from complaint_analysis.measures.figure_book import FigureBook

ROW = {"Ref": "C-1", "Received": "01/05/2024", "Service": "Council Housing", "Tenure": "Tenant",
       "S1 Response": "08/05/2024", "S1 Outcome": "Upheld"}  # fmt: skip


@pytest.fixture
def run(council, export):
    council.export(export(*({**ROW, "Ref": f"C-{number}"} for number in range(12))))
    return ca.load("2024-25", data=council.folder)


def test_a_folder_is_loaded_and_says_what_it_is(run):
    assert repr(run) == "Testford District Council, 2024-25: 12 records as at 2025-05-30"
    assert run._repr_markdown_() == "Testford District Council, 2024-25: 12 records as at 30 May 2025"
    assert len(run.records.table) == 12


def test_figures_are_looked_through_by_a_part_of_their_id(run):
    assert run.figures["housing.stage1.received"].value == 12
    found = run.figures.like("stage1.outcome.upheld")
    assert isinstance(found, FigureBook)
    assert found.keys() == {
        f"{r}.stage1.outcome.upheld{end}" for r in ("housing", "lgsco") for end in ("", "_pct")
    }
    frame = found.frame()
    assert frame.loc["housing.stage1.outcome.upheld_pct", "printed"] == "100.0%"
    assert frame.loc["housing.stage1.outcome.upheld_pct", "denominator"] == 12
    assert "housing.stage1.outcome.upheld_pct" in repr(found)
    shown = found._repr_html_()
    assert ">100.0%<" in shown
    assert ">12 of 12<" in shown
    assert shown.count("<em>") == len({figure.definition for figure in found.values()})
    assert "None" not in shown
    assert repr(FigureBook()) == "no figures"


def test_a_figure_says_its_id_its_value_and_its_base():
    figure = Figure("housing.ch02.stage1.lcra", 83.7, "per_cent", "CH02", 72, 86)
    assert repr(figure) == "Figure(housing.ch02.stage1.lcra: 83.7% (72 of 86), per_cent)"
    assert (
        repr(Figure("a", None, "complaints", status="not_recorded")) == "Figure(a: not recorded, complaints)"
    )


@pytest.fixture
def mixed(council, export):
    """Six complaints of two services and wards, in two quarters, and last year's two."""
    rows = [
        {"Ref": f"C-{n}", "Received": f"{1 + n:02}/{5 + 3 * (n % 2):02}/2024", "Service": ("Parking", "Waste")[n // 3],
         "Ward": ("North", "south", "")[n % 3], "S1 Response": f"{2 + n + 20 * (n == 0):02}/{5 + 3 * (n % 2):02}/2024", "S1 Outcome": "Upheld"}
        for n in range(6)
    ]  # fmt: skip
    council.export(export(*rows))
    council.export(export(*({**row, "Ref": f"P-{n}", "Received": "01/06/2023", "S1 Response": "02/06/2023"} for n, row in enumerate(rows[2:4]))), year="2023-24")  # fmt: skip
    return ca.load("2024-25", data=council.folder)


def test_a_measure_is_counted_again_for_a_part_of_the_records(mixed):
    parking = mixed.where(service="parking")
    assert parking.figures["lgsco.stage1.received"].value == 3
    in_time = parking.figures["lgsco.stage1.responded.in_time_pct"]
    assert (in_time.numerator, in_time.denominator) == (2, 3)
    assert parking.last_figures["lgsco.stage1.received"].value == 1
    assert repr(parking) == "Testford District Council, 2024-25, service parking: 4 records as at 2025-05-30"
    assert mixed.where(ward=["NORTH", "South"], service="Waste").figures["lgsco.stage1.received"].value == 2
    assert mixed.where(service="Waste").where(ward=None).figures["lgsco.stage1.received"].value == 1
    assert mixed.figures["lgsco.stage1.received"].value == 6


def test_the_quarters_of_a_part_add_up_to_its_year(mixed):
    waste = mixed.where(service="Waste")
    by_quarter = [waste.quarter(n).figures["lgsco.stage1.received"].value for n in (1, 2, 3, 4)]
    assert by_quarter == [1, 2, 0, 0]
    assert sum(by_quarter) == waste.figures["lgsco.stage1.received"].value == len(waste.complaints)
    assert len(waste.quarter(1).complaints) == 1


def test_what_is_made_of_more_than_complaints_is_not_printed_for_a_part(council, export):
    council.export(export(*({**ROW, "Ref": f"C-{n}"} for n in range(12))))
    council.year(facts="extracted_on = 2025-05-30\n[homes_owned]\nlcra = 1000")
    run = ca.load("2024-25", data=council.folder)
    assert run.figures["housing.ch01.stage1.lcra"].value == 12
    part = run.where(service="Council Housing").figures
    assert part["housing.ch01.stage1.lcra"].status == "not_applicable"
    assert part["records.read"].status == "not_applicable"
    assert part["housing.ch02.stage1.lcra"].value == 100


def test_tables_and_charts_of_a_part_are_made_like_the_report_s(mixed):
    parking = mixed.where(service="Parking")
    table = ca.tables.received_by_service(parking)
    assert "Waste" not in table._repr_html_()
    assert ca.charts.responded_in_time(parking)._repr_html_()
    for name in ca.tables.__all__:
        function = getattr(ca.tables, name)
        if function.__code__.co_argcount == 1:
            assert function(parking) is not None, name


def test_a_part_that_holds_nothing_and_a_column_that_is_none_are_told(mixed):
    with pytest.raises(UsageError, match="no record has service Libraries"):
        mixed.where(service="Libraries")
    with pytest.raises(UsageError, match="no column 'servise'") as told:
        mixed.where(servise="Parking")
    assert "the nearest is service" in told.value.do


def test_a_figure_comes_with_its_cases(mixed):
    traced = mixed.where(service="Parking").trace("lgsco.stage1.responded.in_time_pct")
    assert traced.sums() == (2, 3)
    assert "C-1 (numerator and denominator)" in repr(traced)
    assert "<table" in traced._repr_html_()
    assert "left out" not in traced._repr_html_()


def test_an_id_that_is_no_figure_s_names_the_nearest(mixed):
    with pytest.raises(KeyError, match=r"the nearest is lgsco\.stage1\.received"):
        mixed.figures["lgsco.stage1.recieved"]
    assert mixed.figures.get("lgsco.stage1.recieved") is None


def test_the_records_say_how_much_they_hold_and_show_nobody(mixed):
    assert repr(mixed.records).startswith("Records as at 2025-05-30, rows: table 8, actions 0")


def test_tables_and_charts_show_themselves(run):
    table = ca.tables.responded_in_time(run)
    assert table.caption in repr(table)
    assert "<table" in table._repr_html_()
    chart = ca.charts.responded_in_time(run)
    assert chart.title in repr(chart)
    assert f'alt="{chart.alt[:10]}' in chart._repr_html_()
    assert "<svg" not in chart._repr_html_()
    assert "No chart" in ca.charts.by_cause(run, "lgsco", ca.tables.cause(run, "lgsco"))._repr_html_()


def test_a_caption_from_an_export_is_no_html(run):
    from dataclasses import replace

    table = replace(ca.tables.responded_in_time(run), caption="<b>x")
    assert "<b>" not in table._repr_html_()


FACE = ["charts", "commentary", "figures", "tables"]


def test_all_that_is_offered_is_there_with_its_docstring():
    assert {"load", "Run", *FACE} == set(dir(ca)) == set(ca.__all__)
    for name in dir(ca):
        assert getattr(ca, name).__doc__, name
    with pytest.raises(AttributeError, match="loud"):
        _ = ca.loud


@pytest.mark.parametrize("name", FACE)
def test_tab_shows_the_public_names_of_a_chapter_and_nothing_else(name):
    chapter = getattr(ca, name)
    assert dir(chapter) == sorted(chapter.__all__)
    for public in dir(chapter):
        assert inspect.getdoc(getattr(chapter, public)), public
        assert not inspect.ismodule(getattr(chapter, public))


def test_no_function_is_forgotten_in_what_a_chapter_offers():
    chapter = ca.figures
    made_there = {
        public
        for public, each in vars(chapter).items()
        if inspect.isfunction(each) and each.__module__ == chapter.__name__ and not public.startswith("_")
    }
    assert made_there == set(chapter.__all__)


def test_all_that_is_read_from_a_run_or_asked_of_it_says_what_it_is():
    made = {name: each for name, each in vars(ca.Run).items() if name not in ca.Run.__dataclass_fields__}
    assert {"figures", "where"} < made.keys()
    assert [name for name, each in made.items() if name[0] != "_" and not inspect.getdoc(each)] == []


def test_the_default_folder_is_found_from_anywhere(council, export, tmp_path):
    council.export(export(ROW))
    environment = {**os.environ, "COMPLAINT_DATA": str(council.folder), "PYTHONIOENCODING": "utf-8"}
    code = "import complaint_analysis as ca; print(ca.load('2024-25'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout.strip() == "Testford District Council, 2024-25: 1 records as at 2025-05-30"


def test_the_notebooks_name_the_kernel_that_jupyter_has_of_itself(tmp_path):
    """`python3` is the Python that runs JupyterLab, so that no kernel need be installed."""
    from complaint_analysis.council.locations import NOTEBOOKS

    names = {
        json.loads(path.read_text("utf-8"))["metadata"]["kernelspec"]["name"]
        for path in NOTEBOOKS.glob("*.ipynb")
    }
    assert names == {"python3"}


def test_an_analyst_s_own_notebook_changes_no_report(monkeypatch, tmp_path):
    from complaint_analysis.council import locations
    from complaint_analysis.provenance import manifest

    for name in (
        "notebooks/01-records.ipynb",
        "notebooks/91-mine.ipynb",
        "notebooks/.ipynb_checkpoints/01.ipynb",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    monkeypatch.setattr(locations, "ROOT", tmp_path)
    assert manifest.code().keys() == {"notebooks/01-records.ipynb"}
