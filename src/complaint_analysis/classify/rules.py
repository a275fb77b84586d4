"""The rules: scored phrases, kept as data in rules.toml, and what they read in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from complaint_analysis.classify.patterns import Phrasebook, Span, Vocabulary, Words, words_of

KINDS = ("record_type", "category_housing", "category_lgsco", "cause", "exclusion_reason")
_NOWHERE = 10**6


@dataclass(frozen=True)
class Rule:
    """One rule: what it says (`label`), how strongly (`weight`), and the phrases that make it say so.

    It fires on any phrase of `any`, if one of `also` (where given) and none of `unless` is there too.
    It reads the complaint's text, or the name of the service, or how plainly a cause is told.
    """

    id: str
    label: str
    why: str
    weight: float
    any: frozenset[int]
    also: frozenset[int] = frozenset()
    unless: frozenset[int] = frozenset()
    reads: str = "text"


@dataclass(frozen=True)
class Manner:
    """How the rules of one kind are added up."""

    decide_at: float
    further_phrase: float
    negated_counts: float
    focused_counts: float
    first_counts: float
    fallback: str = ""


@dataclass(frozen=True)
class Firing:
    """A rule that fired: its score, and the words on which it did."""

    rule: Rule
    score: float
    words: tuple[str, ...]
    first: int = _NOWHERE


@dataclass(frozen=True)
class Reading:
    """What the rules of one kind read in a text: the label ('' where nothing decides) and every score."""

    kind: str
    label: str = ""
    rule_id: str = ""
    why: str = ""
    words: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)

    @property
    def second(self) -> tuple[str, float] | None:
        """The next label and its score, or None."""
        others = [(label, score) for label, score in self.scores.items() if label != self.label]
        return others[0] if others else None

    def clearly_over(self, label: str) -> bool:
        """Whether the label read has at least twice the score of another."""
        return bool(self.label) and self.scores.get(self.label, 0) >= 2 * self.scores.get(label, 0)


@dataclass(frozen=True)
class Evidence:
    """The phrases met in a text and in the service's name, with the words that are set aside or stressed."""

    text: Words
    in_text: Mapping[int, list[Span]]
    in_service: Mapping[int, list[Span]]
    negated: frozenset[int]
    focused: frozenset[int]


class Rules:
    """All rules, compiled once; see `rules()`."""

    def __init__(self, source: dict) -> None:
        self.version: str = source["version"]
        self._joined = _joining(source["joined"], source["street_types"], source["no_street_names"])
        self._book = Phrasebook(Vocabulary(source["lists"], source["spelling"], source["proper_words"]))
        self._manner = {kind: Manner(**source["manner"][kind]) for kind in KINDS}
        self._rules = {kind: [self._rule(entry) for entry in source[kind]] for kind in KINDS}
        self._on_phrase = {kind: _on_phrase(self._rules[kind]) for kind in KINDS}
        self._negation, self._focus = (self._phrases(source["cues"][cue]) for cue in ("negation", "focus"))
        self._cue_ends = self._phrases(source["cues"]["ends"])
        self._mentions = {name: self._phrases(phrases) for name, phrases in source["mentions"].items()}
        self._book.close()
        self._services: dict[str, Mapping[int, list[Span]]] = {}

    def of(self, kind: str) -> list[Rule]:
        """The rules of a kind, in the order of the file."""
        return self._rules[kind]

    def evidence(self, text: str, service: str = "") -> Evidence:
        """The phrases that stand in a text and in the name of a service."""
        words = words_of(self._joined(text))
        found = self._book.find(words)
        ends = {span[0] for cue in self._cue_ends for span in found.get(cue, ())}
        negated = _after(self._negation, found, words, ends, stop_at_clause=True)
        focused = _after(self._focus, found, words, set(), stop_at_clause=False) - negated
        return Evidence(words, found, self._in_service(service), negated, focused)

    def mentions(self, name: str, evidence: Evidence) -> bool:
        """Whether a text holds one of the phrases listed under a name of `mentions`."""
        return not self._mentions[name].isdisjoint(evidence.in_text)

    def _in_service(self, service: str) -> Mapping[int, list[Span]]:
        if service not in self._services:
            self._services[service] = self._book.find(words_of(self._joined(service)))
        return self._services[service]

    def read(self, kind: str, evidence: Evidence, cause: Reading | None = None) -> Reading:
        """What the rules of a kind read: the label with the highest sum of scores, if it is high enough.

        The rules of the record type go by the cause too, where its reading is given.
        """
        manner = self._manner[kind]
        firings = list(self._firings(kind, evidence, manner))
        firings += self._from_cause(kind, cause) if cause is not None and cause.label else []
        scores = _sums(firings, manner.first_counts)
        best = next(iter(scores), "")
        if not best or scores[best] < manner.decide_at:
            return self._fallback(kind, scores)
        deciding = max(
            (firing for firing in firings if firing.rule.label == best), key=lambda firing: firing.score
        )
        rule = deciding.rule
        return Reading(kind, best, rule.id, rule.why, deciding.words, scores)

    def _fallback(self, kind: str, scores: Mapping[str, float]) -> Reading:
        fallback = self._manner[kind].fallback
        rule = next((rule for rule in self._rules[kind] if rule.id == fallback), None)
        if rule is None:
            return Reading(kind, scores=scores)
        return Reading(kind, rule.label, rule.id, rule.why, (), scores)

    def _firings(self, kind: str, evidence: Evidence, manner: Manner) -> Iterator[Firing]:
        for number in self._candidates(kind, evidence):
            rule = self._rules[kind][number]
            if _allowed(rule, evidence.in_text):
                firing = _fire(rule, evidence, manner)
                if firing.score > 0:
                    yield firing

    def _candidates(self, kind: str, evidence: Evidence) -> list[int]:
        """The rules of a kind that one of the phrases met speaks for, in the order of the file."""
        on_text, on_service = self._on_phrase[kind]["text"], self._on_phrase[kind]["service"]
        by_text = [number for phrase in evidence.in_text for number in on_text.get(phrase, ())]
        by_service = [number for phrase in evidence.in_service for number in on_service.get(phrase, ())]
        return sorted({*by_text, *by_service})

    def _from_cause(self, kind: str, cause: Reading) -> list[Firing]:
        """The rules that go by how plainly the text says what went wrong."""
        score = cause.scores[cause.label]
        by_cause = (rule for rule in self._rules[kind] if rule.reads == "cause")
        return [Firing(rule, rule.weight * score, cause.words) for rule in by_cause]

    def _rule(self, entry: dict) -> Rule:
        phrases = {key: self._phrases(entry.get(key, [])) for key in ("any", "also", "unless")}
        return Rule(**(entry | phrases))

    def _phrases(self, phrases: list[str]) -> frozenset[int]:
        return frozenset(self._book.add(phrase) for phrase in phrases)


@cache
def rules() -> Rules:
    """The rules of the package, compiled on first use."""
    source = files("complaint_analysis.classify").joinpath("rules.toml")
    return Rules(tomllib.loads(source.read_text("utf-8")))


def _allowed(rule: Rule, found: Mapping[int, list[Span]]) -> bool:
    also = not rule.also or not rule.also.isdisjoint(found)
    return also and rule.unless.isdisjoint(found)


def _on_phrase(rules_of_kind: list[Rule]) -> dict[str, dict[int, list[int]]]:
    """The places of rules by what they read and the phrases that they look for."""
    places: dict[str, dict[int, list[int]]] = {"text": {}, "service": {}, "cause": {}}
    for number, rule in enumerate(rules_of_kind):
        for phrase in rule.any:
            places[rule.reads].setdefault(phrase, []).append(number)
    return places


def _fire(rule: Rule, evidence: Evidence, manner: Manner) -> Firing:
    if rule.reads == "service":
        return Firing(rule, rule.weight, ("(service)",))
    hits = rule.any & evidence.in_text.keys()
    counts = {hit: _best(evidence, hit, manner) for hit in hits}
    spans = sorted({evidence.in_text[hit][0] for hit in hits if counts[hit] > 0})
    if not spans:
        return Firing(rule, 0, ())
    further = manner.further_phrase * min(len(spans) - 1, 2)
    words = tuple(evidence.text.between(span) for span in spans)
    return Firing(rule, rule.weight * max(counts.values()) * (1 + further), words, spans[0][0])


def _best(evidence: Evidence, hit: int, manner: Manner) -> float:
    """How much the best occurrence of a phrase counts: less where set aside, more where stressed."""
    return max(_counts(start, evidence, manner) for start, _ in evidence.in_text[hit])


def _counts(start: int, evidence: Evidence, manner: Manner) -> float:
    if start in evidence.negated:
        return manner.negated_counts
    return manner.focused_counts if start in evidence.focused else 1.0


def _sums(firings: list[Firing], first_counts: float) -> dict[str, float]:
    """The sum of scores by label, highest first; what the text says first counts so much more."""
    earliest = min((firing.first for firing in firings), default=_NOWHERE)
    sums: dict[str, float] = {}
    for firing in firings:
        times = first_counts if firing.first == earliest else 1.0
        sums[firing.rule.label] = sums.get(firing.rule.label, 0) + firing.score * times
    return dict(sorted(sums.items(), key=lambda item: -item[1]))


def _joining(
    joined: Mapping[str, str], street_types: list[str], no_street_names: list[str]
) -> Callable[[str], str]:
    """A function that leaves out names of streets, and writes words that belong together as one."""
    street = re.compile(
        rf"\b(?!(?:{'|'.join(no_street_names)})\b)[A-Z][a-z]+ (?:[A-Z][a-z]+ )?(?:{'|'.join(street_types)})\b"
    )
    longest_first = sorted(joined, key=len, reverse=True)
    apart = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")

    def join(text: str) -> str:
        plain = re.sub(r"['’‘]", "", street.sub(" ", text)).casefold()
        return apart.sub(lambda match: joined[match[0]], plain)

    return join


def _after(
    cues: Set[int],
    found: Mapping[int, list[Span]],
    words: Words,
    ends: set[int],
    *,
    stop_at_clause: bool,
) -> frozenset[int]:
    """The words after a cue, to the end of the clause (or sentence) or to a word that turns the sense."""
    starts = [span[1] + 1 for cue in cues for span in found.get(cue, ())]
    return frozenset(place for start in starts for place in _stretch(start, words, ends, stop_at_clause))


def _stretch(start: int, words: Words, ends: set[int], stop_at_clause: bool) -> Iterator[int]:
    for place in range(start, len(words.words)):
        new_sentence = words.places[place] - words.places[start - 1] > place - start + 1
        new_clause = stop_at_clause and words.clauses[place] != words.clauses[start - 1]
        if new_sentence or new_clause or place in ends:
            return
        yield place
