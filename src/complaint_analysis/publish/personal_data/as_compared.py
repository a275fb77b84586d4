"""A text as it is compared with private values: without accents, marks that are not seen, and case."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]+")

_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ`´′ʹ＇](?=\w)")
_SPACES = re.compile(r"\s+")
_UNSEEN = ("Cf", "Mn", "Me")
"""What Unicode calls format characters (soft hyphens, spaces of no width), and marks on a letter."""
_FILLERS = dict.fromkeys([0x115F, 0x1160, 0x3164, 0xFFA0])
_LETTERS = _FILLERS | str.maketrans(
    {"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Ħ": "H",
     "ħ": "h", "ı": "i", "ß": "ss", "Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "Þ": "Th", "þ": "th"}
)  # fmt: skip
"""Letters that are not a letter with an accent become what people type for them."""


def plain(text: str) -> str:
    """Text as it is compared: as `with_capitals`, and without case.

    >>> plain("O’Brien  of\\u00a0Łódź, Zoë")
    'obrien of lodz, zoe'
    """
    return with_capitals(text).casefold()


def with_capitals(text: str) -> str:
    """Text without accents, ligatures, apostrophes in words, unseen marks and runs of space.

    >>> with_capitals("O\u2019Brien\u2019s \ufb01le")
    'OBriens file'
    """
    seen = _APOSTROPHE.sub("", text if text.isascii() else without_unseen(text))
    if not seen.isascii():
        parted = unicodedata.normalize("NFKD", seen.translate(_LETTERS))
        seen = parted.translate(dict.fromkeys(map(ord, filter(unicodedata.combining, set(parted)))))
    return _SPACES.sub(" ", seen).strip()


def without_unseen(text: str) -> str:
    """Text with each letter and digit in its usual width, and without marks that nobody sees.

    >>> without_unseen("０７\u00ad７\u200b00")
    '07700'
    """
    if text.isascii():
        return text
    usual = unicodedata.normalize("NFKC", text)
    unseen = [letter for letter in set(usual) if unicodedata.category(letter) in _UNSEEN]
    return usual.translate(dict.fromkeys(map(ord, unseen))) if unseen else usual
