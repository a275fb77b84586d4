"""Words in a row and sentences in a paragraph, whatever they speak of."""

from __future__ import annotations

from collections.abc import Sequence


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Words in a row: `a`, `a and b`, `a, b and c`."""
    *first, end = [part for part in parts if part] or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def is_or_are(number: float) -> str:
    """The verb that goes with a number of things."""
    return "is" if number == 1 else "are"


def starting(text: str) -> str:
    """The text with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def within(text: str) -> str:
    """The text as it stands inside a sentence: without its capital, unless that is of an abbreviation."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def paragraph(*sentences: str) -> str:
    """Sentences in one paragraph, without the empty ones."""
    return " ".join(each for each in sentences if each)
