"""Tables of each subject: why things went wrong, in which service, and what put them right.

A cell of two labels can be of one person, so small numbers are withheld, and with them whatever would give
them away: the totals of subjects, causes and remedies stand in other tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.disclosure import suppress, total_may_be_shown
from complaint_analysis.measures.complaints import with_each_remedy
from complaint_analysis.measures.tables.people import withheld
from complaint_analysis.measures.tables.sides import (
    TOTAL,
    Run,
    Side,
    caption,
    made,
    regimes,
    sides,
    without_rows,
    words,
)
from complaint_analysis.measures.tables.themes import UNCLASSIFIED
from complaint_analysis.tables import SUPPRESSED, Column, Table

CAUSES_NAMED = 3
"""So many causes have a column of their own beside a service; a page takes no more."""
_NOT_SAID = ("", "not_stated")
_SMALL_NOTE = "Where a number is withheld, others are too, so that it cannot be worked out from a total."
_NO_CAUSE = "A cause is what a complaint was sorted under. It is not a finding."


class Theme(NamedTuple):
    """A subject of a Code with its complaints of this period, and of the one before where there is one."""

    regime: str
    label: str
    counts: tuple[int, ...]

    @property
    def printed(self) -> str:
        return taxonomy.printed(taxonomy.category_kind(self.regime), self.label)

    @property
    def name(self) -> str:
        """The theme in the name of a table or a heading's id: `housing-property-condition`."""
        return f"{self.regime}-{self.label}".replace("_", "-")


def themes(run: Run, regime: str) -> list[Theme]:
    """The subjects of a Code that any complaint of either period is about, most of this period first."""
    if regime not in regimes(run):
        return []
    counts = [side.basis.complaints(regime)["category"].value_counts() for side in sides(run)]
    found = [
        Theme(regime, label, tuple(int(each.get(label, 0)) for each in counts))
        for label in taxonomy.labels(taxonomy.category_kind(regime))
    ]
    return sorted((each for each in found if any(each.counts)), key=lambda each: -each.counts[0])


def theme_causes(run: Run, theme: Theme) -> Table:
    """Why complaints of one subject are said to have gone wrong, with last year's; small numbers withheld."""
    grids = [_shown_grid(side, theme.regime, run) for side in sides(run)]
    columns = {side.label: _row_of(grid, theme.label) for side, grid in zip(sides(run), grids, strict=True)}
    names = {**{each: taxonomy.printed("cause", each) for each in taxonomy.labels("cause")}, "": UNCLASSIFIED}
    rows = [
        {"cause": name} | {label: cells.get(key, 0) for label, cells in columns.items()}
        for key, name in names.items()
    ]
    used = [row for row in rows if any(row[label] != 0 for label in columns)]
    ordered = sorted(used, key=lambda row: _by_size(row[sides(run)[0].label]))
    total = {"cause": TOTAL} | dict(zip(columns, theme.counts, strict=True))
    headings = (Column("cause", "Main cause"), *(Column(label, label, "count") for label in columns))
    what = caption(run, f"{theme.printed}: {words('about')[theme.regime]}, by main cause")
    table = made(f"causes-{theme.name}", what, [*ordered, total], headings, (_SMALL_NOTE,), total=True)
    return table if grids[0] is not None and theme.counts[0] else without_rows(table)


def _shown_grid(side: Side, regime: str, run: Run) -> pd.DataFrame | None:
    """Complaints of a Code by subject and cause as they may be shown; None where nothing protects them."""
    complaints = side.basis.complaints(regime)
    return protected(pd.crosstab(complaints["category"].fillna(""), complaints["cause"].fillna("")), run)


def protected(counts: pd.DataFrame, run: Run) -> pd.DataFrame | None:
    """A table of counts whose totals are known, small ones withheld; None where that cannot protect them."""
    threshold = run.council.disclosure.threshold
    if counts.empty or not total_may_be_shown(counts, threshold):
        return None
    return suppress(counts, threshold)


def _row_of(grid: pd.DataFrame | None, label: str) -> dict[str, Any]:
    if grid is None:
        return dict.fromkeys(("", *taxonomy.labels("cause")), SUPPRESSED)
    return grid.loc[label].to_dict() if label in grid.index else {}


def _by_size(cell: Any) -> tuple[bool, int]:
    """Shown numbers by size, then what is withheld: its place says nothing of it."""
    return (isinstance(cell, str) or cell == 0, 0 if isinstance(cell, str) else -cell)


def cause_by_service(run: Run, regime: str) -> Table:
    """Complaints of a Code by service and its most frequent main causes, with both totals; small withheld."""
    rows = sides(run)[0].basis.complaints(regime) if regime in regimes(run) else None
    named = [] if rows is None else _most_frequent(rows["cause"])
    columns = (
        Column("service", "Service"),
        *(Column(each, taxonomy.printed("cause", each), "count") for each in named),
        Column("rest", "Any other cause" if named else "Any cause", "count"),
        Column("all", TOTAL, "count"),
    )
    notes = ("Any other cause: also where none is stated or could be read.", _SMALL_NOTE, _NO_CAUSE)
    what = f"Complaints {words('about')[regime]} by service and main cause, {sides(run)[0].label}"
    cells = [] if rows is None else _service_rows(rows, named, run)
    return made(f"cause-by-service-{regime}", what, cells, columns, notes, total=True)


def _most_frequent(causes: pd.Series) -> list[str]:
    counts = causes[~causes.isin(_NOT_SAID)].value_counts()
    order = taxonomy.labels("cause")
    return sorted(counts.index, key=lambda each: (-counts[each], order.index(each)))[:CAUSES_NAMED]


def _service_rows(rows: pd.DataFrame, named: Sequence[str], run: Run) -> list[dict[str, Any]]:
    kept = rows["cause"].where(rows["cause"].isin(named), "rest")
    counts = pd.crosstab(rows["service"].astype(str), kept).reindex(columns=[*named, "rest"], fill_value=0)
    shown = protected(counts, run)
    if shown is None:
        return []
    totals = counts.sum(axis=1).sort_values(ascending=False, kind="stable")
    cells = [{"service": each, **shown.loc[each], "all": totals[each]} for each in totals.index]
    return [*cells, {"service": TOTAL, **counts.sum(), "all": totals.sum()}]


def remedy_by_subject(run: Run, regime: str) -> Table:
    """Complaints of a Code with each remedy by subject, small numbers withheld (HO 7.1; LGSCO 7.1)."""
    found = themes(run, regime)
    counts = _remedies(sides(run)[0], regime) if found else pd.DataFrame()
    names = {each.label: each.printed for each in found} | {"": UNCLASSIFIED}
    counts = counts.reindex([each for each in names if each in counts.index]).rename(names)
    columns = [Column(each, taxonomy.printed("remedies", each), "count") for each in counts]
    what = f"How complaints {words('about')[regime]} were put right, by subject, {sides(run)[0].label}"
    return withheld(f"remedy-by-subject-{regime}", what, Column("subject", "Subject"), columns, counts, run)


def _remedies(side: Side, regime: str) -> pd.DataFrame:
    """Complaints by subject with each remedy that any has; several may go together."""
    rows = side.basis.complaints(regime)
    subjects = rows["category"].fillna("")
    counts = with_each_remedy(rows["remedies"]).groupby(subjects).sum().astype(int)
    return counts.loc[:, counts.any()]
