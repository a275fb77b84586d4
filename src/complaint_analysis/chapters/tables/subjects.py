"""Tables of each subject: why things went wrong, in which service, and what put them right.

A cell of two labels can be of one person, so small numbers are withheld, and with them whatever would give
them away: the totals of subjects, causes and remedies stand in other tables. Causes by subject and causes by
service are protected apart: they share no more than the totals of the causes, which are taken to be known,
and whatever one of them may hold agrees with all that the other may hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeGuard

import pandas as pd

from complaint_analysis.chapters.printed_words import words
from complaint_analysis.chapters.tables.layouts import caption, out_of_scope
from complaint_analysis.chapters.tables.people import protected
from complaint_analysis.chapters.tables.themes import UNCLASSIFIED
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import ABOUT
from complaint_analysis.measures.complaints import with_each_remedy
from complaint_analysis.measures.disclosure_control import suppress_grid
from complaint_analysis.printing.table import SUPPRESSED, TOTAL, Column, Table, table_of
from complaint_analysis.run.compared_years import Side, sides
from complaint_analysis.run.period_run import Run

CAUSES_NAMED = 3
"""So many causes have a column of their own beside a service; a page takes no more."""
_NOT_SAID = ("", "not_stated")
ANY_OTHER_CAUSE, ANY_OTHER_SUBJECT = "Any other cause", "Any other subject"
ANY_OTHER_SERVICE = "Any other service"
_REST = "rest"
_OTHERS_NOTE = "Any other cause: those of too few complaints to be named, and those not known."
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
    if regime not in run.regimes:
        return []
    counts = [side.basis.complaints(regime)["category"].value_counts() for side in sides(run)]
    found = [
        Theme(regime, label, tuple(int(each.get(label, 0)) for each in counts))
        for label in taxonomy.labels(taxonomy.category_kind(regime))
    ]
    return sorted((each for each in found if any(each.counts)), key=lambda each: -each.counts[0])


def theme_causes(run: Run, regime: str) -> list[Table]:
    """For each theme why its complaints are said to have gone wrong, with last year's; small ones withheld.

    Named are the causes that this period has a number to show of; the others are one row, which the total
    gives anyway. A theme of which no cause can be named has a table without rows.
    """
    found = themes(run, regime)
    grids = [_cause_grid(side, regime, run) for side in sides(run)] if found else []
    return [_causes_of(run, theme, grids) for theme in found]


def causes_by_subject(run: Run) -> list[Table]:
    """The tables of `theme_causes` of every Code that have rows, which stand with their subjects."""
    return [table for regime in run.regimes for table in theme_causes(run, regime) if len(table.frame)]


def _cause_grid(side: Side, regime: str, run: Run) -> pd.DataFrame | None:
    """Complaints of a Code by subject and cause as they may be shown; None where nothing protects them."""
    complaints = side.basis.complaints(regime)
    counts = pd.crosstab(complaints["category"].fillna(""), complaints["cause"].fillna(""))
    return None if counts.empty else suppress_grid(counts, _threshold(run), _REST)


def _causes_of(run: Run, theme: Theme, grids: Sequence[pd.DataFrame | None]) -> Table:
    totals = dict(zip((side.label for side in sides(run)), theme.counts, strict=True))
    cells = _known_causes(dict(zip(totals, grids, strict=True)), theme)
    now, *_ = totals
    sizes = cells[now].map(_number) if now in cells else pd.Series(dtype=int)
    named = cells.loc[sizes[sizes > 0].sort_values(ascending=False, kind="stable").index]
    totals = {label: totals[label] for label in cells}
    rest = {label: _rest(totals[label], named[label]) for label in cells}
    names = [taxonomy.printed("cause", each) for each in named.index]
    rows = [{"cause": name, **row} for name, row in zip(names, named.to_dict("records"), strict=True)]
    others = [{"cause": ANY_OTHER_CAUSE, **rest}] if any(rest.values()) else []
    whole = [*rows, *others, {"cause": TOTAL, **totals}] if rows else []
    columns = (Column("cause", "Main cause"), *(Column(label, label, "count") for label in cells))
    what = caption(run, f"{theme.printed}: complaints {ABOUT[theme.regime]} by main cause")
    notes = (*((_OTHERS_NOTE,) if others else ()), *((_SMALL_NOTE,) if SUPPRESSED in rest.values() else ()))
    return table_of(f"causes-{theme.name}", what, whole, columns, notes, total=True)


def _known_causes(grids: Mapping[str, pd.DataFrame | None], theme: Theme) -> pd.DataFrame:
    """One subject by cause and year: of the years that show it, the causes that all of them show."""
    shown = {label: grid.loc[theme.label] for label, grid in grids.items() if _has(grid, theme.label)}
    in_all = [
        each
        for each in taxonomy.labels("cause")
        if each not in _NOT_SAID and all(each in row.index for row in shown.values())
    ]
    return pd.DataFrame({label: row.reindex(in_all) for label, row in shown.items()}, in_all, dtype=object)


def _has(grid: pd.DataFrame | None, label: str) -> TypeGuard[pd.DataFrame]:
    return grid is not None and label in grid.index


def _number(cell: Any) -> int:
    """A shown number; 0 for what is withheld."""
    return 0 if isinstance(cell, str) else int(cell)


def _threshold(run: Run) -> int:
    return run.council.disclosure.threshold


def cause_by_service(run: Run, regime: str) -> Table:
    """Complaints of a Code by service and its most frequent main causes, with both totals; small withheld.

    Services and causes that withholding cannot protect are put together; no rows where nothing protects.
    """
    counts = _by_service(sides(run)[0], regime) if regime in run.regimes else pd.DataFrame()
    shown = None if counts.empty else suppress_grid(counts, _threshold(run), _REST)
    named = [each for each in counts if shown is not None and each in shown and each != _REST]
    columns = (
        Column("service", "Service"),
        *(Column(each, taxonomy.printed("cause", each), "count") for each in named),
        Column(_REST, "Any other cause" if named else "Any cause", "count"),
        Column("all", TOTAL, "count"),
    )
    notes = ("Any other cause: also where none is stated or could be read.", _SMALL_NOTE, _NO_CAUSE)
    what = f"Complaints {ABOUT[regime]} by service and main cause, {sides(run)[0].label}"
    cells = [] if shown is None else _service_rows(counts, shown)
    name, left_out = f"cause-by-service-{regime}", out_of_scope(run, regime)
    return table_of(name, what, cells, columns, notes, total=True, otherwise=left_out)


def _by_service(side: Side, regime: str) -> pd.DataFrame:
    rows = side.basis.complaints(regime)
    named = _most_frequent(rows["cause"])
    kept = rows["cause"].where(rows["cause"].isin(named), _REST)
    return pd.crosstab(rows["service"].astype(str), kept).reindex(columns=[*named, _REST], fill_value=0)


def _most_frequent(causes: pd.Series) -> list[str]:
    counts = causes[~causes.isin(_NOT_SAID)].value_counts()
    order = taxonomy.labels("cause")
    return sorted(counts.index, key=lambda each: (-counts[each], order.index(each)))[:CAUSES_NAMED]


def _service_rows(counts: pd.DataFrame, shown: pd.DataFrame) -> list[dict[str, Any]]:
    """The shown services, most complaints first, the others together, and the total of each column."""
    totals = counts.sum(axis=1).sort_values(ascending=False, kind="stable")
    named = [each for each in totals.index if each in shown.index]
    whole = counts.sum()
    causes = [each for each in shown if each != _REST]
    sums = {**whole[causes], _REST: whole.sum() - whole[causes].sum()}
    cells = [{"service": each, _REST: 0, **shown.loc[each], "all": totals[each]} for each in named]
    if _REST in shown.index:
        others = totals.sum() - totals[named].sum()
        cells.append({"service": ANY_OTHER_SERVICE, _REST: 0, **shown.loc[_REST], "all": others})
    return [*cells, {"service": TOTAL, **sums, "all": totals.sum()}]


def remedy_by_subject(run: Run, regime: str) -> Table:
    """Complaints of a Code with each remedy by subject, small numbers withheld (HO 7.1; LGSCO 7.1).

    Remedies and subjects of which no number can be shown are left out, as the totals of both stand elsewhere.
    """
    found = themes(run, regime)
    counts = _remedies(sides(run)[0], regime) if found else pd.DataFrame()
    names = {each.label: each.printed for each in found} | {"": UNCLASSIFIED}
    counts = counts.reindex([each for each in names if each in counts.index]).rename(names)
    columns = [Column(each, words("remedy")[each], "count") for each in counts]
    what = f"How complaints {ABOUT[regime]} were put right, by subject, {sides(run)[0].label}"
    first = Column("subject", "Subject")
    table = named_only(protected(f"remedy-by-subject-{regime}", what, first, columns, counts, run))
    return replace(table, otherwise=out_of_scope(run, regime))


def named_only(table: Table) -> Table:
    """The table without the columns and rows that have no number to show but nought.

    What stands in the rows left out is one row, withheld in a column where a row above it is.
    """
    if table.frame.empty:
        return table
    first, *columns = table.columns
    body, total = table.frame.iloc[:-1], table.frame.iloc[[-1]]
    numbers = body[[each.key for each in columns]].map(_number)
    kept = [each.key for each in columns if numbers[each.key].any()]
    named = body[numbers.any(axis=1)]
    rest = {key: _rest(total[key].iloc[0], named[key]) for key in kept}
    others = [{first.key: ANY_OTHER_SUBJECT} | rest] if len(named) < len(body) and any(rest.values()) else []
    frame = pd.concat([named, pd.DataFrame(others, dtype=object), total])[[first.key, *kept]]
    shown = frame.reset_index(drop=True) if kept else frame.iloc[:0]
    return replace(table, frame=shown, columns=(first, *(each for each in columns if each.key in kept)))


def _rest(total: Any, cells: pd.Series) -> Any:
    """What of a total is in no cell shown; withheld where a cell is."""
    return SUPPRESSED if SUPPRESSED in set(cells) else int(total) - int(cells.sum())


def _remedies(side: Side, regime: str) -> pd.DataFrame:
    """Complaints by subject with each remedy; several may go together."""
    rows = side.basis.complaints(regime)
    subjects = rows["category"].fillna("")
    return with_each_remedy(rows["remedies"]).groupby(subjects).sum().astype(int)
