"""The program answers at once: its help and a mistake in use wait for nothing slow."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import pytest

from complaint_analysis.errors import UsageError

SLOW = ("pandas", "numpy", "matplotlib", "scipy", "papermill", "pypandoc", "docx", "holidays")
PROGRAM = """
import atexit, sys
atexit.register(lambda: print("slow:", *(name for name in {slow} if name in sys.modules), file=sys.stderr))
from complaint_analysis.cli import main
main()
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own, which says at its end which slow libraries it imported."""
    environment = {name: value for name, value in os.environ.items() if name != "COMPLAINT_DATA"}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(slow=SLOW), *arguments],
        env={**environment, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
    )


def slow_imports(done: subprocess.CompletedProcess[str]) -> list[str]:
    return done.stderr.strip().splitlines()[-1].removeprefix("slow:").split()


@pytest.mark.parametrize("command", [[], ["report"], ["records"], ["check"]])
def test_help_imports_nothing_slow(command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout
    assert slow_imports(done) == []


MISTAKES = {
    "no year": (["report"], "no year is named"),
    "no year to check": (["check"], "no year is named"),
    "not a year": (["records", "--year", "2024"], "'2024' is not a reporting year"),
    "no data folder": (["check", "--year", "2024-25", "--data", "nowhere"], "the data folder does not exist"),
    "unknown command": (["publish"], "publish"),
    "unknown option": (["report", "--quarter", "1"], "--quarter"),
    "unknown scope": (["report", "--year", "2024-25", "--scope", "roads"], "roads"),
    "unknown renderer": (["report", "--year", "2024-25", "--renderer", "word"], "word"),
}


@pytest.mark.parametrize(("arguments", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_use_is_told_at_once(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == UsageError.exit_code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert slow_imports(done) == []


def test_a_run_does_import_what_is_slow() -> None:
    done = run("check", "--year", "2001-02")
    assert done.returncode == UsageError.exit_code
    assert "pandas" in slow_imports(done)


def test_check_looks_for_slips_in_a_table_without_a_year(tmp_path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("service,complaints,upheld,pct_upheld\nBins,13,13,85\n")
    done = run("check", "--table", str(table))
    assert done.returncode == 3
    assert "85 is printed for 13 of 13" in done.stderr
    table.write_text("service,complaints,upheld,pct_upheld\nBins,13,13,100\n")
    assert run("check", "--table", str(table)).returncode == 0


def test_a_console_without_the_pound_sign_is_no_fault() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "complaint_analysis", "check", "--year", "£"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
    )
    assert done.returncode == UsageError.exit_code
    assert b"'?' is not a reporting year" in done.stderr


def test_lab_says_how_to_get_jupyterlab_where_it_is_not_installed() -> None:
    if importlib.util.find_spec("jupyterlab"):
        pytest.skip("JupyterLab is installed here")
    done = run("lab")
    assert done.returncode == UsageError.exit_code
    assert "requirements-lab.lock" in done.stderr
