import pytest

from complaint_analysis.chapters import learning, ombudsmen, period_files, self_assessments
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
    figures = {figure.id: figure.value for figure in ombudsmen.figures(run())}
    assert figures["ombudsman.housing.findings"] == 1
    assert figures["ombudsman.housing.per_100_complaints"] == 100.0
    assert "decided 1 complaint about us" in ombudsmen.say_findings(run())
    assert "Fewer than 5 decisions of an Ombudsman may not be published yet" in ombudsmen.say_findings(run())
    assert "not be published" not in ombudsmen.say_findings(run("lgsco"))
    assert "Service failure" not in str(ombudsmen.findings(run()).frame)
    assert ombudsmen.cases(run()).frame["received"].tolist() == [1]


def test_an_edition_of_one_code_leaves_out_the_other_ombudsmans_cases(run, council):
    council.write("2024-25/ombudsman.csv", FINDINGS)
    assert len(ombudsmen.cases(run("housing")).frame) == 1
    assert ombudsmen.cases(run("lgsco")).frame.empty


def test_without_files_every_table_has_no_rows_and_every_sentence_stands(run):
    of = run()
    tables = [
        ombudsmen.findings(of), ombudsmen.cases(of), ombudsmen.orders(of),
        ombudsmen.lgsco_letter(of)[1], ombudsmen.housing_ombudsman_report(of)[1], ombudsmen.code_findings(of),
        ombudsmen.publications(of), learning.improvements(of), learning.improvements_last_year(of),
        learning.resolutions(of), learning.satisfaction(of), self_assessments.summary(of),
        self_assessments.gaps(of),
        *(self_assessments.promises_kept(of, regime) for regime in of.regimes),
    ]  # fmt: skip
    assert [table.name for table in tables if not table.frame.empty] == []
    said = [
        ombudsmen.say_findings(of), learning.say_improvements(of), learning.say_satisfaction(of),
        self_assessments.say(of), self_assessments.say_more(of), ombudsmen.lgsco_letter(of)[0], self_assessments.passage(None),
    ]  # fmt: skip
    assert all(said)


def test_there_is_no_last_year_to_publish(run):
    assert ombudsmen.figures(run(), last=True) == []
    assert self_assessments.figures(run(), last=True) == []


def test_what_the_council_says_of_an_absent_file(run, council):
    council.year(facts='extracted_on = 2025-05-30\n[absent]\npublications = "None in 2024-25."\n')
    assert period_files.absent(run(), "publications") == "None in 2024-25."
    assert period_files.absent(run(), "orders") == ""


def test_an_edition_of_one_code_leaves_the_other_ombudsman_out(run, council):
    council.write("2024-25/lgsco-letter.toml", 'period = "2024-25"\nupheld = 4\n')
    assert ombudsmen.lgsco_letter(run())[1].frame["theirs"].tolist() == [4]
    said, table = ombudsmen.lgsco_letter(run("housing"))
    assert said == "Complaints about other services are not in this edition."
    assert table.frame.empty
    assert list(self_assessments.forms(run("lgsco"))) == ["lgsco"]


def test_a_self_assessment_speaks_of_its_own_code(run):
    said = self_assessments.say(run(), "lgsco")
    assert "Local Government" in said
    assert "Housing Ombudsman" not in said
