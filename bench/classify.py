"""How long 100,000 narratives take to classify, as a ratio to one pass of all patterns joined as one.

The joined pattern is a regular expression of every phrase that the rules look for, run with `finditer` over
the same texts in lower case, which is the faster way; as that takes long, over some of them, counted up. What
redaction takes stands beside it. The narratives are put together, sentence by sentence, from the authoring
set, so that their words vary and rules fire; a number of narratives can be given.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from benchmark import Measured, told

from complaint_analysis.classify import classify, explain
from complaint_analysis.classify.rules import rules
from complaint_analysis.records.redaction.redact import redact

PROJECT = Path(__file__).parents[1]
TRAINING = PROJECT / "training"
NARRATIVES, WORDS = 100_000, 40
JOINED_OVER = 200
SERVICES = (("housing", "Council Housing"), ("lgsco", "Waste and Recycling"), ("lgsco", "Planning"))
GAP = r"[^\w.!?;\n]+"
"""What stands between two words of a sentence."""


def sentences() -> list[str]:
    """Every sentence of the authoring set."""
    lines = [
        line for path in sorted(TRAINING.glob("authoring-narratives-*.jsonl")) for line in path.open("rb")
    ]
    texts = [json.loads(line)["text"] for line in lines]
    return [each for text in texts for each in re.split(r"(?<=[.!?])\s+", text) if each]


def narratives(number: int) -> list[str]:
    """So many texts of 40 words, no two alike in more than a sentence or two."""
    chance, known = random.Random(40), sentences()
    return [narrative(chance, known) for _ in range(number)]


def narrative(chance: random.Random, known: list[str]) -> str:
    words: list[str] = []
    while len(words) < WORDS:
        words += chance.choice(known).split()
    return " ".join(words[:WORDS])


def records(texts: list[str]) -> pd.DataFrame:
    """The texts as records that no officer has coded."""
    services = [SERVICES[number % len(SERVICES)] for number in range(len(texts))]
    table = pd.DataFrame(services, columns=["regime", "service"], dtype="str")
    blank = dict.fromkeys(("category", "cause", "record_type", "exclusion_reason"))
    numbers = [f"N{number}" for number in range(len(texts))]
    return table.assign(reference=numbers, description=texts, accepted=True, **blank)


def joined() -> re.Pattern[str]:
    """Every phrase that the rules look for, as one regular expression."""
    return re.compile("|".join(f"(?:{expression(phrase)})" for phrase in rules()._book._numbers))


def expression(phrase: str) -> str:
    """A phrase of rules.toml as a regular expression: up to one word between, or up to ten."""
    first, *others = re.split(r"(\s+\.\.\.\s+|\s+)", phrase.replace("'", "").strip())
    between = (rf"{GAP}(?:\w+{GAP}){{0,{1 if gap.isspace() else 10}}}?" for gap in others[::2])
    elements = zip(between, map(element, others[1::2]), strict=True)
    return element(first) + "".join(gap + each for gap, each in elements)


def element(alternatives: str) -> str:
    spelt_out = {word(each) for each in rules()._book._vocabulary._spelt_out(alternatives)}
    return rf"\b(?:{'|'.join(sorted(spelt_out, key=lambda each: (-len(each), each)))})\b"


def word(alternative: str) -> str:
    if "_" in alternative:
        return GAP.join(map(word, alternative.split("_")))
    if alternative == "#":
        return r"\d[\d.,:/]*"
    return re.escape(alternative.removesuffix("*")) + (r"\w*" if alternative.endswith("*") else "")


def milliseconds(run: Callable[[], object], texts: int) -> float:
    """Processor milliseconds a text: other work on the machine does not count."""
    started = time.process_time()
    run()
    return 1000 * (time.process_time() - started) / texts


def main(number: int = NARRATIVES) -> int:
    texts = narratives(number)
    table = records(texts)
    explain(texts[0], "housing")  # compiles the rules
    redact(table["description"].head(1))
    pattern, some = joined(), [text.lower() for text in texts[:JOINED_OVER]]
    hits: list[int] = []
    passing = milliseconds(
        lambda: hits.extend(sum(1 for _ in pattern.finditer(text)) for text in some), len(some)
    )
    classified: list[pd.DataFrame] = []
    classifying = milliseconds(lambda: classified.append(classify(table).table), number)
    redacting = milliseconds(lambda: redact(table["description"]), number)
    fired = classified[0][["category_rule", "cause_rule"]].ne("").any(axis=1).mean()
    beside = (
        f"{number:,} narratives of {WORDS} words, of which a rule decides {fired:.0%}; milliseconds each: one pass "
        f"{passing:.2f} (over {len(some)} of them, {sum(hits) / len(some):.1f} hits each), classified "
        f"{classifying:.2f}, redacted {redacting:.2f} (ratio {redacting / passing:.2f})"
    )
    return told(Measured("classification", classifying / passing, beside))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
