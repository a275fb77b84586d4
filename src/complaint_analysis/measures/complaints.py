"""What the period's complaints held: remedies, channels, adjustments, actions, money, and what is open."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from complaint_analysis.clocks import answered
from complaint_analysis.measures.basis import STAGES, Basis, Stage
from complaint_analysis.measures.figure import Figure, count, mean
from complaint_analysis.measures.measure import measure, where_recorded

REMEDIES = (
    "apology", "acknowledgement", "explanation", "action_taken", "decision_reconsidered", "record_amended",
    "financial", "policy_or_practice_changed",
)  # fmt: skip
CHANNELS = (
    "online", "email", "telephone", "letter", "in_person", "social_media", "councillor_or_mp", "other",
    "not_recorded",
)  # fmt: skip
Of = tuple[Basis, str]


@measure
def unclassified(of: Of) -> Iterator[Figure]:
    """Complaints received in the period that neither an officer nor a rule classified."""
    basis, regime = of
    rows = basis.complaints(regime)
    for label in ("category", "cause"):
        yield count(f"{regime}.unclassified.{label}", int(rows[label].isna().sum()), "complaints")


@measure
def service_requests(of: Of) -> Iterator[Figure]:
    """Service requests in the exports, received in the period; they are not complaints (HO and LGSCO 1)."""
    basis, regime = of
    number = (basis.received(regime)["record_type"] == "service_request").sum()
    known = basis.council.classification.record_type == "rules" or basis.recorded("record_type")
    figure = count(f"{regime}.service_requests", int(number), "requests")
    yield from where_recorded(known, [figure])


@measure
def remedies(of: Of) -> Iterator[Figure]:
    """Complaints received in the period with each kind of remedy; one complaint may have several (HO 7.1,
    LGSCO 7.1)."""
    basis, regime = of
    given = basis.complaints(regime)["remedies"].dropna().str.split("; ").explode()
    figures = [
        count(f"{regime}.remedies.{kind}", int((given == kind).sum()), "complaints") for kind in REMEDIES
    ]
    yield from where_recorded(basis.recorded("remedies"), figures)


@measure
def channels(of: Of) -> Iterator[Figure]:
    """Complaints received in the period by the channel they came through (HO and LGSCO 3.1)."""
    basis, regime = of
    used = basis.complaints(regime)["channel"]
    figures = [
        count(f"{regime}.channel.{channel}", int((used == channel).sum()), "complaints")
        for channel in CHANNELS
    ]
    yield from where_recorded(basis.recorded("channel"), figures)


@measure
def representatives(of: Of) -> Iterator[Figure]:
    """Complaints received in the period that a representative made (HO and LGSCO 3.6)."""
    basis, regime = of
    figure = count(
        f"{regime}.representative", int(basis.complaints(regime)["has_representative"].sum()), "complaints"
    )
    yield from where_recorded(basis.recorded("representative"), [figure])


@measure
def adjustments(of: Of) -> Iterator[Figure]:
    """Complaints received in the period with a reasonable adjustment recorded (HO 5.10, LGSCO 5.6)."""
    basis, regime = of
    figure = count(
        f"{regime}.adjustments", int(basis.complaints(regime)["has_adjustment"].sum()), "complaints"
    )
    yield from where_recorded(basis.recorded("reasonable_adjustment"), [figure])


@measure
def disability_recorded(of: Of) -> Iterator[Figure]:
    """Complaints received in the period for whose complainant a disability is recorded (HO 5.10)."""
    basis, regime = of
    number = int(basis.complaints(regime)["disability_recorded"].sum())
    figure = count(f"{regime}.disability_recorded", number, "complaints")
    yield from where_recorded(basis.recorded("disability_recorded"), [figure])


@measure
def actions(of: Of) -> Iterator[Figure]:
    """Actions agreed in complaints received in the period, as at the date of the extract: done by the day
    they were due, done later, overdue, or without a due date (HO 6.6, 6.17, 7.3; LGSCO 6.6, 7.3)."""
    basis, regime = of
    agreed = _agreed(basis)
    agreed = agreed[agreed["reference"].isin(basis.complaints(regime)["reference"])]
    due, done = agreed["action_due"], agreed["action_done"]
    numbers = {
        "agreed": len(agreed),
        "done_on_time": (done <= due).sum(),
        "done_late": (done > due).sum(),
        "overdue": (done.isna() & (due < pd.Timestamp(basis.as_at))).sum(),
        "no_date": due.isna().sum(),
    }
    known = {name: basis.recorded("action_due", "action_done") for name in numbers}
    known |= {"agreed": basis.recorded("action_due") or basis.recorded("action_done")}
    for name, number in numbers.items():
        yield from where_recorded(known[name], [count(f"{regime}.actions.{name}", int(number), "actions")])


def _agreed(basis: Basis) -> pd.DataFrame:
    """The actions as they stood at the extract: one done after it is not done yet."""
    actions = basis.records.actions
    done = actions["action_done"].where(actions["action_done"] <= pd.Timestamp(basis.as_at))
    return actions.assign(action_done=done).dropna(subset=["action_due", "action_done"], how="all")


@measure
def compensation(of: Of) -> Iterator[Figure]:
    """Compensation on complaints received in the period: the total, the number of awards above nothing, and
    the mean of those awards."""
    basis, regime = of
    amounts = basis.complaints(regime)["compensation_gbp"]
    awards = amounts[amounts > 0]
    total = round(float(awards.sum()), 2)
    prefix = f"{regime}.compensation"
    figures = [
        count(f"{prefix}.total_gbp", total, "gbp"),
        count(f"{prefix}.awards", len(awards), "awards"),
        mean(f"{prefix}.mean_gbp", total, len(awards), "gbp", places=2),
    ]
    yield from where_recorded(basis.recorded("compensation_gbp"), figures)


@measure
def open_cases(of: Of) -> Iterator[Figure]:
    """Complaints begun on or before the last day of the period and by then not answered, withdrawn or
    closed; and of those, the ones still so at the date of the extract."""
    basis, regime = of
    for number in STAGES:
        stage = basis.stage(regime, number)
        rows = open_at_end(stage)
        still = int((rows["became"] == "still_open").sum())
        figures = [
            count(f"{regime}.open_at_year_end.stage{number}", len(rows), stage.unit),
            count(f"{regime}.still_open.stage{number}", still, stage.unit),
        ]
        yield from where_recorded(stage.recorded("responded"), figures)


def open_at_end(stage: Stage) -> pd.DataFrame:
    """The complaints whose stage was open at the end of the period, with what they `became` by the extract:
    `answered`, `ended` (withdrawn or closed) or `still_open`."""
    rows, last = stage.ever, np.datetime64(stage.basis.period.end)
    dates = stage.dates(stage.basis.records.table.loc[rows.index])
    answer = np.where(answered(dates), dates.responded, _NAT)
    ended = np.fmin(np.fmin(answer, dates.withdrawn), dates.closed)
    became = np.select([~np.isnat(answer), ~np.isnat(ended)], ["answered", "ended"], "still_open")
    return rows.assign(became=became)[(dates.begun <= last) & ~(ended <= last)]


_NAT = np.datetime64("NaT", "D")
REGIME_MEASURES = (
    unclassified, service_requests, remedies, channels, representatives, adjustments, disability_recorded,
    actions, compensation, open_cases,
)  # fmt: skip
