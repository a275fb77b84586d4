"""The private lists on the demonstration council's forms, and what of them the public sees."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.codes.regimes import REGIMES


def private_list(made, name: str) -> pd.DataFrame:
    return pd.read_csv(made[0] / "private" / name, dtype=str, keep_default_na=False, encoding="utf-8-sig")


@pytest.mark.parametrize("code", REGIMES)
def test_one_verdict_a_provision_agreeing_with_some_and_questioning_others(made, code: str) -> None:
    listed = private_list(made, f"evidence-checks-{code}.csv")
    assert listed["provision"].tolist() == list(load_code(code).numbers)
    met = listed[listed["answer"] == "yes"]
    assert (met["verdict"] == "records agree").any()
    assert met["verdict"].str.startswith("records raise a question: ").any()


@pytest.mark.parametrize(("code", "number", "verdict"), [
    ("housing", "6.3", "records raise a question: 14 of 91 were late"),
    ("housing", "2.3", "records raise a question: 1 of 3 was refused inside twelve months"),
    ("housing", "5.3", "records agree"),
    ("housing", "6.13", "records agree"),
    ("lgsco", "2.2", "records raise a question: 1 of 6 was refused inside twelve months"),
    ("lgsco", "6.14", "records agree"),
    ("lgsco", "6.6", "records agree"),
    ("housing", "5.14", "not recorded"),
    ("housing", "4.1", "records cannot show this"),
])  # fmt: skip
def test_verdicts_known_from_the_plan_of_the_cases(made, code: str, number: str, verdict: str) -> None:
    listed = private_list(made, f"evidence-checks-{code}.csv").set_index("provision")
    assert listed.loc[number, "verdict"] == verdict


def test_the_cases_behind_a_verdict_are_as_many_as_it_says(made) -> None:
    cases = private_list(made, "evidence-cases-housing.csv")
    assert len(cases[cases["provision"] == "6.3"]) == 14
    assert cases["reference"].ne("").all()


def test_the_other_lists_are_there(made) -> None:
    assert "stricter_start" in set(private_list(made, "text-checks.csv")["check"])
    pairs = private_list(made, "forms-side-by-side.csv")
    assert (pairs["housing_answer"] != pairs["lgsco_answer"]).all()
    proposed = private_list(made, "proposed-actions.csv")
    assert proposed["id"].is_unique
    assert private_list(made, "form-problems.csv").empty


def test_verdicts_are_not_published_unless_the_council_says_so(made) -> None:
    public = made[0] / "public"
    pages = [
        *public.glob("*.html"),
        *Path(public / "notebooks").glob("*.html"),
        *Path(public / "tables").glob("*.csv"),
    ]
    assert pages
    assert [
        path.name for path in pages if "records raise a question" in path.read_text(encoding="utf-8").lower()
    ] == []
