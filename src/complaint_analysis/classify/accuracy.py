"""How good the rules are: held against labelled texts; the figures printed beside what they decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from statistics import fmean

from complaint_analysis.classify.rules import KINDS, Rules
from complaint_analysis.classify.text_to_read import text_to_read
from complaint_analysis.council.data_files import own_text
from complaint_analysis.council.text_files import csv_rows_by_header
from complaint_analysis.printing.rounding import half_up

MEASURED = "accuracy.csv"
COLUMNS = ("kind", "texts", "right", "unclassified", "accuracy_pct", "macro_f1")


@dataclass(frozen=True)
class Score:
    """How one kind of label was read: how often each right label (first) as each (second, '' for none)."""

    kind: str
    confusion: Mapping[tuple[str, str], int]

    @property
    def texts(self) -> int:
        return sum(self.confusion.values())

    @property
    def right(self) -> int:
        return sum(number for (wanted, read), number in self.confusion.items() if wanted == read)

    @property
    def unclassified(self) -> int:
        return sum(number for (_, read), number in self.confusion.items() if not read)

    @property
    def accuracy(self) -> float:
        """The share read rightly, of 1; what is left unclassified counts as wrong."""
        return self.right / self.texts

    @property
    def labels(self) -> list[str]:
        """The labels that are right for some text, the most frequent first."""
        wanted = Counter[str]()
        for (label, _), number in self.confusion.items():
            wanted[label] += number
        return [label for label, _ in sorted(wanted.items(), key=lambda item: (-item[1], item[0]))]

    def precision(self, label: str) -> float:
        """Of the texts read as a label, the share for which it is right."""
        return self._share(label, sum(n for (_, read), n in self.confusion.items() if read == label))

    def recall(self, label: str) -> float:
        """Of the texts for which a label is right, the share read so."""
        return self._share(label, sum(n for (wanted, _), n in self.confusion.items() if wanted == label))

    def f1(self, label: str) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = self.precision(label), self.recall(label)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def macro_f1(self) -> float:
        """The plain mean of the labels' F1, so that a rare label counts as much as a frequent one."""
        return fmean(self.f1(label) for label in self.labels)

    def _share(self, label: str, of: int) -> float:
        return self.confusion.get((label, label), 0) / of if of else 0.0


def scored(rules: Rules, texts: Iterable[Mapping[str, str]]) -> dict[str, Score]:
    """How rules read labelled texts, by kind of label.

    A text is a mapping of `text`, `service` and `regime` with the right `record_type`, `category` and
    `cause`, or, marked `refusal`, a note with its right `exclusion_reason`; an empty label is not scored.
    """
    found: dict[str, Counter[tuple[str, str]]] = {kind: Counter() for kind in KINDS}
    for text in texts:
        for kind, wanted, read in _readings(rules, text):
            if wanted:
                found[kind][wanted, read] += 1
    return {kind: Score(kind, confusion) for kind, confusion in found.items() if confusion}


def _readings(rules: Rules, text: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The kinds that a text is scored on, with its right label and the label read."""
    evidence = rules.evidence(text_to_read(text["text"]), text.get("service") or "")
    if text.get("refusal"):
        read = rules.read("exclusion_reason", evidence).label
        return [("exclusion_reason", text["exclusion_reason"], read)]
    cause, category = rules.read("cause", evidence), f"category_{text['regime']}"
    return [
        ("record_type", text["record_type"], rules.read("record_type", evidence).label),
        (category, text["category"], rules.read(category, evidence, cause).label),
        ("cause", text["cause"], cause.label),
    ]


def together(scores: Iterable[Score], kind: str) -> Score:
    """Several scores as one, as the categories of the two Codes together."""
    added = Counter[tuple[str, str]]()
    for score in scores:
        added.update(dict(score.confusion))
    return Score(kind, added)


def rows(scores: Mapping[str, Score]) -> list[dict[str, str]]:
    """The measured accuracy, a row a kind, as it is kept in accuracy.csv."""
    return [
        {
            "kind": kind,
            "texts": str(score.texts),
            "right": str(score.right),
            "unclassified": str(score.unclassified),
            "accuracy_pct": str(half_up(Fraction(100 * score.right, score.texts), 1)),
            "macro_f1": f"{score.macro_f1:.2f}",
        }
        for kind, score in scores.items()
    ]


@cache
def measured() -> dict[str, dict[str, str]]:
    """The accuracy measured on the project's held-out texts, by kind: the columns of accuracy.csv.

    >>> set(KINDS) <= set(measured())
    True
    """
    return {row["kind"]: row for row in csv_rows_by_header(own_text(__package__, MEASURED))}
