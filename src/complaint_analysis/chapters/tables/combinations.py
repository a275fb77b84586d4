"""Tables of what came together in one complaint, and of complaints that came again about the same thing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.named_lines import NamedLines, table_of_named
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import ABOUT, NAME
from complaint_analysis.measures.disclosure_control import is_small
from complaint_analysis.measures.named_counts import named_of_total
from complaint_analysis.measures.repeats import BY, repeated
from complaint_analysis.measures.secret_chance import drawn_by
from complaint_analysis.printing.sentences import listed
from complaint_analysis.printing.table import (
    NOT_RECORDED,
    SUPPRESSED,
    Column,
    Table,
    table_of,
    unless_all_nought,
)
from complaint_analysis.run.compared_years import sides
from complaint_analysis.run.period_run import Run

REST = "Any other two"
_BESIDE = ["by", "reference", "pair"]
_Pair = tuple[str, str]


def together(run: Run, regime: str, field: str) -> Table:
    """Complaints of a Code with two subjects (or causes), by who named the second; large numbers alone.

    `field` is `category` or `cause`. An officer names a second in a further row of the export; a rule where
    the text speaks for it at least half as clearly as for the one that was decided. Which of the two came
    first says nothing.
    """
    thing = words("field")[field]
    headings = {
        "by": f"The second {thing}",
        "pair": f"The two {thing}s",
        "complaints": "Complaints",
        "all": f"All with two {thing}s",
    }
    what = f"Complaints {ABOUT[regime]} with two {thing}s, {sides(run)[0].label}"
    name = f"{thing.replace(' ', '-')}s-together-{regime}"
    named = _pairs_named(run, regime, field) if regime in run.regimes else None
    return table_of_named(run, regime, name, what, headings, named)


def _pairs_named(run: Run, regime: str, field: str) -> NamedLines | None:
    """The period's complaints by who named a second label, and the two labels; None where nobody did."""
    rows = sides(run)[0].basis.complaints(regime)
    kind = taxonomy.category_kind(regime) if field == "category" else field
    decided = rows[rows[field].notna()]
    main = dict(zip(decided["reference"], decided[field], strict=True))
    named = {"officer": _recorded_beside(run, field, kind), "rule": _read_beside(rows, field)}
    beside = [
        (who, case, _pair(main[case], other, kind))
        for who, seconds in named.items()
        for case, other in sorted(seconds)
        if main.get(case, other) != other
    ]
    if not beside:
        return None
    of_label = decided[field].value_counts()
    printed = {pair: listed([taxonomy.printed(kind, label) for label in pair]) for _, _, pair in beside}
    at_most = {name: sum(int(of_label.get(label, 0)) for label in pair) for pair, name in printed.items()}
    found = pd.DataFrame([(who, case, printed[pair]) for who, case, pair in beside], columns=_BESIDE)
    counts = pd.crosstab(found["by"], found["pair"]).astype(int)
    drawn = drawn_by(found["reference"], found["by"])
    shown = named_of_total(counts, pd.Series(at_most), run.council.disclosure.threshold, drawn)
    return NamedLines(counts, shown, words("together"), {each: each for each in counts}, REST)


def _pair(one: str, other: str, kind: str) -> _Pair:
    first, second = sorted((one, other), key=taxonomy.labels(kind).index)
    return first, second


def _recorded_beside(run: Run, field: str, kind: str) -> set[_Pair]:
    """Case and label of every further row in which an officer named a known one."""
    further = run.records.other_categories
    if field not in further:
        return set()
    known = further[field].map(lambda word: taxonomy.canonical(kind, word) if isinstance(word, str) else "")
    return {(case, label) for case, label in zip(further["reference"], known, strict=True) if label}


def _read_beside(rows: pd.DataFrame, field: str) -> set[_Pair]:
    """Case and label of every complaint in whose text a rule read a second."""
    read = rows.get(f"{field}_second", pd.Series("", rows.index)).fillna("")
    return {(case, label) for case, label in zip(rows["reference"], read, strict=True) if label}


def repeats(run: Run) -> Table:
    """Complaints that repeat an earlier one, by what in the records shows it, small numbers withheld.

    The definition is `repeats.repeated`. A complaint can be in several rows; where a row is withheld, so is
    the row of all, from which it could be worked out.
    """
    columns = [Column(regime, NAME[regime], "count") for regime in run.regimes]
    counts = {regime: _again(run, regime) for regime in run.regimes}
    rows = [
        {"again": name} | {regime: counts[regime][by] for regime in counts}
        for by, name in words("repeats").items()
    ]
    what = f"Complaints that came again, {sides(run)[0].label}"
    notes = (
        "The earlier complaint came no more than a year before. A complaint can be in several rows.",
        "A person or a home is known only where our records name it.",
    )
    table = table_of("repeats", what, rows, (Column("again", "Complaints"), *columns), notes)
    recorded = table.frame[table.frame[list(counts)].ne(NOT_RECORDED).any(axis=1)]
    return unless_all_nought(table_of(table.name, what, recorded.to_dict("records"), table.columns, notes))


def _again(run: Run, regime: str) -> dict[str, Any]:
    """How many complaints came again by each thing that shows it, and by any of them, as may be shown."""
    flags = repeated(sides(run)[0].basis, regime)
    known = [each for each in flags.values() if each is not None]
    everything = pd.concat(known, axis=1).any(axis=1) if known else None
    threshold = run.council.disclosure.threshold
    cells = {by: _shown(flags[by], threshold) for by in BY}
    whole = SUPPRESSED if SUPPRESSED in cells.values() else _shown(everything, threshold)
    return cells | {"any": whole}


def _shown(flags: pd.Series | None, threshold: int) -> Any:
    if flags is None:
        return NOT_RECORDED
    number = int(flags.sum())
    return SUPPRESSED if is_small(number, threshold) else number
