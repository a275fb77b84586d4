"""Two publications side by side: every figure, every cell of every table, and every file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path, PurePath
from typing import NamedTuple

from complaint_analysis.council.text_files import csv_rows, read_text

FIGURES, TABLES = "figures*.csv", "tables/*.csv"
ABSENT = "absent"
HEADER = "the header"
Cells = dict[str, str]
Rows = dict[str, Cells]


class Difference(NamedTuple):
    """What differs: a file and, within it, a figure's or a row's name with its column.

    Where a side has no such file, row or column at all, its value is `absent`.
    """

    file: str
    name: str
    column: str
    published: str
    rebuilt: str

    def line(self) -> str:
        """The difference as a line of a terminal."""
        where = " ".join(part for part in (self.name, self.column) if part) or "the file"
        return f"{self.file}: {where}: {self.published or 'empty'} -> {self.rebuilt or 'empty'}"


class Compared(NamedTuple):
    """How many figures and tables were compared, and where they differ."""

    figures: int
    tables: int
    differences: list[Difference]


def compare(published: Path, rebuilt: Path) -> Compared:
    """Every figure and table cell of two publications; one that only one of them has is a difference."""
    sides = {
        name: (_named(published / name), _named(rebuilt / name))
        for pattern in (FIGURES, TABLES)
        for name in _names(published, rebuilt, pattern)
    }
    found = [each for name, both in sides.items() for each in _differences(name, *both)]
    figures = [then for name, (then, _) in sides.items() if PurePath(name).match(FIGURES)]
    counted = sum(len(then) - 1 for then in figures if then)
    return Compared(counted, len(sides) - len(figures), found)


def changed_files(then: Mapping[str, str], now: Mapping[str, str]) -> list[Difference]:
    """The files that differ, from the hashes of each side's files by name."""
    return [
        Difference(name, "", "", *_file_states(then.get(name), now.get(name)))
        for name in sorted(then.keys() | now.keys())
        if then.get(name) != now.get(name)
    ]


def _file_states(then: str | None, now: str | None) -> tuple[str, str]:
    return (ABSENT if then is None else _short(then)), (ABSENT if now is None else _short(now))


def _short(digest: str) -> str:
    return f"sha256 {digest[:12]}"


def _names(published: Path, rebuilt: Path, pattern: str) -> list[str]:
    return sorted(
        {path.relative_to(side).as_posix() for side in (published, rebuilt) for path in side.glob(pattern)}
    )


def _named(path: Path) -> Rows | None:
    """Each row's cells by column, by the row's first cell, the header among them; None without a file."""
    if not path.is_file():
        return None
    header, *others = csv_rows(read_text(path)) or [[]]
    columns = [*_unlike(header)]
    named = {HEADER: dict(zip(columns, header, strict=True))}
    for name, row in zip(_unlike(row[0] if row else "" for row in others), others, strict=True):
        pairs = zip_longest(columns, row)
        named[name] = {
            column or f"column {number}": cell
            for number, (column, cell) in enumerate(pairs, 1)
            if cell is not None
        }
    return named


def _unlike(names: Iterable[str]) -> Iterator[str]:
    """The names, a repeated one with its number."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _differences(
    file: str, then: dict[str, Cells] | None, now: dict[str, Cells] | None
) -> Iterator[Difference]:
    if then is None or now is None:
        yield Difference(file, "", "", *("there" if side is not None else ABSENT for side in (then, now)))
        return
    for name in [*then, *(name for name in now if name not in then)]:
        yield from _cell_differences(file, name, then.get(name), now.get(name))
    if list(then) != list(now) and then.keys() == now.keys():
        first = next(pair for pair in zip(then, now, strict=True) if pair[0] != pair[1])
        yield Difference(file, "", "order of the rows", *first)


def _cell_differences(file: str, name: str, then: Cells | None, now: Cells | None) -> Iterator[Difference]:
    if then is None or now is None:
        yield Difference(
            file, name, "", *(ABSENT if side is None else _cells_in_words(side) for side in (then, now))
        )
        return
    for column in [*then, *(column for column in now if column not in then)]:
        before, after = then.get(column, ABSENT), now.get(column, ABSENT)
        if before != after:
            yield Difference(file, name, column, before, after)


def _cells_in_words(cells: Cells) -> str:
    """A row that only one side has, by its second cell: a figure's value, a table's first number."""
    return [*cells.values(), "", ""][1] or "there"
