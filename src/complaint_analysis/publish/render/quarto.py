"""Rendering with an installed Quarto: its project render, and a log in which a warning is an error."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render.report_sources import formats
from complaint_analysis.publish.render.word_finish import finish_word

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FAULTS = ("WARN", "ERROR")
_SUFFIXES = {"html": ".html", "typst": ".pdf", "docx": ".docx"}


class Quarto(NamedTuple):
    """A Quarto that runs here."""

    program: str
    version: str


def find_quarto() -> Quarto | None:
    """The Quarto on the path or of the `quarto-cli` package; None where neither answers."""
    beside = Path(sys.executable).with_name("quarto")
    for program in (shutil.which("quarto"), str(beside) if beside.exists() else None):
        version = _version(program) if program else None
        if program and version:
            return Quarto(program, version)
    return None


def render_quarto(
    program: str, stage: Path, public: Path, documents: tuple[str, ...], epoch: int
) -> list[Path]:
    """The files written to `public`, each document rendered by Quarto in its formats.

    Quarto says of an unknown variable or reference only that it warns: here that is a UsageError.
    """
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    written = []
    for document in documents:
        _run([program, "render", f"{document}.qmd"], stage, environment)
        for name in formats(stage / f"{document}.qmd"):
            file = f"{document}{_SUFFIXES[name]}"
            path = Path(shutil.move(stage / file, public / file))
            written.append(finish_word(path, epoch) if name == "docx" else path)
    return written


def warnings_in(log: str) -> list[str]:
    """What a Quarto log warns of or reports as an error, but for a PDF checker that is not installed.

    The lines set in below such a line say where it was, and belong to it.
    """
    found: list[list[str]] = []
    goes_on = False
    for line in _COLOUR.sub("", log).splitlines():
        if line.strip().startswith(_FAULTS) and "verapdf is not installed" not in line:
            found.append([line.strip()])
            goes_on = True
        elif goes_on := goes_on and line.startswith("  "):
            found[-1].append(line.strip())
    return [" ".join(lines) for lines in found]


def _run(command: list[str], stage: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=stage, env=environment, capture_output=True, encoding="utf-8")
    faults = warnings_in(done.stderr + done.stdout)
    if done.returncode or faults:
        last = done.stderr.strip().splitlines()[-1:]
        raise UsageError(
            "Quarto could not render the report: " + (faults or last or ["no reason given"])[0],
            where=f"{stage}/{command[-1]}",
            do="mend the source that is named, or render with --renderer pandoc",
        )


def _version(program: str) -> str | None:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
