"""The staged report: a copy of the sources with the fonts, in which a plain `quarto render` works."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from complaint_analysis.publish.render.typefaces import (
    signs_without_typeface,
    source_sans_pro,
    typefaces_for,
)

_MARKER = "staged-by-make-report.md"
"""Every document includes this file first, so that Quarto on the bare sources stops with its name."""
_TEXTS = (".qmd", ".md", ".json")
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
        shutil.copy(source_sans_pro() / f"SourceSansPro-{face}.ttf", fonts)
    return stage


def stage_typefaces(stage: Path, variables: Mapping[str, object]) -> dict[str, str]:
    """What the print is told of typefaces: those that the staged texts and variables need beside our own,
    which are copied into the stage, and the signs for which there is none."""
    paths = sorted(path for path in stage.rglob("*") if path.suffix in _TEXTS)
    settings = json.dumps(variables, ensure_ascii=False)
    text = "".join([*(path.read_text(encoding="utf-8") for path in paths), settings])
    needed = typefaces_for(text)
    for path in (path for face in needed for path in face.files):
        shutil.copy(path, stage / "fonts")
    return {
        "typefaces": "; ".join(face.family for face in needed),
        "unprinted": signs_without_typeface(text),
    }
