"""A random sample that anyone can draw again."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaint_analysis.oversight.quality_sampling import draw, shares

CASES = pd.DataFrame(
    {"reference": [f"C-{i:03d}" for i in range(90)], "stratum": ["Repairs"] * 60 + ["Planning"] * 29 + ["Leisure"]}
)  # fmt: skip


def test_the_same_seed_draws_the_same_cases_whatever_the_order_of_the_rows():
    assert draw(CASES, 10, 7) == draw(CASES.sample(frac=1, random_state=1), 10, 7)
    assert draw(CASES, 10, 7) != draw(CASES, 10, 8)


def test_references_are_drawn_alike_however_they_are_written():
    shouted = CASES.assign(reference=CASES["reference"].str.lower() + " ")
    assert [each.strip().upper() for each in draw(shouted, 10, 7)] == draw(CASES, 10, 7)


def test_each_stratum_is_there_and_the_rest_in_proportion():
    strata = CASES.set_index("reference")["stratum"]
    assert strata[draw(CASES, 10, 7)].value_counts().to_dict() == {"Repairs": 6, "Planning": 3, "Leisure": 1}


def test_a_sample_larger_than_the_cases_is_all_of_them():
    assert draw(CASES, 500, 1) == sorted(CASES["reference"])


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 40), max_size=8),
    st.integers(1, 60),
)
def test_no_stratum_gives_more_than_it_has_and_the_size_is_met(sizes, size):
    taken = shares(sizes, size)
    assert sum(taken.values()) == min(size, sum(sizes.values()))
    assert all(0 <= number <= sizes[name] for name, number in taken.items())
    with_cases = [name for name, number in sizes.items() if number]
    if size >= len(with_cases):
        assert set(taken) == set(with_cases)
        assert min(taken.values(), default=1) >= 1


def test_every_case_is_drawn_about_as_often():
    """Of 400 seeds each of 20 cases is in a sample of 5 about 100 times (five standard deviations: 43)."""
    cases = CASES.head(20)
    drawn = pd.Series([each for seed in range(400) for each in draw(cases, 5, seed)]).value_counts()
    assert len(drawn) == 20
    assert drawn.between(57, 143).all()


@pytest.mark.parametrize("size", [1, 2])
def test_with_fewer_cases_than_strata_the_largest_come_first(size):
    assert list(shares({"Repairs": 60, "Planning": 30, "Leisure": 1}, size).values()) in (
        [0, 0, 1],
        [0, 1, 1],
    )
