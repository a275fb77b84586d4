"""The demonstration council's data folder, written from the casebook and the hand-written documents."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from complaint_analysis.demonstration.case import Case, Stage
from complaint_analysis.demonstration.casebook import casebook
from complaint_analysis.demonstration.chance import Chance
from complaint_analysis.demonstration.crm import crm_export
from complaint_analysis.demonstration.placing import STAGE1
from complaint_analysis.demonstration.plan import plan, text
from complaint_analysis.demonstration.register import register
from complaint_analysis.demonstration.states import FINISHED, put_back
from complaint_analysis.demonstration.systems import Systems, systems
from complaint_analysis.demonstration.tracker import tracker_rows, write_tracker
from complaint_analysis.working_days import WorkingDays

EARLIER, LATER = "2023-24", "2024-25"
_NAMED = re.compile(r"<([^<>]+)>")


def write_demonstration(folder: Path, state: str = FINISHED) -> None:
    """Writes the whole folder as it stood in a state of its report, byte for byte the same each time."""
    seed = plan()["seed"]
    cases = casebook()
    named = named_references(cases)
    _refer_to_the_ombudsman(cases, named)
    _write_documents(files(__package__).joinpath("documents"), folder, named)
    _write_exports(folder, cases, systems(cases, Chance(seed, "systems")), Chance(seed, "tracker"))
    for year in (EARLIER, LATER):
        _write(folder / year / "service-requests.csv", register(year, Chance(seed, f"register {year}")))
    put_back(folder, state)


def named_references(cases: list[Case]) -> dict[str, str]:
    """References by the names under which the documents speak of them, such as `lgsco 2023-24 stage 2 1`.

    `due of` a name is the day on which its stage 1 answer was due.
    """
    named, seen, calendar = {}, Counter[str](), WorkingDays()
    for case in cases:
        name = _name(case)
        seen[name] += 1
        named[f"{name} {seen[name]}"] = case.reference
        if case.stage1:
            named[f"due of {name} {seen[name]}"] = _due(case.stage1, calendar).isoformat()
    return named


def _due(stage: Stage, calendar: WorkingDays) -> date:
    start = np.array([stage.acknowledged or stage.begun], dtype="datetime64[D]")
    return calendar.due(start, STAGE1.respond)[0].item()


def _name(case: Case) -> str:
    if case.record_type_as_logged != case.record_type:
        return f"{case.regime} {case.year} logged as {case.record_type_as_logged}"
    if case.stage2 and case.stage2.responded:
        return f"{case.regime} {case.year} stage 2"
    return f"{case.regime} {case.year} {case.ending}"


def _refer_to_the_ombudsman(cases: list[Case], named: dict[str, str]) -> None:
    """Sets the Ombudsman's reference on the cases that the documents say were taken there."""
    known = {
        row["case_reference"]: row["reference"]
        for year in (EARLIER, LATER)
        for row in csv.DictReader(io.StringIO(_filled(text(f"documents/{year}/ombudsman.csv"), named)))
    }
    for case in cases:
        case.ombudsman_reference = known.get(case.reference, "")


def _filled(document: str, named: dict[str, str]) -> str:
    return _NAMED.sub(lambda found: named[found[1]], document)


def _write_exports(folder: Path, cases: list[Case], places: Systems, chance: Chance) -> None:
    repeats = plan()["crm"]["exact_repeats_crm"]
    earlier, later = folder / EARLIER / "complaints", folder / LATER / "complaints"
    _write(earlier / "crm-export-2023-24.csv", "\ufeff" + crm_export(EARLIER, cases, 0))
    _write(later / "crm-export-april-to-october-2024.csv", "\ufeff" + crm_export(LATER, places.crm, repeats))
    write_tracker(later / "tracker-2024-25.xlsx", tracker_rows(places.tracker, places.copied, chance))


def _write_documents(source: Traversable, folder: Path, named: dict[str, str]) -> None:
    """The hand-written files, with `<lgsco 2023-24 stage 2 1>` replaced by that case's reference."""
    for entry in sorted(source.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _write_documents(entry, folder / entry.name, named)
        else:
            document = entry.read_text(encoding="utf-8")
            has_names = entry.name.endswith(".csv")
            _write(folder / entry.name, _filled(document, named) if has_names else document)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
