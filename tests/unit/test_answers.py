"""Answers as councils write them."""

import pytest

from complaint_analysis.self_assessment.answers import read_answer, split_answer


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("Yes", "yes"), ("YES", "yes"), (" yes. ", "yes"), ("Y", "yes"), ("✓", "yes"), ("☒ Yes ☐ No", "yes"),
        ("Fully compliant", "yes"), ("Yes - we comply in full", "yes"), ("Yes – fully compliant", "yes"),
        ("No", "no"), ("No.", "no"), ("no", "no"), ("Not yet", "no"), ("No - planned for 2026", "no"),
        ("☐ Yes ☒ No", "no"), ("Non-compliant", "no"), ("No, see below", "no"),
        ("Partial", "partial"), ("Partially", "partial"), ("Yes, with further development", "partial"),
        ("Yes, but not in every service", "partial"), ("Yes (partly)", "partial"), ("In part", "partial"),
        ("Partially compliant", "partial"), ("Yes and no", "partial"),
        ("", "blank"), ("  ", "blank"), ("Yes / No", "blank"), ("Yes/No", "blank"), ("-", "blank"),
        ("Choose an item.", "blank"), ("TBC", "blank"),
        ("N/A", None), ("See the policy", None), ("Yes in instances where a contractor replies", None),
        ("Required Action:", None), ("Nothing", None), ("Yesterday", None),
    ],
)  # fmt: skip
def test_answers(written: str, answer: str | None) -> None:
    assert read_answer(written) == answer


def test_words_below_the_answer_are_split_off() -> None:
    assert split_answer("Yes\n and more\nand more yet") == ("Yes", "and more\nand more yet")
    assert split_answer("\n\nNo.") == ("No.", "")
    assert split_answer("") == ("", "")
