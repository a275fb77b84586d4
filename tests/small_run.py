"""A run of a few complaints, made by hand, with the real clocks and figures."""

import inspect
import itertools
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from complaint_analysis.chapters import tables
from complaint_analysis.council.codes.regimes import REGIMES
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import Council, YearFacts
from complaint_analysis.measures.basis import Basis
from complaint_analysis.measures.record_figures import record_figures
from complaint_analysis.measures.suppressed_figures import withhold_small_numbers
from complaint_analysis.records.clocks import with_clocks
from complaint_analysis.records.dictionary import template_columns
from complaint_analysis.records.side_files import YearFiles
from complaint_analysis.records.store import Records

YEAR = ReportingYear.parse("2024-25")
DAYS = [
    "received",
    "stage2_requested",
    "stage2_refused_on",
    "withdrawn",
    "closed",
    "action_due",
    "action_done",
]
STAGE_DAYS = ["acknowledged", "extended_to", "extension_notified", "responded"]
DAYS += [f"stage{stage}_{name}" for stage in (1, 2) for name in STAGE_DAYS]
TEXT = [
    "reference", "regime", "service", "record_type", "tenure", "channel", "category", "category_rule",
    "cause", "cause_rule", "exclusion_reason", "remedies", "stage1_outcome", "stage2_outcome",
    "stage2_refusal_reason", "ward", "source_year", "source_file", "source_sheet", "stage1_team", "stage2_team", "stage_as_recorded", "representative", "reasonable_adjustment",
]  # fmt: skip
FLAGS = [
    "accepted", "has_stage1", "extra_stage", "stage2_refused", "has_representative", "has_adjustment",
    "disability_recorded", "vulnerable", "stage1_response_unusable", "stage2_response_unusable", "asked_by_member",
]  # fmt: skip
DEFAULTS = {
    "regime": "housing", "service": "Council Housing", "record_type": "complaint", "tenure": "lcra",
    "channel": "email", "accepted": True, "has_stage1": True,
}  # fmt: skip


_KNOWN = {*TEXT, *FLAGS, *DAYS, "compensation_gbp", "action"}
_OTHERS = {column.name: column.kind for column in template_columns() if column.name not in _KNOWN}
EMPTY = {
    "datetime64[s]": [name for name, kind in _OTHERS.items() if kind.startswith("date")],
    "str": [name for name, kind in _OTHERS.items() if kind in ("text", "name", "text_or_no")],
    "boolean": [name for name, kind in _OTHERS.items() if kind == "flag"],
}
"""Every other column that an export may have, by its type: there, as in any records, and empty unless given."""


def complaint(received="2024-05-01", **columns):
    """One complaint: answered in time, upheld, unless said otherwise."""
    answered = {"stage1_acknowledged": received, "stage1_responded": received, "stage1_outcome": "upheld"}
    return DEFAULTS | answered | {"received": received} | columns


def table(rows):
    numbered = [{"reference": f"C{number}"} | row for number, row in enumerate(rows)]
    empty = [name for names in EMPTY.values() for name in names]
    frame = pd.DataFrame(numbered, columns=[*TEXT, *FLAGS, *DAYS, "compensation_gbp", *empty])
    frame[DAYS] = frame[DAYS].astype("datetime64[s]")
    frame[FLAGS] = frame[FLAGS].eq(True)
    frame[TEXT] = frame[TEXT].astype("str")
    types = {name: kind for kind, names in EMPTY.items() for name in names}
    return frame.astype({"compensation_gbp": "float64"} | types)


def records(rows, *, unrecorded=(), as_at=date(2025, 5, 30), council=None):
    council = council or a_council()
    frame = with_clocks(table(rows), council.clocks, council.procedure, council.working_days, as_at)
    known = frozenset({*TEXT, *DAYS, "accepted", "stage2_refused", "disability_recorded", "compensation_gbp"})
    by_year = {year: known - set(unrecorded) for year in ("2023-24", "2024-25")}
    empty = pd.DataFrame({"reference": [], "action_due": [], "action_done": []}, dtype="datetime64[s]")
    empty = empty.assign(said_done=False, worded=False)
    issues = pd.DataFrame({"rule": []}, dtype=str)
    counts = {"read": len(rows), "merged": 0, "rejected": 0, "kept": len(rows)}
    given = {
        "table": frame, "actions": empty, "issues": issues, "reconciliation": counts, "recorded": by_year,
        "filled": by_year, "as_at": as_at,
    }  # fmt: skip
    others = {field.name: issues for field in fields(Records) if field.name not in given}
    others["sources"] = pd.DataFrame(columns=["year", "file", "sheet", "read", "rejected"])
    others["elements"] = pd.DataFrame(columns=["key", "stage", "outcome", "reference"], dtype="str")
    return Records(**given, **others)


def a_council(**settings):
    return Council.model_validate({"folder": Path("."), "council": {"name": "Example Council"}} | settings)


def run(rows, last=None, *, council=None, period=None, unrecorded=(), last_unrecorded=(), **files):
    """What the tables and the sentences are made of, for 2024-25 and, with `last`, for 2023-24.

    `files` are side files of the year, such as `improvements`.
    """
    council, period = council or a_council(), period or YEAR.period
    facts = YearFacts(
        year=YEAR, folder=Path("."), extracted_on=date(2025, 5, 30), homes_owned={"lcra": 1000, "lcho": 0}
    )
    now = records(rows, unrecorded=unrecorded, council=council)
    then = None
    if last is not None:
        then = records(last, unrecorded=last_unrecorded, as_at=date(2024, 5, 31), council=council)
    basis = Basis(now, council, facts, period)
    last_basis = Basis(then, council, facts, period.year_before) if then else None
    return SimpleNamespace(
        council=council, facts=facts, year=YEAR, period=period, records=now, last=then, basis=basis,
        last_basis=last_basis, figures=figures(basis), last_figures=figures(last_basis) if then else {},
        released={}, earlier_figures={}, regimes=("housing", "lgsco"), files=YearFiles(YEAR, **files),
        last_files=None,
    )  # fmt: skip


def every_table(of):
    """The tables of a run's report, each that is of one Code for each, without other landlords beside it."""
    asked = {"regime": REGIMES, "field": ("category", "cause"), "peers": (None,)}
    for name in tables.__all__:
        function = getattr(tables, name)
        values = [asked[each] for each in inspect.signature(function).parameters if each in asked]
        for wanted in itertools.product(*values):
            made = function(of, *wanted)
            yield from made if isinstance(made, list) else [made]


def figures(basis):
    return withhold_small_numbers(record_figures(basis), basis.council.disclosure.threshold, basis.period)
