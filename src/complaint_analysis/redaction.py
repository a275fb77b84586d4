"""Personal identifiers taken out of free text, with typed placeholders in their place.

The patterns are data, in redaction.toml. None knows every name: a redacted text is fit for a colleague's
review, not to be published.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

import pandas as pd

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHORTEST_NAME = 3


def redact(texts: pd.Series, known: pd.DataFrame | None = None) -> pd.Series:
    """The texts with typed placeholders such as `[name]` and `[postcode]` in the place of identifiers.

    `known` has the same index and holds the record's own columns that name a person or a case (handlers,
    representative, references): their values, and the telling words of names, are taken out too. A missing
    text stays missing.

    >>> redact(pd.Series(["Mrs Smith of 14 Mill Lane, AB1 2CD, rang 01632 960123"])).iloc[0]
    '[name] of [address], [postcode], rang [telephone]'
    """
    own = [{} for _ in texts] if known is None else known.reindex(texts.index).to_dict("records")
    redacted = [
        redact_text(text, row) if isinstance(text, str) else text
        for text, row in zip(texts, own, strict=True)
    ]
    return pd.Series(redacted, index=texts.index, name=texts.name, dtype=texts.dtype)


def redact_text(text: str, known: dict[str, object] | None = None) -> str:
    """One text redacted; `known` are values of its own record by column."""
    for column, placeholder in _settings()["known"].items():
        value = (known or {}).get(column)
        if isinstance(value, str):
            text = _without(text, value, placeholder)
    for pattern in _patterns():
        text = pattern.taken_from(text)
    return text


def telling_words(value: str) -> list[str]:
    """The words of a name that point at a person: not those of teams, roles, titles and relations.

    >>> telling_words("Cllr J. Featherstonehaugh"), telling_words("Complaints Team")
    (['Featherstonehaugh'], [])
    """
    ordinary = _ordinary_words()
    words = _WORD.findall(value)
    return [word for word in words if word.casefold() not in ordinary and len(word) >= _SHORTEST_NAME]


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
        datetime.strptime(match, "%d-%m-%y")
    except ValueError:
        return True
    return False


_CHECKS: dict[str, Callable[[str], bool]] = {"modulus_11": modulus_11, "luhn": luhn, "no_date": no_date}


@dataclass(frozen=True)
class _Pattern:
    """One pattern of redaction.toml, compiled."""

    placeholder: str
    expression: re.Pattern[str]
    check: Callable[[str], bool] | None

    def taken_from(self, text: str) -> str:
        return self.expression.sub(self._replaced, text)

    def _replaced(self, match: re.Match[str]) -> str:
        if self.check is not None and not self.check(match[0]):
            return match[0]
        group = "taken" if "taken" in self.expression.groupindex else 0
        start, end = (place - match.start() for place in match.span(group))
        return f"{match[0][:start]}[{self.placeholder}]{match[0][end:]}"


@cache
def _patterns() -> tuple[_Pattern, ...]:
    words = {f"{{{name}}}": "|".join(alternatives) for name, alternatives in _settings()["words"].items()}
    return tuple(_compiled(entry, words) for entry in _settings()["pattern"])


def _compiled(entry: dict, words: dict[str, str]) -> _Pattern:
    expression = entry["expression"]
    for name, alternatives in words.items():
        expression = expression.replace(name, alternatives)
    flags = re.NOFLAG if entry.get("case") else re.IGNORECASE
    return _Pattern(entry["placeholder"], re.compile(expression, flags), _CHECKS.get(entry.get("check", "")))


def _without(text: str, value: str, placeholder: str) -> str:
    """A text without a value of its own record: the value whole, and of a name each telling word."""
    if placeholder == "name":
        words = telling_words(value)
        values = [value, *words] if words else []
    else:
        values = [value]
    for each in values:
        if each.strip():
            text = re.sub(
                rf"(?<!\w){re.escape(each.strip())}(?!\w)", f"[{placeholder}]", text, flags=re.IGNORECASE
            )
    return text


def _digits(text: str) -> list[int]:
    return [int(character) for character in text if character.isdigit()]


@cache
def _ordinary_words() -> frozenset[str]:
    return frozenset(_settings()["ordinary"]["words"])


@cache
def _settings() -> dict:
    return tomllib.loads(files("complaint_analysis").joinpath("redaction.toml").read_text("utf-8"))
