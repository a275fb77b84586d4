"""The rules: scored phrases, kept as data in rules.toml, and what they read in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache

from complaint_analysis.classify.phrase_patterns import Phrasebook, Span, Vocabulary, Words, words_of
from complaint_analysis.classify.scorecards import (
    ANY,
    NONE,
    QUOTATION,
    SOME_WORDS,
    TWICE,
    Scorecard,
    scorecard,
    word_features,
)
from complaint_analysis.council.data_files import own_toml

KINDS = ("record_type", "category_housing", "category_lgsco", "cause", "exclusion_reason")
READS = ("text", "service", "cause")
BY_SCORECARD = "words-together"
_TAKEN_TOGETHER = "No one rule decides; the words of the text taken together speak for it."
_QUOTED = re.compile(r"""(?:^|[\s(])['"‘“]\w""")
_NOWHERE = 10**6
_PLACES = 6
"""Points hold fewer decimals; what a sum of floats holds beyond depends on the order of its parts."""


@dataclass(frozen=True)
class Rule:
    """One rule: the points that it gives to labels, and the phrases on which it gives them.

    It fires on any phrase of `any`, if one of `also` (where given) and none of `unless` is there too.
    It reads the complaint's text, or the name of the service, or which of `causes` was read before it.
    """

    id: str
    why: str
    points: Mapping[str, float]
    any: frozenset[int] = frozenset()
    also: frozenset[int] = frozenset()
    unless: frozenset[int] = frozenset()
    reads: str = "text"
    causes: tuple[str, ...] = ()


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
    """A rule that fired: how many times its points it gives, and the words on which it fired."""

    rule: Rule
    times: float
    words: tuple[str, ...] = ()
    first: int = _NOWHERE

    def points_for(self, label: str) -> float:
        """The points that it gives to a label."""
        return self.rule.points.get(label, 0) * self.times


@dataclass(frozen=True)
class LabelReading:
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

    @property
    def beside(self) -> str:
        """The label that the text speaks for nearly as clearly, at half of the points or more; else ''."""
        label = self.second[0] if self.label and self.second else ""
        return label if label and self.scores[label] > 0 and not self.clearly_over(label) else ""

    def clearly_over(self, label: str) -> bool:
        """Whether the label read has at least twice the score of another."""
        return bool(self.label) and self.scores.get(self.label, 0) >= 2 * self.scores.get(label, 0)


@dataclass(frozen=True)
class Evidence:
    """The phrases met in a text and in the service's name, with the words that are set aside or stressed.

    `features` are what the scorecards go by: words, families, meetings of families.
    """

    text: Words
    in_text: Mapping[int, list[Span]]
    in_service: Mapping[int, list[Span]]
    negated: frozenset[int]
    focused: frozenset[int]
    features: frozenset[str] = frozenset()


class Rules:
    """All rules and scorecards, compiled once; see `rules()`."""

    def __init__(self, source: dict, families: dict, scorecards: Mapping[str, Scorecard]) -> None:
        self.version: str = source["version"]
        self._joined = _joining(source["joined"], source["street_types"], source["no_street_names"])
        lists = source["lists"] | families["families"]
        self._book = Phrasebook(Vocabulary(lists, source["spelling"], source["proper_words"]))
        self._manner = {kind: Manner(**source["manner"][kind]) for kind in KINDS}
        self._rules = {kind: [self._rule(entry) for entry in source[kind]] for kind in KINDS}
        self._on_phrase = {kind: _on_phrase(self._rules[kind]) for kind in KINDS}
        self._negation, self._focus, self._main, self._besides, self._paid, self._charged = (
            self._phrases(source["cues"][cue])
            for cue in ("negation", "focus", "main", "besides", "paid", "charged")
        )
        self._cue_ends = self._phrases(source["cues"]["ends"])
        self._features = self._named(families)
        self._scorecards = {kind: scorecards.get(kind, NONE) for kind in KINDS}
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
        negated = _after(self._negation, found, words, ends, stop_at_clause=True) | self._only_paid(found)
        focused = _after(self._focus, found, words, set(), stop_at_clause=False) - negated
        beside = negated | self._beside_the_main(found, words)
        features = self._features_of(text, words, found, beside)
        return Evidence(words, found, self._in_service(service), negated, focused, features)

    def _only_paid(self, found: Mapping[int, list[Span]]) -> frozenset[int]:
        """The words of a sum that was paid, in a text that says nothing of what was charged."""
        if not self._charged.isdisjoint(found):
            return frozenset()
        spans = [span for cue in self._paid for span in found.get(cue, ())]
        return frozenset(place for first, last in spans for place in range(first, last + 1))

    def _beside_the_main(self, found: Mapping[int, list[Span]], words: Words) -> frozenset[int]:
        """The words outside what is called the main thing, or else those of what is said besides."""
        if main := _after(self._main, found, words, set(), stop_at_clause=False):
            return frozenset(range(len(words.words))) - main
        return _after(self._besides, found, words, set(), stop_at_clause=True)

    def _features_of(
        self, text: str, words: Words, found: Mapping[int, list[Span]], beside: frozenset[int]
    ) -> frozenset[str]:
        """What the scorecards go by; nothing in a text of too few words to be weighed."""
        if len(words.words) < SOME_WORDS:
            return frozenset()
        quotation = {QUOTATION} if _QUOTED.search(text) else set()
        return frozenset({ANY, *quotation, *word_features(words, beside), *self._families_in(found, beside)})

    def _named(self, families: dict) -> dict[int, str]:
        """The features that are families or meetings of two, by the numbers of their phrases."""
        single = [f"@{name}" for name in families["families"]]
        names = [*single, *families["meetings"]["phrases"]]
        return {number: name for name in names for number in self._phrases([name])}

    def _families_in(self, found: Mapping[int, list[Span]], beside: frozenset[int]) -> Iterator[str]:
        for number in found.keys() & self._features.keys():
            times = sum(start not in beside for start, _ in found[number])
            if times:
                yield self._features[number]
            if times > 1 and " " not in self._features[number]:
                yield f"{self._features[number]}{TWICE}"

    def mentions(self, name: str, evidence: Evidence) -> bool:
        """Whether a text holds one of the phrases listed under a name of `mentions`."""
        return not self._mentions[name].isdisjoint(evidence.in_text)

    def _in_service(self, service: str) -> Mapping[int, list[Span]]:
        if service not in self._services:
            self._services[service] = self._book.find(words_of(self._joined(service)))
        return self._services[service]

    def read(self, kind: str, evidence: Evidence, cause: LabelReading | None = None) -> LabelReading:
        """What the rules of a kind read: the label with the highest sum of scores, if it is high enough.

        Some rules of a category go by the cause, where its reading is given.
        """
        manner = self._manner[kind]
        firings = list(self._firings(kind, evidence, manner))
        firings += self._from_cause(kind, cause) if cause is not None and cause.label else []
        card = self._scorecards[kind].read(evidence.features)
        scores = _sums(firings, manner.first_counts, card)
        best = next(iter(scores), "")
        if not best or scores[best] < manner.decide_at:
            return self._fallback(kind, scores)
        deciding = max(firings, key=lambda firing: firing.points_for(best), default=None)
        if deciding is None or deciding.points_for(best) <= 0:
            words = tuple(name for name, _ in self.telling(kind, best, evidence))
            return LabelReading(kind, best, BY_SCORECARD, _TAKEN_TOGETHER, words, scores)
        return LabelReading(kind, best, deciding.rule.id, deciding.rule.why, deciding.words, scores)

    def telling(self, kind: str, label: str, evidence: Evidence) -> list[tuple[str, float]]:
        """The features of the scorecard that speak most for a label, with their points."""
        return self._scorecards[kind].telling(evidence.features, label)

    def _fallback(self, kind: str, scores: Mapping[str, float]) -> LabelReading:
        fallback = self._manner[kind].fallback
        rule = next((rule for rule in self._rules[kind] if rule.id == fallback), None)
        if rule is None:
            return LabelReading(kind, scores=scores)
        return LabelReading(kind, next(iter(rule.points)), rule.id, rule.why, (), scores)

    def _firings(self, kind: str, evidence: Evidence, manner: Manner) -> Iterator[Firing]:
        for number in self._candidates(kind, evidence):
            rule = self._rules[kind][number]
            if _allowed(rule, evidence.in_text):
                firing = _fire(rule, evidence, manner)
                if firing.times > 0:
                    yield firing

    def _candidates(self, kind: str, evidence: Evidence) -> list[int]:
        """The rules of a kind that one of the phrases met speaks for, in the order of the file."""
        on_text, on_service = self._on_phrase[kind]["text"], self._on_phrase[kind]["service"]
        by_text = [number for phrase in evidence.in_text for number in on_text.get(phrase, ())]
        by_service = [number for phrase in evidence.in_service for number in on_service.get(phrase, ())]
        return sorted({*by_text, *by_service})

    def _from_cause(self, kind: str, cause: LabelReading) -> list[Firing]:
        """The rules that go by the cause that was read."""
        by_cause = (rule for rule in self._rules[kind] if cause.label in rule.causes)
        return [Firing(rule, 1.0, cause.words) for rule in by_cause]

    def _rule(self, entry: dict) -> Rule:
        phrases = {key: self._phrases(entry.get(key, [])) for key in ("any", "also", "unless")}
        return Rule(**(entry | phrases | {"causes": tuple(entry.get("causes", ()))}))

    def _phrases(self, phrases: list[str]) -> frozenset[int]:
        return frozenset(self._book.add(each) for phrase in phrases for each in _in_either_order(phrase))


@cache
def rules() -> Rules:
    """The rules of the package, compiled on first use."""
    return Rules(
        own_toml(__package__, "rules"),
        own_toml(__package__, "families"),
        {kind: scorecard(kind) for kind in KINDS},
    )


def _allowed(rule: Rule, found: Mapping[int, list[Span]]) -> bool:
    also = not rule.also or not rule.also.isdisjoint(found)
    return also and rule.unless.isdisjoint(found)


def _on_phrase(rules_of_kind: list[Rule]) -> dict[str, dict[int, list[int]]]:
    """The places of rules by what they read and the phrases that they look for."""
    places: dict[str, dict[int, list[int]]] = {reads: {} for reads in READS}
    for number, rule in enumerate(rules_of_kind):
        for phrase in rule.any:
            places[rule.reads].setdefault(phrase, []).append(number)
    return places


def _in_either_order(phrase: str) -> list[str]:
    """A phrase whose two parts may stand in either order, as the two phrases that say so."""
    parts = phrase.split(" ~ ")
    return [phrase] if len(parts) == 1 else [" ... ".join(parts), " ... ".join(parts[::-1])]


def _fire(rule: Rule, evidence: Evidence, manner: Manner) -> Firing:
    if rule.reads != "text":
        return Firing(rule, 1.0, ("(service)",) if rule.reads == "service" else ())
    hits = rule.any & evidence.in_text.keys()
    counts = {hit: _best(evidence, hit, manner) for hit in hits}
    spans = sorted({evidence.in_text[hit][0] for hit in hits if counts[hit] > 0})
    if not spans:
        return Firing(rule, 0, ())
    further = manner.further_phrase * min(len(spans) - 1, 2)
    words = tuple(evidence.text.between(span) for span in spans)
    return Firing(rule, max(counts.values()) * (1 + further), words, spans[0][0])


def _best(evidence: Evidence, hit: int, manner: Manner) -> float:
    """How much the best occurrence of a phrase counts: less where set aside, more where stressed."""
    return max(_counts(start, evidence, manner) for start, _ in evidence.in_text[hit])


def _counts(start: int, evidence: Evidence, manner: Manner) -> float:
    if start in evidence.negated:
        return manner.negated_counts
    return manner.focused_counts if start in evidence.focused else 1.0


def _sums(firings: list[Firing], first_counts: float, card: Mapping[str, float]) -> dict[str, float]:
    """The sum of points by label, highest first; the rule that the text meets first counts so much more.

    Of equal sums the label that the scorecard, or else the rules, name first comes first.
    """
    earliest = min((firing.first for firing in firings), default=_NOWHERE)
    sums = dict(card)
    for firing in firings:
        times = first_counts if firing.first == earliest != _NOWHERE else 1.0
        for label in firing.rule.points:
            sums[label] = sums.get(label, 0) + firing.points_for(label) * times
    exact = {label: round(points, _PLACES) for label, points in sums.items()}
    return dict(sorted(exact.items(), key=lambda item: -item[1]))


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
    after: set[int] = set()
    for start in sorted(span[1] + 1 for cue in cues for span in found.get(cue, ())):
        if start not in after:  # else an earlier cue reaches as far
            after.update(_stretch(start, words, ends, stop_at_clause))
    return frozenset(after)


def _stretch(start: int, words: Words, ends: set[int], stop_at_clause: bool) -> Iterator[int]:
    for place in range(start, len(words.words)):
        new_sentence = words.places[place] - words.places[start - 1] > place - start + 1
        new_clause = stop_at_clause and words.clauses[place] != words.clauses[start - 1]
        if new_sentence or new_clause or place in ends:
            return
        yield place
