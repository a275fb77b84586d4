"""What runs on a text from outside takes a time that grows with its length and no faster.

Ratios of one run are held, no seconds: a text four times as long may take four times as long, with slack for a
machine that does other things; where the time grows with the square it takes sixteen times.
"""

from __future__ import annotations

import itertools
import math
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from adversarial_texts import beginnings_and_units, long_text
from patterns_in_use import patterns_in_use

from complaint_analysis.classify.explanation import evidence_of, read_all
from complaint_analysis.classify.taxonomy import canonical, named_in
from complaint_analysis.records.reading.dates import read_date
from complaint_analysis.records.reading.synonyms import folded
from complaint_analysis.records.redaction.known_values import without_known
from complaint_analysis.records.redaction.redact import redact_text
from complaint_analysis.self_assessment.reading.answers import split_answer
from complaint_analysis.self_assessment.reading.headings import column_of
from complaint_analysis.self_assessment.written_dates import find_dates

CLOCK = time.perf_counter if sys.platform == "win32" else time.thread_time
"""What others do on the machine does not count; the clock of Windows that knows it is too coarse."""
TIMES, SLACK = 4, 11
LENGTHS = (64, 512, 2_048)
NOTHING_SECONDS = 0.002
"""Below this no growth is looked at: were it with the square, the longest cell would take half a second."""
HELD_UP_SECONDS = 1.0
RECORD = {
    "stage1_handler": "Anna Featherstone",
    "reference": "AB/1234/5",
    "other: address": "12 Mill Lane, Wick",
}
READINGS: dict[str, Callable[[str], object]] = {
    "redaction": lambda text: redact_text(f"Anna {text}", RECORD),
    "a name of the record": lambda text: without_known("Anna was at 12 Mill Lane", {"stage1_handler": text}),
    "an address of the record": lambda text: without_known("at 12 Mill Lane", {"other: address": text}),
    "rules": lambda text: read_all(evidence_of(text, "housing", "Repairs", ""), "housing"),
    "a code": lambda text: canonical("category_housing", text),
    "a theme": lambda text: named_in("category_housing", text),
    "a date": read_date,
    "a word": folded,
    "an answer": split_answer,
    "a heading": column_of,
    "dates of a form": find_dates,
}
UNITS = [
    "a", "1", " ", "\n", "a ", "A ", "J ", "Aa-", "D'", "de ", "Mr J. ", "Anna de ", "AAAAAAAA BBBBBBB\n", "[name] ",
    "ab cd, ", "£1 ", "stage 1 ", "not very ", "but also ", "damp and mould ", "1/2/2024 ", "may ", "yes/no ", "☐ yes ",
]  # fmt: skip


def too_slow(run: Callable[[str], object], text_of: Callable[[int], str], lengths: tuple[int, ...]) -> str:
    """What to say of a growth beyond the length's; '' where there is none.

    One that shows is looked at again on a longer text: what is bounded grows fast until its bound.
    """
    for length in lengths:
        taken = seconds(run, text_of(length))
        if taken > HELD_UP_SECONDS or (
            taken > NOTHING_SECONDS
            and growth(run, text_of, length) > SLACK
            and growth(run, text_of, length * TIMES) > SLACK
        ):
            return f"{length:,} characters take {taken:.2f} s"
    return ""


def growth(run: Callable[[str], object], text_of: Callable[[int], str], length: int) -> float:
    """How many times as long a text takes as a quarter of it: the least that is met in a few tries."""
    ratios: list[float] = []
    while len(ratios) < 3 and min(ratios, default=math.inf) > SLACK:
        short, long = (
            min(seconds(run, text_of(each)) for _ in range(2)) for each in (length // TIMES, length)
        )
        ratios.append(long / max(short, 1e-6))
    return min(ratios)


def seconds(run: Callable[[str], object], text: str) -> float:
    """The processor's time that a text takes; infinite where it was given up, which not every system can."""
    begun = CLOCK()
    try:
        with given_up_after(4 * HELD_UP_SECONDS):
            run(text)
    except TimeoutError:
        return math.inf
    return CLOCK() - begun


@contextmanager
def given_up_after(most: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def give_up(*_: object) -> None:
    raise TimeoutError


def tries(pattern: re.Pattern[str], ways: frozenset[str]) -> Callable[[str], object]:
    def run(text: str) -> None:
        if "search" in ways:
            for _ in pattern.finditer(text):
                pass
        for way in ways - {"search"}:
            getattr(pattern, way)(text)

    return run


def slow_texts(expression: str, flags: int, ways: frozenset[str]) -> list[str]:
    run = tries(re.compile(expression, flags), ways)
    for before, unit in sorted(beginnings_and_units(expression)):
        if said := too_slow(run, partial(long_text, before, unit), LENGTHS):
            return [f"{before!r}, then {unit!r} again and again: {said}"]
    return []


@pytest.mark.parametrize(
    ("expression", "ways"),
    [
        (r"[\w.+'-]+@[\w-]+", {"search"}),
        (r"\s+$", {"search"}),
        (r"(?:\w+\s?)+;", {"fullmatch"}),
        (r"x\s*y?\s*z?\s*;", {"search"}),
        (r"\bid(?: (?:no|id))* \d", {"search"}),
    ],
)
def test_a_slow_pattern_is_found(expression, ways):
    assert slow_texts(expression, re.I, frozenset(ways))


def test_patterns_of_modules_and_of_data_files_are_known():
    places = {used.where for used in patterns_in_use()}
    assert len(patterns_in_use()) > 300
    assert {"records.redaction.identifier_patterns._patterns", "records.reading.dates._ISO"} <= places
    assert {"form.toml", "text_checks.toml", "promises.toml", "identifying_values.toml"} <= places
    assert any(place.startswith("self_assessment.promises, line ") for place in places)


@pytest.mark.parametrize("part", range(8))
def test_no_pattern_is_slow(part):
    slow = {
        f"{used.where}: {used.expression[:80]}": said
        for used in patterns_in_use()[part::8]
        if (said := slow_texts(used.expression, used.flags, used.ways))
    }
    assert slow == {}


@pytest.mark.parametrize("name", READINGS)
def test_no_reading_is_slow(name):
    def read(text: str) -> object:
        return READINGS[name](f"{text} {next(numbers)}")  # never the same twice: some are remembered

    numbers = itertools.count()
    read("once, so that its words are loaded")
    slow = {
        unit: said for unit in UNITS if (said := too_slow(read, partial(long_text, "", unit), (1_000, 4_000)))
    }
    assert slow == {}
