"""Why a text, or a record, is classified as it is: the rule, the words, the points, and what came second."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.classify.rules import Evidence, LabelReading, rules
from complaint_analysis.classify.text_to_read import text_to_read
from complaint_analysis.errors import UsageError

FIELDS = ("record_type", "category", "cause", "exclusion_reason")
_DECIDERS = {
    "officer": "recorded by an officer, whose known code wins over the text",
    "override": "decided in overrides.csv",
    "suggested": "suggested by a model, and not yet accepted",
    "": "nobody decided: unclassified, or it does not apply",
}


@dataclass(frozen=True, repr=False)
class Explanation:
    """Which rules decided, on which words, and what came second; private, since it quotes the text.

    `decided` says, of a record, who decided each field, as (label, rule); of a bare text it is empty.
    """

    readings: tuple[LabelReading, ...]
    evidence: Evidence
    officer_code: str = ""
    officer_label: str = ""
    decided: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return "\n".join(line for number in range(len(self.readings)) for line in self._lines(number))

    def _lines(self, number: int) -> list[str]:
        reading = self.readings[number]
        return [
            f"{reading.kind}: {self._label(number)}",
            *self._decider(number),
            *_by_rule(reading),
            *self._by_words(reading),
            *_second(reading),
        ]

    def _label(self, number: int) -> str:
        label = self.decided[number][0] if self.decided else self.readings[number].label
        return label or "unclassified"

    def _decider(self, number: int) -> list[str]:
        """Who decided, and what the rules read where that is another label."""
        reading = self.readings[number]
        if self.decided:
            label, rule = self.decided[number]
            read = [] if reading.label == label else [f"  the rules read: {reading.label or 'nothing'}"]
            return [f"  decided by: {_DECIDERS.get(rule, f'rule {rule}')}", *read]
        if reading.kind.startswith("category") and self.officer_code:
            means = self.officer_label or "no known category"
            return [f"  the officer's code {self.officer_code!r} means {means}, and wins where it is known"]
        return []

    def _by_words(self, reading: LabelReading) -> list[str]:
        """What the scorecard's most telling features gave to the label."""
        if not reading.label:
            return []
        telling = rules().telling(reading.kind, reading.label, self.evidence)
        given = "; ".join(f"{feature} {points:+.1f}" for feature, points in telling)
        return [f"  words and families: {given}"] if given else []


def explain(text: str, regime: str, service: str = "", officer_code: str = "") -> Explanation:
    """What the rules read in a text, kind by kind, and on which words.

    >>> print(explain("Black stuff is growing on my son's wall", "housing").readings[1].label)
    property_condition
    """
    kind = taxonomy.category_kind(regime)
    evidence = evidence_of(text_to_read(text), regime, service, officer_code)
    label = taxonomy.canonical(kind, officer_code)
    return Explanation(read_all(evidence, regime), evidence, officer_code, label)


def explain_record(table: pd.DataFrame, reference: str) -> Explanation:
    """Why a record of the classified table is classified as it is; private.

    `table` holds what `classify` gives, `reference` names a record; a UsageError where none has it.
    """
    found = table[table["reference"].astype("str").str.strip().str.casefold() == reference.strip().casefold()]
    if found.empty:
        raise UsageError("no record has this reference", do="give it as the export writes it, in its year")
    row = {name: "" if pd.isna(value) else str(value) for name, value in found.iloc[0].items()}
    text = text_to_read(row["description"], row.get("description_redacted"))
    evidence = evidence_of(text, row["regime"], row["service"])
    decided = tuple((row.get(field, ""), row.get(f"{field}_rule", "")) for field in FIELDS)
    return Explanation(read_all(evidence, row["regime"]), evidence, decided=decided)


def evidence_of(text: str, regime: str, service: str, category: str = "") -> Evidence:
    """What the rules go by: the text to read, an unknown word for the category before it, and the service."""
    known = taxonomy.canonical(taxonomy.category_kind(regime), category)
    return rules().evidence(f"{category}.\n{text}" if category and not known else text, service)


def read_all(evidence: Evidence, regime: str) -> tuple[LabelReading, ...]:
    """Record type, category, cause and exclusion reason as the rules read them, in the order of FIELDS."""
    cause = rules().read("cause", evidence)
    return (
        rules().read("record_type", evidence),
        rules().read(taxonomy.category_kind(regime), evidence, cause),
        cause,
        rules().read("exclusion_reason", evidence),
    )


def _by_rule(reading: LabelReading) -> list[str]:
    lines = [f"  rule {reading.rule_id}: {reading.why}"] if reading.rule_id else []
    return lines + (["  on the words: " + "; ".join(reading.words)] if reading.words else [])


def _second(reading: LabelReading) -> list[str]:
    if reading.second is None or not reading.label:
        return []
    label, points = reading.second
    return [f"  second: {label} ({points:.1f} points against {reading.scores.get(reading.label, 0):.1f})"]
