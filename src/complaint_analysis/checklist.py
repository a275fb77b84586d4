"""What both Codes require of a complete publication: what is there, what is missing, and its state."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal

import pandas as pd

from complaint_analysis.council import Governance, YearFacts
from complaint_analysis.improvements import not_followed_up, of_the_year, resolutions_without_progress
from complaint_analysis.ombudsman import REGIMES
from complaint_analysis.ombudsman_tables import in_scope, orders_left_open
from complaint_analysis.printing import print_number_of
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.tables import print_date
from complaint_analysis.year_files import YearFiles

ItemState = Literal["present", "missing", "out_of_date", "none_this_year"]
State = Literal["working", "for-cabinet", "published"]
Verdict = tuple[ItemState, str]


@dataclass(frozen=True)
class Item:
    """One thing that a publication needs, and how it stands.

    `clause` says who requires it, `where` a person puts it, `words` why it has its state, or what the
    council says instead of it. `after_decision`: the report can go to its meeting without it.
    """

    id: str
    clause: str
    what: str
    where: str
    state: ItemState
    words: str = ""
    after_decision: bool = False

    @property
    def settled(self) -> bool:
        """Whether nothing more is needed."""
        return self.state in ("present", "none_this_year")

    @property
    def state_printed(self) -> str:
        """The state as readers see it."""
        return _words()["item_state"][self.state]


@dataclass(frozen=True)
class Milestone:
    """A date on the report's way and the days left to it; negative when it has passed."""

    what: str
    day: date
    days_left: int

    @property
    def printed(self) -> str:
        """The date with the days left, as a line."""
        left = print_number_of(abs(self.days_left), "day")
        when = "today" if not self.days_left else f"in {left}" if self.days_left > 0 else f"{left} ago"
        return f"{self.what}: {print_date(self.day)} ({when})"


@dataclass(frozen=True)
class Material:
    """All that the checks look at: the year's facts, files and forms, and last year's files."""

    facts: YearFacts
    files: YearFiles
    forms: Mapping[str, Form | None]
    last: YearFiles | None
    regimes: Collection[str]


def checklist(
    facts: YearFacts,
    files: YearFiles,
    forms: Mapping[str, Form | None],
    *,
    last: YearFiles | None = None,
    regimes: Collection[str] = REGIMES,
) -> list[Item]:
    """Every item that the Codes in scope require (HO and LGSCO 8.1 a-f, 8.2, 9.7), in their order.

    `forms` holds the year's self-assessment by Code; `last` are last year's files, where there are any.
    """
    material = Material(facts, files, forms, last, regimes)
    wanted = [entry for entry in _words()["item"] if set(entry["codes"]) & set(regimes)]
    return [_judged(entry, material) for entry in wanted]


def state(items: Iterable[Item]) -> State:
    """How far a publication is: `for-cabinet` lacks only what follows the decision, `published` nothing."""
    open_items = [item for item in items if not item.settled]
    if not open_items:
        return "published"
    return "for-cabinet" if all(item.after_decision for item in open_items) else "working"


def state_label(name: State, governance: Governance) -> str:
    """A state in the words that stand on every page."""
    meeting = print_date(governance.meeting) if governance.meeting else ""
    return _words()["state"][name].format(meeting=meeting)


def quarter_label(name: State, as_at: date) -> str:
    """The state of a quarter's report in the words that stand on every page."""
    return _words()["quarter_state"][name].format(as_at=print_date(as_at))


def milestones(governance: Governance, today: date) -> list[Milestone]:
    """The dates on the report's way that are set, in order, with the days left to each."""
    days = {what: getattr(governance, key) for key, what in _words()["dates"].items()}
    set_days = [Milestone(what, day, (day - today).days) for what, day in days.items() if day]
    return sorted(set_days, key=lambda milestone: milestone.day)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("complaint_analysis").joinpath("checklist.toml").read_text("utf-8"))


def _judged(entry: Mapping[str, Any], material: Material) -> Item:
    """An item, judged by what is there for the Codes that ask for it and are in scope."""
    asking = [regime for regime in material.regimes if regime in entry["codes"]]
    verdict = _JUDGE[entry["judged"]](entry.get("name", entry["id"]), replace(material, regimes=asking))
    return _item(entry, *verdict)


def _item(entry: Mapping[str, Any], verdict: ItemState, words: str) -> Item:
    given = {key: entry[key] for key in ("id", "clause", "what", "where")}
    return Item(**given, state=verdict, words=words, after_decision=entry.get("after_decision", False))


def _form(name: str, material: Material) -> Verdict:
    form = material.forms.get(name)
    if form is None:
        return "missing", "there is no form"
    assessed = form.occasion.assessed_on
    if assessed and assessed < material.facts.year.period.start:
        return "out_of_date", f"made on {print_date(assessed)}, before the year began"
    blank = [number for number, answer in form.answers.items() if answer == "blank"]
    if len(blank) == len(form.answers):
        return "missing", "no provision of the form is answered"
    return "present", f"not answered: {', '.join(blank)}" if blank else ""


def _exports(name: str, material: Material) -> Verdict:
    folder = material.facts.folder / name
    there = folder.is_dir() and any(not path.name.startswith((".", "~$")) for path in folder.iterdir())
    return ("present", "") if there else ("missing", "there is no export")


def _rows(name: str, material: Material) -> Verdict:
    table = getattr(material.files, name.replace("-", "_"))
    if said := material.files.said_absent.get(name):
        return "none_this_year", said
    if table is None:
        return "missing", "there is no file"
    if not len(table):
        return "missing", "the file has no rows, and [absent] does not say so"
    return _in_scope(table, material.regimes)


def _in_scope(table: pd.DataFrame, regimes: Collection[str]) -> Verdict:
    """Present where a row is for a Code in scope; a file that speaks of the other Code alone says of this
    one that there is none."""
    if not len(_scoped(table, regimes)):
        return "none_this_year", "The file has no row for this Code."
    return "present", ""


def _scoped(table: pd.DataFrame, regimes: Collection[str]) -> pd.DataFrame:
    return in_scope(table, "code" if "code" in table else "ombudsman", regimes)


def _dated_rows(name: str, material: Material) -> Verdict:
    """Rows with their days: where all are of before the year, the file is an earlier year's."""
    verdict = _rows(name, material)
    table = getattr(material.files, name.replace("-", "_"))
    if verdict[0] != "present" or table is None:
        return verdict
    days = list(_scoped(table, material.regimes)[_DAY[name]])
    if None in days or max(days) >= material.facts.year.period.start:
        return verdict
    return "out_of_date", f"the newest is of {print_date(max(days))}, before the year began"


def _improvements(name: str, material: Material) -> Verdict:
    """The year's improvements; those that last year's plan already gave as done are last year's."""
    verdict = _rows(name, material)
    then = material.last.improvements if material.last else None
    left = of_the_year(material.files.improvements, then)
    if verdict[0] != "present" or left is None or len(_scoped(left, material.regimes)):
        return verdict
    return "out_of_date", "last year's plan gave every row as done already"


def _orders(name: str, material: Material) -> Verdict:
    """Orders; those that last year's file left open need a word this year too (HO 9.7 c)."""
    then = material.last.orders if material.last else None
    silent = orders_left_open(then, material.files.orders, material.regimes)
    if silent:
        number = print_number_of(len(silent), "order")
        return "missing", f"nothing is said of {number} that last year's file left open"
    return _rows(name, material)


def _report(name: str, material: Material) -> Verdict:
    report = getattr(material.files, name.replace("-", "_"))
    if said := material.files.said_absent.get(name):
        return "none_this_year", said
    if report is None:
        return "missing", "there is no file"
    current = report.period == material.facts.year.name
    return ("present", "") if current else ("out_of_date", f"it is for {report.period}")


def _followed_up(name: str, material: Material) -> Verdict:
    then = material.last.improvements if material.last else None
    silent = not_followed_up(then, material.files.improvements, material.regimes)
    if silent:
        return "missing", f"nothing new is said of {', '.join(silent)}"
    return (
        ("present", "")
        if then is not None and len(then)
        else ("none_this_year", "There is no plan of last year.")
    )


def _progress(name: str, material: Material) -> Verdict:
    then = material.last.resolutions if material.last else None
    if silent := resolutions_without_progress(material.files.resolutions, then, material.facts.as_at):
        return (
            "missing",
            f"{print_number_of(len(silent), 'standing resolution')} without this year's progress",
        )
    now = material.files.resolutions
    return (
        ("present", "") if now is not None and len(now) else ("none_this_year", "No resolution is standing.")
    )


def _meeting(name: str, material: Material) -> Verdict:
    meeting, year = material.facts.governance.meeting, material.facts.year.period
    if meeting is None:
        return "missing", "no date is set"
    if meeting <= year.end:
        return "out_of_date", f"{print_date(meeting)} is before the year was over"
    return "present", ""


def _statement(name: str, material: Material) -> Verdict:
    """A passage that a person wrote on this report; last year's words over again are on last year's."""
    attribute = name.replace("-", "_")
    text = getattr(material.files, attribute)
    if not text:
        return "missing", "there is no file, or nothing is written in it"
    then = getattr(material.last, attribute) if material.last else None
    repeated = then is not None and then.split() == text.split()
    return ("out_of_date", "it has the same words as last year's") if repeated else ("present", "")


_DAY = {"ombudsman": "decided", "code-findings": "date", "publications": "date"}

_JUDGE: dict[str, Callable[[str, Material], Verdict]] = {
    "form": _form,
    "exports": _exports,
    "rows": _rows,
    "dated_rows": _dated_rows,
    "improvements": _improvements,
    "orders": _orders,
    "report": _report,
    "followed_up": _followed_up,
    "progress": _progress,
    "meeting": _meeting,
    "statement": _statement,
}
