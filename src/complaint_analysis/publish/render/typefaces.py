"""The typefaces that carry the signs of other scripts, and which a text needs beside Source Sans Pro.

Of a text that Source Sans Pro has all signs of none is taken, so that nothing is embedded that is not used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import font_source_sans_pro

from complaint_analysis.council.data_files import own_toml

BOX, BOX_TYPEFACE = "□", "DejaVu Sans"
"""What is printed for a sign that no typeface has, and the one that has it."""
_FIRST_FOREIGN = "\u017f"
"""Source Sans Pro has every sign before this one."""
_CATEGORIES_NOT_DRAWN = ("Cc", "Cf", "Zs", "Zl", "Zp")
_VARIANTS = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True)
class Typeface:
    """A typeface: the name under which renderers know it, its files, and the signs that it has."""

    family: str
    files: tuple[Path, ...]

    def has(self, signs: str) -> bool:
        """Whether it has every one of some signs."""
        return _signs(self.files[0]).issuperset(map(ord, signs))


def typefaces_for(text: str) -> list[Typeface]:
    """The typefaces that a text needs beside Source Sans Pro, in the order in which they are asked."""
    groups = set(_drawn_together(text))
    needed = {face.family for group in groups if (face := _carrier(group))}
    if any(_lacking(group) for group in groups):
        needed.add(BOX_TYPEFACE)
    return [face for face in _others() if face.family in needed]


def signs_without_typeface(text: str) -> str:
    """The signs of a text that no typeface has, each once, in order; '' where all can be printed."""
    return "".join(sorted({sign for group in set(_drawn_together(text)) for sign in _lacking(group)}))


def source_sans_pro() -> Path:
    """The folder of the Source Sans Pro files."""
    return Path(font_source_sans_pro.__file__).parent / "files"


def _drawn_together(text: str) -> Iterator[str]:
    """A sign and the marks above, below and after it, without what is not drawn; of foreign signs alone."""
    group = ""
    for sign in text if max(text, default="") >= _FIRST_FOREIGN else "":
        if _is_drawn(sign):
            if unicodedata.category(sign).startswith("M"):
                group += sign
                continue
            yield from (group,) if max(group, default="") >= _FIRST_FOREIGN else ()
            group = sign
    if group:
        yield group


def _is_drawn(sign: str) -> bool:
    return unicodedata.category(sign) not in _CATEGORIES_NOT_DRAWN and not _VARIANTS.match(sign)


def _carrier(group: str) -> Typeface | None:
    """The typeface that draws a group: the first that has all of it, else its first sign; None of our own."""
    if _own().has(group):
        return None
    whole = next((face for face in _others() if face.has(group)), None)
    return whole or next((face for face in _others() if face.has(group[0])), None)


def _lacking(group: str) -> str:
    """The signs of a group that its typeface lacks: no other draws them beside its first."""
    face = _carrier(group) or _own()
    return "".join(sign for sign in group if not face.has(sign))


@cache
def _own() -> Typeface:
    return Typeface("Source Sans Pro", (source_sans_pro() / "SourceSansPro-Regular.ttf",))


@cache
def _others() -> tuple[Typeface, ...]:
    return tuple(
        Typeface(entry["family"], tuple(_package(entry["package"]) / name for name in entry["files"]))
        for entry in own_toml(__package__, "typefaces")["typeface"]
    )


def _package(name: str) -> Path:
    """The folder of an installed package, which need not be imported."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name)
    return Path(found.origin).parent


@cache
def _signs(path: Path) -> frozenset[int]:
    """The code points that a file of a typeface has signs for; no private ones, which PDF/A forbids."""
    from fontTools.ttLib import TTCollection, TTFont

    faces: Iterable[TTFont] = (
        TTCollection(path, lazy=True).fonts if path.suffix == ".ttc" else [TTFont(path, lazy=True)]
    )
    codes = (code for face in list(faces)[:1] for code in face.getBestCmap())
    return frozenset(code for code in codes if unicodedata.category(chr(code)) != "Co")
