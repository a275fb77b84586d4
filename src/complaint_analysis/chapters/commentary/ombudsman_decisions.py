"""What the Ombudsmen decided and wrote, in words."""

from __future__ import annotations

from complaint_analysis.chapters import figures
from complaint_analysis.chapters.period_files import absent, newest_report, private_counts
from complaint_analysis.chapters.tables.layouts import out_of_scope
from complaint_analysis.chapters.tables.ombudsman_record import cases_and_complaints
from complaint_analysis.oversight import ombudsman_cases_by_service as by_service
from complaint_analysis.oversight import ombudsman_findings, ombudsman_letters
from complaint_analysis.printing.sentences import paragraph
from complaint_analysis.run.period_run import Run


def ombudsman(run: Run) -> str:
    """What the Ombudsmen decided, in a sentence or two for each, and that some may not be published yet."""
    embargoed = int(private_counts(run)["embargoed_cases"].sum())
    return paragraph(
        ombudsman_findings.say_ombudsman({figure.id: figure for figure in figures.ombudsman(run)}),
        ombudsman_findings.say_embargoed(embargoed, run.council.disclosure.threshold),
    )


def ombudsman_cases(run: Run) -> str:
    """Which service had most of each Ombudsman's cases, beside its volume of complaints."""
    return by_service.say_cases(by_service.cases_of_services(*cases_and_complaints(run)))


def lgsco_letter(run: Run) -> str:
    """What the newest annual letter of the LGSCO says of us, beside our own record."""
    if left_out := out_of_scope(run, "lgsco"):
        return left_out
    letter = newest_report(run, "lgsco_letter")
    return ombudsman_letters.say_lgsco_letter(*letter, absent(run, "lgsco-letter"))


def housing_ombudsman_report(run: Run) -> str:
    """What the newest landlord report of the Housing Ombudsman says of us, beside our own record."""
    if left_out := out_of_scope(run, "housing"):
        return left_out
    report = newest_report(run, "housing_ombudsman_report")
    return ombudsman_letters.say_housing_ombudsman_report(*report, absent(run, "housing-ombudsman-report"))
