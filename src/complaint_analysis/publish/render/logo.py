"""The council's logo, drawn anew: its picture as a PNG, and nothing else that the file held.

Notes, places, thumbnails, colour profiles and the like of a PNG or JPEG, and scripts, links and metadata of
an SVG stay behind. The same file gives the same bytes.
"""

from __future__ import annotations

import io
import tempfile
import warnings
from pathlib import Path

import typst
from PIL import Image, ImageOps

from complaint_analysis.council.settings import shown
from complaint_analysis.errors import UsageError

STAGED = "style/logo.png"
"""What the logo is called within the staged folder."""
MOST_BYTES = 10_000_000
MOST_DOTS = 20_000_000
WIDEST = 12
"""A logo is at most so many times as wide as it is high."""
_DOTS_PER_INCH = 600.0
_DRAWN = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#let logo = image("/logo.svg", height: 18mm)
#context assert(measure(logo).width <= {WIDEST} * 18mm, message: "too wide")
#logo"""
_KINDS = ("PNG", "JPEG")


def redrawn_logo(logo: Path) -> bytes:
    """The picture of a PNG, JPEG or SVG file as a PNG; a UsageError where it is none, or too large."""
    if logo.stat().st_size > MOST_BYTES:
        raise _refused("is too large a file", logo, f"at most {MOST_BYTES // 1_000_000} MB")
    content = logo.read_bytes()
    return _as_png(_drawn(content, logo) if logo.suffix.lower() == ".svg" else content, logo)


def stage_logo(picture: bytes, stage: Path) -> None:
    """Writes the redrawn logo into the staged folder."""
    (stage / STAGED).write_bytes(picture)


def _drawn(svg: bytes, logo: Path) -> bytes:
    """An SVG as a PNG, drawn by Typst alone in a folder, so that no link of it leads anywhere."""
    with tempfile.TemporaryDirectory() as alone:
        folder = Path(alone).resolve()
        (folder / "logo.svg").write_bytes(svg)
        source = folder / "logo.typ"
        source.write_text(_DRAWN, encoding="utf-8", newline="\n")
        try:
            return typst.compile(
                source, root=folder, format="png", ppi=_DOTS_PER_INCH, ignore_system_fonts=True
            )
        except typst.TypstError as error:
            raise _no_picture(logo, error) from None


def _as_png(content: bytes, logo: Path) -> bytes:
    try:
        with _opened(content) as read:
            _require_measure(read, logo)
            picture = ImageOps.exif_transpose(read)
            kind = "RGBA" if picture.has_transparency_data else "RGB"
            bare = Image.frombytes(kind, picture.size, picture.convert(kind).tobytes())
    except Image.DecompressionBombError:
        raise _too_many_dots(logo) from None
    except (OSError, ValueError, SyntaxError) as error:
        raise _no_picture(logo, error) from None
    drawn = io.BytesIO()
    bare.save(drawn, "PNG")
    return drawn.getvalue()


def _opened(content: bytes) -> Image.Image:
    """A picture of which no dot is read yet; a DecompressionBombError where Pillow itself takes fright."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
        return Image.open(io.BytesIO(content), formats=_KINDS)


def _require_measure(picture: Image.Image, logo: Path) -> None:
    """A UsageError before any dot is read where there are too many, or the picture is a line."""
    width, height = picture.size
    if width * height > MOST_DOTS:
        raise _too_many_dots(logo)
    if width > WIDEST * height:
        raise _refused("is too wide", logo, f"at most {WIDEST} times as wide as it is high")


def _too_many_dots(logo: Path) -> UsageError:
    return _refused("has too many dots", logo, f"at most {MOST_DOTS // 1_000_000} million")


def _no_picture(logo: Path, error: Exception) -> UsageError:
    if "too wide" in str(error):
        return _refused("is too wide", logo, f"at most {WIDEST} times as wide as it is high")
    return _refused("is no picture that can be read", logo, "whole, and with all that it shows in itself")


def _refused(why: str, logo: Path, wanted: str) -> UsageError:
    return UsageError(
        f"the council's logo {why}",
        where=shown(logo),
        do=f"give `logo` in council.toml a PNG, JPEG or SVG file, {wanted}",
    )
