"""Nothing twice: which change makes which step run again, and which leaves it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import complaint_analysis
from complaint_analysis.provenance.fingerprints import Ingredients, Steps
from complaint_analysis.records.statements import STATEMENTS

PACKAGE = Path(complaint_analysis.__file__).parent
INPUTS = (
    "council.toml",
    "benchmarks/tsm.xlsx",
    "2023-24/complaints/log.csv",
    "2023-24/improvements.csv",
    "2024-25/year.toml",
    "2024-25/complaints/log.csv",
    "2024-25/overrides.csv",
    "2024-25/improvements.csv",
    "2024-25/response.md",
    "2024-25/member-statement.docx",
    "2024-25/complaints/response.docx",
)
CODE = (
    "src/complaint_analysis/records/clocks.py",
    "notebooks/01.ipynb",
    "notebooks/02.ipynb",
    "report/a.qmd",
    "requirements.lock",
)
BEFORE = Ingredients(
    year="2024-25",
    asked="2024-25",
    inputs=dict.fromkeys(INPUTS, "1"),
    code=dict.fromkeys(CODE, "1"),
    releases={"2023-24": "1"},
)
ALL = {"records", "lists", "01.ipynb", "02.ipynb", "report"}
NOTEBOOKS = ALL - {"records"}
RUNS_AGAIN = {
    "council.toml": ALL,
    "benchmarks/tsm.xlsx": NOTEBOOKS,
    "2023-24/complaints/log.csv": ALL,
    "2023-24/improvements.csv": ALL,
    "2024-25/year.toml": ALL,
    "2024-25/complaints/log.csv": ALL,
    "2024-25/overrides.csv": ALL,
    "2024-25/improvements.csv": NOTEBOOKS,
    "2024-25/response.md": {"report"},
    "2024-25/member-statement.docx": {"report"},
    "2024-25/complaints/response.docx": ALL,
    "src/complaint_analysis/records/clocks.py": ALL,
    "notebooks/02.ipynb": {"02.ipynb", "report"},
    "report/a.qmd": {"report"},
    "requirements.lock": ALL,
}


def hashes(made_from: Ingredients, renderer: str = "pandoc 3") -> dict[str, str]:
    return {
        "records": made_from.of_records(),
        "lists": made_from.of_lists(),
        "01.ipynb": made_from.of_notebook("01.ipynb"),
        "02.ipynb": made_from.of_notebook("02.ipynb"),
        "report": made_from.of_report(renderer),
    }


def run_again(after: Ingredients, renderer: str = "pandoc 3") -> set[str]:
    before, now = hashes(BEFORE), hashes(after, renderer)
    return {step for step in now if before[step] != now[step]}


@pytest.mark.parametrize(("name", "steps"), RUNS_AGAIN.items())
def test_a_change_runs_what_depends_on_it_again_and_nothing_else(name, steps):
    kind = "inputs" if name in BEFORE.inputs else "code"
    assert run_again(replace(BEFORE, **{kind: getattr(BEFORE, kind) | {name: "2"}})) == steps
    gone = {key: value for key, value in getattr(BEFORE, kind).items() if key != name}
    if name != "notebooks/02.ipynb":
        assert run_again(replace(BEFORE, **{kind: gone})) == steps


def test_the_same_content_runs_nothing_again():
    assert run_again(replace(BEFORE, inputs=dict(reversed(BEFORE.inputs.items())))) == set()


def test_another_year_release_or_renderer_runs_again():
    assert run_again(replace(BEFORE, asked="2024-25 2024-10-01")) == ALL
    assert run_again(replace(BEFORE, releases={"2023-24": "2"})) == ALL
    assert run_again(BEFORE, "quarto 1.9") == {"report"}


def test_no_notebook_can_read_what_is_written_of_the_finished_report():
    """What they would read is left out of what they depend on."""
    statements = {name.replace("-", "_") for name in STATEMENTS}
    allowed = {"report_metadata.py", "publication_checklist.py", "side_files.py"}
    for path in PACKAGE.rglob("*.py"):
        read = set(read_of_files(path.read_text(encoding="utf-8")))
        assert path.name in allowed or not read & statements, path.name


def read_of_files(source: str) -> Iterator[str]:
    """What a module takes from the year's files, as in `run.files.response`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute | ast.Name):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
            if owner.endswith("files"):
                yield node.attr


def test_a_step_stands_only_when_it_was_finished(tmp_path):
    steps = Steps(tmp_path)
    assert not steps.is_current("records", "a")
    steps.finish("records", "a")
    assert Steps(tmp_path).is_current("records", "a")
    assert not Steps(tmp_path).is_current("records", "b")
    Steps(tmp_path).begin("records")
    assert not Steps(tmp_path).is_current("records", "a")


def test_a_step_whose_results_were_taken_away_does_not_stand(tmp_path):
    steps = Steps(tmp_path)
    steps.finish("records", "a")
    assert not steps.is_current("records", "a", tmp_path / "records.parquet")


def test_fresh_lets_nothing_stand(tmp_path):
    Steps(tmp_path).finish("records", "a")
    assert not Steps(tmp_path, fresh=True).is_current("records", "a")
