"""What an export shows of a value: its own words for canonical values, and plain text for labels."""

from __future__ import annotations

from typing import Any

from demonstration.case import Case, Stage

YES_NO = {"yes", "no"}
LABELS = {"category_as_coded", "cause_as_coded", "exclusion_reason", "refusal_reason"}


def value_of(case: Case, path: str, **stages: Stage | None) -> Any:
    """What a path such as `ward` or `stage1.responded` names; None where there is no such stage."""
    owner, _, name = path.rpartition(".")
    thing: Any = stages[owner] if owner else case
    return None if thing is None else getattr(thing, name)


def in_words(path: str, value: Any, words: dict[str, dict[str, str]]) -> Any:
    """The value as the export writes it: text in the export's own words, dates and sums as they are."""
    name = path.rpartition(".")[2]
    if isinstance(value, list):
        return "; ".join(label(kind) for kind in value)
    if not isinstance(value, str):
        return value
    if value in YES_NO:
        return words["yes_no"][value]
    return words[name].get(value, value) if name in words else label(value) if name in LABELS else value


def label(value: str) -> str:
    """A canonical label as people type it.

    >>> label("policy_or_decision")
    'Policy or decision'
    """
    return value.replace("_", " ").capitalize()
