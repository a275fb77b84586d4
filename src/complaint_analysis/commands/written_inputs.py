"""The search for personal data: in what people wrote to be published, and in a finished publication."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.oversight.approved_wording import still_personal
from complaint_analysis.printing.markdown import printed
from complaint_analysis.publish.personal_data.public_values import public_values
from complaint_analysis.publish.personal_data.search import (
    MOST_NAMED,
    refuse_private_values,
    refuse_private_values_in_inputs,
)
from complaint_analysis.records.statements import STATEMENTS, statement_file
from complaint_analysis.run.period_run import Run

WRITTEN_TO_BE_PUBLISHED = (
    "*.md", "improvements.csv", "actions.csv", "resolutions.csv", "publications.csv", "examples.csv",
    "code-findings.csv", "satisfaction.csv", "self-assessment-*",
)  # fmt: skip


def refuse_personal_inputs(run: Run) -> None:
    """Stop where a private value is met in what people wrote to be published."""
    folder = run.facts.folder
    written = [path for pattern in WRITTEN_TO_BE_PUBLISHED for path in folder.glob(pattern)]
    allowed = public_values(run.council)
    records = run.records
    refuse_private_values_in_inputs(written, folder.parent, records.table, allowed, records.rejected)
    with TemporaryDirectory() as beside:
        words = _words_of_word_statements(run, Path(beside))
        refuse_private_values_in_inputs(words, Path(beside), records.table, allowed, records.rejected)
    refuse_personal_wordings(run)


def refuse_personal_publication(run: Run, folders: Sequence[Path], private: Path) -> None:
    """Stop where a private value is met in folders about to be published, or what cannot be searched."""
    records, listing = run.records, private / "wall-hits.csv"
    refuse_private_values(folders, records.table, public_values(run.council), listing, records.rejected)


def _words_of_word_statements(run: Run, folder: Path) -> list[Path]:
    """The words that are read of statements in Word, as texts in a folder.

    A Word document names its author, and keeps what was deleted and remarked: none of that is published.
    """
    written = []
    for name in STATEMENTS:
        path, text = statement_file(run.facts.folder, name), getattr(run.files, name.replace("-", "_"))
        if text and path and path.suffix != ".md":
            target = folder / run.year.name / f"{path.name}.txt"
            target.parent.mkdir(exist_ok=True)
            target.write_text(printed(text), encoding="utf-8", newline="\n")
            written.append(target)
    return written


def refuse_personal_wordings(run: Run) -> None:
    """Stop where a wording that is to be printed still holds what redaction takes out of a text."""
    if places := still_personal(run.files.examples, public_values(run.council)):
        named = ", ".join(map(str, places[:MOST_NAMED]))
        raise PersonalDataStopped(
            "a wording approved for publication still holds something of a person",
            where=f"{run.year.name}/examples.csv, wording {named}",
            do="take names, addresses and numbers out, or name the value under [[public_value]]",
        )
