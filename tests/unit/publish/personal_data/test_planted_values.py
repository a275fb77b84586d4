"""Identifying values planted one at a time, each in a disguise of its own, stop a publication; ordinary words pass."""

import base64
import unicodedata
import zipfile
import zlib

import pandas as pd
import pytest
from searched import hits_in

from complaint_analysis.errors import PersonalDataStopped
from complaint_analysis.publish.personal_data import search

TEXT = "They left the old boiler in the hall"
RECORDS = pd.DataFrame(
    {
        "reference": ["AB-12", "FS-Case-400123", "HSG 2024 77 Q", "XK49Z"],
        "service": ["Waste", "Council Housing", "Parking", "Parking"],
        "ward": ["Rose Green"] * 4,
        "stage1_handler": ["Zoë Łukasz-Brânză", "Mrs Siân Llŷr", "Rose Green", "Complaints Team"],
        "representative": ["Yes", "Fiona Officely", "Oluwaseun A. Adébáyò", None],
        "description": [TEXT, None, None, None],
        "other: Customer Name": ["Gurpreet Kaur-Dhillon", None, None, None],
        "other: Property address": ["14 Mill Lane", None, None, None],
        "other: Remarks": ["Key is under the blue pot", "ok", None, None],
    }
)
NFD = unicodedata.normalize("NFD", "Zoë Łukasz-Brânză")
SVG = base64.b64encode(b"<svg><text>FS-Case-400123</text></svg>").decode()
PLANTED = {
    "short reference": "<p>case AB-12 was late</p>",
    "reference, other hyphen": "<p>case AB‑12</p>",
    "reference with spaces": "<p>HSG 2024 77 Q</p>",
    "reference without its spaces": "<p>hsg202477q</p>",
    "reference without a digit pair": "<p>xk49z</p>",
    "reference in an entity": "<p>FS&#45;CASE&#x2d;400123</p>",
    "chart id": '<g id="fig-FS_Case_400123"></g>',
    "link": '<a href="mailto:x?subject=FS%2DCase%2D400123">x</a>',
    "alternative text": '<img alt="case FS-Case-400123">',
    "metadata": '<meta name="author" content="Mrs Siân Llŷr">',
    "embedded chart": f'<img src="data:image/svg+xml;base64,{SVG}">',
    "comment": "<!-- Fiona Officely -->",
    "script": '<script>{"a": "Zo\\u00eb \\u0141ukasz-Br\\u00e2nz\\u0103"}</script>',
    "accents apart": f"<p>{NFD}</p>",
    "accents left out": "<p>Oluwaseun A. Adebayo</p>",
    "no middle initial": "<p>Oluwaseun Adébáyò</p>",
    "turned about": "<p>LLŶR, Siân</p>",
    "initial": "<p>F. Officely</p>",
    "title left out": "<p>siân llŷr</p>",
    "over two cells": "<tr><td>Fiona</td><td>Officely</td></tr>",
    "space that does not break": "<p>Fiona&nbsp;Officely</p>",
    "soft hyphen": "<p>Fiona Offi&shy;cely</p>",
    "within emphasis": "<p>Fiona Offi<em>cely</em></p>",
    "unknown column, name": "<p>Gurpreet Kaur Dhillon</p>",
    "unknown column, address": "<p>14  mill LANE</p>",
    "unknown column, text": "<p>key is under the blue pot</p>",
    "short free text": f"<p>{TEXT.upper()}</p>",
    "an address of nobody known": "<p>jo.bloggs@mail.example</p>",
    "National Insurance number": "<p>QQ 12 34 56 C</p>".replace("QQ", "AB"),
    "mobile": "<p>07700 900 123</p>",
    "postcode": "<p>ZZ99 3WZ</p>",
    "plate": "<p>AB12 CDE</p>",
}


def met(folder, allowed=()):
    return hits_in(folder, RECORDS, allowed)


@pytest.mark.parametrize("disguise", PLANTED)
def test_a_value_in_a_disguise_stops_a_page(tmp_path, disguise):
    (tmp_path / "page.html").write_text(f"<h1>Report</h1>\n{PLANTED[disguise]}\n<p>end</p>", encoding="utf-8")
    with pytest.raises(PersonalDataStopped) as stopped:
        search.refuse_private_values([tmp_path], RECORDS, [], tmp_path.parent / "private" / "wall-hits.csv")
    assert "page.html" in str(stopped.value)
    found = met(tmp_path)
    assert found
    assert not any(hit.value in str(stopped.value) for hit in found)


def png(**chunks: bytes) -> bytes:
    """A picture of no pixels with some more parts."""
    parts = [(name.encode(), content) for name, content in (chunks | {"IEND": b""}).items()]
    framed = (
        len(each).to_bytes(4) + kind + each + zlib.crc32(kind + each).to_bytes(4) for kind, each in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def docx(folder, xml, part="word/document.xml"):
    with zipfile.ZipFile(folder / "report.docx", "w") as archive:
        archive.writestr(part, xml)


@pytest.mark.parametrize(
    ("xml", "part"),
    [
        (
            "<w:p><w:r><w:t>Fiona Offi</w:t></w:r><w:r><w:rPr/><w:t>cely</w:t></w:r></w:p>",
            "word/document.xml",
        ),
        ("<dc:creator>Fiona Officely</dc:creator>", "docProps/core.xml"),
        ('<w:comment w:author="Fiona Officely"/>', "word/comments.xml"),
        ('<wp:docPr descr="FS-Case-400123"/>', "word/document.xml"),
        (
            "<w:tc><w:p><w:t>Fiona</w:t></w:p></w:tc><w:tc><w:p><w:t>Officely</w:t></w:p></w:tc>",
            "word/document.xml",
        ),
        ("<sst><si><r><t>Fiona Offi</t></r><r><t>cely</t></r></si></sst>", "xl/sharedStrings.xml"),
    ],
)
def test_a_value_in_an_office_file_is_met(tmp_path, xml, part):
    docx(tmp_path, xml, part)
    assert [(hit.file, hit.place) for hit in met(tmp_path)][:1] == [("report.docx", part)]


def test_the_name_of_a_file_is_read(tmp_path):
    (tmp_path / "fiona-officely.csv").write_text("a,b\n", encoding="utf-8")
    assert [hit.place for hit in met(tmp_path)] == ["the file's name"]


def test_the_notes_of_a_picture_are_read(tmp_path):
    note = b"Author\0Fiona Officely"
    (tmp_path / "chart.png").write_bytes(png(tEXt=note))
    assert [hit.place for hit in met(tmp_path)] == ["its notes"]


def test_a_pdf_is_read_over_the_end_of_a_line(tmp_path):
    import typst

    source = '#set page(width: 62mm, height: 60mm)\n#set text(hyphenate: true, lang: "en")\n#set par(justify: true)\n'
    (tmp_path / "report.typ").write_text(
        source + "The answer was signed by Fiona Offi-\\\ncely in May. office", "utf-8"
    )
    typst.compile(tmp_path / "report.typ", output=tmp_path / "report.pdf")
    (tmp_path / "report.typ").unlink()
    assert [(hit.file, hit.place) for hit in met(tmp_path)] == [("report.pdf", "page 1")]


ORDINARY = """<p>Rose Green had 12 complaints; the Complaints Team answered in 12.5 days, 2024-25. Yes. Officely.
Fiona is a place. Mill Lane, 14. Ring 0300 061 0614 or write to complaints@council.example. Key is under review.</p>
<p style="color: #f3f4ef">AB, 12</p>"""


def test_ordinary_words_pass(tmp_path):
    (tmp_path / "page.html").write_text(ORDINARY, encoding="utf-8")
    assert met(tmp_path) == []


def test_what_an_officer_released_passes(tmp_path):
    (tmp_path / "page.html").write_text("<p>Fiona Officely, F. Officely; ZZ99 3WZ</p>", encoding="utf-8")
    assert met(tmp_path, ["Fiona Officely", "ZZ99 3WZ"]) == []


def test_what_was_passed_over_is_counted_privately(tmp_path):
    (tmp_path / "public").mkdir()
    search.refuse_private_values([tmp_path / "public"], RECORDS, [], tmp_path / "private" / "wall-hits.csv")
    skipped = (tmp_path / "private" / "wall-skipped.csv").read_text(encoding="utf-8-sig").splitlines()
    assert skipped[0] == "column,why,values"
    assert "representative,a word of the council's or of the taxonomy,1" in skipped
    assert not any("Rose" in line for line in skipped)


def references(*values: str) -> pd.DataFrame:
    return pd.DataFrame({"reference": list(values), "description": [None] * len(values)})


def names(*values: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"reference": [f"C-{each}" for each in range(len(values))], "stage1_handler": list(values)}
    )


OWN = """<h2 id="lgsco-2024-25">LGSCO 2024-25</h2><p>Housing 2024/25, complaint 2024. The early May bank holiday; a green bin;
repairs. Lane closures, rose beds, will, hope and grace; stone walls.</p>"""


def test_a_reference_of_the_reports_own_words_and_a_year_is_no_alarm(tmp_path):
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "page.html").write_text(OWN, encoding="utf-8")
    records = references("lgsco-2024-25", "HOUSING/2024-25", "complaint-2024")
    search.refuse_private_values([tmp_path / "public"], records, [], tmp_path / "private" / "wall-hits.csv")
    skipped = (tmp_path / "private" / "wall-skipped.csv").read_text(encoding="utf-8-sig")
    assert "reference,words of the report's own and a year,3" in skipped


@pytest.mark.parametrize("value", ["lgsco-2024-31", "lgsco-2024-0025", "LG-2024-25", "housing-17-2024"])
def test_a_reference_with_anything_of_its_own_is_still_met(tmp_path, value):
    (tmp_path / "page.html").write_text(f"{OWN}<p>{value}</p>", encoding="utf-8")
    assert [hit.value for hit in hits_in(tmp_path, references(value))] == [value]


ORDINARY_NAMES = ("May Bank", "Rose Bedding", "Green Bin", "Will Hope", "Grace Stone")


def test_names_that_are_ordinary_words_are_no_alarm(tmp_path):
    (tmp_path / "page.html").write_text(OWN, encoding="utf-8")
    records = names(*ORDINARY_NAMES, "Green", "Bin").assign(**{"other: Street": "Repairs Court"})
    assert hits_in(tmp_path, records) == []


@pytest.mark.parametrize(
    "written", ["May Bank rang", "signed: MAY BANK", "Bank, May", "M. Bank", "<b>May</b> Bank"]
)
def test_a_name_of_ordinary_words_is_met_with_its_capitals(tmp_path, written):
    (tmp_path / "page.html").write_text(f"<p>{written}</p>", encoding="utf-8")
    assert [hit.value for hit in hits_in(tmp_path, names("May Bank"))] == ["May Bank"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.ipynb", '{"metadata": {"authors": [{"name": "Fiona Officely"}]}, "cells": []}'),
        ("notes.ipynb", '{"cells": [{"outputs": [{"text": ["<td>Fiona</td><td>Officely</td>"]}]}]}'),
        ("notes.md", "[a](mailto:x?subject=FS%2DCase%2D400123)"),
        ("links.csv", "url\nhttps://x.example/?q=Fiona%20Officely\n"),
        ("figures.json", '{"a": "Fiona&nbsp;Officely"}'),
        ("page.html", "<p>Fiona&amp;nbsp;Officely</p>"),
        ("page.html", "<p>Zo&euml; &#321;ukasz-Br&acirc;nz&#259;</p>"),
        ("page.html", "<p>Fiona O\ufb03cely</p>"),
        ("page.html", "<p>Fiona Offi\u00adcely</p>"),
        ("page.html", '<style>a::after { content: "FS-Case-400123"; color: #ab12cd }</style>'),
    ],
)
def test_a_value_in_an_escape_is_met(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert met(tmp_path)


def test_a_workbook_within_a_word_document_is_read(tmp_path):
    within = tmp_path / "within.xlsx"
    with zipfile.ZipFile(within, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", "<sst><si><t>Fiona Officely</t></si></sst>")
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as archive:
        archive.write(within, "word/embeddings/sheet.xlsx")
    within.unlink()
    assert [hit.place for hit in met(tmp_path)] == ["word/embeddings/sheet.xlsx, xl/sharedStrings.xml"]


def test_the_name_of_a_part_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as archive:
        archive.writestr("word/media/fiona-officely.jpg", b"\xff\xd8\xff\xd9")
    assert [hit.place for hit in met(tmp_path)] == ["word/media/fiona-officely.jpg"]


@pytest.mark.parametrize(
    "source",
    [
        "Signed by Fiona Officely, in the office.",  # set with ligatures
        '#set document(author: "Fiona Officely")\nNothing here.',
        "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"), alt: \"Fiona Officely\")",
        '#link("https://council.example.org/Fiona%20Officely")[More]',
        '#set text(hyphenate: true, lang: "en")\n#set page(width: 45mm)\nSigned with care by Fiona Offi-?cely of it.',
    ],
)
def test_a_value_in_a_pdf_is_met(tmp_path, source):
    import typst

    (tmp_path / "a.typ").write_text(source, encoding="utf-8")
    typst.compile(tmp_path / "a.typ", output=tmp_path / "report.pdf")
    (tmp_path / "a.typ").unlink()
    assert {hit.file for hit in met(tmp_path)} == {"report.pdf"}
