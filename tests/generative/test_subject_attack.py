"""Attacks on the tables of subjects: from all that is published of them no small number comes back."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_run import YEAR, a_council, complaint, records

from complaint_analysis.chapters.tables.subjects import theme_causes, themes
from complaint_analysis.council.settings import YearFacts
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.figure import count
from complaint_analysis.printing.table import SUPPRESSED

SUBJECTS, CAUSES = ("charges", "estate_management", "other"), ("delay", "communication")
THRESHOLD = 3
CELLS = list(product(SUBJECTS, CAUSES))
COUNTS = st.lists(st.integers(0, 5), min_size=len(CELLS), max_size=len(CELLS))
NAMES = {"Delay": "delay", "Communication": "communication"}


def bare_run(cases):
    """As much of a run as these tables need: its records, and that the Code is in scope."""
    council, period = a_council(disclosure={"threshold": THRESHOLD}), YEAR.period
    facts = YearFacts(year=YEAR, folder=Path("."))
    scope = {"housing.stage1.received": count("housing.stage1.received", len(cases), "complaints")}
    made_of = {"council": council, "facts": facts, "period": period, "figures": scope, "last_figures": {}}
    known = records(cases, council=council)
    basis = Basis(known, council, facts, period)
    return SimpleNamespace(
        records=known, last=None, basis=basis, last_basis=None, regimes=("housing",), **made_of
    )


def published(counts):
    """The subject, cause and number of every cell that the tables of the subjects name."""
    cases = [
        complaint(category=subject, cause=cause)
        for (subject, cause), number in zip(CELLS, counts, strict=True)
        for _ in range(number)
    ]
    of = bare_run(cases)
    pairs = zip(themes(of, "housing"), theme_causes(of, "housing"), strict=True)
    return {
        (theme.label, NAMES[row["cause"]]): row["2024-25"]
        for theme, table in pairs
        for row in table.frame.to_dict("records")
        if row["cause"] in NAMES
    }


def agreeing(counts, shown):
    """Every set of counts with the same totals of subjects and causes that agrees with what is named.

    With two causes, the delays of all subjects but the last give every other cell.
    """
    rows, columns = totals(dict(zip(CELLS, counts, strict=True)))
    for first in product(*(range(rows[subject] + 1) for subject in SUBJECTS[:-1])):
        delays = (*first, columns["delay"] - sum(first))
        cells = {
            (subject, cause): late if cause == "delay" else rows[subject] - late
            for subject, late in zip(SUBJECTS, delays, strict=True)
            for cause in CAUSES
        }
        if min(cells.values()) >= 0 and all(cells[cell] == number for cell, number in shown.items()):
            yield cells


def totals(cells):
    rows, columns = Counter(), Counter()
    for (subject, cause), number in cells.items():
        rows[subject] += number
        columns[cause] += number
    return rows, columns


@given(COUNTS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_small_number_of_a_subject_and_cause_comes_back(counts):
    """But for what the totals of subjects and causes give away alone: they are published of every council."""
    shown = published(counts)
    assert SUPPRESSED not in shown.values()
    true = dict(zip(CELLS, counts, strict=True))
    assert all(true[cell] == number >= THRESHOLD for cell, number in shown.items())
    by_totals = list(agreeing(counts, {}))
    by_tables = list(agreeing(counts, shown))
    for cell in CELLS:
        small = 0 < true[cell] < THRESHOLD
        unknown = len({each[cell] for each in by_totals}) > 1
        if small and unknown:
            assert len({each[cell] for each in by_tables}) > 1, (cell, counts, shown)


@pytest.mark.parametrize("counts", [[0] * 6, [5] * 6, [1] + [5] * 5])
def test_what_is_named_is_true(counts):
    assert all(number == 5 for number in published(counts).values())
