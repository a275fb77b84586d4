"""A private value as it is looked for in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

ANYTHING = r"[\W_]*"
"""Between the words of a value whatever is no letter and no digit, or nothing."""
MARKED = r"[\W_]{1,3}"


@dataclass(frozen=True)
class Secret:
    """A private value as it is looked for: its words, and what may stand between them.

    `capitals` says that each word must begin with one: a name of ordinary words is nothing else without.
    Before a word of `followed_by_none_of` it is the name of a place, such as a road.
    """

    column: str
    value: str
    reference: str
    words: tuple[str, ...]
    between: str = ANYTHING
    capitals: bool = False
    followed_by_none_of: str = ""

    def stands_in(self, shown: str) -> bool:
        """Whether the value itself, not only its words in a row, stands in a text `with_capitals`."""
        return self._expression.search(shown if self.capitals else shown.casefold()) is not None

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        words = [_capital(word) if self.capitals else re.escape(word) for word in self.words]
        places = self.followed_by_none_of if self.capitals else self.followed_by_none_of.casefold()
        place = rf"(?!\s+(?:{places})(?![^\W_]))" if places else ""
        return re.compile(rf"(?<![^\W_]){self.between.join(words)}(?![^\W_]){place}")


def _capital(word: str) -> str:
    """An expression for a word with a capital, whatever the letters after it."""
    return f"{re.escape(word[0].upper())}(?i:{re.escape(word[1:])})"
