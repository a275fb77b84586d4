"""How columns share the line: figures narrow, text the rest, and no word broken."""

import pandas as pd
import pytest

from complaint_analysis.printing.column_shares import is_small, is_turned, is_wide, shares
from complaint_analysis.printing.table import Column, Table

SENTENCE = (
    "Tenants stayed in for repairs visits that nobody kept and nobody cancelled, and had to ring again."
)


def table(**columns: tuple[str, object]) -> Table:
    """A table of one row: each column's kind and cell, under its own name."""
    frame = pd.DataFrame([{key: cell for key, (_, cell) in columns.items()}], dtype=object)
    shown = tuple(Column(key, key.replace("_", " "), kind) for key, (kind, _) in columns.items())
    return Table("t", "A table", frame, shown)


def test_the_shares_make_up_the_line() -> None:
    assert sum(shares(table(what=("text", SENTENCE), number=("count", 9)))) == pytest.approx(100)


def test_text_has_what_figures_leave() -> None:
    text, first, second = shares(table(what=("text", SENTENCE), number=("count", 9), share=("per_cent", 1.5)))

    assert text > 4 * first
    assert first == pytest.approx(second, abs=2)


def test_columns_of_figures_are_alike_where_there_is_room() -> None:
    _, first, second = shares(table(ward=("text", "Abbey"), complaints=("count", 9), of=("count", 12)))

    assert first == second


def test_no_column_is_narrower_than_its_longest_word() -> None:
    columns = {f"column_{number}": ("text", SENTENCE) for number in range(4)}
    name, *_ = shares(table(service=("text", "Environmental"), **columns))

    assert name / 100 * 98 > len("Environmental")


def test_a_day_and_its_month_are_one_word() -> None:
    columns = {f"column_{number}": ("text", SENTENCE) for number in range(4)}
    due, *_ = shares(table(due=("text", "30 September 2025"), **columns))

    assert due / 100 * 98 > len("30 September")


def test_a_column_of_sentences_has_more_than_its_longest_word() -> None:
    columns = {f"column_{number}": ("text", SENTENCE) for number in range(3)}
    text, *_ = shares(table(text=("text", "one or two or " * 9), **columns))

    assert text / 100 * 98 > 16


def test_a_table_without_figures_has_its_shares() -> None:
    assert shares(table(day=("text", "Monday"), why=("text", "Monday"))) == pytest.approx([50, 50], abs=3)


@pytest.mark.parametrize(
    ("columns", "letters", "wide", "small", "turned"),
    [
        (3, 9, False, False, False),
        (6, 14, False, True, False),
        (7, 9, True, False, False),
        (9, 14, True, False, True),
    ],
)
def test_what_does_not_fit_is_set_small_then_turned(
    columns: int, letters: int, wide: bool, small: bool, turned: bool
) -> None:
    made = table(**{f"c{number}": ("text", "m" * letters) for number in range(columns)})

    assert (is_wide(made), is_small(made), is_turned(made)) == (wide, small, turned)
