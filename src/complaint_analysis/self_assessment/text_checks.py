"""Answers whose own words sit badly with them: private things to read again before a form is approved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.self_assessment.form import Form, Row

COLUMNS = ("code", "provision", "answer", "check", "grade", "means", "words", "form")
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
}  # fmt: skip
_DAYS = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s*+(?:\(\d+\)\s*+)?(?:(?P<kind>working|business|calendar)\s*+)?"
    r"(?P<unit>days?|weeks?)\b(?P<tail>[^.;]{0,80})",
    re.IGNORECASE,
)
_AROUND = 60


@dataclass(frozen=True)
class Odd:
    """One thing to read again: which check, how urgent, what it means, and the words that led to it."""

    number: str
    check: str
    grade: str
    means: str
    words: str


def find_odd(form: Form) -> tuple[Odd, ...]:
    """Everything odd in a form's texts, in its order."""
    return tuple(odd for row in form.rows for odd in (*_by_words(form, row), *_by_clock(form, row)))


def odd_rows(form: Form) -> pd.DataFrame:
    """The same as a private list."""
    rows = [
        {
            "code": form.code, "provision": odd.number, "answer": _answer(form, odd.number),
            "check": odd.check, "grade": odd.grade, "means": odd.means, "words": odd.words,
            "form": form.source,
        }
        for odd in find_odd(form)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _answer(form: Form, number: str) -> str:
    return next((row.answer for row in form.rows_of(number)), "blank")


def _by_words(form: Form, row: Row) -> Iterator[Odd]:
    seen: set[str] = set()
    for check in checks():
        if not _is_about(check, form, row) or (
            check["name"] == "speaks_of_the_future" and "still_to_come" in seen
        ):
            continue
        text = row.evidence if "needs" in check else _text(row)
        found = re.search(check["pattern"], text, re.IGNORECASE)
        if (found is None) == bool(check.get("absent")):
            seen.add(check["name"])
            yield Odd(row.number, check["name"], check["grade"], check["means"], _around(text, found))


def _is_about(check: dict[str, Any], form: Form, row: Row) -> bool:
    numbers = check.get("provisions")
    return (
        row.answer in check["answers"]
        and form.code in check.get("codes", (form.code,))
        and (numbers is None or row.number in numbers.get(form.code, ()))
        and ("needs" not in check or form.has(check["needs"]))
        and not (check["name"] == "no_action" and row.action)
    )


def _by_clock(form: Form, row: Row) -> Iterator[Odd]:
    """What an answer quotes of days and their start, where it is not what the Code has."""
    clock = next((one for one in words()["clock"] if one["provisions"][form.code] == row.number), None)
    text = " ".join(_text(row).split())
    quoted = list(_DAYS.finditer(text)) if clock else []
    if clock is None or not quoted:
        return
    own = [match for match in quoted if _working_days(match) == clock["working_days"]]
    for match in own or quoted:
        for name in _differences(match, clock):
            means = words()["clock_means"][name]
            yield Odd(row.number, name, "read first", means, _around(text, match))


def _differences(match: re.Match[str], clock: dict[str, Any]) -> Iterator[str]:
    days = _working_days(match)
    if days != clock["working_days"]:
        yield "more_days" if days > clock["working_days"] else "fewer_days"
    if match["unit"].lower().startswith("day") and (match["kind"] or "").lower() not in (
        "working",
        "business",
    ):
        yield "not_working_days"
    start = _start(match["tail"])
    differing = {("acknowledged", "received"): "stricter_start", ("received", "acknowledged"): "later_start"}
    if start == "logged" and "starts" in clock:
        yield "logging"
    elif (clock.get("starts"), start) in differing:
        yield differing[clock["starts"], start]


def _start(tail: str) -> str:
    """The event that a quoted clock starts from: the first that its words name; '' where they name none."""
    places = {
        name: found.start()
        for name, pattern in words()["starts"].items()
        if (found := re.search(pattern, tail, re.IGNORECASE))
    }
    return min(places, key=lambda name: places[name]) if places else ""


def _working_days(match: re.Match[str]) -> int:
    number = match["number"].lower()
    days = int(number) if number.isdigit() else _NUMBERS[number]
    return 5 * days if match["unit"].lower().startswith("week") else days


def _text(row: Row) -> str:
    others = (text for _, text in row.other)
    return "\n".join(text for text in (row.beside_answer, row.commentary, *others) if text)


def _around(text: str, found: re.Match[str] | None) -> str:
    """The words that were found with some of those beside them."""
    if found is None or not found[0].strip():
        return ""
    start, end = max(0, found.start() - _AROUND), min(len(text), found.end() + _AROUND)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return " ".join(f"{before}{text[start:end]}{after}".split())


@cache
def words() -> dict[str, Any]:
    """What is looked for, as `text_checks.toml` has it."""
    return own_toml(__package__, "text_checks")


def checks() -> list[dict[str, Any]]:
    """The checks of words, in the order in which they are tried."""
    return words()["check"]
