"""The council's logo: found beside council.toml, embedded in the page, printed on the cover, above Word's title."""

import base64
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from lxml import html
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from staged_sample import VARIABLES, staged_sample

from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.publish.render import choose_renderer, render
from complaint_analysis.publish.render.logo import STAGED, redrawn_logo, stage_logo

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
    stage_logo(redrawn_logo(tmp_path / name), stage)
    council = {**VARIABLES["council"], "logo": STAGED}
    variables = json.loads((stage / "_variables.yml").read_text("utf-8"))
    (stage / "_variables.yml").write_text(json.dumps(variables | {"council": council}), encoding="utf-8")

    render(stage, public, ["service-improvement-plan"], choose_renderer("pandoc"), as_at=date(2025, 5, 30))

    page = html.parse(public / "service-improvement-plan.html")
    [logo] = page.xpath("//img[@class='logo']")
    assert logo.get("src").startswith("data:image/png")
    assert logo.get("alt") == VARIABLES["council"]["name"]
    with pikepdf.open(public / "service-improvement-plan.pdf") as pdf:
        assert "Logo of the council" in alternative_texts(pdf.Root.StructTreeRoot.K)
    first = Document(str(public / "service-improvement-plan.docx")).sections[0].first_page_header
    assert [each.get("descr") for each in first._element.iter("{*}docPr")] == [
        "Logo of Testford District Council"
    ]


def with_notes(kind: str, **more: object) -> bytes:
    """A picture with what cameras and programs write into one."""
    notes = PngInfo()
    notes.add_text("Author", "Quenby Aldersyde")
    exif = Image.Exif()
    exif[0x013B] = "Quenby Aldersyde"
    content = io.BytesIO()
    picture = Image.linear_gradient("L").convert("RGB")
    picture.save(content, kind, pnginfo=notes, comment="Quenby Aldersyde", exif=exif, **more)
    return content.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.jpeg", "PNG")])
def test_nothing_but_the_picture_is_kept(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(with_notes(kind, icc_profile=b"Quenby Aldersyde"))
    assert b"Quenby" in (tmp_path / name).read_bytes()
    drawn = redrawn_logo(tmp_path / name)
    assert b"Quenby" not in drawn
    with Image.open(io.BytesIO(drawn)) as picture, Image.open(tmp_path / name) as given:
        assert (picture.format, picture.info, picture.getexif()) == ("PNG", {}, {})
        assert picture.tobytes() == given.convert("RGB").tobytes()
    assert redrawn_logo(tmp_path / name) == drawn


def test_an_svg_is_drawn_without_its_scripts_and_words(tmp_path: Path) -> None:
    words = b"<script>alert(1)</script><metadata>Quenby Aldersyde</metadata><title>Quenby</title></svg>"
    (tmp_path / "a.svg").write_bytes(SVG.replace(b"</svg>", words))
    (tmp_path / "b.svg").write_bytes(SVG)
    drawn = redrawn_logo(tmp_path / "a.svg")
    assert drawn.startswith(b"\x89PNG")
    assert drawn == redrawn_logo(tmp_path / "b.svg")


def svg(inside: str, size: str = "90 9") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{inside}</svg>'.encode()


def of_dots(width: int, height: int) -> bytes:
    """A picture that unpacks to so many dots."""
    content = io.BytesIO()
    Image.new("1", (width, height)).save(content, "PNG")
    return content.getvalue()


SLOW = (
    '<filter id="f"><feTurbulence baseFrequency="9" numOctaves="100000"/></filter>'
    '<rect width="90" height="9" filter="url(#f)"/>'
)
REFUSED = {
    "an svg that takes an hour": ("a.svg", svg(SLOW, "90 30"), "too long"),
    "words": ("a.png", b"no picture", "no picture"),
    "cut": ("a.png", base64.b64decode(PNG)[:40], "no picture"),
    "another kind": ("a.jpg", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "no picture"),
    "a bomb": ("a.png", of_dots(20_000, 20_000), "too many dots"),
    "a line": ("a.png", of_dots(2_000, 10), "too wide"),
    "a long svg": ("a.svg", svg('<rect width="9" height="9"/>', "9000000 9"), "too wide"),
    "no svg": ("a.svg", b"<svg", "no picture"),
    "a linked file": ("a.svg", svg('<image href="secret.png" width="9" height="9"/>'), "no picture"),
    "a remote file": ("a.svg", svg('<image href="http://127.0.0.1/a.png" width="9" height="9"/>'), "no pict"),
    "a large file": ("a.png", b"\0" * 10_000_001, "too large"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_picture_or_too_large_is_an_error(tmp_path: Path, kind: str) -> None:
    name, content, told = REFUSED[kind]
    (tmp_path / "secret.png").write_bytes(base64.b64decode(PNG))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=told) as raised:
        redrawn_logo(tmp_path / name)
    assert raised.value.where.endswith(name)


@pytest.mark.parametrize(
    ("named", "there", "told"),
    [
        ("crest.png", False, "not there"),
        (f"{'a' * 300}.png", False, "not there|cannot be used"),
        ("a\\u0000.png", False, "not there"),
        ("crest.gif", True, "no PNG"),
        ("art/crest.png", True, ""),
    ],
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


@pytest.mark.parametrize("named", ["../crest.png", "{tmp}/crest.png", "link.png", "loop.png"])
def test_a_logo_outside_the_data_folder_is_an_error(tmp_path: Path, named: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "crest.png").write_bytes(PICTURES["crest.png"])
    (data / "link.png").symlink_to(tmp_path / "crest.png")
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    (data / "loop.png").symlink_to(tmp_path / "loop.png")
    named = named.format(tmp=tmp_path)
    (data / "council.toml").write_text(f'[council]\nname = "Testford"\nlogo = "{named}"\n')
    with pytest.raises(InputError, match="outside the data folder") as told:
        load_council(data)
    assert named in told.value.where


def test_a_council_without_a_logo_has_none(tmp_path: Path) -> None:
    (tmp_path / "council.toml").write_text('[council]\nname = "Testford"\n')
    assert load_council(tmp_path).logo is None
