"""What an answer is held against: one Code's cases of a period, and what a test finds in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from complaint_analysis.council.codes.catalogue import Provision
from complaint_analysis.council.codes.regimes import CodeName
from complaint_analysis.council.settings import Clocks, Council
from complaint_analysis.measures.basis import Basis, Stage
from complaint_analysis.measures.figure import Figures
from complaint_analysis.records.clocks import StageClock, StageDates, counted, extension_notice, stage_clock
from complaint_analysis.records.side_files import YearFiles

IN_LINE, QUESTION, UNKNOWN = "in line", "question", "not recorded"
CASE_COLUMNS = ("reference", "stage", "service", "state", "begun", "acknowledged", "due", "done")
Test = Callable[["CodeEvidence"], "Result"]


@dataclass(frozen=True)
class CodeEvidence:
    """One Code's cases of a period, with what the year's files and figures say beside them.

    `provision` is the one that is tested, `stage` the stage that its test names, 0 where it names none.
    """

    provision: Provision
    basis: Basis
    figures: Figures
    files: YearFiles
    last_figures: Figures = field(default_factory=dict)
    stage: int = 0
    timed: dict[tuple[CodeName, int], StageOnTheCodesClock] = field(default_factory=dict, repr=False)
    """The stages that were timed already, of all the tests of a form."""

    @property
    def code(self) -> CodeName:
        return self.provision.code

    @property
    def council(self) -> Council:
        return self.basis.council

    @property
    def complaints(self) -> pd.DataFrame:
        """Accepted complaints of the Code received in the period."""
        return self.basis.complaints(self.code)

    @property
    def at_any_stage(self) -> pd.DataFrame:
        """The same with those that never came to stage 1, such as one held at an informal stage."""
        rows = self.basis.received(self.code)
        return rows[counted(rows)]

    @property
    def refusals(self) -> pd.DataFrame:
        """Complaints of the Code received in the period that were not accepted."""
        rows = self.basis.received(self.code)
        return rows[(rows["record_type"] == "complaint") & ~rows["accepted"]]

    @property
    def clock(self) -> StageOnTheCodesClock:
        """The stage of the test by the Code's own clock."""
        which = self.code, self.stage
        if which not in self.timed:
            self.timed[which] = on_the_codes_clock(self.basis.stage(*which))
        return self.timed[which]

    @property
    def both_clocks(self) -> tuple[StageOnTheCodesClock, StageOnTheCodesClock]:
        """Both stages by the Code's own clock."""
        return replace(self, stage=1).clock, replace(self, stage=2).clock

    def is_recorded(self, figure: str) -> bool:
        """Whether a figure of the Code has a value, so that the thing it counts is recorded at all."""
        found = self.figures.get(f"{self.code}.{figure}")
        return found is not None and found.status != "not_recorded"


@dataclass(frozen=True)
class StageOnTheCodesClock:
    """The complaints that began a stage in the period, timed as the Code itself times them.

    Whatever stricter days or start a council sets itself, and whatever rules ran earlier, the answer on
    the form is to this Code (HO and LGSCO 6).
    """

    stage: Stage
    rows: pd.DataFrame
    dates: StageDates
    clock: StageClock

    @cached_property
    def status(self) -> pd.Series:
        return pd.Series(self.clock.status, index=self.rows.index)

    @cached_property
    def acknowledge_status(self) -> pd.Series:
        return pd.Series(self.clock.acknowledge_status, index=self.rows.index)

    @cached_property
    def notice(self) -> pd.Series:
        """Whether notice of an extension on or before the due date is `proved`, `late` or `not_recorded`."""
        return pd.Series(extension_notice(self.dates, self.clock.due), index=self.rows.index)

    @cached_property
    def is_extended(self) -> pd.Series:
        """Which answers were extended, with a new date or only said to be."""
        said = self.rows.get("extended", pd.Series(False, index=self.rows.index))
        return self.rows["extended_to"].notna() | said.fillna(False).astype(bool)

    @cached_property
    def ran_over(self) -> pd.Series:
        """Which were not answered by the original due date, answered since or not."""
        waited = np.where(
            np.isnat(self.dates.responded), np.datetime64(self.stage.basis.as_at), self.dates.responded
        )
        late = (waited > self.clock.due) & ~np.isin(self.clock.status, ("withdrawn", "not_recorded"))
        return pd.Series(late, index=self.rows.index)

    def column(self, name: str) -> pd.Series:
        """A column of the stage, empty where no export has it."""
        return column(self.rows, name)

    def cases(self, states: pd.Series, *, acknowledging: bool = False) -> pd.DataFrame:
        """The cases in which a test found a state, with the dates by which they were timed."""
        rows = self.rows.loc[states.index, ["reference", "service", "begun", "acknowledged", "responded"]]
        due = self.clock.acknowledge_due if acknowledging else self.clock.due_if_extended
        days = {
            "begun": rows["begun"],
            "acknowledged": rows["acknowledged"],
            "due": pd.Series(due.astype("datetime64[s]"), index=self.rows.index)[states.index],
            "done": rows["acknowledged" if acknowledging else "responded"],
        }
        return cases(rows, states, stage=self.stage.number).assign(**days)


def on_the_codes_clock(stage: Stage) -> StageOnTheCodesClock:
    """A stage's complaints of the period, timed by the Code's own days from its own start."""
    basis = stage.basis
    dates = stage.dates(stage.rows.index)
    clock = stage_clock(dates, stage.number, Clocks(), basis.council.working_days, basis.as_at)
    return StageOnTheCodesClock(stage, stage.rows, dates, clock)


@dataclass(frozen=True)
class Result:
    """What a test found: a row a case, with its `state`; `recorded` says whether the thing is at all.

    `said` is what is shown where it is no count of cases, and `note` what should be known beside it.
    """

    cases: pd.DataFrame
    recorded: bool = True
    said: str = ""
    note: str = ""

    @property
    def base(self) -> int:
        return len(self.cases)

    def number(self, state: str) -> int:
        """How many cases have a state."""
        return int((self.cases["state"] == state).sum())


def cases(rows: pd.DataFrame, states: pd.Series, *, stage: int | str = "") -> pd.DataFrame:
    """The list of cases behind a finding, from rows of the record table and the state of each."""
    found = pd.DataFrame(
        {"reference": rows["reference"], "stage": stage, "service": rows["service"], "state": states}
    )
    return found.reindex(columns=list(CASE_COLUMNS))


def things(states: dict[str, str]) -> pd.DataFrame:
    """The same of things that are no cases, such as the parts of a report, by their name."""
    found = pd.DataFrame({"reference": list(states), "state": list(states.values())})
    return found.reindex(columns=list(CASE_COLUMNS))


def states_of(rows: pd.DataFrame, question: pd.Series, unknown: pd.Series | None = None) -> pd.Series:
    """The state of each row: a question, else not recorded, else in line."""
    states = pd.Series(IN_LINE, index=rows.index, dtype=object)
    if unknown is not None:
        states[true(unknown).reindex(rows.index, fill_value=False)] = UNKNOWN
    states[true(question).reindex(rows.index, fill_value=False)] = QUESTION
    return states


def column(rows: pd.DataFrame, name: str) -> pd.Series:
    """A column of the records, empty where no export has it."""
    return rows[name] if name in rows else pd.Series(pd.NA, index=rows.index, dtype=object)


def true(flags: pd.Series) -> pd.Series:
    """Which flags are certainly true."""
    return flags.fillna(False).astype(bool)
