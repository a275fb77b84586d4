"""Behind a figure: the cases in its numerator and denominator, what decided each, and those left out.

It shows the rows that the figure's own measure flagged; nothing is counted a second time. All is private.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz import process

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.errors import UsageError
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.figure import Cases, Figure, Figures, print_figure
from complaint_analysis.measures.record_figures import record_figures
from complaint_analysis.measures.tsm import TENURES
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.printing.table import print_date
from complaint_analysis.records.store import Records, write_csv

COUNTED, NUMERATOR, BASE, LEFT_OUT = "counted", "numerator and denominator", "denominator", "left out"
SHOWN = 40
"""So many cases are shown on the terminal; the list has all."""
_HOMES = re.compile(rf"\b({'|'.join(TENURES)})\b")
_STAGE = re.compile(r"\bstage([12])\b")
_SHEETS, _ACTIONS = ["year", "file", "sheet"], ["reference", "action_due", "action_done"]
Condition = Callable[[pd.DataFrame], tuple[pd.Series, pd.Series]]
"""Which rows do not meet a condition, and the value that says so."""


@dataclass(frozen=True)
class Traced:
    """A figure with a row for each case: its part in the figure, its dates, what decided, what it adds.

    `rows` has the columns `part`, those of the case, `adds` and `why`; a case that is in the numerator of one
    population and the denominator of another has a row for each.
    """

    figure: Figure
    rows: pd.DataFrame

    def sums(self) -> tuple[float, float]:
        """What the cases listed add to the numerator (or value), and how many are in the denominator."""
        in_numerator = self.rows["part"].isin([COUNTED, NUMERATOR])
        in_base = self.rows["part"].isin([NUMERATOR, BASE])
        return float(self.rows.loc[in_numerator, "adds"].sum()), float(in_base.sum())

    def lines(self) -> list[str]:
        """The trace as a terminal shows it: the figure, its cases, and why others are left out."""
        figure, parts = self.figure, self.rows["part"].value_counts()
        head = [f"{figure.id}: {print_figure(figure)}", figure.definition, ""]
        counts = [f"  {number:>6,}  {part}" for part, number in parts.items()]
        left = self.rows.loc[self.rows["part"] == LEFT_OUT, "why"].map(_kind_of_reason).value_counts()
        reasons = [f"  {number:>6,}  {reason}" for reason, number in left.items()]
        shown = self.rows[self.rows["part"] != LEFT_OUT]
        more = len(shown) - SHOWN
        return [
            *head,
            *counts,
            *(["", "Left out:", *reasons] if reasons else []),
            "",
            *(_row_line(row) for row in shown.head(SHOWN).to_dict("records")),
            *([f"  … and {print_number_of(more, 'more')}".removesuffix("s")] if more > 0 else []),
        ]

    def __repr__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        shown = self.rows[self.rows["part"] != LEFT_OUT]
        head = f"{self.figure.id}: {print_figure(self.figure)}. {self.figure.definition}"
        return f"<p>{html.escape(head)}</p>{shown.to_html(index=False, na_rep='', max_rows=SHOWN)}"


def trace(basis: Basis, id: str, more: Figures | None = None) -> Traced:
    """The cases behind a figure of the records, or of `more`; a UsageError where neither has the id."""
    figures = record_figures(basis) | (more or {})
    if id not in figures:
        near = process.extractOne(id, list(figures))
        raise UsageError(
            f"'{id}' is not a figure {'that is published' if more else 'of the complaint records'}",
            do=f"take an id of figures.csv; the nearest is {near[0]}",
        )
    return cases_of(basis, figures[id])


def cases_of(basis: Basis, figure: Figure) -> Traced:
    """The cases behind a figure that was counted on a basis; none where the thing is not recorded."""
    if figure.cases is None:
        return Traced(figure, pd.DataFrame(columns=["part", "reference", "adds", "why"]))
    if figure.cases.of == "table":
        return Traced(figure, _of_complaints(basis, figure, figure.cases))
    return Traced(figure, _of_other_rows(basis.records, figure, figure.cases))


def write_trace(traced: Traced, private: Path) -> Path:
    """The list of all cases of a trace, written into a private folder."""
    path = private / "traces" / f"{traced.figure.id}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_csv(traced.rows, path)
    return path


def _of_other_rows(records: Records, figure: Figure, cases: Cases) -> pd.DataFrame:
    """The sheets, actions or lines of a side file, each with its part."""
    if cases.of == "sources":
        sheets = records.sources[_SHEETS]
        return _with_parts(sheets, cases, why=pd.Series("rows of the sheet", index=sheets.index))
    rows = records.actions[_ACTIONS] if cases.own is None else cases.own
    return _with_parts(rows, cases, why=_why(figure, cases, pd.DataFrame(index=rows.index)))


def _of_complaints(basis: Basis, figure: Figure, cases: Cases) -> pd.DataFrame:
    table = basis.records.table
    if cases.own is not None:
        table = table.assign(**cases.own.reindex(table.index))
    shown = table[_columns(figure, table)]
    chosen = _with_parts(shown, cases, why=_why(figure, cases, table))
    among = cases.counted.index.union(cases.base.index if cases.base is not None else cases.counted.index)
    others = table.index.difference(among)
    reasons = _left_out(basis, figure, table.loc[among]).reindex(others)
    rest = shown.loc[others].assign(adds=0.0, why=reasons)
    rest.insert(0, "part", LEFT_OUT)
    return pd.concat([chosen, rest], ignore_index=True)


def _with_parts(shown: pd.DataFrame, cases: Cases, why: pd.Series) -> pd.DataFrame:
    """A row for each case that the measure chose from, with its part."""
    if cases.base is not None and not cases.base.index.equals(cases.counted.index):
        halves = ((cases.counted, COUNTED), (cases.base, BASE))
        return pd.concat([_listed(shown, flags, part, cases, why) for flags, part in halves])
    parts = pd.Series(LEFT_OUT, index=cases.counted.index)
    if cases.base is not None:
        parts = parts.mask(cases.base, BASE)
    parts = parts.mask(cases.counted, COUNTED if cases.base is None else NUMERATOR)
    found = [_listed(shown, parts == part, part, cases, why) for part in (COUNTED, NUMERATOR, BASE, LEFT_OUT)]
    return pd.concat(found, ignore_index=True)


def _listed(shown: pd.DataFrame, flags: pd.Series, part: str, cases: Cases, why: pd.Series) -> pd.DataFrame:
    index = flags.index[flags]
    adds = 1.0 if cases.adds is None else cases.adds.reindex(index).astype("float64")
    rows = shown.loc[index].assign(adds=adds, why=why.reindex(index))
    rows.insert(0, "part", part)
    return rows


def _columns(figure: Figure, table: pd.DataFrame) -> list[str]:
    """What is shown of a case: its dates, when it was due, and how it stands, of the figure's stage."""
    stage = f"stage{_stage(figure)}"
    own = [f"{stage}_{name}" for name in _words()["columns"]["stage"]]
    named = [*_words()["columns"]["case"], *own]
    return [column for column in named if column in table]


def _stage(figure: Figure) -> str:
    found = _STAGE.search(figure.id)
    return found[1] if found else "1"


def _why(figure: Figure, cases: Cases, table: pd.DataFrame) -> pd.Series:
    """What decided, row by row, in words; with the written rule or officer where the column has one."""
    index = cases.counted.index
    if cases.by is None:
        return pd.Series("", index=index)
    column = str(cases.by.name).removeprefix(f"stage{_stage(figure)}_")
    words = _words()["decided"].get(column, {})
    nothing = _words()["nothing"].get(column, _words()["nothing"]["other"])
    told = cases.by.map(
        lambda value: nothing if pd.isna(value) else words.get(value) or _in_words(column, value)
    )
    rule = f"{cases.by.name}_rule"
    if rule not in table:
        return told
    return told + table.loc[index, rule].map(lambda name: "" if pd.isna(name) else f" (decided by: {name})")


def _in_words(column: str, value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        value = print_date(value)
    return f"{column.replace('_', ' ')}: {str(value).replace('_', ' ')}"


def _left_out(basis: Basis, figure: Figure, among: pd.DataFrame) -> pd.Series:
    """Why each record is not among those that the measure chooses from.

    A condition is told only if all that the measure does choose from meet it, so that no reason is given
    which the measure does not have.
    """
    table = basis.records.table
    reasons = pd.Series(_words()["left_out"]["other"], index=table.index)
    for name, condition in reversed(_conditions(basis, figure).items()):
        failed, value = condition(table)
        if not failed.loc[among.index].any():
            told = value.map(lambda each, name=name: _words()["left_out"][name].format(value=_value(each)))
            reasons = reasons.mask(failed, told)
    return reasons


def _conditions(basis: Basis, figure: Figure) -> dict[str, Condition]:
    """The conditions by which measures choose, from the plainest on; see `left_out` of cases_behind.toml."""
    regime, stage, homes = figure.id.partition(".")[0], _stage(figure), _HOMES.search(figure.id)
    conditions: dict[str, Condition] = {
        "regime": lambda rows: (rows["regime"] != regime, rows["regime"]),
        "record_type": lambda rows: (rows["record_type"] != "complaint", rows["record_type"]),
        "accepted": lambda rows: (~rows["accepted"], rows["exclusion_reason"]),
        "stage2_refused": lambda rows: (rows["stage2_refused"], rows["stage2_refusal_reason"]),
        "not_refused": lambda rows: (~rows["stage2_refused"], rows["reference"]),
        "stage1": lambda rows: (~rows["has_stage1"], rows["reference"]),
        "stage2_requested": lambda rows: (rows["stage2_requested"].isna(), rows["reference"]),
    }
    if stage == "1":
        del conditions["stage2_requested"], conditions["stage2_refused"], conditions["not_refused"]
    else:
        del conditions["stage1"]
    begun = "received" if stage == "1" else "stage2_requested"
    conditions["period"] = lambda rows: (~_periods(basis, figure).of_period(rows[begun]), rows[begun])
    if homes:
        conditions["tenure"] = lambda rows: (rows["tenure"] != homes[1], rows["tenure"])
    return conditions


def _periods(basis: Basis, figure: Figure) -> Basis:
    """The tenants' measures are counted on the year so far, all others on the period."""
    return basis.year_so_far if ".ch0" in figure.id else basis


def _value(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return print_date(value)
    return "not recorded" if pd.isna(value) else str(value).replace("_", " ")


def _kind_of_reason(reason: str) -> str:
    """A reason without the day it names, so that reasons can be counted."""
    return re.sub(r": \d.*", "", reason)


def _row_line(row: Mapping[str, Any]) -> str:
    days = {name: value for name, value in row.items() if isinstance(value, pd.Timestamp)}
    told = ", ".join(
        f"{name.replace('_', ' ')} {print_date(day)}" for name, day in days.items() if pd.notna(day)
    )
    who = row.get("reference") or row.get("file", "")
    adds = f", {row['adds']:,.10g}" if row["adds"] != 1 else ""
    return f"  {who} ({row['part']}{adds}): {told}{'; ' if told else ''}{row['why']}"


@cache
def _words() -> dict[str, Any]:
    return own_toml(__package__, "cases_behind")
