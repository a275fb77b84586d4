"""Tables of the counts of two labels that may be named, as service and cause; the rest stand together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from complaint_analysis.chapters.tables.layouts import out_of_scope
from complaint_analysis.measures.named_counts import least_named
from complaint_analysis.printing.table import Column, Table, table_of
from complaint_analysis.run.period_run import Run


@dataclass(frozen=True)
class NamedLines:
    """Counts by line and label, which of them are named, and the printed words for both.

    `counts` and `named` have a row for each line and a column for each label. What a line does not name is
    one row under the word `other`.
    """

    counts: pd.DataFrame
    named: pd.DataFrame
    lines: Mapping[str, str]
    labels: Mapping[str, str]
    other: str

    def rows(self) -> Iterator[tuple[str, str, int, int]]:
        """Line, label, count and the count of all of the line, of each line that is shown."""
        for line in self.named.index[self.named.any(axis=1)]:
            for label, number in self._of_line(line):
                yield self.lines[line], label, number, int(self.counts.loc[line].sum())

    def named_of(self, label: str) -> list[tuple[str, int]]:
        """The lines that name a label, with its count."""
        lines = self.named.index[self.named[label]] if label in self.named else []
        return [(line, int(self.counts.loc[line, label])) for line in lines]

    def _of_line(self, line: str) -> Iterator[tuple[str, int]]:
        counts = self.counts.loc[line]
        named = counts[self.named.loc[line]].sort_values(ascending=False, kind="stable")
        yield from ((self.labels[label], int(number)) for label, number in named.items())
        if rest := int(counts.sum() - named.sum()):
            yield self.other, rest


def table_of_named(
    run: Run,
    regime: str,
    name: str,
    what: str,
    headings: Mapping[str, str],
    of: NamedLines | None,
    notes: tuple[str, ...] = (),
) -> Table:
    """The table of the counts named; no rows where none is.

    `headings` are those of the line, the label, the complaints, and all complaints of the line, by key.
    """
    keys = list(headings)
    columns = [Column(key, headings[key], "count" if key in keys[2:] else "text") for key in keys]
    cells: list[dict[str, Any]] = [dict(zip(keys, row, strict=True)) for row in of.rows()] if of else []
    least = least_named(run.council.disclosure.threshold)
    named = f"Named are numbers from {least} on, where no smaller one could be worked out from them."
    table = table_of(name, what, cells, columns, (named, *notes))
    return replace(table, otherwise=out_of_scope(run, regime))
