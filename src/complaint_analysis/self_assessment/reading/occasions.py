"""When, why and by whom a form was made: from a file beside it, a comment, or the form itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from complaint_analysis.council.settings import read_settings, shown
from complaint_analysis.errors import UsageError
from complaint_analysis.self_assessment.form import Occasion, words
from complaint_analysis.self_assessment.reading.headings import about_label
from complaint_analysis.self_assessment.reading.lines import Piece
from complaint_analysis.self_assessment.reading.text_source import csv_comments
from complaint_analysis.self_assessment.written_dates import find_dates


def read_occasion(path: Path, pieces: Iterable[Piece] = ()) -> Occasion:
    """The occasion of a form: from the .toml beside it, the comment at a CSV's top, else what it says itself.

    Empty where nothing says it; a UsageError names a key of the .toml or the comment that is not known, or
    a bad value. `pieces` are those of the form.
    """
    beside = path.with_suffix(".toml")
    if beside.is_file():
        return read_settings(beside, Occasion)
    comments = csv_comments(path) if path.suffix.lower() == ".csv" else []
    given = dict(_settings(comments))
    return _occasion(given, path) if given else occasion_within(pieces)


def occasion_within(pieces: Iterable[Piece]) -> Occasion:
    """What a form's own lines say of its occasion; names of people are passed over, dates must be whole."""
    found: dict[str, object] = {}
    for label, value in _labelled(pieces):
        key = about_label(label)
        read = _READ[key](value) if key else None
        if read:
            found.setdefault(key, read)
    return Occasion.model_validate(found)


def _labelled(pieces: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    """Labels with what stands beside them, in the next cell or behind a colon."""
    for piece in pieces:
        for line in piece:
            texts = [cell.strip() for cell in line.cells if cell.strip()]
            if len(texts) == 1:
                texts = [part.strip() for part in texts[0].split(":", 1)]
            if len(texts) > 1:
                yield texts[0], texts[1]


def _word(value: str) -> str | None:
    named = re.search(r"\b(annual|restructure|ombudsman|exceptional)\b", value.casefold())
    return named[1] if named else None


def _day(value: str) -> object:
    days = [mention.day for mention in find_dates(value) if mention.day and not mention.read_as]
    return days[0] if days else None


def _role(value: str) -> str | None:
    return value if re.search(words()["roles"], value, re.IGNORECASE) else None


_READ = {
    "occasion": _word, "assessed_on": _day, "approved_on": _day, "completed_by_role": _role,
    "approved_by": _role,
}  # fmt: skip


def _settings(comments: list[str]) -> list[tuple[str, str]]:
    parts = [part.split("=", 1) for comment in comments if "=" in comment for part in comment.split(";")]
    return [(part[0].strip(), part[1].strip()) for part in parts if len(part) == 2 and part[1].strip()]


def _occasion(settings: dict[str, str], path: Path) -> Occasion:
    try:
        return Occasion.model_validate(settings)
    except ValidationError as error:
        key = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise UsageError(
            f"the form's first line has '{key}' unknown or with a value that cannot be used",
            where=shown(path),
            do=f"it may give: {', '.join(Occasion.model_fields)}; dates as 2025-06-10",
        ) from None
