"""How well the rules read the held-out texts: accuracy and macro-F1, precision and recall by label, confusions.

With --write it also writes docs/classification.md and the figures that are printed beside the published tables.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from complaint_analysis.classify import accuracy, taxonomy
from complaint_analysis.classify.accuracy import Score
from complaint_analysis.classify.rules import rules

PROJECT = Path(__file__).parents[1]
HELD_OUT = PROJECT / "tests" / "spec" / "held-out-narratives.jsonl"
PAGE = PROJECT / "docs" / "classification.md"
DATA = PROJECT / "src" / "complaint_analysis" / "classify" / accuracy.MEASURED
HEADINGS = {
    "record_type": "What kind of record",
    "category_housing": "What it is about: housing",
    "category_lgsco": "What it is about: LGSCO",
    "cause": "Why it went wrong",
    "exclusion_reason": "Why it was refused",
}
GOALS = {"record_type": 0.90, "category": 0.85, "cause": 0.75, "exclusion_reason": 0.90}
INTRODUCTION = """# How good the classification is

Written by `python bench/accuracy.py --write`; a test holds it to what the rules do.

An officer's known code always decides. Where there is none, rules read the text and the service's name:
`rules.toml` holds scored phrases with a word on why, `families.toml` families of words that mean much the same,
`scorecards/` how many points each word, family and meeting of families is worth for each label. The label with the
most points wins; `complaint-analysis explain REFERENCE --year ...` shows which rule decided, on which words, and what
came second. The points of the scorecards are learnt by `tools/weigh_words.py` from the authoring sets
(`training/authoring-narratives-*.jsonl`, `tests/spec/narratives.toml` and the demonstration's texts).

The figures below are measured on `tests/spec/held-out-narratives.jsonl`: invented texts in many voices by an author
who saw no rule, never read while the rules were made. They say how far a rule's label can be trusted where no
officer coded a complaint, and are printed beside the published tables of subject and cause. Real texts will be
read somewhat better or worse: a council learns its own figure from the list of disagreements with its officers.

Where the rules leave a case open, `complaint-analysis suggest --year ...` (the optional extra `suggest`, scikit-learn)
learns from the cases of earlier years that the council's own officers coded, tests itself on coded cases that it has
not seen and shows how many it got right, and lists a label for each open case in `private/suggestions.csv`. A row
there has the columns of `overrides.csv` with `decided_by` and `decided_on` left blank: an officer accepts it by
filling these in and moving the row. Until then no figure and no table knows of it.
"""


def held_out() -> list[dict]:
    """The held-out texts with their right labels."""
    return [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines() if line.strip()]


def scores() -> dict[str, Score]:
    """How the rules read the held-out texts, by kind of label."""
    return accuracy.scored(rules(), held_out())


def by_field(by_kind: dict[str, Score]) -> dict[str, Score]:
    """The scores with the categories of both Codes as one."""
    categories = [score for kind, score in by_kind.items() if kind.startswith("category")]
    others = {kind: score for kind, score in by_kind.items() if not kind.startswith("category")}
    return {"category": accuracy.together(categories, "category")} | others


def page(by_kind: dict[str, Score]) -> str:
    """docs/classification.md: the figures, then a table and the confusions of each kind."""
    return "\n".join(
        [INTRODUCTION, *_summary(by_kind), *(line for score in by_kind.values() for line in _part(score))]
    )


def _summary(by_kind: dict[str, Score]) -> Iterator[str]:
    yield "| | texts | right | accuracy | macro-F1 | unclassified | goal |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for kind, score in (by_field(by_kind) | by_kind).items():
        goal = f"{GOALS[kind]:.2f}" if kind in GOALS else ""
        name = HEADINGS.get(kind, "What it is about: both")
        yield (
            f"| {name} | {score.texts} | {score.right} | {score.accuracy:.3f} | {score.macro_f1:.2f} "
            f"| {score.unclassified} | {goal} |"
        )
    yield ""


def _part(score: Score) -> Iterator[str]:
    yield f"## {HEADINGS[score.kind]}\n"
    yield "| label | texts | precision | recall | F1 | read instead as |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for label in score.labels:
        number = sum(n for (wanted, _), n in score.confusion.items() if wanted == label)
        figures = f"{score.precision(label):.2f} | {score.recall(label):.2f} | {score.f1(label):.2f}"
        yield f"| {_printed(score.kind, label)} | {number} | {figures} | {_instead(score, label)} |"
    yield ""


def _instead(score: Score, label: str) -> str:
    """What texts of a label were read as wrongly, most often first: one row of the confusion matrix."""
    wrong = [(read, n) for (wanted, read), n in score.confusion.items() if wanted == label != read]
    ordered = sorted(wrong, key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{_printed(score.kind, read) if read else 'nothing'} {n}" for read, n in ordered)


def _printed(kind: str, label: str) -> str:
    return taxonomy.printed(kind, label)


def write(by_kind: dict[str, Score]) -> None:
    """Write the page, and the figures that the published tables print."""
    PAGE.write_text(page(by_kind), encoding="utf-8")
    with DATA.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, accuracy.COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(accuracy.rows(by_field(by_kind) | by_kind))


def main() -> None:
    by_kind = scores()
    if "--write" in sys.argv:
        write(by_kind)
    print(page(by_kind).partition("\n\n|")[2])
    sys.exit(any(score.accuracy < GOALS.get(kind, 0) for kind, score in by_field(by_kind).items()))


if __name__ == "__main__":
    main()
