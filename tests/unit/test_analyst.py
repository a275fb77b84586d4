"""What an analyst has at hand: `import complaint_analysis as ca`, from any folder, with something to look at."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

import complaint_analysis as ca
from complaint_analysis.measures import Figure
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
    assert "100.0%" in found._repr_html_()
    assert repr(FigureBook()) == "no figures"


def test_a_figure_says_its_id_its_value_and_its_base():
    figure = Figure("housing.ch02.stage1.lcra", 83.7, "per_cent", "CH02", 72, 86)
    assert repr(figure) == "Figure(housing.ch02.stage1.lcra: 83.7% (72 of 86), per_cent)"
    assert (
        repr(Figure("a", None, "complaints", status="not_recorded")) == "Figure(a: not recorded, complaints)"
    )


def test_tables_and_charts_show_themselves(run):
    table = ca.measures.tables.responded_in_time(run)
    assert table.caption in repr(table)
    assert "<table" in table._repr_html_()
    chart = ca.charts.responded_in_time(run)
    assert chart.title in repr(chart)
    assert f'alt="{chart.alt[:10]}' in chart._repr_html_()
    assert "<svg" not in chart._repr_html_()
    assert (
        "No chart" in ca.charts.by_cause(run, "lgsco", ca.measures.tables.cause(run, "lgsco"))._repr_html_()
    )


def test_a_caption_from_an_export_is_no_html(run):
    from dataclasses import replace

    table = replace(ca.measures.tables.responded_in_time(run), caption="<b>x")
    assert "<b>" not in table._repr_html_()


def test_all_that_is_offered_is_there_with_its_docstring():
    assert {"load", "measures", "charts", "commentary", "benchmarks", "Run"} == set(dir(ca))
    for name in dir(ca):
        assert getattr(ca, name).__doc__, name
    with pytest.raises(AttributeError, match="loud"):
        _ = ca.loud


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
    from complaint_analysis.project import NOTEBOOKS

    names = {
        json.loads(path.read_text("utf-8"))["metadata"]["kernelspec"]["name"]
        for path in NOTEBOOKS.glob("*.ipynb")
    }
    assert names == {"python3"}


def test_an_analyst_s_own_notebook_changes_no_report(monkeypatch, tmp_path):
    from complaint_analysis import project, provenance

    for name in (
        "notebooks/01-records.ipynb",
        "notebooks/91-mine.ipynb",
        "notebooks/.ipynb_checkpoints/01.ipynb",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    monkeypatch.setattr(project, "ROOT", tmp_path)
    assert provenance.code().keys() == {"notebooks/01-records.ipynb"}
