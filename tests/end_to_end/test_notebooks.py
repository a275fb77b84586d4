"""The notebooks: parameters that are known, and nothing written when opened by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest

from complaint_analysis.council.locations import NOTEBOOKS
from complaint_analysis.errors import UsageError, UserError
from complaint_analysis.publish.notebooks import declared_parameters, execute, notebooks

pytestmark = pytest.mark.xdist_group("notebooks")
ROOT = Path(__file__).parents[2]


def written() -> set[tuple[str, int]]:
    """Every file that a notebook has near it, with when it was written."""
    paths = (path for folder in ("notebooks", "report", "data") for path in (ROOT / folder).rglob("*"))
    return {(str(path), path.stat().st_mtime_ns) for path in paths if path.is_file()}


def test_there_are_five_and_each_takes_year_and_quarter() -> None:
    found = notebooks()
    assert [path.stem[:2] for path in found] == ["01", "02", "03", "04", "05"]
    assert all(declared_parameters(path) == ["year", "quarter"] for path in found)


def test_a_parameter_that_is_not_declared_stops_before_anything_runs(tmp_path: Path) -> None:
    target = tmp_path / "executed.ipynb"
    with pytest.raises(UsageError, match="yeer"):
        execute(notebooks()[0], target, {"yeer": "2024-25"}, {})
    assert not target.exists()


@pytest.mark.parametrize("ends", ["import os; os._exit(137)", "raise MemoryError"])
def test_a_kernel_that_runs_out_of_memory_is_told_in_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], ends: str
) -> None:
    source = tmp_path / "01-source.ipynb"
    cells = [nbformat.v4.new_code_cell("number = 0", metadata={"tags": ["parameters"]})]
    cells.append(nbformat.v4.new_code_cell(ends))
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), source)
    with pytest.raises(UserError) as stopped:
        execute(source, tmp_path / "executed.ipynb", {"number": 1}, {})
    assert "memory" in stopped.value.what
    assert stopped.value.where == "01-source.ipynb"
    assert "more memory" in stopped.value.do
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("path", [*notebooks(), NOTEBOOKS / "90-explore.ipynb"], ids=lambda path: path.stem)
def test_opened_by_hand_it_runs_as_it_is_and_writes_nothing(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    before = written()
    nbclient.NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    assert written() == before
    assert not list(tmp_path.iterdir())


def test_two_kernels_at_once_do_not_meet(tmp_path: Path) -> None:
    """Each prints its own number; they run in the same folder at the same time."""
    cell = nbformat.v4.new_code_cell("number = 0", metadata={"tags": ["parameters"]})
    source = tmp_path / "source.ipynb"
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}}
    cells = [cell, nbformat.v4.new_code_cell("print(number)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), source)
    code = (
        "import sys, pathlib; from complaint_analysis.publish.notebooks import execute; "
        "execute(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), {'number': int(sys.argv[3])}, {})"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(source), str(tmp_path / f"{number}.ipynb"), str(number)]
        )
        for number in (1, 2, 3)
    ]
    assert [run.wait(timeout=300) for run in runs] == [0, 0, 0]
    for number in (1, 2, 3):
        executed = nbformat.read(tmp_path / f"{number}.ipynb", as_version=4)
        assert executed.cells[-1].outputs[0].text.strip() == str(number)
    assert {path.name for path in tmp_path.iterdir()} == {"source.ipynb", "1.ipynb", "2.ipynb", "3.ipynb"}
