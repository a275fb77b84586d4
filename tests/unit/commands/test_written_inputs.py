"""What is written to be published is searched as it is read: a Word document's words, not its authors."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from complaint_analysis.chapters.report_metadata import metadata_of
from complaint_analysis.commands.terminal import checklist_lines, closing_lines
from complaint_analysis.commands.written_inputs import refuse_personal_inputs
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.run.period_run import Run

YEAR = ReportingYear.parse("2024-25")
HANDLER = "Quenby Aldersyde"


@pytest.fixture
def run(council, export) -> Run:
    council.export(
        export(
            {
                "Ref": "FSZ-400123",
                "Received": "01/05/2024",
                "Service": "Council Housing",
                "Case Handler": HANDLER,
            }
        )
    )
    loaded = load_council(council.folder)
    return Run(loaded, loaded.year(YEAR), YEAR.period, council.records(), None)


def write(folder: Path, words: str):
    """A response in Word by a handler who deleted a word, with a remark that is hidden."""
    document = docx.Document()
    document.core_properties.author = HANDLER
    paragraph = document.add_paragraph(words)
    deleted = (
        f'<w:del {nsdecls("w")} w:author="{HANDLER}"><w:r><w:delText>FSZ-400123</w:delText></w:r></w:del>'
    )
    paragraph._p.append(parse_xml(deleted))
    paragraph.add_run(HANDLER).font.hidden = True
    document.save(str(folder / "response.docx"))


def test_who_wrote_a_word_document_stops_nothing_and_what_was_left_out_is_said(run) -> None:
    write(run.facts.folder, "We agree.")
    refuse_personal_inputs(run)
    metadata = metadata_of(run)
    for lines in (checklist_lines(metadata, run.records.as_at), closing_lines(metadata)):
        assert "  2024-25/response.docx, paragraph 1: hidden text is left out" in lines
        assert "  2024-25/response.docx, paragraph 1: deleted text is left out" in lines


def test_a_private_value_in_a_word_document_stops_with_its_file(run) -> None:
    write(run.facts.folder, f"We thank {HANDLER}.")
    with pytest.raises(PersonalDataStopped) as stopped:
        refuse_personal_inputs(run)
    assert "2024-25/response.docx" in stopped.value.where
    assert "Quenby" not in str(stopped.value)
