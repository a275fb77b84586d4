"""A year's side files as a quarter tells them: what was decided, found, published or raised in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from complaint_analysis.council.periods import Period, ReportingYear
from complaint_analysis.oversight.ombudsman_findings import case_keys
from complaint_analysis.oversight.side_file_rows import rows_kept
from complaint_analysis.records.side_files import YearFiles

_RAISED = re.compile(r"(?:Q([1-4])\W+(20\d\d-\d\d)|(20\d\d-\d\d)\W+Q([1-4]))", re.IGNORECASE)


def of_quarter(files: YearFiles, period: Period, as_at: date) -> YearFiles:
    """The files with the rows that belong to a quarter; those of a whole year as they are.

    A finding or publication belongs to the quarter of its date, so that the four quarters are the year: one
    from before the year is in the first, one from after it in the last. One without a date, or of a day
    after `as_at`, is in none. An improvement belongs to the quarter in which it was raised, or falls due.
    """
    if not period.is_quarter:
        return files
    within = _Quarter(period, as_at)
    findings = within.rows(files.ombudsman, "decided")
    return replace(
        files,
        ombudsman=findings,
        orders=within.orders(files.orders, findings),
        code_findings=within.rows(files.code_findings, "date"),
        publications=within.rows(files.publications, "date"),
        improvements=within.improvements(files.improvements),
        resolutions=within.resolutions(files.resolutions),
    )


@dataclass(frozen=True)
class _Quarter:
    period: Period
    as_at: date

    def rows(self, table: pd.DataFrame | None, column: str) -> pd.DataFrame | None:
        """The rows whose day is in the quarter; None where there is no table."""
        return table if table is None else rows_kept(table, [self.holds(day) for day in table[column]])

    def holds(self, day: date | None) -> bool:
        if day is None or day > self.as_at:
            return False
        year = ReportingYear.containing(self.period.start).period
        return min(max(day, year.start), year.end) in self.period

    def orders(self, orders: pd.DataFrame | None, findings: pd.DataFrame | None) -> pd.DataFrame | None:
        """The orders of the quarter's cases, and those that fell due, were met or stood overdue in it."""
        if orders is None:
            return None
        decided = set() if findings is None else set(case_keys(findings))
        rows = zip(case_keys(orders), orders.to_dict("records"), strict=True)
        return rows_kept(orders, [key in decided or self._concerns(row) for key, row in rows])

    def improvements(self, plan: pd.DataFrame | None) -> pd.DataFrame | None:
        """The improvements raised in the quarter, or due in it."""
        if plan is None:
            return None
        name = self.period.label.split(" (")[0]
        rows = zip(plan["raised_in"], plan["due"], strict=True)
        return rows_kept(
            plan, [raised_in_quarter(raised) == name or self._falls_due(due) for raised, due in rows]
        )

    def resolutions(self, resolutions: pd.DataFrame | None) -> pd.DataFrame | None:
        """The resolutions made by the day."""
        if resolutions is None:
            return None
        return rows_kept(resolutions, [day <= self.as_at for day in resolutions["date"]])

    def _falls_due(self, day: date | None) -> bool:
        return day is not None and day in self.period

    def _concerns(self, order: dict[Any, Any]) -> bool:
        due, complied = order["due"], order["complied_on"]
        if self._falls_due(due) or self.holds(complied):
            return True
        settled = order["status"] in ("done", "dropped") and complied is None
        waits = not settled and (complied is None or complied > self.period.end)
        return waits and due is not None and due < self.period.start


def raised_in_quarter(text: str) -> str:
    """The quarter that an improvement's `raised_in` names, as `Q2 2024-25`; '' where it names none.

    >>> raised_in_quarter("2024-25 Q2"), raised_in_quarter("Q2 2024-25"), raised_in_quarter("2024-25")
    ('Q2 2024-25', 'Q2 2024-25', '')
    """
    found = _RAISED.fullmatch(text.strip())
    return f"Q{found[1] or found[4]} {found[2] or found[3]}" if found else ""
