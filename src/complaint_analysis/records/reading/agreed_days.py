"""The one day in a cell that says in words that an extension was agreed: `Yes - agreed until 27/06/25`."""

from __future__ import annotations

import re
from functools import cache

from complaint_analysis.council.data_files import own_toml
from complaint_analysis.records.reading.dates import is_blank, read_date

_DAY = re.compile(
    r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?![\d/-])"
    r"|(?<![\d/.-])\d{4}-\d{1,2}-\d{1,2}(?![\d/-])"
    r"|(?<!\d)\d{1,2}(?:st|nd|rd|th)? ?[- ](?:of )?[a-z]{3,9}\.?,?[- ](?:\d{4}|\d{2})(?!\d)"
    r"|(?<![a-z])[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4}(?!\d)",
    re.I,
)
_WORD = re.compile(r"[a-z]+")
MOST = 200
"""So many characters of a cell are still a remark, not a letter."""


def agreed_day(cell: str) -> str | None:
    """The one date that stands in a cell beside words of agreement, as written; None for any other cell.

    >>> agreed_day("Yes - agreed with resident until 27/06/25"), agreed_day("not agreed 27/06/25")
    ('27/06/25', None)
    """
    if len(cell) > MOST or is_blank(cell) or read_date(cell).proves or read_date(cell).known:
        return None
    found = {day for day in _DAY.findall(cell) if read_date(day).is_day}
    words = set(_WORD.findall(_DAY.sub(" ", cell).casefold()))
    agreed = words & _words("yes") and not words & _words("no")
    return found.pop() if len(found) == 1 and agreed else None


@cache
def _words(meaning: str) -> frozenset[str]:
    return frozenset(own_toml(__package__, "values")["agreement"][meaning])
