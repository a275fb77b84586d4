"""How long the rules take over the demonstration's narratives, as a ratio to parting the same texts into words."""

from __future__ import annotations

import sys

import pandas as pd
from benchmark import Measured, best, told

from complaint_analysis.classify import classify, explain
from complaint_analysis.classify.patterns import words_of
from complaint_analysis.council import load_council
from complaint_analysis.periods import ReportingYear
from complaint_analysis.project import DEMONSTRATION
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.load import load


def main() -> int:
    table = load(load_council(DEMONSTRATION), ReportingYear.parse("2024-25"), Issues()).table
    records = table[table["description"].notna()].reset_index(drop=True)
    texts = records["description"].tolist()
    words = pd.Series([len(text.split()) for text in texts]).mean()
    explain(texts[0], "housing")  # compiles the rules
    parting = best(lambda: [words_of(text) for text in texts])
    reading = best(lambda: [explain(text, "housing") for text in texts])
    classifying = best(lambda: classify(records))
    beside = (
        f"{len(texts):,} narratives of {words:.0f} words, milliseconds each: parted {1000 * parting / len(texts):.3f}, "
        f"read {1000 * reading / len(texts):.2f}, whole table classified {1000 * classifying / len(texts):.2f}"
    )
    return told(Measured("classification", classifying / parting, beside))


if __name__ == "__main__":
    sys.exit(main())
