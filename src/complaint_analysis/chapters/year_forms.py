"""The self-assessments of a run's year and of the year before, and what became of their promises."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from complaint_analysis.records.side_files import read_table
from complaint_analysis.run.period_run import Run
from complaint_analysis.self_assessment.confirmed_actions import follow_up
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.reading.form_file import latest_form

NO_FORM = "No self-assessment is recorded for this period."


def forms(run: Run) -> dict[str, Form | None]:
    """The self-assessment of the year by Code in scope, the latest approved; None where there is none."""
    return _forms_in(run, run.facts.folder)


def last_forms(run: Run) -> dict[str, Form | None]:
    """The forms of the year before, whether or not its folder holds exports too."""
    before = run.year.previous
    return _forms_in(run, run.council.year(before).folder) if before in run.council.years else {}


def _forms_in(run: Run, folder: Path) -> dict[str, Form | None]:
    return {regime: latest_form(folder, regime) for regime in run.regimes}


def known_forms(run: Run) -> list[Form]:
    """The self-assessments of the year that there are."""
    return [form for form in forms(run).values() if form]


def forms_of_both_years(run: Run) -> list[tuple[Form, Form]]:
    """This year's form and last year's of each Code for which there are both."""
    last = last_forms(run)
    return [(form, before) for form in known_forms(run) if (before := last.get(form.code))]


def confirmed_actions(run: Run) -> pd.DataFrame:
    """The confirmed actions of this year and the years before, as they stood at the extract."""
    years = [
        read_table(facts.folder / "actions.csv", "actions") for facts in run.council.years_up_to(run.year)
    ]
    return follow_up(years, run.records.as_at, run.regimes)
