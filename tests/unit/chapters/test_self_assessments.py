"""The self-assessments as a run shows them: what is published, and what only when the council says so."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from complaint_analysis.chapters import commentary, figures, tables, year_forms
from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.publish.publication import Publication
from complaint_analysis.run.period_run import Run, both_years
from complaint_analysis.self_assessment.officer_lists import write_form_lists

YEAR = ReportingYear.parse("2024-25")
HEAD = "provision,requirement,answer,evidence,commentary,action,owner_role,due,flagged"
EXPORT = """Reference,Date received,Acknowledged,Service,Stage 1 response date
C1,2024-05-01,2024-05-02,Council Housing,2024-05-10
C2,2024-05-01,2024-05-02,Council Housing,2024-07-10
C3,2024-05-01,2024-05-02,Parking,2024-05-10
"""
ACTIONS = "id,code,provision,promise,due,repeats,owner_role,status,evidence,closed_on\n"


def a_form(code: str, *, approved: str = "2025-09-16", **answers: str) -> str:
    given = {name[1:].replace("_", "."): answer for name, answer in answers.items()}
    rows = [f"{n},,{given.get(n, 'Yes')},Policy,We do it.,,,," for n in load_code(code).numbers]
    return "\n".join([f"# occasion=annual; approved_on={approved}", HEAD, *rows]) + "\n"


@pytest.fixture
def run(council, tmp_path):
    """A small council's run with both forms of two years, publishing into a stage."""
    council.export(EXPORT)
    council.write("2023-24/year.toml", "").write(
        "2023-24/complaints/old.csv", EXPORT.replace("2024-", "2023-")
    )
    council.write("2023-24/self-assessment-housing.csv", a_form("housing", n5_9="No", approved="2024-06-18"))
    council.write("2024-25/self-assessment-housing.csv", a_form("housing", n6_4="No"))
    council.write("2024-25/self-assessment-lgsco.csv", a_form("lgsco", n6_3="Partial", n6_6="No"))
    council.write("2023-24/actions.csv", ACTIONS + "A-1,housing,6.4,Do it,2024-12-31,,Officer,planned,,\n")

    def opened(scope: str = "both", settings: str = "") -> Run:
        council.settings(settings)
        loaded = load_council(council.folder)
        stage = Publication(tmp_path / "stage", show=lambda kind, text: None)
        records = both_years(loaded, YEAR)
        return Run(loaded, loaded.year(YEAR), YEAR.period, *records, publish=stage, scope=scope)

    return opened


def staged(folder: Path, name: str) -> str:
    return (folder / "stage" / name).read_text(encoding="utf-8")


def test_gaps_changes_and_promises(run, tmp_path) -> None:
    of = run()
    gaps = tables.self_assessment_gaps(of).printed().to_numpy().tolist()
    assert [row[0].split(":")[0] for row in gaps] == ["Housing Ombudsman 6.4", "LGSCO 6.3", "LGSCO 6.6"]
    assert gaps[0][2:] == ["Do it", "Officer", "31 December 2024", "Overdue; not followed up this year"]
    assert commentary.self_assessment_more(of) == (
        "2 answers changed since 2023-24: 1 to yes and 1 from yes. "
        "Of 1 action promised in our self-assessments, 1 is overdue on 30 May 2025."
    )
    for regime in of.regimes:
        of.publish.table(tables.self_assessment_changes(of, regime))
        of.publish.table(tables.self_assessment_by_section(of, regime))
    assert "| 5.9 " in staged(tmp_path, "blocks/self-assessment-changes-housing.md")
    assert staged(tmp_path, "blocks/self-assessment-changes-lgsco.md") == (
        "There is no earlier form to compare it with.\n"
    )
    assert tables.self_assessment_summary(of).printed().to_numpy().tolist()[-1] == [
        "All",
        "71 of 72",
        "71 of 73",
    ]


def test_last_years_form_counts_though_its_exports_are_not_there(run, council, tmp_path) -> None:
    (council.folder / "2023-24/complaints/old.csv").unlink()
    assert commentary.self_assessment_more(run()).startswith("2 answers changed since 2023-24")
    (figure,) = [
        each for each in figures.self_assessment(run(), last=True) if each.id.endswith("housing.yes")
    ]
    assert figure.value == 71


def test_verdicts_stay_private_unless_the_council_publishes_them(run, tmp_path) -> None:
    private = run()
    private.publish.table(tables.self_assessment_evidence(private))
    assert not (tmp_path / "stage/tables").exists()
    assert commentary.answers_beside_records(private) == ""
    public = run(settings="[self_assessment]\npublish_verdicts = true\n")
    public.publish.table(tables.self_assessment_evidence(public))
    passage = commentary.answers_beside_records(public)
    assert passage.startswith("## Our answers beside our records")
    assert "Records raise a question: 1 of 2 was late" in passage
    assert "Housing Ombudsman 6.3" in staged(tmp_path, "tables/self-assessment-evidence.csv")


def test_the_private_lists_of_a_scope(run, tmp_path) -> None:
    (tmp_path / "evidence-checks-lgsco.csv").write_text("old")
    write_form_lists(run("housing"), tmp_path)
    names = sorted(path.name for path in tmp_path.glob("*.csv"))
    assert names == [
        "evidence-cases-housing.csv", "evidence-checks-housing.csv", "form-problems.csv", "proposed-actions.csv",
        "text-checks.csv",
    ]  # fmt: skip
    with (tmp_path / "evidence-checks-housing.csv").open(encoding="utf-8-sig") as file:
        verdicts = {row["provision"]: row["verdict"] for row in csv.DictReader(file)}
    assert verdicts["6.3"] == "records raise a question: 1 of 2 was late"
    assert verdicts["6.2"] == "records agree"
    write_form_lists(run(), tmp_path)
    assert (tmp_path / "forms-side-by-side.csv").is_file()


def test_a_draft_is_looked_at_before_the_approved_form(run, council, tmp_path) -> None:
    council.write("2024-25/self-assessment-housing-2.csv", a_form("housing", approved="", n6_3="No"))
    of = run()
    write_form_lists(of, tmp_path)
    with (tmp_path / "evidence-checks-housing.csv").open(encoding="utf-8-sig") as file:
        rows = {row["provision"]: row for row in csv.DictReader(file)}
    assert (rows["6.3"]["verdict"], rows["6.3"]["form"]) == ("records agree", "self-assessment-housing-2.csv")
    assert year_forms.forms(of)["housing"].source == "self-assessment-housing.csv"


@pytest.mark.parametrize(("setting", "told"), [
    ('[self_assessment]\npublish = true\n', "publish"),
    ('[self_assessment.own_test_pct.housing]\n"6.33" = 95\n', "6.33 is no provision"),
    ('[self_assessment.own_test_pct.housing]\n"6.3" = 195\n', "6.3"),
])  # fmt: skip
def test_a_wrong_setting_is_told(run, setting: str, told: str) -> None:
    from complaint_analysis.errors import UsageError

    with pytest.raises(UsageError) as error:
        run(settings=setting)
    assert told in "\n".join(error.value.lines())
