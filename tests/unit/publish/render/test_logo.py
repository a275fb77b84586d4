"""The council's logo: found beside council.toml, embedded in the page, printed on the cover, above Word's title."""

import base64
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from lxml import html
from staged_sample import VARIABLES, staged_sample

from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render import choose_renderer, render
from complaint_analysis.publish.render.logo import stage_logo, staged_name, word_name

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 9"><rect width="90" height="9"/></svg>'
PICTURES = {"crest.png": base64.b64decode(PNG), "Crest.SVG": SVG}


def alternative_texts(node: Any) -> Iterator[str]:
    """Every alternative text of a PDF's structure."""
    if isinstance(node, pikepdf.Dictionary):
        yield from [str(node.Alt)] if "/Alt" in node else []
        node = [node.K] if "/K" in node else []
    if isinstance(node, (list, pikepdf.Array)):
        for child in node:
            yield from alternative_texts(child)


@pytest.mark.parametrize("name", PICTURES)
def test_the_logo_stands_in_every_format(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PICTURES[name])
    stage, public = staged_sample(tmp_path / "stage"), tmp_path / "public"
    stage_logo(tmp_path / name, stage)
    council = {**VARIABLES["council"], "logo": staged_name(tmp_path / name)}
    variables = json.loads((stage / "_variables.yml").read_text("utf-8"))
    (stage / "_variables.yml").write_text(json.dumps(variables | {"council": council}), encoding="utf-8")

    render(stage, public, ["service-improvement-plan"], choose_renderer("pandoc"), as_at=date(2025, 5, 30))

    page = html.parse(public / "service-improvement-plan.html")
    [logo] = page.xpath("//img[@class='logo']")
    assert logo.get("src").startswith("data:image/")
    assert logo.get("alt") == VARIABLES["council"]["name"]
    with pikepdf.open(public / "service-improvement-plan.pdf") as pdf:
        assert "Logo of the council" in alternative_texts(pdf.Root.StructTreeRoot.K)
    first = Document(str(public / "service-improvement-plan.docx")).sections[0].first_page_header
    assert [each.get("descr") for each in first._element.iter("{*}docPr")] == [
        "Logo of Testford District Council"
    ]


def test_word_takes_the_png_beside_an_svg() -> None:
    assert word_name("style/logo.svg") == "style/logo.png"
    assert word_name("style/logo.jpg") == "style/logo.jpg"


def test_a_file_that_is_no_picture_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("no picture")
    with pytest.raises(UsageError, match="no picture"):
        stage_logo(tmp_path / "logo.png", staged_sample(tmp_path / "stage"))


@pytest.mark.parametrize(
    ("named", "there", "told"),
    [("crest.png", False, "not there"), ("crest.gif", True, "no PNG"), ("art/crest.png", True, "")],
)
def test_the_logo_is_held_when_the_council_is_read(
    tmp_path: Path, named: str, there: bool, told: str
) -> None:
    (tmp_path / "council.toml").write_text(f'[council]\nname = "Testford"\nlogo = "{named}"\n')
    if there:
        (tmp_path / named).parent.mkdir(exist_ok=True)
        (tmp_path / named).write_bytes(PICTURES["crest.png"])
    if told:
        with pytest.raises(UsageError, match=told):
            load_council(tmp_path)
    else:
        assert load_council(tmp_path).logo == tmp_path / named


def test_a_council_without_a_logo_has_none(tmp_path: Path) -> None:
    (tmp_path / "council.toml").write_text('[council]\nname = "Testford"\n')
    assert load_council(tmp_path).logo is None
