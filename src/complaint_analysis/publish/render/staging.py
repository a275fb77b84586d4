"""The staged report: a copy of the sources with the fonts, in which a plain `quarto render` works."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

import font_source_sans_pro

_MARKER = "staged-by-make-report.md"
"""Every document includes this file first, so that Quarto on the bare sources stops with its name."""
_FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")


def stage(report_sources: Path, stage: Path, documents: Collection[str] | None = None) -> Path:
    """The staged folder, with the report's sources and the typeface in it; figures already there stay.

    Of the documents only those of an edition, where `documents` names them: Quarto reads every document of a
    project first, and stops at one whose blocks no notebook of this edition makes.
    """
    shutil.copytree(report_sources, stage, dirs_exist_ok=True)
    for source in report_sources.glob("*.qmd"):
        if documents is not None and source.stem not in documents:
            (stage / source.name).unlink()
    (stage / _MARKER).write_text("", encoding="utf-8", newline="\n")
    fonts = stage / "fonts"
    fonts.mkdir(exist_ok=True)
    for face in _FACES:
        shutil.copy(font_files() / f"SourceSansPro-{face}.ttf", fonts)
    return stage


def font_files() -> Path:
    """The folder of the Source Sans Pro files."""
    return Path(font_source_sans_pro.__file__).parent / "files"
