"""A delimited text is read by columns to exactly the cells that reading it row by row comes to."""

from __future__ import annotations

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from complaint_analysis.records.reading import delimited
from complaint_analysis.records.reading.columns import each_read, is_filled, may_be, of_rows
from complaint_analysis.records.reading.delimited import by_columns, first_rows, parsed
from complaint_analysis.records.reading.stages import (
    joining_key,
    joining_keys,
    without_suffix,
    without_suffixes,
)
from complaint_analysis.records.reading.synonyms import folded, words_for

CELL = st.text(st.sampled_from('ab1,;\t" \n\r.é£-NA\u200b'), max_size=6)
"""Cells of whatever disturbs a reader of delimited text."""


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """A text of rows of about the same length, each cell quoted or as it is, and its delimiter."""
    delimiter, end = draw(st.sampled_from(",;\t|")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    width = draw(st.integers(1, 4))
    quoted = CELL.map(lambda cell: '"' + cell.replace('"', '""') + '"')
    plain = st.text(st.sampled_from("ab1.é -N"), max_size=4)
    cells = st.one_of(quoted, plain, *([CELL] if draw(st.booleans()) else []))
    uneven = st.integers(0, 4) if draw(st.booleans()) else st.just(width)
    rows = [draw(st.lists(cells, min_size=n, max_size=n)) for n in draw(st.lists(uneven, max_size=6))]
    return end.join(delimiter.join(row) for row in rows) + draw(st.sampled_from(["", end])), delimiter


@given(texts(), st.integers(0, 2))
@example(('a,b\n"1"x,2"y\n', ","), 0)
@example(('a,b\n1, "2,3"\n', ","), 0)
@example(("a,b\n\n1,NA\n", ","), 0)
@example(('title\n\na,b\n1,"two\r\nlines"\n3,4\n', ","), 2)
@example(("\ufeffa,b\n1,2\n", ","), 0)
def test_by_columns_as_by_rows(text: tuple[str, str], first: int) -> None:
    written, delimiter = text
    by_rows = first_rows(written, delimiter, 10**6, "export.csv")
    regular = delimited._regular(written, delimiter, first) if len(by_rows) > first else None
    if regular is not None:
        expected = of_rows(by_rows, first)
        assert regular.to_numpy().tolist() == expected.to_numpy().tolist()


def test_a_regular_text_is_read_by_columns_and_any_other_by_rows() -> None:
    regular = 'Log of 2024-25\n\nCase Ref,Received\n1,"two\nlines"\n2,\n'
    assert delimited._regular(regular, ",", 2) is not None
    for uneven in (regular + "Total 2\n", regular + "3,4,5\n", regular.replace("2,", ' 2, "x"')):
        assert delimited._regular(uneven, ",", 2) is None
        expected = of_rows(parsed(uneven, ",", ""), 2)
        pd.testing.assert_frame_equal(by_columns(uneven, ",", "", 2), expected)
    read = by_columns(regular, ",", "", 2)
    pd.testing.assert_frame_equal(read, of_rows(parsed(regular, ",", ""), 2))
    assert list(read.index) == [3, 4, 5]


WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
REFERENCE = st.one_of(
    WORD,
    st.builds("{}{}{}{}".format, st.sampled_from(["COM-1", "é 2", "S1", ""]), st.sampled_from(["-", " ", " (", "/", ""]),
              st.sampled_from(["S2", "Stage 2", "stage ii", "STG1", "s", "Stage-Two"]), st.sampled_from(["", ")", " "])),
)  # fmt: skip


@given(st.lists(REFERENCE, min_size=1, max_size=5))
def test_references_all_at_once_as_one_by_one(references: list[str]) -> None:
    cells = pd.Series(references, dtype="str")
    bare, stage = without_suffixes(cells)
    split = [without_suffix(reference) for reference in references]
    assert bare.tolist() == [one for one, _ in split]
    assert stage.astype(object).where(stage.notna(), None).tolist() == [two for _, two in split]
    assert joining_keys(cells).tolist() == [joining_key(reference) for reference in references]


BLANKS = sorted(words_for("blank"))


@given(st.lists(st.one_of(WORD, st.sampled_from(BLANKS).map(" {}. ".format), st.sampled_from(["N/A", "n.a", "Tótal", "#REF!", "1.0"])), min_size=1),
       st.sampled_from([BLANKS, ["total", "count"], ["1"], ["#"]]), st.booleans())  # fmt: skip
def test_no_cell_is_passed_over_that_is_one_of_the_words(
    cells: list[str], words: list[str], begins: bool
) -> None:
    perhaps = may_be(pd.Series(cells, dtype="str"), words, begins=begins)
    for cell, may in zip(cells, perhaps, strict=True):
        is_one = folded(cell) in words or (begins and folded(cell).startswith(tuple(filter(None, words))))
        assert may or not is_one


@given(st.lists(st.one_of(st.none(), WORD), max_size=8))
def test_each_distinct_cell_is_read_once(cells: list[str | None]) -> None:
    asked: list[str] = []
    read = each_read(pd.Series(cells, dtype="str"), lambda cell: asked.append(cell) or len(cell), "Int64")
    assert [None if pd.isna(each) else each for each in read] == [
        None if each is None else len(each) for each in cells
    ]
    assert len(asked) == len(set(asked))


@given(st.lists(WORD, max_size=8))
def test_filled_is_more_than_space(cells: list[str]) -> None:
    assert is_filled(pd.Series(cells, dtype="str")).tolist() == [bool(cell.strip()) for cell in cells]
