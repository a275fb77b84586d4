"""Attacks on what is published: no count of few people comes back, by totals, by other tables, or by the rule.

A solver gives each count that is not shown its least and its greatest value. They lie further apart than the
threshold, or as far apart as the totals alone let them, which are published of every council.
"""

from __future__ import annotations

import random
import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from attacker import Published, recovered_by_periods
from hypothesis import given, settings
from hypothesis import strategies as st
from small_run import YEAR, a_council, complaint, run

from complaint_analysis.chapters import tables
from complaint_analysis.measures.disclosure_control import suppress
from complaint_analysis.measures.named_counts import named_between_totals
from complaint_analysis.printing.table import SUPPRESSED

THRESHOLD = 5
EXAMPLES = max(settings.default.max_examples // 4, 25)
COUNT = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 60))
COLUMNS = st.lists(COUNT, min_size=1, max_size=12)
CHANCE = st.floats(0, 0.999)


@given(COLUMNS, st.sampled_from([2, 3, 5, 10]), st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_cell_of_a_column_is_found_from_its_total(numbers, threshold, data):
    drawn = pd.Series([data.draw(CHANCE) for _ in numbers], dtype=float)
    shown = suppress(pd.Series(numbers, dtype=int), threshold, drawn)
    if shown is None:
        return
    assert all(cell in (SUPPRESSED, number) for cell, number in zip(shown, numbers, strict=True))
    assert not any(cell != SUPPRESSED and 0 < cell < threshold for cell in shown)
    hidden = [number for cell, number in zip(shown, numbers, strict=True) if cell == SUPPRESSED]
    assert all(hidden), "zero is shown as 0"
    assert not hidden or sum(hidden) - len(hidden) > threshold


def parts(total, number, most):
    """Every way to divide a total into so many counts of 1 to `most`, the order apart."""
    if number == 1:
        yield from [(total,)] if 1 <= total <= most else []
        return
    for first in range(1, min(most, total // number) + 1):
        yield from ((first, *rest) for rest in parts(total - first, number - 1, most) if rest[0] >= first)


@pytest.mark.parametrize("seed", range(40))
def test_who_replays_the_rule_for_a_column_finds_no_cell(seed):
    """Every division of what is withheld that the rule, with other things drawn, would have withheld as well."""
    chance = random.Random(seed)
    numbers = [chance.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 20]) for _ in range(chance.randint(2, 6))]
    cells = suppress(pd.Series(numbers), THRESHOLD, pd.Series([chance.random() for _ in numbers]))
    if cells is None or SUPPRESSED not in set(cells):
        return
    shown = [cell for cell in cells if cell != SUPPRESSED]
    left, hidden = sum(numbers) - sum(shown), len(numbers) - len(shown)
    possible = set()
    for divided in parts(left, hidden, max(left, 1)):
        if any(_same(divided, shown, random.Random(other)) for other in range(60)):
            possible |= set(divided)
    assert max(possible) - min(possible) > THRESHOLD, (numbers, possible)


def _same(divided, shown, chance):
    column = pd.Series([*divided, *shown])
    cells = suppress(column, THRESHOLD, pd.Series([chance.random() for _ in column]))
    return cells is not None and cells.tolist() == [SUPPRESSED] * len(divided) + shown


@given(st.integers(2, 4), st.integers(2, 4), st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_table_that_agrees_with_what_is_named_may_have_led_to_it(lines, labels, data):
    """So whoever knows the rule learns no more than the totals and the names say: with other lines left out by
    chance the same is named of another table."""
    row = st.lists(COUNT, min_size=labels, max_size=labels)
    counts = pd.DataFrame([data.draw(row) for _ in range(lines)])
    named = named_between_totals(counts, THRESHOLD, pd.Series(0.5, counts.index))
    other = exchanged(counts, named, data)
    left_out = pd.Series(np.where(named.any(axis=1), 0.5, 0.0), counts.index)
    again = named_between_totals(other, THRESHOLD, left_out)
    assert (again == named).all(axis=None)
    assert other.where(named).equals(counts.where(named))


def exchanged(counts, named, data):
    """Another table with the same totals and names: cases change places between two lines and two labels.

    In a line that is shown no other count becomes large enough to be named.
    """
    other = counts.copy()
    shown = named.any(axis=1)
    for (one, two), (here, there) in data.draw(
        st.lists(
            st.tuples(
                st.sampled_from([*combinations(counts.index, 2)]),
                st.sampled_from([*combinations(counts.columns, 2)]),
            ),
            max_size=4,
        )
    ):
        tried = other.copy()
        for line, label, more in ((one, here, 1), (one, there, -1), (two, here, -1), (two, there, 1)):
            tried.loc[line, label] += more
        large = (tried >= 2 * THRESHOLD) & ~named
        agrees = (tried >= 0).all(axis=None) and tried.where(named).equals(counts.where(named))
        other = tried if agrees and not large[shown].any(axis=None) else other
    return other


# What a council publishes, as a reader finds it in the files.

WARDS = ["Ash", "Beck", "Cove", "Dene", "Elm", None]
TEAMS = ["Repairs", "Lettings", "Independent Team", None]
OF_CODE = {
    "housing": (["Council Housing", "Repairs"], ["property_condition", "charges", "estate_management"]),
    "lgsco": (
        ["Parks", "Planning", "Waste", "Council Tax"],
        ["environment_and_regulation", "planning_and_development", "benefits_and_tax"],
    ),
}
CAUSES = ["delay", "failure_to_act", "communication", "staff_attitude", "not_stated"]
REMEDIES = ["", "apology", "apology; financial", "explanation", "action_taken"]


def a_small_council(seed):
    """The complaints of a council with uneven services, wards, teams, causes and needs, and its settings."""
    chance = random.Random(seed)

    def uneven(names):
        return chance.choices(names, [random.Random(f"{seed}{name}").random() ** 3 + 0.01 for name in names])[
            0
        ]

    def case(regime):
        services, subjects = OF_CODE[regime]
        service = uneven(services)
        subject = (
            subjects[services.index(service) % len(subjects)] if chance.random() < 0.8 else uneven(subjects)
        )
        second = {
            "stage2_requested": "2024-06-03",
            "stage2_responded": "2024-06-20",
            "stage2_team": uneven(TEAMS),
        }
        given = chance.random() < 0.1
        return complaint(
            chance.choice(["2024-05-01", "2024-08-01", "2024-11-01", "2025-02-03"]),
            regime=regime, service=service, ward=uneven(WARDS), category=subject, cause=uneven(CAUSES),
            remedies="financial" if given else uneven(REMEDIES), stage1_team=uneven(TEAMS),
            compensation_gbp=float(chance.choice([50, 100, 1500])) if given else None,
            has_representative=chance.random() < 0.1, has_adjustment=chance.random() < 0.2,
            disability_recorded=chance.random() < 0.3, **(second if chance.random() < 0.4 else {}),
        )  # fmt: skip

    council = a_council(
        designated=[{"service": "Council Housing", "from": "2024-04-01", "stage2_team": "Independent Team"}],
        disclosure={"threshold": THRESHOLD},
    )
    rows = [case("housing") for _ in range(chance.randint(5, 90))]
    return council, rows + [case("lgsco") for _ in range(chance.randint(5, 200))]


def publish(of, folder):
    """The files of what is withheld and of all that stands beside it, with the cells that are published."""
    made = [
        tables.wards(of), tables.teams(of), tables.access(of), tables.designated_services(of), tables.remedies(of),
        tables.compensation(of), tables.received_by_service(of), tables.outcomes_by_service(of),
    ]  # fmt: skip
    for regime in of.regimes:
        made += [tables.category(of, regime), tables.cause(of, regime)]
        if not of.period.is_quarter:
            made += [tables.cause_by_service(of, regime), tables.remedy_by_subject(of, regime)]
            made += [tables.together(of, regime, field) for field in ("category", "cause")]
    (folder / "tables").mkdir(parents=True)
    for table in (each for each in made if len(each.frame)):
        keys = [column.key for column in table.columns]
        table.frame[keys].to_csv(folder / "tables" / f"{table.name}.csv", index=False)
    pd.DataFrame([each.published() for each in of.figures.values()], dtype=object).to_csv(
        folder / "figures.csv", index=False
    )
    return Published(folder, THRESHOLD)


@pytest.mark.parametrize("seed", range(200))
def test_no_count_of_few_people_comes_back_from_a_council_s_files(seed, tmp_path):
    council, rows = a_small_council(seed)
    of = run(rows, council=council)
    found = publish(of, tmp_path)
    close = [place for place in found.places() if place.is_known_closer_than(THRESHOLD)]
    assert not close
    for name in ("wards", "teams"):
        for key in [key for key in (found.tables.get(name) or [{}])[0] if key not in ("ward", "team")]:
            stage = key if "." in key else f"{key}.stage1"
            assert found.tables[name][-1][key] == found.figures[f"{stage}.received"]["value"]
    _assert_people_withheld(rows, found)
    _assert_money_withheld(rows, found)
    _assert_other_team_gives_no_team_away(found)


def _assert_people_withheld(rows, found):
    flags = {
        "representative": "has_representative",
        "adjustments": "has_adjustment",
        "disability_recorded": "disability_recorded",
    }
    for regime in OF_CODE:
        cells = [row[f"{regime}_2024-25"] for row in found.tables["access"]]
        for (id, flag), cell in zip(flags.items(), cells, strict=True):
            number = sum(row[flag] for row in rows if row["regime"] == regime)
            figure = found.figures[f"{regime}.{id}"]
            if 0 < number < THRESHOLD:
                assert (figure["status"], figure["value"], cell) == ("suppressed", "", SUPPRESSED)
            else:
                assert figure["value"] == cell == str(number)


def _assert_money_withheld(rows, found):
    for regime in OF_CODE:
        awards = [
            row["compensation_gbp"] for row in rows if row["regime"] == regime and row["compensation_gbp"]
        ]
        figures = [found.figures[f"{regime}.compensation.{each}"] for each in ("total_gbp", "mean_gbp")]
        few = awards and (len(awards) < 3 or max(awards) > 0.75 * sum(awards))
        assert all((figure["status"] == "suppressed") == bool(few) for figure in figures), awards
        assert int(found.figures[f"{regime}.compensation.awards"]["value"]) == len(awards)


def _assert_other_team_gives_no_team_away(found):
    """What another team answered is shown only where the table of teams withholds none of that stage."""
    since = {row["measure"]: row["since"] for row in found.tables["designated-services"]}
    said = re.match(r"(\d+) of (\d+)", since["Stage 2 answered by a team other than the Independent Team"])
    column = [row.get("housing.stage2") for row in found.tables.get("teams", [])]
    assert not said or said[2] == "0" or (column and SUPPRESSED not in column)


@pytest.mark.parametrize("seed", range(8))
def test_the_quarters_and_the_year_give_back_nothing(seed, tmp_path):
    council, rows = a_small_council(seed)
    periods = [YEAR.period, *YEAR.quarters]
    year, *quarters = [
        publish(run(rows, council=council, period=period), tmp_path / str(number))
        for number, period in enumerate(periods)
    ]
    assert recovered_by_periods(year, quarters) == []
    assert not any(
        SUPPRESSED in row.values() for quarter in quarters for row in quarter.tables.get("wards", [])
    )


def test_the_attacker_is_no_straw_man(tmp_path):
    """Of tables protected one by one it finds what they keep."""
    (tmp_path / "tables").mkdir()
    files = {
        "figures.csv": "id,value,numerator,denominator,unit,status,definition\n",
        "tables/wards.csv": "ward,housing\nAsh,[c]\nBeck,12\nTotal,15\n",
        "tables/received-by-service.csv": "service,code,stage1_2024-25\nParks,Housing,15\nWaste,Housing,14\n",
        "tables/cause-housing.csv": "label,2024-25\nDelay,23\nCommunication,6\nTotal,29\n",
        "tables/cause-by-service-housing.csv": "service,cause,complaints,all\nParks,Delay,12,15\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    found = {place.what: (place.least, place.greatest) for place in Published(tmp_path).places()}
    assert found["wards Ash housing"] == (3, 3)
    assert found["Parks, Communication"] == found["Waste, Communication"] == (3, 3)
