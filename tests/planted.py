"""Narratives with every identifier marked, and what redaction leaves of these or takes of the other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from complaint_analysis.records.redaction.redact import redact_text

MARK = re.compile(r"\{\{([^|}]+)\|([^|}]*)(?:\|([^|}]*))?\}\}")
KNOWN = re.compile(r"known ((?:other: )?[^:]+): (.+)")
PLACEHOLDER = re.compile(r"\[[a-zA-Z ]+\]")
NOBODY = frozenset(
    "and the number flat room unit plot apartment mrs miss misses messrs mister councillor coun cllr road".split()
)
"""Words of an identifier that give nothing away by themselves."""
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Planted:
    """A narrative, the cells of its own record, its identifiers with their kinds, and its other words."""

    text: str
    known: dict[str, str]
    identifiers: tuple[tuple[str, str], ...]
    harmless: Counter[str]

    def left(self) -> list[tuple[str, str]]:
        """Kind and value of every identifier of which a telling word or number can still be read."""
        kept = self._kept()
        kept.subtract(self.harmless)
        return [
            (kind, value)
            for kind, value in self.identifiers
            if any(kept[word] > 0 for word in telling(value))
        ]

    def taken(self) -> list[str]:
        """The harmless words that are gone."""
        return sorted((self.harmless - self._kept()).elements())

    def _kept(self) -> Counter[str]:
        return Counter(words(PLACEHOLDER.sub(" ", redact_text(self.text, self.known))))


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def telling(value: str) -> list[str]:
    """The words of an identifier that would give it away: three letters or more, or anything with a digit."""
    return [word for word in words(value) if (len(word) >= 3 or not word.isalpha()) and word not in NOBODY]


def planted(path: Path) -> Iterator[Planted]:
    """The narratives of a file, in its order."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for block in "\n".join(lines).strip().split("\n\n"):
        *cells, text = block.split("\n")
        known = dict(KNOWN.fullmatch(cell).groups() for cell in cells)
        text = text.replace("¶", "\n")
        yield Planted(
            MARK.sub(lambda mark: mark[2], text),
            known,
            tuple((mark[1], mark[3] or mark[2]) for mark in MARK.finditer(text)),
            Counter(words(MARK.sub(" ", text))),
        )
