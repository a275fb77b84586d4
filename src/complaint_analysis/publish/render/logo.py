"""The council's logo in the staged report: as it is for the page and the PDF, as a picture for Word."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

import typst

from complaint_analysis.errors import UsageError

_DOTS_PER_INCH = 300.0
_DRAWN = '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("/{name}", height: 18mm)'


def staged_name(logo: Path) -> str:
    """What the logo is called within the staged folder: `style/logo.svg`."""
    return f"style/logo{logo.suffix.lower()}"


def word_name(staged: str) -> str:
    """What Word takes for a staged logo: the picture itself, of an SVG the PNG beside it."""
    name = PurePosixPath(staged)
    return str(name.with_suffix(".png") if name.suffix == ".svg" else name)


def stage_logo(logo: Path, stage: Path) -> None:
    """Copies the logo into the staged folder, a PNG beside an SVG; a UsageError where it is no picture."""
    name = staged_name(logo)
    shutil.copy(logo, stage / name)
    picture = _drawn(stage, name)
    if word_name(name) != name:
        (stage / word_name(name)).write_bytes(picture)


def _drawn(stage: Path, name: str) -> bytes:
    """The logo as a PNG, drawn by Typst, which also shows that it can be read."""
    source = (stage / "logo.typ").resolve()
    source.write_text(_DRAWN.format(name=name), encoding="utf-8", newline="\n")
    try:
        return typst.compile(source, root=stage.resolve(), format="png", ppi=_DOTS_PER_INCH)
    except typst.TypstError as error:
        raise UsageError(
            "the council's logo is no picture that can be read",
            where=name,
            do="give `logo` in council.toml a PNG, JPEG or SVG file",
        ) from error
    finally:
        source.unlink()
