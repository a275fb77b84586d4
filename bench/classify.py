"""How long the rules take over the demonstration's narratives, as a ratio to parting the same texts into words."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pandas as pd

from complaint_analysis.classify import classify, explain
from complaint_analysis.classify.patterns import words_of
from complaint_analysis.council import load_council
from complaint_analysis.periods import ReportingYear
from complaint_analysis.project import DEMONSTRATION
from complaint_analysis.records.issues import Issues
from complaint_analysis.records.load import load

AT_MOST = 40


def best(run: Callable[[], object], times: int = 5) -> float:
    """The least processor seconds of several runs: other work on the machine does not count."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        run()
        taken.append(time.process_time() - started)
    return min(taken)


def main() -> None:
    table = load(load_council(DEMONSTRATION), ReportingYear.parse("2024-25"), Issues()).table
    records = table[table["description"].notna()].reset_index(drop=True)
    texts = records["description"].tolist()
    words = pd.Series([len(text.split()) for text in texts]).mean()
    explain(texts[0], "housing")  # compiles the rules
    parting = best(lambda: [words_of(text) for text in texts])
    reading = best(lambda: [explain(text, "housing") for text in texts])
    classifying = best(lambda: classify(records))
    print(
        f"{len(texts):,} narratives of {words:.0f} words, milliseconds each: parted {1000 * parting / len(texts):.3f}, "
        f"read {1000 * reading / len(texts):.2f}, whole table classified {1000 * classifying / len(texts):.2f}"
    )
    print(f"ratio {classifying / parting:.1f} (at most {AT_MOST})")
    sys.exit(classifying / parting > AT_MOST)


if __name__ == "__main__":
    main()
