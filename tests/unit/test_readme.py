"""The README: every command in it exists, and every file it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from complaint_analysis.cli import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE))))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"complaint-analysis ([a-z-]+) --", README))))
def test_every_command_of_the_program_exists(command: str) -> None:
    assert command in get_command(app).commands


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_every_make_variable_is_known() -> None:
    used = set(re.findall(r"\b([A-Z]{3,})=", README))
    assert used <= set(re.findall(r"\$\(([A-Z]+)\)", MAKEFILE)) | {"LONG"}


@pytest.mark.parametrize(
    "target", ["new", "columns", "check", "report", "quarter", "release", "verify", "trace", "purge"]
)
def test_what_an_officer_needs_of_a_year_is_named(target: str) -> None:
    assert f"make {target} " in README
