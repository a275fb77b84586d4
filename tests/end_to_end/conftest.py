"""The demonstration report, made once by the program itself, as a user would."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Program = Callable[..., subprocess.CompletedProcess]


def run_program(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess:
    """What the program printed and how it ended."""
    command = [sys.executable, "-m", "complaint_analysis", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="session")
def program() -> Program:
    """The program, started as a process of its own."""
    return run_program


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess]:
    """The output folder of the demonstration report for 2024-25, and how the run went."""
    out = tmp_path_factory.mktemp("made") / "output"
    ran = run_program("report", "--year", "2024-25", "--out", str(out), "--renderer", "pandoc")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return out / "2024-25", ran


@pytest.fixture(scope="session")
def public_folder(made: tuple[Path, subprocess.CompletedProcess]) -> Path:
    """The published files of the demonstration report."""
    return made[0] / "public"
