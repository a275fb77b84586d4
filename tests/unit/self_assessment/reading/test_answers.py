"""Answers as councils write them."""

import pytest

from complaint_analysis.self_assessment.reading.answers import read_answer, split_answer
from complaint_analysis.self_assessment.reading.assembling import by_ticks


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("Yes", "yes"), ("YES", "yes"), (" yes. ", "yes"), ("Y", "yes"), ("✓", "yes"), ("☒ Yes ☐ No", "yes"),
        ("Comply: Yes", "yes"), ("Compliant - yes", "yes"), ("Yes, we do", "yes"), ("Yes†", "yes"), ("Yes²", "yes"),
        ("Compliance: No", "no"), ("Doesn't comply", "no"), ("We don’t comply yet", "no"), ("Not currently", "no"),
        ("Broadly compliant", "partial"), ("Under development", "partial"), ("Y (part)", "partial"),
        ("Compliant – in part", "partial"), ("Yes / No / Partial", "blank"), ("Comply: Yes / No", "blank"),
        ("Yes, No, Partial", "blank"), ("Fully compliant", "yes"), ("Yes - we comply in full", "yes"), ("Yes – fully compliant", "yes"),
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


@pytest.mark.parametrize("offered", ["Yes\nNo", "Yes\nNo\nPartial", "Yes or No", "Yes | No", "No / Yes"])
def test_what_a_form_offers_is_no_answer(offered: str) -> None:
    written, beside = split_answer(offered)
    assert (read_answer(written), beside) == ("blank", "")


@pytest.mark.parametrize(
    ("own", "answer", "understood"),
    [
        (("x", "", ""), "yes", True), (("", "X", ""), "no", True), (("", "", "✓"), "partial", True),
        (("No", "", ""), "no", True), (("No", "Yes", ""), "no", True), (("Yes", "No", ""), "blank", False),
        (("x", "x", ""), "blank", False), (("", "", ""), "blank", True), (("", "No", "No"), "no", True),
    ],
)  # fmt: skip
def test_a_column_for_each_answer(own: tuple[str, ...], answer: str, understood: bool) -> None:
    columns = [f"answer: {each}" for each in ("yes", "no", "partial")]
    written = by_ticks(dict(zip(columns, own, strict=True)))
    assert (read_answer(written) or "blank", read_answer(written) is not None) == (answer, understood)
