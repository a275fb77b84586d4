"""The whole sample report in its formats: one structure, marked on every page, the same bytes each time."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html
from staged_sample import ALT, DOCUMENTS, REPORT, VARIABLES, staged_sample

from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render import Renderer, choose_renderer, render, stage
from complaint_analysis.publish.render.quarto import find_quarto
from complaint_analysis.publish.render.report_sources import formats

AS_AT = date(2025, 5, 30)
STRUCTURE = Path(__file__).with_name("annual-report-structure.txt")
FORMATS = {name: formats(REPORT / f"{name}.qmd") for name in DOCUMENTS}
PAGES = [name for name in DOCUMENTS if "html" in FORMATS[name]]
WORD = [name for name in DOCUMENTS if "docx" in FORMATS[name]]
IN_ALL = [name for name in DOCUMENTS if {"html", "typst", "docx"} <= set(FORMATS[name])]


def rendered(folder: Path, renderer: Renderer) -> Path:
    render(staged_sample(folder / "stage"), folder / "public", DOCUMENTS, renderer, as_at=AS_AT)
    return folder / "public"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(tmp_path_factory.mktemp("pandoc"), choose_renderer("pandoc"))


def spaced(text: str) -> str:
    """The text with single spaces, and the apostrophe that print and the other formats write differently."""
    return " ".join(text.split()).replace("'", "’")


def page_structure(path: Path) -> list[str]:
    """Headings, captions and alt texts of a page in reading order."""
    found = []
    for element in html.parse(path).iter("h2", "h3", "h4", "caption", "figcaption", "img"):
        text = element.get("alt") if element.tag == "img" else spaced(element.text_content())
        found.append(f"{element.tag}: {text}")
    return found


def tied_words(path: Path) -> list[str]:
    """Each paragraph with its hard spaces, then the years that may not break, without signs beside them."""
    page = html.parse(path)
    paragraphs = [each.text_content().replace("\n", " ").strip() for each in page.xpath("//p | //li | //td")]
    return paragraphs + [each.text_content().strip("().,:;") for each in page.xpath("//*[@class='nowrap']")]


def word_headings(path: Path) -> list[str]:
    paragraphs = Document(str(path)).paragraphs
    return [spaced(each.text) for each in paragraphs if each.style.name.startswith("Heading ")]


def pdf_bookmarks(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return [spaced(each.title) for top in outline.root for each in (top, *top.children)]


def headings(path: Path) -> list[str]:
    return [line.split(": ", 1)[1] for line in page_structure(path) if line[0] == "h"]


def test_each_document_is_made_in_its_formats(public: Path) -> None:
    every = {f"{name}.{suffix}" for name in DOCUMENTS for suffix in ("html", "pdf", "docx")}

    page_alone = {"accessibility-statement.pdf", "accessibility-statement.docx"}
    word_alone = {"cover-report.html", "cover-report.pdf"}
    assert {path.name for path in public.iterdir()} == every - page_alone - word_alone


def test_the_annual_report_has_the_expected_structure(public: Path) -> None:
    assert page_structure(public / "annual-report.html") == STRUCTURE.read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", IN_ALL)
def test_page_pdf_and_word_have_the_same_headings(public: Path, name: str) -> None:
    expected = headings(public / f"{name}.html")

    assert word_headings(public / f"{name}.docx") == expected
    assert pdf_bookmarks(public / f"{name}.pdf") == expected


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_state_and_notice_stand_on_every_page(public: Path) -> None:
    text = subprocess.run(
        ["pdftotext", "-layout", public / "annual-report.pdf", "-"], capture_output=True, encoding="utf-8"
    ).stdout
    pages = text.rstrip("\f\n").split("\f")

    assert len(pages) > 5
    for mark in (VARIABLES["state"]["label"], VARIABLES["notice"]):
        assert all(mark in page for page in pages)
        assert all(mark in path.read_text("utf-8") for path in public.glob("*.html"))


def test_word_marks_the_heads_of_columns_and_rows_and_holds_the_alt_text(public: Path) -> None:
    document = Document(str(public / "annual-report.docx"))
    body = document.element.body

    assert all(table.rows[0]._tr.xpath("w:trPr/w:tblHeader") for table in document.tables)
    looks = [table._tbl.tblPr.find(qn("w:tblLook")) for table in document.tables]
    assert looks
    assert {(look.get(qn("w:firstColumn")), look.get(qn("w:val"))) for look in looks} == {("1", "00A0")}
    assert ALT in [picture.get("descr") for picture in body.iter("{*}docPr")]
    assert VARIABLES["state"]["label"] in document.sections[0].header.paragraphs[0].text


def test_a_figure_of_the_summary_may_be_a_sentence(public: Path) -> None:
    paragraphs = Document(str(public / "annual-report.docx")).paragraphs
    in_word = [spaced(each.text) for each in paragraphs if each.style.name == "Key figure"]
    on_page = [
        spaced(each.text_content()) for each in html.parse(public / "annual-report.html").xpath(_BOXES)
    ]

    assert in_word == on_page
    assert in_word[-1] == "No stage 2 complaint was due an answer. 2023-24: none to count"


_BOXES = "//li[@class='key-figure']"


def test_a_page_needs_nothing_from_elsewhere(public: Path) -> None:
    for path in public.glob("*.html"):
        tree = html.parse(path)
        assert not tree.xpath("//script | //link[not(starts-with(@href, 'data:'))]")
        assert all(image.get("src").startswith("data:") for image in tree.iter("img"))


def test_the_same_report_is_the_same_bytes(public: Path, tmp_path: Path) -> None:
    again = rendered(tmp_path, choose_renderer("pandoc"))

    for path in public.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_an_unknown_renderer_is_an_error() -> None:
    with pytest.raises(UsageError, match="word"):
        choose_renderer("word")


def test_quarto_asked_for_but_absent_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("complaint_analysis.publish.render.renderers.find_quarto", lambda: None)

    assert choose_renderer("auto").name == "pandoc"
    with pytest.raises(UsageError, match="make quarto"):
        choose_renderer("quarto")


needs_quarto = pytest.mark.skipif(find_quarto() is None, reason="Quarto is not installed")


@pytest.fixture(scope="module")
def public_by_quarto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(tmp_path_factory.mktemp("quarto"), choose_renderer("quarto"))


@needs_quarto
@pytest.mark.parametrize("name", PAGES)
def test_quarto_makes_the_same_page(public: Path, public_by_quarto: Path, name: str) -> None:
    assert page_structure(public_by_quarto / f"{name}.html") == page_structure(public / f"{name}.html")


@needs_quarto
@pytest.mark.parametrize("name", PAGES)
def test_quarto_writes_the_same_words_and_ties_the_same(
    public: Path, public_by_quarto: Path, name: str
) -> None:
    assert tied_words(public_by_quarto / f"{name}.html") == tied_words(public / f"{name}.html")


@needs_quarto
@pytest.mark.parametrize("name", WORD)
def test_quarto_makes_the_same_word(public: Path, public_by_quarto: Path, name: str) -> None:
    assert word_headings(public_by_quarto / f"{name}.docx") == word_headings(public / f"{name}.docx")


@needs_quarto
@pytest.mark.parametrize("name", IN_ALL)
def test_quarto_makes_the_same_pdf(public: Path, public_by_quarto: Path, name: str) -> None:
    assert pdf_bookmarks(public_by_quarto / f"{name}.pdf") == pdf_bookmarks(public / f"{name}.pdf")


def test_only_the_documents_of_an_edition_are_staged(tmp_path: Path) -> None:
    staged = stage(REPORT, tmp_path / "stage", ["quarterly-report"])

    assert [path.name for path in staged.glob("*.qmd")] == ["quarterly-report.qmd"]
    assert (staged / "sections" / "02-introduction.qmd").exists()


@needs_quarto
def test_quarto_on_the_bare_sources_says_how_to_stage_them(tmp_path: Path) -> None:
    bare = shutil.copytree(REPORT, tmp_path / "report")

    done = subprocess.run(["quarto", "render"], cwd=bare, capture_output=True, encoding="utf-8")

    assert done.returncode != 0
    assert "staged-by-make-report.md" in done.stderr


@needs_quarto
def test_quarto_stops_at_an_unknown_variable(tmp_path: Path) -> None:
    staged = staged_sample(tmp_path / "stage")
    (staged / "blocks/responded.md").write_text("{{< var no.such >}}\n")

    with pytest.raises(UsageError, match="Quarto could not render"):
        render(staged, tmp_path / "public", ["annual-report"], choose_renderer("quarto"), as_at=AS_AT)
