"""The self-assessments as a run shows them: answers, gaps, changes since last year, promises followed up."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from complaint_analysis.chapters import commentary
from complaint_analysis.measures.figure import Figure
from complaint_analysis.printing.table import Table
from complaint_analysis.printing.table_formats import as_markdown
from complaint_analysis.records.side_files import read_table
from complaint_analysis.run.period_run import Run
from complaint_analysis.self_assessment import status
from complaint_analysis.self_assessment.against_records.verdict import verdicts_table
from complaint_analysis.self_assessment.confirmed_actions import (
    actions_table,
    follow_up,
    print_state,
    say_actions,
    standing,
)
from complaint_analysis.self_assessment.document import form_passage
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.officer_lists import evidence
from complaint_analysis.self_assessment.reading.form_file import latest_form

__all__ = [
    "actions",
    "beside_records",
    "figures",
    "forms",
    "gaps",
    "last_forms",
    "passage",
    "promises_kept",
    "publish_beside_records",
    "publish_by_section",
    "publish_changes",
    "say",
    "say_more",
    "summary",
    "without_forms",
]

NONE = "No self-assessment is recorded for this period."
_NO_EARLIER = {
    True: "There is no earlier form to compare it with.",
    False: "So nothing can be said of changes since last year.",
}
_HEADING = "## Our answers beside our records {#our-answers-beside-our-records}"
_BESIDE_RECORDS = (
    "We held each answer against the complaints of the year, by the Code's own clock. The Codes set no pass "
    "mark: a question is a reason to look again and no finding, and no answer was changed because of one."
)


def __dir__() -> list[str]:
    return __all__


def forms(run: Run) -> dict[str, Form | None]:
    """The self-assessment of the year by Code in scope, the latest approved; None where there is none."""
    return _forms(run, run.facts.folder)


def _forms(run: Run, folder: Path) -> dict[str, Form | None]:
    return {regime: latest_form(folder, regime) for regime in run.regimes}


def last_forms(run: Run) -> dict[str, Form | None]:
    """The forms of the year before, whether or not its folder holds exports too."""
    before = run.year.previous
    return _forms(run, run.council.year(before).folder) if before in run.council.years else {}


def _there(run: Run) -> list[Form]:
    return [form for form in forms(run).values() if form]


def _pairs(run: Run) -> list[tuple[Form, Form]]:
    """This year's form and last year's of each Code for which there are both."""
    last = last_forms(run)
    return [(form, before) for form in _there(run) if (before := last.get(form.code))]


def figures(run: Run, *, last: bool = False) -> list[Figure]:
    """The answers of the self-assessments, this year's or with `last` those of the year before."""
    of_year = last_forms(run) if last else forms(run)
    return [figure for regime, form in of_year.items() for figure in status.figures(regime, form)]


def say(run: Run, regime: str = "") -> str:
    """How many provisions of each Code are met, or of the one named."""
    found = {figure.id: figure for figure in figures(run)}
    of_one = {id: figure for id, figure in found.items() if id.startswith(f"self_assessment.{regime}")}
    return commentary.self_assessment(of_one)


def say_more(run: Run) -> str:
    """What changed since last year, how the promises stand, and what has no evidence, in a sentence each."""
    said = (
        status.say_changes(_pairs(run), run.year.previous.name),
        say_actions(actions(run), run.records.as_at),
        status.say_without_evidence(_there(run)),
    )
    return " ".join(sentence for sentence in said if sentence) or _NO_EARLIER[bool(_there(run))]


def summary(run: Run) -> Table:
    """How many provisions of each section are met, a column a Code; no rows without a self-assessment."""
    return status.summary(_there(run))


def gaps(run: Run) -> Table:
    """The provisions not met, met in part or not answered, what will be done, and how that stands."""
    followed = standing(actions(run))
    states = [print_state(row.state, row.followed_up) for row in followed.itertuples()]
    return status.gaps(_there(run), followed.assign(state=states))


def without_forms(run: Run) -> str:
    """What stands in the place of the provisions not met where the year has no form; '' where it has one."""
    return "" if _there(run) else "Without a self-assessment no provision can be named that we do not meet."


def publish_by_section(run: Run, regime: str) -> None:
    """Publish the answers to one Code by section, or that there is no form."""
    form, name = forms(run)[regime], f"self-assessment-summary-{regime}"
    if form is None:
        run.publish.nothing(name, NONE)
    else:
        run.publish.table(status.by_section(form))


def publish_changes(run: Run, regime: str) -> None:
    """Publish what changed since last year's form of one Code, or that there is none to compare with."""
    labels = run.year.previous.name, run.year.name
    tables = [status.changes_table(*pair, *labels) for pair in _pairs(run) if pair[0].code == regime]
    if tables:
        run.publish.table(tables[0], otherwise=f"No answer changed since {run.year.previous.name}.")
    else:
        run.publish.nothing(
            f"self-assessment-changes-{regime}", "There is no earlier form to compare it with."
        )


def actions(run: Run) -> pd.DataFrame:
    """The confirmed actions of this year and the years before, as they stood at the extract."""
    years = [
        read_table(facts.folder / "actions.csv", "actions") for facts in run.council.years_up_to(run.year)
    ]
    return follow_up(years, run.records.as_at, run.regimes)


def promises_kept(run: Run, regime: str) -> Table:
    """What was promised in the self-assessments against one Code, and what became of it."""
    return actions_table(actions(run), regime, run.records.as_at)


def beside_records(run: Run) -> Table | None:
    """The verdict of the records on each answer, where the council publishes it; else None."""
    there = _there(run)
    if not run.council.self_assessment.publish_verdicts or not there:
        return None
    return verdicts_table([check for form in there for check in evidence(run, form)])


def publish_beside_records(run: Run) -> None:
    """Publish what the records show beside each answer, with its heading, where the council has set it so.

    Where it has not, the report holds nothing of it, not even the heading.
    """
    table, name = beside_records(run), "self-assessment-evidence"
    if table is None:
        run.publish.passage(name, "")
        return
    run.publish.table(table)
    run.publish.passage(name, f"{_HEADING}\n\n{_BESIDE_RECORDS}\n\n{as_markdown(table)}")


def passage(form: Form | None) -> str:
    """A self-assessment as a document, or the sentence that there is none."""
    return form_passage(form) if form else NONE
