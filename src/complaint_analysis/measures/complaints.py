"""What the period's complaints held: remedies, channels, adjustments, actions, money, and what is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from complaint_analysis.measures.basis import Regime, Stage
from complaint_analysis.measures.figure import Cases, Figure, count, count_of, mean
from complaint_analysis.measures.measure import measure, where_recorded
from complaint_analysis.records.clocks import STAGES, answered
from complaint_analysis.records.reading.columns import each_read
from complaint_analysis.records.store import Records

REMEDIES = (
    "apology", "acknowledgement", "explanation", "action_taken", "decision_reconsidered", "record_amended",
    "financial", "policy_or_practice_changed",
)  # fmt: skip
CHANNELS = (
    "online", "email", "telephone", "letter", "in_person", "social_media", "councillor_or_mp", "other",
    "not_recorded",
)  # fmt: skip
_ACTIONS = ["of_another_complaint", "no_date", "done_on_time", "done_late", "done_undated", "overdue"]
OPEN_THEN = ("answered", "ended", "still_open")
"""What became by the extract of those that were open at the end of the period."""
_NAT = np.datetime64("NaT", "D")


@measure
def unclassified(regime: Regime) -> Iterator[Figure]:
    """Complaints received in the period that neither an officer nor a rule classified."""
    rows = regime.complaints
    for label in ("category", "cause"):
        yield count_of(f"{regime.name}.unclassified.{label}", rows[label].isna(), "complaints", rows[label])


@measure
def service_requests(regime: Regime) -> Iterator[Figure]:
    """Service requests in the exports, received in the period; they are not complaints (HO and LGSCO 1)."""
    types = regime.received["record_type"]
    known = regime.basis.council.classification.record_type == "rules" or regime.recorded("record_type")
    figure = count_of(f"{regime.name}.service_requests", types == "service_request", "requests", types)
    yield from where_recorded(known, [figure])


@measure
def remedies(regime: Regime) -> Iterator[Figure]:
    """Complaints received in the period with each kind of remedy; one complaint may have several (HO 7.1,
    LGSCO 7.1)."""
    given = regime.complaints["remedies"]
    figures = [
        count_of(f"{regime.name}.remedies.{kind}", flags, "complaints", given)
        for kind, flags in with_each_remedy(given).items()
    ]
    yield from where_recorded(regime.recorded("remedies"), figures)


def with_each_remedy(given: pd.Series) -> pd.DataFrame:
    """Which complaints have each kind of remedy, by their lists of remedies: a column of flags a kind."""
    flags = {kind: each_read(given, partial(_lists, kind), "boolean") for kind in REMEDIES}
    return pd.DataFrame(flags, index=given.index).fillna(False).astype(bool)


def _lists(kind: str, listed: str) -> bool:
    return kind in listed.split("; ")


@measure
def channels(regime: Regime) -> Iterator[Figure]:
    """Complaints received in the period by the channel they came through (HO and LGSCO 3.1)."""
    used = regime.complaints["channel"]
    figures = [
        count_of(f"{regime.name}.channel.{channel}", used == channel, "complaints", used)
        for channel in CHANNELS
    ]
    yield from where_recorded(regime.recorded("channel"), figures)


@measure
def representatives(regime: Regime) -> Iterator[Figure]:
    """Complaints received in the period that a representative made (HO and LGSCO 3.6)."""
    yield from _flagged(regime, "representative", "has_representative", recorded="representative")


@measure
def adjustments(regime: Regime) -> Iterator[Figure]:
    """Complaints received in the period with a reasonable adjustment recorded (HO 5.10, LGSCO 5.6)."""
    yield from _flagged(regime, "adjustments", "has_adjustment", recorded="reasonable_adjustment")


@measure
def disability_recorded(regime: Regime) -> Iterator[Figure]:
    """Complaints received in the period for whose complainant a disability is recorded (HO 5.10)."""
    yield from _flagged(regime, "disability_recorded", "disability_recorded", recorded="disability_recorded")


def _flagged(regime: Regime, name: str, column: str, *, recorded: str) -> Iterator[Figure]:
    """How many complaints have a flag, where the column that it was made from is recorded."""
    flags = regime.complaints[column]
    figure = count_of(f"{regime.name}.{name}", flags, "complaints", flags)
    return where_recorded(regime.recorded(recorded), [figure])


@measure
def actions(regime: Regime) -> Iterator[Figure]:
    """Actions agreed in complaints received in the period, as at the date of the extract: done by the day
    they were due, done later, overdue, or without a due date (HO 6.6, 6.17, 7.3; LGSCO 6.6, 7.3)."""
    agreed = _agreed(regime.basis.records)
    due, done = agreed["action_due"], agreed["action_done"]
    references = regime.complaints["reference"]
    own = references[references.isin(agreed["reference"])]  # few of many: the shorter list is looked up in
    of_others = ~agreed["reference"].isin(own)
    overdue = due < pd.Timestamp(regime.basis.as_at)
    ways = [of_others, due.isna(), done <= due, done > due, agreed["said_done"], overdue]
    found = np.select(ways, _ACTIONS, "not_yet_due")
    how = pd.Series(found, index=agreed.index, name="action")
    known = dict.fromkeys(_ACTIONS[1:], regime.recorded("action_due", "action_done"))
    known["agreed"] = regime.recorded("action_due") or regime.recorded("action_done")
    for name in ("agreed", "done_on_time", "done_late", "overdue", "no_date"):
        chosen = ~of_others if name == "agreed" else how == name
        figure = count_of(f"{regime.name}.actions.{name}", chosen, "actions", how, of="actions")
        yield from where_recorded(known[name], [figure])


def _agreed(records: Records) -> pd.DataFrame:
    """The actions as they stood at the extract: one done after it is not done yet."""
    actions = records.actions
    done = actions["action_done"].where(actions["action_done"] <= pd.Timestamp(records.as_at))
    named = actions["action_due"].notna() | done.notna() | actions["said_done"] | actions["worded"]
    return actions.assign(action_done=done)[named]


@measure
def compensation(regime: Regime) -> Iterator[Figure]:
    """Compensation on complaints received in the period: the total, the number of awards above nothing, and
    the mean of those awards."""
    amounts = regime.complaints["compensation_gbp"]
    awarded = amounts > 0
    number, total = int(awarded.sum()), round(float(amounts[awarded].sum()), 2)
    prefix, cases = f"{regime.name}.compensation", Cases(awarded, awarded, amounts, amounts)
    figures = [
        replace(count(f"{prefix}.total_gbp", total, "gbp"), cases=cases),
        count_of(f"{prefix}.awards", awarded, "awards", amounts),
        replace(mean(f"{prefix}.mean_gbp", total, number, "gbp", places=2), cases=cases),
    ]
    yield from where_recorded(regime.recorded("compensation_gbp"), figures)


@measure
def open_cases(regime: Regime) -> Iterator[Figure]:
    """Complaints begun on or before the last day of the period and by then not answered, withdrawn or
    closed; and of those, the ones still so at the date of the extract. One with an outcome, or with an answer
    whose day cannot be used, is not open; it is printed beside."""
    for number in STAGES:
        stage = regime.stage(number)
        became = not_ended_at_end(stage)["became"].reindex(stage.ever.index)
        was_open, still = became.isin(OPEN_THEN), became == "still_open"
        figures = [
            count_of(f"{regime.name}.open_at_year_end.stage{number}", was_open, stage.unit, became),
            count_of(f"{regime.name}.still_open.stage{number}", still, stage.unit, became),
        ]
        yield from where_recorded(stage.recorded("responded"), figures)


def not_ended_at_end(stage: Stage) -> pd.DataFrame:
    """The complaints whose stage had not ended on a usable day by the end of the period, with what they
    `became` by the extract: `answered`, `ended` (withdrawn or closed), `still_open`, or `no_usable_day`.

    The last were decided or answered on a day that nobody can tell, and so are not counted as open.
    """
    rows, last = stage.ever, np.datetime64(stage.basis.period.end)
    dates = stage.dates(rows.index)
    answer = np.where(answered(dates), dates.responded, _NAT)
    ended = np.fmin(np.fmin(answer, dates.withdrawn), dates.closed)
    unknown = dates.done_on_unknown_day & np.isnat(dates.withdrawn)
    ways = [~np.isnat(answer), unknown, ~np.isnat(ended)]
    became = np.select(ways, ["answered", "no_usable_day", "ended"], "still_open")
    return rows.assign(became=became)[(dates.begun <= last) & ~(ended <= last)]


def without_usable_day(stage: Stage) -> int:
    """How many complaints are beside the open ones: decided or answered, on no usable day."""
    return int((not_ended_at_end(stage)["became"] == "no_usable_day").sum())
