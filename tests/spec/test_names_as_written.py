"""Names, addresses and numbers as people write them stop a publication; ordinary words and places do not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from searched import hits_in

PEOPLE = [
    "Jane Featherstonehaugh", "Zoë Łukasiewicz", "Priya Venkataraman", "Tobias Quillfeather", "Ngozi Adebayo-Thorne",
    "Siân O’Hanratty", "Jürgen Weißenfels", "Søren Østergaard-Dahl", "Mary Jane Ampleforth", "Đorđe Vuković",
    "Oluwaseun Adébáyò", "Mrs Wilhelmina Tottlebury",
]  # fmt: skip
SHORT = ["Li Wu", "Xu Bo", "Bo Ng", "Al Ho"]
OF_ORDINARY_WORDS = ["Mary Wood", "John Green", "Susan Hill", "David Field", "Linda Baker", "Robert Young"]
ADDRESSES = [
    "3 Wimpleford Lane, Ottery", "4 Mill Street, Ottery", "5 Abbot’s Way, Ottery", "6 Tannery Court, Ottery",
    "7 Łódź Close, Ottery", "8 High Street, Ottery",
]  # fmt: skip
LETTERS = {"ë": "e", "Ł": "L", "ł": "l", "ó": "o", "ź": "z", "ü": "u", "ß": "ss", "ø": "o", "Ø": "O", "Đ": "D", "đ": "d",
           "ć": "c", "é": "e", "á": "a", "ò": "o", "â": "a", "’": "'"}  # fmt: skip


def bare(text: str) -> str:
    """What people type for letters that their keyboards lack."""
    return "".join(LETTERS.get(letter, letter) for letter in text)


Written = Callable[[str, str], str]
UNUSUAL: dict[str, Written] = {
    "whole": lambda first, last: f"We thank {first} {last} for it.",
    "turned about": lambda first, last: f"See {last}, {first}.",
    "initial": lambda first, last: f"{first[0]}. {last} rang twice.",
    "initial without a stop": lambda first, last: f"{first[0]} {last} rang twice.",
    "surname alone": lambda first, last: f"The visit to {last} was late.",
    "title": lambda first, last: f"Ms {last} was told to wait.",
    "in capitals": lambda first, last: f"{first.upper()} {last.upper()}",
    "possessive": lambda first, last: f"{last}’s boiler was out.",
    "within a list": lambda first, last: f"bins;{first} {last};2024",
    "over two cells": lambda first, last: f"<tr><td>{first}</td><td>{last}</td></tr>",
    "without accents": lambda first, last: f"{bare(first)} {bare(last)} asked again.",
    "surname without accents": lambda first, last: f"Dr {bare(last)} checks every round.",
    "an acute for an apostrophe": lambda first, last: f"{first} {last}".replace("’", "´"),
    "a prime for an apostrophe": lambda first, last: f"{first} {last}".replace("’", "′"),
    "two spaces": lambda first, last: f"{first}  {last}",
    "emphasised": lambda first, last: f"{first} <strong>{last}</strong>",
}
FEW_LETTERS: dict[str, Written] = {
    "whole": UNUSUAL["whole"],
    "turned about": lambda first, last: f"See {last} {first}.",
    "title": lambda first, last: f"Mr {last} was late.",
    "over two cells": UNUSUAL["over two cells"],
}
ORDINARY: dict[str, Written] = {
    name: UNUSUAL[name] for name in ("whole", "turned about", "initial", "title", "in capitals")
} | {"councillor": lambda first, last: f"Cllr {last} asked for it."}
ADDRESSED: dict[str, Callable[[str], str]] = {
    "whole": lambda address: f"at {address}",
    "number and road": lambda address: f"at {address.partition(',')[0]} last week",
    "in small letters": lambda address: f"at {address.partition(',')[0].lower()}",
    "without accents": lambda address: f"at {bare(address.partition(',')[0])}",
}
NUMBERED = [
    "Ring 07700.900.003", "07700-900-003", "07700 900 003", "(020) 7946 0018", "020/7946/0018", "+44 7700 900003",
    "+44 (0)7700 900003", "0044 20 7946 0018", "01632·960·001", "tel 01632_960_001", "SW1A-1AA", "sw1a1aa", "ab1 2de",
    "ab12de", "AB1.2DE", "webb@" + "btinternet.example", "info.webb@" + "mail.example", "housing-jane@" + "mail.example",
    "A.Webb@" + "council.example", "AB123456C",
]  # fmt: skip
HARMLESS = [
    "The wood behind the green was cleared, and the hill by the field too.",
    "Young people asked the baker in Mill Street for bread in March and May.",
    "Hill Ward and Abbey Green had 12 complaints; 0 115 0 120 235 in all.",
    "Received 01/04/2024 86 12 and answered on 02.05.2024 10 30.",
    "Ring 0300 123 4567 or 0800 123 456, or write to complaints@council.example.",
    "Write to housing.complaints@council.example or customer-services@council.example.",
    "In Q1 1st and Q2 2nd, at stage 1 and stage 2, 8 of 9 were in time.",
    "The Complaints Team and the Repairs Team met each Monday at the High Street office.",
    "Featherstonehaugh Road and Quillfeather Court were resurfaced in 2024-25.",
    "Those are words too: li wu, xu bo, bo ng and al ho in small letters.",
    "We built 3 new homes and put right 14 lanes, 5 courts and 6 streets.",
    "Our code is B12 3rd floor, room A1 2nd door; see HO 6.3 and LGSCO 6.14.",
]


def planted() -> list[tuple[str, str]]:
    """What is planted, told in words, and the text that holds it."""
    groups = ((PEOPLE, UNUSUAL), (SHORT, FEW_LETTERS), (OF_ORDINARY_WORDS, ORDINARY))
    names = [
        (f"{name}: {form}", write(name.split()[-2 if "Jane A" not in name else 0], name.split()[-1]))
        for people, forms in groups
        for name in people
        for form, write in forms.items()
    ]
    addresses = [(f"{each}: {form}", write(each)) for each in ADDRESSES for form, write in ADDRESSED.items()]
    return names + addresses + [(text, text) for text in NUMBERED]


@pytest.fixture(scope="module")
def records() -> pd.DataFrame:
    handlers = [*PEOPLE, *SHORT, *OF_ORDINARY_WORDS]
    count = len(handlers)
    return pd.DataFrame(
        {
            "reference": [f"SMT-{number:05d}" for number in range(count)],
            "service": ["Planning"] * count,
            "ward": ["Hill Ward"] * count,
            "stage1_handler": handlers,
            "stage1_team": [*["Complaints Team"] * (count - 1), "Jane Featherstonehaugh"],
            "other: Property Address": [ADDRESSES[number % len(ADDRESSES)] for number in range(count)],
        }
    )


def write_pages(folder: Path, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        (folder / f"p{number}.html").write_text(f"<p>Report</p>\n<p>{text}</p>", encoding="utf-8")


def test_every_planted_name_and_number_is_met(records, tmp_path) -> None:
    things = planted()
    assert len(things) > 280
    write_pages(tmp_path, [text for _, text in things])
    met = {hit.file for hit in hits_in(tmp_path, records)}
    assert [told for number, (told, _) in enumerate(things) if f"p{number}.html" not in met] == []


def test_ordinary_words_places_and_counts_pass(records, tmp_path) -> None:
    write_pages(tmp_path, HARMLESS)
    assert [(HARMLESS[int(hit.file[1:-5])], hit.value) for hit in hits_in(tmp_path, records)] == []


def test_a_name_in_a_rejected_row_is_sought_too(records, tmp_path) -> None:
    cells = {"Customer Name": "Gwendolyn Pemberthy", "S1 Officer": "Officer 14", "Created On": "not a date"}
    rejected = pd.DataFrame([{"source_row": 12, "reason": "no usable date", "cells": json.dumps(cells)}])
    write_pages(tmp_path, ["Ms Pemberthy told us of missed bins."])
    assert hits_in(tmp_path, records) == []
    assert [hit.reference for hit in hits_in(tmp_path, records, rejected=rejected)] == ["rejected row 12"]
