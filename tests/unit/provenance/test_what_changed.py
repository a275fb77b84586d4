"""What changed between two runs is named: the input, the setting, the rule, the package."""

from __future__ import annotations

from copy import deepcopy

import pytest

from complaint_analysis.provenance.what_changed import decisive, not_comparable, surrounding

MADE = {
    "parameters": {"year": "2024-25", "scope": "both"},
    "as_at": "2025-05-30",
    "input_key": "k1",
    "inputs": {"2024-25/complaints/log.csv": {"hmac-sha256": "aa"}},
    "releases": {"2023-24": "51"},
    "settings": {"council": {"clocks": {"stage1_respond": 10}, "codes": {"housing": ["Repairs"]}}},
    "calendar": {"2024-12-25": "Christmas Day"},
    "rules": {"rules.cause.delay": "11", "taxonomy.cause.delay": "12"},
    "notebooks": {"01-records.ipynb": "21"},
    "renderer": {"name": "pandoc", "version": "3.9"},
    "python": "3.11.15",
    "lock": "31",
    "packages": {"pandas": "3.1.0"},
    "code": {
        "commit": None,
        "files": {"src/complaint_analysis/records/clocks.py": "41", "notebooks/01-records.ipynb": "21"},
    },
}


def changed(*way: str, value: object) -> dict:
    made = deepcopy(MADE)
    *above, last = way
    inside = made
    for key in above:
        inside = inside[key]
    inside[last] = value
    return made


DECISIVE = {
    ("as_at",): ("2025-06-02", "parameter as at: 2025-05-30 -> 2025-06-02"),
    ("inputs", "2024-25/complaints/log.csv", "hmac-sha256"): (
        "bb",
        "input 2024-25/complaints/log.csv: changed",
    ),
    ("inputs", "2024-25/orders.csv"): ({"hmac-sha256": "cc"}, "input 2024-25/orders.csv: is new"),
    ("releases", "2023-24"): ("52", "earlier release 2023-24: changed"),
    ("settings", "council", "clocks", "stage1_respond"): (
        8,
        "setting council.clocks.stage1_respond: 10 -> 8",
    ),
    ("settings", "council", "codes", "housing"): ([], "setting council.codes.housing.1: is gone"),
    ("calendar", "2024-12-27"): ("Closed by the council", "non-working day 2024-12-27: is new"),
    ("calendar",): ({}, "non-working day 2024-12-25: is gone"),
    ("rules", "rules.cause.delay"): ("99", "rule rules.cause.delay: changed"),
    ("notebooks", "01-records.ipynb"): ("99", "notebook 01-records.ipynb: changed"),
    ("added",): ({"by": "hand"}, "entry added.by: is new"),
}


@pytest.mark.parametrize(("way", "value", "line"), [(way, *told) for way, told in DECISIVE.items()])
def test_what_decides_a_figure_is_named(way, value, line):
    now = changed(*way, value=value)
    assert [cause.line() for cause in decisive(MADE, now)] == [line]
    assert surrounding(MADE, now) == []


SURROUNDING = {
    ("python",): ("3.11.16", "Python: 3.11.15 -> 3.11.16"),
    ("packages", "pandas"): ("3.1.1", "package pandas: 3.1.0 -> 3.1.1"),
    ("lock",): ("32", "lock: changed"),
    ("renderer", "name"): ("quarto", "renderer: pandoc 3.9 -> quarto 3.9"),
    ("code", "files", "src/complaint_analysis/records/clocks.py"): (
        "42",
        "code src/complaint_analysis/records/clocks.py: changed",
    ),
}


@pytest.mark.parametrize(("way", "value", "line"), [(way, *told) for way, told in SURROUNDING.items()])
def test_programs_are_named_apart(way, value, line):
    now = changed(*way, value=value)
    assert [cause.line() for cause in surrounding(MADE, now)] == [line]
    assert decisive(MADE, now) == []


def test_bytes_are_compared_where_lock_minor_version_and_renderer_are_the_same():
    assert not_comparable(MADE, MADE) == ""
    assert not_comparable(MADE, changed("python", value="3.11.99")) == ""
    assert not_comparable(MADE, changed("packages", "pandas", value="3.1.1")) == ""
    assert not_comparable(MADE, changed("python", value="3.12.1")) == "another Python"
    assert not_comparable(MADE, changed("lock", value=None)) == "another lock"
    assert not_comparable(MADE, changed("renderer", "version", value="3.10")) == "another renderer"


def test_under_another_key_no_input_is_said_to_have_changed():
    """Which of them did cannot be told: the hashes of all are others."""
    now = changed("input_key", value="k2") | {"inputs": {"2024-25/complaints/log.csv": {"hmac-sha256": "zz"}}}
    lines = [cause.line() for cause in decisive(MADE, now)]
    assert lines == ["key of the inputs (provenance.key), without which none can be compared: changed"]


def test_another_commit_with_the_same_files_is_told_and_no_difference():
    now = changed("code", "commit", value={"commit": "ab", "clean": True})
    assert decisive(MADE, now) == []
    assert [cause.kind for cause in surrounding(MADE, now)] == ["commit"]
