"""Tables of the self-assessments: answers, gaps, changes since last year, what became of the promises."""

from __future__ import annotations

from dataclasses import replace

from complaint_analysis.chapters.tables.layouts import nothing_to_show
from complaint_analysis.chapters.year_forms import (
    NO_FORM,
    confirmed_actions,
    forms,
    forms_of_both_years,
    known_forms,
)
from complaint_analysis.printing.table import Table
from complaint_analysis.run.period_run import Run
from complaint_analysis.self_assessment import status
from complaint_analysis.self_assessment.against_records.verdict import verdicts_table
from complaint_analysis.self_assessment.confirmed_actions import actions_table, print_state, standing
from complaint_analysis.self_assessment.officer_lists import answer_checks

_NO_EARLIER_FORM = "There is no earlier form to compare it with."
_NOT_PUBLISHED = "This report does not set our answers beside our records."
_NO_GAPS_KNOWN = "Without a self-assessment no provision can be named that we do not meet."


def self_assessment_summary(run: Run) -> Table:
    """How many provisions of each section are met, a column a Code; no rows without a self-assessment."""
    return status.summary(known_forms(run))


def self_assessment_by_section(run: Run, regime: str) -> Table:
    """The answers to one Code by section; no rows without a form."""
    form = forms(run)[regime]
    return status.by_section(form) if form else nothing_to_show(f"self-assessment-summary-{regime}", NO_FORM)


def self_assessment_gaps(run: Run) -> Table:
    """The provisions not met, met in part or not answered, what will be done, and how that stands."""
    followed, known = standing(confirmed_actions(run)), known_forms(run)
    states = [print_state(row.state, row.followed_up) for row in followed.itertuples()]
    table = status.gaps(known, followed.assign(state=states))
    return table if known else replace(table, otherwise=_NO_GAPS_KNOWN)


def self_assessment_changes(run: Run, regime: str) -> Table:
    """What changed since last year's form of one Code."""
    last = run.year.previous.name
    for form, before in forms_of_both_years(run):
        if form.code == regime:
            table = status.changes_table(form, before, last, run.year.name)
            return replace(table, otherwise=f"No answer changed since {last}.")
    return nothing_to_show(f"self-assessment-changes-{regime}", _NO_EARLIER_FORM)


def self_assessment_actions(run: Run, regime: str) -> Table:
    """What was promised in the self-assessments against one Code, and what became of it."""
    return actions_table(confirmed_actions(run), regime, run.records.as_at)


def self_assessment_evidence(run: Run) -> Table:
    """What the records show beside each answer; no rows unless the council has set that it is published."""
    shown = known_forms(run) if run.council.self_assessment.publish_verdicts else []
    checks = [check for form in shown for check in answer_checks(run, form)]
    return replace(verdicts_table(checks), otherwise=_NOT_PUBLISHED)
