"""The columns of a form: by their headings, or by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from complaint_analysis.council.codes.catalogue import Code
from complaint_analysis.self_assessment.form import words
from complaint_analysis.self_assessment.reading.answers import read_answer, split_answer
from complaint_analysis.self_assessment.reading.lines import NUMBER, Piece, opening_number

Headings = list[tuple[str, str]]
"""The column of each heading, '' where it is not known, with the heading's own words."""
_YEAR = re.compile(r"\b(20\d\d|\d\d)\b")
_A_LABELS_CELLS, _A_HEADINGS_WORDS, _FEWEST_HEADINGS = 2, 12, 2
ONE_ANSWER = "answer: "
GIVEN = ("yes", "no", "partial")
_FEWEST_ANSWERS, _FEWEST_NUMBERED, _ONE_AFTER = 2, 5, 2


def read_headings(cells: Sequence[str], below: Iterable[Sequence[str]] = ()) -> Headings:
    """The column of each heading with its words; empty where the row holds no headings.

    A column that is not known has '' for its name. An `Action` left of the answer is what the Code asks,
    and so is a second heading for the provision, or a column without one of its own behind the provision.
    Each answer may have a column of its own, `answer: yes`. Of several columns for the provision, such as
    one for its section, the cells of the rows `below` tell which holds the numbers.
    """
    if any(NUMBER.match(cell) for cell in cells) or _is_answered(cells):
        return []
    named = [" ".join(cell.split()) for cell in cells]
    columns = _with_answers([column_of(cell) for cell in cells], cells)
    columns = _distinct(_of_this_year(_one_provision(columns, below), named))
    answers = [
        place for place, column in enumerate(columns) if column == "answer" or column.startswith(ONE_ANSWER)
    ]
    if "provision" not in columns or not answers:
        return []
    if "requirement" not in columns and (asked := _asked(columns.index("provision"), answers[0], named)):
        columns[asked[-1]] = "requirement"
    return list(zip(_with_loose(columns, named), named, strict=True))


def _is_answered(cells: Sequence[str]) -> bool:
    """Whether a row is a label and its answer alone: Comply, No."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) == _A_LABELS_CELLS and read_answer(filled[1]) in GIVEN


def _one_provision(columns: list[str], below: Iterable[Sequence[str]]) -> list[str]:
    """The columns with one for the provision: that in which most rows below have a number, else the first."""
    places = [place for place, column in enumerate(columns) if column == "provision"]
    rows = list(below) if len(places) > 1 else []
    numbered = {
        place: sum(place < len(row) and bool(NUMBER.match(row[place])) for row in rows) for place in places
    }
    chosen = max(places, key=lambda place: numbered[place], default=-1)
    return ["" if place in places and place != chosen else column for place, column in enumerate(columns)]


def _of_this_year(columns: list[str], named: Sequence[str]) -> list[str]:
    """The columns with the answer of the latest year alone, where headings give several years' answers."""
    years = {
        place: int(year[1]) % 100
        for place, column in enumerate(columns)
        if column == "answer" and (year := _YEAR.search(named[place]))
    }
    latest = max(years.values(), default=0)
    return ["" if years.get(place, latest) < latest else column for place, column in enumerate(columns)]


def _asked(provision: int, answer: int, named: Sequence[str]) -> list[int]:
    """The places between provision and answer in which stands what the Code asks, the last the likeliest."""
    told = [place for place in range(answer) if column_of(named[place]) == "action"]
    again = [place for place in range(provision + 1, answer) if column_of(named[place]) == "provision"]
    beside = [provision + 1] if provision + 1 < answer and not named[provision + 1] else []
    return sorted([*told, *again]) or beside


def _with_loose(columns: list[str], named: Sequence[str]) -> list[str]:
    """The columns with those that only a word of their heading names, where no other heading has the name."""
    found = list(columns)
    for place, heading in enumerate(named):
        loose = "" if found[place] or len(heading.split()) > _A_HEADINGS_WORDS else _loosely(heading)
        found[place] = loose if loose and loose not in found else found[place]
    return found


def _loosely(heading: str) -> str:
    return "" if column_of(heading) else matching("headings_loosely", heading)


def other_headings(cells: Sequence[str]) -> Headings:
    """The headings of a table that is no form, such as a plan of actions or of versions; else empty."""
    named = [" ".join(cell.split()) for cell in cells]
    columns = _distinct([column_of(heading) for heading in named])
    filled = [place for place, heading in enumerate(named) if heading]
    known = [place for place in filled if columns[place] or is_beside_label(named[place])]
    if len(filled) < _FEWEST_HEADINGS or known != filled or "answer" in columns:
        return []
    return list(zip(columns, named, strict=True))


def is_beside_label(text: str) -> bool:
    """Whether a text heads what stands beside a form: a version, a name, a signature, a date."""
    return bool(matching("headings_of_others", text))


def answer_headings(cells: Sequence[str], above: Headings) -> Headings:
    """The headings of a form whose second row of headings divides the answer into columns; else empty."""
    below = _with_answers([""] * len(cells), cells)
    alone = all(not text.strip() or column for text, column in zip(cells, below, strict=True))
    if not above or sum(map(bool, below)) < _FEWEST_ANSWERS or not alone:
        return []
    whole = [*above, *[("", "")] * (len(cells) - len(above))]
    kept = [("", heading) if column == "answer" else (column, heading) for column, heading in whole]
    return [(own, text) if own else heading for own, text, heading in zip(below, cells, kept, strict=False)]


def about_label(text: str) -> str:
    """What of a form's occasion a label stands for; '' of any other text."""
    return matching("about_labels", text)


def column_of(heading: str) -> str:
    return matching("headings", heading)


def matching(kind: str, heading: str) -> str:
    letters = re.sub(r"[^a-z]", "", heading.casefold()) or heading.strip()
    matching = [column for column, pattern in words()[kind].items() if re.fullmatch(pattern, letters)]
    return matching[0] if letters and matching else ""


def infer_headings(pieces: Iterable[Piece], code: Code) -> Headings:
    """The columns of a form without known headings, by what stands in them; empty where they do not tell.

    The provision's column is the one with the Code's numbers, the answer's the one with answers; what lies
    between is the requirement, and what follows is evidence and commentary, or commentary alone.
    """
    rows = [line.cells for piece in pieces for line in piece if len(line.cells) > 1]
    numbers = _place_of(rows, lambda text: opening_number(text) in code)
    numbered = (
        [row for row in rows if numbers < len(row) and NUMBER.match(row[numbers])] if numbers >= 0 else []
    )
    answers = _place_of(numbered, lambda text: bool(text) and read_answer(split_answer(text)[0]) in GIVEN)
    if len(numbered) < _FEWEST_NUMBERED or answers <= numbers:
        return []
    width = max(map(len, numbered))
    after = ["commentary"] if width - answers <= _ONE_AFTER else ["evidence", "commentary"]
    columns = [*[""] * numbers, "provision", *["requirement"] * (answers - numbers - 1), "answer", *after]
    distinct = _distinct(columns)
    return [(column, "") for column in [*distinct, *[""] * (width - len(distinct))]]


def _place_of(rows: Sequence[Sequence[str]], holds: Callable[[str], bool]) -> int:
    """The column in which most rows hold a thing, and more than half do; -1 where there is none."""
    width = max(map(len, rows), default=0)
    counts = [sum(place < len(row) and holds(row[place]) for row in rows) for place in range(width)]
    best = max(range(width), key=lambda place: counts[place], default=-1)
    return best if best >= 0 and 2 * counts[best] > len(rows) else -1


def _distinct(columns: Sequence[str]) -> list[str]:
    return [column if column not in columns[:place] else "" for place, column in enumerate(columns)]


def _with_answers(columns: list[str], cells: Sequence[str]) -> list[str]:
    """The columns with those that are one answer's own, where at least yes and no have one each."""
    own = [matching("answer_headings", cell) for cell in cells]
    if not {"yes", "no"} <= set(own):
        return columns
    first = own.index("yes")
    return [
        f"{ONE_ANSWER}{answer}" if answer and place >= first else column
        for place, (answer, column) in enumerate(zip(own, columns, strict=True))
    ]
