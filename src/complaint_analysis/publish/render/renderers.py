"""Which renderer makes the report, and the report made by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import pypandoc

from complaint_analysis.errors import UsageError
from complaint_analysis.printing.markdown import printed
from complaint_analysis.publish.render.embedded import render_embedded
from complaint_analysis.publish.render.quarto import find_quarto, render_quarto
from complaint_analysis.publish.render.report_sources import read_variables, refuse_shortcodes
from complaint_analysis.publish.render.word_style import HeaderAndFoot, write_word_style

Choice = Literal["auto", "quarto", "pandoc"]


@dataclass(frozen=True)
class Renderer:
    """What renders: `quarto` or `pandoc`, its version for the provenance, and Quarto's program."""

    name: Literal["quarto", "pandoc"]
    version: str
    program: str = ""


def choose_renderer(choice: str) -> Renderer:
    """The renderer asked for; with `auto` Quarto where it runs, else the embedded one.

    A UsageError where Quarto is asked for and does not run, or the choice is none of the three.
    """
    if choice not in ("auto", "quarto", "pandoc"):
        raise UsageError(f"'{choice}' is not a renderer", do="give auto, quarto or pandoc")
    found = find_quarto() if choice != "pandoc" else None
    if found:
        return Renderer("quarto", found.version, found.program)
    if choice == "quarto":
        raise UsageError(
            "Quarto is asked for and does not run here",
            do="install it with `make quarto`, or leave the choice to --renderer auto",
        )
    return Renderer("pandoc", f"pandoc {pypandoc.get_pandoc_version()}, typst {version('typst')}")


def render(
    stage: Path, public: Path, documents: Sequence[str], renderer: Renderer, *, as_at: date
) -> list[Path]:
    """The files written to `public`: each document (a name such as `annual-report`) in its formats.

    `as_at` is the day every file is stamped with, so that the same report is the same bytes. The staged
    folder gets its Word style sheet here, since header and foot carry the report's state.
    """
    public.mkdir(parents=True, exist_ok=True)
    refuse_shortcodes(stage)
    write_word_style(stage / "style" / "reference.docx", _header_and_foot(stage))
    epoch = seconds(as_at)
    if renderer.name == "quarto":
        return render_quarto(renderer.program, stage, public, tuple(documents), epoch)
    return render_embedded(stage, public, tuple(documents), epoch)


def _header_and_foot(stage: Path) -> HeaderAndFoot:
    edition = read_variables(stage)
    council, logo = edition["council"], edition["council"].get("logo")
    picture = stage / logo if logo else None
    return HeaderAndFoot(
        printed(council["name"]),
        edition["year"],
        printed(edition["state"]["label"]),
        printed(edition.get("notice", "")),
        picture,
    )


def seconds(day: date) -> int:
    """Midnight (UTC) of a day in seconds since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
