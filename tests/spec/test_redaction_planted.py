"""Identifiers planted in narratives of many voices: none is left, and fewer than 2 in 100 harmless words go."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from planted import PLACEHOLDER, Planted, planted, words

from complaint_analysis.records.redaction.redact import redact_text

FILES = sorted(Path(__file__).parent.glob("planted-identifiers-*.txt"))
NARRATIVES = [narrative for path in FILES for narrative in planted(path)]
ORDINARY = sorted((Path(__file__).parents[2] / "training").glob("authoring-narratives-*.jsonl"))
LEAST_PLANTED = 300
KINDS = {
    "IBAN", "NHS number", "UPRN", "account number", "address", "card number", "case reference", "date of birth",
    "email", "name", "national insurance number", "postcode", "sort code", "telephone", "vehicle registration",
}  # fmt: skip
MOST_TAKEN = 2 / 100


def test_enough_identifiers_of_every_kind_are_planted():
    kinds = Counter(kind for narrative in NARRATIVES for kind, _ in narrative.identifiers)
    assert set(kinds) == KINDS
    assert kinds.total() >= LEAST_PLANTED


@pytest.mark.parametrize("narrative", NARRATIVES, ids=range(len(NARRATIVES)))
def test_no_planted_identifier_is_left(narrative: Planted):
    assert narrative.left() == []


def test_few_harmless_words_go_with_the_identifiers():
    taken = sum(len(narrative.taken()) for narrative in NARRATIVES)
    assert taken < MOST_TAKEN * sum(narrative.harmless.total() for narrative in NARRATIVES)


def test_few_words_of_ordinary_narratives_go():
    texts = [json.loads(line)["text"] for path in ORDINARY for line in path.open(encoding="utf-8")][::10]
    kept = [Counter(words(PLACEHOLDER.sub(" ", redact_text(text)))) for text in texts]
    written = [Counter(words(text)) for text in texts]
    taken = sum((one - other).total() for one, other in zip(written, kept, strict=True))
    assert 0 < taken < MOST_TAKEN / 2 * sum(one.total() for one in written)


@pytest.mark.parametrize(
    "text",
    [
        "Will anybody mark this as urgent, or may I hope for some grace in May?",
        "Please Mark my case as urgent. The Grace period ended in June. Bill number five came on Friday.",
        "The kitchen is 3.2m x 4.1m, the door 1981mm high and the gap 45 degrees off.",
        "Bus 310 and the number 12 bus stop where the A12 meets the B6254 and the M1.",
        "He came at 10.30, 14:15 and half past 9 on 12/03/2024, 13 March 2024 and 2024-03-14.",
        "It cost £1,250.00, then £450 a month, 12% more; 19 weeks, 3 visits, 2-3 hrs, 24/7.",
        "In 2023-24 there were 57, in 2024-25 86; 142900 people, 3,601 homes, 100% of 12.",
        "I have rung 14 times, waited 40 minutes, and been told 5 to 10 working days by 3 people.",
        "My flat floods, my son coughs, my neighbour plays drums; the housing officer is rude.",
        "Universal Credit, Housing Benefit, the Ombudsman, Citizens Advice and the Environment Agency know.",
        "The green bin, the brown bin, a stone wall, the hill, the wood and the day room.",
        "WHY HAS NOBODY CALLED ME BACK ABOUT THE DAMP IN THE BACK BEDROOM SINCE CHRISTMAS",
        "They miss the bins, miss it again, and the nurse said that the doctor would ring.",
        "We have 2 bedrooms and 1 bathroom in the block; room 2 is 3m by 2m and number 1 on my list.",
        "Left at the lights, down the road, along the street, past the park and up the lane.",
        "I was told on the 9th at 10 am, b4 5pm, that it was in hand 4 ever m8.",
    ],
)
def test_words_that_look_like_identifiers_stay(text):
    assert redact_text(text) == text


def test_ordinary_words_in_a_record_s_own_name_stay_where_they_are_words():
    known = {
        "stage1_handler": "Hope Green",
        "other: Property type": "2 bed flat",
        "other: Contact method": "Phone",
    }
    text = "The green bin: I hope to phone about the 2 bed flat. Hope Green did not."
    assert redact_text(text, known) == "The green bin: I hope to phone about the 2 bed flat. [name] did not."
