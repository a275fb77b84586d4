"""An attacker on what is published: from a finished folder alone, where can each withheld count lie?

It reads the tables and figures of `public/` and nothing else, knows the rules by which counts are withheld or
put together, and asks a solver for the least and the greatest value of each that is not shown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

WITHHELD, TOTAL = "[c]", "Total"
CODES = ("housing", "lgsco")


@dataclass(frozen=True)
class Place:
    """Where a count that is not shown can lie, and where it could by the totals alone."""

    what: str
    least: float
    greatest: float
    by_totals: float = np.inf

    @property
    def width(self) -> float:
        return self.greatest - self.least

    def is_known_closer_than(self, threshold: int) -> bool:
        return self.width < min(threshold + 1, self.by_totals)


class Published:
    """The tables and figures of a folder, as their files hold them."""

    def __init__(self, folder: Path, threshold: int = 5) -> None:
        self.threshold = threshold
        self.tables = {
            path.stem: list(csv.DictReader(path.open())) for path in (folder / "tables").glob("*.csv")
        }
        self.figures = {row["id"]: row for row in csv.DictReader((folder / "figures.csv").open())}

    def numbers(self, name: str, column: str) -> dict[str, int]:
        """A column of a table by its first, without the total; empty where there is none."""
        rows = self.tables.get(name, [])
        key = next(iter(rows[0])) if rows else ""
        return {
            row[key]: int(row[column]) for row in rows if row[key] != TOTAL and row.get(column, "").isdigit()
        }

    def places(self) -> Iterator[Place]:
        """Every count that is not shown and could be sought."""
        for name in ("wards", "teams"):
            yield from self._in_columns(name)
        for code in CODES:
            yield from self._causes(code)
            yield from self._lines(f"remedy-by-subject-{code}", self.numbers(f"category-{code}", "2024-25"))
            for what, field in (("subjects", "category"), ("main-causes", "cause")):
                totals = self.numbers(f"{field}-{code}", "2024-25")
                pairs = {f"{a} and {b}": totals[a] + totals[b] for a in totals for b in totals if a != b}
                yield from self._lines(f"{what}-together-{code}", pairs)

    def _in_columns(self, name: str) -> Iterator[Place]:
        """A withheld count is at least 1 and less than twice any that is shown; they add up to what is left."""
        rows = self.tables.get(name, [])
        first, *columns = rows[0] if rows else [""]
        for column in columns:
            *cells, total = [row[column] for row in rows]
            shown = [int(cell) for cell in cells if cell != WITHHELD]
            hidden = len(cells) - len(shown)
            left = int(total) - sum(shown)
            limit = min([2 * number - 1 for number in shown if number], default=left)
            for row in rows[:-1]:
                if row[column] == WITHHELD:
                    least = max(1, left - (hidden - 1) * limit)
                    yield Place(f"{name} {row[first]} {column}", least, min(limit, left - hidden + 1))

    def _lines(self, name: str, limits: dict[str, int]) -> Iterator[Place]:
        """Counts of one line: those not named are below twice the threshold and add up to what is left."""
        rows = self.tables.get(name, [])
        lines = {next(iter(row.values())) for row in rows}
        for line in lines:
            own = [row for row in rows if next(iter(row.values())) == line]
            label = list(own[0])[1]
            named = {row[label]: int(row["complaints"]) for row in own if row[label] in limits}
            left = int(own[0]["all"]) - sum(named.values())
            others = {each: limit for each, limit in limits.items() if each not in named and limit}
            capped = {each: min(limit, 2 * self.threshold - 1) for each, limit in others.items()}
            for each in others:
                alone, total = _interval(limits, int(own[0]["all"]), each), _interval(capped, left, each)
                if left:
                    yield Place(f"{name} {line} {each}", *total, by_totals=alone[1] - alone[0])

    def _causes(self, code: str) -> Iterator[Place]:
        """Counts of service and cause, between the totals of services and those of causes."""
        services = self.numbers("received-by-service", "stage1_2024-25")
        names = {row["service"] for row in self.tables.get("received-by-service", []) if _is_of(row, code)}
        services = {name: number for name, number in services.items() if name in names and number}
        causes = {name: number for name, number in self.numbers(f"cause-{code}", "2024-25").items() if number}
        rows = self.tables.get(f"cause-by-service-{code}", [])
        if rows and services:
            assert sum(services.values()) == sum(causes.values())
            named = {(row["service"], row["cause"]): int(row["complaints"]) for row in rows}
            yield from _between_totals(services, causes, named, 2 * self.threshold - 1)


def _is_of(row: dict[str, str], code: str) -> bool:
    return row["code"] == {"housing": "Housing", "lgsco": "Other services"}[code]


def _interval(limits: dict[str, int], total: int, label: str) -> tuple[int, int]:
    others = sum(min(limit, total) for each, limit in limits.items() if each != label)
    return max(0, total - others), min(limits[label], total)


def _between_totals(
    services: dict[str, int], causes: dict[str, int], named: dict[tuple[str, str], int], most: int
) -> Iterator[Place]:
    shown = {service for service, _ in named}
    cells = [(service, cause) for service in services for cause in causes]
    bounds = [_bounds(cell, named, shown, most) for cell in cells]
    lines = [[float(each[0] == service) for each in cells] for service in services]
    columns = [[float(each[1] == cause) for each in cells] for cause in causes]
    adds_up = np.array([*lines, *columns])
    totals = [*services.values(), *causes.values()]
    for place, (service, cause) in enumerate(cells):
        if (service, cause) in named:
            continue
        goal = np.zeros(len(cells))
        goal[place] = 1
        ends = [linprog(sign * goal, A_eq=adds_up, b_eq=totals, bounds=bounds).fun * sign for sign in (1, -1)]
        wide = min(services[service], causes[cause])
        by_totals = wide - max(0, services[service] + causes[cause] - sum(services.values()))
        if round(ends[1]):  # what can be nought alone is nought, which is always shown
            yield Place(f"{service}, {cause}", round(ends[0]), round(ends[1]), by_totals)


def _bounds(
    cell: tuple[str, str], named: dict[tuple[str, str], int], shown: set[str], most: int
) -> tuple[int, float | None]:
    if cell in named:
        return named[cell], named[cell]
    has_no_name = cell[1] in ("Not stated", "Not classified")
    return 0, most if cell[0] in shown and not has_no_name else None


def recovered_by_periods(year: Published, quarters: list[Published]) -> list[str]:
    """The figures and cells withheld in one of five periods that the other four, all shown, give back."""
    periods = [year, *quarters]
    values = [
        {("figures", id, "value"): row["value"] or WITHHELD for id, row in each.figures.items() if _adds(row)}
        | {
            (name, next(iter(row.values())), column.split("_20")[0]): cell
            for name, rows in each.tables.items()
            for row in rows
            for column, cell in list(row.items())[1:]
        }
        for each in periods
    ]
    in_all = set.intersection(*(set(each) for each in values))
    cells = {key: [each[key] for each in values] for key in sorted(in_all)}
    return [str(key) for key, found in cells.items() if found.count(WITHHELD) == 1 and _are_numbers(found)]


def _are_numbers(cells: list[str]) -> bool:
    return all(cell == WITHHELD or cell.replace(".", "", 1).isdigit() for cell in cells)


def _adds(row: dict[str, str]) -> bool:
    return row["unit"] in ("complaints", "requests", "gbp") and row["status"] in ("ok", "suppressed")
