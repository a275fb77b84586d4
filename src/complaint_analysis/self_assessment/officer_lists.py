"""What an officer looks through before a self-assessment is approved: private lists on a year's forms."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from complaint_analysis.records.store import write_csv
from complaint_analysis.run.period_run import Run
from complaint_analysis.self_assessment.against_records.evidence import CodeEvidence
from complaint_analysis.self_assessment.against_records.verdict import (
    AnswerCheck,
    case_rows,
    check_rows,
    checks,
)
from complaint_analysis.self_assessment.form import Form
from complaint_analysis.self_assessment.promises import promise_rows
from complaint_analysis.self_assessment.reading.form_file import form_in_hand
from complaint_analysis.self_assessment.side_by_side import answered_differently, pair_rows
from complaint_analysis.self_assessment.text_checks import odd_rows

PROBLEM_COLUMNS = ("code", "form", "provision", "column", "problem", "settle_before_publication")
_NAMES = ("text-checks.csv", "form-problems.csv", "proposed-actions.csv", "forms-side-by-side.csv")


def write_form_lists(run: Run, private: Path) -> None:
    """Write the lists on this year's forms into `private/`.

    For each Code `evidence-checks-*.csv` with a verdict a provision and `evidence-cases-*.csv` with the
    cases behind them; `text-checks.csv`, `form-problems.csv`, `proposed-actions.csv`; and, where both forms
    are there, `forms-side-by-side.csv`. Of several forms it is about the newest, approved or not. A list
    about a form that is no longer there is taken away.
    """
    forms = {regime: form for regime in run.regimes if (form := form_in_hand(run.facts.folder, regime))}
    lists = {f"{name}.csv": table for name, table in _lists(run, forms).items()}
    for path in [*private.glob("evidence-c*-*.csv"), *(private / name for name in _NAMES)]:
        path.unlink(missing_ok=True)
    for name, table in lists.items():
        write_csv(table, private / name)


def answer_checks(run: Run, form: Form) -> list[AnswerCheck]:
    """Each answer of a form held against the run's cases of its Code."""
    first = next(iter(form.catalogue.provisions.values()))
    return checks(form, CodeEvidence(first, run.basis, run.figures, run.files, run.last_figures))


def _lists(run: Run, forms: dict[str, Form]) -> dict[str, pd.DataFrame]:
    found: dict[str, pd.DataFrame] = {}
    for regime, form in forms.items():
        checked = answer_checks(run, form)
        found[f"evidence-checks-{regime}"] = check_rows(checked).assign(form=form.source)
        found[f"evidence-cases-{regime}"] = case_rows(checked)
    if not forms:
        return found
    each = list(forms.values())
    found["text-checks"] = pd.concat(odd_rows(form) for form in each)
    found["form-problems"] = pd.concat(problem_rows(form) for form in each)
    found["proposed-actions"] = pd.concat(promise_rows(form, run.files.actions) for form in each)
    if len(forms) > 1:
        found["forms-side-by-side"] = pair_rows(answered_differently(forms["housing"], forms["lgsco"]))
    return found


def problem_rows(form: Form) -> pd.DataFrame:
    """What is odd about a form's file, a row a problem; it quotes nothing of what the form says."""
    rows = [
        (form.code, form.source, each.number, each.column, each.text, "yes" if each.serious else "")
        for each in form.problems
    ]
    return pd.DataFrame(rows, columns=list(PROBLEM_COLUMNS))
