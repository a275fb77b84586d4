"""What has the form of an identifier: patterns as data, with the arithmetic that some of them must pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.records.redaction.person_names import is_ordinary


def without_patterns(text: str) -> str:
    """A text with each match of identifier_patterns.toml replaced, in the order in which they stand there."""
    for pattern in _patterns():
        text = pattern.taken_from(text)
    return text


def modulus_11(match: str) -> bool:
    """Whether ten digits bear the check digit of an NHS number.

    >>> modulus_11("943 476 5919"), modulus_11("943 476 5918")
    (True, False)
    """
    digits = _digits(match)
    weighted = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return len(digits) == 10 and (11 - weighted % 11) % 11 == digits[9]


def luhn(match: str) -> bool:
    """Whether the digits bear the check digit of a payment card.

    >>> luhn("4111 1111 1111 1111"), luhn("4111 1111 1111 1112")
    (True, False)
    """
    doubled = [digit if place % 2 == 0 else digit * 2 for place, digit in enumerate(reversed(_digits(match)))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def no_date(match: str) -> bool:
    """Whether three pairs of digits are no day, month and year.

    >>> no_date("40-47-84"), no_date("01-04-24")
    (True, False)
    """
    try:
        datetime.strptime(re.sub(r"\D", "-", match), "%d-%m-%y")
    except ValueError:
        return True
    return False


def unusual(match: str) -> bool:
    """Whether a word of the match is one that no ordinary text writes.

    >>> unusual("Entwhistle House"), unusual("the house")
    (True, False)
    """
    return any(not is_ordinary(word) for word in re.findall(r"[^\W\d_]+", match))


_CHECKS: dict[str, Callable[[str], bool]] = {
    "modulus_11": modulus_11,
    "luhn": luhn,
    "no_date": no_date,
    "unusual": unusual,
}


@dataclass(frozen=True)
class _Pattern:
    """One pattern of identifier_patterns.toml, compiled."""

    placeholder: str
    expression: re.Pattern[str]
    check: Callable[[str], bool] | None

    def taken_from(self, text: str) -> str:
        return self.expression.sub(self._replaced, text)

    def _replaced(self, match: re.Match[str]) -> str:
        group = "taken" if match.groupdict().get("taken") else 0
        if self.check is not None and not self.check(match[group]):
            return match[0]
        start, end = (place - match.start() for place in match.span(group))
        return f"{match[0][:start]}[{self.placeholder}]{match[0][end:]}"


@cache
def _patterns() -> tuple[_Pattern, ...]:
    tables = own_toml(__package__, "identifier_patterns")
    words = {f"{{{name}}}": "|".join(alternatives) for name, alternatives in tables["words"].items()}
    return tuple(_compiled(entry, words) for entry in tables["pattern"])


def _compiled(entry: dict, words: dict[str, str]) -> _Pattern:
    expression = entry["expression"]
    for name, alternatives in words.items():
        expression = expression.replace(name, alternatives)
    flags = re.NOFLAG if entry.get("case") else re.IGNORECASE
    return _Pattern(entry["placeholder"], re.compile(expression, flags), _CHECKS.get(entry.get("check", "")))


def _digits(text: str) -> list[int]:
    return [int(character) for character in text if character.isdigit()]
