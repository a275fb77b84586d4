"""Two publications side by side: nothing that differs is missed, on whichever side it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaint_analysis.provenance.publication_diff import ABSENT, compare

FIGURES = "id,value,numerator,denominator\na.received,86,,\na.in_time_pct,83.7,72,86\n"
TABLE = "service,received,in time\nRepairs,60,50\nRents,26,22\n"


def publication(folder: Path, **changed: str | None) -> Path:
    files = {
        "figures.csv": FIGURES,
        "figures-2023-24.csv": "id,value\na.received,57\n",
        "tables/volumes.csv": TABLE,
    }
    for name, text in {
        **files,
        **{key.replace("__", "/") + ".csv": text for key, text in changed.items()},
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
    return folder


def differences(tmp_path: Path, **changed: str | None) -> list[tuple[str, ...]]:
    return [
        tuple(each)
        for each in compare(publication(tmp_path / "a"), publication(tmp_path / "b", **changed)).differences
    ]


def test_equal_publications_are_counted(tmp_path):
    compared = compare(publication(tmp_path / "a"), publication(tmp_path / "b"))
    assert compared == (3, 1, [])


CHANGES = {
    "a value": (
        {"figures": FIGURES.replace("83.7,72", "82.6,71")},
        [("figures.csv", "a.in_time_pct", "value", "83.7", "82.6"), ("figures.csv", "a.in_time_pct", "numerator", "72", "71")],
    ),
    "a figure on one side only": (
        {"figures": FIGURES.replace("a.received,86,,\n", "")},
        [("figures.csv", "a.received", "", "86", ABSENT)],
    ),
    "a new figure": ({"figures": FIGURES + "a.new,4,,\n"}, [("figures.csv", "a.new", "", ABSENT, "4")]),
    "a figure twice": (
        {"figures": FIGURES + "a.received,87,,\n"},
        [("figures.csv", "a.received (2)", "", ABSENT, "87")],
    ),
    "a cell": ({"tables__volumes": TABLE.replace("22", "21")}, [("tables/volumes.csv", "Rents", "in time", "22", "21")]),
    "a row's name": (
        {"tables__volumes": TABLE.replace("Rents", "Rent")},
        [("tables/volumes.csv", "Rents", "", "26", ABSENT), ("tables/volumes.csv", "Rent", "", ABSENT, "26")],
    ),
    "the order of rows": (
        {"tables__volumes": "service,received,in time\nRents,26,22\nRepairs,60,50\n"},
        [("tables/volumes.csv", "", "order of the rows", "Repairs", "Rents")],
    ),
    "a cell beyond the header": (
        {"tables__volumes": TABLE.replace("26,22", "26,22,9")},
        [("tables/volumes.csv", "Rents", "column 4", ABSENT, "9")],
    ),
    "a table on one side only": ({"tables__volumes": None}, [("tables/volumes.csv", "", "", "there", ABSENT)]),
    "last year's figures on one side only": (
        {"figures-2023-24": None},
        [("figures-2023-24.csv", "", "", "there", ABSENT)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changed", "told"), CHANGES.values(), ids=CHANGES)
def test_each_change_is_told_once_with_both_values(tmp_path, changed, told):
    assert differences(tmp_path, **changed) == told


def test_a_header_is_compared_even_over_no_rows(tmp_path):
    found = differences(tmp_path, tables__volumes="service,received,late\nRepairs,60,50\nRents,26,22\n")
    assert ("tables/volumes.csv", "the header", "in time", "in time", ABSENT) in found
    assert ("tables/volumes.csv", "the header", "late", ABSENT, "late") in found
