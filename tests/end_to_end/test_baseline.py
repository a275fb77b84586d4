"""The demonstration's figures and tables are those that were committed; a change is meant, and made anew."""

from __future__ import annotations

from pathlib import Path

from make_baseline import FOLDER

from complaint_analysis.provenance import manifest
from complaint_analysis.provenance.publication_diff import compare
from complaint_analysis.provenance.what_changed import decisive

AGAIN = "if this is meant: make baseline"


def test_every_figure_and_table_is_as_it_was_committed(public_folder: Path) -> None:
    compared = compare(FOLDER, public_folder)
    assert compared.differences == [], "\n".join([*(each.line() for each in compared.differences), AGAIN])
    assert compared.figures > 400
    assert compared.tables > 30


def test_it_was_made_of_the_same_inputs_settings_and_days(public_folder: Path) -> None:
    changed = decisive(manifest.read(FOLDER), manifest.read(public_folder))
    told = [cause.line() for cause in changed if cause.kind in ("input", "setting", "non-working day")]
    assert told == [], "\n".join([*told, AGAIN])
