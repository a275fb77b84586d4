"""Invented identifiers of every kind, planted anywhere in a sentence, never survive; redacting twice changes nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from complaint_analysis.records.redaction.redact import redact_text

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
digits = lambda number: st.text("0123456789", min_size=number, max_size=number)  # noqa: E731
letters = lambda number: st.text(LETTERS, min_size=number, max_size=number)  # noqa: E731
gap = st.sampled_from(["", " "])
WORDS = st.lists(
    st.sampled_from(
        ["the", "bin", "was", "missed", "again", "and", "nobody", "came", "so", "I", "am", "cross"]
    ),
    max_size=6,
)


@st.composite
def postcodes(draw):
    return (
        f"{draw(letters(2))}{draw(st.integers(1, 99))}{draw(gap)}{draw(st.integers(1, 9))}{draw(letters(2))}"
    )


@st.composite
def insurance_numbers(draw):
    pairs = draw(gap).join([draw(letters(2)), draw(digits(2)), draw(digits(2)), draw(digits(2)), "A"])
    return draw(st.sampled_from([pairs, pairs.lower()]))


@st.composite
def telephones(draw):
    return draw(st.sampled_from(["01632 960", "07700 900", "+44 7700 900", "(020) 7946 0"])) + draw(digits(3))


@st.composite
def nhs_numbers(draw):
    nine = draw(st.sampled_from("4567")) + draw(digits(8))
    check = (
        11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    ) % 11
    return f"{nine[:3]} {nine[3:6]} {nine[6:]}{check}" if check < 10 else "943 476 5919"


@st.composite
def emails(draw):
    name = draw(st.text("abcdefgh.", min_size=1, max_size=8)).strip(".") or "a"
    return f"{name}@example.org"


IDENTIFIERS = st.one_of(postcodes(), insurance_numbers(), telephones(), nhs_numbers(), emails())


@given(WORDS, IDENTIFIERS, WORDS)
@settings(max_examples=300, deadline=None)
def test_a_planted_identifier_never_survives(before, identifier, after):
    text = " ".join([*before, identifier, *after])
    redacted = redact_text(text)
    assert identifier not in redacted
    assert "[" in redacted


@given(WORDS, IDENTIFIERS, WORDS)
@settings(max_examples=200, deadline=None)
def test_redacting_twice_changes_nothing(before, identifier, after):
    once = redact_text(" ".join([*before, identifier, *after]))
    assert redact_text(once) == once


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_redacted(text):
    assert isinstance(redact_text(text), str)
