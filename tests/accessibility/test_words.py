"""The report's words: a summary that is read at about the age of twelve, and a glossary for what is no plain word."""

import re
from itertools import takewhile
from pathlib import Path

import pyphen
import pytest
from lxml import html

GRADE_OF_AGE_12 = 7
"""Years at school of a reader of twelve, in the American grades of Flesch and Kincaid."""
SYLLABLES = pyphen.Pyphen(lang="en_GB", left=1, right=1)
JARGON = (
    "binomial", "CH01", "CH02", "designated", "determination", "escalation", "low-cost home ownership",
    "maladministration", "median", "natural variation", "outside jurisdiction", "percentage point", "provision",
    "quartile", "reasonable adjustment", "reasonable redress", "remedy", "service failure", "service request",
    "uphold rate", "upheld",
)  # fmt: skip


def grade(sentences: list[str]) -> float:
    """The school grade at which sentences are read, by the formula of Flesch and Kincaid (1975)."""
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z][A-Za-z'’-]*", sentence)]
    syllables = sum(len(SYLLABLES.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9“])", text) if re.search("[a-z]", each)]


@pytest.fixture(scope="module")
def page(public_folder: Path) -> html.HtmlElement:
    return html.fromstring((public_folder / "annual-report.html").read_text("utf-8"))


def section(page: html.HtmlElement, title: str) -> list[html.HtmlElement]:
    """What stands under a heading, up to the next."""
    (heading,) = page.xpath(f"//main//h2[contains(., '{title}')]")
    return list(takewhile(lambda each: each.tag != "h2", heading.itersiblings()))


def text_of(*elements: html.HtmlElement) -> str:
    return " ".join(" ".join(each.text_content().split()) for each in elements)


def test_the_score_knows_plain_words_from_hard_ones():
    assert grade(["We lost the form and did not call you back."]) < 4
    assert (
        grade(["Organisational responsiveness necessitates considerable administrative modernisation."]) > 16
    )


def test_the_summary_is_read_at_about_twelve(page):
    paragraphs = [each for each in section(page, "Summary") if each.tag == "p"]
    said = [sentence for each in paragraphs for sentence in sentences(text_of(each))]
    assert len(said) > 6
    assert grade(said) <= GRADE_OF_AGE_12 + 1


@pytest.mark.parametrize("word", JARGON)
def test_what_is_no_plain_word_is_in_the_glossary(page, word):
    used, explained = text_of(page), text_of(*section(page, "Words we use"))
    assert word.casefold() in used.casefold(), "a word that the report no longer uses"
    assert word.casefold() in explained.casefold()


def test_no_name_of_the_code_stands_in_the_text(page):
    names = re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", text_of(page.xpath("//main")[0]))
    assert names == []
