"""Promises found in a form: proposals for an officer, who alone makes actions of them.

A sentence is proposed for what it says is to come. What is recommended, what is done already, and how any
case is dealt with are no promises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

import pandas as pd

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.self_assessment.form import Form, Row
from complaint_analysis.self_assessment.written_dates import Mention, find_dates, sentences

Kind = Literal["dated", "undated", "recurring"]
COLUMNS = (
    "id", "code", "provision", "promise", "due", "repeats", "owner_role", "status", "evidence", "closed_on",
    "kind", "due_as_written", "due_read_as", "said_in", "answer", "already_confirmed_as", "form",
)  # fmt: skip
"""The columns of `actions.csv` first, so that a confirmed row can be copied; then what it was read from."""
_SAID_IN = ("commentary", "beside_answer", "evidence")
_FEWEST_WORDS = 5
_NO_ACTION = re.compile(
    r"none(?: (?:required|needed))?|n/?a|nil|no (?:further )?action\b.*|not applicable", re.IGNORECASE
)
_DEADLINES = ("by", "before", "until", "than")
_BY = re.compile(
    r"\b(by|before|until|till|than|in|on|at|from|during|within|end of|due|scheduled|for|early|late|mid|target"
    r"|deadline|date)"
    r"\W*(?:the\s+)?(?:start\s+of\s+|beginning\s+of\s+|middle\s+of\s+)?(?:end\s+(?:of\s+)?)?(?:the\s+)?"
    r"(?:financial\s+year\s+|month\s+of\s+|week\s+of\s+)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:(]|\b(?:and|but|while|which|so that)\b", re.IGNORECASE)
_NEAR = 25
"""So many letters at most between a deed and how often it is done."""


@dataclass(frozen=True)
class FormPromise:
    """A sentence that promises something: `due` where it names a day, `repeats` where it says how often."""

    number: str
    text: str
    kind: Kind
    said_in: str
    due: date | None = None
    due_as_written: str = ""
    due_read_as: str = ""
    repeats: str = ""
    owner_role: str = ""


def find_promises(form: Form) -> tuple[FormPromise, ...]:
    """Every promise of a form, in its order; a cell of an action is one by itself."""
    return tuple(
        promise for row in form.rows for promise in _without_noise(_of_row(row, form.occasion.assessed_on))
    )


def promise_rows(form: Form, confirmed: pd.DataFrame | None) -> pd.DataFrame:
    """The proposals as a list that an officer confirms from; `confirmed` are the rows of `actions.csv`."""
    found = find_promises(form)
    rows = [_listed(form, promise, number, confirmed) for number, promise in _numbered(found)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def read_promise(sentence: str, on: date | None = None) -> tuple[Kind, Mention | None, str] | None:
    """What a sentence promises: its kind, the date, and how often; None where it promises nothing.

    >>> read_promise("We will be fully compliant by April 25.")[1].day.isoformat()
    '2025-04-30'
    >>> read_promise("It is recommended that staff train by April 25.") is None
    True
    """
    if _says(sentence, "never"):
        return None
    dated, repeats = _promised_date(sentence, on), _interval(sentence)
    if dated is not None and dated.day is None:
        return "undated", dated, ""
    if dated is not None:
        is_deed = repeats and _recurring("adverb").search(sentence) and _is_deed(sentence)
        return "dated", dated, repeats if is_deed else ""
    if _says(sentence, "usual_practice"):
        return None
    if repeats and _is_deed(sentence):
        return "recurring", None, repeats
    if _says(sentence, "firm"):
        return "undated", None, ""
    again = repeats and (re.search(r"\bwill\b", sentence) or _recurring("in_hand").search(sentence))
    return ("recurring", None, repeats) if again else None


def _of_row(row: Row, on: date | None) -> Iterator[FormPromise]:
    if _is_said(row.action):
        yield _action(row, on)
    for column, text in (*((name, getattr(row, name)) for name in _SAID_IN), *row.other):
        for sentence in sentences(text):
            if (read := read_promise(sentence, on)) is not None:
                kind, mention, repeats = read
                yield FormPromise(row.number, sentence, kind, column, *_due(mention), repeats)


def _action(row: Row, on: date | None) -> FormPromise:
    """The form's own action, with its own date."""
    dates = find_dates(row.due, on)
    repeats = _interval(row.action) or _interval(row.due)
    due = _due(dates[-1]) if dates else (None, row.due, "")
    kind: Kind = "dated" if due[0] else "recurring" if repeats else "undated"
    return FormPromise(
        row.number, " ".join(row.action.split()), kind, "action", *due, repeats, row.owner_role
    )


def _due(mention: Mention | None) -> tuple[date | None, str, str]:
    return (mention.day, mention.written, mention.read_as) if mention else (None, "", "")


def _is_said(text: str) -> bool:
    return bool(re.search(r"\w{3}", text)) and not _NO_ACTION.fullmatch(text.strip(" .-–"))


def _promised_date(sentence: str, on: date | None) -> Mention | None:
    """The date by which a sentence promises something; None where it names none, or one that is over.

    Words that name no day, such as a season, count only where no other date does.
    """
    to_come, vague = _says(sentence, "to_come"), None
    for mention in find_dates(sentence, on):
        before = sentence[: mention.start]
        deadline = _BY.search(before)
        if not deadline:
            continue
        clause = _CLAUSE.split(before)[-1]
        if _says(clause, "over") and not _says(clause, "to_come"):
            continue
        if mention.day is None:
            vague = vague or mention
            continue
        is_ahead = deadline[1].lower() in _DEADLINES and not _says(sentence, "over")
        if to_come or (is_ahead and (on is None or mention.day > on)):
            return mention
    return vague if to_come else None


def _is_deed(sentence: str) -> bool:
    """Whether it says of a deed that it is done again and again, and not that a thing comes so often."""
    deeds = [match.end() for match in _recurring("deed").finditer(sentence)]
    adverbs = [match for match in _recurring("adverb").finditer(sentence) if _interval(match[0])]
    near = (adverb.start() - deed for deed in deeds for adverb in adverbs)
    return any(0 <= distance <= _NEAR for distance in near) and not _starts_a_noun(sentence, adverbs)


def _starts_a_noun(sentence: str, adverbs: Sequence[re.Match[str]]) -> bool:
    things = r"\s+(?:reports?|meetings?|panels?|basis|reviews?|updates?|learning|newsletters?|complaints?)\b"
    return all(re.match(things, sentence[adverb.end() :]) for adverb in adverbs)


def _interval(text: str) -> str:
    for interval in words()["interval"]:
        if re.search(interval["pattern"], text, re.IGNORECASE):
            return interval["repeats"]
    return ""


def _without_noise(found: Iterator[FormPromise]) -> list[FormPromise]:
    """The promises of a row without those that say nothing beside the others."""
    promises = list(found)
    kept: list[FormPromise] = []
    for promise in promises:
        short = len(promise.text.split()) < _FEWEST_WORDS and promise.kind == "undated"
        again = promise.kind == "recurring" and any(other.repeats == promise.repeats for other in kept)
        if not (again or (short and len(promises) > 1)):
            kept.append(promise)
    return kept


def _numbered(found: Sequence[FormPromise]) -> Iterator[tuple[int, FormPromise]]:
    counted: dict[str, int] = {}
    for promise in found:
        counted[promise.number] = counted.get(promise.number, 0) + 1
        yield counted[promise.number], promise


def _listed(form: Form, promise: FormPromise, number: int, confirmed: pd.DataFrame | None) -> dict[str, str]:
    return {
        "id": f"{form.code}-{promise.number}-{number}",
        "code": form.code,
        "provision": promise.number,
        "promise": promise.text,
        "due": promise.due.isoformat() if promise.due else "",
        "repeats": promise.repeats,
        "owner_role": promise.owner_role,
        "status": "planned",
        "kind": promise.kind,
        "due_as_written": promise.due_as_written,
        "due_read_as": promise.due_read_as,
        "said_in": promise.said_in,
        "answer": form.answer_to(promise.number) if promise.number in form.catalogue else "",
        "already_confirmed_as": _confirmed_as(form, promise, confirmed),
        "form": form.source,
    }


def _confirmed_as(form: Form, promise: FormPromise, confirmed: pd.DataFrame | None) -> str:
    if confirmed is None:
        return ""
    same = confirmed[(confirmed["code"] == form.code) & (confirmed["provision"] == promise.number)]
    return "; ".join(same["id"])


def _says(text: str, what: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(what))


@cache
def words() -> dict[str, Any]:
    """The words by which a sentence is a promise, as `promises.toml` has them."""
    return own_toml(__package__, "promises")


@cache
def _patterns(what: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in words()[what])


@cache
def _recurring(what: str) -> re.Pattern[str]:
    return re.compile(words()["recurring"][what], re.IGNORECASE)
