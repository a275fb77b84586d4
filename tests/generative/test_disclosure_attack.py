"""Attacks on suppressed tables: a solver gives each withheld cell its least and its greatest value.

The solver knows every count that is shown, every total, and that a withheld count is at least 1, since zero is
shown. What it finds must lie further apart than the threshold.
"""

import csv
import random
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, milp
from small_run import YEAR, a_council, complaint, run

from complaint_analysis.chapters import tables
from complaint_analysis.measures.disclosure_control import suppress, withheld
from complaint_analysis.printing.table import SUPPRESSED
from complaint_analysis.publish.publication import Publication, collect

THRESHOLD = 5
EXAMPLES = max(settings.default.max_examples // 4, 25)
COUNT = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 60))
COLUMNS = st.lists(COUNT, min_size=1, max_size=12)
SHAPES = st.tuples(st.integers(1, 4), st.integers(1, 3))


def tables_of(shape):
    return st.lists(
        st.lists(COUNT, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )


def range_of(key, shown, sums):
    """The least and greatest whole number that a withheld count can be, all that is shown being true.

    `shown` has a number or None by key; `sums` are pairs of a total's key and the keys of its parts.
    """
    keys = list(shown)
    adds_up = np.array([[(each in parts) - (each == total) for each in keys] for total, parts in sums])
    least = [1 if shown[each] is None else shown[each] for each in keys]
    most = [np.inf if shown[each] is None else shown[each] for each in keys]
    goal = np.array([float(each == key) for each in keys])
    found = []
    for sign in (1, -1):
        solved = milp(
            sign * goal,
            constraints=(adds_up, 0, 0),
            bounds=Bounds(least, most),
            integrality=np.ones(len(keys)),
        )
        assert solved.status in (0, 3, 4), "what is shown cannot all be true"
        found.append(round(sign * solved.fun) if solved.status == 0 else np.inf)
    return tuple(found)


def assert_protected(shown, sums, threshold=THRESHOLD):
    for key in (key for key, number in shown.items() if number is None):
        least, greatest = range_of(key, shown, sums)
        assert greatest - least > threshold, f"{key} is known to be {least} to {greatest}"


def attack(counts, sums, threshold=THRESHOLD, known=()):
    hidden = withheld(counts, sums, threshold, known)
    if hidden is None:
        return None
    small = {key for key, count in counts.items() if 0 < count < threshold}
    assert small - set(known) <= hidden
    assert all(counts[key] for key in hidden), "zero is shown as 0"
    assert not hidden & set(known)
    assert_protected(
        {key: None if key in hidden else count for key, count in counts.items()}, sums, threshold
    )
    return hidden


def with_totals(rows, name=""):
    """A table's counts with the totals of its rows, which other tables may share, and of its columns."""
    cells = {(name, row, column): int(cell) for (row, column), cell in np.ndenumerate(np.array(rows))}
    by_row = {("row", key[1]): {each for each in cells if each[1] == key[1]} for key in cells}
    by_column = {(name, "column", key[2]): {each for each in cells if each[2] == key[2]} for key in cells}
    sums = [*by_row.items(), *by_column.items(), ("all", set(by_row)), ("all", set(by_column))]
    counts = dict(cells)
    for total, parts in sums:
        counts[total] = sum(counts[part] for part in parts)
    return counts, sums


@given(COLUMNS, st.sampled_from([2, 3, 5, 10]))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_cell_of_a_column_is_found_from_its_total(numbers, threshold):
    shown = suppress(pd.Series(numbers), threshold)
    if shown is None:
        return
    cells = {place: None if cell == SUPPRESSED else cell for place, cell in enumerate(shown)}
    assert all(cell is None or cell == number for cell, number in zip(cells.values(), numbers, strict=True))
    assert not any(cell is not None and 0 < cell < threshold for cell in cells.values())
    assert_protected(cells | {"all": sum(numbers)}, [("all", set(cells))], threshold)


@given(COLUMNS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_column_is_kept_back_only_where_the_solver_finds_a_cell_whatever_is_withheld(numbers):
    if suppress(pd.Series(numbers), THRESHOLD) is not None:
        return
    shown = {place: number or 0 if number == 0 else None for place, number in enumerate(numbers)}
    sums = [("all", set(shown))]
    found = [
        range_of(key, shown | {"all": sum(numbers)}, sums) for key, number in shown.items() if number is None
    ]
    assert any(greatest - least <= THRESHOLD for least, greatest in found)


@given(SHAPES.flatmap(tables_of))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_cell_of_a_table_is_found_from_its_totals(rows):
    attack(*with_totals(rows))


@given(SHAPES.flatmap(tables_of), st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_cell_is_found_from_another_table_with_the_same_totals(rows, data):
    """The same complaints by ward and Code, and by ward and another thing."""
    first, sums = with_totals(rows, "first")
    parted = [[(cut := data.draw(st.integers(0, sum(row)))), sum(row) - cut] for row in rows]
    second, more = with_totals(parted, "second")
    assert first.keys() & second.keys() == {"all", *(("row", row) for row in range(len(rows)))}
    attack(first | second, [*sums, *more])


@given(st.lists(COUNT, min_size=4, max_size=4))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_quarter_is_found_from_the_year_and_the_other_quarters(quarters):
    counts = dict(enumerate(quarters)) | {"year": sum(quarters)}
    attack(counts, [("year", set(range(4)))])


def test_the_attack_finds_what_primary_suppression_alone_gives_away():
    """The attacker is no straw man: with nothing but the small counts withheld it finds them."""
    assert range_of("a", {"a": None, "b": 12, "all": 15}, [("all", {"a", "b"})]) == (3, 3)
    assert range_of("a", {"a": None, "b": None, "all": 4}, [("all", {"a", "b"})]) == (1, 3)
    rows = np.array([[3, 20, 30], [40, 9, 60], [70, 80, 90]])
    counts, sums = with_totals(rows)
    alone = {key: None if count == 3 else count for key, count in counts.items()}
    assert range_of(("", 0, 0), alone, sums) == (3, 3)


# The tables that a council publishes, as a reader finds them in the files.

WARDS = ["Ash", "Beck", "Cove", "Dene", "Elm", None]
TEAMS = ["Repairs", "Lettings", "Independent Team", None]


def a_small_council(seed):
    """A run of a year's complaints with uneven wards, teams and needs."""
    chance = random.Random(seed)
    uneven = [chance.random() ** 3 for _ in WARDS]

    def case(regime, service):
        escalated = chance.random() < 0.4
        team = chance.choices(TEAMS, [9, 2, 5, 1])[0]
        second = {"stage2_requested": "2024-06-03", "stage2_responded": "2024-06-20", "stage2_team": team}
        return complaint(
            chance.choice(["2024-05-01", "2024-08-01", "2024-11-01", "2025-02-03"]),
            regime=regime, service=service, ward=chance.choices(WARDS, uneven)[0],
            stage1_team=chance.choices(TEAMS, [20, 3, 1, 1])[0],
            has_representative=chance.random() < 0.1, has_adjustment=chance.random() < 0.2,
            disability_recorded=chance.random() < 0.3, **(second if escalated else {}),
        )  # fmt: skip

    council = a_council(
        designated=[{"service": "Council Housing", "from": "2024-04-01", "stage2_team": "Independent Team"}],
        disclosure={"threshold": THRESHOLD},
    )
    rows = [case("housing", "Council Housing") for _ in range(chance.randint(5, 60))]
    rows += [case("lgsco", "Parks") for _ in range(chance.randint(5, 120))]
    return run(rows, council=council), rows


def publish(of, folder):
    """The files of a publication: tables as lists of rows, and the figures by id."""
    publication = Publication(folder, show=lambda kind, text: None)
    for made in (tables.wards(of), tables.teams(of), tables.access(of), tables.designated_services(of)):
        publication.table(made)
    publication.figures(of.figures.values())
    collect(folder, YEAR, {"council": {"name": "Example Council"}})
    found = {path.stem: list(csv.DictReader(path.open())) for path in (folder / "tables").glob("*.csv")}
    return found, {row["id"]: row for row in csv.DictReader((folder / "figures.csv").open())}


def number(cell):
    return None if cell == SUPPRESSED else int(cell)


@pytest.fixture(params=range(12))
def published(request, tmp_path):
    of, rows = a_small_council(request.param)
    return of, rows, *publish(of, tmp_path)


def test_no_ward_or_team_is_found_from_the_published_files(published):
    """Each column with the number of complaints that the figures give, and what the designated team's row says."""
    _, _, found, figures = published
    for name in ("wards", "teams"):
        for key in [key for key in (found.get(name) or [{}])[0] if key not in ("ward", "team")]:
            *cells, total = [number(row[key]) for row in found[name]]
            stage = key if "." in key else f"{key}.stage1"
            assert str(total) == figures[f"{stage}.received"]["value"]
            shown = dict(enumerate(cells)) | {"all": total}
            assert_protected(shown, [("all", set(range(len(cells))))])


def test_the_designated_services_team_gives_no_team_of_the_table_away(published):
    """The housing service is the only one under its Code: what another team answered is that column less one."""
    _, _, found, _ = published
    since = {row["measure"]: row["since"] for row in found["designated-services"]}
    said = re.match(r"(\d+) of (\d+)", since["Stage 2 answered by a team other than the Independent Team"])
    column = [row.get("housing.stage2") for row in found.get("teams", [])]
    if said:
        assert column
        assert SUPPRESSED not in column


def test_small_numbers_of_people_are_in_no_published_file(published):
    _, rows, found, figures = published
    for regime in ("housing", "lgsco"):
        for key, flag in (
            ("representative", "has_representative"),
            ("adjustments", "has_adjustment"),
            ("disability_recorded", "disability_recorded"),
        ):
            count = sum(row[flag] for row in rows if row["regime"] == regime)
            figure, cells = figures[f"{regime}.{key}"], [row[f"{regime}_2024-25"] for row in found["access"]]
            names = ["representative", "adjustments", "disability_recorded"]
            in_table = cells[names.index(key)]
            if 0 < count < THRESHOLD:
                assert (figure["status"], figure["value"], in_table) == ("suppressed", "", SUPPRESSED)
            else:
                assert figure["value"] == in_table == str(count)
