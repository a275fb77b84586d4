"""What Word says by more than its text: ticks of symbol fonts, options picked by a pen, notes, fields, frames."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from strict_word import make_strict

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.errors import InputError
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.reading.form_file import read_form

NUMBERS = load_code("housing").numbers
EXPECTED = {number: {"2": "no", "3": "partial", "4": "blank"}.get(number[0], "yes") for number in NUMBERS}
LABELS = {"yes": "Yes", "no": "No", "partial": "Partial"}
HEADINGS = ["Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation"]
OWN = ["Code provision", "Code requirement", "Yes", "No", "Partial", "Commentary"]


def fill(cells, *texts: str) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text


def table_in(place, headings: list[str], row):
    table = place.add_table(rows=1, cols=len(headings))
    fill(table.rows[0].cells, *headings)
    for number in NUMBERS:
        row(number, table.add_row().cells)
    return table


def read(folder: Path, document) -> Form:
    document.save(str(folder / "form.docx"))
    return read_form(folder / "form.docx", "housing")


def holds(form: Form) -> None:
    assert form.answers == EXPECTED
    assert not [problem.text for problem in form.problems if problem.serious]


def plain(number: str, cells) -> None:
    fill(cells, number, f"Do {number}", LABELS.get(EXPECTED[number], ""), "Policy", f"We did {number}.")


def test_a_strict_document_is_read_as_any_other(tmp_path: Path) -> None:
    document = docx.Document()
    table_in(document, HEADINGS, plain)
    document.save(str(tmp_path / "form.docx"))
    holds(read_form(make_strict(tmp_path / "form.docx"), "housing"))


def add(paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))


@pytest.mark.parametrize(
    "tick",
    [
        '<w:sym w:font="Wingdings 2" w:char="F050"/>',
        '<w:sym w:font="Wingdings" w:char="F0FC"/>',
        '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t>',
        '<w:rPr><w:rFonts w:ascii="Webdings"/></w:rPr><w:t>a</w:t>',
        "<w:t>\uf0fc</w:t>",
    ],
)
def test_ticks_of_symbol_fonts(tmp_path: Path, tick: str) -> None:
    def row(number, cells) -> None:
        fill(cells, number, f"Do {number}", "", "", "", "As told.")
        for cell, answer in zip(cells[2:5], LABELS, strict=True):
            if EXPECTED[number] == answer:
                add(cell.paragraphs[0], tick)

    document = docx.Document()
    table_in(document, OWN, row)
    holds(read(tmp_path, document))


@pytest.mark.parametrize("pen", ["strike", "highlight"])
@pytest.mark.parametrize("between", [" / ", "\n", ", "])
def test_an_option_picked_by_a_pen(tmp_path: Path, pen: str, between: str) -> None:
    def row(number, cells) -> None:
        plain(number, cells)
        cells[2].text = ""
        for place, (answer, label) in enumerate(LABELS.items()):
            runs = [
                cells[2].paragraphs[0].add_run(part) for part in (between * bool(place), label[:1], label[1:])
            ]
            for run in runs[1:]:
                run.font.strike = pen == "strike" and EXPECTED[number] not in ("blank", answer)
                if pen == "highlight" and EXPECTED[number] == answer:
                    run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    document = docx.Document()
    table_in(document, HEADINGS, row)
    form = read(tmp_path, document)
    assert form.answers == EXPECTED
    assert not any(row.flagged for row in form.rows)


def test_a_box_says_itself_whether_it_is_ticked(tmp_path: Path) -> None:
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

    def row(number, cells) -> None:
        plain(number, cells)
        cells[2].text = ""
        paragraph = cells[2].paragraphs[0]
        for answer, label in LABELS.items():
            ticked = int(EXPECTED[number] == answer)
            box = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{ticked}"/></w14:checkbox></w:sdtPr>'
            shown = "<w:sdtContent><w:r><w:t>●</w:t></w:r></w:sdtContent>"
            paragraph._p.append(parse_xml(f"<w:sdt {nsdecls('w')} {w14}>{box}{shown}</w:sdt>"))
            paragraph.add_run(f" {label} ")

    document = docx.Document()
    table_in(document, HEADINGS, row)
    holds(read(tmp_path, document))


@pytest.mark.parametrize("colour", [WD_COLOR_INDEX.YELLOW, WD_COLOR_INDEX.BRIGHT_GREEN, WD_COLOR_INDEX.PINK])
def test_a_highlight_of_any_colour_is_a_flag(tmp_path: Path, colour) -> None:
    document = docx.Document()
    table = table_in(document, HEADINGS, plain)
    table.cell(4, 4).paragraphs[0].runs[0].font.highlight_color = colour
    table.cell(6, 4).paragraphs[0].runs[0].font.highlight_color = WD_COLOR_INDEX.WHITE
    assert [row.number for row in read(tmp_path, document).rows if row.flagged] == [NUMBERS[3]]


def with_note(document, words: str, *paragraphs) -> None:
    """Gives a document a note at the foot, to which some paragraphs refer."""
    note = f'<w:footnote w:id="2"><w:p>{words}</w:p></w:footnote>'
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    document.part.relate_to(part, relation)
    for paragraph in paragraphs:
        add(paragraph, '<w:footnoteReference w:id="2"/>')


def test_a_note_at_the_foot_stays_in_its_cell(tmp_path: Path) -> None:
    document = docx.Document()
    table = table_in(document, HEADINGS, plain)
    cells = (table.cell(1, column).paragraphs[0] for column in (2, 4))
    with_note(document, "<w:r><w:t>Since May.</w:t></w:r>", *cells)
    form = read(tmp_path, document)
    row = form.rows[0]
    assert (row.answer, row.answer_as_written, row.beside_answer) == ("yes", "Yes", "[Since May.]")
    assert row.commentary == "We did 1.2.\n[Since May.]"
    holds(form)


def test_a_link_that_is_a_field_keeps_its_address(tmp_path: Path) -> None:
    document = docx.Document()
    table = table_in(document, HEADINGS, plain)
    paragraph = table.cell(1, 3).paragraphs[0]
    paragraph.text = ""
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText> HYPERLINK "https://council.example.org/policy" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>Policy</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        add(paragraph, part)
    form = read(tmp_path, document)
    assert form.rows[0].evidence == "Policy (https://council.example.org/policy)"
    holds(form)


def test_a_table_that_only_frames_the_page(tmp_path: Path) -> None:
    document = docx.Document()
    frame = document.add_table(rows=2, cols=1)
    frame.cell(0, 0).text = "Our form"
    table_in(frame.cell(1, 0), HEADINGS, plain)
    form = read(tmp_path, document)
    holds(form)
    assert form.outside == ("Our form",)


def test_a_document_cut_short_within_is_told(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "whole.docx"))
    with ZipFile(tmp_path / "whole.docx") as whole, ZipFile(tmp_path / "form.docx", "w") as cut:
        for name in whole.namelist():
            cut.writestr(name, whole.read(name)[: 200 if name == "word/document.xml" else None])
    with pytest.raises(InputError, match="cannot be opened"):
        read_form(tmp_path / "form.docx", "housing")


HIDES = {
    "itself": "<w:rPr><w:vanish/></w:rPr>",
    "always": "<w:rPr><w:specVanish/></w:rPr>",
    "by its style": '<w:rPr><w:rStyle w:val="Below"/></w:rPr>',
}


def hiding(document):
    hides = document.styles.add_style("Hides", WD_STYLE_TYPE.CHARACTER)
    hides.font.hidden = True
    document.styles.add_style("Below", WD_STYLE_TYPE.CHARACTER).base_style = hides
    document.styles.add_style("Unseen", WD_STYLE_TYPE.PARAGRAPH).font.hidden = True
    return document


def hidden(form: Form) -> list[str]:
    return [problem.number for problem in form.problems if problem.kind == "hidden_text"]


@pytest.mark.parametrize("how", HIDES)
def test_hidden_text_is_left_out_and_said(tmp_path: Path, how: str) -> None:
    document = hiding(docx.Document())
    table = table_in(document, HEADINGS, plain)
    add(table.cell(2, 3).paragraphs[0], f"{HIDES[how]}<w:t> of Quenby Aldersyde</w:t>")
    add(table.cell(3, 3).paragraphs[0], '<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>, page 4</w:t>')
    form = read(tmp_path, document)
    assert [row.evidence for row in form.rows[:3]] == ["Policy", "Policy", "Policy, page 4"]
    assert hidden(form) == [NUMBERS[1]]
    holds(form)


def test_a_hidden_paragraph_is_left_out_and_what_is_shown_in_it_stays(tmp_path: Path) -> None:
    document = hiding(docx.Document())
    table = table_in(document, HEADINGS, plain)
    paragraph = table.cell(1, 4).add_paragraph("Quenby Aldersyde.", style="Unseen")
    paragraph.add_run("And more.").font.hidden = False
    form = read(tmp_path, document)
    assert form.rows[0].commentary == f"We did {NUMBERS[0]}.\nAnd more."
    assert hidden(form) == [NUMBERS[0]]


def test_hidden_text_outside_the_rows_is_told_of_the_form(tmp_path: Path) -> None:
    document = hiding(docx.Document())
    document.add_paragraph("Quenby Aldersyde", style="Unseen")
    table_in(document, HEADINGS, plain)
    form = read(tmp_path, document)
    assert form.outside == ()
    assert hidden(form) == [""]
    holds(form)


def test_hidden_words_of_a_note_and_a_link_are_left_out(tmp_path: Path) -> None:
    document = hiding(docx.Document())
    table = table_in(document, HEADINGS, plain)
    hides = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> Of Quenby.</w:t></w:r>"
    with_note(document, f"<w:r><w:t>Since May.</w:t></w:r>{hides}", table.cell(1, 4).paragraphs[0])
    form = read(tmp_path, document)
    assert form.rows[0].commentary == "We did 1.2.\n[Since May.]"
    assert hidden(form) == [NUMBERS[0]]
