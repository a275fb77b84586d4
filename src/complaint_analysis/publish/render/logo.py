"""The council's logo, drawn anew: its picture as a PNG, and nothing else that the file held.

Notes, places, thumbnails, colour profiles and the like of a PNG or JPEG, and scripts, links and metadata of
an SVG stay behind. The same file gives the same bytes.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from PIL import Image, ImageOps

from complaint_analysis.council.settings import shown
from complaint_analysis.errors import UsageError
from complaint_analysis.publish.render import logo_drawing

STAGED = "style/logo.png"
"""What the logo is called within the staged folder."""
MOST_BYTES = 10_000_000
MOST_DOTS = 20_000_000
WIDEST = 12
"""A logo is at most so many times as wide as it is high."""
_TOO_WIDE = "wider than a logo"
_DRAWN = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#let logo = image("/logo.svg", height: 18mm)
#context assert(measure(logo).width <= {WIDEST} * 18mm, message: "{_TOO_WIDE}")
#logo"""
_KINDS = ("PNG", "JPEG")


def redrawn_logo(logo: Path) -> bytes:
    """The picture of a PNG, JPEG or SVG file as a PNG; a UsageError where it is none, or too large."""
    content = _content(logo)
    return _as_png(_drawn(content, logo) if logo.suffix.lower() == ".svg" else content, logo)


def _content(logo: Path) -> bytes:
    try:
        if logo.stat().st_size > MOST_BYTES:
            raise _refused("is too large a file", logo, f"at most {MOST_BYTES // 1_000_000} MB")
        return logo.read_bytes()
    except OSError as error:
        raise _no_picture(logo, str(error)) from None


def stage_logo(picture: bytes, stage: Path) -> None:
    """Writes the redrawn logo into the staged folder."""
    (stage / STAGED).write_bytes(picture)


def _drawn(svg: bytes, logo: Path) -> bytes:
    """An SVG as a PNG, drawn alone in a folder, so that no link of it leads anywhere."""
    with tempfile.TemporaryDirectory() as alone:
        folder = Path(alone).resolve()
        (folder / "logo.svg").write_bytes(svg)
        (folder / "logo.typ").write_text(_DRAWN, encoding="utf-8", newline="\n")
        fault = _draw(folder, logo)
        if not (folder / "logo.png").is_file():
            raise _no_picture(logo, fault)
        return (folder / "logo.png").read_bytes()


def _draw(folder: Path, logo: Path) -> str:
    """What the process says that draws a folder's logo; a UsageError where it had to be ended."""
    command = [sys.executable, "-I", logo_drawing.__file__, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=4 * logo_drawing.MOST_SECONDS)
        ended = done.returncode < 0
    except subprocess.TimeoutExpired:
        ended = True
    if ended:
        raise _refused("takes too long or too much memory to draw", logo, "drawn in a second")
    return done.stderr.decode("utf-8", "replace")


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
        raise _no_picture(logo, str(error)) from None
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


def _no_picture(logo: Path, fault: str) -> UsageError:
    if _TOO_WIDE in fault:
        return _refused("is too wide", logo, f"at most {WIDEST} times as wide as it is high")
    return _refused("is no picture that can be read", logo, "whole, and with all that it shows in itself")


def _refused(why: str, logo: Path, wanted: str) -> UsageError:
    return UsageError(
        f"the council's logo {why}",
        where=shown(logo),
        do=f"give `logo` in council.toml a PNG, JPEG or SVG file, {wanted}",
    )
