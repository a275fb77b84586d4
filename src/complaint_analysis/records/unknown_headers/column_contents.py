"""What the cells of a column look like, whatever its header says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from complaint_analysis.records.reading.cells import amount
from complaint_analysis.records.reading.dates import is_blank, read_date
from complaint_analysis.records.reading.synonyms import folded, value_words, words_for

MOST = 0.6
"""So large a share of the filled cells makes a column one of dates, amounts or words."""
SOME = 0.25
FEW_A_CELL = 3
LONG_TEXT = 60
FEW_WORDS = 40
SHORT = 30
"""The longest word of a list, in characters; what is longer is somebody's sentence."""
_CODE = re.compile(r"(?=\S*\d)\S+")


@dataclass(frozen=True)
class Contents:
    """The cells of one column below its header, those that say nothing left out."""

    cells: tuple[str, ...]

    @classmethod
    def of(cls, cells: Sequence[str]) -> Contents:
        return cls(tuple(cell.strip() for cell in cells if not is_blank(cell)))

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """The cells once each, in the order in which they are met."""
        return tuple(dict.fromkeys(self.cells))

    @cached_property
    def dates(self) -> float:
        """The share that reads as a date."""
        return self._share([read_date(cell).is_day for cell in self.cells])

    @cached_property
    def yes_or_no(self) -> float:
        """The share that says yes or no."""
        said = words_for("yes") | words_for("no")
        return self._share([folded(cell) in said for cell in self.cells])

    @property
    def is_yes_or_no(self) -> bool:
        return self.yes_or_no >= MOST

    @cached_property
    def amounts(self) -> float:
        """The share that reads as an amount of money."""
        return self._share([amount(cell) is not None for cell in self.cells])

    @property
    def is_long_text(self) -> bool:
        return sum(map(len, self.cells)) > LONG_TEXT * max(1, len(self.cells))

    @property
    def is_list_of_words(self) -> bool:
        """Whether the same few short words come back again and again."""
        return len(self.distinct) <= max(5, min(FEW_WORDS, len(self.cells) // 2)) and not self.is_long_text

    @property
    def is_identity(self) -> bool:
        """Whether short cells differ so much that they may be references."""
        return len(self.distinct) > len(self.cells) * SOME and not self.is_long_text and self.dates < MOST

    @cached_property
    def codes(self) -> float:
        """The share that looks like a reference: one short word with a digit in it."""
        return self._share([len(cell) <= SHORT and bool(_CODE.fullmatch(cell)) for cell in self.cells])

    @property
    def is_prose(self) -> bool:
        """Whether the cells are somebody's own words, hardly one like another."""
        words = sum(cell.count(" ") + 1 for cell in self.cells)
        return words > FEW_A_CELL * len(self.cells) and len(self.distinct) > len(self.cells) * MOST

    def known_as(self, column: str) -> float:
        """The share of cells with a known word of a column with fixed values."""
        words = value_words(column)
        return self._share([folded(cell) in words for cell in self.cells])

    def suits(self, kind: str, column: str) -> bool:
        """Whether the cells can be a column of a kind; a column without any cell suits every kind."""
        if not self.cells:
            return True
        if kind.startswith("date"):
            return self.dates >= MOST or (kind == "date_or_yes" and self.is_yes_or_no)
        if self.dates >= MOST:
            return False
        return _SUITS.get(kind, Contents._is_text)(self, column)

    def _is_words(self, column: str) -> bool:
        if column == "accepted" and self.is_yes_or_no:
            return True
        return self.known_as(column) >= SOME or (self.is_list_of_words and self.amounts < MOST)

    def _is_text(self, column: str) -> bool:
        if column == "reference":
            return self.is_identity
        if column == "stage_as_recorded":
            return self.known_as(column) >= SOME or (self.is_list_of_words and not self.is_yes_or_no)
        return column in ("description", "learning") or not (self.is_long_text or self.is_prose)

    def _share(self, flags: list[bool]) -> float:
        return sum(flags) / len(flags) if flags else 0.0


_SUITS = {
    "flag": lambda contents, _: contents.is_yes_or_no,
    "money": lambda contents, _: contents.amounts >= MOST,
    "fixed": Contents._is_words,
    "reason": Contents._is_words,
    "list": Contents._is_words,
    "refused": Contents._is_words,
}
