"""Two runs case by case: which cases moved into or out of a figure, and which of their facts changed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.cases_behind import LEFT_OUT, trace
from complaint_analysis.printing.table import print_date

NOT_THERE = "not in the records"
_OF_THE_TRACE = ("part", "adds", "why", "reference")


def moved_cases(then: Basis, now: Basis, id: str) -> pd.DataFrame:
    """A row for each case whose part in a figure, or what it adds, is not what it was in another run.

    `reference, then, now, changed`: its part in either run and, in words, each listed fact that differs.
    """
    before, after = _by_reference(then, id), _by_reference(now, id)
    rows = []
    for reference in sorted(before.keys() | after.keys()):
        old, new = before.get(reference), after.get(reference)
        if _part(old) != _part(new):
            rows.append((reference, _part(old), _part(new), _changed(old, new)))
    return pd.DataFrame(rows, columns=["reference", "then", "now", "changed"])


def moved_lines(moved: pd.DataFrame) -> list[str]:
    """The cases that moved as a terminal shows them."""
    if moved.empty:
        return ["No case moved between the two runs."]
    return [f"  {row.reference}: {row.then} -> {row.now}; {row.changed}" for row in moved.itertuples()]


def _by_reference(basis: Basis, id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of each case, or of a sheet by its name; a case may have several, as of its actions."""
    rows = trace(basis, id).rows
    name = rows["reference"] if "reference" in rows else rows["file"] + " " + rows["sheet"].fillna("")
    found: dict[str, list[dict[str, Any]]] = {}
    for reference, row in zip(name, rows.to_dict("records"), strict=True):
        found.setdefault(str(reference), []).append(row)
    return found


def _part(rows: list[dict[str, Any]] | None) -> str:
    if rows is None:
        return NOT_THERE
    return ", ".join(sorted(_with_weight(row) for row in rows))


def _with_weight(row: dict[str, Any]) -> str:
    plain = row["part"] == LEFT_OUT or row["adds"] == 1
    return row["part"] if plain else f"{row['part']} with {row['adds']:.10g}"


def _changed(then: list[dict[str, Any]] | None, now: list[dict[str, Any]] | None) -> str:
    if then is None or now is None:
        return (now or then or [{}])[0].get("why", "")
    old, new = then[-1], now[-1]
    facts = [name for name in new if name not in _OF_THE_TRACE and _value(old.get(name)) != _value(new[name])]
    told = [f"{name.replace('_', ' ')}: {_value(old.get(name))} -> {_value(new[name])}" for name in facts]
    return ", ".join(told) or f"{old['why']} -> {new['why']}"


def _value(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return print_date(value)
    return "nothing" if value is None or pd.isna(value) else str(value)
