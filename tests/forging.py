"""Ways to forge a publication, and ways to write the same in other bytes; each returns the file's name."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
from PIL import Image, PngImagePlugin

from complaint_analysis.provenance import manifest

Forge = Callable[[Path], str]
PAGE, DOCUMENT, PRINT, BOOK = "annual-report.html", "annual-report.docx", "annual-report.pdf", "tables.xlsx"
CHART, PICTURE = "charts/by-month.svg", "charts/by-month.png"
DRAWN = """from dataclasses import replace
from matplotlib.figure import Figure

months = tables.received_by_month(run)
figure = Figure()
figure.subplots().bar([1, 2], [2, 3])
run.publish.chart("by-month", figure, "Complaints by month", "Two bars", table=replace(months, name="by-month"))"""
"""A cell with a chart, however few the complaints."""


def mend(folder: Path) -> None:
    """Make every hash and size of the provenance fit, and say that another lock was used."""
    path = folder / manifest.NAME
    made = json.loads(path.read_text(encoding="utf-8"))
    there = manifest.digests(folder)
    made["outputs"] = {
        name: {"sha256": each, "bytes": (folder / name).stat().st_size} for name, each in there.items()
    }
    path.write_text(json.dumps(made | {"lock": "another"}), encoding="utf-8")


def text(name: str, old: str, new: str) -> Forge:
    """One place of a text file changed."""

    def forge(folder: Path) -> str:
        content = (folder / name).read_bytes().decode("utf-8")
        assert re.search(old, content), f"{old} is not in {name}"
        (folder / name).write_bytes(re.sub(old, new, content, count=1).encode("utf-8"))
        return name

    return forge


def part(name: str, within: str, old: str, new: str) -> Forge:
    """One place of a part of a Word or Excel file changed; a part that is not there is added."""

    def change(parts: dict[str, bytes]) -> None:
        content = parts.get(within, b"").decode("utf-8")
        assert re.search(old, content), f"{old} is not in {within}"
        parts[within] = re.sub(old, new, content, count=1).encode("utf-8")

    return parts_of(name, change)


def parts_of(name: str, change: Callable[[dict[str, bytes]], None], how: int = zipfile.ZIP_DEFLATED) -> Forge:
    def forge(folder: Path) -> str:
        with zipfile.ZipFile(folder / name) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()}
        change(parts)
        with zipfile.ZipFile(folder / name, "w", how) as archive:
            for each, content in parts.items():
                archive.writestr(each, content)
        return name

    return forge


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda document: None, **saved: object) -> Forge:
    def forge(folder: Path) -> str:
        with pikepdf.open(folder / PRINT, allow_overwriting_input=True) as document:
            change(document)
            document.save(folder / PRINT, static_id=True, **saved)
        return PRINT

    return forge


def draw(document: pikepdf.Pdf) -> None:
    document.pages[0].contents_add(b"q 1 0 0 rg 100 500 60 60 re f Q")


def add_a_link(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://elsewhere.example")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = document.make_indirect(pikepdf.Array([link]))


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["more.txt"] = b"more"


def retitle(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = "Another"


def pixels(folder: Path) -> str:
    with Image.open(folder / PICTURE) as picture:
        changed = picture.convert("RGBA")
    changed.putpixel((3, 3), (255, 0, 0, 255))
    changed.save(folder / PICTURE)
    return PICTURE


def another_picture(folder: Path) -> str:
    Image.new("RGB", (40, 40)).save(folder / PICTURE)
    return PICTURE


def noted(note: str) -> Forge:
    def forge(folder: Path) -> str:
        with Image.open(folder / PICTURE) as picture:
            info = PngImagePlugin.PngInfo()
            for key, value in picture.text.items():
                info.add_text(key, value)
            if note:
                info.add_text("Comment", note)
            picture.save(folder / PICTURE, pnginfo=info, dpi=picture.info.get("dpi"), compress_level=1)
        return PICTURE

    return forge


def picture_in_word(parts: dict[str, bytes]) -> None:
    made = io.BytesIO()
    Image.new("RGB", (9, 9)).save(made, "PNG")
    name = next(each for each in parts if each.endswith(".png"))
    parts[name] = made.getvalue()


def comment_in_word(parts: dict[str, bytes]) -> None:
    parts["word/comments2.xml"] = b"<w:comments><w:comment><w:t>another view</w:t></w:comment></w:comments>"


def extra(name: str, content: str = "more") -> Forge:
    def forge(folder: Path) -> str:
        (folder / name).write_text(content, encoding="utf-8")
        return name

    return forge


def removed(name: str) -> Forge:
    def forge(folder: Path) -> str:
        (folder / name).unlink()
        return name

    return forge


def provenance(**changed: object) -> Forge:
    def forge(folder: Path) -> str:
        path = folder / manifest.NAME
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changed), encoding="utf-8")
        return next(iter(changed)).replace("_", " ").removesuffix("s")

    return forge


TABLE, SHEET = "tables/by-month.csv", "xl/worksheets/sheet2.xml"
FORGED: dict[str, Forge] = {
    "a word of the page": text(PAGE, r"complaints\.", "compliments."),
    "what a page says of a picture": text("notebooks/01-records.html", r'alt="[^"]+"', 'alt="Another"'),
    "where a link of the page leads": text(PAGE, r'href="([^"#]+)"', r'href="https://elsewhere.example"'),
    "a comment in the page": text(PAGE, "</main>", "<!-- another view --></main>"),
    "hidden words in the page": text(PAGE, "</main>", '<p style="display:none">more</p></main>'),
    "a passage that is hidden": text(PAGE, "<p>", '<p style="display:none">'),
    "a passage that is struck through": text(PAGE, "<p>([^<]*)</p>", r"<p><s>\1</s></p>"),
    "a style of the page": text(PAGE, r"</style>", "p { display: none }</style>"),
    "a script in the page": text(PAGE, "</body>", "<script>document.title = 'more'</script></body>"),
    "a script in an attribute": text(PAGE, "<p>", '<p onclick="alert(1)">'),
    "a word of a notebook": text("notebooks/01-records.html", "records", "archives"),
    "a word of the document": part(DOCUMENT, "word/document.xml", "complaints", "compliments"),
    "where a link of the document leads": part(
        DOCUMENT, "word/_rels/document.xml.rels", "</Relationships>",
        '<Relationship Id="x" Target="https://elsewhere.example" TargetMode="External"/></Relationships>',
    ),
    "the author of the document": part(DOCUMENT, "docProps/core.xml", "<dc:title>", "<dc:creator>N</dc:creator><dc:title>"),
    "a property of the document": part(DOCUMENT, "docProps/app.xml", "</Properties>", "<Company>N</Company></Properties>"),
    "words of the document that are hidden": part(DOCUMENT, "word/document.xml", "<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"),
    "a style of the document": part(DOCUMENT, "word/styles.xml", "</w:styles>", '<w:style w:styleId="n"/></w:styles>'),
    "a comment in the document": parts_of(DOCUMENT, comment_in_word),
    "a mark on the print": pdf(draw),
    "a link of the print": pdf(add_a_link),
    "the title of the print": pdf(retitle),
    "a file attached to the print": pdf(attach),
    "a page of the print that is left out": pdf(lambda document: document.pages.append(document.pages[0])),
    "a dot of a chart": pixels,
    "another chart": another_picture,
    "a note in a chart": noted("another view"),
    "a word of a drawing": text(CHART, "</svg>", "<text>more</text></svg>"),
    "a bar of a drawing": text(CHART, r'd="M (\d+)', r'd="M 9\1'),
    "a description of a drawing": text(CHART, "</svg>", "<desc>more</desc></svg>"),
    "quotes in a table": text(TABLE, r"^([^,\n]+),", r'"\1",'),
    "a mark before a table": text(TABLE, r"\A\ufeff?", "\ufeff\ufeff"),
    "other ends of lines": text(TABLE, r"\n", r"\r\n"),
    "a figure": text("figures.csv", r",ok,", ",suppressed,"),
    "a figure for programs": text("figures.json", r'"value": \d+', '"value": 987'),
    "a figure twice": text("figures.json", r'"year": ', '"year": "2020-21", "year": '),
    "a cell of the workbook": part(BOOK, SHEET, r"<v>\d+</v>", "<v>987</v>"),
    "a formula in the workbook": part(BOOK, SHEET, r"<v>(\d+)</v></c>", r"<f>1+1</f><v>\1</v></c>"),
    "a format in the workbook": part(BOOK, "xl/styles.xml", "<cellXfs", '<numFmts count="1"><numFmt numFmtId="200" formatCode="0,"/></numFmts><cellXfs'),
    "a hidden sheet": part(BOOK, "xl/workbook.xml", r"<sheet name", '<sheet state="hidden" name'),
    "a name in the workbook": part(BOOK, "xl/workbook.xml", "</workbook>", "<definedNames/></workbook>"),
    "the author of the workbook": part(BOOK, "docProps/core.xml", "</cp:coreProperties>", "<dc:description>n</dc:description></cp:coreProperties>"),
    "a file more": extra("minutes.html"),
    "a hidden file more": extra("notebooks/.note"),
    "a file less": removed("accessibility-statement.html"),
    "a table less": removed(TABLE),
    "a list of changes that is none": extra(manifest.CHANGES),
    "a record that is none": extra(manifest.RELEASE, "none"),
    "a signature of nothing": extra(manifest.SIGNATURE),
    "an entry of the provenance": provenance(entrys={"by": "hand"}),
    "the state": provenance(states="x", state="published"),
    "the settings": provenance(settings={}),
    "the rules": provenance(rules={}),
}  # fmt: skip
REPACKED: dict[str, Forge] = {
    "a document packed otherwise": parts_of(DOCUMENT, lambda parts: None, zipfile.ZIP_STORED),
    "a workbook packed otherwise": parts_of(BOOK, lambda parts: None, zipfile.ZIP_STORED),
    "a chart packed otherwise": noted(""),
    "a page with other groups": text(PAGE, r"<p>([^<]*)</p>", r"<div>\n<p>\1</p>\n</div>"),
}
