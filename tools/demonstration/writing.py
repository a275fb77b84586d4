"""The demonstration council's data folder: its exports and registers, written anew from the casebook.

What people write in a council, from `council.toml` to the Member's statement, lies in `data/demonstration`
and nowhere else.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from complaint_analysis.council.locations import DEMONSTRATION
from demonstration.case import Case
from demonstration.casebook import casebook
from demonstration.chance import Chance
from demonstration.crm import crm_export
from demonstration.plan import plan
from demonstration.register import register
from demonstration.states import FINISHED, put_back
from demonstration.systems import Systems, systems
from demonstration.tracker import tracker_rows, write_tracker

EARLIER, LATER = "2023-24", "2024-25"
WRITTEN_HERE = ("complaints", "service-requests.csv")


def write_demonstration(folder: Path = DEMONSTRATION, state: str = FINISHED) -> None:
    """Writes the whole folder as it stood in a state of its report, byte for byte the same each time."""
    seed = plan()["seed"]
    cases = casebook()
    _refer_to_the_ombudsman(cases)
    if folder.resolve() != DEMONSTRATION:
        left_out = shutil.ignore_patterns(*WRITTEN_HERE)
        shutil.copytree(DEMONSTRATION, folder, ignore=left_out, dirs_exist_ok=True)
    _write_exports(folder, cases, systems(cases, Chance(seed, "systems")), Chance(seed, "tracker"))
    for year in (EARLIER, LATER):
        _write(folder / year / "service-requests.csv", register(year, Chance(seed, f"register {year}")))
    put_back(folder, state)


def _refer_to_the_ombudsman(cases: list[Case]) -> None:
    """Sets the Ombudsman's reference on the cases that the findings say were taken there."""
    known = {
        row["case_reference"]: row["reference"]
        for year in (EARLIER, LATER)
        for row in csv.DictReader((DEMONSTRATION / year / "ombudsman.csv").open(encoding="utf-8"))
    }
    for case in cases:
        case.ombudsman_reference = known.get(case.reference, "")


def _write_exports(folder: Path, cases: list[Case], places: Systems, chance: Chance) -> None:
    repeats = plan()["crm"]["exact_repeats_crm"]
    earlier, later = folder / EARLIER / "complaints", folder / LATER / "complaints"
    _write(earlier / "crm-export-2023-24.csv", "\ufeff" + crm_export(EARLIER, cases, 0))
    _write(later / "crm-export-april-to-october-2024.csv", "\ufeff" + crm_export(LATER, places.crm, repeats))
    write_tracker(later / "tracker-2024-25.xlsx", tracker_rows(places.tracker, places.copied, chance))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
