"""Phrases that rules look for: a small pattern language over words, compiled once.

A phrase is a row of elements, each one of several alternatives: `wall|ceiling`. An alternative is a word, a
beginning (`leak*`), words that follow each other (`hot_water`), a number (`#`) or a named list (`@room`).
A space between elements lets one word lie between, ` ... ` up to ten; nothing reaches over a full stop.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(r"[a-z0-9£]+(?:[.,:/]\d+)*|[.!?;\n]+|[,:()–—]| - ")
_SENTENCE_END = frozenset(".!?;\n")
_NEAR, _FAR = 2, 11
_BEYOND_REACH = 20
_SHORTEST_STEM = 1
_SHORTEST_CORRECTED = 6
_LONGEST_WORD = 60
"""So much of a word is looked up: no rule has a longer one."""

Span = tuple[int, int]
Row = tuple[tuple[int, ...], int]
Rows = list[tuple[int, Span]]


@dataclass(frozen=True)
class Words:
    """A text as rules see it: lower-case words without apostrophes, each with its place and its clause.

    Places grow by one a word and leap at the end of a sentence; clauses end at a comma too.
    """

    words: tuple[str, ...]
    places: tuple[int, ...]
    clauses: tuple[int, ...]

    def between(self, span: Span) -> str:
        """The words of a span, both ends included."""
        return " ".join(self.words[span[0] : span[1] + 1])


def words_of(text: str) -> Words:
    """The words of a text; a question mark counts as a word.

    >>> words_of("It's black. Mum's wall?").words
    ('its', 'black', 'mums', 'wall', '?')
    """
    words, places, clauses, place, clause = [], [], [], 0, 0
    for token in _TOKEN.findall(re.sub(r"['’‘`´]", "", text.lower())):
        ends = token[0] in _SENTENCE_END
        if token[0].isalnum() or token[0] == "£" or "?" in token:
            words.append("?" if ends else token)
            places.append(place)
            clauses.append(clause)
            place += 1
        if ends or not (token[0].isalnum() or token[0] == "£"):
            clause += 1
            place += _BEYOND_REACH if ends else 0
    return Words(tuple(words), tuple(places), tuple(clauses))


@dataclass(frozen=True)
class Pattern:
    """A compiled phrase: its first element, and those that follow with how far each may lie from the last."""

    first: int
    following: tuple[tuple[int, int], ...]

    @property
    def elements(self) -> frozenset[int]:
        """Every element of the phrase."""
        return frozenset((self.first, *(element for element, _ in self.following)))

    def spans(self, found: Mapping[int, list[Span]], places: tuple[int, ...]) -> list[Span]:
        """Where the phrase stands: the first and last word of each occurrence."""
        spans = found[self.first]
        for element, reach in self.following:
            nexts = [(start, _next(found[element], end, reach, places)) for start, end in spans]
            spans = [(start, end) for start, end in nexts if end is not None]
            if not spans:
                break
        return spans


def _next(candidates: list[Span], end: int, reach: int, places: tuple[int, ...]) -> int | None:
    """The end of the next candidate, where it lies within reach."""
    place = bisect_right(candidates, (end, len(places)))
    if place == len(candidates):
        return None
    first, last = candidates[place]
    return last if places[first] - places[end] <= reach else None


class Vocabulary:
    """The words in use, as numbered elements, with what common misspellings and slips of the finger mean.

    `commonness` guesses how often each element is met: the more and the shorter its words, the more often.
    """

    def __init__(
        self, lists: Mapping[str, list[str]], spelling: Mapping[str, str], proper: Iterable[str]
    ) -> None:
        self._lists, self._spelling, self._proper_words = lists, spelling, frozenset(proper)
        self._numbers: dict[str, int] = {}
        self.commonness: list[float] = []
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        self._by_stem: defaultdict[str, set[int]] = defaultdict(set)
        self._rows: defaultdict[int, list[Row]] = defaultdict(list)
        self._known: dict[str, frozenset[int]] = {}
        self._begun: dict[tuple[str, ...], list[Row]] = {}

    def element(self, alternatives: str) -> int:
        """The number of an element, new or known."""
        if alternatives not in self._numbers:
            number = self._numbers[alternatives] = len(self._numbers)
            spelt_out = list(self._spelt_out(alternatives))
            self.commonness.append(sum(2.0 ** -len(alternative) for alternative in spelt_out))
            for alternative in spelt_out:
                self._index(alternative, number)
        return self._numbers[alternatives]

    def close(self) -> None:
        """Index the slips of every word, once all words are known."""
        self._mistyped_words = _mistypings(self._by_word, self._proper_words)
        self._mistyped_stems = _mistypings(self._by_stem, self._proper_words)

    def elements_in(self, text: Words) -> tuple[set[int], Rows]:
        """The elements that stand in a text, and of those that are several words, where they stand."""
        rows = list(self._rows_in(text))
        singles = (self._elements_of(word) for word in set(text.words))
        return {element for element, _ in rows}.union(*singles), rows

    def where(self, wanted: set[int], text: Words, rows: Rows) -> dict[int, list[Span]]:
        """Where the wanted elements stand, in order."""
        found: dict[int, list[Span]] = {element: [] for element in wanted}
        for position, word in enumerate(text.words):
            for element in wanted & self._elements_of(word):
                found[element].append((position, position))
        for element, span in rows:
            if element in wanted:
                found[element].append(span)
        return {element: sorted(spans) for element, spans in found.items()}

    def _rows_in(self, text: Words) -> Iterator[tuple[int, Span]]:
        for position, pair in enumerate(pairwise(text.words)):
            if pair not in self._begun:
                self._begun[pair] = self._rows_begun_by(*pair)
            for parts, element in self._begun[pair]:
                if self._is_row_at(parts, position, text):
                    yield element, (position, position + len(parts) - 1)

    def _rows_begun_by(self, first: str, second: str) -> list[Row]:
        seconds = self._elements_of(second)
        return [
            row for start in self._elements_of(first) for row in self._rows[start] if row[0][1] in seconds
        ]

    def _is_row_at(self, parts: tuple[int, ...], position: int, text: Words) -> bool:
        last = position + len(parts) - 1
        if last >= len(text.words) or text.places[last] - text.places[position] != len(parts) - 1:
            return False
        following = zip(parts[2:], text.words[position + 2 : last + 1], strict=True)
        return all(part in self._elements_of(word) for part, word in following)

    def _index(self, alternative: str, number: int) -> None:
        if "_" in alternative:
            parts = tuple(self.element(part) for part in alternative.split("_"))
            self._rows[parts[0]].append((parts, number))
        elif alternative.endswith("*"):
            self._by_stem[alternative[:-1]].add(number)
        else:
            self._by_word[alternative].add(number)

    def _spelt_out(self, alternatives: str) -> Iterator[str]:
        for alternative in alternatives.replace("-", "_").split("|"):
            if alternative == "#":
                yield from ["#", *self._lists["number"]]
            elif alternative.startswith("@"):
                yield from self._spelt_out("|".join(self._lists[alternative[1:]]))
            else:
                yield alternative

    def _elements_of(self, word: str) -> frozenset[int]:
        if word not in self._known:
            self._known[word] = frozenset(self._look_up(self._spelling.get(word, word)[:_LONGEST_WORD]))
        return self._known[word]

    def _look_up(self, word: str) -> set[int]:
        numbers = self._by_word["#"] if word[0].isdigit() else set()
        exact = self._by_word.get(word, set()) | numbers | _prefixed(self._by_stem, word)
        if exact or len(word) < _SHORTEST_CORRECTED or word in self._proper_words:
            return exact
        return self._mistyped_words.get(word, set()) | _prefixed(self._mistyped_stems, word)


class Phrasebook:
    """All phrases of all rules; an index by their rarest element chooses which to try on a text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._patterns: list[Pattern] = []
        self._numbers: dict[str, int] = {}
        self._needs: list[frozenset[int]] = []
        self._by_rarest: defaultdict[int, list[int]] = defaultdict(list)
        self._rarest: frozenset[int] = frozenset()

    def add(self, phrase: str) -> int:
        """The number of a phrase, new or known."""
        if phrase not in self._numbers:
            self._numbers[phrase] = len(self._patterns)
            self._patterns.append(self._compile(phrase))
        return self._numbers[phrase]

    def close(self) -> None:
        """Index the phrases, once all are known."""
        self._vocabulary.close()
        common = self._vocabulary.commonness
        self._needs = [pattern.elements for pattern in self._patterns]
        for number, elements in enumerate(self._needs):
            self._by_rarest[min(elements, key=common.__getitem__)].append(number)
        self._rarest = frozenset(self._by_rarest)

    def find(self, text: Words) -> dict[int, list[Span]]:
        """The phrases that stand in a text, by number, with where they stand."""
        elements, rows = self._vocabulary.elements_in(text)
        numbers = [
            number
            for element in elements & self._rarest
            for number in self._by_rarest[element]
            if elements >= self._needs[number]
        ]
        wanted = set().union(*(self._needs[number] for number in numbers))
        found = self._vocabulary.where(wanted, text, rows)
        spans = {number: self._patterns[number].spans(found, text.places) for number in numbers}
        return {number: where for number, where in spans.items() if where}

    def _compile(self, phrase: str) -> Pattern:
        parts = re.split(r"(\s+\.\.\.\s+|\s+)", phrase.replace("'", "").strip())
        reaches = [_NEAR if separator.isspace() else _FAR for separator in parts[1::2]]
        first, *following = (self._vocabulary.element(part) for part in parts[::2])
        return Pattern(first, tuple(zip(following, reaches, strict=True)))


def _prefixed(index: Mapping[str, set[int]], word: str) -> set[int]:
    prefixes = (word[:length] for length in range(_SHORTEST_STEM, len(word) + 1))
    return set().union(*(index[prefix] for prefix in prefixes if prefix in index))


def _mistypings(index: Mapping[str, set[int]], proper_words: frozenset[str]) -> dict[str, set[int]]:
    """The elements by each slip in a long word: a letter left out, doubled or swapped, never the first."""
    mistyped: defaultdict[str, set[int]] = defaultdict(set)
    right = proper_words | index.keys()
    for word, elements in index.items():
        if len(word) >= _SHORTEST_CORRECTED:
            for wrong in _slips(word) - right:
                mistyped[wrong] |= elements
    return dict(mistyped)


def _slips(word: str) -> set[str]:
    inner = range(1, len(word) - 1)
    left_out = {word[:i] + word[i + 1 :] for i in inner}
    doubled = {word[:i] + word[i] + word[i:] for i in inner}
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in inner}
    return (left_out | doubled | swapped) - {word}
