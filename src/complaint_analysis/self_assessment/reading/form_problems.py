"""What is odd about a form: provisions missing or doubled, answers not understood, text that seems spilt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from complaint_analysis.self_assessment.form import Problem, Row
from complaint_analysis.self_assessment.reading.answers import read_answer

_LIST_MARK = re.compile(r"[a-z]{1,3}[.)]\s|https?:|www\.")
_ENDED = re.compile(r"[.!?:;)\]\"'”’]$")
_SENTENCE_WORDS = 6


def find_problems(rows: Sequence[Row], expected: Iterable[str]) -> tuple[Problem, ...]:
    """The problems of a form's rows, held against the numbers that it should answer."""
    return (*_of_numbers(rows, tuple(expected)), *(problem for row in rows for problem in _of_row(row)))


def _of_numbers(rows: Sequence[Row], expected: tuple[str, ...]) -> list[Problem]:
    found = Counter(row.number for row in rows)
    missing = [Problem("missing", number) for number in expected if number not in found]
    doubled = [Problem("doubled", number) for number, times in found.items() if times > 1]
    unknown = [Problem("unknown", number) for number in found if number not in expected]
    return [*missing, *doubled, *unknown]


def _of_row(row: Row) -> list[Problem]:
    signs = {
        ("answer_not_understood", ""): read_answer(row.answer_as_written) is None,
        ("words_beside_answer", ""): bool(row.beside_answer),
        ("starts_mid_sentence", "requirement"): _starts_mid_sentence(row.requirement),
        ("starts_mid_sentence", "commentary"): _starts_mid_sentence(row.commentary),
        ("ends_mid_sentence", "commentary"): _ends_mid_sentence(row.commentary),
    }
    return [Problem(kind, row.number, column) for (kind, column), seen in signs.items() if seen]


def _starts_mid_sentence(text: str) -> bool:
    return text[:1].islower() and not _LIST_MARK.match(text)


def _ends_mid_sentence(text: str) -> bool:
    return len(text.split()) >= _SENTENCE_WORDS and not _ENDED.search(text)
