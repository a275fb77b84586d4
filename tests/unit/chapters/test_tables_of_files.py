"""What is made of a year's files: the Ombudsmen's findings, what was learnt, the self-assessments."""

import pytest

from complaint_analysis.chapters import commentary, figures, period_files, tables, year_forms
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.run.period_run import Run, both_years

YEAR = ReportingYear.parse("2024-25")
FINDINGS = """ombudsman,reference,case_reference,decided,service,category,finding,compensation_gbp,may_publish_from,link
housing,H1,C1,2024-09-01,Council Housing,,maladministration,100,,
housing,H2,C2,2024-10-01,Council Housing,,service_failure,,2026-01-01,
"""
EXPORT = "Reference,Date received,Service,Response date\nC1,2024-05-01,Council Housing,2024-05-08\n"


@pytest.fixture
def run(council):
    """A small council's run, of a scope; more files may be written into the council before it is opened."""
    council.export(EXPORT)

    def opened(scope="both"):
        loaded = load_council(council.folder)
        return Run(loaded, loaded.year(YEAR), YEAR.period, *both_years(loaded, YEAR), scope=scope)

    return opened


def test_a_finding_that_may_not_be_published_yet_is_in_nothing(run, council):
    council.write("2024-25/ombudsman.csv", FINDINGS)
    values = {figure.id: figure.value for figure in figures.ombudsman(run())}
    assert values["ombudsman.housing.findings"] == 1
    assert values["ombudsman.housing.per_100_complaints"] == 100.0
    assert "decided 1 complaint about us" in commentary.ombudsman(run())
    assert "Fewer than 5 decisions of an Ombudsman may not be published yet" in commentary.ombudsman(run())
    assert "not be published" not in commentary.ombudsman(run("lgsco"))
    assert "Service failure" not in str(tables.ombudsman_findings(run()).frame)
    assert tables.ombudsman_cases(run()).frame["received"].tolist() == [1]


def test_a_report_on_one_code_leaves_out_the_other_ombudsmans_cases(run, council):
    council.write("2024-25/ombudsman.csv", FINDINGS)
    assert len(tables.ombudsman_cases(run("housing")).frame) == 1
    assert tables.ombudsman_cases(run("lgsco")).frame.empty


def test_without_files_every_table_has_no_rows_and_every_sentence_stands(run):
    of = run()
    made = [
        tables.ombudsman_findings(of), tables.ombudsman_cases(of), tables.ombudsman_orders(of),
        tables.lgsco_letter(of), tables.housing_ombudsman_report(of), tables.code_findings(of),
        tables.publications(of), tables.improvements(of), tables.improvements_last_year(of),
        tables.resolutions(of), tables.satisfaction(of), tables.self_assessment_summary(of),
        tables.self_assessment_gaps(of),
        *(tables.self_assessment_actions(of, regime) for regime in of.regimes),
    ]  # fmt: skip
    assert [table.name for table in made if not table.frame.empty] == []
    said = [
        commentary.ombudsman(of), commentary.learning(of), commentary.satisfaction(of),
        commentary.self_assessment(of), commentary.self_assessment_more(of), commentary.lgsco_letter(of),
        *(commentary.self_assessment_form(of, regime) for regime in of.regimes),
    ]  # fmt: skip
    assert all(said)


def test_there_is_no_last_year_to_publish(run):
    assert figures.ombudsman(run(), last=True) == []
    assert figures.self_assessment(run(), last=True) == []


def test_what_the_council_says_of_an_absent_file(run, council):
    council.year(facts='extracted_on = 2025-05-30\n[absent]\npublications = "None in 2024-25."\n')
    assert period_files.absent(run(), "publications") == "None in 2024-25."
    assert period_files.absent(run(), "orders") == ""
    assert tables.publications(run()).otherwise == "None in 2024-25."


def test_a_report_on_one_code_leaves_the_other_ombudsman_out(run, council):
    council.write("2024-25/lgsco-letter.toml", 'period = "2024-25"\nupheld = 4\n')
    assert tables.lgsco_letter(run()).frame["theirs"].tolist() == [4]
    housing = run("housing")
    assert commentary.lgsco_letter(housing) == "Complaints about other services are not in this edition."
    assert tables.lgsco_letter(housing).frame.empty
    assert list(year_forms.forms(run("lgsco"))) == ["lgsco"]


def test_a_self_assessment_speaks_of_its_own_code(run):
    said = commentary.self_assessment(run(), "lgsco")
    assert "Local Government" in said
    assert "Housing Ombudsman" not in said
