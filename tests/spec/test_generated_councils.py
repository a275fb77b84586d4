"""Councils with any of the parts there, missing, said to be none, or left over from last year, in any scope.

What each part makes of the checklist is written here once more, clause by clause; a council is drawn at random
and its report's verdicts are held against that.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaint_analysis.chapters import figures as figures_of
from complaint_analysis.chapters import tables
from complaint_analysis.chapters.period_files import private_counts
from complaint_analysis.chapters.publication_checklist import Item
from complaint_analysis.chapters.report_metadata import metadata_of
from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.records.store import Records
from complaint_analysis.run.period_run import Run
from complaint_analysis.self_assessment.canonical_csv import write_form
from complaint_analysis.self_assessment.form import Form, Occasion, Row

YEAR = ReportingYear(2024)
NOW, LAST = "2024-25", "2023-24"
EXPORT = "Reference,Date received,Service,Response date\nC-1,2024-05-01,Council Housing,2024-05-08\n"
FINDING = "ombudsman,reference,case_reference,decided,service,category,finding,compensation_gbp,may_publish_from,link\n"
ORDER = "ombudsman,reference,order,due,complied_on,status\n"
NON_COMPLIANCE = "code,provision,found_by,date,finding,what_was_done\n"
PUBLICATION = "title,ombudsman,date,link,what_we_take_from_it\n"
IMPROVEMENT = (
    "id,code,theme,what_we_heard,what_we_did,owner_role,due,status,evidence,raised_in\n"
    "A,both,Repairs,Late,Texts are sent,Repairs Manager,2024-09-30,"
)
FILES = {
    "code-findings.csv": (
        f"{NON_COMPLIANCE}housing,6.2,Audit,2024-05-02,Late,Mended\nlgsco,6.2,Audit,2024-05-02,Late,Mended\n",
        f"{NON_COMPLIANCE}housing,6.2,Audit,2024-11-02,Late,Mended\nlgsco,6.2,Audit,2024-11-02,Late,Mended\n",
    ),
    "publications.csv": (
        f"{PUBLICATION}On damp,both,2024-05-03,,We inspect\n",
        f"{PUBLICATION}On records,both,2024-11-03,,We record\n",
    ),
    "ombudsman.csv": (
        f"{FINDING}housing,H-1,,2024-03-01,Council Housing,charges,service_failure,50,,\n",
        f"{FINDING}housing,H-2,,2024-11-01,Council Housing,charges,service_failure,50,,\n",
    ),
    "orders.csv": (
        f"{ORDER}housing,H-1,Pay,2024-05-01,2024-04-20,done\n",
        f"{ORDER}housing,H-2,Pay,2024-12-01,2024-11-20,done\n",
    ),
    "improvements.csv": (f"{IMPROVEMENT}planned,,2023-24\n", f"{IMPROVEMENT}done,Log,2023-24\n"),
    "housing-ombudsman-report.toml": ('period = "2023-24"\n', 'period = "2024-25"\n'),
    "lgsco-letter.toml": ('period = "2023-24"\n', 'period = "2024-25"\n'),
    "response.md": ("We accept it.\n", "We welcome it.\n"),
    "member-statement.md": ("I thank all.\n", "I regret the delays.\n"),
}
"""Each file as it lay in last year's folder, and as it is this year's."""
FORMS = ("self-assessment-housing", "self-assessment-lgsco")
STATEMENTS = ("response", "member-statement")
SETTLED = {"there": "present", "missing": "missing", "none": "none_this_year", "last year's": "out_of_date"}
OF_HOUSING = {"self-assessment-housing", "housing-ombudsman-report", "ombudsman", "orders"}
OF_LGSCO = {"self-assessment-lgsco", "lgsco-letter"}
WAYS = {
    **{
        name.partition(".")[0]: ("there", "missing", "none", "last year's", "last year's words")
        for name in FILES
    },
    **dict.fromkeys(STATEMENTS, ("there", "missing", "last year's")),
    **dict.fromkeys(FORMS, ("there", "missing", "undated", "last year's")),
    "meeting": ("there", "missing", "last year's"),
    "approval": ("there", "missing", "last year's"),
}
"""How each item of the checklist may stand."""
MOSTLY_THERE = st.fixed_dictionaries(
    {id: st.sampled_from([*["there"] * 12, *ways]) for id, ways in WAYS.items()}
)


def form(code: str, assessed_on: date | None, evidence: str) -> Form:
    numbers = load_code(code).numbers
    rows = tuple(Row(number, answer="yes", answer_as_written="Yes", evidence=evidence) for number in numbers)
    return Form(load_code(code).code, rows, occasion=Occasion(assessed_on=assessed_on))


@pytest.fixture(scope="module")
def drawn_up(tmp_path_factory) -> dict[str, bytes]:
    """The forms of last year, of this year, and without a day, by Code and name."""
    folder, made = tmp_path_factory.mktemp("forms"), {}
    days = {
        "last year's": (date(2024, 5, 13), "Policy of 2023"),
        "there": (date(2025, 6, 2), "Policy of 2025"),
        "undated": (None, "Policy of 2025"),
    }
    for code in ("housing", "lgsco"):
        for way, (day, evidence) in days.items():
            path = folder / "form.csv"
            write_form(form(code, day, evidence), path)
            made[f"self-assessment-{code}: {way}"] = path.read_bytes()
    return made


@pytest.fixture(scope="module")
def records(tmp_path_factory) -> Records:
    """The records of a council with one complaint."""
    from tests.conftest import SmallCouncil

    return SmallCouncil(tmp_path_factory.mktemp("records")).export(EXPORT).records()


def write_years(folder: Path, ways: dict[str, str], forms: dict[str, bytes]) -> None:
    """A council's two years, each part of the later one as it is to stand."""
    for year in (LAST, NOW):
        (folder / year / "complaints").mkdir(parents=True, exist_ok=True)
        for path in (folder / year).glob("*.*"):
            path.unlink()
    (folder / NOW / "complaints" / "export.csv").write_text(EXPORT)
    said: dict[str, list[str]] = {LAST: [], NOW: []}
    for name, (then, now) in FILES.items():
        id = name.partition(".")[0]
        if ways[id] == "last year's words":
            said[LAST].append(f'{id} = "There is none yet."')
        else:
            (folder / LAST / name).write_text(then)
        if ways[id] in ("there", "last year's"):
            (folder / NOW / name).write_text(now if ways[id] == "there" else then)
        elif ways[id] in ("none", "last year's words"):
            said[NOW].append(f'{id} = "There is none yet{" of 2024-25" if ways[id] == "none" else ""}."')
    for id in FORMS:
        (folder / LAST / f"{id}.csv").write_bytes(forms[f"{id}: last year's"])
        if ways[id] != "missing":
            (folder / NOW / f"{id}.csv").write_bytes(forms[f"{id}: {ways[id]}"])
    days = {"meeting": ("2025-09-16", "2024-06-18"), "approval": ("2025-09-17", "2024-06-19")}
    keys = {"meeting": "meeting", "approval": "approved_on"}
    dates = [f"{keys[id]} = {days[id][ways[id] != 'there']}" for id in keys if ways[id] != "missing"]
    for year in (LAST, NOW):
        lines = ["extracted_on = 2025-05-30" if year == NOW else "", "[governance]"]
        text = [*lines, *(dates if year == NOW else []), "[absent]", *said[year]]
        (folder / year / "year.toml").write_text("\n".join(text) + "\n")


def expected(ways: dict[str, str], regimes: Iterable[str]) -> dict[str, str]:
    """The verdict on each item of the Codes in scope that a part decides."""
    states = {id: SETTLED.get(way, "out_of_date") for id, way in ways.items()}
    states |= {id: "missing" for id in FORMS if ways[id] == "undated"}
    plan = ways["improvements"]
    left_open = plan != "last year's words"  # then there was no plan last year
    told = {True: "present" if plan == "there" else "missing", False: "none_this_year"}
    states["improvements-last-year"] = told[left_open]
    others = {"housing": OF_LGSCO, "lgsco": OF_HOUSING}
    left_out = set.intersection(*(others[regime] for regime in regimes)) if regimes else set()
    return {id: state for id, state in states.items() if id not in left_out}


def state_of(states: dict[str, str]) -> str:
    """HO and LGSCO 8.2: what only the decision brings does not hold up the meeting."""
    lacking = {id for id, state in states.items() if state in ("missing", "out_of_date")}
    if not lacking:
        return "published"
    return "for-cabinet" if lacking <= {"approval", *STATEMENTS} else "working"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(ways=MOSTLY_THERE, scope=st.sampled_from(["both", "housing", "lgsco"]))
def test_the_verdicts_are_right_whatever_is_missing(tmp_path, records, drawn_up, ways, scope):
    """HO and LGSCO 8.1 a to f, 8.2, 9.7: each part by itself, and the state that they make together."""
    folder = tmp_path / "council"
    write_years(folder, ways, drawn_up)
    metadata = opened(folder, records, scope)
    regimes = ("housing", "lgsco") if scope == "both" else (scope,)
    wanted = expected(ways, regimes)
    found = {item.id: item.state for item in metadata.items}
    assert {id: found.get(id) for id in wanted} == wanted
    assert found.keys() - wanted.keys() == {"complaints", "resolutions", "dates"}
    assert metadata.state == state_of(wanted)
    assert [item for item in metadata.open_items if not says_why(item)] == []


def opened(folder: Path, records: Records, scope: str = "both"):
    (folder / "council.toml").write_text(
        '[council]\nname = "Testford"\n[codes]\nhousing = ["Council Housing"]\n'
    )
    council = load_council(folder)
    return metadata_of(Run(council, council.year(YEAR), YEAR.period, records, None, scope=scope))


def says_why(item: Item) -> bool:
    return bool(item.words and item.where and item.clause)


EVERYTHING = dict.fromkeys(WAYS, "there")


@pytest.mark.parametrize("scope", ["both", "housing", "lgsco"])
def test_with_everything_there_it_is_published(tmp_path, records, drawn_up, scope):
    write_years(tmp_path, EVERYTHING, drawn_up)
    assert opened(tmp_path, records, scope).state == "published"


def test_last_years_plan_is_followed_up_when_last_years_exports_are_disposed_of(tmp_path, records, drawn_up):
    """HO and LGSCO 8.1 d: the retention policy takes the exports, not what was promised."""
    write_years(tmp_path, EVERYTHING | {"improvements": "none"}, drawn_up)
    (tmp_path / LAST / "complaints").rmdir()
    silent = {item.id: item for item in opened(tmp_path, records).items}["improvements-last-year"]
    assert (silent.state, silent.words) == ("missing", "nothing new is said of A")


def test_last_years_export_holds_no_complaint_of_this_year(council):
    """HO and LGSCO 8.1 b and 9.7 a."""
    council.export(EXPORT.replace("2024-", "2023-"))
    metadata = opened(council.folder, council.records())
    words = {item.id: item.words for item in metadata.open_items}
    assert words["complaints"] == "the exports hold no complaint of the year"


def with_a_finding_publishable_from(day, folder, records, drawn_up):
    write_years(folder, EVERYTHING, drawn_up)
    (folder / NOW / "ombudsman.csv").write_text(FILES["ombudsman.csv"][1].replace("50,,", f"50,{day},"))
    metadata = opened(folder, records)
    assert metadata.state == "published"
    return metadata


def test_a_finding_counts_that_may_be_published_on_the_day_of_the_meeting(tmp_path, records, drawn_up):
    """Between the extract and the meeting that approved the report its day came: no later report would hold it."""
    metadata = with_a_finding_publishable_from("2025-08-31", tmp_path, records, drawn_up)
    figures = {figure.id: figure.value for figure in figures_of.ombudsman(metadata.run)}
    assert (figures["ombudsman.housing.determinations"], figures["ombudsman.housing.findings"]) == (1, 1)
    assert private_counts(metadata.run).set_index("ombudsman").loc["housing", "embargoed_cases"] == 0


def test_a_finding_under_embargo_is_there_for_the_checklist_and_in_no_figure(tmp_path, records, drawn_up):
    """HO 9.7 c: the record is kept; before its day a finding is in private counts only."""
    metadata = with_a_finding_publishable_from("2025-12-31", tmp_path, records, drawn_up)
    figures = {figure.id: figure.value for figure in figures_of.ombudsman(metadata.run)}
    assert (figures["ombudsman.housing.determinations"], figures["ombudsman.housing.findings"]) == (0, 0)
    assert tables.ombudsman_orders(metadata.run).frame.empty
    assert tables.ombudsman_compensation(metadata.run).frame[NOW].tolist() == [0.0]
    private = private_counts(metadata.run).set_index("ombudsman")
    assert private.loc["housing", ["cases", "embargoed_cases"]].tolist() == [1, 1]
