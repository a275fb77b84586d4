"""Tables of what complaints were about and why things went wrong, and who classified them."""

from __future__ import annotations

from typing import Any

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.layouts import caption, out_of_scope
from complaint_analysis.classify import taxonomy
from complaint_analysis.classify.accuracy import measured
from complaint_analysis.council.codes.regimes import ABOUT, NAME
from complaint_analysis.measures.figure import print_share, rate
from complaint_analysis.printing.table import (
    NOT_APPLICABLE,
    NOT_RECORDED,
    TOTAL,
    Column,
    Table,
    table_of,
    unless_all_nought,
)
from complaint_analysis.run.compared_years import Side, sides
from complaint_analysis.run.period_run import Run

UNCLASSIFIED = "Not classified"
_OWN_RULES = ("officer", "override")


def category(run: Run, regime: str) -> Table:
    """Complaints of a Code by what they are about, most first, with last year's and this year's share."""
    kind = taxonomy.category_kind(regime)
    what = f"Complaints {ABOUT[regime]} by subject"
    return _labelled(run, regime, "category", kind, what, "Subject")


def cause(run: Run, regime: str) -> Table:
    """Complaints of a Code by the main cause of what went wrong, most first."""
    what = f"Complaints {ABOUT[regime]} by main cause"
    return _labelled(run, regime, "cause", "cause", what, "Main cause")


def _labelled(run: Run, regime: str, column: str, kind: str, what: str, heading: str) -> Table:
    counts = [_counts(side, regime, column) if regime in run.regimes else {} for side in sides(run)]
    used = [label for label in taxonomy.labels(kind) if any(each.get(label, 0) for each in counts)]
    ordered = sorted(used, key=lambda label: -counts[0].get(label, 0))
    names = {label: taxonomy.printed(kind, label) for label in ordered} | {"": UNCLASSIFIED}
    rows = [_row(name, [each.get(label, 0) for each in counts], counts, run) for label, name in names.items()]
    total = _row(TOTAL, [sum(each.values()) for each in counts], counts, run)
    columns = (
        Column("label", heading),
        *(Column(side.label, side.label, "count") for side in sides(run)),
        *([Column("change", "Change", "count")] if len(counts) > 1 else []),
        *(Column(f"share_{side.label}", f"Share, {side.label}", "per_cent") for side in sides(run)),
    )
    notes = sorted_by(run, regime, column) if any(counts) else ()
    cells, left_out = [*rows, total] if any(counts) else [], out_of_scope(run, regime)
    name = f"{column}-{regime}"
    return table_of(name, caption(run, what), cells, columns, notes, total=True, otherwise=left_out)


def _counts(side: Side, regime: str, column: str) -> dict[str, int]:
    labels = side.basis.complaints(regime)[column]
    return {str(label): int(number) for label, number in labels.fillna("").value_counts().items()}


def _row(name: str, numbers: list[int], counts: list[dict[str, int]], run: Run) -> dict[str, Any]:
    row: dict[str, Any] = {"label": name}
    for side, number, all_of_year in zip(sides(run), numbers, counts, strict=True):
        share = rate("", number, sum(all_of_year.values()), "per_cent").value
        row |= {side.label: number, f"share_{side.label}": NOT_APPLICABLE if share is None else share}
    return row | {"change": numbers[0] - numbers[-1]}


def sorted_by(run: Run, regime: str, column: str) -> tuple[str, ...]:
    """Notes on who sorted the period's complaints into a table's rows, and how well the rules do that.

    What officers and the rules sorted is given as shares with their numbers, the accuracy as it was measured
    on the texts held out for it.
    """
    by = _deciders(run, regime, column)
    if NOT_RECORDED in by.values():
        return (_measured(regime, column),)
    all_of_period = sum(by.values())
    officers, read, nobody = (
        print_share(rate("", number, all_of_period, "per_cent"))
        for number in (by["officer"] + by["override"], by["rule"], by["nobody"])
    )
    label = sides(run)[0].label
    who = f"{label}: officers sorted {officers}, written rules {read}, nobody {nobody}."
    return who, _measured(regime, column)


def _measured(regime: str, column: str) -> str:
    of = measured()[taxonomy.category_kind(regime) if column == "category" else column]
    share = rate("", int(of["right"]), int(of["texts"]), "per_cent")
    chosen = f"they chose the right {words('sorted')[column]} for {print_share(share)}"
    return f"The rules were tested on texts kept apart for that: {chosen}."


def classified_by(run: Run) -> Table:
    """How many of the period's complaints an officer, a rule or nobody classified, by Code and label."""
    rows = [
        {"label": f"{NAME[regime]}, {heading}"} | _deciders(run, regime, column)
        for regime in run.regimes
        for column, heading in words("sorted").items()
    ]
    columns = (
        Column("label", "Complaints"),
        *(Column(key, heading, "count") for key, heading in words("rule").items()),
    )
    what = f"Who classified complaints, {sides(run)[0].label}"
    return unless_all_nought(table_of("classified-by", what, rows, columns))


def _deciders(run: Run, regime: str, column: str) -> dict[str, Any]:
    rows = sides(run)[0].basis.complaints(regime)
    if f"{column}_rule" not in rows:
        return dict.fromkeys(words("rule"), NOT_RECORDED)
    decided = rows[f"{column}_rule"].where(rows[column].notna(), "").fillna("").map(_decider)
    return {key: int((decided == key).sum()) for key in words("rule")}


def _decider(rule: str) -> str:
    return "nobody" if not rule else rule if rule in _OWN_RULES else "rule"
