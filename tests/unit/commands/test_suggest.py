"""Suggestions are learnt from officers' codes of earlier years, for open cases only, and never published."""

from __future__ import annotations

import importlib.util

import pandas as pd
import pytest
from conftest import SmallCouncil

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.progress import Progress
from complaint_analysis.commands.read_records import make_records
from complaint_analysis.commands.suggest import FIGURES, NAME, suggest_labels
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.errors import UsageError
from complaint_analysis.records.joining.overrides import COLUMNS, read_overrides

ABOUT = {
    "Property condition": ("zibble {} grommick", "grommick fandle {}", "fandle zibble {}"),
    "Charges": ("quondle {} frimp", "frimp splott {}", "splott quondle {}"),
}
"""A council's own shorthand, which no rule knows."""
HEADER = "Reference,Received,Service,Category,S1 Ack,S1 Response,S1 Outcome,Description\n"
OPEN = (
    ("N-2", "fandle grommick", "property_condition"),
    ("N-1", "frimp quondle", "charges"),
)
needs_learning = pytest.mark.skipif(
    importlib.util.find_spec("sklearn") is None, reason="scikit-learn is not installed: the extra `suggest`"
)


def coded(number: int = 60) -> str:
    rows = [
        f"E-{case},0{1 + case % 9}/05/2023,Council Housing,{label},,,,{texts[case % 3].format(case)}\n"
        for case in range(number)
        for label, texts in [list(ABOUT.items())[case % 2]]
    ]
    return HEADER + "".join(rows)


def with_open_cases(council: SmallCouncil, year: str = "2024-25") -> None:
    rows = [f'{name},02/05/2024,Council Housing,,,,,"{text}"\n' for name, text, _ in OPEN]
    known = "K-1,02/05/2024,Council Housing,Charges,,,,frimp splott\n"
    council.export(HEADER + "".join(rows) + known, year=year)


@pytest.fixture
def job(council, tmp_path) -> Job:
    """A council with coded cases of a year before, and two of this year that no rule reads."""
    council.export(coded(), year="2023-24")
    with_open_cases(council)
    return job_of(council, tmp_path)


def job_of(council: SmallCouncil, folder) -> Job:
    return Job(ReportingYear.parse("2024-25"), council.folder, folder / "out")


def suggested(job: Job) -> pd.DataFrame:
    return pd.read_csv(suggest_labels(job, Progress()), encoding="utf-8-sig", keep_default_na=False)


@needs_learning
def test_open_cases_get_a_suggestion_and_nothing_else_does(job):
    found = suggested(job)
    assert list(found.columns) == COLUMNS
    category = found[found["column"] == "category"]
    assert dict(zip(category["reference"], category["value"], strict=True)) == {
        name: label for name, _, label in OPEN
    }
    assert found["reason"].str.startswith("suggested, likelihood ").all()
    assert found[["decided_by", "decided_on"]].eq("").all(axis=None)


@needs_learning
def test_the_same_records_give_the_same_list(job):
    once = suggest_labels(job, Progress()).read_bytes()
    assert suggest_labels(job, Progress()).read_bytes() == once


@needs_learning
def test_cross_validated_figures_are_shown_and_kept(job, capsys):
    suggest_labels(job, Progress())
    printed = " ".join(capsys.readouterr().out.split())
    assert "learnt from 60 coded cases" in printed
    assert "macro-F1" in printed
    assert "the commonest label alone would be right for 30" in printed
    measured = pd.read_csv(job.private / FIGURES, encoding="utf-8-sig")
    assert measured["cases"].tolist() == [30, 30]
    assert (measured["right"] <= measured["cases"]).all()
    assert "N-1" not in printed


@needs_learning
def test_a_suggestion_is_in_no_record_until_an_officer_accepts_it(job, council):
    rows = suggested(job)
    before = make_records(job, Progress()).table.set_index("reference")
    assert before.loc["N-1", "category_rule"] == ""
    year = council.folder / "2024-25"
    rows.to_csv(year / "overrides.csv", index=False)
    with pytest.raises(Exception, match="who decided it"):
        read_overrides(year)
    rows.assign(decided_by="A. Officer", decided_on="2025-04-02").to_csv(year / "overrides.csv", index=False)
    after = make_records(job, Progress()).table.set_index("reference")
    assert tuple(after.loc["N-1", ["category", "category_rule"]]) == ("charges", "override")


@needs_learning
def test_too_few_coded_cases_are_told(council, tmp_path):
    council.export(coded(12), year="2023-24")
    with_open_cases(council)
    with pytest.raises(UsageError, match="too few cases of earlier years"):
        suggest_labels(job_of(council, tmp_path), Progress())


@needs_learning
def test_no_earlier_year_is_told(council, tmp_path):
    with_open_cases(council)
    with pytest.raises(UsageError, match="no year before 2024-25 is there"):
        suggest_labels(job_of(council, tmp_path), Progress())


def test_without_scikit_learn_it_says_how_to_get_it(council, tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with_open_cases(council)
    with pytest.raises(UsageError, match="is not installed") as told:
        suggest_labels(job_of(council, tmp_path), Progress())
    assert "requirements-suggest.lock" in " ".join(told.value.lines())
    assert not (tmp_path / "out" / "2024-25" / "private" / NAME).exists()
