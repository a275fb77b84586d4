"""The typefaces that carry the signs of other scripts, and which a text needs beside Source Sans Pro.

Of a text that Source Sans Pro has all signs of none is taken, so that nothing is embedded that is not used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
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
_DRAWN_THOUGH_FORMAT = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u1680\U000110bd\U000110cd\U00013430-\U0001343f]"
)
"""Marks before a number or a word, and a space with a stroke: formats to Unicode, and seen all the same."""
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
    groups = _drawn_together(text)
    needed = {face.family for group in groups if (face := _carrier(group))}
    if any(_lacking(group) for group in groups):
        needed.add(BOX_TYPEFACE)
    return [face for face in _others() if face.family in needed]


def signs_without_typeface(text: str) -> str:
    """The signs of a text that no typeface has, each once, in order; '' where all can be printed."""
    return "".join(sorted({sign for group in _drawn_together(text) for sign in _lacking(group)}))


def source_sans_pro() -> Path:
    """The folder of the Source Sans Pro files."""
    return Path(font_source_sans_pro.__file__).parent / "files"


def _drawn_together(text: str) -> set[str]:
    """Each sign of a text with the marks above, below and after it, without what is not drawn.

    Nothing where our own typeface has every sign; where it has not, those groups that it may lack.
    """
    met = {sign for sign in set(text) if sign >= _FIRST_FOREIGN}
    drawn = {sign for sign in met if _is_drawn(sign)}
    if _own().has("".join(drawn)):
        return set()
    marks = {sign for sign in drawn if unicodedata.category(sign).startswith("M")}
    foreign, mark, unseen = (_one_of(signs) for signs in (drawn - marks, marks, met - drawn))
    groups = re.compile(f"[^{mark[1:]}(?:{unseen}*{mark})+|{foreign}|{mark}", re.DOTALL)
    return {re.sub(unseen, "", group) for group in groups.findall(text)}


def _one_of(signs: Iterable[str]) -> str:
    """A pattern of one of some signs; of none of them nothing is found, since no text holds half a sign."""
    return f"[\ud800{''.join(map(re.escape, sorted(signs)))}]"


def _is_drawn(sign: str) -> bool:
    if _DRAWN_THOUGH_FORMAT.match(sign):
        return True
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
