"""The summary page: what we were told, what we got wrong, what changed."""

from __future__ import annotations

import pandas as pd

from complaint_analysis.classify import taxonomy
from complaint_analysis.commentary.phrases import ABOUT, known, listed, paragraph, share_of
from complaint_analysis.markdown import escape
from complaint_analysis.measures.tables.sides import Run, regimes, sides
from complaint_analysis.printing import print_count, print_number_of

_NAMED_AT_MOST = 3
_IN_HAND = ("planned", "in_progress")


def summary_heard(run: Run) -> str:
    """What people complained about most, by Code, and how many complaints were refused."""
    return paragraph(*(_most_about(run, regime) for regime in regimes(run)), _refused(run))


def _most_about(run: Run, regime: str) -> str:
    labels = _labels(run, regime, "category")
    if labels.empty:
        return ""
    name = taxonomy.printed(taxonomy.category_kind(regime), str(labels.index[0])).lower()
    return f"Complaints {ABOUT[regime]} were most often about {name} ({_of_all(run, regime, labels)})."


def _labels(run: Run, regime: str, column: str) -> pd.Series:
    """The period's complaints by label, most first; unclassified ones left out."""
    return sides(run)[0].basis.complaints(regime)[column].dropna().value_counts()


def _of_all(run: Run, regime: str, labels: pd.Series) -> str:
    received = len(sides(run)[0].basis.complaints(regime))
    return f"{print_count(int(labels.iloc[0]))} of {print_count(received)}"


def _refused(run: Run) -> str:
    counts = {regime: known(run.figures, f"{regime}.refused") for regime in regimes(run)}
    if None in counts.values():
        return "How many complaints we refused is not recorded."
    given = [_complaints(each.value or 0, regime) for regime, each in counts.items() if each and each.value]
    return f"We refused {listed(given)}." if given else "We refused no complaint."


def _complaints(number: float, regime: str) -> str:
    return f"{print_number_of(number, 'complaint')} {ABOUT[regime]}"


def summary_wrong(run: Run) -> str:
    """What share was upheld, what went wrong most often, and what is still open."""
    said = paragraph(*(_wrong(run, regime) for regime in regimes(run)), _still_open(run))
    return said or "No decision on a complaint of the period is recorded."


def _wrong(run: Run, regime: str) -> str:
    upheld = known(run.figures, f"{regime}.stage1.outcome.upheld_pct")
    what = f"stage 1 complaints {ABOUT[regime]}"
    said = f"We upheld {share_of(upheld, what)} in whole or in part." if upheld else ""
    causes = _labels(run, regime, "cause").drop("not_stated", errors="ignore")
    if causes.empty:
        return said
    cause = taxonomy.printed("cause", str(causes.index[0])).lower()
    return paragraph(said, f"Their main cause was most often {cause} ({_of_all(run, regime, causes)}).")


def _still_open(run: Run) -> str:
    counts = {regime: known(run.figures, f"{regime}.still_open.stage1") for regime in regimes(run)}
    open_now = [_complaints(each.value, regime) for regime, each in counts.items() if each and each.value]
    if not open_now:
        return ""
    return f"Still open when we counted, of those open at the end of the period: {listed(open_now)}."


def summary_changed(run: Run, plan: pd.DataFrame | None) -> str:
    """How many improvements are done and in hand, with the themes of those done.

    `plan` is the year's improvements (`code`, `theme`, `status`), None where none are recorded.
    """
    if plan is None or plan.empty:
        return "No improvement from complaints is recorded for the period."
    of_scope = plan[plan["code"].isin([*regimes(run), "both"])]
    done = of_scope[of_scope["status"] == "done"]
    return paragraph(_done(done, len(of_scope)), _in_hand(int(of_scope["status"].isin(_IN_HAND).sum())))


def _done(done: pd.DataFrame, planned: int) -> str:
    if done.empty:
        return f"None of {print_number_of(planned, 'planned improvement')} is done yet."
    themes = [escape(theme) for theme in done["theme"].unique()]
    among = "on" if len(themes) <= _NAMED_AT_MOST else "among them on"
    made = print_number_of(len(done), "improvement")
    return f"Because of complaints we made {made}, {among}: {listed(themes[-_NAMED_AT_MOST:])}."


def _in_hand(number: int) -> str:
    return f"{print_number_of(number, 'more is', 'more are')} planned or under way." if number else ""
