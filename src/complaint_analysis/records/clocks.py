"""The Codes' working-day clocks: when each stage was due, and whether it was met.

Housing Ombudsman Code 6.2 to 6.5 and 6.11 to 6.16; LGSCO Code 6.2 to 6.5 and 6.12 to 6.17.
Everything works on whole columns of `datetime64[D]`; NaT is "not recorded".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from complaint_analysis.council.settings import Clocks, Procedure
from complaint_analysis.council.working_days import WorkingDays

STAGES = (1, 2)
Days = np.ndarray
Flags = np.ndarray
_NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class StageDates:
    """What is recorded of one stage: the days of each step, whether an outcome is given, and whether an
    answer is whose day cannot be used."""

    begun: Days
    acknowledged: Days
    extended_to: Days
    extension_notified: Days
    responded: Days
    withdrawn: Days
    closed: Days
    has_outcome: Flags
    response_unusable: Flags

    @property
    def done_on_unknown_day(self) -> Flags:
        """Whether it was decided or answered, and no usable day of an answer says when."""
        return (self.has_outcome | self.response_unusable) & ~answered(self)


@dataclass(frozen=True)
class StageClock:
    """What the clocks say of one stage, row by row."""

    acknowledge_due: Days
    acknowledge_status: np.ndarray
    due: Days
    extension_limit: Days
    due_if_extended: Days
    status: np.ndarray
    working_days: np.ndarray


def stage_dates(table: pd.DataFrame, stage: int) -> StageDates:
    """The dates of a stage of all accepted complaints; rows that do not reach the stage begin at NaT.

    Stage 2 begins with the request (HO 6.10, LGSCO 6.11); a request that was refused begins no stage.
    A withdrawal or closure before the request says nothing of stage 2; of stage 1 it does on whatever day.
    """
    reached = counted(table) & (table["has_stage1"] if stage == 1 else ~table["stage2_refused"])
    begun = _days(table["received" if stage == 1 else "stage2_requested"], reached)
    column = f"stage{stage}_{{}}".format
    return StageDates(
        begun=begun,
        acknowledged=_days(table[column("acknowledged")]),
        extended_to=_days(table[column("extended_to")]),
        extension_notified=_days(table[column("extension_notified")]),
        responded=_days(table[column("responded")]),
        withdrawn=_of_stage(_days(table["withdrawn"]), begun, stage),
        closed=_of_stage(_days(table["closed"]), begun, stage),
        has_outcome=table[column("outcome")].notna().to_numpy(),
        response_unusable=table[column("response_unusable")].to_numpy(),
    )


def counted(table: pd.DataFrame) -> pd.Series:
    """Which rows are complaints that the council accepted (HO 2.1, LGSCO 2.1)."""
    return (table["record_type"] == "complaint") & table["accepted"]


def stage_clock(
    dates: StageDates, stage: int, clocks: Clocks, calendar: WorkingDays, as_at: date
) -> StageClock:
    """The clocks of one stage under one set of rules, as the records stood on `as_at`."""
    acknowledge, respond, extend = (
        getattr(clocks, f"stage{stage}_{step}") for step in ("acknowledge", "respond", "extend")
    )
    acknowledge_due = calendar.due(dates.begun, acknowledge)
    due = calendar.due(response_start(dates, acknowledge_due, clocks.response_starts), respond)
    limit = calendar.due(due, extend)
    due_if_extended = extended_due(dates, due, limit)
    return StageClock(
        acknowledge_due=acknowledge_due,
        acknowledge_status=acknowledge_status(dates, acknowledge_due, as_at),
        due=due,
        extension_limit=limit,
        due_if_extended=due_if_extended,
        status=response_status(dates, due, due_if_extended, as_at),
        working_days=calendar.count(dates.begun, np.where(answered(dates), dates.responded, _NAT)),
    )


def response_start(dates: StageDates, acknowledge_due: Days, starts: str) -> Days:
    """The day the response clock starts: HO 6.3 and 6.14, LGSCO 6.3 and 6.15 say "acknowledged".

    Where no acknowledgement is recorded, the day the stage began. `capped` takes the earlier of the
    acknowledgement and the day it fell due, so that a late one buys no time.
    """
    if starts == "received":
        return dates.begun
    start = (
        dates.acknowledged if starts == "acknowledged" else np.minimum(dates.acknowledged, acknowledge_due)
    )
    return np.where(np.isnat(dates.acknowledged) | np.isnat(dates.begun), dates.begun, start)


def extended_due(dates: StageDates, due: Days, limit: Days) -> Days:
    """The due date with its extension, where one counts: notice not late, cut to the Code's limit.

    HO 6.4 and 6.15, LGSCO 6.4 and 6.16.
    """
    counts = ~np.isnat(dates.extended_to) & ~(dates.extension_notified > due)
    return np.where(counts, np.maximum(due, np.minimum(dates.extended_to, limit)), due)


def answered(dates: StageDates) -> Flags:
    """Whether a response on or after the stage's first day is recorded; an outcome alone is no answer."""
    return dates.responded >= dates.begun


def acknowledge_status(dates: StageDates, due: Days, as_at: date) -> np.ndarray:
    """`in_time | late | not_recorded | open_overdue | open_not_due`, or None where there is no clock.

    HO 6.2 and 6.11, LGSCO 6.2 and 6.12. An answer by the due date acknowledges too.
    """
    acknowledged = ~np.isnat(dates.acknowledged)
    done = answered(dates)
    withdrawn = ~done & ~np.isnat(dates.withdrawn)
    return np.select(
        [
            np.isnat(dates.begun) | withdrawn,
            acknowledged & (dates.acknowledged <= due),
            acknowledged,
            done & (dates.responded <= due),
            done | ~np.isnat(dates.closed) | dates.done_on_unknown_day,
            due < np.datetime64(as_at),
        ],
        ["", "in_time", "late", "in_time", "not_recorded", "open_overdue"],
        "open_not_due",
    )


def response_status(dates: StageDates, due: Days, due_if_extended: Days, as_at: date) -> np.ndarray:
    """The response status: answered first, then withdrawn, not recorded, open.

    Due on `as_at` itself is not yet overdue.
    """
    done = answered(dates)
    return np.select(
        [
            np.isnat(dates.begun),
            done & (dates.responded <= due),
            done & (dates.responded <= due_if_extended),
            done,
            ~np.isnat(dates.withdrawn),
            ~np.isnat(dates.closed) | dates.done_on_unknown_day,
            due_if_extended < np.datetime64(as_at),
        ],
        ["", "in_time", "in_time_extended", "late", "withdrawn", "not_recorded", "open_overdue"],
        "open_not_due",
    )


def extension_notice(dates: StageDates, due: Days) -> np.ndarray:
    """`proved | not_recorded | late` for each extension by its notice, None where there is none."""
    extended = ~np.isnat(dates.extended_to) & ~np.isnat(dates.begun)
    notice = dates.extension_notified
    return np.select([~extended, np.isnat(notice), notice <= due], ["", "not_recorded", "proved"], "late")


def with_clocks(
    table: pd.DataFrame,
    clocks: Clocks,
    procedures: tuple[Procedure, ...],
    calendar: WorkingDays,
    as_at: date,
) -> pd.DataFrame:
    """The table with due dates, statuses and working days of both stages.

    Each complaint runs under the rules in force on the day it was received.
    """
    parts = [
        pd.DataFrame(_clock_columns(part, rules, calendar, as_at), index=part.index, copy=False)
        for rules, part in _by_rules(table, clocks, procedures)
    ]
    added = max(parts, key=len) if max(map(len, parts)) == len(table) else pd.concat(parts).loc[table.index]
    return table.assign(**{name: added[name] for name in added})


def _by_rules(
    table: pd.DataFrame, clocks: Clocks, procedures: tuple[Procedure, ...]
) -> list[tuple[Clocks, pd.DataFrame]]:
    begun = table["received"].fillna(table["stage2_requested"])
    ordered = sorted(procedures, key=lambda procedure: procedure.until)
    ends = np.array([procedure.until for procedure in ordered], dtype="datetime64[s]")
    which = np.searchsorted(ends, begun.to_numpy(dtype="datetime64[s]"), side="left")
    return [
        (rules, table if (which == number).all() else table[which == number])
        for number, rules in enumerate([*ordered, clocks])
    ]


def _clock_columns(
    table: pd.DataFrame, rules: Clocks, calendar: WorkingDays, as_at: date
) -> dict[str, pd.Series]:
    columns: dict[str, pd.Series] = {}
    for stage in STAGES:
        dates = stage_dates(table, stage)
        clock = stage_clock(dates, stage, rules, calendar, as_at)
        values = {**vars(clock), "extension_notice": extension_notice(dates, clock.due)}
        columns |= {f"stage{stage}_{name}": _series(value, table.index) for name, value in values.items()}
    return columns


def _series(values: np.ndarray, index: pd.Index) -> pd.Series:
    if values.dtype.kind == "M":
        return pd.Series(values.astype("datetime64[s]"), index=index)
    if values.dtype.kind == "f":
        return pd.Series(values, index=index)
    return pd.Series(values, index=index, dtype="str").mask(values == "")


def _days(column: pd.Series, where: pd.Series | None = None) -> Days:
    return np.asarray((column if where is None else column.where(where)).to_numpy(dtype="datetime64[D]"))


def _of_stage(days: Days, begun: Days, stage: int) -> Days:
    return days if stage == 1 else np.where(days >= begun, days, _NAT)
