"""A statement in Word is printed as the same in markdown is; what is no text is refused with its paragraph."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pypandoc
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from strict_word import make_strict

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import YearFacts
from complaint_analysis.errors import InputError
from complaint_analysis.records.side_files import read_year_files, unknown_files
from complaint_analysis.records.statements import Statement, read_statement

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def read(folder: Path, document) -> Statement:
    document.save(str(folder / "response.docx"))
    return read_statement(folder, "response")


def add(paragraph, xml: str) -> None:
    """Adds an element to a paragraph, in Word's own words."""
    opened = re.sub(r"^<([\w:]+)", rf"<\1 {nsdecls('w', 'r')} {W14} {M} {MC}", xml)
    paragraph._p.append(parse_xml(opened))


def link(document, paragraph, address: str, text: str, anchor: str = "") -> None:
    relation = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchored = f' w:anchor="{anchor}"' if anchor else ""
    add(paragraph, f'<w:hyperlink r:id="{relation}"{anchored}><w:r><w:t>{text}</w:t></w:r></w:hyperlink>')


def test_paragraphs_headings_emphasis_and_links(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Cabinet's response", 0)
    document.add_heading("What we agreed", 2)
    paragraph = document.add_paragraph("We ")
    paragraph.add_run("agree ").bold = True
    paragraph.add_run("all", style="Emphasis")
    paragraph.add_run(" 5 < 6 & ")
    link(document, paragraph, "https://council.example/a b(1)", "the minutes", anchor="item4")
    document.add_paragraph()
    document.add_paragraph("One line").add_run().add_break()
    document.paragraphs[-1].add_run("- and the next")
    assert read(tmp_path, document).text == "\n\n".join(
        [
            "### Cabinet's response",
            "#### What we agreed",
            "We **agree** *all* 5 \\< 6 \\& [the minutes](<https://council.example/a%20b%281%29#item4>)",
            "One line\\\n\\- and the next",
        ]
    )


def test_a_strict_document_is_read_as_any_other(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("What we agreed", 2)
    paragraph = document.add_paragraph("We ")
    paragraph.add_run("agree").bold = True
    link(document, paragraph, "https://council.example/minutes", " the minutes")
    document.add_paragraph("and so on", style="List Bullet")
    usual = read(tmp_path, document).text
    make_strict(tmp_path / "response.docx")
    assert b"schemas.openxmlformats.org/wordprocessingml" not in document_xml(tmp_path / "response.docx")
    assert read_statement(tmp_path, "response").text == usual
    assert "We **agree** [the minutes](<https://council.example/minutes>)" in usual


def document_xml(path: Path) -> bytes:
    with zipfile.ZipFile(path) as parts:
        return parts.read("word/document.xml")


def test_lists_stand_in_lists_and_count_on(tmp_path: Path) -> None:
    document = docx.Document()
    for text, style in [
        ("a", "List Bullet"), ("b", "List Bullet"), ("c", "List Bullet 2"), ("d", "List Bullet"),
        ("one", "List Number"), ("two", "List Number"), ("between", "Normal"), ("three", "List Number"),
    ]:  # fmt: skip
        document.add_paragraph(text, style=style)
    text = read(tmp_path, document).text
    assert text == "- a\n- b\n- c\n- d\n\n1. one\n2. two\n\nbetween\n\n3. three"


def numbered(document, levels: list[tuple[str, str]]) -> str:
    """A list of a document's own, its levels each by the kind and the pattern of its numbers; its number."""
    numbering = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/>'
        "</w:lvl>"
        for level, (kind, pattern) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{made}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def item(document, text: str, number: str, level: int = 0):
    paragraph = document.add_paragraph(text)
    mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(mark))
    return paragraph


def test_letters_and_roman_numbers_stay_what_they_are(tmp_path: Path) -> None:
    document = docx.Document()
    number = numbered(document, [("lowerLetter", "(%1)"), ("lowerRoman", "%2."), ("upperLetter", "%3.")])
    for text, level in [("a", 0), ("b", 0), ("i", 1), ("ii", 1), ("A", 2), ("c", 0)]:
        item(document, f"item {text}", number, level)
    text = read(tmp_path, document).text
    assert text is not None
    assert re.findall(r"[\w.()]+ +item \w+", text) == [
        "(a) item a", "(b) item b", "i. item i", "ii. item ii", "A.  item A", "(c) item c",
    ]  # fmt: skip
    page = pypandoc.convert_text(text, "html", "markdown")
    assert re.findall(r'<ol type="(.)">', page) == ["a", "i", "A"]
    assert page.count("<li>") == 6


CHANGES = {
    "deleted": '<w:del w:id="1" w:author="J"><w:r><w:delText>Secret</w:delText></w:r></w:del>',
    "moved away": '<w:moveFrom w:id="1" w:author="J"><w:r><w:t>Secret</w:t></w:r></w:moveFrom>',
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret</w:t></w:r>",
    "always hidden": '<w:r><w:rPr><w:vanish w:val="0"/><w:specVanish/></w:rPr><w:t>Secret</w:t></w:r>',
    "hidden by its style": '<w:r><w:rPr><w:rStyle w:val="Below"/></w:rPr><w:t>Secret</w:t></w:r>',
    "remarked": '<w:r><w:commentReference w:id="0"/></w:r>',
    "a prompt": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Secret</w:t></w:r>"
    "</w:sdtContent></w:sdt>",
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_no_reader_sees_is_left_out_and_said(tmp_path: Path, change: str) -> None:
    document = docx.Document()
    hides = document.styles.add_style("Hides", WD_STYLE_TYPE.CHARACTER)
    hides.font.hidden = True
    document.styles.add_style("Below", WD_STYLE_TYPE.CHARACTER).base_style = hides
    document.add_paragraph("First.")
    add(document.add_paragraph("We agree."), CHANGES[change])
    statement = read(tmp_path, document)
    assert statement.text == "First.\n\nWe agree."
    assert len(statement.left_out) == 1
    assert "response.docx, paragraph 2: " in statement.left_out[0]
    assert "left out" in statement.left_out[0]


def test_a_paragraph_hidden_by_its_style_and_a_run_shown_in_it(tmp_path: Path) -> None:
    document = docx.Document()
    hides = document.styles.add_style("Hides", WD_STYLE_TYPE.PARAGRAPH)
    hides.font.hidden = True
    paragraph = document.add_paragraph("Secret", style="Hides")
    paragraph.add_run("Shown").font.hidden = False
    assert read(tmp_path, document).text == "Shown"


def test_a_text_is_read_as_its_changes_are_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("We ")
    add(paragraph, '<w:ins w:id="1" w:author="J"><w:r><w:t>gladly </w:t></w:r></w:ins>')
    mark = f'<w:rPr {nsdecls("w")}><w:del w:id="2" w:author="J"/></w:rPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(mark))
    document.add_paragraph("agree.")
    statement = read(tmp_path, document)
    assert statement.text == "We gladly agree."
    assert statement.left_out[0].endswith("paragraph 1: inserted text is read")


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    "<w:r><w:instrText> {code} </w:instrText></w:r>",
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    "<w:r><w:t>shown</w:t></w:r>",
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)


@pytest.mark.parametrize("simple", [True, False])
def test_a_field_that_is_a_link_is_one(tmp_path: Path, simple: bool) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("See ")
    code = 'HYPERLINK "https://council.example/a" \\l "b" \\o "secret"'
    if simple:
        quoted = code.replace('"', "&quot;")
        add(paragraph, f'<w:fldSimple w:instr="{quoted}"><w:r><w:t>shown</w:t></w:r></w:fldSimple>')
    else:
        for part in FIELD:
            add(paragraph, part.format(code=code))
    paragraph.add_run(".")
    assert read(tmp_path, document).text == "See [shown](<https://council.example/a#b>)."


REFUSED = {
    "a picture": "<w:r><w:drawing/></w:r>",
    "an old picture": "<w:r><w:pict/></w:r>",
    "an object": "<w:r><w:object/></w:r>",
    "a box of text": "<w:r><mc:AlternateContent/></w:r>",
    "a formula": "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    "a footnote": '<w:r><w:footnoteReference w:id="2"/></w:r>',
    "a symbol": '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    "a letter of a font of symbols": '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>x</w:t></w:r>',
    "a date field": '<w:fldSimple w:instr=" DATE "><w:r><w:t>1 May</w:t></w:r></w:fldSimple>',
    "a file as a field": '<w:fldSimple w:instr=" INCLUDETEXT &quot;C:/a.docx&quot; "><w:r><w:t>x</w:t></w:r>'
    "</w:fldSimple>",
    "a script as a field": '<w:fldSimple w:instr="HYPERLINK &quot;javascript:alert(1)&quot;"><w:r><w:t>x</w:t>'
    "</w:r></w:fldSimple>",
    "a link within": '<w:hyperlink w:anchor="top"><w:r><w:t>x</w:t></w:r></w:hyperlink>',
    "a box to tick": "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r>"
    "</w:sdtContent></w:sdt>",
    "struck out": "<w:r><w:rPr><w:strike/></w:rPr><w:t>x</w:t></w:r>",
    "a raised figure": '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>',
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_text_is_refused_with_its_paragraph(tmp_path: Path, kind: str) -> None:
    document = docx.Document()
    document.add_paragraph("First.")
    document.add_paragraph()
    add(document.add_paragraph("We agree."), REFUSED[kind])
    with pytest.raises(InputError, match=r"response\.docx holds") as told:
        read(tmp_path, document)
    assert told.value.where.endswith("response.docx, paragraph 2")
    assert "paragraphs, headings, lists" in told.value.do


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "../records.csv", "\\\\x\\a"]
)
def test_a_link_leads_to_a_page_or_a_mailbox(tmp_path: Path, address: str) -> None:
    document = docx.Document()
    link(document, document.add_paragraph("See "), address, "this")
    with pytest.raises(InputError, match="a link to"):
        read(tmp_path, document)


def a_table(document) -> None:
    document.add_table(1, 1)


def a_real_picture(document) -> None:
    content = io.BytesIO()
    Image.new("1", (9, 9)).save(content, "PNG")
    document.add_picture(content)


def a_shortcode(document) -> None:
    document.add_paragraph("{{< include /etc/hostname >}}")


def numbers_in_numbers(document) -> None:
    item(document, "one", numbered(document, [("decimal", "%1."), ("decimal", "%1.%2")]), 1)


def many_letters(document) -> None:
    number = numbered(document, [("lowerLetter", "%1.")])
    for _ in range(27):
        item(document, "one", number)


@pytest.mark.parametrize("add_to", [a_table, a_real_picture, a_shortcode, numbers_in_numbers, many_letters])
def test_other_things_of_word_are_refused(tmp_path: Path, add_to) -> None:
    document = docx.Document()
    document.add_paragraph("First.")
    add_to(document)
    with pytest.raises(InputError, match=r"response\.docx holds") as told:
        read(tmp_path, document)
    assert "response.docx, paragraph " in told.value.where


@pytest.mark.parametrize("part", ["/word/vbaProject.bin", "/word/embeddings/oleObject1.bin"])
def test_macros_and_embedded_files_are_refused(tmp_path: Path, part: str) -> None:
    document = docx.Document()
    document.add_paragraph("First.")
    added = Part(PackURI(part), "application/octet-stream", b"x", document.part.package)
    document.part.relate_to(added, "http://schemas.microsoft.com/office/2006/relationships/other")
    with pytest.raises(InputError, match=r"a macro|an embedded file"):
        read(tmp_path, document)


def test_looks_are_the_reports_own(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Head"
    paragraph = document.add_paragraph("On the 1", style="Quote")
    paragraph.add_run("st").font.superscript = True
    paragraph.add_run(" page").font.underline = True
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    assert read(tmp_path, document).text == "On the 1st page"


def test_a_file_that_is_no_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "response.docx").write_bytes(b"no document")
    with pytest.raises(InputError, match="cannot be opened as a Word document"):
        read_statement(tmp_path, "response")


def test_one_text_lies_there_once(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "response.docx"))
    assert read_statement(tmp_path, "response").text is None
    (tmp_path / "response.md").write_text("Text.")
    with pytest.raises(InputError, match="twice") as told:
        read_statement(tmp_path, "response")
    assert "response.md" in told.value.where
    assert "response.docx" in told.value.where


def test_a_year_knows_its_statements_in_word(tmp_path: Path) -> None:
    facts = YearFacts(year=ReportingYear.parse("2024-25"), folder=tmp_path, extracted_on=date(2025, 5, 30))
    for name in ("response", "member-statement", "implications", "non-compliance-notice"):
        document = docx.Document()
        document.add_heading("Head", 1)
        document.add_paragraph(f"Of {name}.").add_run("Secret").font.hidden = True
        document.save(str(tmp_path / f"{name}.docx"))
    files = read_year_files(facts)
    assert files.response == "### Head\n\nOf response."
    assert files.member_statement == "## Head\n\nOf member-statement."
    assert files.non_compliance_notice == "### Head\n\nOf non-compliance-notice."
    assert len(files.left_out) == 4
    assert unknown_files(tmp_path) == ()


LOOKS = st.tuples(st.text("ab1 *_[]<>.(){}-#\\`~:", max_size=5), st.booleans(), st.booleans())


@settings(max_examples=25)
@given(st.lists(st.lists(LOOKS, max_size=5), min_size=1, max_size=8))
def test_any_words_in_any_look_print_as_they_were_written(paragraphs) -> None:
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text, bold, italic in runs:
            run = paragraph.add_run(text)
            run.bold, run.italic = bold, italic
    with TemporaryDirectory() as folder:
        try:
            text = read(Path(folder), document).text or ""
        except InputError:
            assert any("{{<" in "".join(run[0] for run in runs) for runs in paragraphs)
            return
    page = etree.fromstring(f"<body>{pypandoc.convert_text(text, 'html', 'markdown-smart')}</body>")
    written = [
        [(sign, *look) for words, *look in runs for sign in words if sign != " "] for runs in paragraphs
    ]
    assert [signs(each) for each in page.iterchildren()] == [each for each in written if each]
    assert {each.tag for each in page.iter()} <= {"body", "p", "strong", "em"}


def signs(element, bold: bool = False, italic: bool = False) -> list[tuple[str, bool, bool]]:
    """Every sign but spaces below an element of a page, and whether it is strong and emphasised."""
    bold, italic = bold or element.tag == "strong", italic or element.tag == "em"
    found = [(sign, bold, italic) for sign in (element.text or "") if not sign.isspace()]
    for child in element:
        found += signs(child, bold, italic)
        found += [(sign, bold, italic) for sign in (child.tail or "") if not sign.isspace()]
    return found
