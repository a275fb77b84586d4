"""What an answer means: yes, no, partial or blank, whatever the words on the form."""

from __future__ import annotations

import re
from functools import cache

from complaint_analysis.self_assessment.form import Answer, words

_EDGES = " \t.,;:!*'\"()[]"


def read_answer(written: str) -> Answer | None:
    """The answer that words mean; None where they are not understood.

    >>> read_answer("No."), read_answer("Yes, with further development"), read_answer(" ")
    ('no', 'partial', 'blank')
    >>> read_answer("Yes in instances where a contractor replies") is None
    True
    """
    folded = " ".join(written.casefold().split()).strip(_EDGES)
    for answer, pattern in _patterns():
        if pattern.fullmatch(folded):
            return answer
    return None


def split_answer(cell: str) -> tuple[str, str]:
    """The first line of an answer cell, and whatever words stand below it."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    return (lines[0], "\n".join(lines[1:])) if lines else ("", "")


@cache
def _patterns() -> tuple[tuple[Answer, re.Pattern[str]], ...]:
    return tuple((entry["answer"], re.compile(entry["pattern"])) for entry in words()["answers"])
