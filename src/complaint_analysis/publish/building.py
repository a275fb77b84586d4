"""A complete publication built from a stage, in a folder beside the last one, which stays as it is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from complaint_analysis.council.periods import Period, ReportingYear, short_label
from complaint_analysis.publish.publication import Publication, collect, read_tables
from complaint_analysis.publish.render.logo import stage_logo
from complaint_analysis.publish.render.notebook_page import notebook_pages
from complaint_analysis.publish.render.renderers import Renderer, render
from complaint_analysis.publish.render.staging import stage_typefaces
from complaint_analysis.publish.table_arithmetic.own_tables import require_own_sums

COLLECTED = ("figures.csv", "figures.json", "tables.xlsx")


def complete_stage(
    stage: Path,
    period: Period,
    passages: Mapping[str, str],
    variables: Mapping[str, object],
    logo: bytes | None,
) -> None:
    """Adds to what notebooks published what people wrote, and gathers figures and tables.

    A table whose own sums cannot be right stops it.
    """
    publication = Publication(stage, show=lambda kind, text: None)
    for name, markdown in passages.items():
        publication.passage(name, markdown)
    if logo:
        stage_logo(logo, stage)
    known = {**variables, "print": stage_typefaces(stage, variables)}
    collect(stage, ReportingYear.containing(period.start), known, quarter=period.quarter)
    require_own_sums(read_tables(stage), short_label(period))


def build(
    stage: Path,
    building: Path,
    documents: Sequence[str],
    executed: Sequence[Path],
    renderer: Renderer,
    as_at: date,
) -> Path:
    """The folder `building` with every document rendered, the notebooks as pages, figures, tables, charts."""
    shutil.rmtree(building, ignore_errors=True)
    render(stage, building, list(documents), renderer, as_at=as_at)
    notebook_pages(list(executed), building / "notebooks", stage=stage)
    for path in [*(stage / name for name in COLLECTED), *stage.glob("figures-*.csv")]:
        shutil.copy(path, building)
    for folder, kinds in (("tables", ("csv",)), ("charts", ("svg", "png"))):
        (building / folder).mkdir()
        for path in sorted(path for kind in kinds for path in (stage / folder).glob(f"*.{kind}")):
            shutil.copy(path, building / folder)
    return building
