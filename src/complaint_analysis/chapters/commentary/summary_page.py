"""The summary page: what we were told, what we got wrong, what changed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from complaint_analysis.chapters.commentary.openings import refusals
from complaint_analysis.chapters.commentary.phrases import (
    SORTED,
    across,
    all_have_nothing_to_count,
    naming_once,
    print_first,
    share_of,
)
from complaint_analysis.chapters.period_files import improvements_of_period
from complaint_analysis.classify import taxonomy
from complaint_analysis.council.codes.regimes import FOR
from complaint_analysis.measures.complaints import without_usable_day
from complaint_analysis.measures.figure import known
from complaint_analysis.oversight.promise_states import OPEN
from complaint_analysis.oversight.side_file_rows import in_scope
from complaint_analysis.printing.markdown import escape
from complaint_analysis.printing.numbers import print_count, print_number_of
from complaint_analysis.printing.sentences import listed, paragraph, within
from complaint_analysis.run.compared_years import sides
from complaint_analysis.run.period_run import Run

_NAMED_AT_MOST = 3
_FEW = {0: "We received no complaint.", 1: "We received one complaint."}


def summary_heard(run: Run) -> str:
    """What people complained about most, by Code, who sorted it, and how many complaints were refused."""
    return paragraph(_most_about(run), refusals(run))


def _most_about(run: Run) -> str:
    most = _commonest(run, "category")
    if most:
        return f"The most frequent subject, {SORTED}, was {most}."
    return _FEW.get(sum(len(sides(run)[0].basis.complaints(regime)) for regime in run.regimes), "")


def _commonest(run: Run, column: str) -> str:
    """The most frequent label of each Code: `delay for housing (26 of 92) and ... for other services`.

    Those that share the first place are all named. Of one complaint alone nothing is frequent, nor where more
    than three share it.
    """
    return listed([_label(run, regime, column) for regime in run.regimes])


def _label(run: Run, regime: str, column: str) -> str:
    complaints = sides(run)[0].basis.complaints(regime)[column]
    labels = complaints.dropna().value_counts().drop("not_stated", errors="ignore")
    if labels.empty or len(complaints) < 2:
        return ""
    kind = "cause" if column == "cause" else taxonomy.category_kind(regime)
    first = [label for label in taxonomy.labels(kind) if labels.get(label) == labels.iloc[0]]
    if len(first) > _NAMED_AT_MOST:
        return ""
    names = listed([within(taxonomy.printed(kind, label)) for label in first], "as well as")
    return f"{names} {FOR[regime]} ({print_first(int(labels.iloc[0]), len(complaints), first)})"


def summary_wrong(run: Run) -> str:
    """What share was upheld, the cause given most often, and what is still open."""
    said = paragraph(_upheld(run), _causes(run), _still_open(run))
    if said:
        return said
    if all_have_nothing_to_count(run, "stage1.outcome.upheld_pct"):
        return "There was no complaint to decide in the period."
    return "No decision on a complaint of the period is recorded."


def _upheld(run: Run) -> str:
    found = {regime: known(run.figures, f"{regime}.stage1.outcome.upheld_pct") for regime in run.regimes}
    shares = {regime: figure for regime, figure in found.items() if figure}
    if not shares:
        return ""
    return f"We upheld in whole or in part {naming_once(shares, 'stage 1 complaint', share_of)}."


def _causes(run: Run) -> str:
    most = _commonest(run, "cause")
    return f"The most frequent cause, sorted in the same way, was {most}." if most else ""


def _still_open(run: Run) -> str:
    """How many had no answer yet, and beside them how many were answered on a day that nobody can tell."""
    open_still = {regime: known(run.figures, f"{regime}.still_open.stage1") for regime in run.regimes}
    still = {regime: int(each.value) for regime, each in open_still.items() if each and each.value}
    stages = {regime: sides(run)[0].basis.stage(regime, 1) for regime in run.regimes}
    unknown = {regime: number for regime, stage in stages.items() if (number := without_usable_day(stage))}
    no_day = "had an outcome or an answer but no usable day"
    if not still:
        return f"When we counted, {_from_before(unknown)} {no_day}." if unknown else ""
    beside = f", and {across(_printed(unknown))} {no_day}" if unknown else ""
    return f"When we counted, {_from_before(still)} still had no answer{beside}."


def _from_before(counts: Mapping[str, int]) -> str:
    what = "complaint" if next(iter(counts.values())) == 1 else "complaints"
    return f"{across(_printed(counts), what)} from before the end of the period"


def _printed(counts: Mapping[str, int]) -> dict[str, str]:
    return {regime: print_count(number) for regime, number in counts.items()}


def summary_changed(run: Run) -> str:
    """How many improvements are done and in hand, with the themes of those done."""
    plan = improvements_of_period(run)
    if plan is None or plan.empty:
        return "No improvement from complaints is recorded for the period."
    of_scope = in_scope(plan, "code", run.regimes)
    done = of_scope[of_scope["status"] == "done"]
    return paragraph(
        _done_and_planned(done, len(of_scope)), _in_hand(int(of_scope["status"].isin(OPEN).sum()))
    )


def _done_and_planned(done: pd.DataFrame, planned: int) -> str:
    if done.empty:
        return f"None of {print_number_of(planned, 'planned improvement')} is done yet."
    themes = [f"\u201c{escape(theme)}\u201d" for theme in done["theme"].unique()]
    among = "on" if len(themes) <= _NAMED_AT_MOST else "among them"
    made = print_number_of(len(done), "improvement")
    return f"Because of complaints we made {made}, {among} {listed(themes[-_NAMED_AT_MOST:])}."


def _in_hand(number: int) -> str:
    return f"{print_number_of(number, 'more is', 'more are')} planned or under way." if number else ""
