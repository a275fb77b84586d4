"""What both Codes require of a complete publication: what is there, what is missing, and its state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Literal

import pandas as pd

from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.data_files import own_toml
from complaint_analysis.council.settings import Governance, YearFacts
from complaint_analysis.oversight.improvements import (
    not_followed_up,
    of_the_year,
    resolutions_without_progress,
)
from complaint_analysis.oversight.ombudsman_tables import orders_left_open
from complaint_analysis.oversight.side_file_rows import in_scope
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.printing.table import print_date
from complaint_analysis.records.reading.exports import is_export
from complaint_analysis.records.side_files import YearFiles
from complaint_analysis.self_assessment.form import Form

ItemState = Literal["present", "missing", "out_of_date", "none_this_year"]
State = Literal["working", "for-cabinet", "published"]
Verdict = tuple[ItemState, str]
_DAY = {"ombudsman": "decided", "code-findings": "date", "publications": "date"}


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
    """All that the checks look at: the year's facts, files and forms, and last year's files and forms.

    `complaints` is how many the exports hold of the year, None where they have not been read; `regimes` are
    the Codes in scope.
    """

    facts: YearFacts
    files: YearFiles
    forms: Mapping[str, Form | None]
    last: YearFiles | None = None
    last_forms: Mapping[str, Form | None] = field(default_factory=dict)
    complaints: int | None = None
    regimes: Collection[str] = REGIMES

    def of_last_year(self, name: str) -> Any:
        """Last year's file of a name, None where there is none."""
        return getattr(self.last, _attribute(name)) if self.last else None


def checklist(material: Material) -> list[Item]:
    """Every item that the Codes in scope require (HO and LGSCO 8.1 a-f, 8.2, 9.7), in their order."""
    wanted = [entry for entry in _words()["item"] if set(entry["codes"]) & set(material.regimes)]
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
    return own_toml(__package__, "publication_checklist")


def _judged(entry: Mapping[str, Any], material: Material) -> Item:
    """An item, judged by what is there for the Codes that ask for it and are in scope."""
    asking = [regime for regime in material.regimes if regime in entry["codes"]]
    verdict = _JUDGE[entry["judged"]](entry.get("name", entry["id"]), replace(material, regimes=asking))
    return _item(entry, *verdict)


def _item(entry: Mapping[str, Any], verdict: ItemState, words: str) -> Item:
    given = {key: entry[key] for key in ("id", "clause", "what", "where")}
    return Item(**given, state=verdict, words=words, after_decision=entry.get("after_decision", False))


def _attribute(name: str) -> str:
    return name.replace("-", "_")


def _form(name: str, material: Material) -> Verdict:
    form, then = material.forms.get(name), material.last_forms.get(name)
    if form is None:
        return "missing", "there is no form"
    if earlier := _why_earlier(form, then, material.facts.year.period.start):
        return "out_of_date", earlier
    blank = [number for number, answer in form.answers.items() if answer == "blank"]
    if len(blank) == len(form.answers):
        return "missing", "no provision of the form is answered"
    if form.occasion.assessed_on is None:
        return "missing", "the form does not say on what day it was made"
    return "present", f"not answered: {', '.join(blank)}" if blank else ""


def _why_earlier(form: Form, then: Form | None, start: date) -> str:
    """Why a form is an earlier year's: its day, or that it says what last year's said; '' where it is not."""
    assessed = form.occasion.assessed_on
    if assessed and assessed < start:
        return f"made on {print_date(assessed)}, before the year began"
    last = then.occasion.assessed_on if then else None
    if assessed and last and assessed <= last:
        return f"made on {print_date(assessed)}, no later than last year's"
    explained = _explained(form)
    repeated = then is not None and explained and explained == _explained(then)
    return "it has the same answers and words as last year's" if repeated else ""


def _explained(form: Form) -> list[str]:
    """The answers of a form that are given with words, each with them; answers alone may well be the same."""
    told = [(row, _folded(" ".join((row.evidence, row.commentary, row.action)))) for row in form.rows]
    return [f"{row.number} {row.answer} {words}" for row, words in told if words]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _letters(text: str) -> str:
    """The letters and figures of a text: Word and markdown write marks and emphasis each in its own way."""
    return "".join(filter(str.isalnum, text)).casefold()


def _exports(name: str, material: Material) -> Verdict:
    folder = material.facts.folder / name
    if not folder.is_dir() or not any(is_export(path) for path in folder.iterdir()):
        return "missing", "there is no export"
    if material.complaints == 0:
        return "missing", "the exports hold no complaint of the year"
    return "present", ""


def _said_absent(name: str, material: Material) -> Verdict | None:
    """What the council says of a thing that is not there, None where it says nothing.

    Words that were said last year already say nothing of this year.
    """
    said = material.files.said_absent.get(name)
    if not said:
        return None
    then = material.last.said_absent.get(name, "") if material.last else ""
    if _folded(said) == _folded(then):
        return "out_of_date", "its words under [absent] are last year's: say it of this year"
    return "none_this_year", said


def _rows(name: str, material: Material) -> Verdict:
    if said := _said_absent(name, material):
        return said
    table = getattr(material.files, _attribute(name))
    if table is None:
        return "missing", "there is no file"
    if not len(table):
        return "missing", "the file has no rows, and [absent] does not say so"
    if _is_last_years(table, material.of_last_year(name), material.regimes):
        return "out_of_date", "last year's file has every row of it"
    return _in_scope(table, material.regimes)


def _is_last_years(table: pd.DataFrame, then: pd.DataFrame | None, regimes: Collection[str]) -> bool:
    """Whether a file says nothing of the Codes in scope that last year's did not say in the same words."""
    if then is None:
        return False
    told = then.to_dict("records")
    rows = _scoped(table, regimes).to_dict("records")
    return bool(rows) and all(row in told for row in rows)


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
    table = getattr(material.files, _attribute(name))
    if verdict[0] != "present" or table is None:
        return verdict
    days = list(_scoped(table, material.regimes)[_DAY[name]])
    if None in days or max(days) >= material.facts.year.period.start:
        return verdict
    return "out_of_date", f"the newest is of {print_date(max(days))}, before the year began"


def _improvements(name: str, material: Material) -> Verdict:
    """The year's improvements; those that last year's plan already gave as done are last year's."""
    verdict = _rows(name, material)
    left = of_the_year(material.files.improvements, material.of_last_year(name))
    if verdict[0] != "present" or left is None or len(_scoped(left, material.regimes)):
        return verdict
    return "out_of_date", "last year's plan gave every row as done already"


def _orders(name: str, material: Material) -> Verdict:
    """Orders; those that last year's file left open need a word this year too (HO 9.7 c)."""
    silent = orders_left_open(material.of_last_year(name), material.files.orders, material.regimes)
    if silent:
        number = print_number_of(len(silent), "order")
        return "missing", f"nothing is said of {number} that last year's file left open"
    return _rows(name, material)


def _report(name: str, material: Material) -> Verdict:
    report = getattr(material.files, _attribute(name))
    if said := _said_absent(name, material):
        return said
    if report is None:
        return "missing", "there is no file"
    current = report.period == material.facts.year.name
    return ("present", "") if current else ("out_of_date", f"it is for {report.period}")


def _followed_up(name: str, material: Material) -> Verdict:
    then = material.of_last_year("improvements")
    silent = not_followed_up(then, material.files.improvements, material.regimes)
    if silent:
        return "missing", f"nothing new is said of {', '.join(silent)}"
    return (
        ("present", "")
        if then is not None and len(then)
        else ("none_this_year", "There is no plan of last year.")
    )


def _progress(name: str, material: Material) -> Verdict:
    then = material.of_last_year("resolutions")
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


def _dates(name: str, material: Material) -> Verdict:
    """The end of call-in and the day of the statement, each after what it follows."""
    governance, year = material.facts.governance, material.facts.year.period
    meeting, effective, due = governance.meeting, governance.effective_from, governance.statement_due
    decided = max((day for day in (meeting, governance.approved_on) if day), default=year.end)
    if effective and effective < decided:
        return "out_of_date", f"{print_date(effective)}, when it takes effect, is before the decision"
    if due and due <= year.end:
        return "out_of_date", f"{print_date(due)}, when the statement is due, is before the year was over"
    if due and meeting and due < meeting:
        return "present", f"the statement is due on {print_date(due)}, before the meeting"
    return ("present", "") if effective or due else ("none_this_year", "No date after the meeting is set.")


def _approval(name: str, material: Material) -> Verdict:
    approved, meeting = material.facts.governance.approved_on, material.facts.governance.meeting
    year = material.facts.year.period
    if approved is None:
        return "missing", "no date is set"
    if approved <= year.end:
        return "out_of_date", f"{print_date(approved)} is before the year was over"
    if meeting and approved < meeting:
        return "out_of_date", f"{print_date(approved)} is before the meeting on {print_date(meeting)}"
    return "present", ""


def _statement(name: str, material: Material) -> Verdict:
    """A passage that a person wrote on this report; last year's words over again are on last year's."""
    text, then = getattr(material.files, _attribute(name)), material.of_last_year(name)
    if not text:
        return "missing", "there is no file, or nothing is written in it"
    repeated = then is not None and _letters(then) == _letters(text)
    return ("out_of_date", "it has the same words as last year's") if repeated else ("present", "")


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
    "dates": _dates,
    "approval": _approval,
    "statement": _statement,
}
