"""Make the scorecards of the classification again: what each word speaks for, learnt from the authoring sets.

    .venv/bin/python tools/weigh_words.py

The rules' own points stand as written. To them each scorecard adds what words, families of words and their
meetings are worth: points that make the labels of the authoring sets likeliest, held near nought (a penalised
multinomial fit). The same sets give the same files, byte for byte. The held-out set is never read here.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array

from complaint_analysis.classify.rules import KINDS, Evidence, LabelReading, Rules
from complaint_analysis.classify.scorecards import ANY, FOLDER, Scorecard
from complaint_analysis.classify.taxonomy import labels as taxonomy_labels
from complaint_analysis.classify.text_to_read import text_to_read
from complaint_analysis.council.data_files import own_toml

PROJECT = Path(__file__).parents[1]
CLASSIFY = "complaint_analysis.classify"
PACKAGE = PROJECT / "src" / "complaint_analysis"
SPEC, TRAINING = PROJECT / "tests" / "spec", PROJECT / "training"
POINT = {
    "record_type": 0.3,
    "category_housing": 0.3,
    "category_lgsco": 0.3,
    "cause": 0.25,
    "exclusion_reason": 0.25,
}
"""What one point of a rule is worth in log-odds; a scorecard's points are in the same coin."""
SEEN_AT_LEAST = 3
LEAST_POINTS = 0.1
"""A feature whose points all lie below this many log-odds is left out."""
PENALTY_WORD, PENALTY_FAMILY, PENALTY_ANY = 0.8, 0.35, 0.05
FOLDS = 5


@dataclass(frozen=True)
class Example:
    """A labelled text as one kind of rules sees it: its features, the rules' points, and the right label."""

    evidence: Evidence
    points: dict[str, float]
    label: str
    cause: LabelReading | None = None


def narratives() -> list[dict]:
    """The authoring sets as one list of labelled texts."""
    lines = [
        line
        for path in sorted(TRAINING.glob("authoring-narratives-*.jsonl"))
        for line in path.open(encoding="utf-8")
    ]
    return [json.loads(line) for line in lines if line.strip()] + _first_set() + _demonstration()


def _first_set() -> list[dict]:
    data = tomllib.loads((SPEC / "narratives.toml").read_text(encoding="utf-8"))
    columns = ("record_type", "category", "cause", "service", "text")
    accepted = [
        dict(zip(columns, case, strict=True), regime=regime)
        for regime in ("housing", "lgsco")
        for case in data[regime]
    ]
    refusals = [
        {"refusal": True, "exclusion_reason": reason, "text": text} for reason, text in data["refusals"]
    ]
    return accepted + refusals


def _demonstration() -> list[dict]:
    """The demonstration's narratives without what varies from case to case.

    Housing's are left out: nearly all are repairs, and with them whatever is unclear would be read as one.
    """
    path = PROJECT / "tools" / "demonstration" / "narratives-lgsco.toml"
    return [
        entry
        | {
            "regime": "lgsco",
            "record_type": "complaint",
            "service": "",
            "text": re.sub(r"\{\w+\}", " ", entry["text"]),
        }
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["narrative"]
        if entry.get("cause") and entry.get("category")
    ]


def examples(kind: str, rules: Rules, texts: list[dict], causes: list[LabelReading | None]) -> list[Example]:
    """The texts that bear a label of a kind, with what the rules alone give them."""
    field = "category" if kind.startswith("category") else kind
    return [
        Example(evidence, rules.read(kind, evidence, cause).scores, text[field], cause)
        for text, cause in zip(texts, causes, strict=True)
        if bool(text.get("refusal")) is (kind == "exclusion_reason")
        if text.get(field, "") not in ("", "not_recorded")
        if field != "category" or kind.endswith(text["regime"])
        for evidence in [rules.evidence(text_to_read(text["text"]), text.get("service") or "")]
    ]


def weigh(kind: str, cases: list[Example]) -> Scorecard:
    """The scorecard that, added to the rules' points, makes the right labels likeliest."""
    labels = [label for label in taxonomy_labels(kind) if label != "not_recorded"]
    features = _features(cases)
    points = _fitted(kind, cases, labels, features)
    kept = [
        number
        for number, row in enumerate(points)
        if np.abs(row).max() >= LEAST_POINTS or features[number] == ANY
    ]
    features = [features[number] for number in kept]
    points = np.round(_fitted(kind, cases, labels, features) / POINT[kind], 1) + 0.0
    return Scorecard(tuple(labels), {feature: number for number, feature in enumerate(features)}, points)


def _features(cases: list[Example]) -> list[str]:
    seen = Counter(feature for case in cases for feature in case.evidence.features)
    return sorted(feature for feature, times in seen.items() if times >= SEEN_AT_LEAST)


def _fitted(kind: str, cases: list[Example], labels: list[str], features: list[str]) -> np.ndarray:
    """The log-odds of each feature (row) for each label (column)."""
    place = {feature: number for number, feature in enumerate(features)}
    met = _met(cases, place)
    by_rules = POINT[kind] * np.array([[case.points.get(label, 0) for label in labels] for case in cases])
    right = np.array([[case.label == label for label in labels] for case in cases], dtype=float)
    penalty = np.array([_penalty(feature) for feature in features])[:, None]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        odds = flat.reshape(len(features), len(labels))
        likely = _likelihood(by_rules + met @ odds)
        slope = met.T @ (likely - right) + penalty * odds
        return -np.log((likely * right).sum(1)).sum() + (penalty * odds**2).sum() / 2, slope.ravel()

    start = np.zeros(len(features) * len(labels))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(
        len(features), -1
    )


def _met(cases: list[Example], place: dict[str, int]) -> csr_array:
    """Which features (columns) each case (row) has, as ones among noughts that are not kept."""
    columns = [sorted(place[each] for each in case.evidence.features if each in place) for case in cases]
    starts = np.cumsum([0, *map(len, columns)])
    inner = np.concatenate([np.array(row, dtype=int) for row in columns])
    return csr_array((np.ones(len(inner)), inner, starts), shape=(len(cases), len(place)))


def _penalty(feature: str) -> float:
    return PENALTY_ANY if feature == ANY else PENALTY_FAMILY if "@" in feature else PENALTY_WORD


def _likelihood(odds: np.ndarray) -> np.ndarray:
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def causes_unseen(rules: Rules, texts: list[dict]) -> list[LabelReading | None]:
    """The cause read in each text by a scorecard that was weighed without it."""
    by_fold = [
        _with_cause([text for number, text in enumerate(texts) if number % FOLDS != fold])
        for fold in range(FOLDS)
    ]
    return [_cause(by_fold[number % FOLDS], text) for number, text in enumerate(texts)]


def _with_cause(texts: list[dict]) -> Rules:
    alone = bare()
    return bare({"cause": weigh("cause", examples("cause", alone, texts, [None] * len(texts)))})


def _cause(rules: Rules, text: dict) -> LabelReading | None:
    return None if text.get("refusal") else rules.read("cause", rules.evidence(text_to_read(text["text"])))


def bare(scorecards: dict[str, Scorecard] | None = None) -> Rules:
    """The rules with no scorecards but those given."""
    return Rules(own_toml(CLASSIFY, "rules"), own_toml(CLASSIFY, "families"), scorecards or {})


def write(kind: str, card: Scorecard, folder: Path) -> None:
    """Write a scorecard as CSV, a row a feature, empty cells for nought."""
    with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", *card.labels])
        for feature, row in sorted(card.rows.items()):
            writer.writerow([feature, *(f"{cell:g}" if cell else "" for cell in card.points[row])])


def weighed(texts: list[dict]) -> dict[str, Scorecard]:
    """The scorecard of every kind, from labelled texts."""
    rules, causes = bare(), causes_unseen(bare(), texts)
    return {kind: weigh(kind, examples(kind, rules, texts, causes)) for kind in KINDS}


def main() -> None:
    for kind, card in weighed(narratives()).items():
        write(kind, card, PACKAGE / "classify" / FOLDER)
        print(f"{kind}: {len(card.rows)} features")


if __name__ == "__main__":
    main()
