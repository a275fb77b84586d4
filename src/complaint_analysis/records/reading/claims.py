"""Which column each header of a sheet stands for: its words claim one, and its cells decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from complaint_analysis.errors import InputError
from complaint_analysis.records.reading.cells import amount, kind_of, says_no
from complaint_analysis.records.reading.dates import is_blank, read_date
from complaint_analysis.records.reading.headers import HEADERS, Header, HeaderWords, is_weak, weakness
from complaint_analysis.records.reading.synonyms import folded, value_words, words_for

MOST = 0.6
"""So large a share of a column's cells says what it holds."""
LOOKED_AT = 200
_NEVER_DAYS = {"reference", "description", "learning"}
"""Texts that may look like a day: a reference of eight digits is none."""
_WORDED = ("fixed", "name", "text", "list")
Claims = dict[int, str]


def decided(found: HeaderWords, rows: pd.DataFrame, where: str) -> Header:
    """The header of a sheet, from its words and the cells of its rows.

    A finding's column that holds days is the day of it; of two headers for one column the one is taken whose
    cells suit. Two that suit alike are an InputError naming both, and `where`.
    """
    cells = {place: _looked_at(rows[place]) for place in found.places}
    claimed, unsaid = _by_cells(found, cells)
    counted = {place: column for place, column in claimed.items() if kind_of(column)}
    return Header(
        row=found.row,
        words=found.words,
        columns=_one_each(_without_repeats(counted, found.words), found.words, cells, where),
        kept={place: column for place, column in claimed.items() if place not in counted},
        passed_over=found.passed_over,
        days_unsaid=unsaid,
    )


def column_by_cells(column: str, cells: Iterable[str]) -> str | None:
    """The column of a header whose words name another or the same; None where its cells are days unsaid."""
    kind = kind_of(column)
    plain = column.split(":")[-1]
    if column == "record_type" and _says(cells, "channel") > _says(cells, "record_type"):
        return "channel"
    if column.endswith("remedies") and _share(cells, lambda cell: amount(cell) is not None) >= MOST:
        return column.replace("remedies", "compensation_gbp")
    if kind not in _WORDED or plain in _NEVER_DAYS or _share(cells, is_written_day) < MOST:
        return column
    days = HEADERS["days_of"]
    word = next((word for word in days if plain.endswith(word)), None)
    return column.replace(word, days[word]) if word else None


def _says(cells: Iterable[str], column: str) -> float:
    """The share of the cells that are known words of a column, where most are."""
    words = value_words(column)
    share = _share(cells, lambda cell: folded(cell) in words)
    return share if share >= MOST else 0.0


def is_written_day(cell: str) -> bool:
    """Whether a cell is a date as a person writes it; a number alone may be anything."""
    return not cell.strip().isdigit() and read_date(cell).is_day


def _share(cells: Iterable[str], so) -> float:
    flags = [so(cell) for cell in cells]
    return sum(flags) / len(flags) if flags else 0.0


def _looked_at(cells: pd.Series) -> list[str]:
    """The first cells that say anything; of a column that begins empty the rest is looked through too."""
    first = [cell for cell in cells.iloc[:LOOKED_AT].tolist() if not is_blank(cell)]
    return first or [cell for cell in cells[cells.ne("")].iloc[:LOOKED_AT].tolist() if not is_blank(cell)]


def _by_cells(found: HeaderWords, cells: Mapping[int, list[str]]) -> tuple[Claims, frozenset[int]]:
    """What each place stands for by its cells too, and the places of days of which no word speaks.

    What the council says itself is not doubted.
    """
    by_cells = {
        place: column if place in found.own else column_by_cells(column, cells[place])
        for place, column in found.places.items()
    }
    claimed = {place: column for place, column in by_cells.items() if column}
    unsaid = frozenset(by_cells.keys() - claimed.keys())
    return _without_second_channel(found, claimed), unsaid


def _without_second_channel(found: HeaderWords, claimed: Claims) -> Claims:
    """The claims without a contact type of Phone and Email, where another header's words say channel."""
    of_words = {place for place, column in found.places.items() if column == "channel"}
    return {
        place: column
        for place, column in claimed.items()
        if column != "channel" or place in of_words or not of_words
    }


def _without_repeats(claimed: Claims, words: list[str]) -> Claims:
    """The claims without a weak word for any stage, where a header names the stage with the same thing."""
    staged = {column.removeprefix("stage1_") for column in claimed.values()}
    return {
        place: column
        for place, column in claimed.items()
        if not (column.startswith("row:") and column.removeprefix("row:") in staged and is_weak(words[place]))
    }


def _one_each(claimed: Claims, words: list[str], cells: Mapping[int, list[str]], where: str) -> Claims:
    several: dict[str, list[int]] = defaultdict(list)
    for place, column in claimed.items():
        several[column].append(place)
    return {_one_of(column, places, words, cells, where): column for column, places in several.items()}


def _one_of(
    column: str, places: list[int], words: list[str], cells: Mapping[int, list[str]], where: str
) -> int:
    suited = [place for place in places if _suits(column, cells[place])] or places
    least = min(weakness(words[place]) for place in suited)
    plain = [place for place in suited if weakness(words[place]) == least]
    if len(plain) > 1:
        first, second = words[plain[0]], words[plain[1]]
        say = f'say which under [columns] in council.toml, for example "{second}" = "ignore"'
        raise InputError(
            f"two headers stand for the column {column.removeprefix('row:')}: '{first}' and '{second}'",
            where=where,
            do=say if folded(first) != folded(second) else "give each a header of its own in the export",
        )
    return plain[0]


def _suits(column: str, cells: list[str]) -> bool:
    """Whether any cell speaks for the column: one of days needs a day in it, or a yes or no."""
    if not (kind_of(column) or "").startswith("date"):
        return bool(cells)
    return any(read_date(cell).is_day or says_no(cell) or folded(cell) in words_for("yes") for cell in cells)
