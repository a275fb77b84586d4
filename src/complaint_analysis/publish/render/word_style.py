"""The Word style sheet: the reference document from which headings, tables, header and foot are taken."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import pypandoc
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

_INK, _QUIET = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x50, 0x5A, 0x5F)
_FONT = "Arial"

# style: size in points, bold, colour, space before, space after, kept with the next paragraph
_PARAGRAPHS: dict[str, tuple[float, bool, RGBColor, float, float, bool]] = {
    "Normal": (10.5, False, _INK, 0, 6, False),
    "Body Text": (10.5, False, _INK, 0, 8, False),
    "First Paragraph": (10.5, False, _INK, 4, 8, False),
    "Compact": (10.5, False, _INK, 0, 4, False),
    "Table Text": (9.5, False, _INK, 2, 2, False),
    "Table Text Small": (8.5, False, _INK, 2, 2, False),
    "Title": (26, True, _INK, 0, 6, True),
    "Subtitle": (16, False, _QUIET, 0, 6, True),
    "Author": (12, False, _QUIET, 0, 12, True),
    "State": (11, True, _INK, 0, 6, False),
    "TOC 1": (10.5, False, _INK, 0, 3, False),
    "TOC Heading": (17, True, _INK, 18, 8, True),
    "Heading 1": (17, True, _INK, 26, 8, True),
    "Heading 2": (13, True, _INK, 18, 6, True),
    "Heading 3": (11, True, _INK, 14, 4, True),
    "Heading 4": (10.5, True, _INK, 12, 4, True),
    "Table Caption": (10.5, False, _INK, 14, 4, True),
    "Figure Caption": (10.5, False, _INK, 14, 4, True),
    "Captioned Figure": (10.5, False, _INK, 0, 8, False),
    "Table Notes": (9, False, _QUIET, 4, 4, False),
    "Key figure": (10.5, False, _INK, 4, 8, False),
    "Callout": (10.5, False, _INK, 0, 8, False),
    "Callout Title": (10.5, True, _INK, 10, 2, True),
}
# character style: size, bold, colour
_CHARACTERS: dict[str, tuple[float, bool, RGBColor]] = {
    "Key number": (18, True, _INK),
    "Key label": (10.5, False, _INK),
    "Key base": (9.5, False, _QUIET),
    "Key before": (9.5, False, _QUIET),
}


class HeaderAndFoot(NamedTuple):
    """What stands on every page of Word; `logo` is the picture above the title, where there is one."""

    council: str
    year: str
    state: str
    notice: str = ""
    logo: Path | None = None


def write_word_style(path: Path, on_every_page: HeaderAndFoot) -> Path:
    """`path`, written: A4, our styles, the council, year and state in the header and foot."""
    _print_default(path)
    document = Document(str(path))
    _page(document)
    for name, face in _PARAGRAPHS.items():
        _paragraph_style(document, name, face)
    for name, (size, bold, colour) in _CHARACTERS.items():
        _set_font(_style(document, name, WD_STYLE_TYPE.CHARACTER), size, bold, colour)
    _table_style(document)
    _header_and_foot(document, on_every_page)
    if on_every_page.logo:
        _logo_above_title(document, on_every_page.logo, on_every_page.council)
        _quiet_line(document.sections[0].first_page_footer.paragraphs[0], _council_and_year(on_every_page))
    _save_without_times(document, path)
    return path


def _print_default(path: Path) -> None:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    path.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)


def _save_without_times(document: Any, path: Path) -> None:
    """Pandoc copies the times of the style sheet's parts into each report, so they have to be fixed here."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in parts.namelist():
            fixed.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(25)


def _style(document: Any, name: str, kind: WD_STYLE_TYPE) -> Any:
    if name in [style.name for style in document.styles]:
        return document.styles[name]
    return document.styles.add_style(name, kind)


def _paragraph_style(
    document: Any, name: str, face: tuple[float, bool, RGBColor, float, float, bool]
) -> None:
    size, bold, colour, before, after, keep = face
    style = _style(document, name, WD_STYLE_TYPE.PARAGRAPH)
    _set_font(style, size, bold, colour)
    style.font.italic = False
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = keep
    layout.keep_together = name.startswith("Table Text")
    layout.line_spacing = 1.15
    layout.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _set_font(style: Any, size: float, bold: bool, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _element(tag: str, *children: Any, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(children)
    return element


def _border(side: str, colour: str) -> Any:
    return _element(f"w:{side}", val="single", sz="4", space="0", color=colour)


def _table_style(document: Any) -> None:
    style = _style(document, "Table", WD_STYLE_TYPE.TABLE).element
    for tag in ("w:tblPr", "w:trPr", "w:tcPr", "w:tblStylePr"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    margins = [_element(f"w:{side}", w="80", type="dxa") for side in ("left", "right")]
    borders = _element(
        "w:tblBorders", _border("top", "0B0C0C"), _border("bottom", "0B0C0C"), _border("insideH", "B1B4B6")
    )
    style.append(_element("w:tblPr", borders, _element("w:tblCellMar", *margins)))
    style.append(_element("w:trPr", _element("w:cantSplit")))
    head = _element(
        "w:tblStylePr",
        _element("w:rPr", _element("w:b")),
        _element(
            "w:tcPr", _element("w:tcBorders", _border("bottom", "0B0C0C")), _element("w:vAlign", val="bottom")
        ),
        type="firstRow",
    )
    style.append(head)


def _header_and_foot(document: Any, said: HeaderAndFoot) -> None:
    section = document.sections[0]
    _quiet_line(section.header.paragraphs[0], " · ".join(part for part in (said.state, said.notice) if part))
    foot = section.footer.paragraphs[0]
    _quiet_line(foot, f"{_council_and_year(said)} · page ")
    _page_number(foot)


def _council_and_year(said: HeaderAndFoot) -> str:
    return f"{said.council} · {said.year}"


def _logo_above_title(document: Any, logo: Path, council: str) -> None:
    """The logo in the first page's header, since pandoc writes the title before all else."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    above = section.first_page_header.paragraphs[0]
    above.style, above.paragraph_format.space_after = document.styles["Normal"], Pt(18)
    run = above.add_run()
    run.add_picture(str(logo), height=Mm(18))
    for described in run._r.iter(qn("wp:docPr")):
        described.set("descr", f"Logo of {council}")


def _quiet_line(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.font.color.rgb = Pt(8.5), _FONT, _QUIET


def _page_number(paragraph: Any) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size, run.font.name, run.font.color.rgb = Pt(8.5), _FONT, _QUIET
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            instruction = _element("w:instrText")
            instruction.text = text
            run._r.append(instruction)
