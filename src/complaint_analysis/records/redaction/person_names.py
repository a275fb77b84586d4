"""Names of persons told from other words, where no column of the record holds them.

A name is told by a title before it, by words that announce one ("my name is"), by being a known given name,
or by a capital letter on a word that no ordinary text writes. What stands beside a name is its rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from complaint_analysis.council.data_files import own_text, own_toml

WORD = re.compile(r"[^\W\d_]+(?:['’‘-][^\W\d_]+)*")
_TOKEN = re.compile(rf"\[[\w ]+\]|{WORD.pattern}")
_PLACEHOLDER = re.compile(r"\[[\w ]+\]")
_PARTS = re.compile(r"['’‘-]")
_SENTENCE_ENDS = re.compile(r"[.!?:;\n•*(\"“]|\s[-–—]\s")
_BESIDE = re.compile(r"\s{1,2}|\.\s?|-")
_INITIAL_BESIDE = re.compile(r"\.?\s?|\.\s|\s")
_TURNED = re.compile(r",\s")
_AND = re.compile(r"\s(?:and|&)\s")
_AFTER_TITLE = re.compile(r"[.,]?\s*(?:\d{2,5}\s+)?")
_PLAIN_LETTERS = str.maketrans("łøđßæœıŁØĐ’‘", "lodsaoilod''")
_CONTRACTED = re.compile(r"'(?:ve|ll|d|re|m|t)$")
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly", "ness")
_WORDS_KEPT = 2**14
"""So many words are remembered: texts say the same ones again and again."""
_MOSTLY = 0.7
_SHORTEST_SHOUT = 12
_MOST_INITIALS, _MOST_PARTICLES = 8, 8
"""Beyond so many a row of single letters, or of words such as "de", is no part of a name."""


@dataclass
class _Token:
    """A word of a text with its place, and whether it was found to be of a name."""

    word: str
    start: int
    end: int
    first: bool
    shouted: bool
    named: bool = False

    @property
    def folded(self) -> str:
        return folded(self.word)

    @property
    def capital(self) -> bool:
        """Whether its capital says anything: not where all is in capitals."""
        return self.word[0].isupper() and not self.shouted

    @property
    def initial(self) -> bool:
        return len(self.word) == 1 and self.word.isupper() and self.word != "I"

    @property
    def acronym(self) -> bool:
        return len(self.word) > 1 and self.word.isupper()

    @property
    def unusual(self) -> bool:
        """Whether no ordinary text writes the word."""
        return not is_ordinary(self.word)

    @property
    def proper(self) -> bool:
        """Whether its capital letter makes a name of it, wherever it stands."""
        return self.capital and not self.acronym and len(self.word) > 1 and self.unusual

    @property
    def given(self) -> bool:
        return self.folded in sure_given_names()

    @property
    def perhaps_given(self) -> bool:
        return self.capital and self.folded in _words("given", "also_words")

    @property
    def part(self) -> bool:
        """Whether it may be the rest of a name that it stands beside."""
        return self.word[0].isupper() and self.word != "I" and self.folded not in _words("capitals", "words")


def without_names(text: str, placeholder: str = "[name]") -> str:
    """A text with each name of a person replaced, its title with it.

    >>> without_names("i spoke to jo bloggs, then Mrs Ampleforth's son. Will anybody call in May?")
    "i spoke to [name], then [name]'s son. Will anybody call in May?"
    """
    pieces, at = [], 0
    for start, end in _spans(text, _tokens(text)):
        pieces += [text[at:start], placeholder]
        at = end
    return "".join([*pieces, text[at:]])


@lru_cache(maxsize=_WORDS_KEPT)
def folded(word: str) -> str:
    """A word without case, accents and its possessive ending, as the lists hold it.

    >>> folded("Zoë’s"), folded("Szczepański")
    ('zoe', 'szczepanski')
    """
    parted = unicodedata.normalize("NFKD", word.translate(_PLAIN_LETTERS))
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter)).casefold()
    return bare.removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=_WORDS_KEPT)
def is_ordinary(word: str) -> bool:
    """Whether a word is one that ordinary texts write: itself, or every part of it, or what it is built from.

    >>> is_ordinary("Well-kept"), is_ordinary("roofers"), is_ordinary("Featherstonehaugh")
    (True, True, False)
    """
    bare = folded(word)
    return _is_known(bare) or ("-" in bare and all(map(_is_known, bare.split("-"))))


@cache
def given_names() -> frozenset[str]:
    """The given names that are known, those too that are ordinary words."""
    return _words("given", "names") | _words("given", "also_words")


@cache
def sure_given_names() -> frozenset[str]:
    """The given names that are known and no ordinary words."""
    return _words("given", "names") - _words("given", "also_words")


def _is_known(word: str) -> bool:
    known = _ordinary()
    if len(word) < 2 or word in known or word.replace("'", "") in known or _CONTRACTED.sub("", word) in known:
        return True
    stems = (word.removesuffix(ending) for ending in _ENDINGS)
    return len(word) > 5 and any(each in known for each in stems)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    end = 0
    for found in _TOKEN.finditer(text):
        first = _SENTENCE_ENDS.search(text[end : found.start()]) is not None if tokens else True
        tokens.append(_Token(found[0], found.start(), found.end(), first, False))
        end = found.end()
    _mark_shouting(text, tokens)
    return [token for token in tokens if token.word[0] != "["]


def _mark_shouting(text: str, tokens: list[_Token]) -> None:
    """Mark the words of lines that are all in capitals: there a capital says nothing."""
    start, place = 0, 0
    for line in text.splitlines(keepends=True):
        start += len(line)
        shouted = _is_shouted(line)
        while place < len(tokens) and tokens[place].start < start:
            tokens[place].shouted |= shouted
            place += 1


def _is_shouted(line: str) -> bool:
    letters = [letter for letter in _PLACEHOLDER.sub("", line) if letter.isalpha()]
    return len(letters) > _SHORTEST_SHOUT and sum(map(str.isupper, letters)) > _MOSTLY * len(letters)


def _spans(text: str, tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    """Where names stand, each with its title, initials and particles, from left to right."""
    for place, token in enumerate(tokens):
        token.named = token.named or _is_seed(text, tokens, place)
    _spread(text, tokens)
    repeated = {token.folded for token in tokens if token.named and len(token.word) > 2}
    for token in tokens:
        token.named |= token.capital and token.folded in repeated
    yield from _joined(text, tokens)


def _is_seed(text: str, tokens: list[_Token], place: int) -> bool:
    token = tokens[place]
    if token.folded in _titles():
        return False
    if token.given or token.proper or _after_title(text, tokens, place):
        return True
    if len(token.word) == 1:
        return False
    before = text[max(0, token.start - 40) : token.start]
    may_begin = _may_begin(token)
    known = token.capital or token.folded in given_names()
    if _announced("by").search(before) and (token.unusual or (may_begin and known)):
        return True
    if _announced("near").search(before) and may_begin and token.capital:
        return True
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.perhaps_given and following and text[token.end : following.start] == " ":
        return following.capital and following.part and (following.unusual or not token.first)
    if not token.perhaps_given or token.first or token.folded in _words("capitals", "words"):
        return token.perhaps_given and _announced("weakly").search(before) is not None
    last = tokens[place - 1].word
    return last.islower() and last not in _words("within", "never_before")


def _after_title(text: str, tokens: list[_Token], place: int) -> bool:
    """Whether a title stands before a word, with initials between or one more title; "miss" may be a verb."""
    token, before = tokens[place], place - 1
    if token.folded in ("i", "a"):
        return False
    while before >= 0 and len(tokens[before].word) == 1 and tokens[before].word not in ("I", "i", "a"):
        before -= 1
        if place - before > _MOST_INITIALS:
            return False
    if before < 0 or not _AFTER_TITLE.fullmatch(_gap(text, tokens, before, place)):
        return False
    title = tokens[before].folded
    if title in _words("titles", "always"):
        return not _is_function(token)
    if title not in _words("titles", "bare"):
        return False
    followed = place + 1 < len(tokens) and tokens[place + 1].unusual and token.folded in given_names()
    return (
        token.unusual
        or followed
        or (token.part and token.capital and not token.acronym and not _is_function(token))
    )


def _gap(text: str, tokens: list[_Token], before: int, place: int) -> str:
    """What stands between two words but for the initials between them."""
    between = text[tokens[before].end : tokens[place].start]
    return re.sub(r"\b\w\b\.?\s?", "", between) if place - before > 1 else between


def _spread(text: str, tokens: list[_Token]) -> None:
    """The words beside a name that belong to it: surnames, initials, particles, "Surname, Given"."""
    for place, token in enumerate(tokens[1:], start=1):
        last = tokens[place - 1]
        gap = text[last.end : token.start]
        if last.named and not token.named:
            token.named = _goes_on(last, token, gap) or _bridges(text, tokens, place)
    for place in range(len(tokens) - 2, -1, -1):
        token, following = tokens[place], tokens[place + 1]
        gap = text[token.end : following.start]
        if following.named and not token.named:
            token.named = (token.initial and _INITIAL_BESIDE.fullmatch(gap) is not None) or (
                gap in (" ", "-") and _comes_before(token, following)
            )


def _goes_on(last: _Token, token: _Token, gap: str) -> bool:
    """Whether a word is the rest of the name that ends just before it."""
    if token.initial:
        return gap in (" ", ". ") or (gap == "." and len(last.word) == 1)
    if not _BESIDE.fullmatch(gap) or (gap.startswith(".") and len(last.word) > 1):
        return False
    if last.word[0].isupper() and not last.shouted:
        return token.part and not _is_function(token) and not token.shouted
    return token.unusual and len(token.word) > 2


def _comes_before(token: _Token, following: _Token) -> bool:
    """Whether a word belongs to the name that begins just after it: "Rose Ampleforth", "in Lower Wick"."""
    if token.perhaps_given:
        return True
    within = token.capital and not token.first and not token.acronym and token.part
    return within and following.proper and not _is_function(token) and token.folded not in _titles()


def _bridges(text: str, tokens: list[_Token], place: int) -> bool:
    """Whether a particle, or a few, stand between two parts of a name; the second is marked as one."""
    particles = _words("within", "particles")
    if tokens[place].word.casefold() not in particles:
        return False
    for token, following in pairwise(tokens[place : place + _MOST_PARTICLES]):
        if text[token.end : following.start] not in (" ", "-"):
            return False
        if following.word.casefold() not in particles:
            following.named |= following.part
            return following.named
    return False


def _joined(text: str, tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    span: tuple[int, int] | None = None
    for place, token in enumerate(tokens):
        if not token.named:
            continue
        start = _with_title(text, tokens, place)
        end = token.end - (2 if re.search(r"['’]s$", token.word) else 0)
        if span and _one_name(text[span[1] : start]):
            span = (span[0], end)
        else:
            if span:
                yield span
            span = (start, end)
    if span:
        yield span


def _one_name(gap: str) -> bool:
    return not gap or bool(_BESIDE.fullmatch(gap) or _TURNED.fullmatch(gap))


def _with_title(text: str, tokens: list[_Token], place: int) -> int:
    """Where a name begins, its titles ("Mr and Mrs") with it."""
    start = tokens[place].start
    for before in reversed(tokens[max(0, place - 3) : place]):
        gap = text[before.end : start]
        if before.folded not in _titles() or not (_AFTER_TITLE.fullmatch(gap) or _AND.fullmatch(gap)):
            if not (before.folded == "and" and gap == " "):
                break
            continue
        start = before.start
    return start


def _may_begin(token: _Token) -> bool:
    """Whether a name may begin with a word."""
    return token.part and not _is_function(token)


def _is_function(token: _Token) -> bool:
    return token.folded in _function_words()


@cache
def _titles() -> frozenset[str]:
    return _words("titles", "always") | _words("titles", "bare")


@cache
def _announced(how: str) -> re.Pattern[str]:
    """An expression for a text that ends in one of the phrases that announce a name."""
    phrases = "|".join(
        re.escape(each.strip()) for each in own_toml(__package__, "person_names")["announced"][how].split("|")
    )
    return re.compile(rf"(?<!\w)(?:{phrases})(?:[,:]?\s+|[.,!]?\s*\n)[\"“(]?$", re.IGNORECASE)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(own_toml(__package__, "person_names")["function"]["words"].split())


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(own_toml(__package__, "person_names")[table][key].split())


@cache
def _ordinary() -> frozenset[str]:
    text = own_text(__package__, "ordinary-words.txt")
    words = (line for line in text.splitlines() if line[0] != "#")
    return _words("capitals", "words").union(_words("given", "also_words"), words)
