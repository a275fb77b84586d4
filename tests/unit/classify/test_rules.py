"""The rules as data: sound, explained, quick; and the pattern language, line by line."""

import timeit
import tomllib
from dataclasses import replace
from importlib.resources import files
from itertools import permutations

import numpy as np
import pytest

from complaint_analysis.classify import taxonomy
from complaint_analysis.classify.phrase_patterns import Phrasebook, Vocabulary, words_of
from complaint_analysis.classify.rules import KINDS, READS, Rules, rules
from complaint_analysis.classify.scorecards import Scorecard

DATA = files("complaint_analysis.classify")
SOURCE, FAMILIES = (
    tomllib.loads(DATA.joinpath(f"{name}.toml").read_text("utf-8")) for name in ("rules", "families")
)
RULES = [(kind, rule) for kind in KINDS for rule in SOURCE[kind]]


def meets(phrase, text, *, spelling=None):
    vocabulary = Vocabulary(
        {"number": ["two"], "room": ["kitchen", "living_room"]}, spelling or {}, ["hating"]
    )
    book = Phrasebook(vocabulary)
    number = book.add(phrase)
    book.close()
    words = words_of(text)
    return [words.between(span) for span in book.find(words).get(number, [])]


@pytest.mark.parametrize(
    ("phrase", "text", "met"),
    [
        ("leak", "The leak!", ["leak"]),
        ("leak", "leaking", []),
        ("leak*", "leaking", ["leaking"]),
        ("black mould", "black, awful mould", ["black awful mould"]),
        ("black mould", "black and awful mould", []),
        ("hot_water", "hot water", ["hot water"]),
        ("hot_water", "hot bath water", []),
        ("damp|mould wall", "mould on wall", ["mould on wall"]),
        ("no ... reply", "no word of explanation or any reply", ["no word of explanation or any reply"]),
        ("no ... reply", "No. Then a reply", []),
        ("# weeks", "six 12 weeks two weeks", ["12 weeks", "two weeks"]),
        ("@room", "our living room", ["living room"]),
        ("dont know", "I don't know", ["dont know"]),
        ("neighbour*", "my nieghbours", ["nieghbours"]),
        ("heating", "heatting", ["heatting"]),
        ("heating", "hating", []),
        ("where ... ?", "Where is it?", ["where is it ?"]),
    ],
)
def test_a_phrase_is_met(phrase, text, met):
    assert meets(phrase, text) == met


def test_a_known_misspelling_is_read_as_the_word():
    assert meets("mould", "mowld", spelling={"mowld": "mould"}) == ["mowld"]


@pytest.mark.parametrize(
    ("kind", "rule"), RULES, ids=lambda value: value if isinstance(value, str) else value["id"]
)
def test_a_rule_has_a_known_label_and_says_why(kind, rule):
    assert rule["points"].keys() <= set(taxonomy.labels(kind))
    assert rule["why"].endswith(".")
    assert rule.get("reads", "text") in READS
    assert set(rule.get("causes", ())) <= set(taxonomy.labels("cause"))


def test_rule_ids_are_unique_within_a_kind():
    names = [(kind, rule["id"]) for kind, rule in RULES]
    assert len(names) == len(set(names))


def test_every_label_but_not_recorded_has_a_rule():
    for kind in KINDS:
        ruled = {label for rule in SOURCE[kind] for label in rule["points"]}
        assert set(taxonomy.labels(kind)) - ruled <= {"not_recorded"}


def test_no_phrase_names_a_list_that_is_not_there():
    phrases = [
        phrase for _, rule in RULES for key in ("any", "also", "unless") for phrase in rule.get(key, [])
    ]
    named = {
        part[1:] for phrase in phrases for part in phrase.replace("|", " ").split() if part.startswith("@")
    }
    assert named <= SOURCE["lists"].keys() | FAMILIES["families"].keys()


def test_what_is_set_aside_does_not_count():
    evidence = rules().evidence("It has nothing to do with my rent, it is the damp")
    reading = rules().read("category_housing", evidence)
    assert reading.label == "property_condition"
    assert "rent" not in evidence.features


def test_a_street_name_closes_nothing():
    assert not rules().read("cause", rules().evidence("I live in Larch Close")).label


@pytest.mark.parametrize("text", ["It haſ bin damp", "ITS BIN DAMP", "It’s bin damp"])
def test_words_of_any_spelling_are_read(text):
    assert rules().read("category_housing", rules().evidence(text)).label == "property_condition"


def test_a_reading_says_what_came_second():
    reading = rules().read(
        "category_housing", rules().evidence("Damp and mould on every wall, and then the rent went up")
    )
    assert reading.label == "property_condition"
    assert reading.second[0] == "charges"
    assert "damp" in reading.words


def test_equal_sums_are_equal_in_whatever_order_the_words_are_added():
    """Floats add up to 0.6 or to 0.6000000000000001, and a set has another order in every process."""
    points = np.array([[0.1, 0.3], [0.2, 0.2], [0.3, 0.1]])
    card = Scorecard(("delay", "communication"), {"wait": 0, "ring": 1, "answer": 2}, points)
    with_card = Rules(SOURCE, FAMILIES, {"cause": card})
    evidence = with_card.evidence("")

    for order in permutations(card.rows):
        scores = with_card.read("cause", replace(evidence, features=order)).scores
        assert list(scores.items()) == [("delay", 0.6), ("communication", 0.6)]


def test_seventy_words_are_read_in_about_a_millisecond():
    text = " ".join(["I reported the leak in the bathroom three times and nobody came to look at it."] * 5)
    read = lambda: [rules().read(kind, rules().evidence(text)) for kind in ("cause",)]  # noqa: E731
    read()
    assert min(timeit.repeat(read, number=20, repeat=5)) / 20 < 0.005
