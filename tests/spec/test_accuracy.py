"""The rules on texts that nobody read while making them: floors, the page that says so, and how scores are made."""

import csv
import importlib.util
from pathlib import Path

import pytest

from complaint_analysis.classify import accuracy, taxonomy
from complaint_analysis.classify.accuracy import Score

PROJECT = Path(__file__).parents[2]
FLOORS = {"record_type": 0.90, "category": 0.85, "cause": 0.75, "exclusion_reason": 0.90}
"""The goals, which are reached; the page prints both."""


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("accuracy_bench", PROJECT / "bench" / "accuracy.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scores(bench):
    return bench.scores()


def test_the_held_out_set_is_large_and_its_labels_are_the_taxonomys(bench):
    texts = bench.held_out()
    assert len(texts) >= 400
    for text in texts:
        if text.get("refusal"):
            assert text["exclusion_reason"] in taxonomy.labels("exclusion_reason")
        else:
            assert text["category"] in taxonomy.labels(taxonomy.category_kind(text["regime"]))
            assert (text["cause"] in taxonomy.labels("cause")) is (text["record_type"] == "complaint")


def test_no_held_out_text_stands_in_an_authoring_set(bench):
    authoring = "\n".join(
        path.read_text("utf-8")
        for path in (Path(__file__).parents[2] / "training").glob("authoring-narratives-*.jsonl")
    )
    authoring += Path(__file__).with_name("narratives.toml").read_text("utf-8")
    assert [text for text in bench.held_out() if text["text"] in authoring] == []


@pytest.mark.parametrize("field", ["record_type", "category", "cause", "exclusion_reason"])
def test_unseen_texts_are_read_to_a_floor(bench, scores, field):
    assert bench.by_field(scores)[field].accuracy >= FLOORS[field]


def test_the_page_and_the_published_figures_are_what_the_rules_do(bench, scores):
    assert bench.PAGE.read_text("utf-8") == bench.page(scores)
    with bench.DATA.open(encoding="utf-8") as file:
        assert list(csv.DictReader(file)) == accuracy.rows(bench.by_field(scores) | scores)


def test_a_score_counts_what_is_right_wrong_and_unclassified():
    score = Score(
        "cause",
        {
            ("delay", "delay"): 3,
            ("delay", "communication"): 1,
            ("communication", ""): 1,
            ("communication", "communication"): 1,
        },
    )
    assert (score.texts, score.right, score.unclassified, score.accuracy) == (6, 4, 1, 4 / 6)
    assert score.labels == ["delay", "communication"]
    assert (score.precision("delay"), score.recall("delay")) == (1.0, 0.75)
    assert score.precision("communication") == score.recall("communication") == 0.5
    assert score.macro_f1 == pytest.approx((2 * 0.75 / 1.75 + 0.5) / 2)
