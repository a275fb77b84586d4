"""The demonstration folder is what its generator writes, and holds the totals it was made to hold.

The counts here are made anew from the written exports, with a calendar of their own.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from demonstration.__main__ import main
from demonstration.chance import Chance
from demonstration.plan import data
from demonstration.states import put_back
from demonstration.writing import write_demonstration

from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.oversight.quality_checks import drawn_again, read_sheets
from complaint_analysis.run.records_and_figures import records_of

COMMITTED = Path(__file__).parents[2] / "data" / "demonstration"
CRM = {
    "2023-24": "2023-24/complaints/crm-export-2023-24.csv",
    "2024-25": "2024-25/complaints/crm-export-april-to-october-2024.csv",
}
TRACKER = "2024-25/complaints/tracker-2024-25.xlsx"
AS_AT = {"2023-24": date(2024, 5, 31), "2024-25": date(2025, 5, 30)}
BANK_HOLIDAYS = {
    date.fromisoformat(day)
    for days in (
        ["2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25"],
        ["2023-12-26", "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26"],
        ["2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26"],
    )
    for day in days
}
HOUSING = {"Council Housing", "Repairs and Maintenance"}
OUTCOME = {
    "Upheld": "upheld",
    "Justified": "upheld",
    "Partially upheld": "partially_upheld",
    "Partly justified": "partially_upheld",
    "Not upheld": "not_upheld",
    "Not justified": "not_upheld",
    "Resolved informally": "other",
    "Resolved": "other",
    "Withdrawn": "withdrawn",
}
RECORD_TYPE = {"Request for service": "service_request"}
TENURE = {"Tenant": "lcra", "Secure tenant": "lcra"}


# ---- the folder is what the generator writes ----
@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    assert main([str(folder)]) == 0
    return folder


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_committed_folder_is_what_the_generator_writes(written):
    assert _names(written) == _names(COMMITTED)
    for name in sorted(_names(written) - {TRACKER}):
        assert (written / name).read_bytes() == (COMMITTED / name).read_bytes(), name


def test_the_references_that_people_write_are_those_of_the_exports():
    references = {row["Case Reference"] for name in CRM.values() for row in _crm_rows(name)}
    references |= {row["Ref No."] for row in _tracker_rows()}
    for name, column in (("ombudsman.csv", "case_reference"), ("overrides.csv", "reference")):
        for year in CRM:
            rows = csv.DictReader((COMMITTED / year / name).open(encoding="utf-8"))
            named = {row[column] for row in rows} - {""}
            assert named
            assert named <= references, f"{year}/{name}: {sorted(named - references)}"


def _cells(path: Path) -> dict[str, list[tuple]]:
    return {sheet.title: list(sheet.values) for sheet in openpyxl.load_workbook(path)}


def test_the_committed_tracker_is_what_the_generator_writes_cell_by_cell(written):
    assert _cells(written / TRACKER) == _cells(COMMITTED / TRACKER)


def test_a_second_run_gives_the_same_bytes_also_of_the_workbook(written, tmp_path):
    write_demonstration(tmp_path)
    assert (tmp_path / TRACKER).read_bytes() == (written / TRACKER).read_bytes()


def test_more_than_a_folder_is_a_wrong_use(capsys):
    for wrong in (["one", "two"], ["one", "published", "more"], ["--help"]):
        assert main(wrong) == 2
        assert "one folder" in capsys.readouterr().err


def test_before_its_report_was_finished_the_council_had_less(written, tmp_path):
    for name, state in (("early", "working"), ("late", "for-cabinet")):
        shutil.copytree(written, tmp_path / name)
        put_back(tmp_path / name, state)
    early, late, finished = (_names(folder) for folder in (tmp_path / "early", tmp_path / "late", written))
    assert early < late < finished
    assert finished - late == {"2024-25/member-statement.md", "2024-25/response.md"}
    assert "approved_on" not in (tmp_path / "late" / "2024-25" / "year.toml").read_text(encoding="utf-8")
    assert "2025-09-16" not in (tmp_path / "late" / "2024-25" / "resolutions.csv").read_text(encoding="utf-8")


# ---- the exports, read without the project's own reader ----
def _day(cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    for form in ("%d/%m/%Y %H:%M", "%d/%m/%Y", "%d %B %Y"):
        try:
            return datetime.strptime(cell or "", form).date()
        except ValueError:
            continue
    return None


@cache
def _crm_rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((COMMITTED / name).read_text(encoding="utf-8-sig"))))


@cache
def _tracker_rows() -> list[dict]:
    rows = list(openpyxl.load_workbook(COMMITTED / TRACKER)["Tracker"].values)
    return [dict(zip(rows[3], row, strict=True)) for row in rows[4:] if row[0] != "Total"]


def _stage(row: dict, prefix: str, begun: str) -> dict:
    """One stage of a row; `prefix` is "S1 " or "S2 " in the tracker and empty in the CRM."""
    acknowledged, responded = (
        ("Date Acknowledged", "Response Date") if not prefix else ("Ack", "Response Sent")
    )
    return {
        "begun": _day(row[begun]),
        "acknowledged": _day(row[prefix + acknowledged]),
        "responded": _day(row[prefix + responded]),
        "outcome": OUTCOME.get(row[prefix + ("Decision" if prefix else "Outcome")]),
        "handler": row[prefix + ("Officer" if prefix else "Case Handler")],
    }


def _crm_case(row: dict) -> dict:
    found = {
        "service": row["Service Area"],
        "record_type": RECORD_TYPE.get(row["Case Type"], row["Case Type"].lower().replace(" ", "_")),
        "tenure": TENURE.get(row["Customer Type"], row["Customer Type"]),
        "accepted": row.get("Accepted", "Yes")[:1],
        "reason": row.get("Exclusion Reason", ""),
        "withdrawn": row["Outcome"] == "Withdrawn",
    }
    if row["Stage"] in ("Stage 1", "Stage 2"):
        found["stage" + row["Stage"][-1]] = _stage(row, "", "Created On")
    else:
        found["informal"] = True
    return found


def _tracker_case(row: dict) -> dict:
    log_type = row["Log type"]
    return {
        "service": row["Service"] or "",
        "record_type": RECORD_TYPE.get(log_type, log_type.lower().replace(" ", "_")),
        "tenure": TENURE.get(row["Tenancy type"], row["Tenancy type"] or ""),
        "accepted": row["Accepted? (Y/N)"],
        "reason": row["Reason not accepted"] or "",
        "withdrawn": row["Withdrawn"] == "Y",
        "stage2_refused": row["S2 Refused?"] == "Y",
        "stage1": _stage(row, "S1 ", "Date Received"),
        "stage2": _stage(row, "S2 ", "Escalated on") if row["Escalated on"] else {},
    }


BLANK = {"service": "", "tenure": "", "reason": "", "withdrawn": False}


def _join(known: dict, found: dict) -> dict:
    joined = known | {name: value for name, value in found.items() if value not in ("", None, False, {})}
    for stage in ("stage1", "stage2"):
        later = {name: value for name, value in found.get(stage, {}).items() if value is not None}
        joined[stage] = known.get(stage, {}) | later
    return joined


def _cases(*years: str) -> dict[str, dict]:
    rows = [
        (re.sub("-S2$", "", row["Case Reference"]), _crm_case(row))
        for year in years
        for row in _crm_rows(CRM[year])
    ]
    if "2024-25" in years:
        kept = [row for row in _tracker_rows() if row["Ref No."] and _day(row["Date Received"])]
        rows += [(row["Ref No."], _tracker_case(row)) for row in kept]
    cases: dict[str, dict] = {}
    for reference, found in rows:
        cases[reference] = _join(cases.get(reference, BLANK), found)
    for row in csv.DictReader((COMMITTED / years[-1] / "overrides.csv").open()):
        _override(cases[row["reference"]], row["column"], row["value"])
    return cases


def _override(case: dict, column: str, value: str) -> None:
    if column == "record_type":
        case["record_type"] = value
    elif column == "stage1_responded":
        case["stage1"]["responded"] = date.fromisoformat(value)


CASES = {"2023-24": _cases("2023-24"), "2024-25": _cases("2023-24", "2024-25")}


# ---- counts of our own ----
def _working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def _due(day: date, working_days: int) -> date:
    while working_days:
        day += timedelta(days=1)
        working_days -= _working_day(day)
    return day


def _year(day: date | None) -> str:
    if day is None:
        return ""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{first % 100 + 1:02d}"


def _regime(case: dict) -> str:
    named = {"Adult Social Care": "statutory", "": "unassigned"}
    return "housing" if case["service"] in HOUSING else named.get(case["service"], "lgsco")


def _received(year: str, stage: str, **wanted: str) -> list[dict]:
    """The accepted complaints whose stage began in the year."""
    return [
        case
        for case in CASES[year].values()
        if _year(case[stage].get("begun")) == year
        and case["record_type"] == "complaint"
        and case["accepted"] == "Y"
        and not (stage == "stage2" and case.get("stage2_refused"))
        and all(
            (_regime(case) if name == "regime" else case[name]) == value for name, value in wanted.items()
        )
    ]


def _in_time(case: dict, stage: str, as_at: date) -> bool:
    found = case[stage]
    due = _due(found.get("acknowledged") or found["begun"], 10 if stage == "stage1" else 20)
    answered = found.get("responded")
    return answered is not None and answered <= as_at and answered <= due


@pytest.mark.parametrize(
    ("year", "stage", "received", "in_time"),
    [
        ("2023-24", "stage1", 57, 41),
        ("2023-24", "stage2", 9, 8),
        ("2024-25", "stage1", 86, 72),
        ("2024-25", "stage2", 10, 9),
    ],
)
def test_tenants_complaints_come_to_the_regulators_published_totals(year, stage, received, in_time):
    cases = _received(year, stage, regime="housing", tenure="lcra")
    assert len(cases) == received
    assert sum(_in_time(case, stage, AS_AT[year]) for case in cases) == in_time


@pytest.mark.parametrize(
    ("year", "regime", "stage1", "stage2"),
    [
        ("2023-24", "housing", 62, 9),
        ("2023-24", "lgsco", 441, 34),
        ("2024-25", "housing", 92, 11),
        ("2024-25", "lgsco", 463, 39),
    ],
)
def test_complaints_received_by_regime_and_stage(year, regime, stage1, stage2):
    assert len(_received(year, "stage1", regime=regime)) == stage1
    assert len(_received(year, "stage2", regime=regime)) == stage2


def test_three_tenants_of_march_2025_are_still_without_an_answer():
    waiting = [
        case["stage1"]["begun"]
        for case in _received("2024-25", "stage1", regime="housing", tenure="lcra")
        if not case["stage1"].get("responded") and not case["withdrawn"] and not case["stage1"].get("outcome")
    ]
    assert [(day.year, day.month) for day in sorted(waiting)] == [(2025, 3)] * 3


def test_stage_2_of_the_year_may_come_from_a_stage_1_of_the_year_before():
    earlier = [
        case for case in _received("2024-25", "stage2") if _year(case["stage1"].get("begun")) == "2023-24"
    ]
    assert Counter(map(_regime, earlier)) == {"lgsco": 5, "housing": 2}
    assert sum(not case["stage1"] for case in _received("2023-24", "stage2")) == 2


def test_refusals_are_recorded_from_april_2024_with_their_reasons():
    refused = [case for case in CASES["2024-25"].values() if case["accepted"] == "N"]
    assert {_year(case["stage1"]["begun"]) for case in refused} == {"2024-25"}
    reasons = Counter((_regime(case), case["reason"]) for case in refused)
    assert reasons == {
        ("housing", "Over 12 months"): 3,
        ("housing", "Legal proceedings"): 1,
        ("housing", "First service request"): 2,
        ("housing", "Rent or charge level"): 1,
        ("lgsco", "Other process"): 14,
        ("lgsco", "Over 12 months"): 6,
        ("lgsco", "Previously considered"): 4,
        ("lgsco", "Not our responsibility"): 4,
        ("lgsco", "Policy disagreement"): 3,
        ("lgsco", "First service request"): 4,
        ("lgsco", "Legal proceedings"): 1,
        ("lgsco", "Individual employee"): 1,
        ("lgsco", "Other"): 1,
        ("lgsco", ""): 2,
    }


def test_the_earlier_export_has_no_column_for_refusals():
    assert not {"Accepted", "Exclusion Reason"} & set(_crm_rows(CRM["2023-24"])[0])


def test_refused_escalations_and_withdrawals():
    refused = Counter(_regime(case) for case in CASES["2024-25"].values() if case.get("stage2_refused"))
    assert refused == {"lgsco": 4, "housing": 1}
    unanswered = {
        year: Counter(
            _regime(case)
            for case in _received(year, "stage1")
            if case["withdrawn"] and not case["stage1"].get("responded")
        )
        for year in AS_AT
    }
    assert unanswered == {"2023-24": {"lgsco": 11, "housing": 2}, "2024-25": {"lgsco": 13, "housing": 1}}


def test_what_is_in_the_log_though_it_is_no_complaint():
    counted = {
        year: Counter(
            case["record_type"] for case in CASES[year].values() if _year(case["stage1"].get("begun")) == year
        )
        for year in AS_AT
    }
    assert counted["2023-24"] == {
        "complaint": 62 + 441 + 1,
        "service_request": 19,
        "enquiry": 8,
        "compliment": 5,
        "duplicate": 6,
    }
    assert counted["2024-25"] == {
        "complaint": 92 + 463 + 47 + 2 + 1,
        "service_request": 24,
        "enquiry": 11,
        "compliment": 6,
        "duplicate": 9,
    }


def test_a_handful_began_with_a_stage_that_the_codes_do_not_know():
    extra = Counter(
        (_year(case["stage1"]["begun"]), _regime(case))
        for case in CASES["2024-25"].values()
        if case.get("informal")
    )
    assert extra == {("2023-24", "lgsco"): 6, ("2024-25", "lgsco"): 3, ("2024-25", "housing"): 1}


def test_one_officer_answered_both_stages_of_two_housing_complaints():
    same = [
        case
        for case in CASES["2024-25"].values()
        if _regime(case) == "housing"
        and case["stage2"]
        and case["stage1"]["handler"] == case["stage2"]["handler"]
    ]
    assert len(same) == 2


def test_the_change_over_months_overlap_repeat_and_lack_what_makes_a_row_usable():
    crm, tracker = _crm_rows(CRM["2024-25"]), _tracker_rows()
    known = {re.sub("-S2$", "", row["Case Reference"]) for row in crm}
    assert sum(row["Ref No."] in known for row in tracker) > 60
    assert len(tracker) - len({tuple(row.values()) for row in tracker}) == 3
    assert len(crm) - len({tuple(row.values()) for row in crm}) == 2
    assert sum(not row["Ref No."] for row in tracker) == 1
    assert [row["Date Received"] for row in tracker if not _day(row["Date Received"])] == [
        "245 February 2025"
    ]


@pytest.mark.parametrize(("year", "in_time"), [("2023-24", 312), ("2024-25", 345)])
def test_nine_services_or_more_and_most_answers_in_time_without_an_extension(year, in_time):
    cases = _received(year, "stage1", regime="lgsco")
    assert sum(_in_time(case, "stage1", AS_AT[year]) for case in cases) == in_time
    assert len({case["service"] for case in cases}) >= 9


@pytest.mark.parametrize(
    ("year", "read", "rejected", "kept"), [("2023-24", 591, 0, 544), ("2024-25", 1407, 2, 1199)]
)
def test_every_row_of_the_exports_is_accounted_for(year, read, rejected, kept):
    rows = _crm_rows(CRM["2023-24"])
    if year == "2024-25":
        rows = [*rows, *_crm_rows(CRM["2024-25"]), *_tracker_rows()]
    unusable = [
        row for row in rows if "Ref No." in row and not (row["Ref No."] and _day(row["Date Received"]))
    ]
    assert (len(rows), len(unusable), len(CASES[year])) == (read, rejected, kept)


def test_two_refusals_as_over_12_months_were_made_too_soon():
    crm = [
        (row["Case Reference"], _day(row["Created On"]), _day(row["Date of Issue"]))
        for row in _crm_rows(CRM["2024-25"])
        if row["Exclusion Reason"] == "Over 12 months"
    ]
    tracker = [
        (row["Ref No."], _day(row["Date Received"]), _day(row["Date of incident"]))
        for row in _tracker_rows()
        if row["Reason not accepted"] == "Over 12 months"
    ]
    assert (
        len({reference for reference, received, issue in crm + tracker if (received - issue).days < 365}) == 2
    )


# ---- the texts ----
def _texts() -> list[str]:
    names = ("narratives-housing.toml", "narratives-lgsco.toml", "narratives-other.toml")
    return [text["text"] for name in names for text in data(name)["narrative"]]


def test_texts_are_many_and_no_text_is_met_more_than_a_few_times():
    assert len(set(_texts())) == len(_texts()) >= 160
    rows = [row for year in CRM for row in _crm_rows(CRM[year])]
    met = Counter(row["Description"] for row in rows if row["Description"])
    assert max(met.values()) <= 5


def test_identifiers_in_the_texts_are_of_the_ranges_kept_free_for_fiction():
    told = " ".join(row["Description"] for year in CRM for row in _crm_rows(CRM[year]))
    assert re.findall(r"\b07\d{3} \d{6}\b", told)
    assert all(number.startswith("07700 900") for number in re.findall(r"\b07\d{3} ?\d{6}\b", told))
    assert all(number.startswith("01632 960") for number in re.findall(r"\b01\d{3} ?\d{6}\b", told))
    assert {code[:4] for code in re.findall(r"\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b", told)} <= {"ZZ99"}


def test_draws_repeat_and_do_not_depend_on_each_other():
    assert [Chance(1, "a").whole(1, 99) for _ in range(2)] == [Chance(1, "a").whole(1, 99)] * 2
    assert Chance(1, "a").shuffled(range(50)) != Chance(1, "b").shuffled(range(50))


@pytest.mark.parametrize("year", ["2023-24", "2024-25"])
def test_a_finding_names_the_service_of_its_case_and_comes_after_its_answer(year):
    cases = _cases("2023-24", "2024-25")
    with (COMMITTED / year / "ombudsman.csv").open(encoding="utf-8", newline="") as file:
        linked = [row for row in csv.DictReader(file) if row["case_reference"]]
    assert len(linked) >= 5
    for row in linked:
        case = cases[row["case_reference"]]
        assert case["service"] == row["service"], row["reference"]
        assert case["stage2"]["responded"] < date.fromisoformat(row["decided"]), row["reference"]


def test_the_checked_samples_are_what_their_seeds_draw():
    records = records_of(load_council(COMMITTED), ReportingYear(2024))
    sheets = read_sheets(COMMITTED / "2024-25")
    assert [sheet.drawn.period for sheet in sheets] == ["Q1 2024-25", "Q2 2024-25", "Q3 2024-25"]
    assert [drawn_again(sheet, records.table) for sheet in sheets] == [20, 20, 20]
    assert [len(sheet.checked) for sheet in sheets] == [20, 20, 12]
