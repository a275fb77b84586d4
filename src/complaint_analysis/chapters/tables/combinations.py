"""Tables of what came together in one complaint, and of complaints that came again about the same thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pandas as pd

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.layouts import out_of_scope
from complaint_analysis.chapters.tables.people import protected
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import ABOUT, NAME
from complaint_analysis.measures.disclosure_control import withheld
from complaint_analysis.measures.repeats import BY, repeated
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
_Pair = tuple[str, str]


def together(run: Run, regime: str, field: str) -> Table:
    """Complaints of a Code with two subjects (or causes), by who named the second; small numbers withheld.

    `field` is `category` or `cause`. An officer names a second in a further row of the export; a rule where
    the text speaks for it at least half as clearly as for the one that was decided. Which of the two came
    first says nothing. Pairs too few to be shown are one row.
    """
    thing = words("field")[field]
    counts = _pairs(run, regime, field) if regime in run.regimes else pd.DataFrame()
    columns = [Column(each, words("together")[each], "count") for each in counts]
    what = f"Complaints {ABOUT[regime]} with two {thing}s, {sides(run)[0].label}"
    first = Column("pair", f"The two {thing}s")
    table = protected(f"{thing.replace(' ', '-')}s-together-{regime}", what, first, columns, counts, run)
    return replace(table, otherwise=out_of_scope(run, regime))


def _pairs(run: Run, regime: str, field: str) -> pd.DataFrame:
    """Complaints by their two labels and who named the second; without a column of nought."""
    rows = sides(run)[0].basis.complaints(regime)
    kind = taxonomy.category_kind(regime) if field == "category" else field
    decided = rows[rows[field].notna()]
    main = dict(zip(decided["reference"], decided[field], strict=True))
    named = {"officer": _recorded_beside(run, field, kind), "rule": _read_beside(rows, field)}
    counted = {
        who: Counter(
            _pair(main[case], other, kind) for case, other in beside if main.get(case, other) != other
        )
        for who, beside in named.items()
    }
    return _with_rest({who: each for who, each in counted.items() if each}, kind, run)


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


def _with_rest(counted: dict[str, Counter[_Pair]], kind: str, run: Run) -> pd.DataFrame:
    """The pairs that anybody named often enough to be shown, most first, and the others as one row."""
    least = run.council.disclosure.threshold
    often = {pair for each in counted.values() for pair, number in each.items() if number >= least}
    ordered = sorted(often, key=lambda pair: (-sum(each[pair] for each in counted.values()), pair))
    rows = {listed([taxonomy.printed(kind, label) for label in pair]): pair for pair in ordered}
    cells = {name: {who: each[pair] for who, each in counted.items()} for name, pair in rows.items()}
    rest = {who: each.total() - sum(each[pair] for pair in often) for who, each in counted.items()}
    named = cells | ({REST: rest} if cells and any(rest.values()) else {})
    return pd.DataFrame.from_dict(named, orient="index", columns=list(counted))


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
    return SUPPRESSED if withheld({"again": number}, [], threshold) else number
